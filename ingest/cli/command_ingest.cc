#include "core/bytes/disk.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "holdings/settings.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/summary.h"
#include "ingest/pipeline.h"
#include "ingest/reports/words.h"

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
  line.set("copies", std::move(copies));
  line.set("findings", to_json(record.findings));
  if (record.was_there) line.set("was_there", true);
  if (!record.error.empty()) line.set("error", record.error);
  if (!record.begun) line.set("begun", false);
  return line;
}

Result<std::optional<std::string>> planned_fingerprint(const std::string& path) {
  if (path.empty()) return std::optional<std::string>();
  DELO_TRY(const std::string text, read_file(path));
  DELO_TRY(const Json plan, Json::parse(text));
  const std::string& fingerprint = plan["plan"]["fingerprint"].text();
  if (fingerprint.empty()) {
    return Error{ErrorCode::kInvalidArgument, path + " is no plan made by delo plan --output", path};
  }
  return std::optional<std::string>(fingerprint);
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
  auto policy = policy_for(desk);
  if (!policy) return failed(desk, policy.error());
  auto fingerprint = planned_fingerprint(desk.asked.plan);
  if (!fingerprint) return failed(desk, fingerprint.error());
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
                          .planned_fingerprint = *std::move(fingerprint)};
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
  if (run.failed > 0) return 3;
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
        desk.out.line(Json::object({{"item", planned.item.item.id.value},
                                    {"reference", reference_line(planned.item.item.reference)},
                                    {"files", static_cast<std::uint64_t>(planned.item.item.files.size())},
                                    {"bytes", bytes},
                                    {"verdict", verdict},
                                    {"findings", to_json(planned.findings)}}));
        const std::string reference = planned.item.item.reference.canonical();
        desk.out.text(verdict + "  " + terminal_text(planned.item.item.id.value) + "  " +
                      (reference.empty() ? "" : reference + "  ") +
                      count_of(planned.item.item.files.size(), "file") + ", " + in_bytes(bytes) +
                      "\n");
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
