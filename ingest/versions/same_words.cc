#include "ingest/versions/same_words.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/records/isad.h"
#include "core/text/utf8.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/row_cutter.h"

namespace delo::ingest {
namespace {

bool is_table(const RelativePath& place) {
  const std::string name = to_lower(place.name());
  return name.ends_with(".csv") || name.ends_with(".json");
}

// Rows of the item; nothing: it says nothing that can be read.
Result<std::optional<DescriptionTable>> rows_of_item(const ByteSource& source,
                                                     const RelativePath& place) {
  auto bytes = read_all(source, kMaxTableOfBatch);
  if (!bytes && bytes.error().code == ErrorCode::kUnsupported) {
    return std::optional<DescriptionTable>();
  }
  if (!bytes) return std::move(bytes).error();
  DescriptionTable table = to_lower(place.name()).ends_with(".json")
                               ? read_description_json(*bytes, place)
                               : read_description_table(*bytes, place);
  keep_rows_of_item(table);
  if (table.rows.empty()) return std::optional<DescriptionTable>();
  return std::optional(std::move(table));
}

// An excerpt of JSON has them by name; those of one name stay in their order.
std::vector<DescriptionElement> by_name(std::vector<DescriptionElement> elements) {
  std::ranges::stable_sort(elements, {}, &DescriptionElement::name);
  return elements;
}

Result<bool> same_rows(const ByteSource& before, const RelativePath& place_before,
                       const ByteSource& now, const RelativePath& place_now) {
  DELO_TRY(const auto a, rows_of_item(before, place_before));
  DELO_TRY(const auto b, rows_of_item(now, place_now));
  return a && b && std::ranges::equal(a->rows, b->rows, [](const auto& x, const auto& y) {
           return x.name == y.name && by_name(x.elements) == by_name(y.elements);
         });
}

Result<FoundInAids> found_in(const ByteSource& source, const RelativePath& place,
                             const SoughtItem& item) {
  AidMatcher matcher({item});
  DELO_TRY(const std::vector<Finding> faults, matcher.read(source, place));
  FoundInAids found = std::move(matcher.finish().front());
  found.findings.insert(found.findings.end(), faults.begin(), faults.end());
  return found;
}

bool same_level(const FoundInAids::Level& a, const FoundInAids::Level& b) {
  return a && b ? *a == *b : a == b;
}

}  // namespace

SoughtItem sought_in_own_documents(const Item& item) {
  SoughtItem sought{.reference = item.reference, .codes = {}};
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) {
      // Numbers that stand in the documents themselves name nothing without the path above.
      if (element.name.starts_with("ead.")) continue;
      const auto meaning = meaning_of(element.name);
      if (meaning && meaning->isad == IsadElement::kReferenceCode) {
        sought.codes.push_back(element.value);
      }
    }
  }
  return sought;
}

Result<bool> same_words(const ByteSource& before, const RelativePath& place_before,
                        const ByteSource& now, const RelativePath& place_now,
                        const SoughtItem& item) {
  if (is_table(place_now)) return same_rows(before, place_before, now, place_now);
  DELO_TRY(const FoundInAids a, found_in(before, place_before, item));
  DELO_TRY(const FoundInAids b, found_in(now, place_now, item));
  if (!b.own && b.levels.empty()) return false;
  return same_level(a.own, b.own) && std::ranges::equal(a.levels, b.levels, same_level) &&
         a.findings.size() == b.findings.size();
}

}  // namespace delo::ingest
