#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "holdings/settings.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/summary.h"
#include "ingest/pipeline.h"
#include "ingest/reports/words.h"
#include "policies/policy_file.h"

namespace delo::ingest {
namespace {

Json item_line(const ItemRecord& record) {
  Json copies = Json::array();
  for (const ReportedCopy& copy : record.copies) {
    copies.push(Json::object({{"store", copy.store}, {"path", copy.where}}));
  }
  Json line = Json::object({{"item", record.item.value}, {"reference", reference_line(record.reference)}});
  line.set("verdict", record.verdict ? Json(name_of(*record.verdict)) : Json());
  line.set("package", record.package.empty() ? Json() : Json(record.package.value));
  if (record.version > 1) line.set("version", std::int64_t{record.version});
  line.set("copies", std::move(copies));
  line.set("findings", to_json(record.findings));
  if (!record.leaves.empty()) line.set("leaves", to_json(record.leaves));
  if (record.was_there) line.set("was_there", true);
  if (!record.error.empty()) line.set("error", record.error);
  if (!record.begun) line.set("begun", false);
  return line;
}

// What was asked for when a plan was made.
struct PlanMade {
  std::string fingerprint;
  std::string policy;         // its id
  std::string policy_name;    // as find_policy() takes it
  std::string policy_digest;  // SHA-256 of its text
};

Result<PlanMade> read_plan(const std::string& path) {
  auto text = read_file(path);
  if (!text && text.error().code != ErrorCode::kUnsupported) return std::move(text).error();
  const auto json = text ? Json::parse(*text) : Result<Json>(text.error());
  if (json) {
    const Json& plan = (*json)["plan"];
    PlanMade made{.fingerprint = plan["fingerprint"].text(),
                  .policy = plan["policy"].text(),
                  .policy_name = plan["policy_name"].text(),
                  .policy_digest = plan["policy_sha256"].text()};
    if (!made.fingerprint.empty() && !made.policy_name.empty()) return made;
  }
  return Error{ErrorCode::kInvalidArgument,
               path + " is no plan made by delo plan --output; make one", path};
}

// The plan's policy; another one that was asked for is a contradiction.
Result<Policy> policy_of_plan(Desk& desk, const PlanMade& plan) {
  const std::string& asked = desk.asked.policy;
  DELO_TRY(Policy policy, asked.empty() ? policy_named(plan.policy_name) : policy_for(desk));
  if (sha256_of(policy.source).hex == plan.policy_digest) return policy;
  const std::string begin = "the plan " + desk.asked.plan + " was made with the policy " +
                            plan.policy;
  if (policy.id.value != plan.policy) {
    return Error{ErrorCode::kInvalidArgument,
                 begin + ", and --policy names " + policy.id.value +
                     "; leave --policy away, or make a new plan with it"};
  }
  return Error{ErrorCode::kInvalidArgument,
               begin + ", which was changed since; make a new plan with delo plan"};
}

// As find_policy() will find it again from any folder.
std::string lasting_name(const Policy& policy) {
  const auto by_id = find_policy(policy.id.value);
  if (by_id && by_id->source == policy.source) return policy.id.value;
  std::error_code failed;
  return std::filesystem::absolute(policy.file, failed).string();
}

// For a plan: none when there are none yet.
Result<std::unique_ptr<holdings::Holdings>> holdings_to_look_at(Desk& desk) {
  std::error_code failed;
  if (!std::filesystem::exists(desk.asked.holdings / holdings::kSettingsFile, failed)) {
    return std::unique_ptr<holdings::Holdings>();
  }
  return open_holdings(desk, holdings::Access::kRead);
}

}  // namespace

int command_ingest(Desk& desk) {
  std::optional<PlanMade> plan;
  if (!desk.asked.plan.empty()) {
    auto made = read_plan(desk.asked.plan);
    if (!made) return failed(desk, made.error());
    plan = *std::move(made);
  }
  auto policy = plan ? policy_of_plan(desk, *plan) : policy_for(desk);
  if (!policy) return failed(desk, policy.error());
  const std::filesystem::path batch = desk.asked.operands.front();
  // Before the holdings are made: a missing batch must not leave empty holdings.
  if (auto there = look_at_batch(batch); !there) return failed(desk, there.error());
  if (auto apart = keep_apart(batch, desk.asked.holdings); !apart) {
    return failed(desk, apart.error());
  }
  auto holdings = open_holdings(desk, holdings::Access::kWork);
  if (!holdings) return failed(desk, holdings.error());

  const IngestOrder order{.batch = batch,
                          .policy = *std::move(policy),
                          .program = desk.program,
                          .planned_fingerprint =
                              plan ? std::optional(plan->fingerprint) : std::nullopt};
  IngestSummary summary;
  const auto outcome = ingest_batch(order, **holdings, desk.run, [&](const ItemRecord& record) {
    summary.add(record);
    desk.out.line(item_line(record));
    // The answer for people tells it in its place.
    if (!record.error.empty() && record.begun && (desk.asked.json || desk.asked.quiet)) {
      desk.out.error(Error{ErrorCode::kIo, record.item.value + ": " + record.error});
    }
  });
  desk.run.progress.finished();
  if (!outcome) return failed(desk, outcome.error());

  const RunRecord& run = outcome->record;
  const double seconds = static_cast<double>((run.finished - run.started).count()) / 1000.0;
  desk.out.line(Json::object(
      {{"summary", Json::object({{"items", run.items},
                                 {"accepted", run.accepted},
                                 {"withheld", run.withheld},
                                 {"failed", run.failed},
                                 {"not_begun", run.not_begun},
                                 {"files", run.files},
                                 {"bytes", run.bytes},
                                 {"seconds", seconds},
                                 {"run", run.run},
                                 {"findings", to_json(run.findings)},
                                 {"report", outcome->report.string()}})}}));
  desk.out.text(summary.text(run, outcome->report, desk.out.colour()));
  // What was said above is true all the same, and stands.
  if (outcome->not_published) (void)failed(desk, *outcome->not_published);
  if (run.failed > 0 || outcome->not_published) return 3;
  return run.withheld > 0 || has_error(run.findings) ? 1 : 0;
}

int command_plan(Desk& desk) {
  auto policy = policy_for(desk);
  if (!policy) return failed(desk, policy.error());
  const std::filesystem::path batch = desk.asked.operands.front();
  if (auto there = look_at_batch(batch); !there) return failed(desk, there.error());
  if (auto apart = keep_apart(batch, desk.asked.holdings); !apart) {
    return failed(desk, apart.error());
  }
  auto holdings = holdings_to_look_at(desk);
  if (!holdings) return failed(desk, holdings.error());
  const auto plan = plan_batch(
      batch, *policy, desk.asked.holdings, holdings->get(), desk.run,
      [&](const PlannedItem& planned) {
        std::uint64_t bytes = 0;
        for (const FileObject& file : planned.item.item.files) bytes += file.size;
        const std::string verdict(name_of(planned.decision.verdict));
        Json line(Json::object({{"item", planned.item.item.id.value},
                                    {"reference", reference_line(planned.item.item.reference)},
                                    {"files", static_cast<std::uint64_t>(planned.item.item.files.size())},
                                    {"bytes", bytes},
                                    {"verdict", verdict},
                                    {"findings", to_json(planned.findings)}}));
        if (!planned.leaves.empty()) line.set("leaves", to_json(planned.leaves));
        desk.out.line(line);
        const std::string reference = planned.item.item.reference.canonical();
        desk.out.text(verdict + "  " + terminal_text(planned.item.item.id.value) + "  " +
                      (reference.empty() ? "" : reference + "  ") +
                      count_of(planned.item.item.files.size(), "file") + ", " + in_bytes(bytes) +
                      "\n");
        if (!planned.leaves.summary.empty()) {
          desk.out.text("    " + terminal_text(planned.leaves.summary) + "\n");
        }
        for (const Finding& finding : planned.findings) {
          desk.out.text("    ");
          desk.out.finding(finding);
        }
      });
  if (!plan) return failed(desk, plan.error());
  Json obstacles = Json::array();
  for (const std::string& obstacle : plan->obstacles) obstacles.push(obstacle);
  const Json whole = Json::object({{"plan", Json::object({{"batch", plan->batch.root.string()},
                                                          {"shape", name_of(plan->batch.shape)},
                                                          {"items", plan->items},
                                                          {"withheld", plan->withheld},
                                                          {"files", plan->files},
                                                          {"bytes", plan->bytes},
                                                          {"bytes_needed", plan->bytes_needed},
                                                          {"bytes_free", plan->bytes_free},
                                                          {"policy", policy->id.value},
                                                          {"policy_name", lasting_name(*policy)},
                                                          {"policy_sha256", sha256_of(policy->source).hex},
                                                          {"findings", to_json(plan->batch.findings)},
                                                          {"obstacles", std::move(obstacles)},
                                                          {"fingerprint", plan->fingerprint}})}});
  if (!desk.asked.output.empty()) {
    const auto written = write_file_atomically(std::filesystem::absolute(desk.asked.output), whole.dump() + "\n");
    if (!written) return failed(desk, written.error());
  }
  desk.out.line(whole);
  for (const Finding& finding : plan->batch.findings) desk.out.finding(finding);
  const std::string withheld =
      plan->withheld == 0 ? "" : " (" + grouped(plan->withheld) + " would be withheld)";
  desk.out.text(count_of(plan->items, "item") + withheld + ", " + count_of(plan->files, "file") +
                ", " + in_bytes(plan->bytes) + "; needs " + in_bytes(plan->bytes_needed) +
                ", free " + in_bytes(plan->bytes_free) +
                "\nNothing was written to batch or holdings.\n");
  for (const std::string& obstacle : plan->obstacles) desk.out.text("Obstacle: " + obstacle + "\n");
  const bool well =
      plan->obstacles.empty() && plan->withheld == 0 && !has_error(plan->batch.findings);
  return well ? 0 : 1;
}

}  // namespace delo::ingest
