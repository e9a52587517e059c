// What somebody typed, understood; and as an expression of FTS5.  No text of theirs gets into
// the expression but as words in quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/reference.h"
#include "core/result.h"

namespace delo::holdings {

struct FindWord {
  std::vector<std::string> tokens;      // any of these (word_stem.h)
  std::vector<std::string> beginnings;  // or what begins with one of these
};
// Words that follow one another; mostly one.
using FindPhrase = std::vector<FindWord>;

struct FindQuery {
  std::optional<ArchivalReference> reference;
  std::vector<std::vector<FindPhrase>> all;  // one phrase of each
  std::vector<FindPhrase> none;

  bool has_words() const { return !all.empty() || !none.empty(); }
};

inline constexpr std::size_t kMostWordsAsked = 64;
inline constexpr std::size_t kMostTextAsked = 64 * 1024;  // bytes

// `beginnings`: every word stands for those that begin with it.  Error kInvalidArgument: it is
// too long.
Result<FindQuery> parse_query(std::string_view text, bool beginnings = false);

// FTS5 expressions; empty when there is nothing to match.  `mark`: goes before every word.
std::string all_match(const FindQuery& query, std::string_view mark = {});
std::string none_match(const FindQuery& query);

}  // namespace delo::holdings
