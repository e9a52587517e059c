#include "ingest/planning/plan_batch.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "core/bytes/places.h"
#include "core/bytes/spool.h"
#include "core/fixity/hasher.h"
#include "core/run/parallel.h"
#include "ingest/planning/header_desk.h"
#include "ingest/planning/plan_ground.h"
#include "ingest/planning/twin_finder.h"
#include "ingest/versions/held_reference.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// Items that one worker takes at once, so that a sandboxed child has many files to look at;
// fewer when they are large.
constexpr std::size_t kItemsTogether = 64;
constexpr std::size_t kFilesTogether = 1024;

struct Place {
  std::uint64_t offset = 0, length = 0;
};

Result<std::string> text_at(const Spool& spool, const Place& place) {
  std::string text(place.length, '\0');
  DELO_TRY(const std::size_t n,
           spool.read_at(place.offset, std::as_writable_bytes(std::span(text))));
  if (n != text.size()) return Error{ErrorCode::kIo, "what was put aside is cut"};
  return text;
}

std::string batch_fingerprint(const std::string& so_far, const PlannedItem& item) {
  return sha256_of(so_far + item.item.value + '\0' + item.fingerprint).hex;
}

class Planner {
 public:
  Planner(const PlanOrder& order, RunContext& run, Batch& batch)
      : order_(order),
        run_(run),
        batch_(batch),
        items_(batch.item_folders.size()),
        files_(batch.item_folders.size()) {}

  Result<void> look_at_items(Plan& plan) {
    const std::size_t count = batch_.item_folders.size();
    const std::size_t together =
        std::clamp<std::size_t>(count / (2 * workers(count)), 1, kItemsTogether);
    const std::size_t groups = (count + together - 1) / together;
    std::vector<std::unique_ptr<validators::IsolatedExaminer>> examiners;
    for (std::size_t i = 0; i < workers(count); ++i) {
      examiners.push_back(std::make_unique<validators::IsolatedExaminer>(order_.program));
    }
    run_.progress.expect(0, count);
    DELO_CHECK(for_each_parallel(
        groups, static_cast<int>(examiners.size()),
        [&](std::size_t group, int worker) -> Result<void> {
          HeaderDesk desk(order_.policy, *examiners[static_cast<std::size_t>(worker)]);
          return look_at_group(group * together, std::min(count, (group + 1) * together), desk);
        }));
    for (const auto& examiner : examiners) {
      if (plan.isolation.empty()) plan.isolation = examiner->level();
    }
    return twins_.find(batch_, order_.holdings);
  }

  // The item whole: with its twins, and decided on.
  Result<PlannedItem> item(std::size_t index) const {
    DELO_TRY(const std::string text, text_at(spool_, items_[index]));
    DELO_TRY(const Json json, Json::parse(text));
    DELO_TRY(PlannedItem planned, planned_item_from(json));
    for (PlannedDuplicate& twin : twins_.twins_of(static_cast<std::uint32_t>(index))) {
      planned.findings.push_back(finding_of(twin, planned.item));
      planned.duplicates.push_back(std::move(twin));
    }
    planned.decision = decide(order_.policy, planned.findings);
    return planned;
  }

  Result<std::string> file_lines(std::size_t index) const {
    return text_at(file_spool_, files_[index]);
  }

 private:
  std::size_t workers(std::size_t count) const {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(run_.jobs, 1)), 1,
                                   std::max<std::size_t>(count, 1));
  }

  Result<void> look_at_group(std::size_t begin, std::size_t end, HeaderDesk& desk) {
    std::vector<ItemToPlan> together;
    std::size_t files = 0;
    for (std::size_t index = begin; index < end; ++index) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      ItemToPlan one{.index = index};
      DELO_TRY(one.item, read_item_of(batch_, index));
      one.planned = planned_item(one.item);
      DELO_CHECK(compare_with_holdings(one));
      files += one.item.item.files.size();
      together.push_back(std::move(one));
      if (files < kFilesTogether && index + 1 < end) continue;
      DELO_CHECK(desk.look(together));
      for (ItemToPlan& looked : together) {
        judge(looked);
        DELO_CHECK(put_aside(looked));
      }
      together.clear();
      files = 0;
    }
    return {};
  }

  // By reference.
  Result<void> compare_with_holdings(ItemToPlan& one) {
    const Item& item = one.item.item;
    if (order_.holdings != nullptr) {
      // Whether an item of this batch comes again as it was, only reading it tells.
      const auto counts = [&](const holdings::PackageSummary& other) {
        return other.batch != batch_.id || other.item != item.id;
      };
      DELO_TRY(const auto held,
               held_already(item, leaves_of_masters_in(item), *order_.holdings, counts));
      one.joins = held && held->only && order_.policy.same_reference == SameReference::kNewVersion;
      if (held && !one.joins) one.planned.findings.push_back(held->finding);
      for (std::size_t i = 0; held && i < held->all.size(); ++i) {
        one.planned.duplicates.push_back({.held = true,
                                          .of = held->all[i].summary.id.value,
                                          .basis = "reference",
                                          .version = held->all[i].version});
      }
    }
    return {};
  }

  // Leaves and description, unless they are to be those of the whole package.
  void judge(ItemToPlan& one) const {
    if (one.joins) return;
    const Item& item = one.item.item;
    PlannedItem& planned = one.planned;
    PlannedLeaves leaves = planned_leaves(item, order_.policy.leaves, one.pages);
    std::ranges::move(leaves.findings, std::back_inserter(planned.findings));
    std::ranges::move(check_description(order_.policy, item), std::back_inserter(planned.findings));
    planned.leaves = std::move(leaves.account);
  }

  Result<void> put_aside(ItemToPlan& one) {
    PlannedItem& planned = one.planned;
    std::set<RelativePath> told;
    for (const Finding& finding : planned.findings) told.insert(finding.where.path);
    for (const FileObject& file : one.item.item.files) {
      if (file.leaf && told.contains(file.path)) {
        planned.leaf_of.emplace(file.path, file.leaf->label());
      }
    }
    const auto twin = batch_.duplicate_references.find(one.index);
    if (twin != batch_.duplicate_references.end()) {
      planned.duplicates.push_back({.of = other_item(twin->second), .basis = "reference"});
    }
    const std::string text = to_plan_json(planned).dump();
    const std::string lines = order_.output.empty() || batch_.unpacked
                                  ? std::string()
                                  : plan_lines(planned_files(one.item));
    const auto keys = byte_keys_of(one.item, one.contents);
    const std::lock_guard lock(mutex_);
    DELO_TRY(items_[one.index].offset, spool_.append(text));
    items_[one.index].length = text.size();
    DELO_TRY(files_[one.index].offset, file_spool_.append(lines));
    files_[one.index].length = lines.size();
    DELO_CHECK(twins_.add(static_cast<std::uint32_t>(one.index), keys));
    run_.progress.item_done();
    return {};
  }

  // "the item d002 of this batch is for …"
  static std::string other_item(const Finding& finding) {
    constexpr std::string_view kBegin = "the item ", kEnd = " of this batch";
    const std::size_t end = finding.message.rfind(kEnd);
    if (!finding.message.starts_with(kBegin) || end == std::string::npos) return {};
    return finding.message.substr(kBegin.size(), end - kBegin.size());
  }

  const PlanOrder& order_;
  RunContext& run_;
  Batch& batch_;
  std::mutex mutex_;
  Spool spool_, file_spool_;
  std::vector<Place> items_, files_;
  TwinFinder twins_;
};

Result<std::unique_ptr<PlanWriter>> writer_for(const PlanOrder& order, const Batch& batch) {
  if (order.output.empty()) return std::unique_ptr<PlanWriter>();
  const fs::path output = resolved_place(order.output);
  if (lies_in(output, batch.root)) {
    return Error{ErrorCode::kInvalidArgument,
                 "the plan " + output.string() +
                     " would lie in the batch, which is only read; name another place",
                 output};
  }
  DELO_TRY(const PlanHead head, plan_head(batch, order.policy, order.policy_name, order.root));
  return PlanWriter::create(output, head);
}

}  // namespace

Result<Plan> plan_batch(const PlanOrder& order, RunContext& run,
                        const std::function<Result<void>(const PlannedItem&)>& tell) {
  Plan plan;
  DELO_TRY(plan.batch,
           open_batch(order.batch, fs::path(), order.policy.leaves, order.policy.whole_up_to));
  DELO_TRY(const auto writer, writer_for(order, plan.batch));
  Planner planner(order, run, plan.batch);
  DELO_CHECK(planner.look_at_items(plan));
  run.progress.finished();

  holdings::ExpectedLoad load;
  std::uint64_t largest = 0, files = 0, bytes = 0;  // of what is ready
  for (std::size_t index = 0; index < plan.batch.item_folders.size(); ++index) {
    if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_TRY(const PlannedItem item, planner.item(index));
    ++plan.items;
    plan.files += item.files;
    plan.bytes += item.bytes;
    plan.headers_seen += item.headers_seen;
    plan.fingerprint = batch_fingerprint(plan.fingerprint, item);
    load.to_each_store += item.bytes_needed;
    if (item.readiness() == Readiness::kNotReady) {
      ++plan.not_ready;
      load.to_work += item.bytes;  // what is withheld stays there
    } else {
      ++(item.readiness() == Readiness::kReady ? plan.ready : plan.remarks);
      largest = std::max(largest, item.bytes);
      files += item.files;
      bytes += item.bytes;
    }
    if (writer) {
      DELO_TRY(const std::string lines, planner.file_lines(index));
      DELO_CHECK(writer->add(item, lines));
    }
    DELO_CHECK(tell(item));
  }
  // In the work folder each job has an item.
  load.to_work += largest * static_cast<std::uint64_t>(std::max(run.jobs, 1));
  if (plan.batch.unpacked) load.to_work += plan.bytes;
  DELO_TRY(plan.ahead, holdings::look_ahead(order.root, order.holdings, order.policy.copies, load));
  plan.time = estimate_time(order.root, bytes, files, plan.ready + plan.remarks);
  if (writer) DELO_CHECK(writer->finish());
  return plan;
}

}  // namespace delo::ingest
