#include "packages/percent_decoding.h"

#include "core/text/hex.h"

namespace delo::packages {

std::string percent_decoded(std::string_view url) {
  std::string text;
  for (std::size_t at = 0; at < url.size(); ++at) {
    if (url[at] == '%' && url.size() - at >= 3) {
      const int high = hex_value(url[at + 1]), low = hex_value(url[at + 2]);
      if (high >= 0 && low >= 0) {
        text += static_cast<char>(high * 16 + low);
        at += 2;
        continue;
      }
    }
    text += url[at];
  }
  return text;
}

}  // namespace delo::packages
