#include <algorithm>
#include <array>

#include "core/records/archival_description.h"
#include "core/text/utf8.h"
#include "packages/descriptive/description_writer.h"

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

  bool has_title = false, has_reference = false;

 private:
  XmlWriter& xml_;
  const std::string& reference_;
};

}  // namespace

void write_dublin_core(XmlWriter& xml, const Item& item, const std::string& title) {
  xml.open("oai_dc:dc", {{"xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"},
                         {"xmlns:dc", "http://purl.org/dc/elements/1.1/"}});
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

}  // namespace delo::packages
