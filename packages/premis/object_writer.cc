#include "packages/premis/object_writer.h"

#include <algorithm>
#include <utility>

#include "core/text/utf8.h"
#include "packages/eark/ip_names.h"
#include "packages/premis/premis_terms.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::kUuid;
using premis::term;

void property(XmlWriter& xml, std::string_view type, std::string_view value) {
  if (value.empty()) return;
  xml.open("significantProperties");
  xml.element("significantPropertiesType", type);
  xml.element("significantPropertiesValue", value);
  xml.close();
}

// A word of a vocabulary and its code there.
struct Term {
  std::string_view word, code;
};

// `uuid` is the other object.
void relationship(XmlWriter& xml, const Term& type, const Term& subtype, std::string_view uuid) {
  xml.open("relationship");
  term(xml, "relationshipType", type.word, "relationshipType", type.code);
  term(xml, "relationshipSubType", subtype.word, "relationshipSubType", subtype.code);
  identifier(xml, "relatedObject", kUuid, uuid);
  xml.close();
}

void structural(XmlWriter& xml, std::string_view subtype, std::string_view code,
                std::string_view uuid) {
  relationship(xml, {"structural", "str"}, {subtype, code}, uuid);
}
// `uuid` is the object whose place this one takes.
void supersedes(XmlWriter& xml, std::string_view uuid) {
  relationship(xml, {"replacement", "rep"}, {"supersedes", "sup"}, uuid);
}
// `uuid` is what this object was made from.
void derived_from(XmlWriter& xml, std::string_view uuid) {
  relationship(xml, {"derivation", "der"}, {"has source", "hss"}, uuid);
}
// `uuid` is what was made from this object.
void is_source_of(XmlWriter& xml, std::string_view uuid) {
  relationship(xml, {"derivation", "der"}, {"is source of", "iso"}, uuid);
}

const Representation* representation_of(const IpLayout& layout, FileRole role) {
  const auto found =
      std::ranges::find(layout.representations, name_of(role), &Representation::name);
  return found != layout.representations.end() ? &*found : nullptr;
}

const Representation* masters_of(const IpLayout& layout) {
  return representation_of(layout, FileRole::kMaster);
}

std::string number_text(double value) {
  const auto whole = static_cast<long long>(value);
  if (static_cast<double>(whole) == value) return std::to_string(whole);
  const auto hundredths = static_cast<long long>(value * 100 + 0.5);
  const std::string fraction = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + '.' + (fraction.size() < 2 ? "0" : "") + fraction;
}

// What a PDF needs or holds besides its pages.
void pdf_properties(XmlWriter& xml, const TechnicalMetadata& technical) {
  const PdfMetadata& pdf = *technical.pdf;
  if (!pdf.pdfua_claim.empty()) property(xml, "claims", "PDF/UA-" + pdf.pdfua_claim);
  if (pdf.attachments > 0) property(xml, "attached files", std::to_string(pdf.attachments));
  if (pdf.signatures > 0) property(xml, "digital signatures", std::to_string(pdf.signatures));
  property(xml, "form", pdf.form);
  if (pdf.javascript) property(xml, "JavaScript", "yes");
  std::string fonts;
  for (const std::string& name : pdf.fonts_not_embedded)
    fonts += (fonts.empty() ? "" : ", ") + name;
  property(xml, "fonts not embedded", fonts);
  const auto texts = std::ranges::count_if(
      technical.pages, [](const PageMetadata& page) { return page.text.value_or(false); });
  if (texts > 0) property(xml, "pages with text", std::to_string(texts));
}

// What a reader of the scan needs to know first; the rest is in the file itself.
void technical_properties(XmlWriter& xml, const TechnicalMetadata& technical) {
  if (technical.page_count > 0) property(xml, "pages", std::to_string(technical.page_count));
  property(xml, "text encoding", technical.text_encoding);
  if (!technical.pdfa_claim.empty()) property(xml, "claims", "PDF/A-" + technical.pdfa_claim);
  if (technical.pdf) pdf_properties(xml, technical);
  if (technical.pages.empty()) return;
  const PageMetadata& page = technical.pages.front();
  if (page.width) property(xml, "width in pixels", std::to_string(*page.width));
  if (page.height) property(xml, "height in pixels", std::to_string(*page.height));
  if (page.resolution_x) property(xml, "pixels per inch", number_text(*page.resolution_x));
  std::string bits;
  for (const std::uint16_t sample : page.bits_per_sample) {
    bits += (bits.empty() ? "" : " ") + std::to_string(sample);
  }
  property(xml, "bits per sample", bits);
  property(xml, "colour space", page.photometric);
  property(xml, "colour profile", page.icc);
}

std::string hash_code(DigestAlgorithm algorithm) {  // cryptographicHashFunctions
  switch (algorithm) {
    case DigestAlgorithm::kMd5:
      return "md5";
    case DigestAlgorithm::kSha1:
      return "sha1";
    case DigestAlgorithm::kSha224:
      return "sha224";
    case DigestAlgorithm::kSha256:
      return "sha256";
    case DigestAlgorithm::kSha384:
      return "sha384";
    case DigestAlgorithm::kSha512:
      return "sha512";
    case DigestAlgorithm::kCrc32:
    case DigestAlgorithm::kBlake2b512:
      break;
  }
  return "";
}

void characteristics(XmlWriter& xml, const PayloadFile& payload) {
  const FileObject& object = payload.object;
  xml.open("objectCharacteristics");
  xml.element("compositionLevel", "0");
  for (const Digest& digest : object.digests.all()) {
    xml.open("fixity");
    term(xml, "messageDigestAlgorithm", premis_name_of(digest.algorithm),
         "cryptographicHashFunctions", hash_code(digest.algorithm));
    xml.element("messageDigest", digest.hex);
    xml.close();
  }
  xml.element("size", std::to_string(object.size));
  const Format& format =
      payload.examination.format.name.empty() && payload.examination.format.puid.empty()
          ? object.format
          : payload.examination.format;
  xml.open("format");
  xml.open("formatDesignation");
  xml.element("formatName", format.name.empty() ? "unknown" : format.name);
  if (!format.version.empty()) xml.element("formatVersion", format.version);
  xml.close();
  if (!format.puid.empty()) {
    xml.open("formatRegistry");
    xml.element("formatRegistryName", "PRONOM",
                {{"valueURI", "http://www.nationalarchives.gov.uk/PRONOM"}});
    xml.element("formatRegistryKey", format.puid,
                {{"valueURI", "http://www.nationalarchives.gov.uk/pronom/" + format.puid}});
    term(xml, "formatRegistryRole", "specification", "formatRegistryRole", "spe");
    xml.close();
  }
  if (!format.mime.empty()) xml.element("formatNote", "media type " + format.mime);
  if (!format.basis.empty()) xml.element("formatNote", "identified by " + format.basis);
  xml.close();
  const TechnicalMetadata& technical = payload.examination.technical;
  if (!technical.capture_software.empty() || !technical.captured.empty()) {
    xml.open("creatingApplication");
    if (!technical.capture_software.empty()) {
      xml.element("creatingApplicationName", technical.capture_software);
    }
    if (!technical.captured.empty()) {
      xml.element("dateCreatedByApplication", technical.captured);
    }
    xml.close();
  }
  xml.close();
}

}  // namespace

// The scan that an access copy of one leaf was made from: reading copies are derivatives of the
// masters, so the role and the leaf tell it.  Nothing when no leaf is named, or no scan is of it.
Result<std::optional<std::string>> ObjectWriter::source_of(const FileObject& object) {
  std::optional<std::string> none;
  if (!object.copy_of.empty()) {
    std::string text = uuid_of_text(*layout_.package, object);
    return copies_.copy_of(text) != nullptr ? std::optional(std::move(text)) : none;
  }
  // A copy that was there before a scan was made anew was not made from that.
  const auto& told = layout_.package->sources;
  if (const auto at = told.find(object.path.text()); at != told.end()) return {at->second};
  if (object.role != FileRole::kAccess || !object.leaf) return none;
  if (!masters_) {
    const Representation* masters = masters_of(layout_);
    if (masters == nullptr) return none;
    DELO_TRY(masters_, LeafCursor::open(layout_, *masters));
  }
  while (masters_->leaf() != nullptr && *masters_->leaf() < *object.leaf) {
    DELO_CHECK(masters_->next());
  }
  if (masters_->leaf() == nullptr || *masters_->leaf() != *object.leaf) return none;
  return std::optional(masters_->uuid());
}

Result<void> ObjectWriter::write_file(const PlacedFile& file,
                                      const Representation* representation) {
  XmlWriter& xml = xml_;
  const FileObject& object = file.payload->object;
  xml.open("object", {{"xsi:type", "file"}});
  identifier(xml, "object", kUuid, file.uuid);
  technical_properties(xml, file.payload->examination.technical);
  for (const LeafPlace& place : leaf_places_of(object)) {
    property(xml, "leaf", label_of(place.leaf));
  }
  property(xml, "language", object.language);
  characteristics(xml, *file.payload);
  // What we made was never called otherwise.
  if (!is_text_copy(object.role)) xml.element("originalName", original_name(object.path.text()));
  xml.open("storage");
  xml.open("contentLocation");
  xml.element("contentLocationType", "path within the package");
  xml.element("contentLocationValue", original_name(file.path.text()));
  xml.close();
  xml.close();
  structural(xml, "is included in", "isi",
             representation != nullptr ? representation->uuid : layout_.package->id.value);
  DELO_TRY(const auto source, source_of(object));
  if (source) derived_from(xml, *source);
  if (const std::string* copy = copies_.copy_of(file.uuid)) is_source_of(xml, *copy);
  const auto replaced = layout_.package->supersedes.equal_range(object.path.text());
  for (auto at = replaced.first; at != replaced.second; ++at) supersedes(xml, at->second);
  xml.close();
  return {};
}

Result<void> ObjectWriter::write_representation(const Representation& r, bool with_files) {
  XmlWriter& xml = xml_;
  const IpLayout& layout = layout_;
  xml.open("object", {{"xsi:type", "representation"}});
  identifier(xml, "object", kUuid, r.uuid);
  property(xml, "role", r.name);
  property(xml, "files", std::to_string(r.files.size()));
  xml.element("originalName", r.name);
  if (with_files) {
    xml.open("relationship");
    term(xml, "relationshipType", "structural", "relationshipType", "str");
    term(xml, "relationshipSubType", "includes", "relationshipSubType", "inc");
    std::size_t place = 0;
    DELO_CHECK(layout.for_each_of(r, [&](const PlacedFile& file) -> Result<void> {
      xml.open("relatedObjectIdentifier");
      xml.element("relatedObjectIdentifierType", kUuid);
      xml.element("relatedObjectIdentifierValue", file.uuid);
      xml.element("relatedObjectSequence", std::to_string(++place));
      xml.close();
      return {};
    }));
    xml.close();
  }
  structural(xml, "represents", "rep", layout.package->id.value);
  const Representation* masters = masters_of(layout);
  if (r.name == name_of(FileRole::kAccess) && masters != nullptr) {
    derived_from(xml, masters->uuid);
  }
  constexpr std::pair<FileRole, FileRole> kTexts[] = {
      {FileRole::kTranscription, FileRole::kTranscriptionCopy},
      {FileRole::kTranslation, FileRole::kTranslationCopy}};
  for (const auto& [text, copy] : kTexts) {
    const Representation* texts = representation_of(layout, text);
    const Representation* copies = representation_of(layout, copy);
    if (texts == nullptr || copies == nullptr) continue;
    if (r.name == copies->name) derived_from(xml, texts->uuid);
    if (r.name == texts->name) is_source_of(xml, copies->uuid);
  }
  xml.close();
  return {};
}

void ObjectWriter::write_entity() {
  XmlWriter& xml = xml_;
  const Package& package = *layout_.package;
  const Item& item = package.item;
  xml.open("object", {{"xsi:type", "intellectualEntity"}});
  identifier(xml, "object", kUuid, package.id.value);
  if (!item.reference.empty()) {
    identifier(xml, "object", "reference code", item.reference.canonical());
  }
  property(xml, "title", title_of(item));
  if (!item.reference.empty()) {
    property(xml, "reference", item.reference.canonical_cyrillic());
    property(xml, "reference found in", display_of(item.reference_basis));
  }
  if (!item.id.empty()) xml.element("originalName", original_name(item.id.value));
  const PackageContext& context = package.context;
  if (!context.parts.empty()) {
    xml.open("relationship");
    term(xml, "relationshipType", "structural", "relationshipType", "str");
    term(xml, "relationshipSubType", "includes", "relationshipSubType", "inc");
    std::size_t place = 0;
    for (const DividedPart& part : context.parts) {
      xml.open("relatedObjectIdentifier");
      xml.element("relatedObjectIdentifierType", kUuid);
      xml.element("relatedObjectIdentifierValue", part.id.value);
      xml.element("relatedObjectSequence", std::to_string(++place));
      xml.close();
    }
    xml.close();
  }
  if (!context.parent.empty()) structural(xml, "is included in", "isi", context.parent.value);
  if (!context.source.empty()) derived_from(xml, context.source.value);
  xml.close();
}

}  // namespace delo::packages
