// A plan on the terminal: two screens at most, whatever the batch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/planning/plan_batch.h"

namespace delo::ingest {

// Gathers a plan item by item; keeps the first few of each readiness.  Not for several
// threads at once.
class PlanText {
 public:
  explicit PlanText(bool colour) : colour_(colour) {}

  void add(const PlannedItem& item);
  // Text for people, lines ended by '\n'.  `written`: the plan file; empty: none.
  std::string text(const Plan& plan, const Policy& policy, const std::string& written) const;

 private:
  static constexpr std::size_t kReady = 12, kRemarks = 8, kNotReady = 12;
  std::string one_line(const PlannedItem& item) const;
  std::string details(const PlannedItem& item) const;
  std::string space(const Plan& plan) const;

  bool colour_;
  std::vector<std::string> ready_, remarks_, not_ready_;
};

}  // namespace delo::ingest
