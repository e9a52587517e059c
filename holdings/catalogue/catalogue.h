// The catalogue: a cache over ledger and packages, for finding things and for
// planning audits.  Never the truth; made anew whenever it is damaged, missing
// or of another version.
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

#include "holdings/catalogue/date_span.h"
#include "holdings/catalogue/find.h"
#include "holdings/catalogue/package_texts.h"
#include "holdings/catalogue/word_stem.h"
#include "holdings/database/database.h"
#include "holdings/database/sqlite_database.h"
#include "holdings/holdings.h"
#include "holdings/ledger/ledger.h"

namespace delo::holdings {

// A copy as audits plan it.
struct CopyRecord {
  PackageId package;
  std::string store;
  std::uint64_t ledger_at = 0;  // entry with the inventory's digest
  std::optional<Timestamp> verified;
  bool intact = true;  // as far as is known
};

struct FindQuery;     // query.h
struct MatchOrder;    // search.cc
class SnippetWriter;  // snippet.h
class PackageSeal;    // rows.h

// May be used by several threads.
class Catalogue {
 public:
  // With kWrite makes an empty one when there is none.  Error kCorrupt: damaged
  // or of another version; then remove it and begin again.
  static Result<std::unique_ptr<Catalogue>> open(const std::filesystem::path& file,
                                                 SqliteMode mode);

  // Up to where the ledger has been entered.
  LedgerHead entered() const;

  // Enters ledger entries that follow entered(), in one transaction.  `contents_of`
  // is asked once for each new package.  Error kInternal: they do not follow; a
  // catalogue with a gap would lose what stands in it for good.
  struct Placed {
    LedgerEntry entry;
    std::uint64_t at = 0;
  };
  using ContentsOf = std::function<Result<PackageContents>(const PackageId&)>;
  Result<void> enter(std::span<const Placed> entries, const LedgerHead& up_to,
                     const ContentsOf& contents_of);

  // For a catalogue in memory over a damaged ledger: entries with gaps between
  // them.  entered() stays as it was.
  Result<void> enter_with_gaps(std::span<const Placed> entries, const ContentsOf& contents_of);

  // PackageEntry::copies[].where is left empty: stores are not known here.
  Result<std::optional<PackageEntry>> find(const PackageId& id);
  Result<std::vector<PackageEntry>> find_by_id_prefix(const std::string& prefix);
  Result<std::vector<PackageEntry>> find_by_reference(const ArchivalReference& reference);
  // What was asked for, the best first (find.h).  Error kInvalidArgument: it can't be
  // understood, and why.
  Result<FindAnswer> search(const FindOrder& order);
  Result<void> for_each(const std::function<Result<void>(const PackageEntry&)>& visit);

  // Calls visit for every file of the package, in path order, as they all were at one moment;
  // without a lock, so that it may ask the catalogue, but not change it.
  Result<void> for_each_file(const PackageId& id,
                             const std::function<Result<void>(const CatalogueFile&)>& visit);
  Result<std::vector<PackageVersion>> versions_of(const PackageId& id);
  Result<std::vector<FindPlace>> places_of_leaves(const PackageId& id,
                                                  const std::vector<Leaf>& leaves);
  Result<IndexSize> index_size();
  // Texts that are not in the index as a whole.
  Result<void> for_each_remark(const std::function<void(const UnreadText&)>& visit);

  // Lays down which copies an audit is to read, oldest verified first; the plan
  // is kept outside memory and is not changed by what is entered meanwhile.
  struct AuditPlanOrder {
    std::optional<Timestamp> verified_before;  // nothing: all
    std::string store;                         // empty: all
    std::vector<PackageId> packages;           // empty: all
    double percent = 100;                      // the oldest so many of them
  };
  struct AuditPlanSize {
    std::uint64_t copies = 0, files = 0, bytes = 0;
  };
  Result<AuditPlanSize> plan_audit(const AuditPlanOrder& order);
  // At most `limit` copies of the plan from the `from`-th (0 …) on.
  Result<std::vector<CopyRecord>> planned(std::uint64_t from, std::size_t limit);
  Result<std::vector<CopyRecord>> copies_of(const PackageId& id);
  Result<void> for_each_copy(const std::string& store,
                             const std::function<Result<void>(const PackageId&)>& visit);
  // How many copies are on record in a store, whether or not it is there, and how
  // many of them were last found intact at or after `since`.
  struct Coverage {
    std::string store;
    std::uint64_t copies = 0, verified_since = 0;
  };
  Result<std::vector<Coverage>> coverage(Timestamp since);

  // Stores that the ledger knows to have been made here.
  Result<std::vector<std::string>> known_stores();

  // Is it sound?  The engine's check, every seal, every key against its summary.
  // Empty, or what is wrong first.
  Result<std::string> check(bool thorough);

  // Brings what the write-ahead log holds into the file itself, so that a disk that
  // refuses is heard here and not in a destructor.
  Result<void> settle();

 private:
  Catalogue(std::unique_ptr<Database> database, bool writable)
      : database_(std::move(database)), writable_(writable) {}
  Result<void> enter_one(const Placed& placed, const ContentsOf& contents_of);
  Result<void> enter_package(const Placed& placed, const PackageSummary& summary, int version,
                             const ContentsOf& contents_of);
  Result<void> enter_version(const PackageVersion& version, const PackageId& id);
  struct KnownPackage {
    std::int64_t row = 0, ingested = 0;
    int version = 0;
    std::string summary;
  };
  Result<std::optional<KnownPackage>> known_package(const PackageId& id);
  Result<void> forget_details(const PackageId& id, const KnownPackage& known);
  Result<void> enter_copy(const CopyRecord& copy);
  Result<void> lose_copies_in(const std::string& store);
  Result<std::optional<CopyRecord>> copy_record(const PackageId& id, const std::string& store);
  Result<void> load_entered();
  Result<PackageEntry> entry_from(Statement& row);
  Result<std::optional<PackageEntry>> entry_of_row(std::int64_t row);
  Result<std::vector<PackageEntry>> all_rows(Statement& statement);
  // Returns the words of their names.
  Result<std::string> enter_files(std::int64_t row, const packages::PackageFiles& files,
                                  const PackageSummary& summary, PackageSeal& seal);
  Result<std::string> names_of_row(std::int64_t row, const PackageSummary& summary);
  Result<std::int64_t> next_row();
  Result<std::vector<CataloguePlace>> places_of_row(std::int64_t row);
  Result<std::vector<CatalogueText>> texts_of_row(std::int64_t row);
  Result<void> enter_places(std::int64_t row, const std::vector<CataloguePlace>& places);
  Result<void> add_scans(std::int64_t row, const std::vector<Leaf>& asked,
                         std::vector<FindPlace>& places);
  Result<void> enter_texts(std::int64_t row, const std::string& id,
                           const std::vector<CatalogueText>& texts);
  Result<void> enter_words(std::string_view command, std::int64_t row,
                           const PackageSummary& summary, const PackageContents& contents,
                           const std::string& names);
  // Of each leaf that is named, or of the delo, the newest so many; nothing: all.
  Result<std::vector<std::int64_t>> rows_of_reference(const ArchivalReference& reference,
                                                      std::optional<std::size_t> newest);
  struct RankedRows {
    std::vector<std::int64_t> rows;
    bool more = false;  // than were looked at
  };
  Result<std::vector<std::int64_t>> newest_of(std::vector<std::int64_t> rows,
                                              const std::optional<DateSpan>& dates);
  Result<std::vector<std::int64_t>> rows_of(const std::string& sql, const MatchOrder& match,
                                            bool in_heading, std::size_t most);
  Result<std::vector<std::int64_t>> ranked_rows(const std::string& all,
                                                const std::vector<std::int64_t>& rows);
  Result<RankedRows> rows_that_match(const MatchOrder& match);
  Result<FindHit> hit_of(std::int64_t row, const FindQuery& query, SnippetWriter* writer);
  Result<std::string> check_packages();
  Result<std::string> check_copies();
  Result<std::string> check_texts();
  Result<Statement*> statement(std::string_view sql);

  mutable std::mutex mutex_;
  std::unique_ptr<Database> database_;
  const bool writable_;
  std::vector<std::pair<std::string, std::unique_ptr<Statement>>> statements_;  // kept prepared
  LedgerHead entered_;
  TokenWriter tokens_;
};

}  // namespace delo::holdings
