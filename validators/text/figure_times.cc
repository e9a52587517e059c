#include "validators/text/figure_times.h"

#include "validators/text/figure_words.h"

namespace delo::validators::text {
namespace {

// "pm", "p.m.", "am"
struct Meridiem {
  bool afternoon = false;
  std::size_t next = 0;
};
std::optional<Meridiem> meridiem_at(const FigureTokens& tokens, std::size_t i) {
  if (!tokens.word(i)) return std::nullopt;
  const std::u32string_view word = tokens.at(i).text;
  if (word == U"pm" || word == U"am") return Meridiem{word == U"pm", i + 1};
  const bool letters = (word == U"p" || word == U"a") && tokens.is(i + 1, U'.') &&
                       tokens.word(i + 2) && tokens.at(i + 2).text == U"m";
  if (!letters) return std::nullopt;
  return Meridiem{word == U"p", tokens.is(i + 3, U'.') ? i + 4 : i + 3};
}

std::string shown(int hour, int minute) {
  const std::string minutes = std::to_string(minute);
  return std::to_string(hour) + ":" + (minutes.size() < 2 ? "0" : "") + minutes;
}

// The hours and minutes of "16 ч. 45 мин.", "16 Uhr 45", "16h45".
std::optional<FigureTime> in_words(const FigureTokens& tokens, std::size_t i) {
  if (!tokens.word(i + 1) || !is_hour_word(tokens.at(i + 1).text)) return std::nullopt;
  std::size_t minutes = i + 2;
  if (tokens.is(minutes, U'.')) ++minutes;
  if (!tokens.number(minutes, 1, 2) || value_of(tokens.at(minutes).text) > 59) return std::nullopt;
  const std::u32string_view word = tokens.at(i + 1).text;
  const bool glued = word == U"h" && !tokens.at(i + 1).space_before && minutes == i + 2 &&
                     !tokens.at(minutes).space_before;
  const bool told = tokens.word(minutes + 1) && is_minute_word(tokens.at(minutes + 1).text);
  if (!told && !glued && word != U"uhr") return std::nullopt;
  return FigureTime{shown(value_of(tokens.at(i).text), value_of(tokens.at(minutes).text)),
                    minutes + (told ? 2 : 1)};
}

}  // namespace

std::optional<FigureTime> time_at(const FigureTokens& tokens, std::size_t i) {
  if (!tokens.number(i, 1, 2)) return std::nullopt;
  const int hour = value_of(tokens.at(i).text);
  if (hour <= 24) {
    if (auto time = in_words(tokens, i)) return time;
  }
  const bool divided = !tokens.at(i + 1).space_before && tokens.number(i + 2, 2, 2) &&
                       !tokens.at(i + 2).space_before;
  const bool colon = divided && tokens.is(i + 1, U':');
  const bool minutes = colon || (divided && tokens.is(i + 1, U'.'));
  const std::size_t behind = minutes ? i + 3 : i + 1;
  const int minute = minutes ? value_of(tokens.at(i + 2).text) : 0;
  if (hour >= 1 && hour <= 12 && minute <= 59) {
    if (const auto half = meridiem_at(tokens, behind)) {
      return FigureTime{shown(hour % 12 + (half->afternoon ? 12 : 0), minute), half->next};
    }
  }
  if (!colon) return std::nullopt;
  return FigureTime{shown(hour, minute), behind};
}

}  // namespace delo::validators::text
