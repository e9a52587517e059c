#include "ingest/planning/plan_file.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/records/record_json.h"

namespace delo::ingest {
namespace {

Error no_plan(const std::filesystem::path& path) {
  return Error{ErrorCode::kInvalidArgument,
               path.string() + " is no plan made by delo plan --output; make one", path};
}

Error changed_plan(const std::filesystem::path& path) {
  return Error{ErrorCode::kInvalidArgument,
               path.string() + " was cut or changed after delo plan wrote it; make a new plan",
               path};
}

Json to_json(const FileStamp& stamp) {
  return Json::object({{"size", stamp.size},
                       {"modified_ns", stamp.modified_ns},
                       {"changed_ns", stamp.changed_ns},
                       {"inode", stamp.inode}});
}

Json to_json(const PlanHead& head) {
  Json findings = Json::array();
  for (const std::string& finding : head.findings) findings.push(finding);
  Json out = Json::object({{"delo_plan", kPlanFormat},
                           {"program", head.program},
                           {"batch", head.batch},
                           {"shape", head.shape},
                           {"policy", head.policy},
                           {"policy_version", head.policy_version},
                           {"policy_name", head.policy_name},
                           {"policy_sha256", head.policy_digest},
                           {"holdings", head.holdings},
                           {"settings_sha256", head.settings_digest},
                           {"findings", std::move(findings)}});
  if (head.archive) out.set("archive", to_json(*head.archive));
  return out;
}

PlanHead head_from(const Json& json) {
  PlanHead head{.program = json["program"].text(),
                .batch = json["batch"].text(),
                .shape = json["shape"].text(),
                .policy = json["policy"].text(),
                .policy_version = static_cast<int>(json["policy_version"].integer()),
                .policy_name = json["policy_name"].text(),
                .policy_digest = json["policy_sha256"].text(),
                .holdings = json["holdings"].text(),
                .settings_digest = json["settings_sha256"].text()};
  for (const Json& finding : json["findings"].items()) head.findings.push_back(finding.text());
  if (const Json* archive = json.find("archive")) {
    head.archive = FileStamp{.inode = (*archive)["inode"].natural(),
                             .size = (*archive)["size"].natural(),
                             .modified_ns = (*archive)["modified_ns"].integer(),
                             .changed_ns = (*archive)["changed_ns"].integer()};
  }
  return head;
}

Result<PlannedFile> planned_file_from(const Json& json) {
  DELO_TRY(RelativePath path, path_from(json));
  return PlannedFile{.path = std::move(path),
                     .size = json["size"].natural(),
                     .inode = json["inode"].natural(),
                     .modified_ns = json["modified_ns"].integer(),
                     .changed_ns = json["changed_ns"].integer()};
}

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

Result<std::unique_ptr<Hasher>> new_hasher() {
  return Hasher::create(std::array{DigestAlgorithm::kSha256});
}

}  // namespace

std::vector<PlannedFile> planned_files(const BatchItem& item) {
  std::vector<PlannedFile> files;
  for (std::size_t i = 0; i < item.marks.size(); ++i) {
    const FileObject& file = item.item.files[i];
    files.push_back({.path = file.path,
                     .size = file.size,
                     .inode = item.marks[i].inode,
                     .modified_ns = file.modified_ns,
                     .changed_ns = item.marks[i].changed_ns});
  }
  return files;
}

std::string plan_lines(const std::vector<PlannedFile>& files) {
  std::string out;
  for (const PlannedFile& file : files) {
    Json line = Json::object();
    set_path(line, file.path);
    line.set("size", file.size);
    line.set("modified_ns", file.modified_ns);
    line.set("changed_ns", file.changed_ns);
    line.set("inode", file.inode);
    out += line.dump() + "\n";
  }
  return out;
}

Result<std::vector<PlannedFile>> planned_files_from(std::string_view lines) {
  std::vector<PlannedFile> files;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    DELO_TRY(const Json line, Json::parse(lines.substr(0, end)));
    DELO_TRY(PlannedFile file, planned_file_from(line));
    files.push_back(std::move(file));
    lines.remove_prefix(end + 1);
  }
  return files;
}

Result<std::unique_ptr<PlanWriter>> PlanWriter::create(const std::filesystem::path& path,
                                                       const PlanHead& head) {
  DELO_TRY(auto file, ReportFile::create(path));
  DELO_TRY(auto hasher, new_hasher());
  std::unique_ptr<PlanWriter> writer(new PlanWriter(std::move(file), std::move(hasher)));
  DELO_CHECK(writer->write(to_json(head).dump() + "\n"));
  return writer;
}

Result<void> PlanWriter::write(const std::string& text) {
  DELO_CHECK(hasher_->write(bytes_of(text)));
  return file_->write(bytes_of(text));
}

Result<void> PlanWriter::add(const PlannedItem& item, const std::string& file_lines) {
  ++items_;
  DELO_CHECK(write(to_plan_json(item).dump() + "\n"));
  return write(file_lines);
}

Result<void> PlanWriter::finish() {
  DELO_CHECK(hasher_->finish());
  const Json end = Json::object(
      {{"end", Json::object({{"items", items_}, {"sha256", hasher_->digests().strongest().hex}})}});
  DELO_CHECK(file_->write(bytes_of(end.dump() + "\n")));
  return file_->finish();
}

Result<void> PlanReader::prove() {
  DELO_TRY(LineReader lines, LineReader::open(path_));
  DELO_TRY(const auto hasher, new_hasher());
  std::string line, before;
  bool first = true;
  while (true) {
    auto more = lines.next(line);
    if (!more && more.error().code == ErrorCode::kUnsupported) return no_plan(path_);
    DELO_TRY(const bool is_more, std::move(more));
    if (!is_more) break;
    if (first) {
      const auto json = Json::parse(line);
      if (!json || (*json)["delo_plan"].integer() != kPlanFormat) return no_plan(path_);
      head_ = head_from(*json);
    } else {
      before += '\n';
      DELO_CHECK(hasher->write(bytes_of(before)));
    }
    first = false;
    before = std::move(line);
    line.clear();
  }
  if (first) return no_plan(path_);
  DELO_CHECK(hasher->finish());
  const auto end = Json::parse(before);
  if (lines.torn() || !end || (*end)["end"]["sha256"].text() != hasher->digests().strongest().hex) {
    return changed_plan(path_);
  }
  items_ = (*end)["end"]["items"].natural();
  return {};
}

Result<std::unique_ptr<PlanReader>> PlanReader::open(const std::filesystem::path& path) {
  std::unique_ptr<PlanReader> reader(new PlanReader(path));
  DELO_CHECK(reader->prove());
  DELO_TRY(reader->lines_, LineReader::open(path));
  DELO_CHECK(reader->lines_.next(reader->line_));  // the head
  return reader;
}

Result<std::optional<PlannedItem>> PlanReader::next(std::vector<PlannedFile>* files) {
  if (files != nullptr) files->clear();
  if (!held_back_) {
    DELO_TRY(const bool more, lines_.next(line_));
    if (!more) return std::optional<PlannedItem>();
  }
  held_back_ = false;
  DELO_TRY(const Json json, Json::parse(line_));
  if (json.find("end") != nullptr) return std::optional<PlannedItem>();
  DELO_TRY(PlannedItem item, planned_item_from(json));
  while (true) {
    DELO_TRY(const bool more, lines_.next(line_));
    if (!more) break;
    DELO_TRY(const Json file, Json::parse(line_));
    if (file.find("modified_ns") == nullptr) {
      held_back_ = true;
      break;
    }
    if (files == nullptr) continue;
    DELO_TRY(PlannedFile one, planned_file_from(file));
    files->push_back(std::move(one));
  }
  return std::optional(std::move(item));
}

}  // namespace delo::ingest
