#include "ingest/reception/receive_item.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/text/utf8.h"
#include "ingest/reception/producer_folder.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kContent = "content";
// Clocks of two computers differ; a date that is a day ahead is no such thing.
constexpr std::int64_t kDay = 86'400'000'000'000;  // nanoseconds
constexpr std::uint64_t kBlock = 4096;             // bytes, by which files grow on disk

// The name of our copy of file `number`.  Producers' names are bytes, and not
// the business of our file system.
std::string content_name(std::size_t number) {
  std::array<char, 24> name{};
  std::snprintf(name.data(), name.size(), "%06zu", number + 1);
  return name.data();
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

// One file on its way: source open, lease held, copy begun.
struct Passage {
  std::size_t number = 0;  // of the item's files
  std::unique_ptr<FileSource> source;
  std::unique_ptr<ReadLease> lease;  // goes before the source
  std::unique_ptr<FileSink> sink;
  fs::path copy;
};

struct Counts {
  std::size_t verified = 0, different = 0, unlisted = 0, no_list = 0, unreadable = 0;
  std::uint64_t bytes = 0;
};

class Reception {
 public:
  Reception(BatchItem item, const Policy& policy, const fs::path& folder, RunContext& run)
      : files_(std::exchange(item.item.files, {})),
        source_paths_(std::move(item.source_paths)),
        source_folder_(std::move(item.folder)),
        from_batch_(std::move(item.from_batch)),
        batch_folder_(std::move(item.batch_folder)),
        form_(item.form),
        unpacked_from_(std::move(item.unpacked_from)),
        checksums_of_producer_(std::move(item.manifest.checksums)),
        lists_(std::move(item.manifest.lists)),
        policy_(policy),
        content_(folder / kContent),
        run_(run) {
    for (const Finding& found : item.findings) {
      if (found.rule == rules::kSparseFile.id) refused_.insert(found.where.path);
    }
    received_.item = std::move(item.item);
    received_.findings = std::move(item.findings);
    for (Finding& found : item.manifest.findings) received_.findings.push_back(std::move(found));
    received_.fingerprint = std::move(item.fingerprint);
    received_.folder = folder;
    received_.files = ItemFiles(folder);
    received_.copies = ItemFiles(folder);
  }

  Result<ReceivedItem> receive() {
    begun_ = run_.clock.now();
    DELO_CHECK(prepare_content());
    read_checksums();
    auto folder = ProducerFolder::open(source_folder_);
    for (std::size_t at = 0; at < files_.size(); at += kReadWindow) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      const std::size_t end = std::min(at + kReadWindow, files_.size());
      if (folder) {
        DELO_CHECK(pass_window(*folder, at, end));
      } else {  // a medium pulled out since the item was listed
        for (std::size_t i = at; i < end; ++i) add_unreadable(i, folder.error());
      }
    }
    DELO_CHECK(receive_from_batch());
    write_events();
    return std::move(received_);
  }

 private:
  // A run that died may have left half a copy; it is not worth looking at.
  Result<void> prepare_content() {
    DELO_CHECK(remove_tree(content_));
    DELO_CHECK(make_folders(content_));
    std::uint64_t needed = 0;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!is_refused(i)) needed += files_[i].size + kBlock;
    }
    for (const FileFromBatch& file : from_batch_) {
      needed += bytes_of(file.document) + kBlock;
    }
    DELO_TRY(const Space space, space_at(content_));
    if (space.bytes_free < needed) return no_space(needed, space.bytes_free);
    return {};
  }

  Error no_space(std::uint64_t needed, std::optional<std::uint64_t> free) const {
    std::string message = "no space to receive the item " + display_of(received_.item.id.value) +
                          ": " + std::to_string(needed) + " bytes are needed";
    if (free) message += ", " + std::to_string(*free) + " are free";
    message += " in the work folder; make room there or name another holdings folder";
    return Error{ErrorCode::kIo, message, content_, ENOSPC};
  }

  // Files that were found to be traps are left alone.
  bool is_refused(std::size_t number) const { return refused_.contains(files_[number].path); }

  // Where each file's checksums begin and end: both are in path order.
  void read_checksums() {
    const auto& all = checksums_of_producer_;
    const auto& files = files_;
    checksums_.resize(files.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      while (at < all.size() && all[at].path < files[i].path) ++at;
      const std::size_t begin = at;
      while (at < all.size() && all[at].path == files[i].path) ++at;
      checksums_[i] = std::span(all).subspan(begin, at - begin);
    }
  }

  // The policy's, the producer's, and those that packages are made with.
  std::vector<DigestAlgorithm> algorithms_for(std::size_t number) const {
    std::set<DigestAlgorithm> algorithms(policy_.digests.begin(), policy_.digests.end());
    algorithms.insert({DigestAlgorithm::kSha256, DigestAlgorithm::kSha512});
    for (const ProducerChecksum& checksum : checksums_[number]) {
      algorithms.insert(checksum.digest.algorithm);
    }
    return {algorithms.begin(), algorithms.end()};
  }

  void add(const Rule& rule, std::size_t number, std::string message) {
    received_.findings.push_back(finding(rule, {.path = files_[number].path}, std::move(message)));
  }

  // Opens, copies and digests the files [first, last) side by side.  Those that could not
  // be read have a finding, and no content to go on with.
  Result<void> pass_window(const ProducerFolder& folder, std::size_t first, std::size_t last) {
    std::vector<Passage> passages;
    std::vector<ReadOrder> orders;
    for (std::size_t number = first; number < last; ++number) {
      if (is_refused(number)) continue;
      auto source = folder.open_file(source_paths_[number]);
      if (!source) {
        add_unreadable(number, source.error());
        continue;
      }
      Passage passage{.number = number,
                      .source = std::move(source).value(),
                      .copy = content_ / content_name(number)};
      passage.lease = std::make_unique<ReadLease>(passage.source->descriptor());
      if (passage.lease->state() == ReadLease::State::kOpenForWriting) {
        add(rules::kSourceOpenForWriting, number, "another program has the file open for writing");
      }
      DELO_TRY(passage.sink, FileSink::create(passage.copy));
      passages.push_back(std::move(passage));
    }
    for (Passage& passage : passages) {
      orders.push_back({.source = passage.source.get(),
                        .algorithms = algorithms_for(passage.number),
                        .sinks = {passage.sink.get()}});
    }
    std::vector<Result<ReadOutcome>> outcomes = read_together(orders, run_.stop);
    for (std::size_t i = 0; i < passages.size(); ++i) {
      ItemFile file;
      DELO_CHECK(end_passage(passages[i], std::move(outcomes[i]), file));
      if (!file.content.empty()) DELO_CHECK(received_.files.append(file));
    }
    return {};
  }

  Result<void> end_passage(Passage& passage, Result<ReadOutcome> outcome, ItemFile& file) {
    const std::size_t number = passage.number;
    if (!outcome) {
      Error error = std::move(outcome).error();
      if (error.code == ErrorCode::kCancelled || error.code == ErrorCode::kUnsupported)
        return error;
      if (error.path == passage.copy) {  // ours to mend, and not the material's fault
        if (error.sys_errno == ENOSPC || error.sys_errno == EDQUOT) {
          return no_space(passage.source->size(), std::nullopt);
        }
        return error;
      }
      const auto now = passage.source->stamp_now();
      if (now && *now != passage.source->stamp_at_open()) {
        add(rules::kSourceChanged, number, "the file changed while it was read: " + error.text());
      } else {
        add_unreadable(number, error);
      }
      return {};
    }
    file.object = files_[number];
    file.content = passage.copy;
    file.object.size = outcome->bytes;
    file.object.digests = std::move(outcome->digests);
    file.object.modified_ns = passage.source->stamp_at_open().modified_ns;
    counts_.bytes += outcome->bytes;
    run_.progress.advance(outcome->bytes);
    judge_changes(passage);
    judge_date(number, file);
    compare_checksums(number, file);
    for (const Digest& digest : file.object.digests.all()) digests_made_.insert(digest.algorithm);
    return {};
  }

  // What lay beside the items and speaks of this one, or what of it does.
  Result<void> receive_from_batch() {
    if (from_batch_.empty()) return {};
    const auto folder = ProducerFolder::open(batch_folder_);
    for (const FileFromBatch& file : from_batch_) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      auto source = folder ? folder->open_file(file.document.source) : folder.error();
      if (!source) {
        add_unreadable(file.path, source.error());
      } else {
        DELO_CHECK(receive_document(file, **source));
      }
    }
    return received_.files.sort();
  }

  Result<void> receive_document(const FileFromBatch& from, const FileSource& source) {
    const DocumentOfItem& document = from.document;
    const ExcerptSource excerpt(source, document);
    ItemFile file;
    file.object = {
        .path = from.path, .modified_ns = document.modified_ns, .role = FileRole::kDescription};
    file.content = content_ / content_name(files_.size() + documents_.size());
    DELO_TRY(const auto sink, FileSink::create(file.content));
    std::set<DigestAlgorithm> algorithms(policy_.digests.begin(), policy_.digests.end());
    algorithms.insert({DigestAlgorithm::kSha256, DigestAlgorithm::kSha512});
    const ByteSource* bytes = &excerpt;
    if (document.whole) bytes = &source;
    auto outcome = read_once({.source = bytes,
                              .algorithms = {algorithms.begin(), algorithms.end()},
                              .sinks = {sink.get()}},
                             run_.stop);
    if (!outcome) {
      Error error = std::move(outcome).error();
      if (error.code == ErrorCode::kCancelled || error.path == file.content) return error;
      add_unreadable(from.path, error);
      return {};
    }
    const auto now = source.stamp_now();
    const FileStamp& at_open = source.stamp_at_open();
    if (!now || *now != at_open || at_open.size != document.size ||
        at_open.modified_ns != document.modified_ns) {
      received_.findings.push_back(finding(
          rules::kSourceChanged, {.path = from.path},
          display_of(document.source.text()) + " changed after it was read with the batch"));
    }
    file.object.size = outcome->bytes;
    file.object.digests = std::move(outcome->digests);
    counts_.bytes += outcome->bytes;
    documents_.push_back(&from);
    return received_.files.append(file);
  }

  void add_unreadable(std::size_t number, const Error& error) {
    add_unreadable(files_[number].path, error);
  }
  void add_unreadable(const RelativePath& path, const Error& error) {
    ++counts_.unreadable;
    std::string why = error.message;
    if (error.sys_errno != 0) why = Error{.message = why, .sys_errno = error.sys_errno}.text();
    received_.findings.push_back(
        finding(rules::kUnreadable, {.path = path}, "the file can't be read: " + why));
  }

  // What we have is one state of the file, or it is said that it may be none.
  void judge_changes(const Passage& passage) {
    const FileObject& listed = files_[passage.number];
    const FileStamp& at_open = passage.source->stamp_at_open();
    const auto now = passage.source->stamp_now();
    if (!now || *now != at_open) {
      add(rules::kSourceChanged, passage.number, "the file changed while it was read");
    } else if (at_open.size != listed.size || at_open.modified_ns != listed.modified_ns) {
      add(rules::kSourceChanged, passage.number,
          "the file changed after the item was listed, from " + std::to_string(listed.size) +
              " to " + std::to_string(at_open.size) + " bytes");
    } else if (passage.lease->was_broken()) {
      add(rules::kSourceOpenForWriting, passage.number,
          "another program opened the file for writing while it was read; it was kept waiting");
    }
  }

  void judge_date(std::size_t number, const ItemFile& file) {
    const std::int64_t modified = file.object.modified_ns;
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::nanoseconds>(begun_.time_since_epoch()).count();
    if (modified > now && modified - now > kDay) {
      add(rules::kDateInFuture, number,
          "the file was modified on " + to_iso8601(timestamp_of_ns(modified)) +
              ", after it was received");
    }
  }

  void compare_checksums(std::size_t number, ItemFile& file) {
    for (const ProducerChecksum& expected : checksums_[number]) {
      const auto found = file.object.digests.find(expected.digest.algorithm);
      if (found && *found == expected.digest) {
        if (file.fixity != ProducerFixity::kDifferent) file.fixity = ProducerFixity::kVerified;
        continue;
      }
      file.fixity = ProducerFixity::kDifferent;
      add(rules::kChecksumDifferent, number,
          std::string(premis_name_of(expected.digest.algorithm)) + " is " +
              (found ? found->hex : std::string("not known")) + ", expected " +
              expected.digest.hex + " by " + display_of(expected.list.text()) + " line " +
              std::to_string(expected.line));
    }
    const bool lists = !checksums_of_producer_.empty();
    if (checksums_[number].empty()) {
      const bool is_list = file.object.role == FileRole::kFixity;
      file.fixity = lists && !is_list ? ProducerFixity::kUnlisted : ProducerFixity::kNoList;
    }
    switch (file.fixity) {
      case ProducerFixity::kVerified:
        ++counts_.verified;
        break;
      case ProducerFixity::kDifferent:
        ++counts_.different;
        break;
      case ProducerFixity::kUnlisted:
        ++counts_.unlisted;
        break;
      case ProducerFixity::kNoList:
        ++counts_.no_list;
        break;
    }
  }

  // ---- provenance ----

  std::vector<AgentId> agents(std::string_view library = {}) const {
    std::vector<AgentId> ids;
    if (!run_.software.empty()) ids.push_back(run_.software.front().id);
    for (const Agent& agent : run_.software) {
      if (!library.empty() && agent.name == library) ids.push_back(agent.id);
    }
    return ids;
  }

  std::vector<Finding> findings_of(std::string_view prefix, std::string_view except = {}) const {
    std::vector<Finding> out;
    for (const Finding& found : received_.findings) {
      const std::string_view rule = found.rule;
      if (rule.starts_with(prefix) && (except.empty() || !rule.starts_with(except))) {
        out.push_back(found);
      }
    }
    return out;
  }

  static EventOutcome outcome_of(const std::vector<Finding>& findings) {
    EventOutcome outcome = EventOutcome::kSuccess;
    for (const Finding& found : findings) {
      if (found.severity == Severity::kError) return EventOutcome::kFailure;
      if (found.severity == Severity::kWarning) outcome = EventOutcome::kWarning;
    }
    return outcome;
  }

  void write_events() {
    const Timestamp now = run_.clock.now();
    if (!unpacked_from_.empty()) {
      received_.events.push_back(
          {.type = EventType::kUnpacking,
           .time = begun_,
           .detail = "unpacked from " + display_of(unpacked_from_) +
                     "; every entry's name was checked before it was written",
           .outcome = EventOutcome::kSuccess,
           .agents = agents("libarchive")});
    }
    std::vector<Finding> transfer = findings_of("reception.", "reception.checksum.");
    received_.events.push_back(
        {.type = EventType::kTransfer,
         .time = begun_,
         .detail = "copied " + count_text(received_.files.size(), "file", "files") + ", " +
                   std::to_string(counts_.bytes) + " bytes, from the producer's " +
                   std::string(form_text()) + "; each read once, nothing written there",
         .outcome = outcome_of(transfer),
         .outcome_note = counts_.unreadable == 0 ? std::string()
                                                 : count_text(counts_.unreadable, "file", "files") +
                                                       " could not be read",
         .findings = std::move(transfer),
         .agents = agents()});
    if (form_ == BatchShape::kBag) {
      received_.events.push_back(
          {.type = EventType::kFilenameChange,
           .time = begun_,
           .detail = "the payload of the producer's bag became the item, without data/ before its "
                     "names; the bag's tag files were put into metadata/submission-bag/",
           .outcome = EventOutcome::kSuccess,
           .agents = agents()});
    }
    tell_documents();
    received_.events.push_back({.type = EventType::kMessageDigestCalculation,
                                .time = now,
                                .detail = digest_detail(),
                                .outcome = EventOutcome::kSuccess,
                                .agents = agents("OpenSSL")});
    write_fixity_event(now);
  }

  // Where what lay beside the items came from.
  void tell_documents() {
    std::string names;
    std::vector<RelativePath> whole;
    for (const FileFromBatch* from : documents_) {
      const DocumentOfItem& document = from->document;
      if (document.whole) {
        names += (names.empty() ? "" : ", ") + display_of(document.source.text()) + " is " +
                 display_of(from->path.text());
        whole.push_back(from->path);
        continue;
      }
      received_.events.push_back({.type = EventType::kMetadataExtraction,
                                  .time = begun_,
                                  .detail = "what " + words_for_whole(document) + ", " +
                                            std::string(kBesideTheItems) + ", says of this item",
                                  .outcome = EventOutcome::kSuccess,
                                  .agents = agents(),
                                  .objects = {from->path}});
    }
    if (whole.empty()) return;
    received_.events.push_back(
        {.type = EventType::kFilenameChange,
         .time = begun_,
         .detail = "documents " + std::string(kBesideTheItems) +
                   " that describe this one were put into metadata/from-batch/",
         .outcome = EventOutcome::kSuccess,
         .outcome_note = std::move(names),
         .agents = agents(),
         .objects = std::move(whole)});
  }

  std::string_view form_text() const {
    return form_ == BatchShape::kOneItem ? std::string_view("folder") : name_of(form_);
  }

  std::string digest_detail() const {
    std::string names;
    for (const DigestAlgorithm algorithm : digests_made_) {
      names += (names.empty() ? "" : ", ") + std::string(premis_name_of(algorithm));
    }
    return names + " of every file, in the same pass as the copy; " + digest_library_version();
  }

  void write_fixity_event(Timestamp now) {
    std::vector<Finding> checks = findings_of("reception.checksum.");
    const bool only_remarks = outcome_of(checks) == EventOutcome::kSuccess;
    if (checksums_of_producer_.empty() && lists_.empty() && only_remarks) return;
    std::string lists;
    for (const RelativePath& list : lists_) {
      lists += (lists.empty() ? "" : ", ") + display_of(list.text());
    }
    received_.events.push_back(
        {.type = EventType::kFixityCheck,
         .time = now,
         .detail = "compared with the producer's checksums" +
                   (lists.empty() ? std::string(" beside the items") : " in " + lists),
         .outcome = counts_.verified == 0 && outcome_of(checks) != EventOutcome::kFailure
                        ? EventOutcome::kWarning  // a list that verified nothing is no pass
                        : outcome_of(checks),
         .outcome_note = std::to_string(counts_.verified) + " verified, " +
                         std::to_string(counts_.different) + " different, " +
                         std::to_string(counts_.unlisted) + " unlisted",
         .findings = std::move(checks),
         .agents = agents()});
  }

  const std::vector<FileObject> files_;           // as they were listed
  const std::vector<RelativePath> source_paths_;  // of these, below source_folder_
  const fs::path source_folder_;
  const std::vector<FileFromBatch> from_batch_;
  const fs::path batch_folder_;
  const BatchShape form_;
  const std::string unpacked_from_;
  const std::vector<ProducerChecksum> checksums_of_producer_;
  const std::vector<RelativePath> lists_;
  const Policy& policy_;
  const fs::path content_;
  RunContext& run_;
  Timestamp begun_{};
  ReceivedItem received_;
  Counts counts_;
  std::set<DigestAlgorithm> digests_made_;
  std::vector<std::span<const ProducerChecksum>> checksums_;
  std::set<RelativePath> refused_;
  std::vector<const FileFromBatch*> documents_;  // beside the items, that were received
};

}  // namespace

Result<ReceivedItem> receive_item(BatchItem item, const Policy& policy, const fs::path& folder,
                                  RunContext& run) {
  return Reception(std::move(item), policy, folder, run).receive();
}

}  // namespace delo::ingest
