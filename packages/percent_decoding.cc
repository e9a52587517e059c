#include "packages/percent_decoding.h"

namespace delo::packages {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

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
