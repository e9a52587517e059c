// Any bytes as a policy: read or refused, never more than that.
#include <cstddef>
#include <cstdint>

#include "policies/policy_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto policy = delo::parse_policy(text, "fuzz.toml")) {
    (void)delo::check_rule_names(*policy, {"tiff.strip.outside-file", "leaves.missing"});
  }
  (void)delo::parse_audit_policy(text, "fuzz.toml");
  return 0;
}
