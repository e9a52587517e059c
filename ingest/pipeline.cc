#include "ingest/pipeline.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/records/archival_description.h"
#include "core/records/record_json.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "ingest/decision/decide_item.h"
#include "ingest/examination/document_findings.h"
#include "ingest/examination/examine_item.h"
#include "ingest/packaging/package_item.h"
#include "ingest/planning/kept_plan.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/receive_item.h"
#include "ingest/reports/batch_report.h"
#include "ingest/reports/run_folder.h"
#include "ingest/reports/words.h"
#include "ingest/rules.h"
#include "ingest/storing/store_item.h"
#include "ingest/versions/came_before.h"
#include "ingest/versions/held_reference.h"
#include "ingest/versions/join_held.h"
#include "ingest/versions/loosened_rights.h"
#include "validators/leaves/leaf_likeness.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// What an operator mends (a right to read, a cable, a copy still going on) need not
// show in the stamps of the item's files: such an item is read anew.
bool may_be_mended(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) {
    const Rule* rule = rule_named(finding.rule);
    return rule != nullptr && rule->who == Remedier::kOperator;
  });
}

// Stations 1 and 2, or what an interrupted run left of them.  `item` goes with the first:
// of many files it is large.
Result<ReceivedItem> receive_or_resume(BatchItem item, const WorkFolder& work, Bench& bench,
                                       RunContext& run) {
  DELO_TRY(std::optional<ReceivedItem> before, work.load_received());
  if (before && !may_be_mended(before->findings)) return *std::move(before);
  DELO_CHECK(work.drop_content());
  DELO_TRY(ReceivedItem received, receive_item(std::move(item), bench.policy, work.folder(), run));
  DELO_CHECK(work.save(received));
  return received;
}

Result<ExaminedItem> examine_or_resume(ReceivedItem received, const WorkFolder& work, Bench& bench,
                                       RunContext& run) {
  if (auto before = work.load_examined(received)) return *std::move(before);
  DELO_TRY(ExaminedItem examined,
           examine_item(std::move(received), bench.policy, bench.examiner, run));
  DELO_CHECK(work.save(examined));
  return examined;
}

Result<ItemOutcome> set_aside_item(WithheldItem withheld, const DecisionGround& ground,
                                   const WorkFolder& work) {
  DELO_CHECK(work.save(withheld.decision, ground));
  return ItemOutcome(SetAsideItem{std::move(withheld)});
}

// A decision that holds.  One that does not is told, never dropped without a word.
std::optional<PersonalDecision> word_of_a_person(const DecisionGround& ground,
                                                 const WorkFolder& work, ExaminedItem& examined) {
  const auto recorded = work.load_decision(ground);
  if (recorded && recorded->overtaken_by.empty()) return recorded->decision;
  if (recorded) examined.findings.push_back(overtaken(*recorded));
  if (ground.reasons.empty()) return std::nullopt;
  return work.load_decision_elsewhere(ground);
}

Result<ItemOutcome> stored(Result<StoredItem> item) {
  if (!item) return std::move(item).error();
  return ItemOutcome(*std::move(item));
}

// What is long of the item goes over into its record.
Result<void> tell_examined(ExaminedItem& examined, const Policy& policy, ItemRecord& record) {
  ReceivedItem& received = examined.received;
  record.item = received.item.id;
  record.reference = received.item.reference;
  record.reference_basis = received.item.reference_basis;
  record.title = received.item.title;
  for (const Description& description : received.item.descriptions) {
    if (description.path.empty()) record.description = description.elements;
  }
  record.described = describe(received.item).elements;
  record.files = received.files;
  DELO_CHECK(
      received.files.for_each([&](const ItemFile& file) { record.bytes += file.object.size; }));
  DELO_TRY(record.findings, all_findings(examined, policy));
  record.leaves = std::move(examined.leaves);
  record.events = std::move(received.events);
  return {};
}

Result<ItemRecord> record_of(IngestedItem& outcome, const Policy& policy) {
  ItemRecord record;
  if (auto* kept = std::get_if<StoredItem>(&outcome)) {
    DELO_CHECK(tell_examined(kept->accepted.examined, policy, record));
    record.decision = kept->accepted.decision;
    record.person = kept->accepted.person;
    record.verdict = Verdict::kAccept;
    record.package = kept->package.summary.id;
    record.version = kept->package.version;
    record.was_there = kept->was_there;
    for (const holdings::StoredCopy& copy : kept->package.copies) {
      record.copies.push_back({copy.store, copy.where.string()});
    }
  } else {
    WithheldItem& withheld = std::get<SetAsideItem>(outcome).withheld;
    DELO_CHECK(tell_examined(withheld.examined, policy, record));
    record.decision = withheld.decision;
    record.person = withheld.person;
    // A person may reject what the policy would have accepted.
    record.verdict = withheld.person ? Verdict::kReject : withheld.decision.verdict;
  }
  return record;
}

// What station records depend on, besides the item itself.
std::string inputs_of(const BatchItem& item, const Policy& policy) {
  std::string inputs = item.fingerprint + "\n" + policy.id.value + "\n" +
                       std::to_string(policy.version) + "\n" + policy.source + "\n" DELO_VERSION;
  for (const Finding& finding : item.findings) inputs += "\n" + finding.message;
  return inputs;
}

class CountingSink final : public ByteSink {
 public:
  explicit CountingSink(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    bytes_ += chunk.size();
    return sink_->write(chunk);
  }
  Result<void> finish() override { return sink_->finish(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::unique_ptr<ByteSink> sink_;
  std::uint64_t bytes_ = 0;
};

// Lines of items come as they end; the report wants them in the batch's order.
class ItemSpool {
 public:
  static Result<std::unique_ptr<ItemSpool>> create(const fs::path& folder, std::size_t items) {
    DELO_TRY(auto sink, FileSink::create(folder / kSpoolFile));
    return std::unique_ptr<ItemSpool>(
        new ItemSpool(folder, std::make_unique<CountingSink>(std::move(sink)), items));
  }

  Result<void> add(std::size_t index, const ItemRecord& record) {
    const std::uint64_t begin = sink_->bytes();
    DELO_CHECK(write_item_record(*sink_, record));
    DELO_CHECK(sink_->write_text("\n"));
    places_[index] = {begin, sink_->bytes()};
    return {};
  }

  bool has(std::size_t index) const { return places_[index].end > 0; }

  Result<void> finish() {
    DELO_CHECK(sink_->finish());
    DELO_TRY(const auto spool, FileSource::open(folder_ / kSpoolFile));
    DELO_TRY(const auto ordered, FileSink::create(folder_ / kItemsFile));
    std::vector<std::byte> some(std::size_t{256} << 10);
    for (const JsonRange& line : places_) {
      for (std::uint64_t at = line.begin; at < line.end; at += some.size()) {
        const auto part =
            std::span(some).first(std::min<std::uint64_t>(some.size(), line.end - at));
        DELO_TRY(const std::size_t n, spool->read_at(at, part));
        if (n != part.size()) return Error{ErrorCode::kIo, "the spool of items is cut", folder_};
        DELO_CHECK(ordered->write(part));
      }
    }
    DELO_CHECK(ordered->finish());
    return remove_file(folder_ / kSpoolFile);
  }

 private:
  ItemSpool(fs::path folder, std::unique_ptr<CountingSink> sink, std::size_t items)
      : folder_(std::move(folder)), sink_(std::move(sink)), places_(items) {}

  fs::path folder_;
  std::unique_ptr<CountingSink> sink_;
  std::vector<JsonRange> places_;  // of lines, by item; an empty one: there is none
};

// One run over a batch.  Workers call take(); everything they share is behind
// `mutex_`.
class BatchRun {
 public:
  BatchRun(const IngestOrder& order, Batch batch, std::optional<KeptPlan> plan,
           holdings::Holdings& holdings, RunContext& run,
           const std::function<void(const ItemRecord&)>& acknowledge)
      : order_(order),
        batch_(std::move(batch)),
        plan_(std::move(plan)),
        holdings_(holdings),
        run_(run),
        acknowledge_(acknowledge),
        work_(work_folder_of(holdings.root(), batch_.id)) {
    const auto workers =
        std::min<std::size_t>(static_cast<std::size_t>(std::max(run.jobs, 1)),
                              std::max<std::size_t>(batch_.item_folders.size(), 1));
    for (std::size_t i = 0; i < workers; ++i) {
      examiners_.push_back(std::make_unique<validators::IsolatedExaminer>(order.program));
    }
  }

  Result<BatchOutcome> go() {
    begin_record();
    DELO_TRY(const fs::path reports,
             make_run_folder(holdings_.root(), "", record_.started, run_suffix()));
    record_.run = reports.filename().string();
    // First, so that a run that is killed leaves what can be read and told from rubbish.
    record_.interrupted = true;
    record_.finished = record_.started;
    DELO_CHECK(write_file_atomically(reports / kRunFile, to_json(record_).dump_pretty()));
    DELO_TRY(spool_, ItemSpool::create(reports, batch_.item_folders.size()));
    run_.progress.expect(0, batch_.item_folders.size());
    auto done =
        for_each_parallel(batch_.item_folders.size(), static_cast<int>(examiners_.size()),
                          [this](std::size_t index, int worker) {
                            return take(index, *examiners_[static_cast<std::size_t>(worker)]);
                          });
    if (run_.stopping()) {
      (void)remove_tree(reports);  // the next run tells it all
      // What was accepted is acknowledged: the copies of the ledger know it too.  When
      // this fails the next run does it.
      (void)holdings_.publish_ledger();
      return Error{ErrorCode::kCancelled, "interrupted; run the same command again and it goes on"};
    }
    if (!done && !halted_) return std::move(done).error();
    return end(reports);
  }

 private:
  // Of the run's name: tells runs of different batches apart.
  std::string run_suffix() const { return "-" + batch_.id.value.substr(0, 8); }

  void begin_record() {
    record_.started = run_.clock.now();
    record_.batch = batch_.root.string();
    record_.producer = batch_.producer;
    record_.shape = name_of(batch_.shape);
    record_.holdings = holdings_.root().string();
    record_.policy_id = order_.policy.id.value;
    record_.policy_version = order_.policy.version;
    record_.policy_title = order_.policy.title;
    record_.policy_source = order_.policy.source;
    record_.software = run_.software;
    record_.stores = order_.policy.copies;
    if (record_.stores.empty()) {
      for (const auto& store : holdings_.settings().stores) record_.stores.push_back(store.name);
    }
    record_.findings = batch_.findings;
    record_.noticed = holdings_.messages();
  }

  Result<void> take(std::size_t index, validators::IsolatedExaminer& examiner) {
    if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    const ItemId& id = batch_.item_ids[index];
    // What the plan said is not ready: nothing of it is read.
    auto ended = plan_ && plan_->leaves_out(id) ? plan_->left_out(id, order_.policy)
                                                : bring_through(index, examiner);
    if (!ended && ended.error().code == ErrorCode::kCancelled) return std::move(ended).error();
    ItemRecord record;
    bool halt = false;
    if (ended) {
      record = *std::move(ended);
    } else {
      record.item = batch_.item_ids[index];
      record.error = advised_text(ended.error());
      // The holdings themselves are at fault: the next item would fare no better.
      halt = ended.error().code == ErrorCode::kIo || ended.error().code == ErrorCode::kConflict ||
             ended.error().code == ErrorCode::kNotFound;
    }
    const std::lock_guard lock(mutex_);
    count(record_, record);
    DELO_CHECK(spool_->add(index, record));
    if (batch_.item_ids.size() > 1) {  // an item alone has no twin in another one
      DELO_CHECK(add_to_album(album_, static_cast<std::uint32_t>(index), record.files));
    }
    DELO_CHECK(of_documents_.add(batch_, index, record.files));
    const bool done = record.verdict && *record.verdict == Verdict::kAccept && !record.person;
    (done ? done_folders_ : kept_folders_).insert(item_folder_name(record.item));
    acknowledge_(record);
    run_.progress.item_done();
    if (halt) {
      if (!halted_) why_halted_ = record.error;
      halted_ = true;
      return std::move(ended).error();
    }
    return {};
  }

  Result<ItemRecord> bring_through(std::size_t index, validators::IsolatedExaminer& examiner) {
    DELO_TRY(BatchItem item, read_item_of(batch_, index));
    Bench bench{order_.policy, batch_, examiner, holdings_};
    if (plan_) {
      bench.changes_since_plan = [this, index]() { return changes_of(index); };
      DELO_TRY(std::vector<Finding> changes, plan_->changes_of(item, batch_.unpacked != nullptr));
      if (!changes.empty()) return changed_since_plan(item, std::move(changes), order_.policy);
    }
    item.marks = {};  // of plans alone
    std::uint64_t bytes = 0;
    for (const FileObject& file : item.item.files) bytes += file.size;
    run_.progress.expect(bytes, 0);
    DELO_TRY(const WorkFolder work, WorkFolder::open(work_ / item_folder_name(item.item.id),
                                                     inputs_of(item, order_.policy)));
    // A decision that is not in the outcome yet came later.
    const auto before_decision = [&work](const ItemRecord& record) {
      return record.package.empty() && !record.person && WorkFolder::is_decided(work.folder());
    };
    if (auto before = work.load_outcome();
        before && !may_be_mended(before->findings) && !before_decision(*before)) {
      // Brought to its end by an interrupted run.
      if (before->package.empty()) return *std::move(before);
      DELO_TRY(const auto held, holdings_.find(before->package));
      // A store may have lost its copy since; then the item goes all the way again.
      if (held && holdings_.has_copies(*held)) {
        before->was_there = true;
        return *std::move(before);
      }
    }
    DELO_TRY(IngestedItem outcome, ingest_item(std::move(item), work, bench, run_));
    if (auto* changed = std::get_if<ChangedItem>(&outcome)) {
      DELO_CHECK(work.drop_content());
      DELO_TRY(const BatchItem now, read_item_of(batch_, index));
      return changed_since_plan(now, std::move(changed->changes), order_.policy);
    }
    DELO_TRY(ItemRecord record, record_of(outcome, order_.policy));
    DELO_CHECK(work.save(record));
    const bool finished = std::holds_alternative<StoredItem>(outcome) || record.person;
    if (finished) DELO_CHECK(work.drop_content());
    return record;
  }

  // Between when it was listed and when its last file was read it may have changed too.
  Result<std::vector<Finding>> changes_of(std::size_t index) const {
    DELO_TRY(const BatchItem now, read_item_of(batch_, index));
    return plan_->changes_of(now, batch_.unpacked != nullptr);
  }

  // A leaf that is in two items; of those within an item the item tells.
  void tell_twins() {
    const auto name = [this](std::uint32_t index) { return batch_.item_ids[index].value; };
    for (Finding& twin : album_.twins_between_items(name)) {
      record_.findings.push_back(std::move(twin));
    }
  }

  // A line for each item that a halt kept from being begun: nobody shall look for it.
  Result<void> tell_not_begun() {
    for (std::size_t index = 0; index < batch_.item_ids.size(); ++index) {
      if (spool_->has(index)) continue;
      ItemRecord record;
      record.item = batch_.item_ids[index];
      record.begun = false;
      record.error = "not begun, because the run was halted: " + why_halted_;
      count(record_, record);
      DELO_CHECK(spool_->add(index, record));
      acknowledge_(record);
    }
    return {};
  }

  Result<BatchOutcome> end(const fs::path& reports) {
    record_.finished = run_.clock.now();
    record_.isolation = examiners_.front()->level();
    if (halted_) DELO_CHECK(tell_not_begun());
    DELO_CHECK(spool_->finish());
    for (Finding& found : of_documents_.all()) record_.findings.push_back(std::move(found));
    tell_twins();
    record_.interrupted = false;
    DELO_CHECK(write_file_atomically_unsynced(reports / kRunFile, to_json(record_).dump_pretty()));
    DELO_TRY(fs::path report, write_batch_report(reports));
    const auto published = holdings_.publish_ledger();
    std::optional<Error> not_published;
    // After a halt it fails for the reason that halted us, and that was told.
    if (!published && !halted_) {
      not_published = published.error();
      not_published->message =
          "the batch is done, and the ledger's copies could not be published: " +
          not_published->message;
    }
    if (!halted_) {
      DELO_CHECK(clear_work());
      DELO_CHECK(remove_interrupted_runs(holdings_.root(), batch_.root, run_suffix()));
    }
    return BatchOutcome{std::move(record_), std::move(report), std::move(not_published)};
  }

  // Withheld items wait in their folders for a person, and what a person decided
  // stays on record, even of an item that left the batch; all others are done with.
  Result<void> clear_work() {
    std::error_code failed;
    bool empty = true;
    for (const auto& entry : fs::directory_iterator(work_, failed)) {
      const std::string name = entry.path().filename().string();
      const bool waits = WorkFolder::is_withheld(entry.path()) && !done_folders_.contains(name);
      if (waits || kept_folders_.contains(name) || WorkFolder::is_decided(entry.path())) {
        empty = false;
        // One that left the batch, and is sent back, is not waited for with its files.
        const bool left = !kept_folders_.contains(name) && !done_folders_.contains(name);
        if (left && WorkFolder::is_rejected(entry.path())) {
          DELO_CHECK(WorkFolder::drop_content_of(entry.path()));
        }
      } else {
        DELO_CHECK(remove_tree(entry.path()));
      }
    }
    if (failed || !empty) return {};
    DELO_CHECK(remove_tree(work_));
    // What an archive was unpacked to, and the record of it.
    const fs::path unpacked = holdings_.root() / "work" / ("unpacked-" + batch_.id.value);
    DELO_CHECK(remove_tree(unpacked));
    return remove_file(fs::path(unpacked) += ".json");
  }

  const IngestOrder& order_;
  const Batch batch_;
  const std::optional<KeptPlan> plan_;  // that is carried out
  holdings::Holdings& holdings_;
  RunContext& run_;
  const std::function<void(const ItemRecord&)>& acknowledge_;
  const fs::path work_;
  std::vector<std::unique_ptr<validators::IsolatedExaminer>> examiners_;
  std::mutex mutex_;
  RunRecord record_;
  std::unique_ptr<ItemSpool> spool_;
  validators::LeafAlbum album_;                        // of all items, for leaves that come twice
  DocumentFindings of_documents_;                      // beside the items
  std::set<std::string> kept_folders_, done_folders_;  // of items that need somebody, or nobody
  std::atomic<bool> halted_{false};
  std::string why_halted_;
};

void add_leaf_of_master(const FileObject& file, std::vector<Leaf>& leaves) {
  if (file.role != FileRole::kMaster) return;
  for (const LeafPlace& place : leaf_places_of(file)) leaves.push_back(place.leaf);
}

Result<void> nothing_changed(const PlanChanges& changes, const IngestOrder& order) {
  if (changes.count == 0) return {};
  if (order.tell_changes) order.tell_changes(changes);
  return Error{ErrorCode::kInvalidArgument,
               "the batch " + order.batch.string() +
                   " has changed since it was planned; make a new plan with delo plan"};
}

// The same delivery may come again, or from another place; its package is then the
// very one that is there, and nothing has to be decided.
Result<std::optional<ItemOutcome>> stored_before(ExaminedItem examined, const WorkFolder& work,
                                                 Bench& bench, RunContext& run) {
  // Also as it was before a person said anything: of a correction, say, that was undone.
  ExaminedItem untold = examined;
  DELO_TRY(const DecisionGround ground, ground_of(examined, bench.policy));
  const auto person = word_of_a_person(ground, work, examined);
  std::vector<DecidedItem> ways;
  const bool said = person || examined.findings.size() > untold.findings.size();
  DELO_TRY(DecidedItem as_said, decide_item(std::move(examined), bench.policy, person, run));
  ways.push_back(std::move(as_said));
  if (said) {
    DELO_TRY(DecidedItem alone, decide_item(std::move(untold), bench.policy, std::nullopt, run));
    ways.push_back(std::move(alone));
  }
  for (DecidedItem& decided : ways) {
    auto* accepted = std::get_if<AcceptedItem>(&decided);
    if (accepted == nullptr) continue;
    DELO_TRY(PackagedItem packaged, package_item(std::move(*accepted), bench.policy,
                                                 bench.batch.producer, work.package_folder(), run));
    DELO_TRY(const auto there, bench.holdings.find(packaged.package.id));
    if (!there) continue;
    if (there->version > 1) {  // rights that a later version took away are put back
      DELO_TRY(const bool has_rights,
               has_rights_of(packaged.accepted.examined.received.files, *there, bench.holdings));
      if (!has_rights) continue;
    }
    DELO_TRY(ItemOutcome outcome, stored(store_item(std::move(packaged), bench.batch.id,
                                                    bench.policy, bench.holdings, run)));
    return std::optional<ItemOutcome>(std::move(outcome));
  }
  return std::optional<ItemOutcome>();
}

// Whether documents from beside the items came otherwise than they were sent: what they say
// may be what the package has, and is not to be believed.
bool withholds_documents(const ReceivedItem& delivery, const Policy& policy) {
  std::vector<Finding> findings;
  for (const Finding& found : delivery.findings) {
    if (is_from_batch(found.where.path)) findings.push_back(found);
  }
  return decide(policy, findings).verdict != Verdict::kAccept;
}

// The item is the next version of a package that is held.
Result<ItemOutcome> ingest_version(ExaminedItem examined, const PackageId& id,
                                   const std::optional<PersonalDecision>& person,
                                   const DecisionGround& ground, const WorkFolder& work,
                                   Bench& bench, RunContext& run,
                                   std::optional<HeldPackage> looked_at) {
  // Of two deliveries for one package the second goes on from what the first made.
  const auto alone = bench.holdings.making_a_version();
  DELO_TRY(const auto package, bench.holdings.find(id));
  if (!package) {
    return Error{ErrorCode::kInvalidArgument,
                 "the holdings have no package " + id.value +
                     " that the item could be a version of; delo decide it anew"};
  }
  // As reception left it: what examination tells it tells of the whole.
  DELO_TRY(auto delivery, work.load_received());
  if (!delivery) delivery = examined.received;
  const bool asked_for = person && !person->as_version_of.empty();
  DELO_TRY(JoinedItem joined,
           join_held(*std::move(delivery), *package, asked_for, bench.policy.leaves, bench.holdings,
                     run, std::move(looked_at)));
  if (joined.adds_nothing && !person && withholds_documents(examined.received, bench.policy)) {
    DELO_TRY(DecidedItem decided, decide_item(std::move(examined), bench.policy, person, run));
    return set_aside_item(std::get<WithheldItem>(std::move(decided)), ground, work);
  }
  if (joined.adds_nothing) {
    // The package was judged as a whole when it took this in: alone, the delivery may
    // lack what the package has.
    return ItemOutcome(
        StoredItem{.accepted = {std::move(examined), decide(bench.policy, {}), person},
                   .package = *package,
                   .was_there = true});
  }
  std::vector<Finding> about_delivery = std::move(examined.findings);
  std::vector<RightsStatement> rights = joined.item.item.rights;
  const auto& of_policy = bench.policy.packages.rights;
  rights.insert(rights.end(), of_policy.begin(), of_policy.end());
  for (Finding& found : loosened_rights(joined.rights_before, rights, package->version)) {
    joined.item.findings.push_back(std::move(found));
  }
  // Beside the delivery's own copies, which its record names.
  DELO_TRY(examined, examine_item(std::move(joined.item), bench.policy, bench.examiner, run,
                                  fs::path("joined") / "made"));
  for (Finding& found : about_delivery) {
    if (found.rule == "batch.reference.held" || found.rule == "decision.overtaken") {
      examined.findings.push_back(std::move(found));
    }
  }
  // Who accepted the delivery may not have known what it takes back.
  DecisionGround of_whole = ground;
  DELO_TRY(const std::vector<Finding> findings, all_findings(examined, bench.policy));
  for (const auto& reason : decide(bench.policy, findings).reasons) {
    if (reason.rule == "rights.loosened" && reason.action >= Action::kReview) {
      of_whole.reasons.push_back(reason.rule);
    }
  }
  auto word = person;
  if (person && of_whole.reasons.size() > ground.reasons.size()) {
    word = word_of_a_person(of_whole, work, examined);
  }
  DELO_TRY(DecidedItem decided, decide_item(std::move(examined), bench.policy, word, run));
  if (auto* withheld = std::get_if<WithheldItem>(&decided)) {
    return set_aside_item(std::move(*withheld), of_whole, work);
  }
  AcceptedItem accepted = std::get<AcceptedItem>(std::move(decided));
  DELO_TRY(PackagedItem packaged,
           package_item(std::move(accepted), bench.policy, bench.batch.producer,
                        work.package_folder(), run, &joined.next));
  return stored(store_item(std::move(packaged), bench.batch.id, bench.policy, bench.holdings, run));
}

// All that follows reception.
Result<ItemOutcome> ingest_received(ReceivedItem received, const WorkFolder& work, Bench& bench,
                                    RunContext& run) {
  DELO_TRY(ExaminedItem examined, examine_or_resume(std::move(received), work, bench, run));
  const auto leaves_of_masters = [&]() -> Result<std::vector<Leaf>> {
    std::vector<Leaf> leaves;
    DELO_CHECK(examined.received.files.for_each(
        [&](const ItemFile& file) { add_leaf_of_master(file.object, leaves); }));
    return leaves;
  };
  // The item's own package, of a run before, counts too: a correction is for a person.
  DELO_TRY(const auto held, held_already(examined.received.item, leaves_of_masters, bench.holdings,
                                         [](const holdings::PackageSummary&) { return true; }));
  std::optional<HeldPackage> looked_at;
  if (held) {
    DELO_TRY(auto same, stored_before(examined, work, bench, run));
    if (same) return *std::move(same);
    bool documents = false;
    if (held->only) {
      DELO_TRY(documents, brings_documents(examined.received));
    }
    if (documents) {
      DELO_TRY(const std::vector<Finding> findings, all_findings(examined, bench.policy));
      PolicyDecision decision = decide(bench.policy, findings);
      bool nothing = decision.verdict == Verdict::kAccept;
      if (nothing) {
        DELO_TRY(LookedAtHeld seen,
                 look_at_held(examined.received, held->oldest, bench.holdings, run));
        nothing = seen.adds_nothing;
        looked_at = std::move(seen.held);
      }
      if (nothing) {
        return ItemOutcome(
            StoredItem{.accepted = {std::move(examined), std::move(decision), std::nullopt},
                       .package = held->oldest,
                       .was_there = true});
      }
    }
  }
  PackageId as_version_of;
  if (held && held->only && bench.policy.same_reference == SameReference::kNewVersion) {
    as_version_of = held->oldest.summary.id;
  } else if (held) {
    examined.findings.push_back(held->finding);
  }
  DELO_TRY(const DecisionGround ground, ground_of(examined, bench.policy));
  const auto person = word_of_a_person(ground, work, examined);
  // Who accepts an item and names no package leaves that to the policy.
  if (person && !person->as_version_of.empty()) as_version_of = person->as_version_of;
  if (!as_version_of.empty() && !(person && !person->accept)) {
    return ingest_version(std::move(examined), as_version_of, person, ground, work, bench, run,
                          std::move(looked_at));
  }
  DELO_TRY(DecidedItem decided, decide_item(std::move(examined), bench.policy, person, run));
  if (auto* withheld = std::get_if<WithheldItem>(&decided)) {
    return set_aside_item(std::move(*withheld), ground, work);
  }
  DELO_TRY(PackagedItem packaged,
           package_item(std::get<AcceptedItem>(std::move(decided)), bench.policy,
                        bench.batch.producer, work.package_folder(), run));
  return stored(store_item(std::move(packaged), bench.batch.id, bench.policy, bench.holdings, run));
}

}  // namespace

Result<IngestedItem> ingest_item(BatchItem item, const WorkFolder& work, Bench& bench,
                                 RunContext& run) {
  DELO_TRY(ReceivedItem received, receive_or_resume(std::move(item), work, bench, run));
  if (bench.changes_since_plan) {
    DELO_TRY(std::vector<Finding> changes, bench.changes_since_plan());
    if (!changes.empty()) return IngestedItem(ChangedItem{std::move(changes)});
  }
  DELO_TRY(ItemOutcome outcome, ingest_received(std::move(received), work, bench, run));
  return std::visit([](auto&& end) { return IngestedItem(std::move(end)); }, std::move(outcome));
}

Result<BatchOutcome> ingest_batch(const IngestOrder& order, holdings::Holdings& holdings,
                                  RunContext& run,
                                  const std::function<void(const ItemRecord&)>& acknowledge) {
  DELO_CHECK(holdings.check_ledger());
  if (order.plan.empty()) {
    DELO_TRY(Batch batch, open_batch(order.batch, holdings.root() / "work", order.policy.leaves,
                                     order.policy.whole_up_to));
    return BatchRun(order, std::move(batch), std::nullopt, holdings, run, acknowledge).go();
  }
  DELO_TRY(const auto plan, PlanReader::open(order.plan));
  DELO_TRY(const PlanChanges archive, archive_changes_since(plan->head(), order.batch));
  DELO_CHECK(nothing_changed(archive, order));
  DELO_TRY(Batch batch, open_batch(order.batch, holdings.root() / "work", order.policy.leaves,
                                   order.policy.whole_up_to));
  // Unpacking takes its time.
  DELO_TRY(const PlanChanges unpacked, archive_changes_since(plan->head(), order.batch));
  DELO_CHECK(nothing_changed(unpacked, order));
  DELO_TRY(const PlanChanges changes, changes_since(*plan, batch, holdings, run));
  DELO_CHECK(nothing_changed(changes, order));
  DELO_TRY(const auto again, PlanReader::open(order.plan));
  DELO_TRY(KeptPlan kept, KeptPlan::of(*again, order.policy));
  return BatchRun(order, std::move(batch), std::move(kept), holdings, run, acknowledge).go();
}

}  // namespace delo::ingest
