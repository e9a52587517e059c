// The result of one look into one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/format.h"
#include "core/records/technical_metadata.h"

namespace delo {

// The default is the truth about a file nobody looked into.
enum class Validity : std::uint8_t { kNotExamined, kValid, kInvalid };
std::string_view name_of(Validity validity);  // "not-examined" "valid" "invalid"
std::optional<Validity> validity_named(std::string_view name);

struct ProfileVerdict {
  std::string name;  // "ti-a"
  Validity validity = Validity::kNotExamined;
};

struct Examination {
  Format format;
  Validity validity = Validity::kNotExamined;
  std::vector<ProfileVerdict> profiles;
  TechnicalMetadata technical;
  std::vector<Finding> findings;
  // What was not looked at, each a sentence: "JPX images were not decoded".
  std::vector<std::string> not_checked;
  // A small JPEG of the first page for reports; empty when there is none.
  std::string thumbnail;
  // The tools that gave this verdict, and no others: "delo 0.1.0", "libtiff 4.5.0".
  std::vector<std::string> tools;
};

// kInvalid if a finding is an error, else kValid.
Validity validity_of(const std::vector<Finding>& findings);

}  // namespace delo
