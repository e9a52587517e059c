#include "core/bytes/disk.h"
#include "core/text/json.h"
#include "ingest/cli/commands.h"
#include "ingest/reports/audit_report.h"
#include "ingest/reports/batch_report.h"
#include "ingest/reports/run_folder.h"

namespace delo::ingest {

int command_report(Desk& desk) {
  const std::string format = desk.asked.format.empty() ? "html" : desk.asked.format;
  if (format != "html" && format != "csv" && format != "json") {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "--format " + format + " is unknown; there are html, csv and json"});
  }
  const std::string run = desk.asked.operands.empty() ? "" : desk.asked.operands.front();
  const auto folder = find_run_folder(desk.asked.holdings, run);
  if (!folder) return failed(desk, folder.error());
  // Written anew from the records of the run, so that a lost page comes back.
  const bool audit = std::filesystem::exists(*folder / "audit.json");
  const auto written = audit ? write_audit_report(*folder) : write_batch_report(*folder);
  if (!written) return failed(desk, written.error());
  const std::filesystem::path report = *folder / ("report." + format);
  desk.out.line(Json::object({{"report", report.string()}}));
  desk.out.text(report.string() + "\n");
  return 0;
}

}  // namespace delo::ingest
