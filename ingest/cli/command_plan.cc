#include <optional>

#include "core/fixity/hasher.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "holdings/settings.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/output_place.h"
#include "ingest/cli/plan_text.h"
#include "ingest/planning/plan_batch.h"
#include "ingest/reports/report_file.h"
#include "ingest/reports/return_page.h"
#include "policies/policy_file.h"

namespace delo::ingest {
namespace {
namespace fs = std::filesystem;

// As find_policy() will find it again from any folder.
std::string lasting_name(const Policy& policy) {
  const auto by_id = find_policy(policy.id.value);
  if (by_id && by_id->source == policy.source) return policy.id.value;
  std::error_code failed;
  return fs::absolute(policy.file, failed).string();
}

// None when there are none yet.
Result<std::unique_ptr<holdings::Holdings>> holdings_to_look_at(Desk& desk) {
  std::error_code failed;
  if (!fs::exists(desk.asked.holdings / holdings::kSettingsFile, failed)) {
    return std::unique_ptr<holdings::Holdings>();
  }
  return open_holdings(desk, holdings::Access::kRead);
}

Error invalid(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, 0};
}

// The return list that was asked for; collects while the plan is told.
class AskedReturnList {
 public:
  // Nothing when none was asked for.
  static Result<std::optional<AskedReturnList>> of(const Desk& desk) {
    const std::string& file = desk.asked.return_file;
    const std::string& separator = desk.asked.separator;
    if (file.empty()) {
      if (desk.asked.language.empty() && separator.empty()) return std::optional<AskedReturnList>();
      return invalid("--lang and --separator are of --return-list");
    }
    const std::string extension = fs::path(file).extension().string();
    if (extension != ".html" && extension != ".csv") {
      return invalid("--return-list " + file + ": its name ends with .html or .csv");
    }
    if (!separator.empty() && separator != "comma" && separator != "semicolon") {
      return invalid("--separator " + separator + " is unknown; there are comma and semicolon");
    }
    DELO_TRY(const fs::path place,
             output_file(desk, "--return-list", file, desk.asked.operands.front()));
    DELO_TRY(const Language* language, language_for(desk));
    return std::optional(AskedReturnList(place, *language, extension == ".csv",
                                         separator == "semicolon" ? ';' : ','));
  }

  const fs::path& place() const { return path_; }
  Result<void> add(const PlannedItem& item) { return list_.add(returned_item_of(item)); }

  Result<void> write(const Desk& desk, const Plan& plan, const Policy& policy) {
    if (!plan.batch.findings.empty()) {
      ReturnedItem itself;
      itself.findings = plan.batch.findings;
      DELO_CHECK(list_.add(itself));
    }
    const ReturnHead head{
        .batch = terminal_text(plan.batch.root.filename().string()),
        .producer = terminal_text(plan.batch.producer),
        .policy = filled(language_.say("{policy}, version {n}"),
                         {{"policy", policy.id.value}, {"n", std::to_string(policy.version)}}),
        .program = "delo " DELO_VERSION,
        .examined = desk.run.clock.now(),
        .planned = true};
    DELO_TRY(const auto file, ReportFile::create(path_));
    DELO_CHECK(table_ ? write_return_table(*file, head, list_, separator_)
                      : write_return_page(*file, head, list_));
    return file->finish();
  }

 private:
  AskedReturnList(fs::path path, const Language& language, bool table, char separator)
      : path_(std::move(path)),
        language_(language),
        list_(language),
        table_(table),
        separator_(separator) {}
  fs::path path_;
  Language language_;
  ReturnList list_;
  bool table_;
  char separator_;
};

// Where the plan goes; empty: nobody asked for it.
Result<fs::path> asked_plan(const Desk& desk, const std::optional<AskedReturnList>& returns) {
  if (desk.asked.output.empty()) return fs::path();
  DELO_TRY(fs::path place,
           output_file(desk, "--output", desk.asked.output, desk.asked.operands.front()));
  if (returns && returns->place() == place) {
    return invalid("--output and --return-list name the same file; name two");
  }
  return place;
}

Json places_line(const holdings::Preflight& ahead) {
  Json out = Json::array();
  for (const auto& place : ahead.places) {
    out.push(Json::object({{"name", place.name},
                           {"path", place.path.string()},
                           {"bytes_needed", place.bytes_needed},
                           {"disk", static_cast<std::uint64_t>(place.disk)}}));
  }
  return out;
}

Json disks_line(const holdings::Preflight& ahead) {
  Json out = Json::array();
  for (const auto& disk : ahead.disks) {
    out.push(Json::object({{"at", disk.at.string()},
                           {"bytes_needed", disk.bytes_needed},
                           {"bytes_free", disk.bytes_free}}));
  }
  return out;
}

Json whole_line(const Plan& plan, const Policy& policy) {
  Json obstacles = Json::array();
  for (const std::string& obstacle : plan.ahead.obstacles) obstacles.push(obstacle);
  return Json::object({{"plan", Json::object({{"batch", plan.batch.root.string()},
                                              {"shape", name_of(plan.batch.shape)},
                                              {"items", plan.items},
                                              {"withheld", plan.not_ready},
                                              {"ready", plan.ready},
                                              {"ready_with_remarks", plan.remarks},
                                              {"not_ready", plan.not_ready},
                                              {"files", plan.files},
                                              {"bytes", plan.bytes},
                                              {"headers_seen", plan.headers_seen},
                                              {"bytes_needed", plan.ahead.bytes_needed},
                                              {"bytes_free", plan.ahead.bytes_free},
                                              {"places", places_line(plan.ahead)},
                                              {"disks", disks_line(plan.ahead)},
                                              {"seconds", plan.time.seconds},
                                              {"seconds_basis", plan.time.basis},
                                              {"policy", policy.id.value},
                                              {"policy_name", lasting_name(policy)},
                                              {"policy_sha256", sha256_of(policy.source).hex},
                                              {"isolation", plan.isolation},
                                              {"findings", to_json(plan.batch.findings)},
                                              {"obstacles", std::move(obstacles)},
                                              {"fingerprint", plan.fingerprint}})}});
}

}  // namespace

int command_plan(Desk& desk) {
  auto returns = AskedReturnList::of(desk);
  if (!returns) return failed(desk, returns.error());
  const auto output = asked_plan(desk, *returns);
  if (!output) return failed(desk, output.error());
  auto policy = policy_for(desk);
  if (!policy) return failed(desk, policy.error());
  const fs::path batch = desk.asked.operands.front();
  if (auto there = look_at_batch(batch); !there) return failed(desk, there.error());
  if (auto apart = keep_apart(batch, desk.asked.holdings); !apart) {
    return failed(desk, apart.error());
  }
  auto holdings = holdings_to_look_at(desk);
  if (!holdings) return failed(desk, holdings.error());
  const PlanOrder order{.batch = batch,
                        .policy = *policy,
                        .policy_name = lasting_name(*policy),
                        .root = desk.asked.holdings,
                        .holdings = holdings->get(),
                        .program = desk.program,
                        .output = *output};
  PlanText text(desk.out.colour());
  const auto plan = plan_batch(order, desk.run, [&](const PlannedItem& item) -> Result<void> {
    if (desk.out.json()) desk.out.line(to_json(item));
    text.add(item);
    return *returns ? (*returns)->add(item) : Result<void>();
  });
  desk.run.progress.finished();
  if (!plan) return failed(desk, plan.error());
  if (*returns) {
    const auto written = (*returns)->write(desk, *plan, *policy);
    if (!written) return failed(desk, written.error());
  }
  desk.out.line(whole_line(*plan, *policy));
  for (const Finding& finding : plan->batch.findings) desk.out.finding(finding);
  desk.out.text(text.text(*plan, *policy, desk.asked.output));
  for (const std::string& obstacle : plan->ahead.obstacles) {
    desk.out.text("Obstacle: " + obstacle + "\n");
  }
  const bool well =
      plan->ahead.obstacles.empty() && plan->not_ready == 0 && !has_error(plan->batch.findings);
  return well ? 0 : 1;
}

}  // namespace delo::ingest
