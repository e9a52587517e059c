#include "validators/finding_list.h"

#include <utility>

namespace delo::validators {

void FindingList::add(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
                      std::string message) {
  if (rule.severity == Severity::kError) ++errors_;
  const std::size_t count = ++counts_[rule.id];
  if (count == kMostOfOneRule + 1) overfull_.push_back(&rule);
  if (count > kMostOfOneRule) return;
  findings_.push_back(finding(rule, Location{path_, offset, std::move(part)}, std::move(message)));
}

bool FindingList::is_full(const Rule& rule) const {
  const auto found = counts_.find(rule.id);
  return found != counts_.end() && found->second >= kMostOfOneRule;
}

std::vector<Finding> FindingList::take() {
  for (const Rule* rule : overfull_) {
    findings_.push_back(finding(
        *rule, Location{path_, std::nullopt, ""},
        std::to_string(counts_[rule->id] - kMostOfOneRule) + " more of the same are not listed"));
  }
  overfull_.clear();
  counts_.clear();
  return std::exchange(findings_, {});
}

}  // namespace delo::validators
