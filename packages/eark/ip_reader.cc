#include "packages/eark/ip_reader.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/text/hex.h"
#include "core/text/xml_reader.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_reader.h"
#include "packages/bagit/manifest_index.h"
#include "packages/descriptive/description_writer.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/generated_file.h"
#include "packages/mets/mets_reader.h"
#include "packages/premis/premis_reader.h"
#include "packages/premis/rights_reader.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// dc.xml: elements in their order.
class DublinCoreReader final : public XmlHandler {
 public:
  void start(const XmlElement&, const XmlPlace&) override { text_.clear(); }
  void text(std::string_view text) override { text_ += text; }
  void end(std::string_view name_space, std::string_view name) override {
    if (name_space == "http://purl.org/dc/elements/1.1/") {
      elements.push_back({"dc." + std::string(name), text_});
    }
    text_.clear();
  }
  void fault(const XmlFault&) override { faulty = true; }

  std::vector<DescriptionElement> elements;
  bool faulty = false;

 private:
  std::string text_;
};

// Of what folder the file lies in.
std::optional<FileRole> role_at(std::string_view location) {
  constexpr std::string_view kRepresentations = "representations/";
  if (location.starts_with("metadata/descriptive/")) return FileRole::kDescription;
  if (location.starts_with("documentation/")) return FileRole::kFixity;
  if (!location.starts_with(kRepresentations)) return std::nullopt;
  location.remove_prefix(kRepresentations.size());
  return file_role_named(location.substr(0, location.find('/')));
}

Party party_of(const MetsAgent& agent) {
  Party party;
  if (agent.names.empty()) return party;
  party.name = agent.names.front();
  party.person = agent.type == "INDIVIDUAL";
  if (!agent.notes.empty()) party.code = agent.notes.front().text;
  for (std::size_t i = 1; i < agent.notes.size(); ++i) party.notes.push_back(agent.notes[i].text);
  return party;
}

// All notes are ways to reach the person: METS has no mark that tells a code from them.
Party contact_of(const MetsAgent& agent) {
  Party contact = party_of(agent);
  if (!contact.code.empty()) {
    contact.notes.insert(contact.notes.begin(), std::exchange(contact.code, {}));
  }
  return contact;
}

class IpReader {
 public:
  IpReader(const fs::path& folder, const fs::path& aside)
      : folder_(folder), package_{.payload = Payload(aside)} {}

  Result<Package> read() {
    DELO_CHECK(read_root());
    for (const FileRole role : kRolesOfContent) {
      DELO_CHECK(read_dates("representations/" + std::string(name_of(role)) + "/METS.xml"));
    }
    DELO_CHECK(read_objects());
    place_rights();
    DELO_CHECK(read_description());
    DELO_CHECK(package_.payload.sort());
    package_.material_date = timestamp_of_ns(newest_);
    return std::move(package_);
  }

 private:
  Error corrupt(std::string what) const {
    return Error{ErrorCode::kCorrupt, std::move(what), folder_};
  }

  Result<void> read_root() {
    DELO_TRY(const auto bytes, FileSource::open(folder_ / kMetsName));
    DELO_TRY(const MetsDocument mets, read_mets(*bytes));
    if (!mets.is_mets) return corrupt("METS.xml is no METS");
    DELO_CHECK(note_dates(mets));
    take_submission(mets);
    const bool rights = std::ranges::any_of(mets.sections, [](const MetsSection& section) {
      return section.kind == MetsSection::Kind::kRights;
    });
    return rights ? read_rights_kept() : Result<void>();
  }

  // What METS tells of who handed over what.
  void take_submission(const MetsDocument& mets) {
    Submission& submission = package_.context.submission;
    if (mets.record_status) submission.status = *mets.record_status;
    for (const auto& [type, text] : mets.alternative_ids) {
      if (type == "SUBMISSIONAGREEMENT") submission.agreement = text;
      if (type == "PREVIOUSSUBMISSIONAGREEMENT") submission.previous_agreements.push_back(text);
    }
    for (const MetsAgent& agent : mets.agents) {
      if (agent.role == "ARCHIVIST") submission.archival_creator = party_of(agent);
      if (agent.role == "PRESERVATION") submission.preserver = party_of(agent);
      if (agent.other_role == "CONTACT") submission.contacts.push_back(contact_of(agent));
    }
    std::vector<Party> submitters = submitters_in(mets);
    if (submitters.empty()) return;
    Party newest = std::move(submitters.back());
    submitters.pop_back();
    package_.context.earlier_submitters = std::move(submitters);
    package_.producer = newest.name;
    // A name alone may be the producer's, whom nobody called a submitter.
    if (!newest.code.empty() || newest.person) submission.submitter = std::move(newest);
  }

  // They stand last in PREMIS, and the files they are about are wanted before.
  Result<void> read_rights_kept() {
    DELO_TRY(const auto bytes, FileSource::open(folder_ / kPremisPath));
    DELO_TRY(rights_, read_rights(*bytes));
    for (std::size_t i = 0; i < rights_.size(); ++i) {
      for (const std::string& uuid : rights_[i].linked) rights_of_[uuid].push_back(i);
    }
    return {};
  }

  // Of the package or of files: statements of the settings are of the whole package.
  void place_rights() {
    for (KeptRights& kept : rights_) {
      std::ranges::sort(kept.statement.objects);
      auto& to = std::ranges::find(kept.linked, package_.id.value) != kept.linked.end()
                     ? package_.context.rights
                     : package_.item.rights;
      to.push_back(std::move(kept.statement));
    }
  }

  // Producer's descriptions are told by sections, all other files by the fileSec.
  Result<void> note_dates(const MetsDocument& mets) {
    for (const MetsSection& section : mets.sections) {
      if (section.reference) note_date(section.id, "dmd-", section.reference->created);
    }
    return mets.files.for_each(
        [&](const MetsFile& file) { note_date(file.id, "uuid-", file.link.created); });
  }

  void note_date(const MetsText& id, std::string_view before, const MetsText& date) {
    constexpr std::size_t kUuidLength = 36;
    const auto created = timestamp_of(date.value_or(""));
    if (!created || !id || !id->starts_with(before)) return;
    const std::string_view uuid = std::string_view(*id).substr(before.size());
    if (uuid.size() != kUuidLength) return;  // "dmd-dc"
    dates_[key_of(uuid)] =
        std::chrono::duration_cast<std::chrono::nanoseconds>(created->time_since_epoch()).count();
  }

  Result<void> read_dates(const std::string& path) {
    std::error_code failed;
    if (!fs::is_regular_file(folder_ / path, failed)) return {};
    DELO_TRY(const auto bytes, FileSource::open(folder_ / path));
    DELO_TRY(const MetsDocument mets, read_mets(*bytes));
    DELO_CHECK(note_dates(mets));
    return {};
  }

  Result<void> read_objects() {
    DELO_TRY(const auto bytes, FileSource::open(folder_ / kPremisPath));
    DELO_CHECK(read_premis(*bytes, {.file = [&](PremisFile file) { return take(std::move(file)); },
                                    .entity = [&](PremisEntity entity) -> Result<void> {
                                      package_.id.value = entity.id;
                                      package_.item.id.value = decoded_name(entity.original_name);
                                      package_.item.title = entity.title;
                                      if (auto reference = parse_reference(entity.reference_code)) {
                                        package_.item.reference = *std::move(reference);
                                      }
                                      return {};
                                    }}));
    if (package_.id.empty()) return corrupt("PREMIS names no intellectual entity");
    const auto read =
        read_once({.source = bytes.get(),
                   .algorithms = {kPackageAlgorithms.begin(), kPackageAlgorithms.end()}});
    if (!read) return read.error();
    package_.context.earlier_premis = {
        .source = folder_ / kPremisPath, .size = read->bytes, .digests = read->digests};
    return {};
  }

  Result<void> take(PremisFile file) {
    const auto path = RelativePath::parse(decoded_name(file.location));
    const auto role = path ? role_at(path->text()) : std::nullopt;
    if (!role) return corrupt("PREMIS has a file where no package of ours has one");
    PayloadFile payload{.object = std::move(file.object), .content = path->under(folder_)};
    payload.object.role = *role;
    const std::string& received = payload.object.path.text();
    if (file.uuid != uuid_of_file(package_, payload.object.path)) {
      package_.uuids.emplace(received, file.uuid);
    }
    payload.examination.format = payload.object.format;
    payload.examination.technical = std::move(file.technical);
    if (const auto date = dates_.find(key_of(file.uuid)); date != dates_.end()) {
      payload.object.modified_ns = date->second;
    }
    newest_ = std::max(newest_, payload.object.modified_ns);
    take_text(file.uuid, file.source, payload.object);
    if (const auto linked = rights_of_.find(file.uuid); linked != rights_of_.end()) {
      for (const std::size_t i : linked->second) {
        rights_[i].statement.objects.push_back(payload.object.path);
      }
    }
    return package_.payload.append(payload);
  }

  // Texts come before their copies.
  void take_text(const std::string& uuid, const std::string& source, FileObject& object) {
    if (object.role == FileRole::kTranscription || object.role == FileRole::kTranslation) {
      texts_.emplace(uuid, object.path);
    }
    if (!is_text_copy(object.role)) return;
    if (const auto text = texts_.find(source); text != texts_.end()) object.copy_of = text->second;
  }

  Result<void> read_description() {
    std::error_code failed;
    if (fs::is_regular_file(folder_ / kEadPath, failed)) return read_ead();
    DELO_TRY(const auto bytes, FileSource::open(folder_ / kDublinCorePath));
    DublinCoreReader reader;
    DELO_TRY(const bool whole, read_xml(*bytes, reader));
    if (!whole || reader.faulty) return corrupt("dc.xml can't be read");
    if (!reader.elements.empty()) {
      package_.item.descriptions.push_back({.path = {}, .elements = std::move(reader.elements)});
    }
    return {};
  }

  // What dc.xml says is a part of it, and says less.
  Result<void> read_ead() {
    DELO_TRY(const auto bytes, FileSource::open(folder_ / kEadPath));
    DELO_TRY(auto written, read_written_ead(*bytes));
    if (!written) return corrupt(std::string(kEadPath) + " can't be read");
    package_.item.levels = std::move(written->levels);
    if (written->elements.empty()) return {};
    package_.item.descriptions.push_back({.path = {}, .elements = std::move(written->elements)});
    return {};
  }

  // The last half of a UUID: enough to tell files of one package apart.
  static std::uint64_t key_of(std::string_view uuid) {
    std::uint64_t key = 0;
    for (const char c : uuid) {
      if (c == '-') continue;
      key = key << 4 | static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return key;
  }

  const fs::path& folder_;
  Package package_;
  std::int64_t newest_ = 0;
  std::unordered_map<std::uint64_t, std::int64_t> dates_;  // by key_of a UUID
  std::unordered_map<std::string, RelativePath> texts_;    // by UUID
  std::vector<KeptRights> rights_;
  std::unordered_map<std::string, std::vector<std::size_t>> rights_of_;  // numbers, by UUID
};

}  // namespace

std::vector<Party> submitters_in(const MetsDocument& mets) {
  std::vector<Party> submitters;
  for (const MetsAgent& agent : mets.agents) {
    if (agent.other_role == "SUBMITTER" && !agent.names.empty()) {
      submitters.push_back(party_of(agent));
    }
  }
  return submitters;
}

Result<Package> read_information_package(const fs::path& folder, const fs::path& aside) {
  return IpReader(folder, aside).read();
}

Result<PackageFiles> files_within_bag(const fs::path& bag, const fs::path& folder) {
  DELO_TRY(const std::string text, read_file(bag / kBagDeclarationName, 1024));
  std::vector<Finding> faults;
  const BagDeclaration declaration = read_bag_declaration(text, faults);
  const std::string name = manifest_name(DigestAlgorithm::kSha256);
  DELO_TRY(const auto bytes, FileSource::open(bag / name));
  DELO_TRY(const RelativePath path, RelativePath::parse(name));
  const std::string before = std::string(kPayloadFolder) + '/' + folder.filename().string() + '/';
  PackageFiles files(bag);
  const auto take = [&](const ManifestLine& line) -> Result<void> {
    if (!line.path.starts_with(before)) return {};
    PackagedFile file{.source = bag / line.path};
    DELO_TRY(file.path, RelativePath::parse(std::string_view(line.path).substr(before.size())));
    file.digests.set({DigestAlgorithm::kSha256, hex_of(line.digest)});
    std::error_code failed;
    file.size = fs::file_size(file.source, failed);
    return files.append(file);
  };
  DELO_CHECK(read_manifest(*bytes, path, DigestAlgorithm::kSha256, declaration, faults, take));
  if (!faults.empty() || files.empty()) {
    return Error{ErrorCode::kCorrupt, "the manifest of the bag can't be used", bag};
  }
  DELO_CHECK(files.sort());
  return files;
}

Result<fs::path> package_within_bag(const fs::path& bag) {
  std::error_code failed;
  fs::path found;
  for (const auto& entry : fs::directory_iterator(bag / kPayloadFolder, failed)) {
    if (!fs::is_regular_file(entry.path() / kMetsName, failed)) continue;
    if (!found.empty()) return Error{ErrorCode::kCorrupt, "the bag holds several packages", bag};
    found = entry.path();
  }
  if (found.empty()) return Error{ErrorCode::kCorrupt, "the bag holds no E-ARK package", bag};
  return found;
}

}  // namespace delo::packages
