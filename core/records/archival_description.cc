#include "core/records/archival_description.h"

#include <algorithm>
#include <ranges>

#include "core/records/edtf.h"
#include "core/records/language_names.h"

namespace delo {
namespace {

std::string normal_of(IsadElement element, std::string_view value) {
  if (element == IsadElement::kDates) return edtf_of(value);
  if (element != IsadElement::kLanguage) return {};
  std::string out;
  for (const std::string& tag : languages_in(value)) out += (out.empty() ? "" : " ") + tag;
  return out;
}

void add(ArchivalDescription& to, const DescriptionElement& given, std::string_view level) {
  if (given.value.empty()) return;
  const auto meaning = meaning_of(given.name);
  if (!meaning) {
    if (level.empty()) to.unknown.push_back(given);
    return;
  }
  if (!level.empty() && !term_of(meaning->isad).inherited) return;
  to.elements.push_back({.element = meaning->isad,
                         .value = given.value,
                         .normal = normal_of(meaning->isad, given.value),
                         .given_as = given.name,
                         .level = std::string(level)});
}

void inherit(ArchivalDescription& to, const std::vector<DescriptionLevel>& levels) {
  for (const IsadTerm& term : isad_terms()) {
    if (!term.inherited) continue;
    // The nearest level that says it.
    for (const DescriptionLevel& level : levels | std::views::reverse) {
      if (to.has(term.element)) break;
      for (const DescriptionElement& given : level.elements) {
        const auto meaning = meaning_of(given.name);
        if (meaning && meaning->isad == term.element) {
          add(to, given, level.level.empty() ? std::string_view("otherlevel") : level.level);
        }
      }
    }
  }
}

void sort(ArchivalDescription& description) {
  std::ranges::stable_sort(description.elements, {}, &DescribedElement::element);
}

}  // namespace

const DescribedElement* ArchivalDescription::first(IsadElement element) const {
  const auto found = std::ranges::find(elements, element, &DescribedElement::element);
  return found == elements.end() ? nullptr : &*found;
}

bool ArchivalDescription::has(IsadElement element, bool inherited_too) const {
  return std::ranges::any_of(elements, [&](const DescribedElement& one) {
    return one.element == element && (inherited_too || one.level.empty());
  });
}

ArchivalDescription describe(const std::vector<DescriptionElement>& elements) {
  ArchivalDescription out;
  for (const DescriptionElement& given : elements) add(out, given, {});
  sort(out);
  return out;
}

ArchivalDescription describe(const Item& item) {
  ArchivalDescription out;
  if (!item.reference.empty()) {
    out.elements.push_back({.element = IsadElement::kReferenceCode,
                            .value = item.reference.canonical(),
                            .normal = {},
                            .given_as = item.reference_basis,
                            .level = {}});
  }
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& given : description.elements) add(out, given, {});
  }
  if (!item.title.empty() && !out.has(IsadElement::kTitle)) {
    out.elements.push_back({.element = IsadElement::kTitle,
                            .value = item.title,
                            .normal = {},
                            .given_as = "title",
                            .level = {}});
  }
  inherit(out, item.levels);
  sort(out);
  return out;
}

}  // namespace delo
