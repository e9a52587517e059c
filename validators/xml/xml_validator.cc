#include "validators/xml/xml_validator.h"

#include <functional>
#include <map>
#include <unordered_set>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "validators/finding_list.h"
#include "validators/text/html_tags.h"
#include "validators/text/markup_text.h"
#include "validators/text/text_analysis.h"
#include "validators/xml/xml_rules.h"

namespace delo::validators::xml {
namespace {

constexpr std::string_view kMets = "http://www.loc.gov/METS/";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXInclude = "http://www.w3.org/2001/XInclude";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXhtml = "http://www.w3.org/1999/xhtml";
constexpr std::string_view kSvg = "http://www.w3.org/2000/svg";
constexpr std::size_t kMaxIds = 1'000'000;  // 16 bytes each
constexpr std::size_t kMaxEntities = 1000;
constexpr std::size_t kMostShown = 100;  // bytes of a name

std::string at_line(std::uint64_t line) { return "line " + std::to_string(line); }

const Rule& rule_of(XmlFaultKind kind) {
  switch (kind) {
    case XmlFaultKind::kNotWellFormed:
      return rule::kWellFormed;
    case XmlFaultKind::kEncoding:
      return rule::kEncoding;
    case XmlFaultKind::kDoctype:
      return rule::kDoctype;
    case XmlFaultKind::kLimit:
      return rule::kLimit;
  }
  return rule::kWellFormed;
}

class Examiner final : public XmlHandler {
 public:
  explicit Examiner(FindingList& findings)
      : findings_(findings), analysis_(findings), text_(analysis_) {}

  void start(const XmlElement& element, const XmlPlace& place) override {
    text_.start(element);
    if (element.is(kXInclude, "include")) {
      findings_.add(rule::kInclude, place.offset(), at_line(place.line()),
                    "the document includes \"" +
                        display_of(element.attribute("href").value_or("")) +
                        "\", which was not followed");
    }
    check_ids(element, place);
    if (element.name_space == kMets) check_links(element, place);
  }

  void end(std::string_view, std::string_view name) override { text_.end(name); }
  void text(std::string_view text) override { text_.text(text); }

  void doctype(const XmlDoctype& doctype) override {
    subset_ = display_of(doctype.subset.substr(0, kMostShown));
    findings_.add(rule::kPlainDoctype, std::nullopt, "",
                  "DOCTYPE " + display_of(doctype.name.substr(0, kMostShown)) + ", " +
                      (subset_.empty() ? "" : "whose DTD \"" + subset_ + "\" was not read, ") +
                      "without entities of its own");
  }

  void unknown_entity(std::string_view name, bool in_value, const XmlPlace& place) override {
    if (!in_value) text_.text(text::character_named(name));
    const auto known = entities_.find(name.substr(0, kMostShown));
    if (known != entities_.end()) {
      ++known->second.references;
    } else if (entities_.size() < kMaxEntities) {
      entities_.emplace(name.substr(0, kMostShown), Entity{place.line(), place.offset(), in_value});
    } else {
      ++further_entities_;
    }
  }

  void fault(const XmlFault& fault) override {
    findings_.add(rule_of(fault.kind), fault.offset, at_line(fault.line), fault.message);
  }

  // Each entity once, where it is first referred to.
  void tell_entities() {
    for (const auto& [name, entity] : entities_) {
      std::string message = "&" + display_of(name) + ";";
      if (entity.in_value) message += " in the value of an attribute";
      message += " is declared at most in \"" + subset_ +
                 "\", which was not read; expected the "
                 "character or text itself";
      if (entity.references > 1) {
        message += "; " + std::to_string(entity.references) + " references, the first is here";
      }
      findings_.add(rule::kEntity, entity.offset, at_line(entity.line), std::move(message));
    }
    for (; further_entities_ > 0; --further_entities_) findings_.count(rule::kEntity);
  }

  // Of text layers, transcriptions and pages; nothing for other documents.
  std::optional<TextMetadata> finish_text() {
    if (!text_.has_text()) return std::nullopt;
    text_.finish();
    return analysis_.finish();
  }

  bool too_many_ids() const { return ids_.size() >= kMaxIds; }

 private:
  // Which attributes are identifiers a schema would say; these are sure without one.
  static bool is_id(const XmlElement& element, const XmlAttribute& attribute) {
    if (attribute.name_space == kXml) return attribute.name == "id";
    if (!attribute.name_space.empty()) return false;
    if (element.name_space == kMets) return attribute.name == "ID";
    return attribute.name == "id" && (element.name_space == kXhtml || element.name_space == kSvg);
  }

  void check_ids(const XmlElement& element, const XmlPlace& place) {
    for (const XmlAttribute& attribute : element.attributes) {
      if (!is_id(element, attribute) || too_many_ids()) continue;
      // Their hashes are enough: two of a million meet once in 10^7 documents.
      if (ids_.insert(std::hash<std::string_view>()(attribute.value)).second) continue;
      if (findings_.is_full(rule::kDuplicateId)) continue;
      findings_.add(
          rule::kDuplicateId, place.offset(), at_line(place.line()),
          "identifier \"" + display_of(attribute.value.substr(0, 100)) + "\" is there before");
    }
  }

  void check_links(const XmlElement& element, const XmlPlace& place) {
    const bool file = element.name == "FLocat" || element.name == "mptr";
    if (!file && element.name != "mdRef") return;
    const std::optional<std::string_view> href = element.attribute("href", kXlink);
    if (!href) return;
    const LinkTarget target = target_of_link(*href);
    if (target == LinkTarget::kWithin) return;
    const bool remote = target == LinkTarget::kRemote;
    findings_.add(remote && !file ? rule::kRemoteMetadata : rule::kLinkOutside, place.offset(),
                  at_line(place.line()),
                  std::string(element.name) + " leads to \"" + display_of(href->substr(0, 200)) +
                      "\", " + (remote ? "which is on another machine" : "outside of its folder"));
  }

  struct Entity {
    std::uint64_t line = 0, offset = 0;  // of the first reference
    bool in_value = false;
    std::size_t references = 1;
  };

  FindingList& findings_;
  std::string subset_;  // as it is shown
  std::map<std::string, Entity, std::less<>> entities_;
  std::size_t further_entities_ = 0;
  text::TextAnalysis analysis_;
  text::MarkupText text_;
  std::unordered_set<std::size_t> ids_;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// %41 → A.  (RFC 3986 § 2.1)
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && text.size() - i > 2 && hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    i += 2;
  }
  return out;
}

// "http" of "http://…"; empty for a path.  One letter is a drive of Windows.
std::string_view scheme_of(std::string_view href) {
  const std::size_t colon = href.find(':');
  if (colon == std::string_view::npos || href.find_first_of("/?#") < colon) return {};
  return href.substr(0, colon);
}

}  // namespace

LinkTarget target_of_link(std::string_view href) {
  const std::string_view scheme = scheme_of(href);
  if (!scheme.empty()) {
    std::string lower(scheme);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (lower.size() == 1) return LinkTarget::kOutside;
    if (lower != "file") return LinkTarget::kRemote;
    href.remove_prefix(scheme.size() + 1);
  }
  const std::string path = percent_decoded(href.substr(0, href.find('#')));
  if (path.find('\0') != std::string::npos) return LinkTarget::kOutside;
  if (path.starts_with('/') || path.starts_with('\\')) return LinkTarget::kOutside;
  // ".." may go up no farther than the path went down before.
  long depth = 0;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("/\\"), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part == "..") {
      if (--depth < 0) return LinkTarget::kOutside;
    } else if (!part.empty() && part != ".") {
      ++depth;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return LinkTarget::kWithin;
}

Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions&) {
  Examination out{.format = format};
  FindingList findings(path);
  Examiner examiner(findings);
  DELO_TRY(const bool whole, read_xml(bytes, examiner, XmlSubset::kLeftAlone));
  examiner.tell_entities();
  if (!whole) {
    out.not_checked.push_back("What comes after the first fault of an XML document was not read");
  }
  if (examiner.too_many_ids()) {
    out.not_checked.push_back("Identifiers after the first million were not compared");
  }
  out.not_checked.push_back("XML was checked for being well-formed, not against a schema");
  out.technical.text = examiner.finish_text();
  out.tools = {xml_library_version()};
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  return out;
}

std::span<const Rule> xml_rules() { return rule::kAll; }

}  // namespace delo::validators::xml
