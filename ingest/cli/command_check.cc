#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/read_once.h"
#include "core/records/record_json.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/in_order.h"
#include "ingest/reception/item_reader.h"
#include "ingest/reception/producer_folder.h"
#include "ingest/reception/receive_item.h"
#include "ingest/reports/words.h"
#include "ingest/rules.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// One thing to check: a file that can be opened, or why it can't.
struct Found {
  fs::path shown;                   // as the line names it
  RelativePath path;                // below its folder
  const ProducerFolder* folder = nullptr;
  std::optional<Finding> obstacle;
  bool named = false;               // on the command line, not found below a folder
};

struct Checked {
  std::uint64_t size = 0;
  DigestSet digests;
  Examination examination;
};

Checked refused(Finding finding) {
  Checked out;
  out.examination.validity = Validity::kInvalid;
  out.examination.findings.push_back(std::move(finding));
  return out;
}

Checked unreadable(const RelativePath& path, const Error& error) {
  return refused(finding(*rule_named("reception.unreadable"),
                         {.path = path, .offset = {}, .part = ""}, error.text()));
}

Result<Checked> check_file(const Found& found, const validators::ExamineOptions& options,
                           validators::IsolatedExaminer& examiner) {
  if (found.obstacle) return refused(*found.obstacle);
  const auto file = found.folder->open_file(found.path);
  if (!file) return unreadable(found.path, file.error());
  Checked out;
  out.size = (*file)->size();
  const auto read = read_once({file->get(), {DigestAlgorithm::kSha256}, {}});
  if (!read) return unreadable(found.path, read.error());
  out.digests = read->digests;
  DELO_TRY(out.examination, examiner.examine(**file, found.path, options));
  judge_name(found.path, out.examination.findings);
  return out;
}

// What an operand names: a file, or a folder with all below it in path order.
Result<void> find_files(const std::string& operand,
                        std::vector<std::unique_ptr<ProducerFolder>>& folders,
                        std::vector<Found>& out) {
  const fs::path path = fs::path(operand).lexically_normal();
  std::error_code failed;
  const fs::file_status status = fs::symlink_status(path, failed);
  if (!fs::exists(status)) {
    return Error{ErrorCode::kNotFound, operand + " does not exist", operand};
  }
  const bool whole = fs::is_directory(status) || !path.has_filename();
  const fs::path top = whole ? path : path.has_parent_path() ? path.parent_path() : fs::path(".");
  DELO_TRY(ProducerFolder opened, ProducerFolder::open(top));
  folders.push_back(std::make_unique<ProducerFolder>(std::move(opened)));
  const ProducerFolder* folder = folders.back().get();
  if (!whole) {
    DELO_TRY(RelativePath name, RelativePath::parse(path.filename().string()));
    Found one{operand, name, folder, std::nullopt, true};
    if (!fs::is_regular_file(status)) {
      one.obstacle = finding(*rule_named("reception.not-a-regular-file"),
                             {.path = name, .offset = {}, .part = ""},
                             "is a symbolic link, a device, a pipe or a socket, and was not opened");
    }
    out.push_back(std::move(one));
    return {};
  }
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  FolderListing listing = folder->list();
  for (Finding& obstacle : listing.findings) {
    const RelativePath at = obstacle.where.path;
    out.push_back({at.under(path), at, folder, std::move(obstacle), false});
  }
  for (const FoundFile& file : listing.files) {
    out.push_back({file.path.under(path), file.path, folder, std::nullopt, false});
  }
  std::sort(out.begin() + first, out.end(),
            [](const Found& a, const Found& b) { return a.shown.native() < b.shown.native(); });
  return {};
}

void tell_line(Desk& desk, const fs::path& path, Checked checked) {
  Json before = Json::object({{"path", display_of(path.string())},
                              {"size", checked.size},
                              {"digests", to_json(checked.digests)}});
  const std::vector<Finding> findings = std::exchange(checked.examination.findings, {});
  const Json whole = to_json(checked.examination);
  for (const char* member : {"format", "validity", "profiles", "technical"}) {
    before.set(member, whole[member]);
  }
  desk.out.line(before, findings, Json::object({{"not_checked", whole["not_checked"]}}));
}

// Asked for and not examined is not well either; but a folder may hold files that
// the profile is not about.
bool is_unsound(const Checked& checked, bool named) {
  return has_error(checked.examination.findings) ||
         checked.examination.validity == Validity::kInvalid ||
         std::ranges::any_of(checked.examination.profiles, [&](const ProfileVerdict& p) {
           return p.validity != Validity::kValid &&
                  (p.validity != Validity::kNotExamined || named);
         });
}

void tell(Desk& desk, const fs::path& path, const Checked& checked) {
  if (desk.out.json()) return tell_line(desk, path, checked);
  const Examination& seen = checked.examination;
  std::string text = std::string(name_of(seen.validity)) + "  " + terminal_text(path.string()) +
                     "  " + (seen.format.name.empty() ? "unknown format" : seen.format.name);
  if (!seen.format.version.empty()) text += " " + seen.format.version;
  if (!seen.format.puid.empty()) text += " (" + seen.format.puid + ")";
  for (const ProfileVerdict& profile : seen.profiles) {
    text += ", " + profile.name + " " + std::string(name_of(profile.validity));
  }
  desk.out.text(text + "\n");
  if (seen.technical.pdf) {
    desk.out.text("    " + terminal_text(technical_in_words(seen.technical)) + "\n");
  }
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
      return failed(
          desk, Error{ErrorCode::kInvalidArgument,
                      "profile '" + profile + "' can't be examined; those that can are " + names});
    }
  }
  std::vector<std::unique_ptr<ProducerFolder>> folders;
  std::vector<Found> files;
  for (const std::string& operand : desk.asked.operands) {
    if (auto found = find_files(operand, folders, files); !found) return failed(desk, found.error());
  }
  const validators::ExamineOptions options{.profiles = desk.asked.profiles, .thumbnail = false};
  const auto jobs = std::min<std::size_t>(static_cast<std::size_t>(desk.run.jobs),
                                          std::max<std::size_t>(files.size(), 1));
  std::vector<std::unique_ptr<validators::IsolatedExaminer>> examiners;
  for (std::size_t i = 0; i < jobs; ++i) {
    examiners.push_back(std::make_unique<validators::IsolatedExaminer>(desk.program));
  }
  bool unsound = false;
  InOrder<Checked> results([&](std::size_t index, const Checked& checked) {
    unsound = unsound || is_unsound(checked, files[index].named);
    tell(desk, files[index].shown, checked);
    desk.run.progress.advance(checked.size);
    desk.run.progress.item_done();
  });
  desk.run.progress.expect(0, files.size());
  const auto done = for_each_parallel(
      files.size(), static_cast<int>(jobs), [&](std::size_t index, int worker) -> Result<void> {
        auto checked = desk.run.stopping()
                           ? Result<Checked>(Error{ErrorCode::kCancelled, "interrupted"})
                           : check_file(files[index], options,
                                        *examiners[static_cast<std::size_t>(worker)]);
        if (!checked) {
          results.break_off();
          return checked.error();
        }
        results.give(index, *std::move(checked));
        return {};
      });
  results.tell_rest();
  desk.run.progress.finished();
  if (!done) return failed(desk, done.error());
  return unsound ? 1 : 0;
}

}  // namespace delo::ingest
