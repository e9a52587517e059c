// How a package, and each version of it, comes into the catalogue.
#include <memory>

#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/facets.h"
#include "holdings/catalogue/kept_text.h"
#include "holdings/catalogue/rows.h"
#include "holdings/entries.h"

namespace delo::holdings {
namespace {

// What a package is called by, before the names of its files.
std::string names_of(const PackageSummary& summary) {
  return summary.id.value + " " + summary.item.value + " " + summary.batch.value;
}

std::string_view name_in(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string texts_of(const PackageContents& contents, std::string_view kind) {
  std::string all;
  for (const CatalogueText& text : contents.texts) {
    if (text.kind == kind) all.append(text.source.text).append("\n");
  }
  return all;
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
  PackageContents contents;
  DELO_TRY(contents.texts, texts_of_row(known.row));
  const auto json = Json::parse(known.summary);
  const auto summary = json ? summary_from(*json) : Result<PackageSummary>(json.error());
  if (!summary)
    return Error{ErrorCode::kCorrupt, "the entry of package " + id.value + " is damaged"};
  // The index of words keeps no text: it must be told what to forget.
  DELO_TRY(std::string names, names_of_row(known.row, *summary));
  DELO_CHECK(enter_words("delete", known.row, *summary, contents, names));
  DELO_TRY(Statement * text, statement("DELETE FROM texts WHERE package = $1"));
  DELO_CHECK(text->bind(1, known.row).run());
  DELO_TRY(Statement * leaf, statement("DELETE FROM leaves WHERE package = $1"));
  DELO_CHECK(leaf->bind(1, known.row).run());
  DELO_TRY(Statement * place, statement("DELETE FROM places WHERE package = $1"));
  DELO_CHECK(place->bind(1, known.row).run());
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
                                      int version, const ContentsOf& contents_of) {
  DELO_CHECK(enter_version({.number = version,
                            .time = placed.entry.time,
                            .item = summary.item.value,
                            .batch = summary.batch.value,
                            .files = summary.files},
                           summary.id));
  DELO_TRY(const auto known, known_package(summary.id));
  if (known && known->version >= version) return {};  // the first word on a version stands
  if (known) DELO_CHECK(forget_details(summary.id, *known));
  DELO_TRY(PackageContents contents, contents_of(summary.id));
  bind_sheets_of(contents, summary.reference);

  const std::string json = to_json(summary).dump();
  const ReferenceKeys keys = keys_of(summary.reference);
  const std::int64_t ingested = known ? known->ingested : milliseconds(placed.entry.time);
  const std::int64_t at = signed_of(placed.at);
  DELO_TRY(
      Statement * insert,
      statement("INSERT INTO packages (id, summary, ingested, ledger_at, files, bytes, archive, "
                "fond, opis, delo, volume, seal, version, row, date_from, date_to, box, folder, "
                "item) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
                "$16, $17, $18, $19) RETURNING row"));
  // What its files tell comes when they have been gone through.
  insert->bind(1, summary.id.value).bind(2, json).bind(3, ingested).bind(4, at);
  insert->bind(5, std::int64_t{0}).bind(6, std::int64_t{0});
  insert->bind(7, keys.archive).bind(8, keys.fond).bind(9, keys.opis).bind(10, keys.delo);
  insert->bind(11, keys.volume).bind(12, "").bind(13, std::int64_t{version});
  // A later version keeps its place in the list.
  DELO_TRY(const std::int64_t place, known ? Result<std::int64_t>(known->row) : next_row());
  const DateSpan dates = dates_of(summary).value_or(DateSpan{});
  insert->bind(14, place).bind(15, dates.from).bind(16, dates.to);
  insert->bind(17, keys.box).bind(18, keys.folder).bind(19, keys.item);
  DELO_TRY(const bool added, insert->step());
  if (!added) return Error{ErrorCode::kInternal, "the catalogue took no package"};
  const std::int64_t row = insert->integer(0);
  DELO_CHECK(insert->run());

  DELO_TRY(Statement * leaf,
           statement("INSERT INTO leaves (package, number, letter) VALUES ($1, $2, $3)"));
  for (const auto& [number, letter] : leaves_of(summary.reference)) {
    DELO_CHECK(leaf->bind(1, row).bind(2, std::int64_t{number}).bind(3, letter).run());
  }
  PackageSeal seal(summary.id.value, json, ingested, version, at);
  DELO_TRY(const std::string names, enter_files(row, contents.files, summary, seal));
  DELO_TRY(Statement * update,
           statement("UPDATE packages SET files = $1, bytes = $2, seal = $3 WHERE row = $4"));
  DELO_TRY(const std::string hex, seal.hex(contents.places));
  update->bind(1, seal.content().files).bind(2, seal.content().bytes).bind(3, hex);
  DELO_CHECK(update->bind(4, row).run());
  DELO_CHECK(enter_places(row, contents.places));
  DELO_CHECK(enter_texts(row, summary.id.value, contents.texts));
  return enter_words("", row, summary, contents, names);
}

Result<std::string> Catalogue::enter_files(std::int64_t row, const packages::PackageFiles& files,
                                           const PackageSummary& summary, PackageSeal& seal) {
  DELO_TRY(Statement * insert,
           statement("INSERT INTO files (package, path, size, sha256) VALUES ($1, $2, $3, $4)"));
  std::string names = tokens_.tokens_of(names_of(summary));
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) -> Result<void> {
    const auto sha256 = file.digests.find(DigestAlgorithm::kSha256);
    const CatalogueFile kept{file.path.text(), file.size, sha256 ? sha256->hex : ""};
    seal.add(kept);
    tokens_.append(name_in(kept.path), names);
    insert->bind(1, row).bind(2, kept.path).bind(3, signed_of(kept.size));
    return insert->bind(4, kept.sha256).run();
  }));
  return names;
}

Result<std::string> Catalogue::names_of_row(std::int64_t row, const PackageSummary& summary) {
  DELO_TRY(Statement * paths, statement("SELECT path FROM files WHERE package = $1 ORDER BY path"));
  paths->bind(1, row);
  std::string names = tokens_.tokens_of(names_of(summary));
  for (;;) {
    DELO_TRY(const bool more, paths->step());
    if (!more) return names;
    tokens_.append(name_in(paths->text(0)), names);
  }
}

// `command`: of FTS5; "" enters, "delete" takes out, which needs the very words again.
Result<void> Catalogue::enter_words(std::string_view command, std::int64_t row,
                                    const PackageSummary& summary, const PackageContents& contents,
                                    const std::string& names) {
  std::string description;
  for (const std::string& word : summary.words) description.append(word).append("\n");
  DELO_TRY(Statement * words,
           statement(command.empty()
                         ? "INSERT INTO words (rowid, facets, reference, title, names, "
                           "description, transcription, translation) VALUES ($1, $2, $3, $4, $5, "
                           "$6, $7, $8)"
                         : "INSERT INTO words (rowid, facets, reference, title, names, "
                           "description, transcription, translation, words) VALUES ($1, $2, $3, "
                           "$4, $5, $6, $7, $8, $9)"));
  const std::string reference = tokens_.tokens_of(summary.reference.canonical());
  const std::string title = tokens_.tokens_of(summary.title);
  words->bind(1, row);
  words->bind(2, facets_of(summary, contents) + heading_facets(reference, title));
  words->bind(3, reference).bind(4, title);
  words->bind(5, names);
  words->bind(6, tokens_.tokens_of(description));
  words->bind(7, tokens_.tokens_of(texts_of(contents, "transcription")));
  words->bind(8, tokens_.tokens_of(texts_of(contents, "translation")));
  if (!command.empty()) words->bind(9, command);
  return words->run();
}

Result<void> Catalogue::enter_texts(std::int64_t row, const std::string& id,
                                    const std::vector<CatalogueText>& texts) {
  if (texts.empty()) return {};
  DELO_TRY(Statement * insert,
           statement("INSERT INTO texts (package, path, kind, language, sheets, remark, size, "
                     "text, seal, fault) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"));
  for (const CatalogueText& text : texts) {
    DELO_TRY(const std::string kept, deflated(text.source.text));
    const KeptText one{.path = text.path,
                       .kind = text.kind,
                       .language = text.source.language,
                       .sheets = sheets_line(text.sheets),
                       .remark = text.source.remark,
                       .fault = text.fault,
                       .size = signed_of(text.source.text.size()),
                       .text = kept};
    DELO_TRY(const std::string seal, seal_of_text(id, one));
    insert->bind(1, row).bind(2, one.path).bind(3, one.kind).bind(4, one.language);
    insert->bind(5, one.sheets).bind(6, one.remark).bind(7, one.size).bind(8, one.text);
    DELO_CHECK(insert->bind(9, seal).bind(10, one.fault).run());
  }
  return {};
}

Result<std::int64_t> Catalogue::next_row() {
  DELO_TRY(Statement * rows, statement("SELECT coalesce(max(row), 0) + 1 FROM packages"));
  DELO_TRY(const bool there, rows->step());
  const std::int64_t row = there ? rows->integer(0) : 1;
  DELO_CHECK(rows->run());
  return row;
}

Result<void> Catalogue::enter_places(std::int64_t row, const std::vector<CataloguePlace>& places) {
  if (places.empty()) return {};
  DELO_TRY(Statement * insert,
           statement("INSERT INTO places (package, number, letter, side, path, page) VALUES ($1, "
                     "$2, $3, $4, $5, $6)"));
  for (const auto& [leaf, path, page] : places) {
    insert->bind(1, row).bind(2, std::int64_t{leaf.number}).bind(3, leaf.letter);
    insert->bind(4, std::int64_t{leaf.side == Side::kVerso}).bind(5, path);
    DELO_CHECK(insert->bind(6, std::int64_t{page}).run());
  }
  return {};
}

Result<std::vector<CataloguePlace>> Catalogue::places_of_row(std::int64_t row) {
  DELO_TRY(Statement * rows,
           statement("SELECT number, letter, side, path, page FROM places WHERE package = $1"));
  return all_places(rows->bind(1, row));
}

Result<std::vector<CatalogueText>> Catalogue::texts_of_row(std::int64_t row) {
  DELO_TRY(Statement * rows, statement("SELECT path, kind, language, sheets, remark, size, text, "
                                       "fault FROM texts WHERE package = $1 ORDER BY path"));
  rows->bind(1, row);
  std::vector<CatalogueText> texts;
  for (;;) {
    DELO_TRY(const bool more, rows->step());
    if (!more) return texts;
    DELO_TRY(std::string text, inflated(rows->text(6), natural_of(rows->integer(5))));
    texts.push_back({.path = rows->text(0),
                     .kind = rows->text(1),
                     .source = {.text = std::move(text),
                                .language = rows->text(2),
                                .before_marks = 0,
                                .marks = {},
                                .remark = rows->text(4)},
                     .sheets = sheets_of_line(rows->text(3)),
                     .fault = rows->text(7)});
  }
}

// A statement under way sees the database as it was when it began, whatever other processes
// write; a page at a time, so that the lock is not held while files are visited.
Result<void> Catalogue::for_each_file(
    const PackageId& id, const std::function<Result<void>(const CatalogueFile&)>& visit) {
  constexpr std::size_t kPage = 1000;
  std::unique_ptr<Statement> rows;
  {
    const std::lock_guard lock(mutex_);
    DELO_TRY(rows, database_->prepare("SELECT path, size, sha256 FROM files WHERE package = "
                                      "(SELECT row FROM packages WHERE id = $1) ORDER BY path"));
    rows->bind(1, id.value);
  }
  std::vector<CatalogueFile> page;
  const auto read_page = [&]() -> Result<bool> {
    const std::lock_guard lock(mutex_);
    page.clear();
    while (page.size() < kPage) {
      DELO_TRY(const bool more, rows->step());
      if (!more) return false;
      page.push_back({rows->text(0), natural_of(rows->integer(1)), rows->text(2)});
    }
    return true;
  };
  const auto visit_all = [&]() -> Result<void> {
    for (;;) {
      DELO_TRY(const bool more, read_page());
      for (const CatalogueFile& file : page) DELO_CHECK(visit(file));
      if (!more) return {};
    }
  };
  const auto done = visit_all();
  const std::lock_guard lock(mutex_);
  rows.reset();
  return done;
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
