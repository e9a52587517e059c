// ICC profiles: whole or not, of which colour space, what they call themselves.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace delo::validators::metadata {

struct IccProfile {
  std::string colour_space;   // signature of the data: "RGB " "GRAY" "CMYK"; empty: unreadable
  std::string profile_class;  // "scnr" "mntr" "prtr" "spac" …
  unsigned version_major = 0;
  std::string description;  // as the profile names itself, UTF-8; may be empty
  // What is wrong with header and tag table, each a phrase: "its size is 560, it has 200 bytes".
  std::vector<std::string> damages;
  // Values that are not defined: "has rendering intent 9".
  std::vector<std::string> faults;
  // What a transform needs and it has not: "has no tag kTRC".
  std::vector<std::string> gaps;
  // What it should have and has not: "has no tag cprt".
  std::vector<std::string> lacks;
};

// Checks header and tag table itself, then opens the profile with Little CMS.
// Never fails: whatever is wrong is in `damages`.  (ICC.1:2010 § 7)
IccProfile inspect_icc(std::span<const std::byte> bytes);

std::string icc_library_version();  // "lcms2 2.14"

}  // namespace delo::validators::metadata
