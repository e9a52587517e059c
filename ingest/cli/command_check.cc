#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <mutex>

#include "core/bytes/disk.h"
#include "core/fixity/read_once.h"
#include "core/records/record_json.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/reception/receive_item.h"
#include "ingest/rules.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

struct Found {
  fs::path path;
  bool regular = true;
};

// Files below `root` in name order, links not followed.
Result<void> list_files(const fs::path& root, std::vector<Found>& out, const std::stop_token& stop) {
  std::vector<fs::path> folders = {root};
  while (!folders.empty()) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    std::error_code failed;
    std::vector<fs::directory_entry> entries;
    for (auto it = fs::directory_iterator(folder, failed); !failed && it != fs::directory_iterator();
         it.increment(failed)) {
      entries.push_back(*it);
    }
    if (failed) return io_error("cannot read folder", folder, failed.value());
    std::ranges::sort(entries, {}, [](const fs::directory_entry& e) { return e.path().native(); });
    std::vector<fs::path> below;
    for (const fs::directory_entry& entry : entries) {
      const fs::file_status status = entry.symlink_status(failed);
      if (failed) return io_error("cannot look at", entry.path(), failed.value());
      if (fs::is_directory(status)) {
        below.push_back(entry.path());
      } else {
        out.push_back({entry.path(), fs::is_regular_file(status)});
      }
    }
    folders.insert(folders.end(), below.rbegin(), below.rend());
  }
  return {};
}

struct Checked {
  std::uint64_t size = 0;
  DigestSet digests;
  Examination examination;
};

Result<Checked> check_file(const Found& found, const validators::ExamineOptions& options,
                           validators::IsolatedExaminer& examiner) {
  Checked out;
  const std::string name = found.path.filename().string();
  DELO_TRY(const RelativePath path, RelativePath::parse(name));
  if (!found.regular) {
    const Rule* rule = rule_named("reception.not-a-regular-file");
    if (rule == nullptr) return Error{ErrorCode::kInternal, "rule reception.not-a-regular-file is gone"};
    out.examination.findings.push_back(
        finding(*rule, {.path = path, .offset = {}, .part = ""},
                "is a symbolic link, a device, a pipe or a socket, and was not opened"));
    out.examination.validity = Validity::kInvalid;
    return out;
  }
  auto file = FileSource::open(found.path);
  if (!file) {
    if (const Rule* rule = rule_named("reception.unreadable")) {
      out.examination.findings.push_back(
          finding(*rule, {.path = path, .offset = {}, .part = ""}, file.error().text()));
      out.examination.validity = Validity::kInvalid;
      return out;
    }
    return std::move(file).error();
  }
  out.size = (*file)->size();
  const ReadOrder order{file->get(), {DigestAlgorithm::kSha256}, {}};
  auto read = read_once(order);
  if (!read) {
    const Rule* rule = rule_named("reception.unreadable");
    if (rule == nullptr) return std::move(read).error();
    out.examination.findings.push_back(
        finding(*rule, {.path = path, .offset = {}, .part = ""}, read.error().text()));
    out.examination.validity = Validity::kInvalid;
    return out;
  }
  out.digests = read->digests;
  DELO_TRY(out.examination, examiner.examine(**file, path, options));
  for (const Finding& odd : check_name(path)) out.examination.findings.push_back(odd);
  return out;
}

Json line_of(const fs::path& path, const Checked& checked) {
  const Examination& seen = checked.examination;
  Json line = Json::object({{"path", display_of(path.string())},
                            {"size", checked.size},
                            {"digests", to_json(checked.digests)}});
  const Json whole = to_json(seen);
  for (const char* member : {"format", "validity", "profiles", "technical", "findings", "not_checked"}) {
    line.set(member, whole[member]);
  }
  return line;
}

void tell(Desk& desk, const fs::path& path, const Checked& checked) {
  desk.out.line(line_of(path, checked));
  const Examination& seen = checked.examination;
  std::string text = std::string(name_of(seen.validity)) + "  " + terminal_text(path.string()) +
                     "  " + (seen.format.name.empty() ? "unknown format" : seen.format.name);
  if (!seen.format.version.empty()) text += " " + seen.format.version;
  if (!seen.format.puid.empty()) text += " (" + seen.format.puid + ")";
  for (const ProfileVerdict& profile : seen.profiles) {
    text += ", " + profile.name + " " + std::string(name_of(profile.validity));
  }
  desk.out.text(text + "\n");
  for (const Finding& finding : seen.findings) {
    desk.out.text("    ");
    desk.out.finding(finding);
  }
  for (const std::string& sentence : seen.not_checked) desk.out.text("    not checked: " + sentence + "\n");
}

}  // namespace

int command_check(Desk& desk) {
  const auto known = validators::known_profiles();
  for (const std::string& profile : desk.asked.profiles) {
    if (std::ranges::find(known, profile) == known.end()) {
      std::string names;
      for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
      return failed(desk, Error{ErrorCode::kInvalidArgument,
                                "profile '" + profile + "' is unknown; there are " + names});
    }
  }
  std::vector<Found> files;
  for (const std::string& operand : desk.asked.operands) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(operand, error);
    if (!fs::exists(status)) {
      return failed(desk, Error{ErrorCode::kNotFound, operand + " does not exist", operand});
    }
    if (fs::is_directory(status)) {
      if (auto listed = list_files(operand, files, desk.run.stop); !listed) {
        return failed(desk, listed.error());
      }
    } else {
      files.push_back({operand, fs::is_regular_file(status)});
    }
  }
  const validators::ExamineOptions options{.profiles = desk.asked.profiles, .thumbnail = false};
  const auto jobs = std::min<std::size_t>(static_cast<std::size_t>(desk.run.jobs),
                                          std::max<std::size_t>(files.size(), 1));
  std::vector<std::unique_ptr<validators::IsolatedExaminer>> examiners;
  for (std::size_t i = 0; i < jobs; ++i) {
    examiners.push_back(std::make_unique<validators::IsolatedExaminer>(desk.program));
  }
  std::mutex mutex;
  bool unsound = false;
  desk.run.progress.expect(0, files.size());
  const auto done = for_each_parallel(
      files.size(), static_cast<int>(jobs), [&](std::size_t index, int worker) -> Result<void> {
        if (desk.run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
        DELO_TRY(const Checked checked,
                 check_file(files[index], options, *examiners[static_cast<std::size_t>(worker)]));
        const std::lock_guard lock(mutex);
        unsound = unsound || has_error(checked.examination.findings) ||
                  checked.examination.validity == Validity::kInvalid ||
                  std::ranges::any_of(checked.examination.profiles, [](const ProfileVerdict& p) {
                    return p.validity == Validity::kInvalid;
                  });
        tell(desk, files[index].path, checked);
        desk.run.progress.advance(checked.size);
        desk.run.progress.item_done();
        return {};
      });
  desk.run.progress.finished();
  if (!done) return failed(desk, done.error());
  return unsound ? 1 : 0;
}

}  // namespace delo::ingest
