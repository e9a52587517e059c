#include "core/fixity/hasher.h"
#include "core/records/record_json.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/summary.h"
#include "ingest/pipeline.h"
#include "ingest/planning/plan_ground.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

void tell_item(Output& out, const ItemRecord& record) {
  if (!out.json()) return;
  Json copies = Json::array();
  for (const ReportedCopy& copy : record.copies) {
    copies.push(Json::object({{"store", copy.store}, {"path", copy.where}}));
  }
  Json line =
      Json::object({{"item", record.item.value}, {"reference", reference_line(record.reference)}});
  line.set("verdict", record.verdict ? Json(name_of(*record.verdict)) : Json());
  line.set("package", record.package.empty() ? Json() : Json(record.package.value));
  if (record.version > 1) line.set("version", std::int64_t{record.version});
  line.set("copies", std::move(copies));
  Json after = Json::object();
  if (!record.leaves.empty()) after.set("leaves", to_json(record.leaves));
  if (record.was_there) after.set("was_there", true);
  if (!record.error.empty()) after.set("error", record.error);
  if (!record.begun) after.set("begun", false);
  out.line(line, record.findings, after);
}

// The plan's policy; another one that was asked for is a contradiction.
Result<Policy> policy_of_plan(Desk& desk, const PlanHead& plan) {
  // By the name in the plan, with what the holdings add to any policy.
  const std::string& asked = desk.asked.policy;
  DELO_TRY(Policy policy, policy_for(desk, asked.empty() ? plan.policy_name : asked));
  if (sha256_of(policy.source).hex == plan.policy_digest) return policy;
  const std::string begin =
      "the plan " + desk.asked.plan + " was made with the policy " + plan.policy;
  if (policy.id.value != plan.policy) {
    return Error{ErrorCode::kInvalidArgument,
                 begin + ", and --policy names " + policy.id.value +
                     "; leave --policy away, or make a new plan with it"};
  }
  return Error{ErrorCode::kInvalidArgument,
               begin + ", which was changed since; make a new plan with delo plan"};
}

// What changed since the plan was made, before the refusal itself.
void tell_changes(Desk& desk, const PlanChanges& changes) {
  Json first = Json::array();
  for (const std::string& change : changes.first) {
    first.push(change);
    desk.out.notice(change);
  }
  if (changes.count > changes.first.size()) {
    desk.out.notice("and " + count_of(changes.count - changes.first.size(), "further change"));
  }
  desk.out.line(Json::object(
      {{"changed", Json::object({{"count", changes.count}, {"first", std::move(first)}})}}));
}

}  // namespace

int command_ingest(Desk& desk) {
  std::optional<PlanHead> plan;
  if (!desk.asked.plan.empty()) {
    const auto made = PlanReader::open(desk.asked.plan);
    if (!made) return failed(desk, made.error());
    plan = (*made)->head();
  }
  auto policy = plan ? policy_of_plan(desk, *plan) : policy_for(desk);
  if (!policy) return failed(desk, policy.error());
  const std::filesystem::path batch = desk.asked.operands.front();
  // Before the holdings are made: a missing batch must not leave empty holdings.
  if (auto there = look_at_batch(batch); !there) return failed(desk, there.error());
  if (auto apart = keep_apart(batch, desk.asked.holdings); !apart) {
    return failed(desk, apart.error());
  }
  if (plan) {
    const auto same = check_ground(*plan, desk.asked.plan, batch, desk.asked.holdings);
    if (!same) return failed(desk, same.error());
  }
  auto holdings = open_holdings(desk, holdings::Access::kWork);
  if (!holdings) return failed(desk, holdings.error());

  const IngestOrder order{
      .batch = batch,
      .policy = *std::move(policy),
      .program = desk.program,
      .plan = desk.asked.plan,
      .tell_changes = [&](const PlanChanges& changes) { tell_changes(desk, changes); }};
  IngestSummary summary;
  const auto outcome = ingest_batch(order, **holdings, desk.run, [&](const ItemRecord& record) {
    summary.add(record);
    tell_item(desk.out, record);
    // The answer for people tells it in its place.
    if (!record.error.empty() && record.begun && (desk.asked.json || desk.asked.quiet)) {
      desk.out.error(Error{ErrorCode::kIo, record.item.value + ": " + record.error});
    }
  });
  desk.run.progress.finished();
  if (!outcome) return failed(desk, outcome.error());

  const RunRecord& run = outcome->record;
  const double seconds = static_cast<double>((run.finished - run.started).count()) / 1000.0;
  desk.out.line(Json::object({{"summary", Json::object({{"items", run.items},
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

}  // namespace delo::ingest
