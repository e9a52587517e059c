// An element of a PREMIS record as it stands there, with all that is in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace delo::packages {

struct PremisNode {
  std::string name;                                             // of the PREMIS namespace
  std::vector<std::pair<std::string, std::string>> attributes;  // of no namespace
  std::string text;                                             // without surrounding blanks
  std::vector<PremisNode> children;
};

}  // namespace delo::packages
