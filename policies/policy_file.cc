#include "policies/policy_file.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <utility>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "policies/built_in_policies.h"
#include "policies/nearest_word.h"
#include "policies/package_settings.h"
#include "policies/policy_sections.h"
#include "policies/policy_text.h"

namespace delo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxIdLength = 64;

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdLength && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

struct Heading {
  PolicyId id;
  int version = 0;
  std::string title;
};

Result<Heading> read_heading(const PolicyText& file, const toml::table& root) {
  const toml::node* id = root.get("id");
  if (!id) return file.refuse(1, "'id' is missing: a policy has a name, id = \"scans\"");
  Heading heading;
  DELO_TRY(heading.id.value, file.text(*id, "'id'"));
  if (!is_id(heading.id.value)) {
    return file.refuse(*id, "'id' is '" + terminal_text(heading.id.value) +
                                "'; it has small letters a-z, digits and '-' only, 64 at most");
  }
  const toml::node* version = root.get("version");
  if (!version)
    return file.refuse(1, "'version' is missing: a whole number, raised at each change");
  DELO_TRY(const std::int64_t number,
           file.whole_number(*version, "'version'", 1, std::numeric_limits<int>::max()));
  heading.version = static_cast<int>(number);
  if (const toml::node* title = root.get("title")) {
    DELO_TRY(heading.title, file.text(*title, "'title'"));
  }
  return heading;
}

fs::path installed_folder() {
  const char* folder = std::getenv("DELO_POLICIES");  // NOLINT: read before any thread starts
  return folder && *folder ? fs::path(folder) : fs::path(DELO_POLICY_FOLDER);
}

// The text of a policy that was named on the command line, and what to call it.
struct FoundPolicy {
  std::string text;
  fs::path name;
};

Result<FoundPolicy> find_text(const std::string& name) {
  if (name.empty()) return Error{ErrorCode::kInvalidArgument, "the name of the policy is empty"};
  if (name.find('/') != std::string::npos || name.ends_with(".toml")) {
    DELO_TRY(std::string text, read_file(name, kMaxPolicyBytes));
    return FoundPolicy{std::move(text), name};
  }
  if (is_id(name)) {
    const fs::path installed = installed_folder() / (name + ".toml");
    auto text = read_file(installed, kMaxPolicyBytes);
    if (text) return FoundPolicy{std::move(text).value(), installed};
    if (text.error().code != ErrorCode::kNotFound) return std::move(text).error();
    if (const std::string_view built_in = built_in_policy(name); !built_in.empty()) {
      return FoundPolicy{std::string(built_in), name + ".toml"};
    }
  }
  const Words ids = built_in_policy_ids();
  return Error{ErrorCode::kNotFound, "there is no policy '" + terminal_text(name) + "'" +
                                         suggestion(name, ids) +
                                         " (a file is named with its .toml)"};
}

}  // namespace

Result<Policy> parse_policy(std::string_view toml_text, const fs::path& name) {
  const PolicyText file{terminal_text(name.string())};
  DELO_TRY(const toml::table root, file.parse(toml_text, "a policy"));
  if (const toml::node* audit = root.get("audit")) {
    return file.refuse(*audit, "this is a policy for audits, not for ingest");
  }
  DELO_CHECK(file.only_keys(
      root, "at the top",
      {"id", "version", "title", "accept", "description", "expect", "rules", "package",
       "submission", "rights", "later_delivery", "references", "leaves", "texts"}));
  DELO_TRY(Heading heading, read_heading(file, root));
  Policy policy{.id = std::move(heading.id),
                .version = heading.version,
                .title = std::move(heading.title),
                .digests = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512},
                .source = std::string(toml_text),
                .file = name};
  DELO_CHECK(read_sections(file, root, policy));
  DELO_TRY(policy.packages, parse_package_settings(toml_text, name, SettingsPlace::kAmongOthers));
  return policy;
}

Result<Policy> read_policy_file(const fs::path& path) {
  DELO_TRY(const std::string text, read_file(path, kMaxPolicyBytes));
  return parse_policy(text, path);
}

Result<AuditPolicy> parse_audit_policy(std::string_view toml_text, const fs::path& name) {
  const PolicyText file{terminal_text(name.string())};
  DELO_TRY(const toml::table root, file.parse(toml_text, "a policy"));
  if (!root.contains("audit")) {
    return file.refuse(1, "there is no section [audit]: this is no policy for audits");
  }
  DELO_CHECK(file.only_keys(root, "at the top", {"id", "version", "title", "audit"}));
  DELO_TRY(Heading heading, read_heading(file, root));
  AuditPolicy policy{.id = std::move(heading.id),
                     .version = heading.version,
                     .title = std::move(heading.title),
                     .source = std::string(toml_text)};
  DELO_TRY(const toml::table* audit, file.section(root, "audit"));
  DELO_CHECK(file.only_keys(*audit, "in [audit]", {"period_days", "digests", "sample_percent"}));
  if (const toml::node* days = audit->get("period_days")) {
    DELO_TRY(const std::int64_t number, file.whole_number(*days, "'period_days'", 1, 36500));
    policy.period_days = static_cast<int>(number);
  }
  if (const toml::node* digests = audit->get("digests")) {
    DELO_TRY(policy.digests, read_digests(file, *digests));
  }
  if (const toml::node* sample = audit->get("sample_percent")) {
    DELO_TRY(policy.sample_percent, file.number(*sample, "'sample_percent'"));
    if (!(policy.sample_percent > 0) || policy.sample_percent > 100) {
      return file.refuse(*sample, "'sample_percent' must be above 0 and at most 100");
    }
  }
  return policy;
}

Result<void> check_rule_names(const Policy& policy,
                              const std::vector<std::string_view>& all_rules) {
  // Every rule, and every prefix of one that ends before a dot.
  std::set<std::string_view> known;
  for (const std::string_view rule : all_rules) {
    for (std::size_t end = rule.find('.'); end != std::string_view::npos;
         end = rule.find('.', end + 1)) {
      known.insert(rule.substr(0, end));
    }
    known.insert(rule);
  }
  for (const RuleAction& named : policy.rules) {
    if (known.contains(named.rule_prefix)) continue;
    const Words words(known.begin(), known.end());
    const std::string_view near = nearest_word(named.rule_prefix, words);
    return PolicyText{terminal_text(policy.file.string())}.refuse(
        static_cast<std::size_t>(std::max(named.line, 1)),
        "there is no rule '" + terminal_text(named.rule_prefix) + "'" +
            (near.empty() ? "; 'delo rules' lists them all"
                          : "; did you mean '" + std::string(near) + "'?"));
  }
  return {};
}

std::string_view built_in_policy(std::string_view id) {
  for (const BuiltInPolicy& policy : built_in_policies()) {
    if (policy.id == id) return policy.toml;
  }
  return {};
}

std::vector<std::string_view> built_in_policy_ids() {
  std::vector<std::string_view> ids;
  for (const BuiltInPolicy& policy : built_in_policies()) ids.push_back(policy.id);
  return ids;
}

Result<Policy> find_policy(const std::string& name) {
  DELO_TRY(const FoundPolicy found, find_text(name));
  return parse_policy(found.text, found.name);
}

Result<AuditPolicy> find_audit_policy(const std::string& name) {
  DELO_TRY(const FoundPolicy found, find_text(name));
  return parse_audit_policy(found.text, found.name);
}

}  // namespace delo
