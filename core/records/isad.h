// The elements of archival description (ISAD(G), 2nd edition, 2000, § 3), and what
// the elements of other schemes are among them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace delo {

enum class IsadElement : std::uint8_t {
  kReferenceCode,
  kTitle,
  kDates,
  kLevel,
  kExtent,
  kCreator,
  kHistory,
  kArchivalHistory,
  kAcquisition,
  kScope,
  kAppraisal,
  kAccruals,
  kArrangement,
  kAccess,
  kReproduction,
  kLanguage,
  kPhysical,
  kFindingAids,
  kOriginals,
  kCopies,
  kRelated,
  kPublication,
  kNote,
  kArchivistsNote,
  kRules,
  kDatesOfDescription,
};

struct IsadTerm {
  IsadElement element;
  std::string_view clause;       // "3.1.1"
  std::string_view word;         // in policies and JSON: "reference_code"
  std::string_view name;         // as the standard has it: "Reference code(s)"
  std::string_view dublin_core;  // of DCMES 1.1: "identifier"; empty: none
  std::string_view ead;          // of EAD 2002, where it is written: "unitid"
  bool inherited;                // holds for the levels below where they say nothing
};

// In the order of the standard.
std::span<const IsadTerm> isad_terms();
const IsadTerm& term_of(IsadElement element);
// "title", "dates" or "date", "scope_and_content" …; case counts.
std::optional<IsadElement> isad_element_named(std::string_view word);

// What an element of a description as given is; `name` is "dc.title",
// "dcterms.extent", "ead.unittitle", "mods.name.creator" or a column's own name,
// "Крайние даты".  Case does not count.
struct ElementMeaning {
  IsadElement isad;
  std::string_view dublin_core;  // of DCMES 1.1; empty: none
};
std::optional<ElementMeaning> meaning_of(std::string_view name);

}  // namespace delo
