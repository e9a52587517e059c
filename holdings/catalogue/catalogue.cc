#include "holdings/catalogue/catalogue.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "core/fixity/hasher.h"
#include "holdings/catalogue/fold.h"
#include "holdings/catalogue/schema_sql.h"
#include "holdings/entries.h"

namespace delo::holdings {
namespace {

// Raised with every change of schema.sql or fold(): an older catalogue is made anew.
constexpr std::int64_t kVersion = 1;

constexpr std::string_view kPackageColumns = "SELECT row, id, summary, ingested FROM packages ";

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }
Timestamp timestamp_from(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }
std::int64_t signed_of(std::uint64_t n) { return static_cast<std::int64_t>(n); }
std::uint64_t natural_of(std::int64_t n) { return n < 0 ? 0 : static_cast<std::uint64_t>(n); }

// SHA-256 over fields, each with its length: ("ab","c") is not ("a","bc").
class Seal {
 public:
  Seal& add(std::string_view field) {
    text_.append(std::to_string(field.size())).append(":").append(field);
    return *this;
  }
  Seal& add(std::int64_t number) { return add(std::string_view(std::to_string(number))); }
  std::string hex() const { return sha256_of(text_).hex; }

 private:
  std::string text_;
};

struct ReferenceKeys {
  std::string archive, fond, opis, delo, volume;
};
ReferenceKeys keys_of(const ArchivalReference& reference) {
  return {key_of(reference.archive), key_of(reference.fond), key_of(reference.opis),
          key_of(reference.delo), key_of(reference.volume)};
}

// Sides of one leaf are one leaf to whoever searches: (number, letter).
std::set<std::pair<int, std::string>> leaves_of(const ArchivalReference& reference) {
  std::set<std::pair<int, std::string>> leaves;
  for (const Leaf& leaf : reference.leaves) leaves.emplace(leaf.number, leaf.letter);
  return leaves;
}

// What a copy has to be read for: all files of the package, not the payload alone.
struct Content {
  std::int64_t files = 0, bytes = 0;
};
Content content_of(const std::vector<CatalogueFile>& files) {
  Content content{.files = signed_of(files.size())};
  for (const CatalogueFile& file : files) content.bytes += signed_of(file.size);
  return content;
}

std::string seal_of_package(std::string_view id, std::string_view summary, std::int64_t ingested,
                            std::int64_t ledger_at, const std::vector<CatalogueFile>& files) {
  Seal seal;
  seal.add(id).add(summary).add(ingested).add(ledger_at);
  for (const CatalogueFile& file : files) {
    seal.add(file.path).add(signed_of(file.size)).add(file.sha256);
  }
  return seal.hex();
}

std::string seal_of_copy(const CopyRecord& copy) {
  return Seal()
      .add(copy.package.value)
      .add(copy.store)
      .add(signed_of(copy.ledger_at))
      .add(copy.verified ? milliseconds(*copy.verified) : 0)
      .add(copy.intact ? "intact" : "faulty")
      .hex();
}

std::string searchable_text(const PackageSummary& summary,
                            const std::vector<CatalogueFile>& files) {
  std::string text = summary.id.value + " " + summary.title + " " + summary.item.value + " " +
                     summary.batch.value + " " + summary.reference.canonical() + " " +
                     summary.reference.canonical_cyrillic();
  for (const std::string& word : summary.words) text.append(" ").append(word);
  for (const CatalogueFile& file : files) {
    text.append(" ").append(file.path, file.path.rfind('/') + 1);
  }
  return fold(text);
}

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
                              const FilesOf& files_of) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(auto transaction, WriteTransaction::begin(*database_));
  for (const Placed& placed : entries) DELO_CHECK(enter_one(placed, files_of));
  DELO_TRY(Statement * meta, statement("INSERT INTO meta (name, value) VALUES ($1, $2) "
                                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
  DELO_CHECK(meta->bind(1, "ledger_n").bind(2, std::to_string(up_to.n)).run());
  DELO_CHECK(meta->bind(1, "ledger_bytes").bind(2, std::to_string(up_to.bytes)).run());
  DELO_CHECK(meta->bind(1, "ledger_hash").bind(2, up_to.hash).run());
  DELO_CHECK(transaction->commit());
  entered_ = up_to;
  return {};
}

Result<void> Catalogue::enter_one(const Placed& placed, const FilesOf& files_of) {
  const LedgerEntry& entry = placed.entry;
  if (const Json* summary = entry.more.find("package");
      summary && entry.type == name_of(EventType::kIngestion)) {
    DELO_TRY(const PackageSummary package, summary_from(*summary));
    return enter_package(placed, package, files_of);
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
    DELO_TRY(Statement * insert,
             statement("INSERT INTO stores (name, path) VALUES ($1, $2) "
                       "ON CONFLICT (name) DO UPDATE SET path = excluded.path"));
    return insert->bind(1, entry.more["store_name"].text())
        .bind(2, entry.more["path"].text())
        .run();
  }
  return {};
}

Result<void> Catalogue::enter_package(const Placed& placed, const PackageSummary& summary,
                                      const FilesOf& files_of) {
  DELO_TRY(Statement * known, statement("SELECT row FROM packages WHERE id = $1"));
  DELO_TRY(const bool there, known->bind(1, summary.id.value).step());
  if (there) return known->run();  // the first ingestion stands
  DELO_TRY(const std::vector<CatalogueFile> files, files_of(summary.id));

  const std::string json = to_json(summary).dump();
  const ReferenceKeys keys = keys_of(summary.reference);
  const std::int64_t ingested = milliseconds(placed.entry.time);
  const std::int64_t at = signed_of(placed.at);
  DELO_TRY(
      Statement * insert,
      statement("INSERT INTO packages (id, summary, ingested, ledger_at, files, bytes, archive, "
                "fond, opis, delo, volume, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                "$10, $11, $12) RETURNING row"));
  insert->bind(1, summary.id.value).bind(2, json).bind(3, ingested).bind(4, at);
  const Content content = content_of(files);
  insert->bind(5, content.files).bind(6, content.bytes);
  insert->bind(7, keys.archive).bind(8, keys.fond).bind(9, keys.opis).bind(10, keys.delo);
  insert->bind(11, keys.volume);
  insert->bind(12, seal_of_package(summary.id.value, json, ingested, at, files));
  DELO_TRY(const bool added, insert->step());
  if (!added) return Error{ErrorCode::kInternal, "the catalogue took no package"};
  const std::int64_t row = insert->integer(0);
  DELO_CHECK(insert->run());

  DELO_TRY(Statement * leaf,
           statement("INSERT INTO leaves (package, number, letter) VALUES ($1, $2, $3)"));
  for (const auto& [number, letter] : leaves_of(summary.reference)) {
    DELO_CHECK(leaf->bind(1, row).bind(2, std::int64_t{number}).bind(3, letter).run());
  }
  DELO_TRY(Statement * file,
           statement("INSERT INTO files (package, path, size, sha256) VALUES ($1, $2, $3, $4)"));
  for (const CatalogueFile& f : files) {
    DELO_CHECK(
        file->bind(1, row).bind(2, f.path).bind(3, signed_of(f.size)).bind(4, f.sha256).run());
  }
  DELO_TRY(Statement * words, statement("INSERT INTO words (rowid, text) VALUES ($1, $2)"));
  return words->bind(1, row).bind(2, searchable_text(summary, files)).run();
}

Result<void> Catalogue::enter_copy(const CopyRecord& copy) {
  DELO_TRY(Statement * insert,
           statement("INSERT INTO copies (package, store, ledger_at, verified, state, seal) VALUES "
                     "($1, $2, $3, $4, $5, $6) ON CONFLICT (package, store) DO UPDATE SET "
                     "ledger_at = excluded.ledger_at, verified = excluded.verified, "
                     "state = excluded.state, seal = excluded.seal"));
  insert->bind(1, copy.package.value).bind(2, copy.store).bind(3, signed_of(copy.ledger_at));
  insert->bind(4, copy.verified ? milliseconds(*copy.verified) : 0);
  insert->bind(5, copy.intact ? "intact" : "faulty").bind(6, seal_of_copy(copy));
  return insert->run();
}

namespace {

CopyRecord copy_from(const Statement& row) {
  CopyRecord copy;
  copy.package.value = row.text(0);
  copy.store = row.text(1);
  copy.ledger_at = natural_of(row.integer(2));
  if (row.integer(3) > 0) copy.verified = timestamp_from(row.integer(3));
  copy.intact = row.text(4) == "intact";
  return copy;
}

Result<std::vector<CopyRecord>> all_copies(Statement& rows) {
  std::vector<CopyRecord> copies;
  for (;;) {
    DELO_TRY(const bool row, rows.step());
    if (!row) return copies;
    copies.push_back(copy_from(rows));
  }
}

}  // namespace

Result<std::optional<CopyRecord>> Catalogue::copy_record(const PackageId& id,
                                                         const std::string& store) {
  DELO_TRY(Statement * rows,
           statement("SELECT package, store, ledger_at, verified, state FROM copies "
                     "WHERE package = $1 AND store = $2"));
  DELO_TRY(const auto copies, all_copies(rows->bind(1, id.value).bind(2, store)));
  if (copies.empty()) return std::optional<CopyRecord>();
  return std::optional<CopyRecord>(copies.front());
}

Result<std::vector<CopyRecord>> Catalogue::copies_of(const PackageId& id) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows,
           statement("SELECT package, store, ledger_at, verified, state FROM copies "
                     "WHERE package = $1 ORDER BY store"));
  return all_copies(rows->bind(1, id.value));
}

Result<PackageEntry> Catalogue::entry_from(Statement& row) {
  PackageEntry entry;
  DELO_TRY(const Json json, Json::parse(row.text(2)));
  DELO_TRY(entry.summary, summary_from(json));
  entry.ingested = timestamp_from(row.integer(3));
  DELO_TRY(Statement * rows,
           statement("SELECT package, store, ledger_at, verified, state FROM copies "
                     "WHERE package = $1 ORDER BY store"));
  DELO_TRY(const auto copies, all_copies(rows->bind(1, entry.summary.id.value)));
  for (const CopyRecord& copy : copies) {
    entry.copies.push_back({copy.package, copy.store, {}, copy.verified});
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

Result<std::vector<PackageEntry>> Catalogue::find_by_reference(const ArchivalReference& reference) {
  const std::lock_guard lock(mutex_);
  const ReferenceKeys keys = keys_of(reference);
  std::vector<std::string> values;
  std::string where;
  const auto must = [&](std::string_view column, const std::string& value) {
    if (value.empty()) return;
    values.push_back(value);
    where.append(where.empty() ? "WHERE " : " AND ").append(column).append(" = $");
    where.append(std::to_string(values.size()));
  };
  must("delo", keys.delo);
  must("fond", keys.fond);
  must("opis", keys.opis);
  must("archive", keys.archive);
  must("volume", keys.volume);
  if (values.empty()) return std::vector<PackageEntry>();
  const auto run = [&](const std::string& sql) -> Result<std::vector<PackageEntry>> {
    DELO_TRY(Statement * rows, statement(std::string(kPackageColumns) + sql));
    for (std::size_t i = 0; i < values.size(); ++i) rows->bind(static_cast<int>(i) + 1, values[i]);
    return all_rows(*rows);
  };
  const auto leaves = leaves_of(reference);
  if (leaves.empty()) return run(where + " ORDER BY row");

  std::vector<PackageEntry> found;
  std::set<std::string> seen;
  for (const auto& [number, letter] : leaves) {
    DELO_TRY(Statement * rows,
             statement(std::string(kPackageColumns) + where +
                       " AND EXISTS (SELECT 1 FROM leaves WHERE package = row AND number = $" +
                       std::to_string(values.size() + 1) + " AND letter = $" +
                       std::to_string(values.size() + 2) + ") ORDER BY row"));
    for (std::size_t i = 0; i < values.size(); ++i) rows->bind(static_cast<int>(i) + 1, values[i]);
    rows->bind(static_cast<int>(values.size()) + 1, std::int64_t{number});
    rows->bind(static_cast<int>(values.size()) + 2, letter);
    DELO_TRY(auto some, all_rows(*rows));
    for (PackageEntry& entry : some) {
      if (seen.insert(entry.summary.id.value).second) found.push_back(std::move(entry));
    }
  }
  // A package that names no leaves holds the whole delo, this leaf with it.
  if (found.empty()) {
    return run(where + " AND NOT EXISTS (SELECT 1 FROM leaves WHERE package = row) ORDER BY row");
  }
  return found;
}

Result<std::vector<PackageEntry>> Catalogue::search(const std::string& words, std::size_t limit) {
  std::string query;
  for (const std::string& word : words_of(fold(words))) {
    query.append(query.empty() ? "" : " ").append("\"").append(word).append("\"*");
  }
  if (query.empty()) return std::vector<PackageEntry>();
  const std::lock_guard lock(mutex_);
  DELO_TRY(
      Statement * rows,
      statement("SELECT row, id, summary, ingested FROM words JOIN packages ON "
                "packages.row = words.rowid WHERE words MATCH $1 ORDER BY rank, row LIMIT $2"));
  return all_rows(rows->bind(1, query).bind(2, signed_of(limit)));
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

Result<std::vector<CatalogueFile>> Catalogue::files_of(const PackageId& id) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows, statement("SELECT path, size, sha256 FROM files WHERE package = "
                                       "(SELECT row FROM packages WHERE id = $1) ORDER BY path"));
  rows->bind(1, id.value);
  std::vector<CatalogueFile> files;
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return files;
    files.push_back({rows->text(0), natural_of(rows->integer(1)), rows->text(2)});
  }
}

Result<Catalogue::AuditPlanSize> Catalogue::plan_audit(const AuditPlanOrder& order) {
  const std::lock_guard lock(mutex_);
  DELO_CHECK(database_->run(
      "CREATE TEMP TABLE IF NOT EXISTS plan (step INTEGER PRIMARY KEY, package TEXT, store TEXT);"
      "CREATE TEMP TABLE IF NOT EXISTS wanted (package TEXT PRIMARY KEY);"
      "DELETE FROM plan; DELETE FROM wanted"));
  DELO_TRY(Statement * want,
           statement("INSERT INTO wanted (package) VALUES ($1) ON CONFLICT (package) DO NOTHING"));
  for (const PackageId& id : order.packages) DELO_CHECK(want->bind(1, id.value).run());

  const std::string condition =
      "FROM copies WHERE verified < $1 AND ($2 = '' OR store = $2) AND "
      "($3 = 0 OR package IN (SELECT package FROM wanted)) ";
  const auto bind = [&](Statement& statement) {
    statement.bind(1, order.verified_before ? milliseconds(*order.verified_before) : INT64_MAX);
    statement.bind(2, order.store).bind(3, std::int64_t{order.packages.empty() ? 0 : 1});
  };
  DELO_TRY(Statement * count, statement("SELECT count(*) " + condition));
  bind(*count);
  DELO_TRY(const bool counted, count->step());
  const std::int64_t all = counted ? count->integer(0) : 0;
  DELO_CHECK(count->run());
  const double share = std::clamp(order.percent, 0.0, 100.0) / 100;
  DELO_TRY(Statement * fill, statement("INSERT INTO plan (package, store) SELECT package, store " +
                                       condition + "ORDER BY verified, package, store LIMIT $4"));
  bind(*fill);
  fill->bind(4, static_cast<std::int64_t>(std::ceil(static_cast<double>(all) * share)));
  DELO_CHECK(fill->run());

  DELO_TRY(Statement * sum,
           statement("SELECT count(*), total(files), total(bytes) FROM plan LEFT JOIN packages "
                     "ON packages.id = plan.package"));
  DELO_TRY(const bool summed, sum->step());
  AuditPlanSize size;
  if (summed) {
    size = {natural_of(sum->integer(0)), natural_of(sum->integer(1)), natural_of(sum->integer(2))};
  }
  DELO_CHECK(sum->run());
  return size;
}

Result<std::vector<CopyRecord>> Catalogue::planned(std::uint64_t from, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows,
           statement("SELECT copies.package, copies.store, ledger_at, verified, state FROM plan "
                     "JOIN copies ON copies.package = plan.package AND copies.store = plan.store "
                     "WHERE step > $1 ORDER BY step LIMIT $2"));
  return all_copies(rows->bind(1, signed_of(from)).bind(2, signed_of(limit)));
}

Result<void> Catalogue::for_each_copy(const std::string& store,
                                      const std::function<Result<void>(const PackageId&)>& visit) {
  constexpr std::int64_t kPage = 1000;
  for (std::string after;;) {
    std::vector<PackageId> page;
    {
      const std::lock_guard lock(mutex_);
      DELO_TRY(Statement * rows, statement("SELECT package FROM copies WHERE store = $1 AND "
                                           "package > $2 ORDER BY package LIMIT $3"));
      rows->bind(1, store).bind(2, after).bind(3, kPage);
      for (;;) {
        DELO_TRY(const bool row, rows->step());
        if (!row) break;
        page.push_back({rows->text(0)});
      }
    }
    if (page.empty()) return {};
    for (const PackageId& id : page) DELO_CHECK(visit(id));
    after = page.back().value;
  }
}

Result<Catalogue::Coverage> Catalogue::coverage(Timestamp since) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * count,
           statement("SELECT count(*), coalesce(sum(verified >= $1 AND state = 'intact'), 0) "
                     "FROM copies"));
  DELO_TRY(const bool row, count->bind(1, milliseconds(since)).step());
  Coverage coverage;
  if (row) coverage = {natural_of(count->integer(0)), natural_of(count->integer(1))};
  DELO_CHECK(count->run());
  return coverage;
}

Result<std::vector<std::string>> Catalogue::known_stores() {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows, statement("SELECT name FROM stores ORDER BY name"));
  std::vector<std::string> names;
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return names;
    names.push_back(rows->text(0));
  }
}

Result<void> Catalogue::settle() { return database_->run("pragma wal_checkpoint(truncate)"); }

Result<std::string> Catalogue::check(bool thorough) {
  const std::lock_guard lock(mutex_);
  const auto all = [&]() -> Result<std::string> {
    DELO_TRY(std::string faults, database_->check(thorough));
    if (faults.empty() && thorough) {
      DELO_TRY(faults, check_packages());
      if (faults.empty()) {
        DELO_TRY(faults, check_copies());
      }
      if (faults.empty() && writable_) {
        // FTS5's own command: the index against itself.
        DELO_CHECK(database_->run("INSERT INTO words (words) VALUES ('integrity-check')"));
      }
    }
    return faults;
  };
  auto faults = all();
  if (!faults && faults.error().code == ErrorCode::kCorrupt) return faults.error().message;
  return faults;
}

Result<std::string> Catalogue::check_packages() {
  DELO_TRY(auto rows, database_->prepare(
                          "SELECT row, id, summary, ingested, ledger_at, files, bytes, archive, "
                          "fond, opis, delo, volume, seal FROM packages ORDER BY row"));
  DELO_TRY(
      auto files,
      database_->prepare("SELECT path, size, sha256 FROM files WHERE package = $1 ORDER BY path"));
  DELO_TRY(auto leaves, database_->prepare("SELECT number, letter FROM leaves WHERE package = $1"));
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return std::string();
    const std::string id = rows->text(1);
    const std::string fault = "the entry of package " + id + " was changed";
    std::vector<CatalogueFile> listed;
    files->bind(1, rows->integer(0));
    for (;;) {
      DELO_TRY(const bool more, files->step());
      if (!more) break;
      listed.push_back({files->text(0), natural_of(files->integer(1)), files->text(2)});
    }
    const std::string seal =
        seal_of_package(id, rows->text(2), rows->integer(3), rows->integer(4), listed);
    if (seal != rows->text(12)) return fault;
    const auto json = Json::parse(rows->text(2));
    const auto summary = json ? summary_from(*json) : Result<PackageSummary>(json.error());
    if (!summary) return fault;
    const ReferenceKeys keys = keys_of(summary->reference);
    const Content content = content_of(listed);
    if (rows->integer(5) != content.files || rows->integer(6) != content.bytes ||
        rows->text(7) != keys.archive || rows->text(8) != keys.fond || rows->text(9) != keys.opis ||
        rows->text(10) != keys.delo || rows->text(11) != keys.volume) {
      return fault;
    }
    std::set<std::pair<int, std::string>> entered;
    leaves->bind(1, rows->integer(0));
    for (;;) {
      DELO_TRY(const bool more, leaves->step());
      if (!more) break;
      entered.emplace(static_cast<int>(leaves->integer(0)), leaves->text(1));
    }
    if (entered != leaves_of(summary->reference)) return fault;
  }
}

Result<std::string> Catalogue::check_copies() {
  DELO_TRY(auto rows, database_->prepare("SELECT package, store, ledger_at, verified, state, seal "
                                         "FROM copies ORDER BY package, store"));
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return std::string();
    const CopyRecord copy = copy_from(*rows);
    if (seal_of_copy(copy) != rows->text(5)) {
      return "the entry of the copy " + copy.store + "/" + copy.package.value + " was changed";
    }
  }
}

}  // namespace delo::holdings
