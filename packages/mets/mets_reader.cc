#include "packages/mets/mets_reader.h"

#include <algorithm>
#include <array>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "packages/record_text.h"

namespace delo::packages {
namespace {

constexpr std::string_view kMets = "http://www.loc.gov/METS/";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kCsip = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
constexpr std::string_view kSip = "https://DILCIS.eu/XML/METS/SIPExtensionMETS";
constexpr std::size_t kMostText = 4096;  // bytes of a name or note
constexpr std::size_t kMostFaults = 20;

class MetsHandler final : public XmlHandler {
 public:
  MetsHandler(MetsDocument& document, XmlHandler* beside) : mets_(document), beside_(beside) {}

  // To be called at the end.  Error kIo: files could not be put aside.
  Result<void> finish() {
    put_aside();
    return failed_;
  }

  void start(const XmlElement& element, const XmlPlace& place) override {
    if (beside_ != nullptr) beside_->start(element, place);
    element_ = &element;
    place_ = &place;
    text_.clear();
    if (element.name_space == kMets) note_id();
    if (path_.empty()) {
      start_root();
    } else if (element.name_space == kMets) {
      start_below(element.name);
    }
    // Metadata wrapped in METS has names of its own; only METS names make the path.
    path_.push_back(element.name_space == kMets ? name_in_table(element.name) : Name::kOther);
    element_ = nullptr;
  }

  void end(std::string_view name_space, std::string_view name) override {
    if (beside_ != nullptr) beside_->end(name_space, name);
    if (path_.empty()) return;
    path_.pop_back();
    if (name_space != kMets) return;
    if (in_agent_ && name == "name") mets_.agents.back().names.push_back(text_);
    if (in_agent_ && name == "note") mets_.agents.back().notes.back().text = text_;
    if (name == "agent") in_agent_ = false;
    if (name == "altRecordID" && !mets_.alternative_ids.empty()) {
      mets_.alternative_ids.back().second = text_;
    }
    if (name == "fileGrp" && !open_groups_.empty()) open_groups_.pop_back();
    if (name == "file") {
      in_file_ = false;
      put_aside();
    }
    if (name == "div" && division_depth_ > 0) --division_depth_;
    if (is_section(name)) in_section_ = false;
  }

  void text(std::string_view text) override {
    if (beside_ != nullptr) beside_->text(text);
    if (text_.size() < kMostText) text_ += text.substr(0, kMostText - text_.size());
  }

  void fault(const XmlFault& fault) override {
    if (mets_.faults.size() < kMostFaults) {
      mets_.faults.push_back("line " + std::to_string(fault.line) + ": " + fault.message);
    }
  }

 private:
  enum class Name : std::uint8_t { kOther, kHeader, kFileSection, kStructure, kAmdSection };

  static Name name_in_table(std::string_view name) {
    if (name == "metsHdr") return Name::kHeader;
    if (name == "fileSec") return Name::kFileSection;
    if (name == "structMap") return Name::kStructure;
    if (name == "amdSec") return Name::kAmdSection;
    return Name::kOther;
  }
  static bool is_section(std::string_view name) {
    return name == "dmdSec" || name == "digiprovMD" || name == "rightsMD" || name == "techMD" ||
           name == "sourceMD";
  }

  MetsText attribute(std::string_view name, std::string_view uri = {}) const {
    const auto value = element_->attribute(name, uri);
    return value ? MetsText(std::string(*value)) : MetsText();
  }
  std::uint64_t line() const { return place_->line(); }
  bool within(Name name) const { return path_.size() > 1 && path_[1] == name; }

  void note_id() {
    auto id = attribute("ID");
    if (id && !ids_.insert(*id)) mets_.repeated_ids.insert(*std::move(id));
  }

  void start_root() {
    mets_.is_mets = element_->is(kMets, "mets");
    mets_.objid = attribute("OBJID");
    mets_.label = attribute("LABEL");
    mets_.type = attribute("TYPE");
    mets_.profile = attribute("PROFILE");
    mets_.other_type = attribute("OTHERTYPE", kCsip);
    mets_.content_type = attribute("CONTENTINFORMATIONTYPE", kCsip);
    mets_.other_content_type = attribute("OTHERCONTENTINFORMATIONTYPE", kCsip);
  }

  void start_below(std::string_view name) {
    if (name == "metsHdr" && path_.size() == 1) {
      mets_.has_header = true;
      mets_.created = attribute("CREATEDATE");
      mets_.modified = attribute("LASTMODDATE");
      mets_.record_status = attribute("RECORDSTATUS");
      mets_.package_type = attribute("OAISPACKAGETYPE", kCsip);
    } else if (within(Name::kHeader)) {
      start_in_header(name);
    } else if (name == "amdSec" && path_.size() == 1) {
      ++mets_.administrative_sections;
      if (auto id = attribute("ID")) mets_.administrative_ids.push_back(std::move(id));
    } else if (is_section(name)) {
      start_section(name);
    } else if (name == "mdRef" && in_section_) {
      if (!mets_.sections.back().reference) mets_.sections.back().reference = link();
    } else if (name == "fileSec" && path_.size() == 1) {
      if (++mets_.file_sections == 1) mets_.file_section_id = attribute("ID");
    } else if (within(Name::kFileSection)) {
      start_in_file_section(name);
    } else if (name == "structMap" && path_.size() == 1) {
      division_depth_ = 0;
      mets_.structures.push_back({.id = attribute("ID"),
                                  .type = attribute("TYPE"),
                                  .label = attribute("LABEL"),
                                  .line = line()});
    } else if (within(Name::kStructure)) {
      start_in_structure(name);
    }
  }

  void start_in_header(std::string_view name) {
    if (name == "agent") {
      in_agent_ = true;
      mets_.agents.push_back({.role = attribute("ROLE"),
                              .other_role = attribute("OTHERROLE"),
                              .type = attribute("TYPE"),
                              .other_type = attribute("OTHERTYPE"),
                              .line = line()});
    } else if (name == "note" && in_agent_) {
      mets_.agents.back().notes.push_back({.type = attribute("NOTETYPE", kCsip)});
    } else if (name == "altRecordID") {
      mets_.alternative_ids.emplace_back(attribute("TYPE"), std::string());
    }
  }

  void start_section(std::string_view name) {
    in_section_ = true;
    const auto kind = name == "dmdSec"       ? MetsSection::Kind::kDescription
                      : name == "digiprovMD" ? MetsSection::Kind::kProvenance
                      : name == "rightsMD"   ? MetsSection::Kind::kRights
                                             : MetsSection::Kind::kOther;
    mets_.sections.push_back({.kind = kind,
                              .id = attribute("ID"),
                              .created = attribute("CREATED"),
                              .status = attribute("STATUS"),
                              .line = line()});
  }

  void start_in_file_section(std::string_view name) {
    if (name == "fileGrp") {
      for (const std::size_t outer : open_groups_) ++mets_.groups[outer].links;
      open_groups_.push_back(mets_.groups.size());
      mets_.groups.push_back({.id = attribute("ID"),
                              .use = attribute("USE"),
                              .admid = attribute("ADMID"),
                              .content_type = attribute("CONTENTINFORMATIONTYPE", kCsip),
                              .other_content_type = attribute("OTHERCONTENTINFORMATIONTYPE", kCsip),
                              .line = line()});
    } else if (name == "file" && !open_groups_.empty()) {
      in_file_ = true;
      for (const std::size_t group : open_groups_) ++mets_.groups[group].files;
      put_aside();
      file_.emplace(MetsFile{.id = attribute("ID"),
                             .owner = attribute("OWNERID"),
                             .admid = attribute("ADMID"),
                             .dmdid = attribute("DMDID"),
                             .format_name = attribute("FILEFORMATNAME", kSip),
                             .format_version = attribute("FILEFORMATVERSION", kSip),
                             .format_registry = attribute("FILEFORMATREGISTRY", kSip),
                             .format_key = attribute("FILEFORMATKEY", kSip),
                             .link = link(),
                             .group = open_groups_.back()});
    } else if (name == "FLocat" && in_file_) {
      MetsFile& file = *file_;
      if (++file.locations == 1) {
        file.link.loctype = attribute("LOCTYPE");
        file.link.link_type = attribute("type", kXlink);
        file.link.href = attribute("href", kXlink);
      }
    }
  }

  void start_in_structure(std::string_view name) {
    MetsStructure& structure = mets_.structures.back();
    if (name == "div") {
      ++division_depth_;
      MetsDivision division{.id = attribute("ID"),
                            .label = attribute("LABEL"),
                            .admid = attribute("ADMID"),
                            .dmdid = attribute("DMDID"),
                            .line = line()};
      if (division_depth_ == 1) structure.main.push_back(std::move(division));
      if (division_depth_ == 2) {
        ++structure.main.back().divisions;
        structure.parts.push_back(std::move(division));
      }
      return;
    }
    if (division_depth_ != 1 && division_depth_ != 2) return;
    MetsDivision& division = division_depth_ == 1 ? structure.main.back() : structure.parts.back();
    if (name == "fptr") division.file_ids.push_back(attribute("FILEID"));
    if (name == "mptr") division.pointers.push_back(link());
  }

  // The file that was read last, complete or not.
  void put_aside() {
    if (file_ && failed_) failed_ = mets_.files.append(*file_);
    file_.reset();
  }

  MetsLink link() const {
    return {.loctype = attribute("LOCTYPE"),
            .link_type = attribute("type", kXlink),
            .href = attribute("href", kXlink),
            .title = attribute("title", kXlink),
            .mdtype = attribute("MDTYPE"),
            .mdtype_version = attribute("MDTYPEVERSION"),
            .mime = attribute("MIMETYPE"),
            .size = attribute("SIZE"),
            .created = attribute("CREATED"),
            .checksum = attribute("CHECKSUM"),
            .checksum_type = attribute("CHECKSUMTYPE"),
            .line = line()};
  }

  MetsDocument& mets_;
  XmlHandler* const beside_;             // may be nullptr
  const XmlElement* element_ = nullptr;  // during start()
  const XmlPlace* place_ = nullptr;
  std::vector<Name> path_;
  std::vector<std::size_t> open_groups_;
  std::size_t division_depth_ = 0;
  std::string text_;
  std::optional<MetsFile> file_;
  Result<void> failed_;
  FingerprintMap ids_;  // of all METS elements so far
  bool in_agent_ = false, in_section_ = false, in_file_ = false;
};

// The texts of a file in the order of their record.
template <class File>
auto texts_in(File& file) {
  auto& link = file.link;
  return std::array{&file.id,
                    &file.owner,
                    &file.admid,
                    &file.dmdid,
                    &file.format_name,
                    &file.format_version,
                    &file.format_registry,
                    &file.format_key,
                    &link.loctype,
                    &link.link_type,
                    &link.href,
                    &link.title,
                    &link.mdtype,
                    &link.mdtype_version,
                    &link.mime,
                    &link.size,
                    &link.created,
                    &link.checksum,
                    &link.checksum_type};
}

}  // namespace

const RelativePath& path_of(const MetsFile&) {
  static const RelativePath kNone;
  return kNone;
}

std::string record_of(const MetsFile& file) {
  RecordWriter record;
  for (const MetsText* text : texts_in(file)) {
    record.number(text->has_value() ? 1 : 0);
    if (*text) record.text(**text);
  }
  record.number(file.link.line);
  record.number(static_cast<std::uint64_t>(file.locations));
  record.number(file.group);
  return record.take();
}

Result<void> from_record(RelativePath, std::string_view bytes, MetsFile& file) {
  RecordReader record(bytes);
  for (MetsText* text : texts_in(file)) {
    text->reset();
    if (record.number() != 0) *text = record.text();
  }
  file.link.line = record.number();
  file.locations = static_cast<int>(record.number());
  file.group = record.number();
  return record.end();
}

Result<MetsDocument> read_mets(const ByteSource& bytes, XmlHandler* beside) {
  MetsDocument document;
  MetsHandler handler(document, beside);
  DELO_TRY(const bool whole, read_xml(bytes, handler));
  DELO_CHECK(handler.finish());
  if (!whole && document.faults.empty()) document.faults.push_back("reading ended early");
  return document;
}

}  // namespace delo::packages
