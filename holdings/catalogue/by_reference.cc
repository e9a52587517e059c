// Packages by their reference.
#include <set>

#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/rows.h"

namespace delo::holdings {

Result<std::vector<std::int64_t>> Catalogue::rows_of_reference(const ArchivalReference& reference,
                                                               std::optional<std::size_t> newest) {
  const ReferenceKeys keys = keys_of(reference);
  std::vector<std::string> values;
  std::string where;
  const auto also = [&](const std::string& condition) {
    where += (where.empty() ? "WHERE " : " AND ") + condition;
  };
  const auto is = [&](const std::string& column, const std::string& value) {
    if (value.empty()) return;
    values.push_back(value);
    also(column + " = $" + std::to_string(values.size()));
  };
  is("delo", keys.delo);
  is("fond", keys.fond);
  is("opis", keys.opis);
  is("archive", keys.archive);
  is("volume", keys.volume);
  // An item that is cited without a delo is in none.
  if (keys.delo.empty() && !keys.item.empty()) also("delo = ''");
  // What names no box, folder or item of its own may be all of them: a delo, where a delo is
  // asked for, else only what names no delo either.
  const auto may_be = [&](const std::string& column, const std::string& value) {
    if (value.empty()) return;
    values.push_back(value);
    also(column + " IN ('', $" + std::to_string(values.size()) + ")");
    if (keys.delo.empty()) also("(" + column + " <> '' OR delo = '')");
  };
  may_be("box", keys.box);
  may_be("folder", keys.folder);
  may_be("item", keys.item);
  std::vector<std::int64_t> found;
  if (values.empty()) return found;
  const std::string end =
      newest ? " ORDER BY row DESC LIMIT " + std::to_string(signed_of(*newest)) : " ORDER BY row";
  const auto ready = [&](const std::string& more) -> Result<Statement*> {
    DELO_TRY(Statement * rows, statement("SELECT row FROM packages " + where + more + end));
    for (std::size_t i = 0; i < values.size(); ++i) rows->bind(static_cast<int>(i) + 1, values[i]);
    return rows;
  };
  std::set<std::int64_t> seen;
  const auto gather = [&](Statement& rows) -> Result<void> {
    for (;;) {
      DELO_TRY(const bool more, rows.step());
      if (!more) return {};
      if (seen.insert(rows.integer(0)).second) found.push_back(rows.integer(0));
    }
  };
  const auto leaves = leaves_of(reference);
  if (leaves.empty()) {
    DELO_TRY(Statement * rows, ready(""));
    DELO_CHECK(gather(*rows));
    return found;
  }
  const int next = static_cast<int>(values.size()) + 1;
  for (const auto& [number, letter] : leaves) {
    DELO_TRY(Statement * rows,
             ready(" AND EXISTS (SELECT 1 FROM leaves WHERE package = row AND number = $" +
                   std::to_string(next) + " AND letter = $" + std::to_string(next + 1) + ")"));
    DELO_CHECK(gather(rows->bind(next, std::int64_t{number}).bind(next + 1, letter)));
  }
  // A package that names no leaves holds the whole delo, this leaf with it.
  if (found.empty()) {
    DELO_TRY(Statement * rows, ready(" AND NOT EXISTS (SELECT 1 FROM leaves WHERE package = row)"));
    DELO_CHECK(gather(*rows));
  }
  return found;
}

Result<std::vector<PackageEntry>> Catalogue::find_by_reference(const ArchivalReference& reference) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(const auto rows, rows_of_reference(reference, std::nullopt));
  std::vector<PackageEntry> found;
  for (const std::int64_t row : rows) {
    DELO_TRY(auto entry, entry_of_row(row));
    if (entry) found.push_back(*std::move(entry));
  }
  return found;
}

}  // namespace delo::holdings
