// How the checks of METS documents read and show attributes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "packages/mets/mets_reader.h"

namespace delo::packages {

// "absent", or the value in quotes, cut and safe to show.
std::string in_quotes(const MetsText& text);
// Absent, empty or white space.
bool is_blank(const MetsText& text);
// What is wrong with an element's ID, nothing when it is an XML name that stands
// once in the document (xs:ID).
std::optional<std::string> fault_of_id(const MetsDocument& mets, const MetsText& id);
// The names of an IDREFS attribute.
std::vector<std::string> words_of(const MetsText& text);

// The IDs that other parts of the document may name.
struct MetsIds {
  explicit MetsIds(const MetsDocument& mets);
  std::set<std::string> descriptions;    // of dmdSec
  std::set<std::string> administrative;  // of digiprovMD, rightsMD …
  std::set<std::string> amd_sections;    // of amdSec itself: a reference may name the whole
};

}  // namespace delo::packages
