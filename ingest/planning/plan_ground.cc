#include "ingest/planning/plan_ground.h"

#include "core/bytes/disk.h"
#include "core/bytes/places.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "holdings/settings.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kProgram = "delo " DELO_VERSION;

struct Settings {
  bool are_there = false;
  std::string digest;
};

// Of holdings that are not there yet those that they would begin with.
Result<Settings> settings_in(const fs::path& root) {
  const auto text = read_file(root / holdings::kSettingsFile);
  if (text) return Settings{true, sha256_of(*text).hex};
  if (text.error().code == ErrorCode::kNotFound) {
    return Settings{false, sha256_of(holdings::default_settings_text()).hex};
  }
  return text.error();
}

Error other_ground(const fs::path& plan, const std::string& why) {
  return Error{ErrorCode::kInvalidArgument,
               "the plan " + plan.string() + " " + why + "; make a new plan with delo plan", plan};
}

}  // namespace

Result<PlanHead> plan_head(const Batch& batch, const Policy& policy, std::string policy_name,
                           const fs::path& root) {
  PlanHead head{.program = std::string(kProgram),
                .batch = batch.root.string(),
                .shape = std::string(name_of(batch.shape)),
                .policy = policy.id.value,
                .policy_version = policy.version,
                .policy_name = std::move(policy_name),
                .policy_digest = sha256_of(policy.source).hex};
  DELO_TRY(Settings settings, settings_in(root));
  head.settings_digest = std::move(settings.digest);
  if (settings.are_there) head.holdings = resolved_place(root).string();
  for (const Finding& finding : batch.findings) head.findings.push_back(text_of(finding));
  if (batch.unpacked) {
    DELO_TRY(const auto source, FileSource::open(batch.root));
    head.archive = source->stamp_at_open();
    head.archive->device = 0;
  }
  return head;
}

Result<void> check_ground(const PlanHead& head, const fs::path& plan, const fs::path& batch,
                          const fs::path& root) {
  // Another program may have other rules.
  if (head.program != kProgram) {
    return other_ground(
        plan, "was made by " + display_of(head.program) + ", and this is " + std::string(kProgram));
  }
  if (const fs::path from = resolved_place(batch); head.batch != from.string()) {
    return other_ground(
        plan, "is of the batch " + display_of(head.batch) + ", and this is " + from.string());
  }
  // Room, twins and packages were looked for there.  Of holdings that were yet to be made only
  // what they would be like is known.
  const fs::path into = resolved_place(root);
  if (!head.holdings.empty() && head.holdings != into.string()) {
    return other_ground(plan, "is for the holdings " + display_of(head.holdings) +
                                  ", and these are " + into.string());
  }
  DELO_TRY(const Settings settings, settings_in(root));
  if (head.settings_digest != settings.digest) {
    return other_ground(plan, "was made with other settings than " +
                                  (into / holdings::kSettingsFile).string() + " has now");
  }
  return {};
}

}  // namespace delo::ingest
