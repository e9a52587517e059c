#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "core/text/utf8.h"
#include "holdings/entries.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/work_folder.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

std::string person_at_the_desk(const Arguments& asked) {
  if (!asked.person.empty()) return asked.person;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr ? user->pw_name : "uid-" + std::to_string(::getuid());
}

// Whether `asked` names the item of a folder under work/: by its name, by
// "<batch id>/<name>" as the ledger writes it, or by the folder's path.
bool names_item(const std::string& asked, const fs::path& folder) {
  const auto is_name = [&](const std::string& text) {
    const std::string name = folder.filename().string();
    return name == text || name == item_folder_name({text});
  };
  const std::string batch = folder.parent_path().filename().string() + "/";
  std::error_code failed;
  return is_name(asked) ||
         (asked.starts_with(batch) && is_name(asked.substr(batch.size()))) ||
         fs::equivalent(asked, folder, failed);
}

// As names_item() takes it, and as it can be typed to a shell: the folder's name is plain.
std::string to_be_typed(const fs::path& folder, const ItemId& item) {
  const bool plain = item.value.find('\'') == std::string::npos &&
                     terminal_text(item.value) == item.value;
  const std::string batch = folder.parent_path().filename().string();
  return "'" + batch + "/" + (plain ? item.value : folder.filename().string()) + "'";
}

// The item's own name, however it was asked for.
ItemId item_of(const fs::path& folder, const std::string& asked) {
  const auto received = WorkFolder::item_in(folder);
  return received ? received->id : ItemId{asked};
}

// A version of a package of another delo would be a lie for ever.
Result<void> check_belongs(const fs::path& folder, const holdings::PackageSummary& package) {
  const auto item = WorkFolder::item_in(folder);
  if (!item || item->reference.delo.empty() || package.reference.delo.empty() ||
      item->reference.same_delo(package.reference)) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument,
               "the item is of " + item->reference.canonical() + ", and package " +
                   package.id.value + " of " + package.reference.canonical() +
                   ": it can't be a version of it"};
}

// Folders of items that wait under work/, by what names_item() takes.
Result<std::vector<fs::path>> waiting(const fs::path& work, const std::string& item) {
  std::vector<fs::path> out;
  std::error_code failed;
  if (!fs::exists(work, failed)) return out;
  for (const auto& batch : fs::directory_iterator(work, failed)) {
    std::error_code ignored;
    if (!batch.is_directory(ignored)) continue;
    for (const auto& folder : fs::directory_iterator(batch.path(), failed)) {
      if (!WorkFolder::is_withheld(folder.path())) continue;
      if (names_item(item, folder.path())) out.push_back(folder.path());
    }
  }
  if (failed) return io_error("cannot read", work, failed.value());
  std::ranges::sort(out);
  return out;
}

// The package that an item became, if it did.  `folder`: its folder in work/.
Result<std::optional<PackageId>> kept_as(const fs::path& folder,
                                         holdings::Holdings& holdings) {
  if (const auto outcome = WorkFolder::outcome_in(folder)) {
    return outcome->package.empty() ? std::optional<PackageId>() : outcome->package;
  }
  // Killed between storing and the record of it: the catalogue knows.
  const auto accepted = WorkFolder::accepted_at(folder);
  std::optional<PackageId> kept;
  if (!accepted) return kept;
  DELO_CHECK(holdings.for_each([&](const holdings::PackageEntry& entry) -> Result<void> {
    const bool same = entry.summary.batch.value == folder.parent_path().filename().string() &&
                      item_folder_name(entry.summary.item) == folder.filename().string();
    if (same && entry.ingested >= *accepted) kept = entry.summary.id;
    return {};
  }));
  return kept;
}

// The newest package of an item of this name, for a message.
Result<std::optional<PackageId>> package_of_item(const std::string& item,
                                                 holdings::Holdings& holdings) {
  std::optional<PackageId> kept;
  Timestamp newest{};
  DELO_CHECK(holdings.for_each([&](const holdings::PackageEntry& entry) -> Result<void> {
    if (entry.summary.item.value == item && entry.ingested >= newest) {
      newest = entry.ingested;
      kept = entry.summary.id;
    }
    return {};
  }));
  return kept;
}

Error kept_already(const std::string& item, const PackageId& package) {
  return Error{ErrorCode::kInvalidArgument,
               "the item '" + item + "' is already kept as package " + package.value +
                   "; only an item that waits can be decided on"};
}

// The one folder of work/ that the decision is about.
Result<fs::path> folder_to_decide(const std::string& item, holdings::Holdings& holdings) {
  DELO_TRY(const std::vector<fs::path> folders, waiting(holdings.root() / "work", item));
  std::vector<fs::path> open;
  for (const fs::path& folder : folders) {
    DELO_TRY(const auto kept, kept_as(folder, holdings));
    if (!kept) open.push_back(folder);
    if (kept && folders.size() == 1) return kept_already(item, *kept);
  }
  if (open.empty()) {
    DELO_TRY(const auto kept, package_of_item(item, holdings));
    if (kept) return kept_already(item, *kept);
    return Error{ErrorCode::kNotFound, "no withheld item '" + item +
                                           "' waits for a decision; the report of the batch names "
                                           "those that do"};
  }
  if (open.size() > 1) {
    std::string names;
    for (const fs::path& folder : open) {
      names += (names.empty() ? "" : " or ") + to_be_typed(folder, item_of(folder, item));
    }
    return Error{ErrorCode::kInvalidArgument,
                 "'" + item + "' waits in several batches; say which: delo decide " + names};
  }
  return open.front();
}

}  // namespace

int command_decide(Desk& desk) {
  if (desk.asked.accept == desk.asked.reject) {
    return failed(desk, Error{ErrorCode::kInvalidArgument, "say --accept or --reject"});
  }
  if (desk.asked.reject && !desk.asked.as_version_of.empty()) {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "--as-version-of goes with --accept: what is rejected becomes nothing"});
  }
  const std::string& asked = desk.asked.operands.front();
  if (desk.asked.because.find_first_not_of(" \t\n") == std::string::npos) {
    return failed(desk, Error{ErrorCode::kInvalidArgument, "--because must say why"});
  }
  if (!fs::exists(desk.asked.holdings)) {
    return failed(desk, Error{ErrorCode::kNotFound,
                              "no holdings at " + desk.asked.holdings.string(), desk.asked.holdings});
  }
  auto holdings = open_holdings(desk, holdings::Access::kWork);
  if (!holdings) return failed(desk, holdings.error());
  const auto folder = folder_to_decide(asked, **holdings);
  if (!folder) return failed(desk, folder.error());
  const ItemId item = item_of(*folder, asked);
  PackageId as_version_of;
  if (!desk.asked.as_version_of.empty()) {
    const auto package = one_package(**holdings, desk.asked.as_version_of);
    if (!package) return failed(desk, package.error());
    if (const auto fit = check_belongs(*folder, package->summary); !fit) {
      return failed(desk, fit.error());
    }
    as_version_of = package->summary.id;
  }
  const PersonalDecision decision{.accept = desk.asked.accept,
                                  .because = desk.asked.because,
                                  .person = person_at_the_desk(desk.asked),
                                  .time = desk.run.clock.now(),
                                  .as_version_of = as_version_of};
  // The ledger first: a decision that was acknowledged is never forgotten.
  const Event event{.type = EventType::kAppraisal,
                    .time = decision.time,
                    .detail = "decision of " + decision.person + " on withheld item: " + decision.because,
                    .outcome = decision.accept ? EventOutcome::kSuccess : EventOutcome::kFailure,
                    .outcome_note = std::string(decision.accept ? "accept" : "reject") +
                                    (as_version_of.empty()
                                         ? std::string()
                                         : " as a version of package " + as_version_of.value),
                    .findings = {},
                    .agents = {{"person-" + decision.person}},
                    .objects = {}};
  const std::string batch = folder->parent_path().filename().string();
  if (auto done = (*holdings)->record(event, holdings::about_item({batch}, item)); !done) {
    return failed(desk, done.error());
  }
  if (auto done = WorkFolder::save_decision(*folder, decision); !done) {
    return failed(desk, done.error());
  }
  const std::string word = decision.accept ? "accept" : "reject";
  Json line = Json::object({{"item", item.value},
                            {"decision", word},
                            {"because", decision.because},
                            {"person", decision.person}});
  if (!as_version_of.empty()) line.set("as_version_of", as_version_of.value);
  desk.out.line(line);
  desk.out.text(terminal_text(item.value) + ": " + word +
                (as_version_of.empty() ? std::string()
                                       : " as a version of package " + as_version_of.value) +
                "; the next ingest of its batch " +
                (decision.accept ? "takes it up\n" : "leaves it out\n"));
  return 0;
}

}  // namespace delo::ingest
