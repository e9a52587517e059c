#include "core/bytes/disk.h"
#include "core/text/json.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/reports/audit_report.h"
#include "ingest/reports/batch_report.h"
#include "ingest/reports/return_report.h"
#include "ingest/reports/run_folder.h"

namespace delo::ingest {
namespace {

Error invalid(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, 0};
}

int told(Desk& desk, const std::filesystem::path& report) {
  desk.out.line(Json::object({{"report", report.string()}}));
  desk.out.text(report.string() + "\n");
  return 0;
}

Result<std::filesystem::path> written_return_list(Desk& desk, const std::filesystem::path& run) {
  DELO_TRY(const Language* language, language_for(desk));
  const std::string& separator = desk.asked.separator;
  if (!separator.empty() && separator != "comma" && separator != "semicolon") {
    return invalid("--separator " + separator + " is unknown; there are comma and semicolon");
  }
  return write_return_list(run, *language,
                           desk.asked.format == "csv" ? ReturnForm::kTable : ReturnForm::kPage,
                           separator == "semicolon" ? ';' : ',');
}

}  // namespace

int command_report(Desk& desk) {
  const std::string format = desk.asked.format.empty() ? "html" : desk.asked.format;
  const bool returns = desk.asked.return_list;
  if (format != "html" && format != "csv" && (format != "json" || returns)) {
    return failed(desk, invalid("--format " + format + " is unknown; there are html" +
                                (returns ? " and csv" : ", csv and json")));
  }
  if (!returns && (!desk.asked.language.empty() || !desk.asked.separator.empty())) {
    return failed(desk, invalid("--lang and --separator are of --return-list"));
  }
  const std::string run = desk.asked.operands.empty() ? "" : desk.asked.operands.front();
  const auto folder = find_run_folder(desk.asked.holdings, run);
  if (!folder) return failed(desk, folder.error());
  const bool audit = std::filesystem::exists(*folder / "audit.json");
  if (returns) {
    if (audit) return failed(desk, invalid("an audit has no return list; name a run of ingest"));
    const auto written = written_return_list(desk, *folder);
    return written ? told(desk, *written) : failed(desk, written.error());
  }
  // Written anew from the records of the run, so that a lost page comes back.
  const auto written = audit ? write_audit_report(*folder) : write_batch_report(*folder);
  if (!written) return failed(desk, written.error());
  return told(desk, *folder / ("report." + format));
}

}  // namespace delo::ingest
