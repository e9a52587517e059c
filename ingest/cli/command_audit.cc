#include <cerrno>
#include <mutex>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "holdings/audit/audit.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/summary.h"
#include "ingest/reports/audit_report.h"
#include "ingest/reports/run_folder.h"
#include "policies/policy_file.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

Result<AuditPolicy> audit_policy_for(Desk& desk, const holdings::Settings& settings) {
  std::string name = desk.asked.policy.empty() ? settings.audit_policy : desk.asked.policy;
  if (name.empty()) name = "audit-yearly";
  return find_audit_policy(name);
}

Result<holdings::AuditOrder> order_for(Desk& desk, holdings::Holdings& held) {
  const Arguments& asked = desk.asked;
  const int ways = (asked.all ? 1 : 0) + (asked.due ? 1 : 0) + (asked.sample_percent ? 1 : 0) +
                   (asked.operands.empty() ? 0 : 1);
  if (ways > 1) {
    return Error{ErrorCode::kInvalidArgument, "say one of --all, --due, --sample or PACKAGE"};
  }
  using What = holdings::AuditOrder::What;
  holdings::AuditOrder order{.what = What::kDue,
                             .sample_percent = asked.sample_percent.value_or(100),
                             .packages = {},
                             .store = asked.store,
                             .bytes_per_second = asked.rate_megabytes * 1e6,
                             .repair = asked.repair,
                             .new_store = asked.new_store};
  if (asked.all) order.what = What::kAll;
  if (asked.sample_percent) order.what = What::kSample;
  if (!asked.operands.empty()) order.what = What::kPackages;
  for (const std::string& text : asked.operands) {
    DELO_TRY(const holdings::PackageEntry entry, one_package(held, text));
    order.packages.push_back(entry.summary.id);
  }
  return order;
}

std::string in_words(const Arguments& asked) {
  std::string out = asked.all                ? "--all"
                    : asked.sample_percent   ? "--sample " + std::to_string(*asked.sample_percent)
                    : asked.operands.empty() ? "--due"
                                             : "";
  for (const std::string& text : asked.operands) out += (out.empty() ? "" : " ") + text;
  if (!asked.store.empty()) out += " --store " + asked.store;
  if (asked.repair) out += " --repair";
  if (!asked.new_store.empty()) out += " --new-store " + asked.new_store;
  return out;
}

Json summary_line(const holdings::AuditSummary& summary, const std::string& report) {
  Json not_checked = Json::array();
  for (const std::string& sentence : summary.not_checked) not_checked.push(sentence);
  return Json::object({{"summary", Json::object({{"copies", summary.copies},
                                                 {"files", summary.files},
                                                 {"bytes", summary.bytes},
                                                 {"intact", summary.intact},
                                                 {"damaged", summary.damaged},
                                                 {"missing", summary.missing},
                                                 {"unexpected", summary.unexpected},
                                                 {"repaired", summary.repaired},
                                                 {"unrepairable", summary.unrepairable},
                                                 {"coverage", summary.coverage},
                                                 {"ledger_intact", summary.ledger_intact},
                                                 {"not_checked", std::move(not_checked)},
                                                 {"report", report}})}});
}

// Nothing can be written here, and nothing needs to be: an audit may still read.
bool may_go_on_reading(const Error& error, const Arguments& asked) {
  return !asked.repair && (error.sys_errno == EROFS || error.sys_errno == ENOSPC ||
                           error.sys_errno == EDQUOT || error.sys_errno == EACCES);
}

// Lines as they come: to the desk, and to the run's folder when there is one.
class Lines {
 public:
  Lines(Desk& desk, ByteSink* file) : desk_(desk), file_(file) {}

  void tell(const holdings::AuditLine& line) {
    const std::lock_guard lock(mutex_);
    const Json json = to_json(line);
    told_.add(line);
    desk_.out.line(json);
    if (file_ && written_) written_ = file_->write_text(json.dump() + "\n");
  }
  const AuditSummaryText& told() const { return told_; }
  // Error: a line that could not be written down.
  const Result<void>& written() const { return written_; }

 private:
  Desk& desk_;
  ByteSink* file_;
  std::mutex mutex_;
  AuditSummaryText told_;
  Result<void> written_;
};

int exit_code_of(const holdings::AuditSummary& summary) {
  if (summary.interrupted) return 130;
  // What was repaired is well again; the ledger and the report remember it.
  const bool well = summary.damaged + summary.missing + summary.unexpected == 0 &&
                    summary.unrepairable == 0 && summary.ledger_intact;
  return well ? 0 : 1;
}

}  // namespace

int command_audit(Desk& desk) {
  if (!fs::exists(desk.asked.holdings / "holdings.toml")) {
    return failed(desk, Error{ErrorCode::kNotFound,
                              "no holdings at " + desk.asked.holdings.string() +
                                  "; name them with --holdings",
                              desk.asked.holdings});
  }
  auto held = open_holdings(desk, holdings::Access::kWork);
  const bool recording = held.has_value();
  if (!held && may_go_on_reading(held.error(), desk.asked)) {
    desk.out.text("nothing can be recorded: " + held.error().text() + "\n");
    held = open_holdings(desk, holdings::Access::kRead);
  }
  if (!held) return failed(desk, held.error());
  const auto policy = audit_policy_for(desk, (*held)->settings());
  if (!policy) return failed(desk, policy.error());
  const auto order = order_for(desk, **held);
  if (!order) return failed(desk, order.error());

  AuditRunRecord record;
  record.started = desk.run.clock.now();
  record.holdings = (*held)->root().string();
  record.order = in_words(desk.asked);
  record.policy = policy->id.value + ", version " + std::to_string(policy->version) +
                  ": every copy within " + std::to_string(policy->period_days) + " days";
  record.software = desk.run.software;
  fs::path folder;
  std::unique_ptr<FileSink> file;
  if (recording) {
    auto made = make_run_folder((*held)->root(), "audit-", record.started, "");
    if (!made) return failed(desk, made.error());
    folder = *std::move(made);
    record.run = folder.filename().string();
    auto created = FileSink::create(folder / "audit.jsonl");
    if (!created) return failed(desk, created.error());
    file = *std::move(created);
  }

  Lines lines(desk, file.get());
  const std::size_t said = (*held)->messages().size();
  const auto summary = holdings::audit(*order, *policy, **held, desk.run,
                                       [&](const holdings::AuditLine& line) { lines.tell(line); });
  desk.run.progress.finished();
  record.noticed = (*held)->messages();
  for (std::size_t i = said; i < record.noticed.size(); ++i) desk.out.notice(record.noticed[i]);
  if (!summary) return failed(desk, summary.error());
  record.finished = desk.run.clock.now();
  record.summary = *summary;
  record.interrupted = summary->interrupted;
  fs::path report;
  if (recording) {
    const auto reported = [&]() -> Result<fs::path> {
      DELO_CHECK(lines.written());
      DELO_CHECK(file->finish());
      DELO_CHECK(
          write_file_atomically_unsynced(folder / "audit.json", to_json(record).dump_pretty()));
      return write_audit_report(folder);
    }();
    if (!reported) return failed(desk, reported.error());
    report = *reported;
  }
  desk.out.line(summary_line(*summary, report.string()));
  desk.out.text(lines.told().text(record, report, desk.out.colour()));
  // The lines and the summary are true all the same, and stand.
  if (summary->not_recorded) return failed(desk, *summary->not_recorded);
  return exit_code_of(*summary);
}

}  // namespace delo::ingest
