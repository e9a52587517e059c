// Everything after acceptance: copies, ledger, catalogue.
//
// Order of truth: the bytes of the packages, then the ledger, then the
// catalogue.  The catalogue can be rebuilt from the other two.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/records/event.h"
#include "core/records/identifiers.h"
#include "core/records/reference.h"
#include "core/records/submission.h"
#include "core/result.h"
#include "core/run/run_context.h"
#include "packages/ocfl/layout.h"
#include "packages/package.h"

namespace delo::holdings {

struct FindOrder;  // catalogue/find.h
struct FindAnswer;
struct IndexSize;

struct StoreSettings {
  std::string name;               // "store-a"
  std::filesystem::path path;     // absolute
  packages::ocfl::Layout layout;  // for a new store; one that is there says its own
};

// holdings.toml, as it stands in the root folder.
struct Settings {
  std::vector<StoreSettings> stores;
  std::string policy;  // for ingest, when the command line names none
  std::string audit_policy;
  PackageSettings packages;  // of packages to be made, where the policy says nothing
};

// What the catalogue and the ledger say of a package.
struct PackageSummary {
  PackageId id;
  ArchivalReference reference;
  std::string title;
  ItemId item;
  BatchId batch;
  std::string policy;              // "scans, version 3"
  std::uint64_t files = 0;         // payload files
  std::uint64_t bytes = 0;         // payload bytes
  std::vector<std::string> words;  // further text to find it by: description, folders
  // What a search filters by; empty where nothing is known.
  std::vector<std::string> dates;      // of descriptions, as given
  std::vector<std::string> languages;  // BCP 47
  std::string validity;                // of all its files: "valid" "invalid"
};

struct StoredCopy {
  PackageId package;
  std::string store;
  std::filesystem::path where;        // folder of the object, absolute
  std::optional<Timestamp> verified;  // last time every byte of it was read and found right
  bool intact = true;                 // false: an audit found fault, and it is not mended yet
};

struct PackageEntry {
  PackageSummary summary;  // of the newest version
  Timestamp ingested{};    // the first version
  int version = 1;         // the newest
  std::vector<StoredCopy> copies;
};

// A version of a package, as it was acknowledged.
struct PackageVersion {
  int number = 1;
  Timestamp time{};
  std::string item, batch;  // that brought it
  std::uint64_t files = 0;  // payload files of its whole state
};

enum class Access : std::uint8_t {
  kRead,  // beside others; changes nothing
  kWork,  // alone: Error kConflict names the other process when one is at work
};

class Holdings {
 public:
  // Opens the holdings in `root`; with kWork makes them on first use (two stores
  // below the root) and finishes or clears what a crash left: staging folders,
  // a torn ledger tail, copies that the ledger or the catalogue don't know.
  static Result<std::unique_ptr<Holdings>> open(const std::filesystem::path& root, Access access,
                                                RunContext& run);
  ~Holdings();

  const std::filesystem::path& root() const;
  const Settings& settings() const;
  // What open() found and did, sentences for people; usually none.  An audit may
  // add some.  What changed something is in the ledger too.
  const std::vector<std::string>& messages() const;

  // Error kCorrupt, with what to do, when the ledger is damaged: nothing can be
  // acknowledged then, and what is listed may be more than ever was.
  Result<void> check_ledger() const;

  // Puts a copy into every store named (all of them when none is), reads each
  // back, appends to the ledger, records in the catalogue; only then returns.
  // `events` are what happened to the package before, with their exact times;
  // the ledger keeps them.  May be called again after a crash: copies that are
  // there are verified and adopted; a package that was acknowledged already is
  // given back as it is.  Safe from several threads.  The first store named may
  // take the files themselves (a second name for `source`), so nobody may write to
  // them afterwards.
  // Errors name the store and say what to do: kIo (no room, read-only, a fault of
  // the disk), kNotFound (a store is not there), kCorrupt, kConflict.  After one
  // the package is not acknowledged; copies that did get whole stay for next time.
  Result<PackageEntry> accept(const PackageSummary& summary, const packages::PackageFiles& files,
                              std::span<const Event> events, std::span<const std::string> stores,
                              RunContext& run);

  // Makes `files`, the whole new state of a package that is held, its next version in
  // every store that has it, reads back, records in ledger and catalogue; only then
  // returns.  `message`: why, for the inventory.  What a run that died or failed left is
  // adopted where it is that very version, and taken back by open() where it is not.
  // Files that a version has already may lie in a store: they are named, not stored.
  // Errors as accept(); also kNotFound (no such package), kConflict (a copy is not as
  // its record says; an audit tells more).  After one no store has the version.
  Result<PackageEntry> accept_version(const PackageSummary& summary,
                                      const packages::PackageFiles& files,
                                      std::span<const Event> events, const std::string& message,
                                      RunContext& run);
  // Held while somebody makes the next version of any package out of the newest.
  std::unique_lock<std::mutex> making_a_version();

  // Appends an event about something that is not a stored package (a decision on
  // a withheld item, a refused batch).
  Result<void> record(const Event& event, const std::string& about);

  // Copies the ledger's text to every store; at the end of a run.
  Result<void> publish_ledger();

  Result<std::optional<PackageEntry>> find(const PackageId& id);
  // The first one first.
  Result<std::vector<PackageVersion>> versions_of(const PackageId& id);
  // Whether every copy on record is in its store; not whether it is whole.
  bool has_copies(const PackageEntry& entry) const;
  // Packages by id, beginning of an id (8 characters or more), or reference; a
  // leaf finds the package that has it.
  Result<std::vector<PackageEntry>> look_up(const std::string& text);
  Result<std::vector<PackageEntry>> look_up(const ArchivalReference& reference);
  // Packages by the index of words.  Error kInvalidArgument: what can't be asked.
  Result<FindAnswer> search(const FindOrder& order);
  Result<IndexSize> index_size();
  // Puts the catalogue aside and makes it anew from ledger and stores.
  // REQUIRES: opened with kWork
  Result<void> rebuild_catalogue(RunContext& run);
  Result<void> for_each(const std::function<Result<void>(const PackageEntry&)>& visit);

  struct Members;
  Members& members() { return *members_; }

 private:
  explicit Holdings(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

}  // namespace delo::holdings
