#include "holdings/audit/audit.h"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "core/run/parallel.h"
#include "holdings/audit/audit_book.h"
#include "holdings/audit/expected_contents.h"
#include "holdings/audit/ledger_audit.h"
#include "holdings/audit/repair.h"
#include "holdings/audit/store_audit.h"

namespace delo::holdings {
namespace {

constexpr std::size_t kPage = 256;  // copies planned at a time
constexpr std::size_t kMostFaultsInLedger = 100;
constexpr int kRepairRounds = 3;

// Sees every byte that is read: tells the progress, holds the rate.
class Pace final : public ByteSink {
 public:
  Pace(Progress& progress, double bytes_per_second)
      : progress_(progress), rate_(bytes_per_second) {}

  Result<void> write(std::span<const std::byte> chunk) override {
    progress_.advance(chunk.size());
    if (rate_ > 0) {
      const auto until = book(chunk.size());
      std::this_thread::sleep_until(until);
    }
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  using Clock = std::chrono::steady_clock;
  // When the bytes may have been read, all threads together.
  Clock::time_point book(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    // An idle time is not made up for by a burst.
    next_ = std::max(next_, Clock::now() - std::chrono::seconds(1));
    next_ += std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(static_cast<double>(bytes) / rate_));
    return next_;
  }

  Progress& progress_;
  const double rate_;
  std::mutex mutex_;
  Clock::time_point next_ = Clock::now();
};

class Auditor {
 public:
  Auditor(const AuditOrder& order, const AuditPolicy& policy, Holdings::Members& members,
          RunContext& run, const std::function<void(const AuditLine&)>& tell)
      : order_(order),
        policy_(policy),
        members_(members),
        run_(run),
        book_(members, order.repair, tell),
        pace_(run.progress, order.bytes_per_second) {}

  Result<void> check_everything();
  AuditSummary summary() { return book_.summary(); }
  void not_recorded(const std::string& what, const Error& error) {
    book_.not_recorded(what, error);
  }
  Result<double> coverage();

 private:
  class Mending;
  bool repairing() const { return order_.repair && book_.can_record(); }
  Timestamp due_before() { return run_.clock.now() - std::chrono::days(policy_.period_days); }
  CopyCheckOrder how_to_check(const Store& store);
  Result<void> check_catalogue();
  void part_stores();
  Result<void> check_stores();
  Result<void> check_forgotten_stores();
  void tell_absent(const std::string& store, const std::string& where, const std::string& why);
  Result<Catalogue::AuditPlanSize> plan();
  Result<void> check_copy_on_record(const CopyRecord& copy);
  Result<void> check_without_inventory(const CopyRecord& copy, Store* store,
                                       const ExpectedContents& expected);
  Result<void> check_against(const CopyRecord& copy, Store& store,
                             const ExpectedContents& expected);
  Result<void> mend(const CopyRecord& copy, Store& store, const CopyContents& contents,
                    CopyCheck check);
  Result<void> record_result(const CopyRecord& copy, const CopyCheck& check);
  void tell_faults(const CopyRecord& copy, const std::vector<CopyFault>& faults,
                   const std::string& note);

  const AuditOrder& order_;
  const AuditPolicy& policy_;
  Holdings::Members& members_;
  RunContext& run_;
  AuditBook book_;
  Pace pace_;
  ContentsAtHand at_hand_;
};

std::string name_of_copy(const CopyRecord& copy) { return copy.store + "/" + copy.package.value; }

AuditLine line_of(const CopyRecord& copy, const CopyFault& fault) {
  return {.copy = name_of_copy(copy),
          .path = fault.path,
          .state = fault.state,
          .expected = fault.expected,
          .found = fault.found};
}

Result<void> Auditor::check_everything() {
  part_stores();
  DELO_CHECK(audit_ledger(members_, book_, order_.repair, run_));
  if (!book_.can_record()) {
    book_.not_checked(members_.access == Access::kRead
                          ? "the results were not recorded: the holdings are open for reading only"
                          : "the results were not recorded and nothing was repaired: the ledger is "
                            "damaged");
  }
  DELO_CHECK(check_catalogue());
  DELO_CHECK(check_stores());
  DELO_TRY(const Catalogue::AuditPlanSize size, plan());
  run_.progress.expect(size.bytes, size.copies);
  for (std::uint64_t done = 0; done < size.copies;) {
    DELO_TRY(const auto page, members_.catalogue->planned(done, kPage));
    if (page.empty()) break;
    const auto check = [&](std::size_t i, int) -> Result<void> {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      run_.progress.now_doing(name_of_copy(page[i]));
      DELO_CHECK(check_copy_on_record(page[i]));
      run_.progress.item_done();
      return {};
    };
    DELO_CHECK(for_each_parallel(page.size(), std::max(1, run_.jobs), check));
    done += page.size();
  }
  return {};
}

Result<void> Auditor::check_catalogue() {
  if (order_.what != AuditOrder::What::kAll) return {};
  DELO_TRY(const std::string fault, members_.catalogue->check(true));
  if (fault.empty()) return {};
  AuditLine line{.copy = "catalogue",
                 .path = "delo.db",
                 .state = FileState::kDamaged,
                 .expected = "what the ledger says",
                 .found = fault};
  // It is a cache: made anew whether or not repair was asked for.
  if (book_.can_record()) {
    DELO_CHECK(members_.rebuild_catalogue(run_.clock.now(), fault));
    line.state = FileState::kRepaired;
    line.note = "made anew from ledger and stores";
  }
  book_.tell(line);
  return {};
}

// A store that is another store's folder under a second name holds no copies.
void Auditor::part_stores() {
  for (auto slot = members_.stores.begin(); slot != members_.stores.end(); ++slot) {
    for (auto other = members_.stores.begin(); other != slot && slot->store; ++other) {
      std::error_code failed;
      if (!other->store ||
          !std::filesystem::equivalent(slot->settings.path, other->settings.path, failed)) {
        continue;
      }
      slot->store.reset();
      slot->absent = "store " + slot->settings.name +
                     " is not there: " + slot->settings.path.string() + " is the folder of store " +
                     other->settings.name + ", and one folder is one copy";
    }
  }
}

Result<void> Auditor::check_stores() {
  const bool whole = order_.what == AuditOrder::What::kAll || order_.what == AuditOrder::What::kDue;
  if (!whole) {
    book_.not_checked(
        "whether something lies in the stores that belongs to no copy (--all and --due "
        "look for it)");
  }
  for (StoreSlot& slot : members_.stores) {
    if (!order_.store.empty() && slot.settings.name != order_.store) {
      book_.not_checked("store " + slot.settings.name + ": only " + order_.store +
                        " was asked for");
      continue;
    }
    if (!slot.store && repairing() && slot.settings.name == order_.new_store) {
      DELO_CHECK(recreate_store(members_, slot, book_, run_));
    }
    if (!slot.store) {
      tell_absent(slot.settings.name, slot.settings.path.string(), slot.absent);
    } else if (whole) {
      DELO_CHECK(audit_store(members_, *slot.store, book_, repairing(), run_));
    }
  }
  if (order_.store.empty()) DELO_CHECK(check_forgotten_stores());
  return book_.flush();
}

// A store that is not there is a fault whatever is due: nobody may learn of a lost
// disk only when its copies' turn comes.
void Auditor::tell_absent(const std::string& store, const std::string& where,
                          const std::string& why) {
  book_.not_checked(why);
  book_.tell({.copy = store,
              .path = "",
              .state = FileState::kMissing,
              .expected = "the store" + (where.empty() ? "" : " in " + where),
              .found = "",
              .note = why,
              .repairable = false});
}

// Copies on record in a store that the settings no longer name.
Result<void> Auditor::check_forgotten_stores() {
  DELO_TRY(const auto stores, members_.catalogue->coverage(due_before()));
  for (const Catalogue::Coverage& on_record : stores) {
    if (members_.names_store(on_record.store)) continue;
    tell_absent(on_record.store, "",
                "store " + on_record.store + " is not there: holdings.toml does not name it, and " +
                    std::to_string(on_record.copies) +
                    " copies are on record in it; name it there again");
  }
  return {};
}

Result<Catalogue::AuditPlanSize> Auditor::plan() {
  Catalogue::AuditPlanOrder plan{.store = order_.store};
  switch (order_.what) {
    case AuditOrder::What::kAll:
      break;
    case AuditOrder::What::kDue:
      plan.verified_before = due_before();
      plan.percent = policy_.sample_percent;
      break;
    case AuditOrder::What::kSample:
      plan.percent = order_.sample_percent;
      break;
    case AuditOrder::What::kPackages:
      plan.packages = order_.packages;
      for (const PackageId& id : order_.packages) {
        DELO_TRY(const auto copies, members_.catalogue->copies_of(id));
        if (copies.empty()) {
          return Error{ErrorCode::kNotFound, "the holdings have no package " + id.value};
        }
      }
      if (plan.packages.empty()) return Catalogue::AuditPlanSize{};
      break;
  }
  return members_.catalogue->plan_audit(plan);
}

Result<void> Auditor::check_copy_on_record(const CopyRecord& copy) {
  Store* store = members_.store_named(copy.store);
  DELO_TRY(const ExpectedContents expected, expected_contents(members_, copy, at_hand_));
  if (!store || !expected.contents) return check_without_inventory(copy, store, expected);
  return check_against(copy, *store, expected);
}

// Nothing can be compared: the store is not there, or nobody has an inventory.
Result<void> Auditor::check_without_inventory(const CopyRecord& copy, Store* store,
                                              const ExpectedContents& expected) {
  CopyCheck check;
  if (!store && expected.contents) {
    DELO_CHECK(expected.contents->for_each_file([&](const ExpectedFile& file) -> Result<void> {
      const auto sha256 = file.digests.find(DigestAlgorithm::kSha256);
      check.faults.push_back(
          {file.path, FileState::kMissing, sha256 ? "sha256:" + sha256->hex : "", ""});
      return {};
    }));
    tell_faults(copy, check.faults, "its store is not there");
  } else {
    const bool there = store && store->has(copy.package);
    check.faults.push_back({there ? "inventory.json" : "",
                            there ? FileState::kDamaged : FileState::kMissing,
                            expected.recorded ? "sha256:" + expected.recorded->hex : "",
                            there ? "no inventory that can be read" : ""});
    for (const CopyFault& fault : check.faults) {
      AuditLine line = line_of(copy, fault);
      line.note =
          "unrepairable: no store has the inventory, and without it nothing else can be "
          "compared";
      book_.tell(line, true);
    }
  }
  book_.count_copy(0, 0, 0);
  return record_result(copy, check);
}

CopyCheckOrder Auditor::how_to_check(const Store& store) {
  CopyCheckOrder how{
      .algorithms = policy_.digests, .every_byte = &pace_, .apart_from = {}, .stop = run_.stop};
  // Of two stores with one file the later one has none of its own.
  for (const StoreSlot& slot : members_.stores) {
    if (slot.store.get() == &store) break;
    if (slot.store) how.apart_from.push_back(slot.store.get());
  }
  return how;
}

Result<void> Auditor::check_against(const CopyRecord& copy, Store& store,
                                    const ExpectedContents& expected) {
  const CopyContents& contents = *expected.contents;
  DELO_TRY(CopyCheck check, check_copy(store, copy.package, contents, how_to_check(store)));
  if (check.faults.empty()) {
    check.faults = compare_bag_manifests(store, copy.package, contents);
  }
  if (!expected.recorded) {
    book_.not_checked(
        "copies whose entry in the ledger cannot be read were compared with their own "
        "inventory only");
  } else if (!expected.proved) {
    // It fits the files and itself, and is not what was stored.
    check.faults.insert(check.faults.begin(),
                        {"inventory.json", FileState::kDamaged,
                         "sha256:" + expected.recorded->hex + ", as the ledger has it",
                         "sha256:" + contents.inventory.hex});
  }
  if (check.faults.empty()) {
    book_.count_copy(check.files, check.bytes, check.intact);
    return record_result(copy, check);
  }
  if (repairing() && expected.proved) return mend(copy, store, contents, std::move(check));
  book_.count_copy(check.files, check.bytes, check.intact);
  tell_faults(copy, check.faults,
              order_.repair && !expected.proved
                  ? "not repaired: no inventory agrees with the ledger's digest"
                  : "");
  return record_result(copy, check);
}

// What is seen of one copy while it is mended: each path once, also those that only
// the reading after a repair shows.
class Auditor::Mending {
 public:
  explicit Mending(const std::vector<CopyFault>& first) {
    for (const CopyFault& fault : first) add(fault);
    first_ = seen_.size();
  }
  void see(const std::vector<CopyFault>& faults) {
    for (const CopyFault& fault : faults) {
      if (!at_.contains(fault.path)) add(fault);
    }
  }
  void tried(const std::vector<CopyFault>& faults, const RepairOutcome& outcome) {
    for (std::size_t i = 0; i < faults.size(); ++i) {
      seen_[at_.at(faults[i].path)].item = outcome.items[i];
    }
  }
  void failed(const std::string& note) {
    for (Seen& seen : seen_) seen.item.note = note;
  }
  // Files that were called intact when they were read first.
  std::uint64_t no_longer_intact() const {
    return static_cast<std::uint64_t>(
        std::count_if(seen_.begin() + static_cast<std::ptrdiff_t>(first_), seen_.end(),
                      [](const Seen& seen) { return seen.fault.state != FileState::kUnexpected; }));
  }

  struct Seen {
    CopyFault fault;
    RepairOutcome::Item item;
  };
  const std::vector<Seen>& all() const { return seen_; }

 private:
  void add(const CopyFault& fault) {
    at_.emplace(fault.path, seen_.size());
    seen_.push_back({fault, {}});
  }
  std::vector<Seen> seen_;
  std::unordered_map<std::string, std::size_t> at_;
  std::size_t first_ = 0;
};

Result<void> Auditor::mend(const CopyRecord& copy, Store& store, const CopyContents& contents,
                           CopyCheck check) {
  Mending mending(check.faults);
  const std::uint64_t files = check.files, bytes = check.bytes, intact = check.intact;
  const auto quarantine = members_.quarantine(run_.clock.now(), copy.store) / copy.package.value;
  DELO_CHECK(record_result(copy, check));
  bool recreated = false;
  for (int round = 0; round < kRepairRounds && !check.faults.empty(); ++round) {
    auto outcome =
        repair_copy(members_, store, copy.package, contents, check.faults, quarantine, run_.stop);
    if (!outcome) {
      if (outcome.error().code == ErrorCode::kCancelled) return outcome.error();
      mending.failed("could not be repaired: " + outcome.error().text());
      break;
    }
    mending.tried(check.faults, *outcome);
    recreated = recreated || outcome->recreated;
    // Nothing is called repaired before every byte of the copy was read again.
    DELO_TRY(check, check_copy(store, copy.package, contents, how_to_check(store)));
    mending.see(check.faults);
    if (std::ranges::none_of(outcome->items, [](const auto& item) { return item.repaired; })) break;
  }
  std::unordered_set<std::string> still;
  for (const CopyFault& fault : check.faults) still.insert(fault.path);
  Json names = Json::array();
  for (const auto& [fault, item] : mending.all()) {
    AuditLine line = line_of(copy, fault);
    line.note = item.note;
    const bool here = still.contains(fault.path);
    if (!here) {
      line.state = FileState::kRepaired;
      if (names.items().size() < kMostFaultsInLedger) names.push(fault.path);
    }
    book_.tell(line, here && item.unrepairable);
  }
  book_.count_copy(files, bytes, intact - std::min(intact, mending.no_longer_intact()));
  if (!names.items().empty()) {
    LedgerEntry entry;
    entry.time = run_.clock.now();
    entry.type = name_of(EventType::kRecovery);
    entry.about = about_copy(copy.store, copy.package);
    entry.detail = recreated ? "the whole copy was put anew" : "files were put anew";
    entry.more.set("copy_of", copy.package.value)
        .set("store", copy.store)
        .set("repaired", std::move(names));
    DELO_CHECK(book_.record(std::move(entry)));
  }
  return record_result(copy, check);
}

void Auditor::tell_faults(const CopyRecord& copy, const std::vector<CopyFault>& faults,
                          const std::string& note) {
  for (const CopyFault& fault : faults) {
    AuditLine line = line_of(copy, fault);
    line.note = note;
    line.repairable = members_.store_named(copy.store) != nullptr;
    book_.tell(line);
  }
}

Result<void> Auditor::record_result(const CopyRecord& copy, const CopyCheck& check) {
  std::string algorithms;
  for (const DigestAlgorithm algorithm : policy_.digests) {
    algorithms.append(algorithms.empty() ? "" : ", ").append(name_of(algorithm));
  }
  LedgerEntry entry;
  entry.time = run_.clock.now();
  entry.type = name_of(EventType::kFixityCheck);
  entry.outcome = check.faults.empty() ? EventOutcome::kSuccess : EventOutcome::kFailure;
  entry.about = about_copy(copy.store, copy.package);
  entry.detail = algorithms + " of every file, compared with inventory and ledger";
  entry.more.set("copy_of", copy.package.value)
      .set("store", copy.store)
      .set("intact", check.faults.empty())
      .set("files", check.files)
      .set("bytes", check.bytes);
  if (!check.faults.empty()) {
    Json faults = Json::array();
    for (const CopyFault& fault : check.faults) {
      if (faults.items().size() == kMostFaultsInLedger) break;
      faults.push(Json::object({{"path", fault.path},
                                {"state", name_of(fault.state)},
                                {"expected", fault.expected},
                                {"found", fault.found}}));
    }
    entry.more.set("faults", std::move(faults));
    entry.more.set("faults_in_all", std::uint64_t{check.faults.size()});
  }
  return book_.record(std::move(entry));
}

Result<double> Auditor::coverage() {
  DELO_CHECK(book_.flush());
  DELO_TRY(const auto stores, members_.catalogue->coverage(due_before()));
  std::uint64_t copies = 0, verified = 0;
  for (const Catalogue::Coverage& store : stores) {
    copies += store.copies;
    // However lately it was read: what is not there now is not verified.
    if (members_.store_named(store.store)) verified += store.verified_since;
  }
  if (copies == 0) return 1.0;
  return static_cast<double>(verified) / static_cast<double>(copies);
}

}  // namespace

Result<AuditSummary> audit(const AuditOrder& order, const AuditPolicy& policy, Holdings& holdings,
                           RunContext& run, const std::function<void(const AuditLine&)>& tell) {
  Holdings::Members& members = holdings.members();
  for (const std::string& store : {order.store, order.new_store}) {
    if (!store.empty() && !members.names_store(store)) {
      return Error{ErrorCode::kInvalidArgument, "holdings.toml names no store \"" + store + "\""};
    }
  }
  if (!order.new_store.empty() && (order.what != AuditOrder::What::kAll || !order.repair ||
                                   (!order.store.empty() && order.store != order.new_store))) {
    return Error{ErrorCode::kInvalidArgument,
                 "--new-store goes with --all --repair: a store made anew is empty until all its "
                 "copies are put into it again"};
  }
  if (order.repair && members.access == Access::kRead) {
    return Error{ErrorCode::kInvalidArgument,
                 "nothing can be repaired: the holdings are open for reading only"};
  }
  Auditor auditor(order, policy, members, run, tell);
  const auto checked = auditor.check_everything();
  const bool interrupted = !checked && checked.error().code == ErrorCode::kCancelled;
  if (!checked && !interrupted) return checked.error();
  DELO_TRY(const double coverage, auditor.coverage());
  // A full disk must not keep an audit from telling what it found.
  if (const auto recorded = members.record_deeds(run.clock.now()); !recorded) {
    auditor.not_recorded("what was mended could not be recorded: ", recorded.error());
  }
  if (members.access == Access::kWork && members.ledger->damage().empty()) {
    // A copy that tells another story was told of above and stays as it is.
    const auto published = holdings.publish_ledger();
    if (!published && published.error().code != ErrorCode::kCorrupt) {
      auditor.not_recorded("the ledger's copies could not be brought up to date: ",
                           published.error());
    }
  }
  AuditSummary summary = auditor.summary();
  summary.coverage = coverage;
  summary.interrupted = interrupted;
  return summary;
}

}  // namespace delo::holdings
