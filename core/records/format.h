#pragma once

#include <string>

namespace delo {

// PREMIS format, with the evidence.
struct Format {
  std::string puid;     // PRONOM id, "fmt/353"; empty when unknown
  std::string name;     // "Tagged Image File Format"; empty when unknown
  std::string version;  // "1.7"; empty when the format has none
  std::string mime;     // IANA media type; "application/octet-stream" when unknown
  std::string basis;    // the evidence: "bytes 0-3 = 49 49 2A 00; extension tif"
  bool operator==(const Format&) const = default;
};

}  // namespace delo
