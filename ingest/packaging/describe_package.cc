#include "ingest/packaging/describe_package.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/records/rights_json.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "ingest/reception/aids_of_item.h"
#include "ingest/reception/description.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/rights_table.h"
#include "packages/payload_search.h"
#include "validators/formats/format_identifier.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxTable = std::uint64_t{64} << 20;  // bytes

// The files as reception sees them: in path order.
Result<std::vector<FileObject>> objects_of(const packages::Package& package, bool roles_known) {
  std::vector<FileObject> objects;
  objects.reserve(package.payload.size());
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    FileObject& object = objects.emplace_back(FileObject{.path = file.object.path});
    if (!roles_known) return;
    object.role = file.object.role;
    object.leaf = file.object.leaf;
    object.places = file.object.places;
    object.language = file.object.language;
  }));
  return objects;
}

std::vector<RelativePath> folders_of(const std::vector<FileObject>& files) {
  std::set<RelativePath> folders;
  for (const FileObject& file : files) {
    for (RelativePath up = file.path.parent(); !up.empty(); up = up.parent()) {
      if (!folders.insert(up).second) break;
    }
  }
  return {folders.begin(), folders.end()};
}

// The payload anew, each file as `change` leaves it.
template <class Change>
Result<void> change_payload(packages::Package& package, const fs::path& aside, Change change) {
  packages::Payload changed(aside);
  std::size_t number = 0;
  DELO_CHECK(package.payload.for_each([&](packages::PayloadFile file) {
    change(number++, file);
    return changed.append(file);
  }));
  package.payload = std::move(changed);
  return {};
}

Event own_event(EventType type, std::string detail, RunContext& run) {
  return Event{.type = type,
               .time = run.clock.now(),
               .detail = std::move(detail),
               .outcome = EventOutcome::kSuccess,
               .agents = {run.software.front().id}};
}

Agent agent_of_tool(const std::string& tool) {
  const std::size_t blank = tool.find(' ');
  std::string id = tool;
  std::ranges::replace(id, ' ', '-');
  return {.id = {id},
          .name = tool.substr(0, blank),
          .type = "software",
          .version = blank == std::string::npos ? "" : tool.substr(blank + 1)};
}

// Looks into files, a window of them side by side, and puts them aside anew.
class FileLooker {
 public:
  FileLooker(const fs::path& program, RunContext& run) : run_(run) {
    for (int i = 0; i < jobs() && !program.empty(); ++i) {
      examiners_.push_back(std::make_unique<validators::IsolatedExaminer>(program));
    }
  }

  Result<void> look(packages::Package& package, const fs::path& aside) {
    constexpr std::size_t kWindow = 256;
    packages::Payload seen(aside);
    packages::Payload::Reader payload(package.payload);
    for (std::size_t from = 0; from < package.payload.size(); from += kWindow) {
      std::vector<packages::PayloadFile> window;
      for (std::size_t i = from; i < std::min(from + kWindow, package.payload.size()); ++i) {
        DELO_TRY(packages::PayloadFile file, payload.at(i));
        window.push_back(std::move(file));
      }
      DELO_CHECK(for_each_parallel(window.size(), jobs(), [&](std::size_t index, int worker) {
        return look_into(window[index], worker);
      }));
      for (packages::PayloadFile& file : window) DELO_CHECK(settle_role(file));
      for (const packages::PayloadFile& file : window) {
        count(file);
        DELO_CHECK(seen.append(file));
      }
    }
    package.payload = std::move(seen);
    return {};
  }

  std::size_t unknown() const { return unknown_; }
  std::size_t measured() const { return measured_; }
  const std::map<std::string, Agent>& tools() const { return tools_; }

 private:
  int jobs() const { return std::max(run_.jobs, 1); }

  Result<void> look_into(packages::PayloadFile& file, int worker) {
    if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_TRY(const auto source, FileSource::open(file.content));
    if (examiners_.empty()) {
      DELO_TRY(file.object.format, validators::identify_format(*source, file.object.path));
      return {};
    }
    auto& examiner = *examiners_[static_cast<std::size_t>(worker)];
    DELO_TRY(file.examination,
             examiner.examine(*source, file.object.path, {.profiles = {}, .thumbnail = false}));
    file.object.format = file.examination.format;
    return {};
  }

  void count(const packages::PayloadFile& file) {
    unknown_ += file.object.format.puid.empty() ? 1 : 0;
    if (file.examination.technical.pages.empty()) return;
    ++measured_;
    for (const std::string& tool : file.examination.tools) {
      const Agent agent = agent_of_tool(tool);
      tools_.emplace(agent.id.value, agent);
    }
  }

  RunContext& run_;
  std::vector<std::unique_ptr<validators::IsolatedExaminer>> examiners_;
  std::size_t unknown_ = 0, measured_ = 0;
  std::map<std::string, Agent> tools_;
};

// Documents from beside the items, kept whole.  One that is not well-formed lies among the other
// files, as what a producer delivered there does; so of that XML is left out, too.
bool tells_of_other_records(const FileObject& file) {
  if (!is_from_batch(file.path) || is_excerpt_from_batch(file.path)) return false;
  const std::string name = to_lower(file.path.name());
  return file.role == FileRole::kDescription || name.ends_with(".xml") || name.ends_with(".ead");
}

}  // namespace

Result<std::vector<Finding>> read_tables_of(packages::Package& package, bool roles_known,
                                            const fs::path& aside) {
  std::vector<Finding> findings;
  if (package.payload.size() > kMostDescribed) return findings;
  DELO_TRY(std::vector<FileObject> objects, objects_of(package, roles_known));
  if (!roles_known) assign_roles(objects);
  const std::vector<RelativePath> folders = folders_of(objects);
  Item& item = package.item;
  const std::string name = item.id.value.substr(item.id.value.rfind('/') + 1);
  std::vector<DescriptionTable> tables;
  RightsOfDeliveries rights;
  const auto is_table = [](const FileObject& file) {
    return is_rights_table(file) || is_json_description(file) || is_xml_description(file) ||
           (file.role == FileRole::kDescription && to_lower(file.path.name()) == "metadata.csv");
  };
  std::vector<AidOfItem> aids;
  for (const std::size_t i : in_order_of_delivery(objects, is_table)) {
    const RelativePath& path = objects[i].path;
    DELO_TRY(const packages::PayloadFile file, package.payload.at(i));
    if (is_xml_description(objects[i])) {
      DELO_TRY(const auto source, FileSource::open(file.content));
      DELO_TRY(const packages::DescriptionDocument document, packages::read_description(*source));
      if (document.form == packages::DescriptionForm::kEad || is_from_batch(path)) {
        if (document.form == packages::DescriptionForm::kNone) continue;
        aids.push_back({path, document.form,
                        [content = file.content]() -> Result<std::unique_ptr<ByteSource>> {
                          DELO_TRY(auto opened, FileSource::open(content));
                          return std::unique_ptr<ByteSource>(std::move(opened));
                        }});
        continue;
      }
      if (document.records.empty()) continue;
      tables.push_back(table_of(document, path));
      if (auto earlier = earlier_delivery_of(path)) tables.back().given = std::move(earlier->given);
      continue;
    }
    if (file.object.size > kMaxTable) continue;
    DELO_TRY(const std::string text, read_file(file.content, kMaxTable));
    const auto earlier = earlier_delivery_of(path);
    const RelativePath& given = earlier ? earlier->given : path;
    if (is_json_description(objects[i])) {
      tables.push_back(read_description_json(text, path));
      tables.back().given = given;
      keep_rows_of_item(tables.back());
      continue;
    }
    if (!is_rights_table(objects[i])) {
      tables.push_back(read_description_table(text, path));
      tables.back().given = given;
      keep_rows_of_item(tables.back());
      continue;
    }
    RightsTable table =
        read_rights_table(text, path, {.name = name, .files = objects, .folders = folders}, given);
    findings.insert(findings.end(), table.findings.begin(), table.findings.end());
    rights.add(std::move(table.statements), earlier ? earlier->before_version : 0);
  }
  for (RightsStatement& one : rights.statements) item.rights.push_back(std::move(one));
  ItemDescription described =
      describe_item(tables, {.name = name, .files = objects, .folders = folders});
  findings.insert(findings.end(), described.findings.begin(), described.findings.end());
  std::vector<Finding> missing;  // any folder may be packaged: it need not be a record
  if (item.reference.empty()) find_reference(item, described, name, missing);
  if (!roles_known) {
    refine_roles(objects, described.descriptions);
    DELO_CHECK(change_payload(package, aside, [&](std::size_t number, packages::PayloadFile& file) {
      file.object.role = objects[number].role;
      file.object.leaf = objects[number].leaf;
      file.object.places = objects[number].places;
      file.object.language = objects[number].language;
    }));
  }
  if (!described.descriptions.empty()) item.descriptions = std::move(described.descriptions);
  DELO_CHECK(take_aids(aids, SoughtItem{.reference = item.reference, .codes = {}}, item, findings));
  return findings;
}

Result<void> look_into_files(packages::Package& package, const fs::path& program,
                             const fs::path& aside, RunContext& run) {
  FileLooker looker(program, run);
  DELO_CHECK(looker.look(package, aside));
  package.events.push_back(own_event(EventType::kMessageDigestCalculation,
                                     "of every file, in the read it was taken in with", run));
  Event identified =
      own_event(EventType::kFormatIdentification, "by signature, with PRONOM identifiers", run);
  if (looker.unknown() > 0) {
    identified.outcome = EventOutcome::kWarning;
    identified.outcome_note = std::to_string(looker.unknown()) + " of " +
                              std::to_string(package.payload.size()) +
                              " files have no signature known to us";
  }
  package.events.push_back(std::move(identified));
  if (looker.measured() > 0) {
    Event extracted =
        own_event(EventType::kMetadataExtraction, "technical and embedded metadata", run);
    for (const auto& [id, agent] : looker.tools()) {
      if (agent.id == run.software.front().id) continue;
      package.agents.push_back(agent);
      extracted.agents.push_back(agent.id);
    }
    package.events.push_back(std::move(extracted));
  }
  package.events.push_back(own_event(EventType::kPackageCreation, "of the files as they are", run));
  return {};
}

Result<void> settle_role(packages::PayloadFile& file) {
  if (file.object.role != FileRole::kDescription ||
      !to_lower(file.object.path.name()).ends_with(".xml")) {
    return {};
  }
  // What is XML, and no more than we care to read, stays what it is named.
  struct Look final : XmlHandler {
    void start(const XmlElement&, const XmlPlace&) override {}
    void fault(const XmlFault& fault) override {
      is_none = is_none || fault.kind == XmlFaultKind::kNotWellFormed ||
                fault.kind == XmlFaultKind::kEncoding;
    }
    bool is_none = false;
  } look;
  DELO_TRY(const auto source, FileSource::open(file.content));
  DELO_TRY([[maybe_unused]] const bool whole, read_xml(*source, look, XmlSubset::kLeftAlone));
  if (look.is_none) file.object.role = FileRole::kOther;
  return {};
}

void apply_settings(packages::Package& package, const PackageSettings& settings) {
  package.context.submission = settings.submission;
  package.context.rights = settings.rights;
  if (const Json told = to_json(settings); !told.is_null()) {
    package.id.value = uuid_of(package.id.value + " as told by " + told.dump());
  }
}

Result<void> leave_out_other_records(packages::Package& package, const fs::path& aside) {
  packages::Payload kept(aside);
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) -> Result<void> {
    if (tells_of_other_records(file.object)) return {};
    return kept.append(file);
  }));
  if (kept.size() == package.payload.size()) return {};
  package.payload = std::move(kept);
  return keep_rights_of_payload(package);
}

Result<void> keep_for_use(packages::Package& package, const fs::path& aside) {
  packages::Payload kept(aside);
  bool for_use = false;
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) -> Result<void> {
    const FileRole role = file.object.role;
    if (role == FileRole::kMaster || role == FileRole::kFixity) return {};
    for_use = for_use || role == FileRole::kAccess || role == FileRole::kTranscription ||
              role == FileRole::kTranslation;
    return kept.append(file);
  }));
  if (!for_use) return {};
  package.payload = std::move(kept);
  return keep_rights_of_payload(package);
}

}  // namespace delo::ingest
