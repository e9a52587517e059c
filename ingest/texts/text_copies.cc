#include "ingest/texts/text_copies.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/fingerprint.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "validators/text/utf8_copy.h"
#include "validators/texts/item_texts.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = ".utf-8";

FileRole role_of_copy(FileRole role) {
  return role == FileRole::kTranslation ? FileRole::kTranslationCopy : FileRole::kTranscriptionCopy;
}

bool may_have_copy(const ItemFile& file) {
  const FileRole role = file.object.role;
  return (role == FileRole::kTranscription || role == FileRole::kTranslation) &&
         validators::text::is_not_utf8(file.examination.format, file.examination.technical);
}

class Copier {
 public:
  Copier(ReceivedItem& received, validators::IsolatedExaminer& examiner, RunContext& run,
         const fs::path& below)
      : received_(received), examiner_(examiner), run_(run), folder_(received.folder / below) {}

  Result<std::vector<Finding>> copy() {
    DELO_CHECK(remove_tree(folder_));
    DELO_CHECK(received_.copies.for_each([&](const ItemFile& copy) {
      has_copy_.insert(copy.object.copy_of.text());
      names_.insert(copy.object.path.text());
    }));
    DELO_CHECK(received_.files.for_each([&](const ItemFile& file) -> Result<void> {
      if (!may_have_copy(file) || has_copy_.contains(file.object.path.text())) return {};
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      const std::string why = validators::text::why_no_utf8_copy(file.examination.technical);
      if (why.empty()) return copy_one(file);
      findings_.push_back(validators::no_utf8_copy(file.object.path, why));
      return {};
    }));
    DELO_CHECK(received_.copies.sort());
    tell();
    return std::move(findings_);
  }

 private:
  // Few items have a text to copy: names are gone through for the first one.
  Result<void> know_names() {
    if (std::exchange(knows_names_, true)) return {};
    return received_.files.for_each(
        [&](const ItemFile& file) { names_.insert(file.object.path.text()); });
  }

  Result<RelativePath> free_path(const RelativePath& original) {
    DELO_CHECK(know_names());
    return path_of_copy(original,
                        [&](const RelativePath& path) { return !names_.insert(path.text()); });
  }

  // A child that a loaded machine ended must not make another package: what is lost twice holds
  // the item.
  Result<void> copy_one(const ItemFile& file) {
    DELO_CHECK(make_folders(folder_));
    const fs::path to = folder_ / std::to_string(++made_);
    DELO_TRY(const auto source, FileSource::open(file.content));
    std::unique_ptr<FileSink> sink;
    const auto anew = [&]() -> Result<ByteSink*> {
      sink.reset();  // takes what is there away
      DELO_TRY(sink, FileSink::create(to));
      return sink.get();
    };
    DELO_TRY(auto outcome, examiner_.utf8_copy(*source, file.object.path, anew));
    DELO_CHECK(sink->finish());
    if (outcome.mishap) return none(to, *std::move(outcome.mishap));
    if (!outcome.why_none.empty()) {
      return none(to, validators::no_utf8_copy(file.object.path, outcome.why_none));
    }
    ItemFile copy;
    copy.object = file.object;
    DELO_TRY(copy.object.path, free_path(file.object.path));
    copy.object.copy_of = file.object.path;
    copy.object.role = role_of_copy(file.object.role);
    copy.content = to;
    DELO_TRY(const auto written, FileSource::open(to));
    std::vector<DigestAlgorithm> algorithms;
    for (const Digest& digest : file.object.digests.all()) algorithms.push_back(digest.algorithm);
    DELO_TRY(ReadOutcome read,
             read_once({.source = written.get(), .algorithms = std::move(algorithms)}));
    copy.object.size = read.bytes;
    copy.object.digests = std::move(read.digests);
    DELO_TRY(copy.examination, examine_copy(*written, copy.object.path));
    if (const Finding* mishap = validators::mishap_in(copy.examination)) {
      Finding told = *mishap;
      told.where = {.path = file.object.path, .offset = {}, .part = "UTF-8 copy"};
      return none(to, std::move(told));
    }
    copy.object.format = copy.examination.format;
    copy.examination.findings.clear();  // those of the original are told there
    copied_[file.examination.technical.text_encoding].push_back(copy.object.path);
    return received_.copies.append(copy);
  }

  Result<Examination> examine_copy(const FileSource& copy, const RelativePath& path) {
    const validators::ExamineOptions options{.profiles = {}, .thumbnail = false};
    DELO_TRY(Examination seen, examiner_.examine(copy, path, options));
    if (!validators::mishap_in(seen)) return seen;
    return examiner_.examine(copy, path, options);
  }

  Result<void> none(const fs::path& to, Finding why) {
    findings_.push_back(std::move(why));
    return remove_file(to);
  }

  // One event an encoding.
  void tell() {
    for (auto& [encoding, paths] : copied_) {
      received_.events.push_back(
          {.type = EventType::kNormalization,
           .time = run_.clock.now(),
           .detail = "copied from " + encoding +
                     " to UTF-8, without a byte order mark; line ends and characters as they "
                     "were; the received files are kept",
           .outcome = EventOutcome::kSuccess,
           .outcome_note = std::to_string(paths.size()) + (paths.size() == 1 ? " copy" : " copies"),
           .findings = {},
           .agents = {run_.software.front().id},
           .objects = std::move(paths)});
    }
  }

  ReceivedItem& received_;
  validators::IsolatedExaminer& examiner_;
  RunContext& run_;
  const fs::path folder_;
  FingerprintMap names_, has_copy_;
  bool knows_names_ = false;                                 // of the files too
  std::map<std::string, std::vector<RelativePath>> copied_;  // by encoding
  std::vector<Finding> findings_;
  std::size_t made_ = 0;
};

// `more`: after the mark.
RelativePath path_with(const RelativePath& text, const std::string& more) {
  const std::string_view name = text.name();
  std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) dot = name.size();
  const std::string mark = std::string(kMark) + more;
  const std::string end = mark + std::string(name.substr(dot));
  const std::string folder = text.parent().empty() ? std::string() : text.parent().text() + "/";
  auto path = RelativePath::parse(folder + std::string(name.substr(0, dot)) + end);
  if (path) return *std::move(path);
  // Too long with one word more.
  const std::string digits = sha256_of(text.text()).hex.substr(0, 32);
  for (const std::string& shorter : {folder + digits + end, digits + end}) {
    if (path = RelativePath::parse(shorter); path) return *std::move(path);
  }
  return *RelativePath::parse(digits + mark);
}

}  // namespace

RelativePath path_of_copy(const RelativePath& text,
                          const std::function<bool(const RelativePath&)>& is_taken) {
  std::string more;
  RelativePath path = path_with(text, more);
  while (is_taken(path)) path = path_with(text, more += '-');
  return path;
}

Result<std::vector<Finding>> copy_texts(ReceivedItem& received,
                                        validators::IsolatedExaminer& examiner, RunContext& run,
                                        const fs::path& below) {
  return Copier(received, examiner, run, below).copy();
}

Result<void> give_copies_their_rights(packages::Package& package) {
  std::vector<RightsStatement>* const lists[] = {&package.item.rights, &package.context.rights};
  const auto names_files = [](const RightsStatement& one) { return !one.objects.empty(); };
  if (std::ranges::none_of(package.item.rights, names_files) &&
      std::ranges::none_of(package.context.rights, names_files)) {
    return {};
  }
  std::unordered_map<std::string, RelativePath> copies;  // by what they are copies of
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    const FileObject& object = file.object;
    if (!object.copy_of.empty()) copies.emplace(object.copy_of.text(), object.path);
  }));
  if (copies.empty()) return {};
  for (std::vector<RightsStatement>* list : lists) {
    for (RightsStatement& one : *list) {
      std::set<RelativePath> objects(one.objects.begin(), one.objects.end());
      for (const RelativePath& path : one.objects) {
        const auto copy = copies.find(path.text());
        if (copy != copies.end()) objects.insert(copy->second);
      }
      one.objects.assign(objects.begin(), objects.end());
    }
  }
  return {};
}

}  // namespace delo::ingest
