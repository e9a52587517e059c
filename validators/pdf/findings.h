// Findings about one PDF: the house's list, with the places a PDF has.
#pragma once

#include <cstdint>
#include <string>

#include "validators/finding_list.h"
#include "validators/pdf/object.h"

namespace delo::validators::pdf {

class Findings {
 public:
  explicit Findings(RelativePath path) : list_(std::move(path)) {}

  // `part` names the place ("object 12 0", "page 3"); `offset` in bytes from the
  // start of the file, negative for unknown.
  void add(const Rule& rule, std::string part, std::int64_t offset, std::string message) {
    std::optional<std::uint64_t> at;
    if (offset >= 0) at = static_cast<std::uint64_t>(offset);
    list_.add(rule, at, std::move(part), std::move(message));
  }
  void add(const Rule& rule, ObjectId id, std::int64_t offset, std::string message) {
    add(rule, id.text(), offset, std::move(message));
  }
  std::vector<Finding> take() { return list_.take(); }

 private:
  FindingList list_;
};

}  // namespace delo::validators::pdf
