#include "core/records/examination.h"

#include <algorithm>

namespace delo {

std::string_view name_of(Validity validity) {
  switch (validity) {
    case Validity::kNotExamined:
      return "not-examined";
    case Validity::kValid:
      return "valid";
    case Validity::kInvalid:
      return "invalid";
  }
  return "not-examined";
}

std::optional<Validity> validity_named(std::string_view name) {
  for (const Validity validity : {Validity::kNotExamined, Validity::kValid, Validity::kInvalid}) {
    if (name_of(validity) == name) return validity;
  }
  return std::nullopt;
}

Validity validity_of(const std::vector<Finding>& findings) {
  const bool has_error = std::any_of(findings.begin(), findings.end(), [](const Finding& f) {
    return f.severity == Severity::kError;
  });
  return has_error ? Validity::kInvalid : Validity::kValid;
}

}  // namespace delo
