#include <algorithm>
#include <array>
#include <utility>

#include "core/records/archival_description.h"
#include "core/records/isad.h"
#include "core/records/language_names.h"
#include "core/text/utf8.h"
#include "packages/descriptive/description_writer.h"
#include "packages/descriptive/part_description.h"

namespace delo::packages {
namespace {

// DCMES 1.1; a description's other elements stay in the producer's own file, and in EAD.
constexpr std::array<std::string_view, 15> kDublinCore = {
    "contributor", "coverage",   "creator",  "date",      "description",
    "format",      "identifier", "language", "publisher", "relation",
    "rights",      "source",     "subject",  "title",     "type"};

class DublinCore {
 public:
  DublinCore(XmlWriter& xml, const std::string& reference) : xml_(xml), reference_(reference) {}

  void write(std::string_view name, const std::string& value) {
    if (name == "format") formats_.push_back(value);
    if (name == "language") {
      for (const std::string& tag : languages_in(value)) languages_.push_back(to_lower(tag));
    }
    xml_.element("dc:" + std::string(name), value);
    has_title = has_title || name == "title";
    has_reference = has_reference || (name == "identifier" && value == reference_);
  }

  void given(const DescriptionElement& element) {
    if (element.value.empty()) return;
    if (element.name.starts_with("dc.")) {
      const std::string name = to_lower(std::string_view(element.name).substr(3));
      if (std::ranges::find(kDublinCore, name) != kDublinCore.end()) {
        write(name, element.value);
        return;
      }
    }
    const auto meaning = meaning_of(element.name);
    if (!meaning || meaning->dublin_core.empty()) return;
    for (const DescribedElement& one : describe(std::vector{element}).elements) {
      write(meaning->dublin_core, one.normal.empty() ? one.value : one.normal);
    }
  }

  // Of a representation, which texts of several hands describe.
  void given_once(const DescriptionElement& element) {
    const auto meaning = meaning_of(element.name);
    const bool language = meaning && meaning->isad == IsadElement::kLanguage;
    if (!language || !has_languages(element.value)) given(element);
  }

  bool has_format(const std::string& value) const {
    return std::ranges::find(formats_, value) != formats_.end();
  }

  // "rus" is told where "ru" is, "ru-RU" where the same is: all languages of `value`.
  bool has_languages(std::string_view value) const {
    const std::vector<std::string> tags = languages_in(value);
    return !tags.empty() && std::ranges::all_of(tags, [&](const std::string& tag) {
      return std::ranges::find(languages_, to_lower(tag)) != languages_.end();
    });
  }

  // Whether one of the languages is this one, whatever else is said of it ("ru-RU").
  bool has_primary_language(const std::string& tag) const {
    return std::ranges::any_of(languages_, [&](const std::string& told) {
      return primary_language(told) == primary_language(tag);
    });
  }

  bool has_title = false, has_reference = false;

 private:
  XmlWriter& xml_;
  const std::string& reference_;
  std::vector<std::string> formats_, languages_;  // that were written; tags in small letters
};

void open_dublin_core(XmlWriter& xml) {
  xml.open("oai_dc:dc", {{"xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"},
                         {"xmlns:dc", "http://purl.org/dc/elements/1.1/"}});
}

std::string count_of(std::uint64_t n, std::string_view one) {
  return std::to_string(n) + ' ' + std::string(one) + (n == 1 ? "" : "s");
}

// "4 files, 12 pages, 34567 bytes"
std::string extent_of(const PartDescription& part) {
  std::string extent = count_of(part.files, "file");
  if (part.pages > 0) extent += ", " + count_of(part.pages, "page");
  return extent + ", " + count_of(part.bytes, "byte");
}

}  // namespace

void write_dublin_core(XmlWriter& xml, const Item& item, const std::string& title) {
  open_dublin_core(xml);
  const std::string reference = item.reference.empty() ? "" : item.reference.canonical();
  DublinCore dc(xml, reference);
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) dc.given(element);
  }
  if (!dc.has_title) dc.write("title", title);
  if (!dc.has_reference && !reference.empty()) dc.write("identifier", reference);
  if (!item.levels.empty()) {
    for (const DescribedElement& one : describe(item).elements) {
      const std::string_view name = term_of(one.element).dublin_core;
      if (one.level.empty() || name.empty()) continue;
      dc.write(name, one.normal.empty() ? one.value : one.normal);
    }
  }
  xml.close();
}

void write_dublin_core(XmlWriter& xml, const PartDescription& part, const PartNames& names) {
  open_dublin_core(xml);
  DublinCore dc(xml, names.relation);
  for (const DescriptionElement& element : part.elements) dc.given_once(element);
  if (!dc.has_title) dc.write("title", names.title);
  dc.write("identifier", names.identifier);
  for (const std::string& language : part.languages) {
    if (!dc.has_primary_language(language)) dc.write("language", language);
  }
  for (const std::string& type : part.media_types) {
    if (!dc.has_format(type)) dc.write("format", type);
  }
  dc.write("format", extent_of(part));
  if (!names.relation.empty()) dc.write("relation", names.relation);
  xml.close();
}

}  // namespace delo::packages
