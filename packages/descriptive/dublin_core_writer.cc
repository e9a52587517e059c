#include <algorithm>
#include <array>
#include <utility>

#include "core/records/archival_description.h"
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
    if (name == "language" || name == "format") written_.emplace_back(name, value);
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

  bool has_written(std::string_view name, const std::string& value) const {
    return std::ranges::find(written_, std::pair(std::string(name), value)) != written_.end();
  }

  bool has_title = false, has_reference = false;

 private:
  XmlWriter& xml_;
  const std::string& reference_;
  std::vector<std::pair<std::string, std::string>> written_;  // languages and formats
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
  for (const DescriptionElement& element : part.elements) dc.given(element);
  if (!dc.has_title) dc.write("title", names.title);
  dc.write("identifier", names.identifier);
  for (const std::string& language : part.languages) {
    if (!dc.has_written("language", language)) dc.write("language", language);
  }
  for (const std::string& type : part.media_types) {
    if (!dc.has_written("format", type)) dc.write("format", type);
  }
  dc.write("format", extent_of(part));
  if (!names.relation.empty()) dc.write("relation", names.relation);
  xml.close();
}

}  // namespace delo::packages
