// Is the catalogue sound?
#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/facets.h"
#include "holdings/catalogue/rows.h"
#include "holdings/entries.h"

namespace delo::holdings {

Result<std::string> Catalogue::check(bool thorough) {
  const std::lock_guard lock(mutex_);
  const auto all = [&]() -> Result<std::string> {
    DELO_TRY(std::string faults, database_->check(thorough));
    if (faults.empty() && thorough) {
      DELO_TRY(faults, check_packages());
      if (faults.empty()) {
        DELO_TRY(faults, check_copies());
      }
      if (faults.empty()) {
        DELO_TRY(faults, check_texts());
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
                          "fond, opis, delo, volume, seal, version, date_from, date_to, box, "
                          "folder, item FROM packages ORDER BY row"));
  DELO_TRY(
      auto files,
      database_->prepare("SELECT path, size, sha256 FROM files WHERE package = $1 ORDER BY path"));
  DELO_TRY(auto places, database_->prepare("SELECT number, letter, side, path, page FROM places "
                                           "WHERE package = $1"));
  DELO_TRY(auto leaves, database_->prepare("SELECT number, letter FROM leaves WHERE package = $1"));
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return std::string();
    const std::string id = rows->text(1);
    const std::string fault = "the entry of package " + id + " was changed";
    PackageSeal package(id, rows->text(2), rows->integer(3), rows->integer(13), rows->integer(4));
    files->bind(1, rows->integer(0));
    for (;;) {
      DELO_TRY(const bool more, files->step());
      if (!more) break;
      package.add({files->text(0), natural_of(files->integer(1)), files->text(2)});
    }
    DELO_TRY(const auto placed, all_places(places->bind(1, rows->integer(0))));
    DELO_TRY(const std::string seal, package.hex(placed));
    if (seal != rows->text(12)) return fault;
    const auto json = Json::parse(rows->text(2));
    const auto summary = json ? summary_from(*json) : Result<PackageSummary>(json.error());
    if (!summary) return fault;
    const ReferenceKeys keys = keys_of(summary->reference);
    if (package.content() != Content{rows->integer(5), rows->integer(6)} ||
        rows->text(7) != keys.archive || rows->text(8) != keys.fond || rows->text(9) != keys.opis ||
        rows->text(10) != keys.delo || rows->text(11) != keys.volume ||
        rows->text(16) != keys.box || rows->text(17) != keys.folder ||
        rows->text(18) != keys.item ||
        DateSpan{rows->text(14), rows->text(15)} != dates_of(*summary).value_or(DateSpan{})) {
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
    DELO_TRY(const std::string seal, seal_of_copy(copy));
    if (seal != rows->text(5)) {
      return "the entry of the copy " + copy.store + "/" + copy.package.value + " was changed";
    }
  }
}

Result<std::string> Catalogue::check_texts() {
  DELO_TRY(auto rows,
           database_->prepare(
               "SELECT packages.id, path, kind, language, sheets, remark, size, text, "
               "texts.seal, fault FROM texts JOIN packages ON packages.row = texts.package "
               "ORDER BY texts.package, path"));
  for (;;) {
    DELO_TRY(const bool row, rows->step());
    if (!row) return std::string();
    const std::string kept = rows->text(7);
    const KeptText text{.path = rows->text(1),
                        .kind = rows->text(2),
                        .language = rows->text(3),
                        .sheets = rows->text(4),
                        .remark = rows->text(5),
                        .fault = rows->text(9),
                        .size = rows->integer(6),
                        .text = kept};
    DELO_TRY(const std::string seal, seal_of_text(rows->text(0), text));
    if (seal != rows->text(8)) {
      return "the text " + text.path + " of package " + rows->text(0) + " was changed";
    }
  }
}

}  // namespace delo::holdings
