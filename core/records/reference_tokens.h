// The words, numbers and marks of a reference, in whatever script, and the leaf
// numbers they spell.  For the readers of references in this room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"
#include "core/records/letters.h"

namespace delo {

// A token borrows the text it was cut from, and its list.
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
  std::uint16_t names = 0;    // of parts that begin with this word: see keyword_at(); 0: none
  std::string_view text;
  // A word in capitals, Cyrillic letters that look like Latin ones as Latin:
  // "ор", "OP" and "оP" are all "OP".  Empty for words nobody would look up.
  std::string_view skeleton;

  std::uint32_t end() const { return begin + static_cast<std::uint32_t>(text.size()); }
};

// The tokens of a text, and the skeletons of its words.  Those of one reference need no
// allocation.
class ReferenceTokens {
 public:
  // Bytes that are not UTF-8 become tokens of kind kOther.  REQUIRES: less than 4 GB.
  explicit ReferenceTokens(std::string_view text);
  ReferenceTokens(const ReferenceTokens&) = delete;
  ReferenceTokens& operator=(const ReferenceTokens&) = delete;

  const ReferenceToken& operator[](std::size_t at) const { return tokens_[at]; }
  std::size_t size() const { return tokens_.size(); }
  auto begin() const { return tokens_.begin(); }
  auto end() const { return tokens_.end(); }

 private:
  static constexpr std::size_t kRoom = 3072;  // bytes
  alignas(ReferenceToken) std::array<std::byte, kRoom> room_;
  std::pmr::monotonic_buffer_resource memory_{room_.data(), kRoom};
  std::pmr::vector<ReferenceToken> tokens_{&memory_};
};
inline ReferenceTokens reference_tokens(std::string_view text) { return ReferenceTokens(text); }

// A short list of words, as their skeletons.
class SkeletonWords {
 public:
  explicit SkeletonWords(std::initializer_list<std::string_view> list);
  bool contains(std::string_view skeleton) const {
    if (skeleton.empty() || skeleton.size() >= 64) return false;
    return (sizes_ >> skeleton.size() & 1) != 0 && (ends_ >> (skeleton.back() & 63) & 1) != 0 &&
           search(skeleton);
  }
  auto begin() const { return words_.begin(); }
  auto end() const { return words_.end(); }

 private:
  bool search(std::string_view skeleton) const;

  std::vector<std::string> words_;
  std::uint64_t sizes_ = 0;  // bit n: some word has n bytes
  std::uint64_t ends_ = 0;   // bit n: some word ends with a byte whose low bits are n
};
inline SkeletonWords skeleton_words(std::initializer_list<std::string_view> list) {
  return SkeletonWords(list);
}

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
