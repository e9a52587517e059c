// The words, numbers and marks of a reference, in whatever script, and the leaf
// numbers they spell.  For the readers of references in this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"

namespace delo {

// A token borrows the text it was cut from.
struct ReferenceToken {
  enum class Kind : std::uint8_t {
    kNumber,  // a run of digits
    kWord,    // a run of letters
    kDash,    // hyphen, en dash, em dash, minus
    kComma,
    kDot,
    kSemicolon,
    kOpen,   // ( [
    kClose,  // ) ]
    kSlash,  // / and backslash
    kNumero,
    kOther,
    kEnd,  // always the last token
  };
  Kind kind = Kind::kEnd;
  bool space_before = false;  // blank, '_' or line end between it and the token before
  bool line_before = false;   // a line end among them
  bool cyrillic = false;      // a word with at least one Cyrillic letter
  bool latin = false;         // a word with at least one Latin letter; both: it is mixed
  std::uint32_t begin = 0;    // bytes into the text
  std::string_view text;
  // A word in capitals, Cyrillic letters that look like Latin ones as Latin:
  // "ор", "OP" and "оP" are all "OP".  Empty for words nobody would look up.
  std::string skeleton;

  std::uint32_t end() const { return begin + static_cast<std::uint32_t>(text.size()); }
};
using ReferenceTokens = std::vector<ReferenceToken>;

// Bytes that are not UTF-8 become tokens of kind kOther.  REQUIRES: less than 4 GB.
ReferenceTokens reference_tokens(std::string_view text);

// The leaf whose number stands at `at`: number, letter, verso mark.
struct ScannedLeaf {
  Leaf leaf;
  std::size_t next = 0;  // token after it
};
// Nothing when there is no number or it has more than 9 digits.  `cyrillic`: the
// reference is written in Cyrillic, so a Latin "c" is a Cyrillic "с".
std::optional<ScannedLeaf> scan_leaf(const ReferenceTokens& tokens, std::size_t at, bool cyrillic);

// "ob", "об", "v", "verso", "зв" …
bool is_verso_mark(const ReferenceToken& token);

}  // namespace delo
