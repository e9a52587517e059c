#include "validators/pdf/findings.h"

namespace delo::validators::pdf {

void Findings::add(const Rule& rule, std::string part, std::int64_t offset, std::string message) {
  Tally& tally = counts_[rule.id];
  tally.rule = &rule;
  if (rule.severity == Severity::kError) ++errors_;
  if (++tally.count > kShown) return;
  Location where;
  where.path = path_;
  where.part = std::move(part);
  if (offset >= 0) where.offset = static_cast<std::uint64_t>(offset);
  findings_.push_back(finding(rule, std::move(where), std::move(message)));
}

std::vector<Finding> Findings::take() {
  for (const auto& [id, tally] : counts_) {
    if (tally.count <= kShown) continue;
    Location where;
    where.path = path_;
    findings_.push_back(
        finding(*tally.rule, std::move(where),
                "and " + std::to_string(tally.count - kShown) + " more findings under this rule"));
  }
  counts_.clear();
  errors_ = 0;
  return std::exchange(findings_, {});
}

}  // namespace delo::validators::pdf
