// Base 64 as in RFC 4648 §4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo {

std::string to_base64(std::string_view bytes);
// Nothing when the text is not base 64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace delo
