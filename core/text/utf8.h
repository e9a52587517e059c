// Names and texts: valid UTF-8 or not, normal forms, safe display.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo {

bool is_utf8(std::string_view bytes);  // Unicode 15, no surrogates, shortest form

// Bytes as valid UTF-8 for JSON, XML and HTML: what is not UTF-8, control
// characters and '%' itself become %XX when something had to be escaped; text
// that is clean stays as it is.
std::string display_of(std::string_view bytes);
// The same, and safe for a terminal: bidi and zero-width characters too become \u{…}.
std::string terminal_text(std::string_view bytes);

// Normal form C; nothing when the text is not UTF-8.
std::optional<std::string> nfc(std::string_view text);
// Key under which two names collide on some file system: NFC, then case fold.
// Bytes that are not UTF-8 are their own key.
std::string collision_key(std::string_view name);

// What is odd about a name, as a phrase ("holds a control character"); empty
// for a plain one.
std::string oddity_of_name(std::string_view name);

// Lower case, for letters of any script.
std::string to_lower(std::string_view utf8);

}  // namespace delo
