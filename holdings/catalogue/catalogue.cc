#include "holdings/catalogue/catalogue.h"

#include <charconv>

#include "holdings/catalogue/rows.h"
#include "holdings/catalogue/schema_sql.h"
#include "holdings/entries.h"

namespace delo::holdings {
namespace {

// Raised with every change of schema.sql, key_of(), facets or search_token(): an older
// catalogue is made anew.
constexpr std::int64_t kVersion = 6;

constexpr std::string_view kPackageColumns =
    "SELECT row, id, summary, ingested, version FROM packages ";

Error version_error() {
  return Error{ErrorCode::kCorrupt, "the catalogue is of another version of this program"};
}

}  // namespace

Result<std::unique_ptr<Catalogue>> Catalogue::open(const std::filesystem::path& file,
                                                   SqliteMode mode) {
  DELO_TRY(auto database, open_sqlite(file, mode));
  DELO_TRY(auto has_tables,
           database->prepare("SELECT count(*) FROM sqlite_master WHERE name = 'meta'"));
  DELO_TRY(const bool row, has_tables->step());
  const bool empty = row && has_tables->integer(0) == 0;
  has_tables.reset();
  if (empty) {
    if (mode == SqliteMode::kRead) return version_error();
    DELO_TRY(auto transaction, WriteTransaction::begin(*database));
    DELO_CHECK(database->run(kSchemaSql));
    DELO_CHECK(database->run("INSERT INTO meta (name, value) VALUES ('version', '" +
                             std::to_string(kVersion) + "')"));
    DELO_CHECK(transaction->commit());
  }
  std::unique_ptr<Catalogue> catalogue(
      new Catalogue(std::move(database), mode != SqliteMode::kRead));
  DELO_CHECK(catalogue->load_entered());
  return catalogue;
}

Result<Statement*> Catalogue::statement(std::string_view sql) {
  for (auto& [text, kept] : statements_) {
    if (text == sql) return kept.get();
  }
  DELO_TRY(auto made, database_->prepare(sql));
  statements_.emplace_back(std::string(sql), std::move(made));
  return statements_.back().second.get();
}

Result<void> Catalogue::load_entered() {
  DELO_TRY(Statement * rows, statement("SELECT name, value FROM meta"));
  std::int64_t version = 0;
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) break;
    const std::string name = rows->text(0), value = rows->text(1);
    std::uint64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (name == "version") version = signed_of(number);
    if (name == "ledger_n") entered_.n = number;
    if (name == "ledger_bytes") entered_.bytes = number;
    if (name == "ledger_hash") entered_.hash = value;
  }
  if (version != kVersion) return version_error();
  return {};
}

LedgerHead Catalogue::entered() const {
  const std::lock_guard lock(mutex_);
  return entered_;
}

Result<void> Catalogue::enter(std::span<const Placed> entries, const LedgerHead& up_to,
                              const ContentsOf& contents_of) {
  const std::lock_guard lock(mutex_);
  LedgerHead last = entered_;
  for (const auto& [entry, at] : entries) {
    if (entry.n != last.n + 1 || entry.prev != last.hash) {
      return Error{ErrorCode::kInternal, "the catalogue has the ledger up to entry " +
                                             std::to_string(last.n) + ", and entry " +
                                             std::to_string(entry.n) + " does not follow it"};
    }
    last.n = entry.n;
    last.hash = entry.hash;
  }
  DELO_TRY(auto transaction, WriteTransaction::begin(*database_));
  for (const Placed& placed : entries) DELO_CHECK(enter_one(placed, contents_of));
  DELO_TRY(Statement * meta, statement("INSERT INTO meta (name, value) VALUES ($1, $2) "
                                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
  DELO_CHECK(meta->bind(1, "ledger_n").bind(2, std::to_string(up_to.n)).run());
  DELO_CHECK(meta->bind(1, "ledger_bytes").bind(2, std::to_string(up_to.bytes)).run());
  DELO_CHECK(meta->bind(1, "ledger_hash").bind(2, up_to.hash).run());
  DELO_CHECK(transaction->commit());
  entered_ = up_to;
  return {};
}

Result<void> Catalogue::enter_with_gaps(std::span<const Placed> entries,
                                        const ContentsOf& contents_of) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(auto transaction, WriteTransaction::begin(*database_));
  for (const Placed& placed : entries) DELO_CHECK(enter_one(placed, contents_of));
  return transaction->commit();
}

Result<void> Catalogue::enter_one(const Placed& placed, const ContentsOf& contents_of) {
  const LedgerEntry& entry = placed.entry;
  if (const Json* summary = entry.more.find("package");
      summary && (entry.type == name_of(EventType::kIngestion) ||
                  entry.type == name_of(EventType::kModification))) {
    DELO_TRY(const PackageSummary package, summary_from(*summary));
    const std::uint64_t version = entry.more["version"].natural(1);
    if (version == 0 || version > INT32_MAX) {
      return Error{ErrorCode::kCorrupt, "an entry has no version that can be"};
    }
    return enter_package(placed, package, static_cast<int>(version), contents_of);
  }
  if (const auto facts = copy_facts_of(entry)) {
    return enter_copy({.package = facts->package,
                       .store = facts->store,
                       .ledger_at = placed.at,
                       .verified = entry.time,
                       .intact = true});
  }
  if (const auto facts = audit_facts_of(entry)) {
    DELO_TRY(auto copy, copy_record(facts->package, facts->store));
    if (!copy) return {};  // a copy that nobody recorded: audits tell of it
    copy->intact = facts->intact;
    if (facts->intact) copy->verified = entry.time;
    return enter_copy(*copy);
  }
  if (entry.type == kStoreCreation) {
    const std::string store = entry.more["store_name"].text();
    DELO_CHECK(lose_copies_in(store));
    DELO_TRY(Statement * insert,
             statement("INSERT INTO stores (name, path) VALUES ($1, $2) "
                       "ON CONFLICT (name) DO UPDATE SET path = excluded.path"));
    return insert->bind(1, store).bind(2, entry.more["path"].text()).run();
  }
  return {};
}

// A store was made, perhaps anew after it was lost: what was on record in it is due
// until it is found there.
Result<void> Catalogue::lose_copies_in(const std::string& store) {
  constexpr std::int64_t kPage = 1000;
  for (std::string after;;) {
    DELO_TRY(Statement * rows,
             statement("SELECT package, store, ledger_at, verified, state FROM copies "
                       "WHERE store = $1 AND package > $2 ORDER BY package LIMIT $3"));
    DELO_TRY(auto lost, all_copies(rows->bind(1, store).bind(2, after).bind(3, kPage)));
    if (lost.empty()) return {};
    for (CopyRecord& copy : lost) {
      copy.verified = std::nullopt;
      copy.intact = false;
      DELO_CHECK(enter_copy(copy));
    }
    after = lost.back().package.value;
  }
}

Result<void> Catalogue::enter_copy(const CopyRecord& copy) {
  DELO_TRY(Statement * insert,
           statement("INSERT INTO copies (package, store, ledger_at, verified, state, seal) VALUES "
                     "($1, $2, $3, $4, $5, $6) ON CONFLICT (package, store) DO UPDATE SET "
                     "ledger_at = excluded.ledger_at, verified = excluded.verified, "
                     "state = excluded.state, seal = excluded.seal"));
  DELO_TRY(const std::string seal, seal_of_copy(copy));
  insert->bind(1, copy.package.value).bind(2, copy.store).bind(3, signed_of(copy.ledger_at));
  insert->bind(4, copy.verified ? milliseconds(*copy.verified) : 0);
  insert->bind(5, copy.intact ? "intact" : "faulty").bind(6, seal);
  return insert->run();
}

Result<PackageEntry> Catalogue::entry_from(Statement& row) {
  PackageEntry entry;
  DELO_TRY(const Json json, Json::parse(row.text(2)));
  DELO_TRY(entry.summary, summary_from(json));
  entry.ingested = timestamp_from(row.integer(3));
  entry.version = static_cast<int>(row.integer(4));
  DELO_TRY(Statement * rows,
           statement("SELECT package, store, ledger_at, verified, state FROM copies "
                     "WHERE package = $1 ORDER BY store"));
  DELO_TRY(const auto copies, all_copies(rows->bind(1, entry.summary.id.value)));
  for (const CopyRecord& copy : copies) {
    entry.copies.push_back({copy.package, copy.store, {}, copy.verified, copy.intact});
  }
  return entry;
}

Result<std::vector<PackageEntry>> Catalogue::all_rows(Statement& rows) {
  std::vector<PackageEntry> entries;
  for (;;) {
    DELO_TRY(const bool row, rows.step());
    if (!row) return entries;
    DELO_TRY(PackageEntry entry, entry_from(rows));
    entries.push_back(std::move(entry));
  }
}

Result<std::optional<PackageEntry>> Catalogue::find(const PackageId& id) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows, statement(std::string(kPackageColumns) + "WHERE id = $1"));
  DELO_TRY(auto entries, all_rows(rows->bind(1, id.value)));
  if (entries.empty()) return std::optional<PackageEntry>();
  return std::optional<PackageEntry>(std::move(entries.front()));
}

Result<std::vector<PackageEntry>> Catalogue::find_by_id_prefix(const std::string& prefix) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows,
           statement(std::string(kPackageColumns) + "WHERE id >= $1 AND id < $2 ORDER BY id"));
  return all_rows(rows->bind(1, prefix).bind(2, prefix + "\x7f"));
}

Result<std::optional<PackageEntry>> Catalogue::entry_of_row(std::int64_t row) {
  DELO_TRY(Statement * rows, statement(std::string(kPackageColumns) + "WHERE row = $1"));
  DELO_TRY(auto entries, all_rows(rows->bind(1, row)));
  if (entries.empty()) return std::optional<PackageEntry>();
  return std::optional<PackageEntry>(std::move(entries.front()));
}

Result<void> Catalogue::for_each(const std::function<Result<void>(const PackageEntry&)>& visit) {
  constexpr std::int64_t kPage = 200;
  for (std::int64_t after = 0;;) {
    std::vector<PackageEntry> page;
    {
      const std::lock_guard lock(mutex_);
      DELO_TRY(Statement * rows,
               statement(std::string(kPackageColumns) + "WHERE row > $1 ORDER BY row LIMIT $2"));
      rows->bind(1, after).bind(2, kPage);
      for (;;) {
        DELO_TRY(const bool row, rows->step());
        if (!row) break;
        after = rows->integer(0);
        DELO_TRY(PackageEntry entry, entry_from(*rows));
        page.push_back(std::move(entry));
      }
    }
    if (page.empty()) return {};
    for (const PackageEntry& entry : page) DELO_CHECK(visit(entry));
  }
}

Result<void> Catalogue::settle() { return database_->run("pragma wal_checkpoint(truncate)"); }

}  // namespace delo::holdings
