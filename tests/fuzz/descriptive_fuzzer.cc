// Any bytes as a finding aid, as MODS, Dublin Core and JSON: no crash, units and elements
// within their limits, excerpts in order and within the document.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "ingest/reception/description_documents.h"
#include "ingest/reception/finding_aids.h"
#include "packages/descriptive/unit_places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const MemorySource bytes(text);
  const RelativePath path = *RelativePath::parse("ead.xml");
  for (const packages::DescriptionForm form :
       {packages::DescriptionForm::kEad, packages::DescriptionForm::kMods}) {
    const auto places = packages::UnitPlaces::read(bytes, form, {1, 2, 3});
    if (!places) std::abort();
    for (const bool whole : {false, true}) {
      std::uint64_t last = 0;
      for (const packages::ByteRange& range :
           places->excerpt(std::vector<std::uint64_t>{1, 2, 3}, whole)) {
        if (range.begin < last || range.begin >= range.end || range.end > size) std::abort();
        last = range.end;
      }
    }
  }
  const auto kind = packages::kind_of_description(bytes);
  if (!kind || kind->version.size() > 10) std::abort();
  for (const packages::EadNames names : {packages::EadNames::kOwn, packages::EadNames::kAsGiven}) {
    const auto document = packages::read_description(bytes, {}, names);
    if (!document) std::abort();
    for (const packages::DescribedRecord& record : document->records) {
      if (record.elements.size() > packages::kMaxElementsOfUnit) std::abort();
    }
    (void)ingest::table_of(*document, path);
  }
  ingest::SoughtItem sought{.reference = *parse_reference("APRF, f. 45, op. 1, d. 337"),
                            .codes = {"MSS 17/3/4"}};
  ingest::AidMatcher matcher({sought, {}});
  if (!matcher.read(bytes, path)) std::abort();
  Item item;
  std::vector<Finding> findings;
  for (const ingest::FoundInAids& found : matcher.finish()) {
    ingest::take_found(found, item, findings);
  }
  (void)ingest::read_description_json(text, path);
  return 0;
}
