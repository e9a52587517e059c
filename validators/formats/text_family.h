// Is it text, and of which kind?
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo::validators {

struct TextKind {
  std::string_view puid;  // empty: text of no kind that can be told from its beginning
  std::string evidence;   // "UTF-8 text; begins with <?xml"
};

// Judges a file by its first bytes.  `cut`: the file goes on after them.  Nothing:
// these bytes are no text.
std::optional<TextKind> text_kind_of(std::string_view sample, bool cut);

}  // namespace delo::validators
