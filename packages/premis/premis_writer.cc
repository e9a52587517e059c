#include "packages/premis/premis_writer.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/eark/ip_names.h"
#include "packages/eark/leaf_cursor.h"
#include "packages/premis/party_agents.h"
#include "packages/premis/premis_record.h"
#include "packages/premis/premis_terms.h"
#include "packages/premis/rights_writer.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::kLocal;
using premis::kUuid;
using premis::term;

void property(XmlWriter& xml, std::string_view type, std::string_view value) {
  if (value.empty()) return;
  xml.open("significantProperties");
  xml.element("significantPropertiesType", type);
  xml.element("significantPropertiesValue", value);
  xml.close();
}

void open_premis(XmlWriter& xml) {
  xml.open("premis",
           {{"xmlns", "http://www.loc.gov/premis/v3"},
            {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
            {"xsi:schemaLocation",
             "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd"},
            {"version", "3.0"}});
}

void structural(XmlWriter& xml, std::string_view subtype, std::string_view code,
                std::string_view uuid) {
  xml.open("relationship");
  term(xml, "relationshipType", "structural", "relationshipType", "str");
  term(xml, "relationshipSubType", subtype, "relationshipSubType", code);
  identifier(xml, "relatedObject", kUuid, uuid);
  xml.close();
}

// `uuid` is the object whose place this one takes.
void supersedes(XmlWriter& xml, std::string_view uuid) {
  xml.open("relationship");
  term(xml, "relationshipType", "replacement", "relationshipType", "rep");
  term(xml, "relationshipSubType", "supersedes", "relationshipSubType", "sup");
  identifier(xml, "relatedObject", kUuid, uuid);
  xml.close();
}

// `uuid` is what this object was made from.
void derived_from(XmlWriter& xml, std::string_view uuid) {
  xml.open("relationship");
  term(xml, "relationshipType", "derivation", "relationshipType", "der");
  term(xml, "relationshipSubType", "has source", "relationshipSubType", "hss");
  identifier(xml, "relatedObject", kUuid, uuid);
  xml.close();
}

// `uuid` is what was made from this object.
void source_of(XmlWriter& xml, std::string_view uuid) {
  xml.open("relationship");
  term(xml, "relationshipType", "derivation", "relationshipType", "der");
  term(xml, "relationshipSubType", "is source of", "relationshipSubType", "iso");
  identifier(xml, "relatedObject", kUuid, uuid);
  xml.close();
}

const Representation* representation_of(const IpLayout& layout, FileRole role) {
  const auto found =
      std::ranges::find(layout.representations, name_of(role), &Representation::name);
  return found != layout.representations.end() ? &*found : nullptr;
}

const Representation* masters_of(const IpLayout& layout) {
  return representation_of(layout, FileRole::kMaster);
}

// Of a text's copy: the text.  A copy that was there before a text was made anew names its own.
std::string uuid_of_text(const Package& package, const FileObject& copy) {
  const auto told = package.sources.find(copy.path.text());
  return told != package.sources.end() ? told->second : uuid_of_file(package, copy.copy_of);
}

// Copies of texts, by the UUID of the text, where both are told of: of a package in parts the
// text may be in another one.
class TextCopies {
 public:
  Result<void> know(const IpLayout& layout) {
    for (const Representation& r : layout.representations) {
      const auto role = file_role_named(r.name);
      if (!role || !is_text_copy(*role)) continue;
      DELO_CHECK(layout.for_each_of(r, [&](const PlacedFile& file) -> Result<void> {
        const FileObject& copy = file.payload->object;
        if (!copy.copy_of.empty()) {
          copies_.emplace(uuid_of_text(*layout.package, copy), file.uuid);
        }
        return {};
      }));
    }
    if (copies_.empty()) return {};
    std::unordered_map<std::string, std::string> told;
    const auto tell = [&](const std::string& text) {
      if (auto copy = copies_.extract(text)) told.insert(std::move(copy));
    };
    DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation*) {
      tell(file.uuid);
      return Result<void>();
    }));
    for (const PremisNode& object : layout.package->earlier_objects) tell(uuid_of_object(object));
    copies_ = std::move(told);
    return {};
  }
  const std::string* copy_of(const std::string& text) const {
    const auto found = copies_.find(text);
    return found == copies_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::string, std::string> copies_;
};

// The scans that access copies of one leaf were made from: reading copies are derivatives
// of the masters, so the role and the leaf tell it.  Asked in reading order.
class Sources {
 public:
  Sources(const IpLayout& layout, const TextCopies& copies) : layout_(layout), copies_(copies) {}

  // Nothing when no leaf is named, or no scan is of it.
  Result<std::optional<std::string>> uuid_for(const FileObject& object) {
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

 private:
  const IpLayout& layout_;
  const TextCopies& copies_;
  std::optional<LeafCursor> masters_;
};

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

Result<void> file_object(XmlWriter& xml, const PlacedFile& file,
                         const Representation* representation, const IpLayout& layout,
                         Sources& sources, const TextCopies& copies) {
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
             representation != nullptr ? representation->uuid : layout.package->id.value);
  DELO_TRY(const auto source, sources.uuid_for(object));
  if (source) derived_from(xml, *source);
  if (const std::string* copy = copies.copy_of(file.uuid)) source_of(xml, *copy);
  const auto replaced = layout.package->supersedes.equal_range(object.path.text());
  for (auto at = replaced.first; at != replaced.second; ++at) supersedes(xml, at->second);
  xml.close();
  return {};
}

Result<void> representation_object(XmlWriter& xml, const IpLayout& layout, const Representation& r,
                                   bool with_files) {
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
    if (r.name == texts->name) source_of(xml, copies->uuid);
  }
  xml.close();
  return {};
}

void entity_object(XmlWriter& xml, const Package& package) {
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

// ---- Events ----

// Events that differ in nothing but their objects are one event of many files.
using EventKey =
    std::tuple<EventType, std::string, EventOutcome, std::string, std::vector<AgentId>>;

struct EventGroup {
  std::vector<const Event*> events;
  Timestamp first{}, last{};
  std::size_t number = 0;  // from 1, in the order they first happened
};

std::vector<EventGroup> grouped(const std::vector<Event>& events) {
  std::vector<EventGroup> groups;
  std::map<EventKey, std::size_t> places;
  for (const Event& event : events) {
    std::size_t place = groups.size();
    // An event about the item, or with findings of its own, stands alone.
    if (!event.objects.empty() && event.findings.empty()) {
      place = places
                  .emplace(EventKey{event.type, event.detail, event.outcome, event.outcome_note,
                                    event.agents},
                           place)
                  .first->second;
    }
    if (place == groups.size()) {
      groups.push_back({.first = event.time, .last = event.time, .number = groups.size() + 1});
    }
    EventGroup& group = groups[place];
    group.events.push_back(&event);
    group.first = std::min(group.first, event.time);
    group.last = std::max(group.last, event.time);
  }
  return groups;
}

class EventWriter {
 public:
  EventWriter(XmlWriter& xml, const Package& package, const TextCopies& copies)
      : xml_(xml), package_(package), copies_(copies) {
    for (const Agent& agent : package_.agents) agents_.emplace(agent.id.value, &agent);
  }

  // Which files events may be about: asked for once, and only where there are any.
  Result<void> know_files() {
    const auto names_files = [](const Event& event) { return !event.objects.empty(); };
    if (std::ranges::none_of(package_.events, names_files)) return {};
    return package_.payload.for_each([&](const PayloadFile& file) {
      files_.insert(file.object.path.text());
      if (file.object.copy_of.empty()) return;
      std::string text = uuid_of_text(package_, file.object);
      if (copies_.copy_of(text) == nullptr) return;
      texts_.emplace(file.object.path.text(), std::move(text));
    });
  }

  void write(const EventGroup& group) {
    const Event& event = *group.events.front();
    start(event.type, group.number, when(group), event.detail);
    outcome(name_of(event.outcome), event.outcome_note, event.findings);
    for (const AgentId& agent : event.agents) link_agent(agent);
    link_party(xml_, package_, event.type);
    bool linked = false;
    for (const Event* each : group.events) {
      for (const RelativePath& path : each->objects) {
        if (!files_.contains(path.text())) continue;
        if (event.type == EventType::kNormalization) link_text_of(path);
        link_object(uuid_of_file(package_, path), event.type);
        linked = true;
      }
    }
    if (!linked) link_object(package_.id.value, event.type);
    xml_.close();
  }

  // One for each name that could not stand in a package as it was.
  void write_renaming(const PlacedFile& file, std::size_t number) {
    start(EventType::kFilenameChange, number,
          package_.exact_event_times && !package_.events.empty()
              ? to_iso8601_ms(package_.events.back().time)
              : at_or_after(),
          "the received name can't stand in METS, PREMIS and BagIt manifests, which are UTF-8, or "
          "is too long; bytes are percent-encoded");
    outcome(name_of(EventOutcome::kSuccess),
            "received as " + original_name(file.payload->object.path.text()) +
                " (percent-encoded), kept as " + original_name(file.path.text()),
            {});
    if (!package_.agents.empty()) link_agent(package_.agents.front().id);
    link_object(file.uuid, EventType::kFilenameChange);
    xml_.close();
  }

 private:
  // EDTF: "from then on".
  std::string at_or_after() const { return to_iso8601(package_.material_date) + "/.."; }

  std::string when(const EventGroup& group) const {
    if (!package_.exact_event_times) return at_or_after();
    if (group.first == group.last) return to_iso8601_ms(group.first);
    return to_iso8601_ms(group.first) + '/' + to_iso8601_ms(group.last);
  }

  void start(EventType type, std::size_t number, const std::string& when,
             const std::string& detail) {
    xml_.open("event");
    identifier(xml_, "event", kUuid,
               uuid_of(package_.id.value + "/event/" +
                       std::to_string(package_.earlier_events.size() + number)));
    const std::string uri = uri_of(type);
    if (uri.empty()) {
      xml_.element("eventType", name_of(type));
    } else {
      xml_.element("eventType", name_of(type), {{"valueURI", uri}});
    }
    xml_.element("eventDateTime", when);
    if (!detail.empty()) details(detail);
    if (!package_.exact_event_times) {
      details(package_.policy.empty()
                  ? "the date is that of the material; the package tells no clock"
                  : "the exact time stands in the ledger of the holdings");
    }
  }

  void details(std::string_view text) {
    xml_.open("eventDetailInformation");
    xml_.element("eventDetail", text);
    xml_.close();
  }

  void outcome(std::string_view name, std::string_view note, const std::vector<Finding>& findings) {
    xml_.open("eventOutcomeInformation");
    term(xml_, "eventOutcome", name, "eventOutcome",
         name == "success"   ? "suc"
         : name == "warning" ? "war"
                             : "fai");
    if (!note.empty()) outcome_detail(note);
    for (const Finding& finding : findings) outcome_detail(text_of(finding));
    xml_.close();
  }
  void outcome_detail(std::string_view note) {
    xml_.open("eventOutcomeDetail");
    xml_.element("eventOutcomeDetailNote", note);
    xml_.close();
  }

  void link_agent(const AgentId& id) {
    xml_.open("linkingAgentIdentifier");
    xml_.element("linkingAgentIdentifierType", kLocal);
    xml_.element("linkingAgentIdentifierValue", id.value);
    const auto agent = agents_.find(id.value);
    if (agent != agents_.end() && agent->second->type == "software") {
      term(xml_, "linkingAgentRole", "executing program", "eventRelatedAgentRole", "exe");
    } else {
      term(xml_, "linkingAgentRole", "implementer", "eventRelatedAgentRole", "imp");
    }
    xml_.close();
  }
  void link_object(std::string_view uuid, EventType type) {
    link_object(uuid, premis::makes_its_object(type));
  }
  void link_text_of(const RelativePath& copy) {
    const auto text = texts_.find(copy.text());
    if (text != texts_.end()) link_object(text->second, false);
  }
  void link_object(std::string_view uuid, bool is_outcome) {
    xml_.open("linkingObjectIdentifier");
    xml_.element("linkingObjectIdentifierType", kUuid);
    xml_.element("linkingObjectIdentifierValue", uuid);
    if (is_outcome) {
      term(xml_, "linkingObjectRole", "outcome", "eventRelatedObjectRole", "out");
    } else {
      term(xml_, "linkingObjectRole", "source", "eventRelatedObjectRole", "sou");
    }
    xml_.close();
  }

  XmlWriter& xml_;
  const Package& package_;
  const TextCopies& copies_;
  FingerprintMap files_;                                // by their paths
  std::unordered_map<std::string, std::string> texts_;  // UUIDs, by the paths of their copies
  std::unordered_map<std::string_view, const Agent*> agents_;
};

void agent_object(XmlWriter& xml, const Agent& agent) {
  xml.open("agent");
  identifier(xml, "agent", kLocal, agent.id.value);
  xml.element("agentName", agent.name);
  const std::string_view code = agent.type == "software"       ? "sof"
                                : agent.type == "person"       ? "per"
                                : agent.type == "organization" ? "org"
                                                               : "";
  term(xml, "agentType", agent.type, "agentType", code);
  if (!agent.version.empty()) xml.element("agentVersion", agent.version);
  xml.close();
}

// As it was read.
void write_node(XmlWriter& xml, const PremisNode& node) {
  XmlWriter::Attributes attributes;
  if (node.name == "object") attributes.emplace_back("xsi:type", "file");
  for (const auto& [name, value] : node.attributes) attributes.emplace_back(name, value);
  xml.open(node.name, attributes);
  if (!node.text.empty()) xml.text(node.text);
  for (const PremisNode& child : node.children) write_node(xml, child);
  xml.close();
}

bool is_among(const PremisNode& agent, const std::vector<Agent>& agents) {
  for (const PremisNode& part : agent.children) {
    if (part.name != "agentIdentifier") continue;
    for (const PremisNode& value : part.children) {
      if (value.name != "agentIdentifierValue") continue;
      const auto same = [&](const Agent& other) { return other.id.value == value.text; };
      if (std::ranges::any_of(agents, same)) return true;
    }
  }
  return false;
}

}  // namespace

Result<void> write_premis(XmlWriter& xml, const IpLayout& layout) {
  const Package& package = *layout.package;
  open_premis(xml);
  entity_object(xml, package);
  for (const Representation& r : layout.representations) {
    DELO_CHECK(representation_object(xml, layout, r, false));
  }
  std::size_t renamed = 0;
  TextCopies copies;
  DELO_CHECK(copies.know(layout));
  Sources sources(layout, copies);
  DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation* r) {
    renamed += file.renamed && !package.kept.contains(file.payload->object.path.text()) ? 1 : 0;
    return file_object(xml, file, r, layout, sources, copies);
  }));
  for (const PremisNode& object : package.earlier_objects) write_node(xml, object);
  for (const PremisNode& event : package.earlier_events) write_node(xml, event);
  const std::vector<EventGroup> groups = grouped(package.events);
  EventWriter events(xml, package, copies);
  DELO_CHECK(events.know_files());
  for (const EventGroup& group : groups) events.write(group);
  std::size_t number = groups.size();
  if (renamed > 0) {
    DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation*) {
      const bool before = package.kept.contains(file.payload->object.path.text());
      if (file.renamed && !before) events.write_renaming(file, ++number);
      return Result<void>();
    }));
  }
  for (const Agent& agent : package.agents) agent_object(xml, agent);
  for (const PremisNode& agent : package.earlier_agents) {
    if (!is_among(agent, package.agents)) write_node(xml, agent);
  }
  write_party_agents(xml, package);
  write_rights(xml, layout);
  xml.close();
  return {};
}

Result<void> write_representation_premis(XmlWriter& xml, const IpLayout& layout,
                                         const Representation& representation) {
  open_premis(xml);
  DELO_CHECK(representation_object(xml, layout, representation, true));
  xml.close();
  return {};
}

}  // namespace delo::packages
