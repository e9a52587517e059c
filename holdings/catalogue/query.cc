#include "holdings/catalogue/query.h"

#include <algorithm>

#include "core/records/search_key.h"
#include "holdings/catalogue/word_stem.h"

namespace delo::holdings {
namespace {

constexpr std::size_t kMostReadings = 64;      // of a phrase
constexpr std::size_t kShortestBeginning = 3;  // letters of a key; the index has no shorter ones

struct Piece {
  std::string text;
  bool quoted = false, minus = false;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A quotation mark at `at`, of any kind that keyboards give; its bytes.
std::size_t quotation_at(std::string_view text, std::size_t at) {
  if (text[at] == '"') return 1;
  for (const std::string_view mark : {"\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb"}) {
    if (text.substr(at, mark.size()) == mark) return mark.size();
  }
  return 0;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    Piece piece;
    if (text[at] == '-' && at + 1 < text.size() && !is_blank(text[at + 1])) {
      piece.minus = true;
      ++at;
    }
    if (const std::size_t mark = quotation_at(text, at); mark > 0) {
      piece.quoted = true;
      for (at += mark; at < text.size();) {
        const std::size_t end = quotation_at(text, at);
        at += std::max<std::size_t>(end, 1);
        if (end > 0) break;
        piece.text += text[at - 1];
      }
    } else {
      while (at < text.size() && !is_blank(text[at]) && quotation_at(text, at) == 0) {
        piece.text += text[at++];
      }
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

bool is_one_of(const Piece& piece, std::initializer_list<std::string_view> words) {
  return !piece.quoted && !piece.minus && std::ranges::find(words, piece.text) != words.end();
}
bool is_or(const Piece& piece) { return is_one_of(piece, {"OR", "ИЛИ", "АБО", "|"}); }
bool is_and(const Piece& piece) { return is_one_of(piece, {"AND", "И", "ТА", "&", "+"}); }
bool is_not(const Piece& piece) { return is_one_of(piece, {"NOT", "НЕ"}); }

std::string joined(const std::vector<Piece>& pieces, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i)
    text.append(text.empty() ? "" : " ").append(pieces[i].text);
  return text;
}

std::optional<ArchivalReference> reference_in(const std::string& text) {
  const ParsedReferences parsed = parse_references(text);
  if (parsed.references.empty()) return std::nullopt;
  const ArchivalReference& first = parsed.references.front();
  // An archive's name alone is a word like others.
  if (first.fond.empty() && first.delo.empty()) return std::nullopt;
  return first;
}

// Takes the reference out of a run of plain pieces: the shortest part of the run that says
// the same.
std::optional<ArchivalReference> take_reference(std::vector<Piece>& pieces) {
  std::size_t from = 0, to = 0;
  for (; from < pieces.size(); from = to) {
    const auto plain = [](const Piece& p) {
      return !p.quoted && !p.minus && !is_or(p) && !is_and(p) && !is_not(p);
    };
    while (from < pieces.size() && !plain(pieces[from])) ++from;
    for (to = from; to < pieces.size() && plain(pieces[to]);) ++to;
    const auto whole = reference_in(joined(pieces, from, to));
    if (!whole) continue;
    const auto same = [&](std::size_t a, std::size_t b) {
      const auto part = reference_in(joined(pieces, a, b));
      return part && *part == *whole;
    };
    while (from + 1 < to && same(from + 1, to)) ++from;
    while (to > from + 1 && same(from, to - 1)) --to;
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(from),
                 pieces.begin() + static_cast<std::ptrdiff_t>(to));
    return whole;
  }
  return std::nullopt;
}

FindPhrase phrase_of(const Piece& piece, bool beginnings) {
  std::string_view text = piece.text;
  bool open = false;  // "word*"
  if (!piece.quoted || text.ends_with('*')) {
    while (text.ends_with('*')) {
      text.remove_suffix(1);
      open = true;
    }
  }
  FindPhrase phrase;
  for_each_search_word(text, [&](std::string_view word, std::size_t at) {
    FindWord found{.tokens = search_tokens(word), .beginnings = {}};
    if (found.tokens.empty()) return true;
    const bool last = at + word.size() == text.size();
    if ((open && last) || (beginnings && !piece.quoted)) {
      for (std::string& beginning : search_prefixes(word)) {
        // Hardly any word begins otherwise: it is asked for as it stands.
        if (beginning.size() >= kShortestBeginning)
          found.beginnings.push_back(std::move(beginning));
      }
    }
    phrase.push_back(std::move(found));
    return true;
  });
  // Only the last word of a phrase can be a beginning.
  for (std::size_t i = 0; i + 1 < phrase.size(); ++i) phrase[i].beginnings.clear();
  return phrase;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? "\"\"" : std::string(1, c));
  return out + "\"";
}

std::string marked(std::string_view mark, const std::string& token) {
  return std::string(mark) + token;
}

// `mark` goes before every word.
std::string phrase_match(const FindPhrase& phrase, std::string_view mark) {
  std::vector<std::string> readings = {""};
  for (std::size_t i = 0; i + 1 < phrase.size(); ++i) {
    std::vector<std::string> longer;
    for (const std::string& reading : readings) {
      for (const std::string& token : phrase[i].tokens) {
        if (longer.size() < kMostReadings) longer.push_back(reading + marked(mark, token) + " ");
      }
    }
    readings = std::move(longer);
  }
  std::string match;
  std::size_t n = 0;
  const auto add = [&](const std::string& text, bool beginning) {
    if (n++ >= kMostReadings) return;
    match.append(match.empty() ? "" : " OR ").append(quoted(text)).append(beginning ? " *" : "");
  };
  for (const std::string& reading : readings) {
    for (const std::string& token : phrase.back().tokens) add(reading + marked(mark, token), false);
    for (const std::string& token : phrase.back().beginnings) {
      add(reading + marked(mark, token), true);
    }
  }
  return "(" + match + ")";
}

}  // namespace

Result<FindQuery> parse_query(std::string_view text, bool beginnings) {
  if (text.size() > kMostTextAsked) {
    return Error{ErrorCode::kInvalidArgument, "more than 64 KiB of words are asked for"};
  }
  std::vector<Piece> pieces = pieces_of(text);
  FindQuery query;
  if (pieces.size() <= kMostWordsAsked) query.reference = take_reference(pieces);
  std::size_t words = 0;
  bool alternative = false, negative = false;
  for (const Piece& piece : pieces) {
    if (is_or(piece)) {
      alternative = !query.all.empty();
    } else if (is_not(piece)) {
      negative = true;
    } else if (!is_and(piece)) {
      FindPhrase phrase = phrase_of(piece, beginnings && !piece.minus && !negative);
      if (phrase.empty()) continue;
      words += phrase.size();
      if (piece.minus || negative) {
        query.none.push_back(std::move(phrase));
      } else if (alternative) {
        query.all.back().push_back(std::move(phrase));
      } else {
        query.all.push_back({std::move(phrase)});
      }
      alternative = negative = false;
    }
  }
  if (words > kMostWordsAsked) {
    return Error{ErrorCode::kInvalidArgument,
                 "more than " + std::to_string(kMostWordsAsked) + " words are asked for"};
  }
  return query;
}

std::string all_match(const FindQuery& query, std::string_view mark) {
  std::string match;
  for (const auto& group : query.all) {
    std::string any;
    for (const FindPhrase& phrase : group) {
      any.append(any.empty() ? "" : " OR ").append(phrase_match(phrase, mark));
    }
    match.append(match.empty() ? "(" : " AND (").append(any).append(")");
  }
  return match;
}

std::string none_match(const FindQuery& query) {
  std::string match;
  for (const FindPhrase& phrase : query.none) {
    match.append(match.empty() ? "" : " OR ").append(phrase_match(phrase, ""));
  }
  return match;
}

}  // namespace delo::holdings
