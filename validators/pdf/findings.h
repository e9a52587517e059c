// Findings about one file while it is being looked at.  A hostile file may break
// one rule a million times: the first few of each rule are told one by one, the
// rest as a number.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "validators/pdf/object.h"

namespace delo::validators::pdf {

class Findings {
 public:
  explicit Findings(RelativePath path) : path_(std::move(path)) {}

  // `part` names the place ("object 12 0", "page 3"); `offset` in bytes from the
  // start of the file, negative for unknown.
  void add(const Rule& rule, std::string part, std::int64_t offset, std::string message);
  void add(const Rule& rule, ObjectId id, std::int64_t offset, std::string message) {
    add(rule, id.text(), offset, std::move(message));
  }

  bool any(const Rule& rule) const { return counts_.count(rule.id) != 0; }
  bool any_error() const { return errors_ != 0; }
  // All of them; a rule broken more than kShown times ends with a summary.
  std::vector<Finding> take();

  static constexpr std::size_t kShown = 20;

 private:
  struct Tally {
    std::size_t count = 0;
    const Rule* rule = nullptr;
  };
  RelativePath path_;
  std::vector<Finding> findings_;
  std::map<std::string_view, Tally> counts_;
  std::size_t errors_ = 0;
};

}  // namespace delo::validators::pdf
