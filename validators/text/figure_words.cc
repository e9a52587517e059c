#include "validators/text/figure_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace delo::validators::text {
namespace {

// ---- Months ----

struct Month {
  std::u32string_view stem;  // that the word begins with
  int month;
};
// Longer stems first where one begins the other; of "май", "may" the whole word counts.
constexpr std::array kMonths = {
    Month{U"январ", 1},        Month{U"феврал", 2},    Month{U"март", 3},
    Month{U"апрел", 4},        Month{U"июн", 6},       Month{U"июл", 7},
    Month{U"август", 8},       Month{U"сентябр", 9},   Month{U"октябр", 10},
    Month{U"ноябр", 11},       Month{U"декабр", 12},   Month{U"січ", 1},
    Month{U"лют", 2},          Month{U"берез", 3},     Month{U"квіт", 4},
    Month{U"трав", 5},         Month{U"черв", 6},      Month{U"лип", 7},
    Month{U"серп", 8},         Month{U"верес", 9},     Month{U"жовт", 10},
    Month{U"листопад", 11},    Month{U"груд", 12},     Month{U"january", 1},
    Month{U"february", 2},     Month{U"march", 3},     Month{U"april", 4},
    Month{U"june", 6},         Month{U"july", 7},      Month{U"august", 8},
    Month{U"september", 9},    Month{U"october", 10},  Month{U"november", 11},
    Month{U"december", 12},    Month{U"januar", 1},    Month{U"februar", 2},
    Month{U"märz", 3},         Month{U"juni", 6},      Month{U"juli", 7},
    Month{U"oktober", 10},     Month{U"dezember", 12}, Month{U"janvier", 1},
    Month{U"février", 2},      Month{U"mars", 3},      Month{U"avril", 4},
    Month{U"juin", 6},         Month{U"juillet", 7},   Month{U"août", 8},
    Month{U"septembre", 9},    Month{U"octobre", 10},  Month{U"novembre", 11},
    Month{U"décembre", 12},    Month{U"styczni", 1},   Month{U"lut", 2},
    Month{U"marc", 3},         Month{U"kwie", 4},      Month{U"czerwc", 6},
    Month{U"lipc", 7},         Month{U"sierp", 8},     Month{U"wrze", 9},
    Month{U"październik", 10}, Month{U"listopad", 11}, Month{U"grud", 12}};
// Words that are a month as a whole, abbreviations among them.
constexpr std::array kWholeMonths = {
    Month{U"май", 5},  Month{U"мая", 5},  Month{U"мае", 5},  Month{U"маю", 5},  Month{U"янв", 1},
    Month{U"фев", 2},  Month{U"февр", 2}, Month{U"мар", 3},  Month{U"апр", 4},  Month{U"авг", 8},
    Month{U"сен", 9},  Month{U"сент", 9}, Month{U"окт", 10}, Month{U"ноя", 11}, Month{U"нояб", 11},
    Month{U"дек", 12}, Month{U"may", 5},  Month{U"jan", 1},  Month{U"feb", 2},  Month{U"mar", 3},
    Month{U"apr", 4},  Month{U"jun", 6},  Month{U"jul", 7},  Month{U"aug", 8},  Month{U"sep", 9},
    Month{U"sept", 9}, Month{U"oct", 10}, Month{U"nov", 11}, Month{U"dec", 12}, Month{U"mai", 5},
    Month{U"maja", 5}, Month{U"maj", 5}};
constexpr std::array kRoman = {Month{U"i", 1}, Month{U"ii", 2}, Month{U"iii", 3}, Month{U"iv", 4},
                               Month{U"v", 5}, Month{U"vi", 6}, Month{U"vii", 7}, Month{U"viii", 8},
                               Month{U"ix", 9}, Month{U"x", 10}, Month{U"xi", 11},
                               Month{U"xii", 12},
                               // Cyrillic letters that look alike.
                               Month{U"х", 10}, Month{U"хі", 11}, Month{U"хіі", 12},
                               Month{U"іх", 9}, Month{U"і", 1}, Month{U"іі", 2}, Month{U"ііі", 3}};

template <std::size_t N>
std::optional<int> whole(const std::array<Month, N>& months, std::u32string_view word) {
  for (const Month& month : months) {
    if (word == month.stem) return month.month;
  }
  return std::nullopt;
}

// ---- Numbers in words ----

struct NumberWord {
  std::u32string_view stem;
  int value;
};
constexpr std::array kNumberWords = {
    NumberWord{U"тринадцат", 13},    NumberWord{U"четырнадцат", 14},
    NumberWord{U"пятнадцат", 15},    NumberWord{U"шестнадцат", 16},
    NumberWord{U"семнадцат", 17},    NumberWord{U"восемнадцат", 18},
    NumberWord{U"девятнадцат", 19},  NumberWord{U"двадцат", 20},
    NumberWord{U"тридцат", 30},      NumberWord{U"сорок", 40},
    NumberWord{U"пятьдесят", 50},    NumberWord{U"пятидесят", 50},
    NumberWord{U"шестьдесят", 60},   NumberWord{U"шестидесят", 60},
    NumberWord{U"семьдесят", 70},    NumberWord{U"семидесят", 70},
    NumberWord{U"восемьдесят", 80},  NumberWord{U"девяност", 90},
    NumberWord{U"двести", 200},      NumberWord{U"двухсот", 200},
    NumberWord{U"триста", 300},      NumberWord{U"трехсот", 300},
    NumberWord{U"четыреста", 400},   NumberWord{U"пятьсот", 500},
    NumberWord{U"пятисот", 500},     NumberWord{U"шестьсот", 600},
    NumberWord{U"семьсот", 700},     NumberWord{U"восемьсот", 800},
    NumberWord{U"девятьсот", 900},   NumberWord{U"тринадцять", 13},
    NumberWord{U"двадцят", 20},      NumberWord{U"тридцят", 30},
    NumberWord{U"п'ятдесят", 50},    NumberWord{U"шістдесят", 60},
    NumberWord{U"сімдесят", 70},     NumberWord{U"вісімдесят", 80},
    NumberWord{U"двісті", 200},      NumberWord{U"п'ятсот", 500},
    NumberWord{U"thirteen", 13},     NumberWord{U"fourteen", 14},
    NumberWord{U"fifteen", 15},      NumberWord{U"sixteen", 16},
    NumberWord{U"seventeen", 17},    NumberWord{U"eighteen", 18},
    NumberWord{U"nineteen", 19},     NumberWord{U"twenty", 20},
    NumberWord{U"twentie", 20},      NumberWord{U"thirty", 30},
    NumberWord{U"thirtie", 30},      NumberWord{U"forty", 40},
    NumberWord{U"fortie", 40},       NumberWord{U"fifty", 50},
    NumberWord{U"fiftie", 50},       NumberWord{U"sixty", 60},
    NumberWord{U"sixtie", 60},       NumberWord{U"seventy", 70},
    NumberWord{U"seventie", 70},     NumberWord{U"eighty", 80},
    NumberWord{U"eightie", 80},      NumberWord{U"ninety", 90},
    NumberWord{U"ninetie", 90},      NumberWord{U"сто", 100},
    NumberWord{U"ста", 100},         NumberWord{U"сотн", 100},
    NumberWord{U"hundred", 100},     NumberWord{U"тысяч", 1000},
    NumberWord{U"тисяч", 1000},      NumberWord{U"thousand", 1000},
    NumberWord{U"миллион", 1000000}, NumberWord{U"мільйон", 1000000},
    NumberWord{U"million", 1000000}};

std::size_t beginning_of(std::u32string_view word) { return (word[0] * 61 + word[1]) % 4096; }

template <std::size_t N>
bool one_of(std::u32string_view word, const std::array<std::u32string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of what typists used for Roman numerals, too.
int roman_digit(char32_t c) {
  switch (c) {
    case U'I':
    case U'І':
      return 1;
    case U'V':
      return 5;
    case U'X':
    case U'Х':
      return 10;
    default:
      return 0;
  }
}

}  // namespace

// Stems may begin other words ("маршал", "lipid"): what follows must be an ending.
std::optional<int> month_of(std::u32string_view word) {
  if (const auto month = whole(kWholeMonths, word)) return month;
  for (const Month& month : kMonths) {
    if (word.starts_with(month.stem) && word.size() <= month.stem.size() + 3) return month.month;
  }
  return std::nullopt;
}

std::optional<int> month_in_roman(std::u32string_view word) { return whole(kRoman, word); }

std::optional<int> number_in_words(std::u32string_view word) {
  for (const NumberWord& number : kNumberWords) {
    const bool exact = number.stem == U"сто" || number.stem == U"ста";
    if (exact ? word == number.stem
              : word.starts_with(number.stem) && word.size() <= number.stem.size() + 4) {
      return number.value;
    }
  }
  return std::nullopt;
}

bool begins_like_figure_word(std::u32string_view word) {
  static const std::vector<bool> kBeginnings = [] {
    std::vector<bool> out(4096);
    for (const Month& month : kMonths) out[beginning_of(month.stem)] = true;
    for (const Month& month : kWholeMonths) out[beginning_of(month.stem)] = true;
    for (const NumberWord& number : kNumberWords) out[beginning_of(number.stem)] = true;
    return out;
  }();
  return word.size() >= 2 && kBeginnings[beginning_of(word)];
}

int zeros_of(std::u32string_view word) {
  const auto starts = [&](std::u32string_view stem) { return word.starts_with(stem); };
  if (starts(U"тыс") || starts(U"тис") || starts(U"thousand")) return 3;
  if (starts(U"миллион") || starts(U"млн") || starts(U"мільйон") || starts(U"million")) return 6;
  if (starts(U"миллиард") || starts(U"млрд") || starts(U"мільярд") || starts(U"billion")) return 9;
  return 0;
}

std::string roman_numeral(int value) {
  constexpr std::array<std::string_view, 10> kUnits = {"",  "I",  "II",  "III",  "IV",
                                                       "V", "VI", "VII", "VIII", "IX"};
  constexpr std::array<std::string_view, 10> kTens = {"",  "X",  "XX",  "XXX",  "XL",
                                                      "L", "LX", "LXX", "LXXX", "XC"};
  return std::string(kTens[static_cast<std::size_t>(value / 10)])
      .append(kUnits[static_cast<std::size_t>(value % 10)]);
}

std::optional<int> roman_number(std::u32string_view word) {
  constexpr int kMost = 39;  // more needs L, and is a name as often ("LI")
  std::string numeral;
  std::size_t at = 0;
  int value = 0;
  for (; at < word.size() && roman_digit(word[at]) > 0; ++at) {
    const int digit = roman_digit(word[at]);
    const int next = at + 1 < word.size() ? roman_digit(word[at + 1]) : 0;
    value += digit < next ? -digit : digit;
    numeral += digit == 1 ? 'I' : digit == 5 ? 'V' : 'X';
  }
  // "XXго", "XXй"
  const std::u32string_view ending = word.substr(at);
  const bool ends = ending.size() <= 3 && std::all_of(ending.begin(), ending.end(), [](char32_t c) {
                      return c >= 0x430 && c <= 0x45F;
                    });
  if (numeral.size() < 2 || !ends || value < 1 || value > kMost) return std::nullopt;
  if (roman_numeral(value) != numeral) return std::nullopt;
  return value;
}

bool is_hour_word(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 16> kHours = {
      U"ч",      U"час",    U"часа",   U"часов", U"часу", U"год",   U"година", U"годин",
      U"годині", U"години", U"годину", U"h",     U"hour", U"hours", U"hrs",    U"uhr"};
  return one_of(word, kHours);
}

bool is_minute_word(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 14> kMinutes = {
      U"м",      U"мин",     U"минут", U"минуты", U"минута", U"минуту",  U"хв",
      U"хвилин", U"хвилини", U"m",     U"min",    U"mins",   U"minutes", U"minuten"};
  return one_of(word, kMinutes);
}

bool is_word_of_copies(std::u32string_view word) {
  return word.starts_with(U"экз") || word.starts_with(U"прим") || word.starts_with(U"документ") ||
         word == U"эк" || word == U"екз" || word == U"copy" || word == U"document" ||
         word == U"doc" || word == U"note" || word == U"footnote";
}

}  // namespace delo::validators::text
