// list, show, deposit: what is held.
#include <algorithm>

#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "holdings/index_of_words.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/found_places.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

Result<std::unique_ptr<holdings::Holdings>> open_to_read(Desk& desk) {
  desk.run.texts = nullptr;  // no words are searched
  return open_holdings(desk, holdings::Access::kRead);
}

void tell(Desk& desk, const holdings::PackageEntry& entry) {
  desk.out.line(package_line(entry));
  std::string text = package_text(entry);
  text.pop_back();  // the line end
  desk.out.text(terminal_text(text) + "\n");
}

// The leaves of delo that a package is of.
std::vector<Leaf> leaves_asked(const std::vector<ArchivalReference>& references,
                               const holdings::PackageSummary& summary) {
  std::vector<Leaf> leaves;
  for (const ArchivalReference& reference : references) {
    if (reference.delo != summary.reference.delo && references.size() > 1) continue;
    for (const Leaf& leaf : reference.leaves) {
      if (std::ranges::find(leaves, leaf) == leaves.end()) leaves.push_back(leaf);
    }
  }
  return leaves;
}

// The same with the history of versions, where there is one, and where the leaves are that were
// asked for.
void tell(Desk& desk, const holdings::PackageEntry& entry,
          const std::vector<holdings::PackageVersion>& versions,
          const std::vector<holdings::FindPlace>& places) {
  Json line = package_line(entry);
  Json listed = Json::array();
  for (const holdings::PackageVersion& version : versions) {
    listed.push(Json::object({{"version", std::int64_t{version.number}},
                              {"time", to_iso8601(version.time)},
                              {"item", version.item},
                              {"batch", version.batch},
                              {"files", version.files}}));
  }
  line.set("versions", std::move(listed)).set("places", places_json(places));
  desk.out.line(line);
  std::string text = package_text(entry);
  text.pop_back();  // the line end
  desk.out.text(terminal_text(text) + "\n");
  desk.out.text(places_text(places, desk.out.colour()));
  if (versions.size() < 2) return;
  for (const holdings::PackageVersion& version : versions) {
    desk.out.text("    version " + std::to_string(version.number) + "  " +
                  to_iso8601(version.time) + "  " + terminal_text(version.item) + ", " +
                  count_of(version.files, "file") + "\n");
  }
}

}  // namespace

int command_list(Desk& desk) {
  auto holdings = open_to_read(desk);
  if (!holdings) return failed(desk, holdings.error());
  std::uint64_t n = 0;
  const auto done = (*holdings)->for_each([&](const holdings::PackageEntry& entry) -> Result<void> {
    tell(desk, entry);
    ++n;
    return {};
  });
  if (!done) return failed(desk, done.error());
  desk.out.text(count_of(n, "package") + "\n");
  return 0;
}

int command_show(Desk& desk) {
  auto holdings = open_to_read(desk);
  if (!holdings) return failed(desk, holdings.error());
  const auto found = (*holdings)->look_up(joined(desk.asked.operands));
  if (!found) return failed(desk, found.error());
  if (found->empty()) {
    const auto none = one_package(**holdings, joined(desk.asked.operands));
    return failed(desk, none.error());
  }
  const auto asked = parse_references(joined(desk.asked.operands)).references;
  for (const holdings::PackageEntry& entry : *found) {
    const auto versions = (*holdings)->versions_of(entry.summary.id);
    if (!versions) return failed(desk, versions.error());
    const auto places = holdings::places_of_leaves(**holdings, entry.summary.id,
                                                   leaves_asked(asked, entry.summary));
    if (!places) return failed(desk, places.error());
    tell(desk, entry, *versions, *places);
    for (const holdings::StoredCopy& copy : entry.copies) {
      const std::string where =
          copy.where.empty() ? "this store is not there" : terminal_text(copy.where.string());
      const std::string when = copy.verified ? to_iso8601(*copy.verified) : "never since ingest";
      desk.out.text("    " + copy.store + "  " + where + "  " +
                    (copy.intact ? "verified " : "damaged; last found whole ") + when + "\n");
    }
  }
  return 0;
}

int command_deposit(Desk& desk) {
  auto holdings = open_to_read(desk);
  if (!holdings) return failed(desk, holdings.error());
  auto entry = one_package(**holdings, desk.asked.operands.front());
  if (!entry) return failed(desk, entry.error());
  return failed(desk, Error{ErrorCode::kInvalidArgument,
                            "there is no target '" + desk.asked.to +
                                "': deposits are not built yet; delo export gets a package out"});
}

}  // namespace delo::ingest
