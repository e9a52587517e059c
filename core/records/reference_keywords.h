// The words that say which part of a reference a number is: "ф.", "op.", "ед. хр.".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/records/reference_tokens.h"

namespace delo {

enum class ReferencePart : std::uint8_t {
  kFond,
  kOpis,
  kBox,
  kFolder,
  kDelo,
  kVolume,
  kItem,
  kReel,
  kFrames,
  kLeaves,
};

struct Keyword {
  ReferencePart part = ReferencePart::kFond;
  bool cyrillic = false;
  bool dotted = false;   // "f." rather than "f"
  bool weak = false;     // a word of its own, too ("к", "т"): needs a dot or a glued number
  bool plural = false;   // "дд.": a list follows
  bool page = false;     // "p.": a papka, or behind the delo a page
  bool spoken = false;   // of running text, never of a file's name: "page", "sheet"
  std::size_t next = 0;  // token after it
};
// The keyword at `at`, dot included.  REQUIRES: at < tokens.size()
std::optional<Keyword> keyword_at(const ReferenceTokens& tokens, std::size_t at);

// Which names of parts begin with a word of this skeleton; 0: none.  For
// ReferenceToken::names, so that each word is looked up once.
std::uint16_t names_of_part(std::string_view skeleton);

// "a fond number", "a leaf number": what is expected after a keyword.
const char* value_of(ReferencePart part);

}  // namespace delo
