#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <utility>

#include "core/records/archival_description.h"
#include "core/records/language_names.h"
#include "core/text/utf8.h"
#include "packages/descriptive/description_reader.h"
#include "packages/descriptive/description_writer.h"

namespace delo::packages {
namespace {

constexpr std::string_view kNamespace = "urn:isbn:1-931666-22-9";

// Within <did>; all of them may hold text alone.
constexpr std::array<std::string_view, 11> kIdentifying = {
    "unitid",       "unittitle", "unitdate",     "physdesc", "origination", "repository",
    "langmaterial", "abstract",  "materialspec", "physloc",  "container"};
// Behind it; all of them may hold paragraphs.
constexpr std::array<std::string_view, 19> kNarrative = {
    "accessrestrict",  "accruals",     "acqinfo",           "altformavail", "appraisal",
    "arrangement",     "bibliography", "bioghist",          "custodhist",   "fileplan",
    "originalsloc",    "otherfindaid", "phystech",          "prefercite",   "processinfo",
    "relatedmaterial", "scopecontent", "separatedmaterial", "userestrict"};
constexpr std::array<std::string_view, 11> kLevels = {
    "class",     "collection", "file",     "fonds",  "item",     "otherlevel",
    "recordgrp", "series",     "subfonds", "subgrp", "subseries"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

// Where an element is written: "unitid", "scopecontent", "controlaccess/subject", "odd".
std::string place_of(const DescriptionElement& element) {
  if (element.name.starts_with("ead.")) {
    const std::string_view own = std::string_view(element.name).substr(4);
    if (is_one_of(own, kIdentifying) || is_one_of(own, kNarrative)) return std::string(own);
  }
  const auto meaning = meaning_of(element.name);
  if (!meaning) return "odd";
  if (meaning->isad == IsadElement::kNote) {
    if (meaning->dublin_core == "subject") return "controlaccess/subject";
    if (meaning->dublin_core == "coverage") return "controlaccess/geogname";
    if (meaning->dublin_core == "type") return "controlaccess/genreform";
    if (meaning->dublin_core == "contributor") return "controlaccess/name";
    return "odd";
  }
  const std::string_view ead = term_of(meaning->isad).ead;
  return ead.empty() ? "odd" : std::string(ead);
}

// EAD's own pattern of @normal: years, months and days, and ranges of them.
bool is_normal(std::string_view date) {
  return !date.empty() && date.front() >= '0' && date.front() <= '2' && date.back() != '/' &&
         date.find("..") == std::string_view::npos &&
         date.find_first_not_of("0123456789-/") == std::string_view::npos;
}

class EadWriter {
 public:
  EadWriter(XmlWriter& xml, const Item& item, const std::string& title)
      : xml_(xml), item_(item), title_(title) {}

  void header(const std::string& id) {
    xml_.open("eadheader");
    xml_.element("eadid", id);
    xml_.open("filedesc");
    xml_.open("titlestmt");
    xml_.element("titleproper", title_);
    xml_.close();
    xml_.close();
    xml_.open("profiledesc");
    xml_.element("descrules", "ISAD(G), 2nd edition");
    xml_.close();
    xml_.close();
  }

  void unit(std::size_t level) {
    const bool is_item = level == item_.levels.size();
    const std::string name = is_item ? item_level() : item_.levels[level].level;
    XmlWriter::Attributes attributes;
    if (is_one_of(name, kLevels)) {
      attributes.emplace_back("level", name);
    } else {
      attributes.emplace_back("level", "otherlevel");
      if (const std::string token = token_of(name); !token.empty()) {
        attributes.emplace_back("otherlevel", token);
      }
    }
    xml_.open(level == 0 ? "archdesc" : "c", attributes);
    elements(is_item ? own_elements() : item_.levels[level].elements, is_item);
    if (!is_item) {
      if (level == 0) xml_.open("dsc", {{"type", "combined"}});
      unit(level + 1);
      if (level == 0) xml_.close();
    }
    xml_.close();
  }

 private:
  std::string item_level() const { return item_.reference.leaves.empty() ? "file" : "item"; }

  // NMTOKEN: letters, digits, '.', '-', '_', ':'.
  static std::string token_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) != 0 || c == '.' || c == '_' || c == ':') {
        out += c;
      } else if (!out.empty() && out.back() != '-') {
        out += '-';
      }
    }
    while (out.ends_with('-')) out.pop_back();
    return out;
  }

  std::vector<DescriptionElement> own_elements() const {
    std::vector<DescriptionElement> out;
    for (const Description& description : item_.descriptions) {
      if (!description.path.empty()) continue;
      out.insert(out.end(), description.elements.begin(), description.elements.end());
    }
    return out;
  }

  void elements(const std::vector<DescriptionElement>& all, bool is_item) {
    std::vector<std::pair<std::string, const DescriptionElement*>> narrative;
    xml_.open("did");
    bool titled = false, any = false;
    if (is_item && !item_.reference.empty()) {
      xml_.element("unitid", item_.reference.canonical());
      any = true;
    }
    for (const DescriptionElement& element : all) {
      if (element.value.empty()) continue;
      std::string place = place_of(element);
      if (is_one_of(place, kIdentifying)) {
        titled = titled || place == "unittitle";
        any = true;
        identifying(place, element);
      } else {
        narrative.emplace_back(std::move(place), &element);
      }
    }
    if (is_item && !titled) xml_.element("unittitle", title_);
    if (!is_item && !any) xml_.empty("unittitle");
    xml_.close();
    for (const auto& [place, element] : narrative) behind(place, *element);
  }

  void identifying(const std::string& place, const DescriptionElement& element) {
    XmlWriter::Attributes attributes = {{"encodinganalog", element.name}};
    if (place == "unitdate") {
      const auto described = describe(std::vector{element});
      if (const auto* date = described.first(IsadElement::kDates))
        add_date(attributes, date->normal);
    } else if (place == "langmaterial") {
      if (const auto language = language_named(element.value)) {
        xml_.open(place, attributes);
        xml_.element("language", element.value, {{"langcode", std::string(language->iso639)}});
        xml_.close();
        return;
      }
    }
    xml_.element(place, element.value, attributes);
  }

  static void add_date(XmlWriter::Attributes& attributes, std::string date) {
    const bool vague = date.ends_with('?') || date.ends_with('~') || date.ends_with('%');
    if (vague) date.pop_back();
    if (!is_normal(date)) return;
    attributes.emplace_back("normal", date);
    if (vague) attributes.emplace_back("certainty", "approximate");
  }

  void behind(const std::string& place, const DescriptionElement& element) {
    const XmlWriter::Attributes attributes = {{"encodinganalog", element.name}};
    constexpr std::string_view kAccess = "controlaccess/";
    if (place.starts_with(kAccess)) {
      xml_.open("controlaccess");
      xml_.element(place.substr(kAccess.size()), element.value, attributes);
      xml_.close();
      return;
    }
    xml_.open(place, attributes);
    xml_.element("p", element.value);
    xml_.close();
  }

  XmlWriter& xml_;
  const Item& item_;
  const std::string& title_;
};

}  // namespace

bool has_description(const Item& item) {
  if (!item.levels.empty()) return true;
  return std::ranges::any_of(item.descriptions, [](const Description& description) {
    return description.path.empty() && !description.elements.empty();
  });
}

void write_ead(XmlWriter& xml, const Item& item, const std::string& title, const std::string& id) {
  xml.open("ead", {{"xmlns", std::string(kNamespace)}});
  EadWriter writer(xml, item, title);
  writer.header(id);
  writer.unit(0);
  xml.close();
}

Result<std::optional<WrittenDescription>> read_written_ead(const ByteSource& source) {
  std::vector<std::shared_ptr<DescriptionLevel>> path;
  DELO_TRY(
      const DescriptionDocument document,
      read_description(
          source, [&](const EadUnit& unit) { path.assign(unit.path.begin(), unit.path.end()); },
          EadNames::kAsGiven));
  if (document.form != DescriptionForm::kEad || !document.faults.empty() || path.empty()) {
    return std::optional<WrittenDescription>();
  }
  WrittenDescription out{.levels = {}, .elements = std::move(path.back()->elements)};
  path.pop_back();
  for (const auto& level : path) out.levels.push_back(std::move(*level));
  return std::optional(std::move(out));
}

}  // namespace delo::packages
