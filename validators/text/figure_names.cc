#include "validators/text/figure_names.h"

#include <utility>

#include "validators/text/figure_words.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kMostDigits = 30;
constexpr std::size_t kMostParts = 6;

// "311/16", "4512-с", "15 994": digits with what joins them.
struct Parts {
  std::string value;
  std::size_t next = 0;
  std::size_t dots = 0;
};
Parts parts_at(const FigureTokens& tokens, std::size_t i) {
  const auto digits = [&](std::size_t k) {
    std::u32string_view all = tokens.at(k).text;
    while (all.size() > 1 && all.front() == U'0') all.remove_prefix(1);
    return ascii(all);
  };
  Parts out{digits(i), i + 1, 0};
  for (std::size_t parts = 1; parts < kMostParts; ++parts) {
    const std::size_t k = out.next;
    if (tokens.begins_line(k)) break;
    const bool stroke =
        tokens.is(k, U'/') || tokens.is(k, U'-') || tokens.is(k, U'–') || tokens.is(k, U'.');
    const bool joined = stroke && !tokens.at(k).space_before &&
                        tokens.number(k + 1, 1, kMostDigits) && !tokens.at(k + 1).space_before;
    const bool grouped = tokens.number(k, 3, 3) && tokens.at(k - 1).text.size() <= 3;
    if (!joined && !grouped) break;
    if (joined && tokens.is(k, U'.')) ++out.dots;
    out.value += "/" + digits(joined ? k + 1 : k);
    out.next = joined ? k + 2 : k + 1;
  }
  // "4512/с", "57-сс"
  const std::size_t k = out.next;
  const bool stroke = (tokens.is(k, U'/') || tokens.is(k, U'-')) && !tokens.at(k).space_before;
  if (stroke && tokens.word(k + 1) && !tokens.at(k + 1).space_before &&
      tokens.at(k + 1).text.size() <= 4) {
    out.next = k + 2;
  }
  return out;
}

// "Экз. № 3"
bool is_of_copies(const FigureTokens& tokens, std::size_t sign) {
  std::size_t before = sign;
  if (before > 0 && tokens.is(before - 1, U'.')) --before;
  return before > 0 && tokens.word(before - 1) && is_word_of_copies(tokens.at(before - 1).text);
}

// Not where a sentence was broken into lines: "приказа" above "№ 4512".
bool begins_form_line(const FigureTokens& tokens, std::size_t sign) {
  if (!tokens.begins_line(sign)) return false;
  return sign == 0 || !tokens.word(sign - 1) || tokens.is_capital(sign - 1);
}

}  // namespace

std::size_t number_sign_at(const FigureTokens& tokens, std::size_t i) {
  using Kind = FigureToken::Kind;
  const auto before_number = [&](std::size_t length) {
    return tokens.number(i + length, 1, kMostDigits) ? length : 0;
  };
  if (tokens.at(i).kind == Kind::kNumero) {
    return tokens.at(i + 1).kind == Kind::kNumero ? 2 : 1;
  }
  if (tokens.is(i, U'#')) return tokens.at(i + 1).space_before ? 0 : before_number(1);
  if (!tokens.word(i)) return 0;
  const std::u32string_view word = tokens.at(i).text;
  if (word == U"n" && (tokens.is(i + 1, U'°') || tokens.is(i + 1, U'º'))) return before_number(2);
  if (word != U"no" && word != U"nos" && word != U"nr") return 0;
  if (tokens.is(i + 1, U'.')) return before_number(2);
  return tokens.is_capital(i) ? before_number(1) : 0;
}

FigureNames names_at(const FigureTokens& tokens, std::size_t i, std::size_t length) {
  const std::size_t first = i + length;
  const bool named =
      tokens.number(first, 1, kMostDigits) && !(first > i && tokens.at(first).line_before);
  FigureNames out{{}, first};
  Parts parts;
  if (named) {
    parts = parts_at(tokens, first);
    out.next = parts.next;
  }
  if (begins_form_line(tokens, i) && !tokens.begins_line(out.next)) {
    out.next = i + 1;
    while (!tokens.begins_line(out.next)) {
      const std::size_t token = out.next++;
      if (!tokens.number(token, 1, kMostDigits)) continue;
      Parts other = parts_at(tokens, token);
      out.names.push_back({token, "?" + std::move(other.value)});
      out.next = other.next;
    }
    return out;
  }
  if (!named) return out;
  // "No. 44926.1.51": a date that lost its blank.
  const bool clear = parts.dots < 2 && !is_of_copies(tokens, i);
  out.names.push_back({first, (clear ? "№" : "?") + parts.value});
  return out;
}

}  // namespace delo::validators::text
