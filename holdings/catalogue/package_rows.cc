// How a package, and each version of it, comes into the catalogue.
#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/fold.h"
#include "holdings/catalogue/rows.h"
#include "holdings/entries.h"

namespace delo::holdings {
namespace {

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

}  // namespace

Result<std::optional<Catalogue::KnownPackage>> Catalogue::known_package(const PackageId& id) {
  DELO_TRY(Statement * rows,
           statement("SELECT row, ingested, version, summary FROM packages WHERE id = $1"));
  DELO_TRY(const bool there, rows->bind(1, id.value).step());
  if (!there) return std::optional<KnownPackage>();
  KnownPackage known{.row = rows->integer(0),
                     .ingested = rows->integer(1),
                     .version = static_cast<int>(rows->integer(2)),
                     .summary = rows->text(3)};
  DELO_CHECK(rows->run());
  return std::optional<KnownPackage>(std::move(known));
}

// What a later version tells anew.
Result<void> Catalogue::forget_details(const PackageId& id, const KnownPackage& known) {
  DELO_TRY(const auto files, files_of_row(known.row));
  const auto json = Json::parse(known.summary);
  const auto summary = json ? summary_from(*json) : Result<PackageSummary>(json.error());
  if (!summary)
    return Error{ErrorCode::kCorrupt, "the entry of package " + id.value + " is damaged"};
  // The index of words keeps no text: it must be told what to forget.
  DELO_TRY(Statement * words,
           statement("INSERT INTO words (words, rowid, text) VALUES ('delete', $1, $2)"));
  DELO_CHECK(words->bind(1, known.row).bind(2, searchable_text(*summary, files)).run());
  DELO_TRY(Statement * leaf, statement("DELETE FROM leaves WHERE package = $1"));
  DELO_CHECK(leaf->bind(1, known.row).run());
  DELO_TRY(Statement * file, statement("DELETE FROM files WHERE package = $1"));
  DELO_CHECK(file->bind(1, known.row).run());
  DELO_TRY(Statement * package, statement("DELETE FROM packages WHERE row = $1"));
  return package->bind(1, known.row).run();
}

Result<void> Catalogue::enter_version(const PackageVersion& version, const PackageId& id) {
  DELO_TRY(Statement * insert,
           statement("INSERT INTO versions (package, number, time, item, batch, files) VALUES "
                     "($1, $2, $3, $4, $5, $6) ON CONFLICT (package, number) DO NOTHING"));
  insert->bind(1, id.value).bind(2, std::int64_t{version.number});
  insert->bind(3, milliseconds(version.time)).bind(4, version.item).bind(5, version.batch);
  return insert->bind(6, signed_of(version.files)).run();
}

Result<void> Catalogue::enter_package(const Placed& placed, const PackageSummary& summary,
                                      int version, const FilesOf& files_of) {
  DELO_CHECK(enter_version({.number = version,
                            .time = placed.entry.time,
                            .item = summary.item.value,
                            .batch = summary.batch.value,
                            .files = summary.files},
                           summary.id));
  DELO_TRY(const auto known, known_package(summary.id));
  if (known && known->version >= version) return {};  // the first word on a version stands
  if (known) DELO_CHECK(forget_details(summary.id, *known));
  DELO_TRY(const std::vector<CatalogueFile> files, files_of(summary.id));

  const std::string json = to_json(summary).dump();
  const ReferenceKeys keys = keys_of(summary.reference);
  const std::int64_t ingested = known ? known->ingested : milliseconds(placed.entry.time);
  const std::int64_t at = signed_of(placed.at);
  DELO_TRY(
      Statement * insert,
      statement("INSERT INTO packages (id, summary, ingested, ledger_at, files, bytes, archive, "
                "fond, opis, delo, volume, seal, version, row) VALUES ($1, $2, $3, $4, $5, $6, $7, "
                "$8, $9, $10, $11, $12, $13, $14) RETURNING row"));
  insert->bind(1, summary.id.value).bind(2, json).bind(3, ingested).bind(4, at);
  const Content content = content_of(files);
  insert->bind(5, content.files).bind(6, content.bytes);
  insert->bind(7, keys.archive).bind(8, keys.fond).bind(9, keys.opis).bind(10, keys.delo);
  insert->bind(11, keys.volume);
  insert->bind(12, seal_of_package(summary.id.value, json, ingested, version, at, files));
  insert->bind(13, std::int64_t{version});
  // A later version keeps its place in the list.
  DELO_TRY(const std::int64_t place, known ? Result<std::int64_t>(known->row) : next_row());
  insert->bind(14, place);
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

Result<std::int64_t> Catalogue::next_row() {
  DELO_TRY(Statement * rows, statement("SELECT coalesce(max(row), 0) + 1 FROM packages"));
  DELO_TRY(const bool there, rows->step());
  const std::int64_t row = there ? rows->integer(0) : 1;
  DELO_CHECK(rows->run());
  return row;
}

Result<std::vector<CatalogueFile>> Catalogue::files_of_row(std::int64_t row) {
  DELO_TRY(Statement * rows,
           statement("SELECT path, size, sha256 FROM files WHERE package = $1 ORDER BY path"));
  rows->bind(1, row);
  std::vector<CatalogueFile> files;
  for (;;) {
    DELO_TRY(const bool more, rows->step());
    if (!more) return files;
    files.push_back({rows->text(0), natural_of(rows->integer(1)), rows->text(2)});
  }
}

Result<std::vector<CatalogueFile>> Catalogue::files_of(const PackageId& id) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(const auto known, known_package(id));
  if (!known) return std::vector<CatalogueFile>();
  return files_of_row(known->row);
}

Result<std::vector<PackageVersion>> Catalogue::versions_of(const PackageId& id) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * rows, statement("SELECT number, time, item, batch, files FROM versions "
                                       "WHERE package = $1 ORDER BY number"));
  rows->bind(1, id.value);
  std::vector<PackageVersion> versions;
  for (;;) {
    DELO_TRY(const bool more, rows->step());
    if (!more) return versions;
    versions.push_back({.number = static_cast<int>(rows->integer(0)),
                        .time = timestamp_from(rows->integer(1)),
                        .item = rows->text(2),
                        .batch = rows->text(3),
                        .files = natural_of(rows->integer(4))});
  }
}

}  // namespace delo::holdings
