#include "holdings/export.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"

namespace delo::ingest {

int command_export(Desk& desk) {
  if (!desk.asked.as.empty() && desk.asked.as != "bag") {
    return failed(
        desk, Error{ErrorCode::kInvalidArgument,
                    "--as " + desk.asked.as +
                        " is not to be had: a package is exported as the bag that it is kept as"});
  }
  auto holdings = open_holdings(desk, holdings::Access::kRead);
  if (!holdings) return failed(desk, holdings.error());
  auto entry = one_package(**holdings, desk.asked.operands.front());
  if (!entry) return failed(desk, entry.error());
  const auto exported = holdings::export_package(**holdings, *entry, desk.asked.to, desk.run,
                                                 desk.asked.version);
  if (!exported) return failed_on_copies(desk, exported.error());
  desk.out.line(Json::object({{"package", entry->summary.id.value}, {"path", exported->string()}}));
  desk.out.text("verified while written: " + exported->string() + "\n");
  return 0;
}

}  // namespace delo::ingest
