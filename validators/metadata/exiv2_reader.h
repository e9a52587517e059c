// The one door to Exiv2.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace delo::validators::metadata {

struct Exiv2Reading {
  std::vector<std::pair<std::string, std::string>> pairs;  // key → text, in Exiv2's order
  std::string failure;  // what Exiv2 said when it gave up; empty when it did not
};

// Each decodes one kind of blob from memory.  Exiv2's exceptions end here.
Exiv2Reading exiv2_exif(std::string_view tiff);
Exiv2Reading exiv2_xmp(std::string_view packet);
Exiv2Reading exiv2_iptc(std::string_view data_sets);

std::string exiv2_version();  // "Exiv2 0.27.6"

}  // namespace delo::validators::metadata
