#include "core/records/record_json.h"

#include <algorithm>
#include <charconv>

#include "core/records/leaf_certificate_json.h"
#include "core/records/rights_json.h"
#include "core/records/text_json.h"
#include "core/text/base64.h"
#include "core/text/hex.h"
#include "core/text/utf8.h"

namespace delo {
namespace {

Error broken(std::string what) { return Error{ErrorCode::kCorrupt, "record: " + std::move(what)}; }

template <class T>
Json optional_number(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

std::optional<std::uint32_t> natural32(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(json.natural(), UINT32_MAX));
}

std::optional<double> real(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return json.number();
}

Json texts(const std::vector<std::string>& list) {
  Json out = Json::array();
  for (const std::string& text : list) out.push(text);
  return out;
}

std::vector<std::string> texts_from(const Json& json) {
  std::vector<std::string> out;
  for (const Json& item : json.items()) out.push_back(item.text());
  return out;
}

Json leaf_json(const Leaf& leaf) {
  return Json::object(
      {{"number", leaf.number}, {"letter", leaf.letter}, {"verso", leaf.side == Side::kVerso}});
}

Leaf leaf_from(const Json& json) {
  return Leaf{.number = static_cast<int>(json["number"].integer()),
              .letter = json["letter"].text(),
              .side = json["verso"].boolean() ? Side::kVerso : Side::kRecto};
}

}  // namespace

Json leaf_places_json(const std::vector<LeafPlace>& places) {
  Json out = Json::array();
  for (const LeafPlace& place : places) {
    out.push(Json::object({{"leaf", leaf_json(place.leaf)}, {"page", place.page}}));
  }
  return out;
}

std::vector<LeafPlace> leaf_places_from(const Json& json) {
  std::vector<LeafPlace> out;
  for (const Json& place : json.items()) {
    out.push_back({leaf_from(place["leaf"]), natural32(place["page"]).value_or(0)});
  }
  return out;
}

void set_path(Json& object, const RelativePath& path) {
  object.set("path", display_of(path.text()));
  if (display_of(path.text()) != path.text()) object.set("path_hex", hex_of(path.text()));
}

Result<RelativePath> path_from(const Json& object) {
  std::string text = object["path"].text();
  if (const Json* hex = object.find("path_hex")) {
    auto bytes = bytes_of_hex(hex->text());
    if (!bytes) return broken("path_hex is not hexadecimal");
    text = *std::move(bytes);
  }
  if (text.empty()) return RelativePath();
  return RelativePath::parse(text);
}

Json to_json(const Finding& finding) {
  Json out = Json::object({{"rule", finding.rule},
                           {"severity", name_of(finding.severity)},
                           {"clause", finding.clause}});
  set_path(out, finding.where.path);
  out.set("offset", optional_number(finding.where.offset));
  out.set("part", finding.where.part);
  out.set("message", finding.message);
  return out;
}

Json to_json(const std::vector<Finding>& findings) {
  Json out = Json::array();
  for (const Finding& finding : findings) out.push(to_json(finding));
  return out;
}

Result<Finding> finding_from(const Json& json) {
  Finding out;
  out.rule = json["rule"].text();
  const auto severity = severity_named(json["severity"].text());
  if (out.rule.empty() || !severity) return broken("finding without rule or severity");
  out.severity = *severity;
  out.clause = json["clause"].text();
  DELO_TRY(out.where.path, path_from(json));
  if (json["offset"].is_number()) out.where.offset = json["offset"].natural();
  out.where.part = json["part"].text();
  out.message = json["message"].text();
  return out;
}

Result<std::vector<Finding>> findings_from(const Json& json) {
  std::vector<Finding> out;
  out.reserve(json.items().size());
  for (const Json& item : json.items()) {
    DELO_TRY(Finding finding, finding_from(item));
    out.push_back(std::move(finding));
  }
  return out;
}

Json to_json(const DigestSet& digests) {
  Json out = Json::object();
  for (const Digest& digest : digests.all()) out.set(name_of(digest.algorithm), digest.hex);
  return out;
}

Result<DigestSet> digests_from(const Json& json) {
  DigestSet out;
  for (const auto& [name, hex] : json.members()) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm) return broken("digest algorithm '" + name + "' is unknown");
    auto digest = Digest::parse(*algorithm, hex.text());
    if (!digest) return broken("'" + hex.text() + "' is no " + name + " digest");
    out.set(*std::move(digest));
  }
  return out;
}

Json to_json(const Format& format) {
  return Json::object({{"puid", format.puid},
                       {"name", format.name},
                       {"version", format.version},
                       {"mime", format.mime},
                       {"basis", format.basis}});
}

Format format_from(const Json& json) {
  return Format{.puid = json["puid"].text(),
                .name = json["name"].text(),
                .version = json["version"].text(),
                .mime = json["mime"].text(),
                .basis = json["basis"].text()};
}

namespace {

std::string hex_of(const PageLook::Hash& hash) {
  std::string out;
  for (const std::uint64_t word : hash) {
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[word >> shift & 15];
  }
  return out;
}

std::optional<PageLook::Hash> hash_from(std::string_view hex) {
  PageLook::Hash hash{};
  if (hex.size() != 16 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const char* at = hex.data() + 16 * i;
    const auto read = std::from_chars(at, at + 16, hash[i], 16);
    if (read.ec != std::errc() || read.ptr != at + 16) return std::nullopt;
  }
  return hash;
}

Json look_json(const PageLook& look) {
  return Json::object({{"perceptual_hash", hex_of(look.hash)},
                       {"places", std::uint32_t{look.places}},
                       {"marked", std::uint32_t{look.marked}}});
}

std::optional<PageLook> look_from(const Json& json) {
  const auto hash = hash_from(json["perceptual_hash"].text());
  if (!hash) return std::nullopt;
  return PageLook{*hash, natural32(json["places"]).value_or(0),
                  natural32(json["marked"]).value_or(0)};
}

Json texts_json(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push(text);
  return out;
}

std::optional<bool> truth(const Json* json) {
  return json ? std::optional(json->boolean()) : std::nullopt;
}

Json page_json(const PageMetadata& page) {
  Json out = Json::object();
  if (page.width) out.set("width", *page.width);
  if (page.height) out.set("height", *page.height);
  if (page.resolution_x) out.set("resolution_x", *page.resolution_x);
  if (page.resolution_y) out.set("resolution_y", *page.resolution_y);
  if (!page.bits_per_sample.empty()) {
    Json bits = Json::array();
    for (const std::uint16_t b : page.bits_per_sample) bits.push(std::uint32_t{b});
    out.set("bits_per_sample", std::move(bits));
  }
  if (!page.compression.empty()) out.set("compression", page.compression);
  if (!page.photometric.empty()) out.set("photometric", page.photometric);
  if (!page.icc.empty()) out.set("icc", page.icc);
  if (page.look) {
    out.set("blank", page.look->blank());
    out.set("look", look_json(*page.look));
  }
  if (page.images) out.set("images", *page.images);
  if (page.text) out.set("text", *page.text);
  if (page.ppi) out.set("ppi", *page.ppi);
  if (page.invisible_text) out.set("invisible_text", *page.invisible_text);
  if (page.fonts_embedded) out.set("fonts_embedded", *page.fonts_embedded);
  if (page.blank) out.set("blank", *page.blank);
  if (page.pixels) out.set("pixels", *page.pixels);
  if (!page.codecs.empty()) out.set("codecs", texts_json(page.codecs));
  if (!page.colour_spaces.empty()) out.set("colour_spaces", texts_json(page.colour_spaces));
  if (!page.label.empty()) out.set("label", page.label);
  return out;
}

PageMetadata page_from(const Json& json) {
  PageMetadata out;
  out.width = natural32(json["width"]);
  out.height = natural32(json["height"]);
  out.resolution_x = real(json["resolution_x"]);
  out.resolution_y = real(json["resolution_y"]);
  for (const Json& bits : json["bits_per_sample"].items()) {
    out.bits_per_sample.push_back(static_cast<std::uint16_t>(bits.natural()));
  }
  out.compression = json["compression"].text();
  out.photometric = json["photometric"].text();
  out.icc = json["icc"].text();
  out.look = look_from(json["look"]);
  out.images = natural32(json["images"]);
  if (const Json* text = json.find("text")) out.text = text->boolean();
  out.ppi = real(json["ppi"]);
  out.invisible_text = truth(json.find("invisible_text"));
  out.fonts_embedded = truth(json.find("fonts_embedded"));
  out.blank = truth(json.find("blank"));
  if (const Json* pixels = json.find("pixels")) out.pixels = pixels->natural();
  out.codecs = texts_from(json["codecs"]);
  out.colour_spaces = texts_from(json["colour_spaces"]);
  out.label = json["label"].text();
  return out;
}

// Beside the other members of "technical".
void add_pdf(Json& out, const PdfMetadata& pdf) {
  const auto claim = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  out.set("pdfa_revision", claim(pdf.pdfa_revision));
  out.set("pdfua_claim", claim(pdf.pdfua_claim));
  out.set("form", claim(pdf.form));
  out.set("attachments", pdf.attachments);
  out.set("attachment_names", texts_json(pdf.attachment_names));
  out.set("javascript", pdf.javascript);
  out.set("signatures", pdf.signatures);
  out.set("fonts_not_embedded", texts_json(pdf.fonts_not_embedded));
}

std::optional<PdfMetadata> pdf_from(const Json& json) {
  if (!json.find("attachments")) return std::nullopt;
  PdfMetadata out;
  out.pdfa_revision = json["pdfa_revision"].text();
  out.pdfua_claim = json["pdfua_claim"].text();
  out.form = json["form"].text();
  out.attachments = static_cast<std::uint32_t>(json["attachments"].natural());
  out.attachment_names = texts_from(json["attachment_names"]);
  out.javascript = json["javascript"].boolean();
  out.signatures = static_cast<std::uint32_t>(json["signatures"].natural());
  out.fonts_not_embedded = texts_from(json["fonts_not_embedded"]);
  return out;
}

}  // namespace

Json to_json(const TechnicalMetadata& technical) {
  Json out = Json::object();
  const bool paged = technical.page_count > 0 || !technical.pages.empty();
  if (paged) {
    // The contract of the command line: "pages" with one entry a page.
    Json pages = Json::array();
    for (const PageMetadata& page : technical.pages) pages.push(page_json(page));
    out.set("page_count", technical.page_count);
    out.set("pages", std::move(pages));
  }
  if (!technical.pdf_version.empty()) out.set("version", technical.pdf_version);
  if (!technical.pdf_version.empty()) {
    out.set("pdfa_claim", technical.pdfa_claim.empty() ? Json() : Json(technical.pdfa_claim));
  }
  if (technical.encrypted) out.set("encrypted", *technical.encrypted);
  if (technical.pdf) add_pdf(out, *technical.pdf);
  if (!technical.text_encoding.empty()) out.set("text_encoding", technical.text_encoding);
  if (technical.text) out.set("text", to_json(*technical.text));
  if (!technical.capture_device.empty()) out.set("capture_device", technical.capture_device);
  if (!technical.capture_software.empty()) out.set("capture_software", technical.capture_software);
  if (!technical.captured.empty()) out.set("captured", technical.captured);
  if (!technical.embedded.empty()) {
    Json embedded = Json::array();
    for (const auto& [name, value] : technical.embedded) {
      embedded.push(Json::array().push(name).push(value));
    }
    out.set("embedded", std::move(embedded));
  }
  return out;
}

TechnicalMetadata technical_from(const Json& json) {
  TechnicalMetadata out;
  out.page_count = static_cast<std::uint32_t>(json["page_count"].natural());
  for (const Json& page : json["pages"].items()) out.pages.push_back(page_from(page));
  out.pdf_version = json["version"].text();
  out.pdfa_claim = json["pdfa_claim"].text();
  if (const Json* encrypted = json.find("encrypted")) out.encrypted = encrypted->boolean();
  out.pdf = pdf_from(json);
  out.text_encoding = json["text_encoding"].text();
  if (const Json* text = json.find("text")) out.text = text_metadata_from(*text);
  out.capture_device = json["capture_device"].text();
  out.capture_software = json["capture_software"].text();
  out.captured = json["captured"].text();
  for (const Json& pair : json["embedded"].items()) {
    if (pair.items().size() == 2) {
      out.embedded.emplace_back(pair.items()[0].text(), pair.items()[1].text());
    }
  }
  return out;
}

Json to_json(const Examination& examination) {
  Json out = Json::object(
      {{"format", to_json(examination.format)}, {"validity", name_of(examination.validity)}});
  Json profiles = Json::array();
  for (const ProfileVerdict& profile : examination.profiles) {
    profiles.push(Json::object({{"name", profile.name}, {"validity", name_of(profile.validity)}}));
  }
  out.set("profiles", std::move(profiles));
  out.set("technical", to_json(examination.technical));
  out.set("findings", to_json(examination.findings));
  out.set("not_checked", texts(examination.not_checked));
  out.set("tools", texts(examination.tools));
  if (!examination.thumbnail.empty()) out.set("thumbnail", to_base64(examination.thumbnail));
  return out;
}

Result<Examination> examination_from(const Json& json) {
  if (!json.is_object()) return broken("examination is no object");
  Examination out;
  out.format = format_from(json["format"]);
  const auto validity = validity_named(json["validity"].text());
  if (!validity) return broken("validity '" + json["validity"].text() + "' is unknown");
  out.validity = *validity;
  for (const Json& profile : json["profiles"].items()) {
    const auto verdict = validity_named(profile["validity"].text());
    if (!verdict) return broken("profile without a verdict");
    out.profiles.push_back({profile["name"].text(), *verdict});
  }
  out.technical = technical_from(json["technical"]);
  DELO_TRY(out.findings, findings_from(json["findings"]));
  out.not_checked = texts_from(json["not_checked"]);
  out.tools = texts_from(json["tools"]);
  out.thumbnail = from_base64(json["thumbnail"].text()).value_or("");
  return out;
}

Json to_json(const ArchivalReference& reference) {
  const auto part = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json leaves = Json::array();
  for (const Leaf& leaf : reference.leaves) leaves.push(leaf.label());
  Json out = Json::object({{"archive", part(reference.archive)},
                           {"fond", part(reference.fond)},
                           {"opis", part(reference.opis)},
                           {"delo", part(reference.delo)}});
  if (!reference.box.empty()) out.set("box", reference.box);
  if (!reference.folder.empty()) out.set("folder", reference.folder);
  if (!reference.volume.empty()) out.set("volume", reference.volume);
  if (!reference.item.empty()) out.set("item", reference.item);
  if (!reference.reel.empty()) out.set("reel", reference.reel);
  if (!reference.frames.empty()) out.set("frames", reference.frames);
  out.set("leaves", std::move(leaves));
  out.set("canonical", reference.canonical());
  out.set("canonical_cyrillic", reference.canonical_cyrillic());
  return out;
}

ArchivalReference reference_from(const Json& json) {
  ArchivalReference out{.archive = json["archive"].text(),
                        .fond = json["fond"].text(),
                        .opis = json["opis"].text(),
                        .delo = json["delo"].text(),
                        .box = json["box"].text(),
                        .folder = json["folder"].text(),
                        .item = json["item"].text(),
                        .volume = json["volume"].text(),
                        .reel = json["reel"].text(),
                        .frames = json["frames"].text(),
                        .leaves = {}};
  for (const Json& label : json["leaves"].items()) {
    if (auto leaf = leaf_of_label(label.text())) out.leaves.push_back(*std::move(leaf));
  }
  return out;
}

Json to_json(const FileObject& file) {
  Json out = Json::object();
  set_path(out, file.path);
  out.set("size", file.size);
  out.set("modified_ns", file.modified_ns);
  out.set("role", name_of(file.role));
  if (!file.language.empty()) out.set("language", file.language);
  if (file.leaf) out.set("leaf", leaf_json(*file.leaf));
  if (!file.places.empty()) out.set("leaf_places", leaf_places_json(file.places));
  if (file.blank) out.set("blank", true);
  if (!file.copy_of.empty()) {
    Json original = Json::object();
    set_path(original, file.copy_of);
    out.set("copy_of", std::move(original));
  }
  out.set("digests", to_json(file.digests));
  out.set("format", to_json(file.format));
  return out;
}

Result<FileObject> file_object_from(const Json& json) {
  FileObject out;
  DELO_TRY(out.path, path_from(json));
  out.size = json["size"].natural();
  out.modified_ns = json["modified_ns"].integer();
  const auto role = file_role_named(json["role"].text());
  if (!role) return broken("file role '" + json["role"].text() + "' is unknown");
  out.role = *role;
  out.language = json["language"].text();
  if (const Json* leaf = json.find("leaf")) out.leaf = leaf_from(*leaf);
  out.places = leaf_places_from(json["leaf_places"]);
  out.blank = json["blank"].boolean();
  if (const Json* original = json.find("copy_of")) {
    DELO_TRY(out.copy_of, path_from(*original));
  }
  DELO_TRY(out.digests, digests_from(json["digests"]));
  out.format = format_from(json["format"]);
  return out;
}

static Json elements_json(const std::vector<DescriptionElement>& elements) {
  Json out = Json::array();
  for (const DescriptionElement& element : elements) {
    out.push(Json::array().push(element.name).push(element.value));
  }
  return out;
}

static Result<std::vector<DescriptionElement>> elements_from(const Json& json) {
  std::vector<DescriptionElement> out;
  for (const Json& pair : json.items()) {
    if (pair.items().size() != 2) return broken("description element is no pair");
    out.push_back({pair.items()[0].text(), pair.items()[1].text()});
  }
  return out;
}

Json to_json(const Item& item) {
  Json descriptions = Json::array();
  for (const Description& description : item.descriptions) {
    Json one = Json::object();
    set_path(one, description.path);
    one.set("elements", elements_json(description.elements));
    descriptions.push(std::move(one));
  }
  Json files = Json::array();
  for (const FileObject& file : item.files) files.push(to_json(file));
  Json out = Json::object({{"item", item.id.value},
                           {"reference", to_json(item.reference)},
                           {"reference_basis", item.reference_basis},
                           {"title", item.title},
                           {"descriptions", std::move(descriptions)},
                           {"files", std::move(files)}});
  if (item.certificate.says_anything()) out.set("certificate", to_json(item.certificate));
  if (!item.leaf_map.empty()) out.set("leaf_map", to_json(item.leaf_map));
  if (!item.levels.empty()) {
    Json levels = Json::array();
    for (const DescriptionLevel& level : item.levels) {
      levels.push(
          Json::object({{"level", level.level}, {"elements", elements_json(level.elements)}}));
    }
    out.set("levels", std::move(levels));
  }
  if (item.rights.empty()) return out;
  Json rights = Json::array();
  for (const RightsStatement& statement : item.rights) rights.push(to_json(statement));
  out.set("rights", std::move(rights));
  return out;
}

Result<Item> item_from(const Json& json) {
  Item out;
  out.id.value = json["item"].text();
  out.reference = reference_from(json["reference"]);
  out.reference_basis = json["reference_basis"].text();
  out.title = json["title"].text();
  for (const Json& one : json["descriptions"].items()) {
    Description description;
    DELO_TRY(description.path, path_from(one));
    DELO_TRY(description.elements, elements_from(one["elements"]));
    out.descriptions.push_back(std::move(description));
  }
  if (const Json* certificate = json.find("certificate")) {
    out.certificate = leaf_certificate_from(*certificate);
  }
  out.leaf_map = leaf_map_from(json["leaf_map"]);
  for (const Json& one : json["levels"].items()) {
    DescriptionLevel level{.level = one["level"].text()};
    DELO_TRY(level.elements, elements_from(one["elements"]));
    out.levels.push_back(std::move(level));
  }
  for (const Json& one : json["rights"].items()) {
    DELO_TRY(RightsStatement statement, rights_from(one));
    out.rights.push_back(std::move(statement));
  }
  for (const Json& file : json["files"].items()) {
    DELO_TRY(FileObject object, file_object_from(file));
    out.files.push_back(std::move(object));
  }
  return out;
}

Json to_json(const Agent& agent) {
  return Json::object({{"id", agent.id.value},
                       {"name", agent.name},
                       {"type", agent.type},
                       {"version", agent.version}});
}

Agent agent_from(const Json& json) {
  return Agent{.id = {json["id"].text()},
               .name = json["name"].text(),
               .type = json["type"].text(),
               .version = json["version"].text()};
}

Json to_json(const Event& event) {
  Json agents = Json::array();
  for (const AgentId& agent : event.agents) agents.push(agent.value);
  Json objects = Json::array();
  for (const RelativePath& path : event.objects) {
    Json object = Json::object();
    set_path(object, path);
    objects.push(std::move(object));
  }
  return Json::object({{"type", name_of(event.type)},
                       {"time", to_iso8601_ms(event.time)},
                       {"detail", event.detail},
                       {"outcome", name_of(event.outcome)},
                       {"outcome_note", event.outcome_note},
                       {"findings", to_json(event.findings)},
                       {"agents", std::move(agents)},
                       {"objects", std::move(objects)}});
}

Result<Event> event_from(const Json& json) {
  Event out;
  const auto type = event_type_named(json["type"].text());
  const auto outcome = event_outcome_named(json["outcome"].text());
  const auto time = timestamp_of(json["time"].text());
  if (!type || !outcome || !time) return broken("event without type, outcome or time");
  out.type = *type;
  out.outcome = *outcome;
  out.time = *time;
  out.detail = json["detail"].text();
  out.outcome_note = json["outcome_note"].text();
  DELO_TRY(out.findings, findings_from(json["findings"]));
  for (const Json& agent : json["agents"].items()) out.agents.push_back({agent.text()});
  for (const Json& object : json["objects"].items()) {
    DELO_TRY(RelativePath path, path_from(object));
    out.objects.push_back(std::move(path));
  }
  return out;
}

}  // namespace delo
