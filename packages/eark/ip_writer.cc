#include "packages/eark/ip_writer.h"

#include "core/text/utf8.h"
#include "packages/descriptive/description_writer.h"
#include "packages/descriptive/part_description.h"
#include "packages/eark/ip_layout.h"
#include "packages/generated_file.h"
#include "packages/mets/mets_writer.h"
#include "packages/premis/premis_writer.h"

namespace delo::packages {
namespace {

std::string_view kind_in_words(PackageKind kind) {
  switch (kind) {
    case PackageKind::kSip:
      return "Submission";
    case PackageKind::kAip:
      return "Archival";
    case PackageKind::kDip:
      return "Dissemination";
  }
  return "Archival";
}

std::string readme_of(const IpLayout& layout, bool in_bag) {
  const Package& package = *layout.package;
  std::string text(kind_in_words(package.kind));
  text += " information package " + layout.root + "\n\n";
  text += "Title:      " + title_of(package.item) + '\n';
  if (!package.item.reference.empty()) {
    text += "Reference:  " + package.item.reference.canonical() + '\n';
    text += "            " + package.item.reference.canonical_cyrillic() + '\n';
  }
  if (!package.producer.empty()) text += "From:       " + package.producer + '\n';
  if (!package.policy.empty()) text += "Policy:     " + package.policy + '\n';
  text += "Made by:   ";
  for (const Agent& agent : package.agents) {
    if (agent.type == "software") text += ' ' + agent.name + ' ' + agent.version + ';';
  }
  if (text.back() == ';') text.pop_back();
  text +=
      "\n\n"
      "METS.xml                             the table of contents, with size and SHA-256 of each "
      "file\n"
      "metadata/descriptive/dc.xml          what it is; the producer's own description lies beside "
      "it\n"
      "metadata/preservation/premis.xml     each file's digests and format, what was done to it, "
      "by what\n"
      "documentation/                       this text, and the producer's checksum lists as "
      "received\n"
      "representations/                     the material itself, each file byte for byte as "
      "received:\n";
  for (const Representation& r : layout.representations) {
    text += "  " + r.name + "/data" +
            std::string(r.name.size() < 14 ? 14 - r.name.size() : 0, ' ') + "                " +
            std::to_string(r.files.size()) + (r.files.size() == 1 ? " file\n" : " files\n");
  }
  if (in_bag) {
    text +=
        "\nThe package is the payload of a BagIt bag: in the folder that holds bagit.txt,\n"
        "  sha256sum --check manifest-sha256.txt\n"
        "reads every file again.\n";
  }
  text += "\nIt follows E-ARK CSIP 2.2, METS 1.12.1 and PREMIS 3.0.\n";
  return text;
}

constexpr std::string_view kSchemas =
    "The XML files of this package follow these schemas. They are published under these\n"
    "addresses; copies are kept by many archives.\n"
    "\n"
    "METS 1.12.1               http://www.loc.gov/METS/\n"
    "                          https://www.loc.gov/standards/mets/version1121/mets.xsd\n"
    "E-ARK CSIP extension      https://DILCIS.eu/XML/METS/CSIPExtensionMETS\n"
    "                          https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd\n"
    "PREMIS 3.0                http://www.loc.gov/premis/v3\n"
    "                          https://www.loc.gov/standards/premis/premis.xsd\n"
    "Dublin Core (OAI)         http://www.openarchives.org/OAI/2.0/oai_dc/\n"
    "                          https://www.openarchives.org/OAI/2.0/oai_dc.xsd\n"
    "EAD 2002                  urn:isbn:1-931666-22-9\n"
    "                          https://www.loc.gov/ead/ead.xsd\n"
    "XLink                     http://www.w3.org/1999/xlink\n";

PartNames names_of(const Representation& r, const Item& item, const std::string& title) {
  return {.title = title + " (" + r.name + ")",
          .identifier = "urn:uuid:" + r.uuid,
          .relation = item.reference.empty() ? "" : item.reference.canonical()};
}

// Everything written so far, under its path below the package's root.
class IpWriter {
 public:
  IpWriter(const std::filesystem::path& folder, RelativePath root)
      : folder_(folder), root_(std::move(root)) {}

  Result<void> text(std::string_view path, std::string_view content) {
    return add(path, [&](const RelativePath& place) {
      return write_generated_file(folder_, place,
                                  [&](ByteSink& sink) { return sink.write_text(content); });
    });
  }
  Result<void> xml(std::string_view path, const std::function<Result<void>(XmlWriter&)>& write) {
    return add(path, [&](const RelativePath& place) {
      return write_generated_xml(folder_, place, write);
    });
  }
  // What is there already and comes into the package as it is.
  Result<void> adopt(std::string_view path, const EarlierPremis& file) {
    DELO_TRY(RelativePath below, RelativePath::parse(path));
    written_.emplace(std::string(path), PackagedFile{.path = std::move(below),
                                                     .source = file.source,
                                                     .size = file.size,
                                                     .digests = file.digests});
    return {};
  }
  const WrittenFiles& written() const { return written_; }
  const RelativePath& root() const { return root_; }

 private:
  template <class Write>
  Result<void> add(std::string_view path, Write write) {
    DELO_TRY(RelativePath below, RelativePath::parse(path));
    DELO_TRY(PackagedFile file, write(root_ / below));
    file.path = below;
    written_.emplace(std::string(path), std::move(file));
    return {};
  }

  const std::filesystem::path& folder_;
  const RelativePath root_;
  WrittenFiles written_;
};

}  // namespace

Result<PackageFiles> write_information_package(const Package& package,
                                               const std::filesystem::path& folder,
                                               const RelativePath& prefix) {
  PartDescriptions described(package.item);
  DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) -> Result<void> {
    described.add(file);
    if (file.object.digests.find(DigestAlgorithm::kSha256)) return {};
    return Error{ErrorCode::kInvalidArgument, "no SHA-256 of " + file.object.path.text(),
                 file.content};
  }));
  DELO_TRY(const IpLayout layout, layout_of(package));
  DELO_TRY(const RelativePath root_name, RelativePath::parse(layout.root));
  IpWriter writer(folder, prefix / root_name);
  DELO_CHECK(writer.text(kReadmePath, readme_of(layout, !prefix.empty())));
  DELO_CHECK(writer.text(kSchemasPath, kSchemas));
  const std::string title = title_of(package.item);
  DELO_CHECK(writer.xml(kDublinCorePath, [&](XmlWriter& xml) {
    write_dublin_core(xml, package.item, title);
    return Result<void>();
  }));
  if (has_description(package.item)) {
    DELO_CHECK(writer.xml(kEadPath, [&](XmlWriter& xml) {
      write_ead(xml, package.item, title, layout.root);
      return Result<void>();
    }));
  }
  DELO_CHECK(writer.xml(kPremisPath, [&](XmlWriter& xml) { return write_premis(xml, layout); }));
  if (const EarlierPremis& earlier = package.context.earlier_premis; !earlier.source.empty()) {
    DELO_CHECK(writer.adopt(kEarlierPremisPath, earlier));
  }
  const std::map<FileRole, PartDescription> parts = described.finish();
  for (const Representation& r : layout.representations) {
    const std::string below = folder_of(r) + '/';
    DELO_CHECK(writer.xml(below + std::string(kDublinCorePath), [&](XmlWriter& xml) {
      write_dublin_core(xml, parts.at(r.role), names_of(r, package.item, title));
      return Result<void>();
    }));
    DELO_CHECK(writer.xml(below + std::string(kPremisPath), [&](XmlWriter& xml) {
      return write_representation_premis(xml, layout, r);
    }));
    DELO_CHECK(writer.xml(below + std::string(kMetsName), [&](XmlWriter& xml) {
      return write_representation_mets(xml, layout, r, writer.written());
    }));
  }
  DELO_CHECK(writer.xml(
      kMetsName, [&](XmlWriter& xml) { return write_root_mets(xml, layout, writer.written()); }));

  PackageFiles files(folder);
  for (const auto& [path, file] : writer.written()) {
    PackagedFile ours = file;
    ours.path = writer.root() / file.path;
    DELO_CHECK(files.append(ours));
  }
  DELO_CHECK(layout.for_each_file([&](const PlacedFile& placed, const Representation*) {
    return files.append(PackagedFile{.path = writer.root() / placed.path,
                                     .source = placed.payload->content,
                                     .size = placed.payload->object.size,
                                     .digests = placed.payload->object.digests});
  }));
  DELO_CHECK(files.sort());
  return files;
}

}  // namespace delo::packages
