// The catalogue as audits use it: which copies there are, how old their last
// verification is, what is to be read next.
#include <algorithm>
#include <cmath>

#include "holdings/catalogue/catalogue.h"
#include "holdings/catalogue/rows.h"

namespace delo::holdings {

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

Result<Catalogue::AuditPlanSize> Catalogue::plan_audit(const AuditPlanOrder& order) {
  const std::lock_guard lock(mutex_);
  DELO_CHECK(database_->run(
      "CREATE TEMP TABLE IF NOT EXISTS plan (step INTEGER PRIMARY KEY, package TEXT, store TEXT);"
      "CREATE TEMP TABLE IF NOT EXISTS wanted (package TEXT PRIMARY KEY);"
      "DELETE FROM plan; DELETE FROM wanted"));
  DELO_TRY(Statement * want,
           statement("INSERT INTO wanted (package) VALUES ($1) ON CONFLICT (package) DO NOTHING"));
  for (const PackageId& id : order.packages) DELO_CHECK(want->bind(1, id.value).run());

  // A copy that is known to be faulty is due however lately it was read, and no share
  // of what is due leaves it out: an audit must not end well while one is there.
  const bool due = order.verified_before.has_value();
  const std::string condition =
      "FROM copies WHERE (verified < $1 OR state <> 'intact') AND ($2 = '' OR store = $2) AND "
      "($3 = 0 OR package IN (SELECT package FROM wanted)) ";
  const auto bind = [&](Statement& statement) {
    statement.bind(1, order.verified_before ? milliseconds(*order.verified_before) : INT64_MAX);
    statement.bind(2, order.store).bind(3, std::int64_t{order.packages.empty() ? 0 : 1});
  };
  DELO_TRY(Statement * count,
           statement("SELECT count(*), count(*) FILTER (WHERE state <> 'intact') " + condition));
  bind(*count);
  DELO_TRY(const bool counted, count->step());
  const std::int64_t all = counted ? count->integer(0) : 0;
  const std::int64_t always = counted && due ? count->integer(1) : 0;
  DELO_CHECK(count->run());
  const double share = std::clamp(order.percent, 0.0, 100.0) / 100;
  DELO_TRY(Statement * fill, statement("INSERT INTO plan (package, store) SELECT package, store " +
                                       condition + "ORDER BY " + (due ? "state = 'intact', " : "") +
                                       "verified, package, store LIMIT $4"));
  bind(*fill);
  fill->bind(4, always + static_cast<std::int64_t>(
                             std::ceil(static_cast<double>(all - always) * share)));
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

Result<std::vector<Catalogue::Coverage>> Catalogue::coverage(Timestamp since) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(Statement * count,
           statement("SELECT store, count(*), sum(verified >= $1 AND state = 'intact') "
                     "FROM copies GROUP BY store ORDER BY store"));
  count->bind(1, milliseconds(since));
  std::vector<Coverage> stores;
  for (;;) {
    DELO_TRY(const bool row, count->step());
    if (!row) return stores;
    stores.push_back(
        {count->text(0), natural_of(count->integer(1)), natural_of(count->integer(2))});
  }
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

}  // namespace delo::holdings
