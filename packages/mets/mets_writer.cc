#include "packages/mets/mets_writer.h"

#include "core/text/utf8.h"
#include "packages/eark/ip_names.h"
#include "packages/mets/division_map.h"
#include "packages/mets/leaf_map.h"
#include "packages/mets/metadata_type.h"

namespace delo::packages {
namespace {

// Published profile addresses, the AIP's with the host as published.  DO NOT CHANGE.
constexpr std::string_view kSipProfile = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml";
constexpr std::string_view kAipProfile = "https://earkdip.dilcis.eu/profile/E-ARK-AIP-v2-2-0.xml";
constexpr std::string_view kDipProfile = "https://earkdip.dilcis.eu/profile/E-ARK-DIP-v2-2-0.xml";
constexpr std::string_view kContentType = "scanned archival records";

std::string_view profile_of(PackageKind kind) {
  switch (kind) {
    case PackageKind::kSip:
      return kSipProfile;
    case PackageKind::kAip:
      return kAipProfile;
    case PackageKind::kDip:
      return kDipProfile;
  }
  return kAipProfile;
}

std::string_view type_of(PackageKind kind) {  // csip:OAISPACKAGETYPE
  switch (kind) {
    case PackageKind::kSip:
      return "SIP";
    case PackageKind::kAip:
      return "AIP";
    case PackageKind::kDip:
      return "DIP";
  }
  return "AIP";
}

// The reference as E-ARK writes reference codes: "APRF/45/1/337".
std::string reference_code(const Package& package) {
  const ArchivalReference& reference = package.item.reference;
  std::string code = package.context.submission.reference_code;
  if (!code.empty()) return code;
  for (const std::string& part :
       {reference.archive, reference.fond, reference.opis, reference.delo, reference.volume}) {
    if (part.empty()) continue;
    if (!code.empty()) code += '/';
    code += part;
  }
  return code;
}

// What the file is, by examination or as it was said; always with a media type.
Format format_of(const PlacedFile& file) {
  const Format& examined = file.payload->examination.format;
  const bool known = !examined.name.empty() || !examined.puid.empty() || !examined.mime.empty();
  Format format = known ? examined : file.payload->object.format;
  if (format.mime.empty()) format.mime = "application/octet-stream";
  return format;
}

const Format kXml = {.puid = "fmt/101",
                     .name = "Extensible Markup Language",
                     .version = "1.0",
                     .mime = "application/xml"};
const Format kPlainText = {.puid = "x-fmt/111", .name = "Plain Text File", .mime = "text/plain"};

// One METS document in the making.
class MetsWriter {
 public:
  MetsWriter(XmlWriter& xml, const IpLayout& layout, const WrittenFiles& written)
      : xml_(xml),
        package_(*layout.package),
        written_(written),
        date_(to_iso8601(package_.material_date)) {}

  void open(const std::string& objid, const std::string& label) {
    xml_.open("mets",
              {{"xmlns", "http://www.loc.gov/METS/"},
               {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
               {"xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"},
               {"xmlns:sip", "https://DILCIS.eu/XML/METS/SIPExtensionMETS"},
               {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
               {"xsi:schemaLocation",
                "http://www.loc.gov/METS/ https://www.loc.gov/standards/mets/version1121/mets.xsd "
                "https://DILCIS.eu/XML/METS/CSIPExtensionMETS "
                "https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd "
                "https://DILCIS.eu/XML/METS/SIPExtensionMETS "
                "https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd"},
               {"OBJID", objid},
               {"LABEL", label},
               {"TYPE", "Mixed"},
               {"PROFILE", std::string(profile_of(package_.kind))},
               {"csip:CONTENTINFORMATIONTYPE", "OTHER"},
               {"csip:OTHERCONTENTINFORMATIONTYPE", std::string(kContentType)}});
  }

  // `with_people`: the root's header also names producer and reference.
  void header(bool with_people) {
    xml_.open("metsHdr", {{"CREATEDATE", date_},
                          {"LASTMODDATE", date_},
                          {"RECORDSTATUS", package_.context.submission.status},
                          {"csip:OAISPACKAGETYPE", std::string(type_of(package_.kind))}});
    const Agent program = package_.agents.empty() ? Agent{.name = "delo", .version = DELO_VERSION}
                                                  : package_.agents.front();
    xml_.open("agent", {{"ROLE", "CREATOR"}, {"TYPE", "OTHER"}, {"OTHERTYPE", "SOFTWARE"}});
    xml_.element("name", program.name);
    xml_.element("note", program.version.empty() ? "unknown" : program.version,
                 {{"csip:NOTETYPE", "SOFTWARE VERSION"}});
    xml_.close();
    if (with_people) {
      parties();
      agreements();
    }
    xml_.close();
  }

  void description(const std::string& id, const std::string& path, const std::string& created,
                   const std::string& mime, std::uint64_t size, const DigestSet& digests,
                   XmlWriter::Attributes type) {
    xml_.open("dmdSec", {{"ID", id}, {"CREATED", created}, {"STATUS", "CURRENT"}});
    reference(path, mime, created, size, digests, std::move(type));
    xml_.close();
  }

  // The amdSec; returns the IDs in it.  Rights stand in the same PREMIS document.
  std::string administration(const std::string& path, const std::string& href, bool rights) {
    xml_.open("amdSec");
    if (rights) premis_section("rightsMD", "rights-premis", path, href);
    premis_section("digiprovMD", "digiprov-premis", path, href);
    std::string ids = rights ? "rights-premis digiprov-premis" : "digiprov-premis";
    const std::string earlier(kEarlierPremisPath);
    if (path == kPremisPath && written_.contains(earlier)) {
      premis_section("digiprovMD", "digiprov-premis-of-aip", earlier, earlier);
      ids += " digiprov-premis-of-aip";
    }
    xml_.close();
    return ids;
  }

  void open_group(const std::string& id, const std::string& use) {
    xml_.open("fileGrp", {{"ID", id},
                          {"USE", use},
                          {"csip:CONTENTINFORMATIONTYPE", "OTHER"},
                          {"csip:OTHERCONTENTINFORMATIONTYPE", std::string(kContentType)}});
  }

  void file(const std::string& id, const std::string& href, const Format& format,
            std::uint64_t size, const std::string& created, const DigestSet& digests) {
    XmlWriter::Attributes attributes = {{"ID", id},
                                        {"MIMETYPE", format.mime},
                                        {"SIZE", std::to_string(size)},
                                        {"CREATED", created}};
    add_checksum(attributes, digests);
    if (package_.kind == PackageKind::kSip) add_format(attributes, format);
    xml_.open("file", attributes);
    xml_.empty("FLocat",
               {{"LOCTYPE", "URL"}, {"xlink:type", "simple"}, {"xlink:href", url_of(href)}});
    xml_.close();
  }

  void payload_file(const PlacedFile& placed, const std::string& href) {
    const FileObject& object = placed.payload->object;
    file("uuid-" + placed.uuid, href, format_of(placed), object.size,
         to_iso8601(timestamp_of_ns(object.modified_ns)), object.digests);
  }

  void written_file(const std::string& id, const std::string& path, const Format& format) {
    const PackagedFile& ours = written_.at(path);
    file(id, path, format, ours.size, date_, ours.digests);
  }

  const std::string& date() const { return date_; }

 private:
  void premis_section(const char* section, const std::string& id, const std::string& path,
                      const std::string& href) {
    const PackagedFile& premis = written_.at(path);
    xml_.open(section, {{"ID", id}, {"CREATED", date_}, {"STATUS", "CURRENT"}});
    reference(href, "application/xml", date_, premis.size, premis.digests,
              {{"MDTYPE", "PREMIS"}, {"MDTYPEVERSION", "3.0"}});
    xml_.close();
  }

  // SIP9-31.  Who submits is a creator of a SIP, and so is whom to call; of other packages
  // the only creator is the program (CSIP11), and they have roles of their own.
  void parties() {
    const bool sip = package_.kind == PackageKind::kSip;
    const Submission& submission = package_.context.submission;
    party(submission.archival_creator, {{"ROLE", "ARCHIVIST"}});
    Party submitter = submission.submitter;
    if (submitter.empty()) submitter.name = package_.producer;
    for (const Party& earlier : package_.context.earlier_submitters) {
      if (earlier.same_as(submitter)) continue;
      party(earlier, {{"ROLE", "OTHER"}, {"OTHERROLE", "SUBMITTER"}});
    }
    const auto creator = [sip](const char* otherwise) {
      return sip ? XmlWriter::Attributes{{"ROLE", "CREATOR"}}
                 : XmlWriter::Attributes{{"ROLE", "OTHER"}, {"OTHERROLE", otherwise}};
    };
    party(submitter, creator("SUBMITTER"));
    // Names and numbers of persons go to no user.
    const bool to_users = package_.kind == PackageKind::kDip;
    for (Party contact : to_users ? std::vector<Party>() : submission.contacts) {
      contact.person = true;  // SIP23
      party(contact, creator("CONTACT"));
    }
    party(submission.preserver, {{"ROLE", "PRESERVATION"}});
  }

  void party(const Party& party, XmlWriter::Attributes role) {
    if (party.empty()) return;
    role.push_back({"TYPE", party.person ? "INDIVIDUAL" : "ORGANIZATION"});
    xml_.open("agent", role);
    xml_.element("name", party.name);
    if (!party.code.empty()) {
      xml_.element("note", party.code, {{"csip:NOTETYPE", "IDENTIFICATIONCODE"}});
    }
    // The published rules ask for this type of every note of a creator (SIP14).
    for (const std::string& note : party.notes) {
      xml_.element("note", note, {{"csip:NOTETYPE", "IDENTIFICATIONCODE"}});
    }
    xml_.close();
  }

  void agreements() {  // SIP5-8
    const Submission& submission = package_.context.submission;
    const auto record = [&](const std::string& text, const char* type) {
      if (!text.empty()) xml_.element("altRecordID", text, {{"TYPE", type}});
    };
    const PackageId& source = package_.context.source;
    if (!source.empty()) record("urn:uuid:" + source.value, "SOURCEPACKAGE");
    record(submission.agreement, "SUBMISSIONAGREEMENT");
    for (const std::string& previous : submission.previous_agreements) {
      record(previous, "PREVIOUSSUBMISSIONAGREEMENT");
    }
    record(reference_code(package_), "REFERENCECODE");
    for (const std::string& previous : submission.previous_reference_codes) {
      record(previous, "PREVIOUSREFERENCECODE");
    }
  }

  // SIP32-35.  What is not known is not said.
  static void add_format(XmlWriter::Attributes& attributes, const Format& format) {
    if (format.name.empty()) return;
    attributes.push_back({"sip:FILEFORMATNAME", format.name});
    if (!format.version.empty()) attributes.push_back({"sip:FILEFORMATVERSION", format.version});
    if (format.puid.empty()) return;
    attributes.push_back({"sip:FILEFORMATREGISTRY", "PRONOM"});
    attributes.push_back({"sip:FILEFORMATKEY", format.puid});
  }

  void reference(const std::string& href, const std::string& mime, const std::string& created,
                 std::uint64_t size, const DigestSet& digests, XmlWriter::Attributes type) {
    XmlWriter::Attributes attributes = {
        {"LOCTYPE", "URL"}, {"xlink:type", "simple"}, {"xlink:href", url_of(href)}};
    for (auto& attribute : type) attributes.push_back(std::move(attribute));
    attributes.push_back({"MIMETYPE", mime});
    attributes.push_back({"SIZE", std::to_string(size)});
    attributes.push_back({"CREATED", created});
    add_checksum(attributes, digests);
    xml_.empty("mdRef", attributes);
  }

  static void add_checksum(XmlWriter::Attributes& attributes, const DigestSet& digests) {
    const auto digest = digests.find(DigestAlgorithm::kSha256);
    const Digest& used = digest ? *digest : digests.strongest();
    attributes.push_back({"CHECKSUM", used.hex});
    attributes.push_back({"CHECKSUMTYPE", std::string(premis_name_of(used.algorithm))});
  }

  XmlWriter& xml_;
  const Package& package_;
  const WrittenFiles& written_;
  const std::string date_;
};

std::string within(const std::string& folder, const RelativePath& path) {
  return path.text().substr(folder.size() + 1);
}

}  // namespace

Result<void> write_representation_mets(XmlWriter& xml, const IpLayout& layout,
                                       const Representation& r, const WrittenFiles& written) {
  const std::string folder = folder_of(r);
  const std::string premis(kPremisPath);
  MetsWriter mets(xml, layout, written);
  mets.open(r.name, label_of_package(layout.package->item) + " (" + r.name + ")");
  mets.header(false);
  const std::string description(kDublinCorePath);
  const PackagedFile& dc = written.at(folder + '/' + description);
  mets.description("dmd-dc", description, mets.date(), "application/xml", dc.size, dc.digests,
                   {{"MDTYPE", "DC"}});
  const std::string administration = mets.administration(folder + '/' + premis, premis, false);
  xml.open("fileSec", {{"ID", "fileSec"}});
  const std::string data = "Representations/" + r.name + "/data";
  mets.open_group("fileGrp-data", data);
  DELO_CHECK(layout.for_each_of(r, [&](const PlacedFile& file) -> Result<void> {
    mets.payload_file(file, within(folder, file.path));
    return {};
  }));
  xml.close();
  xml.close();

  xml.open("structMap", {{"ID", "structMap-csip"}, {"TYPE", "PHYSICAL"}, {"LABEL", "CSIP"}});
  xml.open("div", {{"ID", "div-root"}, {"LABEL", r.name}});
  xml.empty("div", {{"ID", "div-metadata"},
                    {"LABEL", "Metadata"},
                    {"DMDID", "dmd-dc"},
                    {"ADMID", administration}});
  xml.open("div", {{"ID", "div-data"}, {"LABEL", "Representations"}});
  xml.empty("fptr", {{"FILEID", "fileGrp-data"}});
  xml.close();
  xml.close();
  xml.close();
  DELO_CHECK(write_leaf_map(xml, layout, r));
  xml.close();
  return {};
}

Result<void> write_root_mets(XmlWriter& xml, const IpLayout& layout, const WrittenFiles& written) {
  MetsWriter mets(xml, layout, written);
  mets.open(layout.root, label_of_package(layout.package->item));
  mets.header(true);

  const PackagedFile& dc = written.at(std::string(kDublinCorePath));
  std::string descriptions = "dmd-dc";
  mets.description(descriptions, dc.path.text(), mets.date(), "application/xml", dc.size,
                   dc.digests, {{"MDTYPE", "DC"}});
  if (const auto ead = written.find(std::string(kEadPath)); ead != written.end()) {
    descriptions += " dmd-ead";
    mets.description("dmd-ead", ead->second.path.text(), mets.date(), "application/xml",
                     ead->second.size, ead->second.digests,
                     {{"MDTYPE", "EAD"}, {"MDTYPEVERSION", "2002"}});
  }
  DELO_CHECK(
      layout.for_each_of(layout.descriptions, nullptr, [&](const PlacedFile& file) -> Result<void> {
        const FileObject& object = file.payload->object;
        const std::string id = "dmd-" + file.uuid;
        descriptions += ' ' + id;
        DELO_TRY(XmlWriter::Attributes type, metadata_type_of(*file.payload));
        mets.description(id, file.path.text(), to_iso8601(timestamp_of_ns(object.modified_ns)),
                         format_of(file).mime, object.size, object.digests, std::move(type));
        return {};
      }));
  const std::string premis(kPremisPath);
  const std::string administration =
      mets.administration(premis, premis, has_rights(*layout.package));

  xml.open("fileSec", {{"ID", "fileSec"}});
  mets.open_group("fileGrp-documentation", "Documentation");
  mets.written_file("file-readme", std::string(kReadmePath), kPlainText);
  DELO_CHECK(layout.for_each_of(layout.documentation, nullptr, [&](const PlacedFile& file) {
    mets.payload_file(file, file.path.text());
    return Result<void>();
  }));
  xml.close();
  mets.open_group("fileGrp-schemas", "Schemas");
  mets.written_file("file-schemas", std::string(kSchemasPath), kPlainText);
  xml.close();
  for (const Representation& r : layout.representations) {
    mets.open_group("fileGrp-" + r.name, "Representations/" + r.name);
    mets.written_file("file-mets-" + r.name, folder_of(r) + '/' + std::string(kMetsName), kXml);
    xml.close();
  }
  xml.close();

  xml.open("structMap", {{"ID", "structMap-csip"}, {"TYPE", "PHYSICAL"}, {"LABEL", "CSIP"}});
  xml.open("div", {{"ID", "div-root"}, {"LABEL", layout.root}});
  xml.empty("div", {{"ID", "div-metadata"},
                    {"LABEL", "Metadata"},
                    {"DMDID", descriptions},
                    {"ADMID", administration}});
  for (const auto& [id, label, group] :
       {std::tuple{"div-documentation", "Documentation", "fileGrp-documentation"},
        std::tuple{"div-schemas", "Schemas", "fileGrp-schemas"}}) {
    xml.open("div", {{"ID", id}, {"LABEL", label}});
    xml.empty("fptr", {{"FILEID", group}});
    xml.close();
  }
  if (!layout.representations.empty()) {
    xml.open("div", {{"ID", "div-representations"}, {"LABEL", "Representations"}});
    for (const Representation& r : layout.representations) {
      xml.empty("fptr", {{"FILEID", "fileGrp-" + r.name}});
    }
    xml.close();
  }
  for (const Representation& r : layout.representations) {
    xml.open("div", {{"ID", "div-" + r.name}, {"LABEL", "Representations/" + r.name}});
    xml.empty("mptr", {{"LOCTYPE", "URL"},
                       {"xlink:type", "simple"},
                       {"xlink:href", url_of(folder_of(r)) + '/' + std::string(kMetsName)},
                       {"xlink:title", "fileGrp-" + r.name}});
    xml.empty("fptr", {{"FILEID", "fileGrp-" + r.name}});
    xml.close();
  }
  xml.close();
  xml.close();
  write_division_map(xml, *layout.package);
  xml.close();
  return {};
}

}  // namespace delo::packages
