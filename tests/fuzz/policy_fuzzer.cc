// Any bytes as a policy, or as settings of packages: read or refused, never more than that.
#include <cstddef>
#include <cstdint>

#include "policies/package_settings.h"
#include "policies/policy_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto policy = delo::parse_policy(text, "fuzz.toml")) {
    (void)delo::check_rule_names(*policy, {"tiff.strip.outside-file", "leaves.missing"});
  }
  (void)delo::parse_audit_policy(text, "fuzz.toml");
  (void)delo::parse_package_settings(text, "fuzz.toml", delo::SettingsPlace::kWholeFile);
  (void)delo::parse_size(text);
  return 0;
}
