// Character maps of fonts (ISO 32000-1 9.7.5, 9.10.3; Adobe Technical Note 5014): which bytes
// are a code, and what a code is, in Unicode or as a CID.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::pdf {

// The bytes that a string token stands for (7.3.4): escapes and hexadecimal digits read.
std::string string_bytes(std::string_view raw);

class CharacterMap {
 public:
  static constexpr std::size_t kMostRanges = 200'000;

  // What is malformed is passed over; at most kMostRanges of each kind are kept.
  static CharacterMap parse(std::string_view bytes);

  bool empty() const { return texts_.empty() && cids_.empty(); }
  // Bytes of the code that `bytes` begin with, by the codespace ranges; 0 when none of them fits.
  std::size_t code_length(std::string_view bytes) const;
  bool has_codespace() const { return !spaces_.empty(); }
  // UTF-8; nothing when the map has no text for the code.
  std::optional<std::string> text_of(std::uint32_t code) const;
  std::optional<std::uint32_t> cid_of(std::uint32_t code) const;

 private:
  struct Space {
    std::size_t length = 0;  // bytes
    std::uint32_t first = 0, last = 0;
  };
  struct Texts {
    std::uint32_t first = 0, last = 0;
    std::u16string text;  // of the first; of the others the last unit is counted up
  };
  struct Cids {
    std::uint32_t first = 0, last = 0, cid = 0;
  };
  class Parser;

  std::vector<Space> spaces_;
  std::vector<Texts> texts_;  // by `first`
  std::vector<Cids> cids_;    // by `first`
};

}  // namespace delo::validators::pdf
