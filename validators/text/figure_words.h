// Words that belong to numbers and dates, in small letters: Russian, Ukrainian, English and, of
// months, German, French and Polish.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo::validators::text {

std::optional<int> month_of(std::u32string_view word);  // "марта", "янв", "March": 1-12
std::optional<int> month_in_roman(std::u32string_view word);   // "iii": 1-12
std::optional<int> number_in_words(std::u32string_view word);  // "двадцать", "thousand"
// Most words begin like none of months and numbers: a quick look.
bool begins_like_figure_word(std::u32string_view word);
// "3 тысячи", "1,5 млн", "20 thousand": how many zeros; 0 for other words.
int zeros_of(std::u32string_view word);

// "XVIII", "XXго": 2-39 of capitals, as written, with a short Russian ending; letters that look
// alike count.  Nothing of one letter: that is an initial, or "I".
std::optional<int> roman_number(std::u32string_view word);
std::string roman_numeral(int value);  // "XVIII"; REQUIRES: 0 <= value < 100

bool is_hour_word(std::u32string_view word);    // "ч", "часов", "hours"; Ukrainian "год"
bool is_minute_word(std::u32string_view word);  // "мин", "хв", "minutes"
// "Экз. № 3", "Document No. 12": what is numbered is a copy, a note, or an edition's piece.
bool is_word_of_copies(std::u32string_view word);

}  // namespace delo::validators::text
