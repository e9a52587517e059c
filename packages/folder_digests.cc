#include "packages/folder_digests.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <optional>
#include <utility>

#include "core/bytes/read_fault.h"
#include "core/run/parallel.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace {

// How much one thread takes at a time: enough for its lanes, little enough that the
// threads end together.
constexpr std::size_t kMostFiles = 4 * kReadWindow;  // open at once
constexpr std::size_t kFewFiles = kReadWindow;       // fill the lanes
constexpr std::uint64_t kEnoughBytes = std::uint64_t{16} << 20;

}  // namespace

// Files that are open, to be read together.  One for each thread.
struct FileBatch {
  std::vector<TreeSource> sources;
  std::vector<std::uint32_t> of_source;  // indices of orders
  std::vector<std::pair<std::uint32_t, Error>> failed;
  std::vector<ReadOrder> reads;
  std::uint64_t bytes = 0;

  bool is_empty() const { return sources.empty() && failed.empty(); }
  bool is_full() const {
    return sources.size() + failed.size() >= kMostFiles ||
           (sources.size() >= kFewFiles && bytes >= kEnoughBytes);
  }
  void clear() {
    sources.clear();
    of_source.clear();
    failed.clear();
    bytes = 0;
  }
};

Result<void> FolderDigests::run(std::span<const DigestOrder> orders, const std::stop_token& stop,
                                const Done& done) {
  const std::size_t before = findings_.size();
  const bool few = orders.size() <= static_cast<std::size_t>(threads_) * kReadWindow;
  DELO_CHECK(few ? digest_few(orders, stop, done) : digest_many(orders, stop, done));
  // Whichever thread came first.
  std::ranges::stable_sort(findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
                           {}, [](const Finding& f) { return f.where.path; });
  return {};
}

Result<void> FolderDigests::digest_few(std::span<const DigestOrder> orders,
                                       const std::stop_token& stop, const Done& done) {
  FileOpener opener(root_, name_);
  for (const DigestOrder& order : orders) learn_size(order.file, opener);
  const bool in_pairs = is_for_pairs(orders);
  const std::size_t parties = static_cast<std::size_t>(in_pairs ? threads_ / 2 : threads_);
  const std::vector<std::vector<std::uint32_t>> shares = share_out(orders, parties);
  const std::size_t together = in_pairs ? kReadWindow : kMostFiles;
  std::mutex one_at_a_time;
  return for_each_parallel(
      shares.size(), static_cast<int>(parties), [&](std::size_t index, int) -> Result<void> {
        FileOpener own(root_, name_);
        FileBatch batch;
        for (std::span<const std::uint32_t> share = shares[index]; !share.empty();) {
          const auto now = share.first(std::min(share.size(), together));
          share = share.subspan(now.size());
          batch.clear();
          for (const std::uint32_t i : now) take(orders, i, own, batch);
          DELO_CHECK(digest_batch(orders, batch, in_pairs, one_at_a_time, stop, done));
        }
        return {};
      });
}

// Large files with several digests: two threads that share the work of all fill more lanes
// than each with half of the files, by measurement up to two fifths faster.
bool FolderDigests::is_for_pairs(std::span<const DigestOrder> orders) const {
  if (threads_ < 2) return false;
  if (threads_ % 2 != 0 && orders.size() >= static_cast<std::size_t>(threads_)) return false;
  std::uint64_t bytes = 0;
  for (const DigestOrder& order : orders) {
    if (order.algorithms.count() > 1) bytes += files_.size_of(order.file);
  }
  return bytes >= kEnoughBytes;
}

// So many shares, as even as whole files can be dealt out, the largest first.
std::vector<std::vector<std::uint32_t>> FolderDigests::share_out(
    std::span<const DigestOrder> orders, std::size_t parties) const {
  const auto size = [&](std::uint32_t i) { return files_.size_of(orders[i].file); };
  std::vector<std::uint32_t> by_size(orders.size());
  std::iota(by_size.begin(), by_size.end(), 0u);
  std::ranges::stable_sort(by_size, std::ranges::greater{}, size);
  std::vector<std::vector<std::uint32_t>> shares(std::min(parties, orders.size()));
  std::vector<std::uint64_t> bytes(shares.size());
  for (const std::uint32_t i : by_size) {
    const auto least = std::ranges::min_element(bytes);
    *least += size(i) + 4096;
    shares[static_cast<std::size_t>(least - bytes.begin())].push_back(i);
  }
  return shares;
}

// Many: each thread takes the next ones as they lie in their folders, until it has
// enough to be read together.  The last come first: in a bag they are the manifests,
// large ones, and no thread should be left alone with them at the end.
Result<void> FolderDigests::digest_many(std::span<const DigestOrder> orders,
                                        const std::stop_token& stop, const Done& done) {
  std::atomic<std::size_t> next{0};
  std::mutex one_at_a_time;
  return for_each_parallel(
      static_cast<std::size_t>(threads_), threads_, [&](std::size_t, int) -> Result<void> {
        FileOpener opener(root_, name_);
        FileBatch batch;
        while (true) {
          batch.clear();
          while (!batch.is_full()) {
            const std::size_t taken = next++;
            if (taken >= orders.size()) break;
            take(orders, static_cast<std::uint32_t>(orders.size() - 1 - taken), opener, batch);
          }
          if (batch.is_empty()) return {};
          auto digested = digest_batch(orders, batch, false, one_at_a_time, stop, done);
          if (!digested) {
            next = orders.size();  // for the other threads too
            return digested;
          }
        }
      });
}

// Opens the order's file into the batch, and learns its size.
void FolderDigests::take(std::span<const DigestOrder> orders, std::uint32_t i, FileOpener& opener,
                         FileBatch& batch) {
  const std::size_t file = orders[i].file;
  auto source = opener.open(files_, file);
  if (source) {
    if (files_.size_of(file) == kUnmeasured) files_.set_size(file, source->size());
    batch.bytes += source->size();
    batch.sources.push_back(std::move(source).value());
    batch.of_source.push_back(i);
    return;
  }
  batch.failed.emplace_back(i, std::move(source).error());
  learn_size(file, opener);
}

// Of what is gone: 0 bytes; it will be told of when it can't be opened.
void FolderDigests::learn_size(std::size_t file, FileOpener& opener) {
  if (files_.size_of(file) != kUnmeasured) return;
  const auto found = opener.look_at(files_, file);
  const bool is_file = found && *found;
  files_.set_size(file, is_file ? static_cast<std::uint64_t>((*found)->st_size) : 0);
}

Result<void> FolderDigests::digest_batch(std::span<const DigestOrder> orders, FileBatch& batch,
                                         bool in_pair, std::mutex& one_at_a_time,
                                         const std::stop_token& stop, const Done& done) {
  const std::size_t count = batch.sources.size();
  batch.reads.resize(std::max(batch.reads.size(), count));
  for (std::size_t i = 0; i < count; ++i) {
    batch.reads[i].source = &batch.sources[i];
    orders[batch.of_source[i]].algorithms.put_into(batch.reads[i].algorithms);
  }
  const auto reads = std::span(batch.reads).first(count);
  const auto outcomes = in_pair ? read_in_pair(reads, stop) : read_together(reads, stop);
  const std::lock_guard lock(one_at_a_time);
  for (std::size_t i = 0; i < count; ++i) {
    if (outcomes[i]) {
      DELO_CHECK(done(orders[batch.of_source[i]], *outcomes[i]));
    } else {
      batch.failed.emplace_back(batch.of_source[i], outcomes[i].error());
    }
  }
  for (const auto& [i, error] : batch.failed) {
    if (!is_fault_of_file(error)) return error;
    findings_.push_back(finding(tree_rule::kUnreadable,
                                Location{.path = files_.path(orders[i].file)}, error.text()));
  }
  return {};
}

}  // namespace delo::packages
