// Which keys the dictionaries of a PDF have, of what type, and which are required:
// the tables of ISO 32000-1 (ISO 32000-2 where it adds or lifts something) as data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/records/finding.h"
#include "validators/pdf/object.h"

namespace delo::validators::pdf {

// What a value is looked at as.
enum class Shape : std::uint8_t {
  kNone,
  kCatalog,
  kPage,
  kNames,
  kViewerPreferences,
  kMarkInfo,
  kTransition,
  kMetadata,
  kInformation,
  kOutlines,
  kOutlineItem,
  kPageLabel,
  kThread,
  kBead,
  kAnnotation,
  kBorderStyle,
  kAppearances,
  kAppearance,  // a form, or forms by state
  kAction,
  kActionOrDestination,
  kDestination,
  kNamedDestination,   // an array, or a dictionary that holds it
  kNamedDestinations,  // a dictionary of destinations
  kForm,
  kField,
  kGraphicsState,
  kSoftMask,
  kGroup,
  kPattern,
  kShading,
  kFunction,
  kColorSpace,
  kFontEncoding,
  kFontDescriptor,
  kCidSystemInfo,
  kCharacterMap,
  kFileSpecification,
  kEmbeddedFile,
  kOptionalContent,
  kOptionalContentGroup,
  kOutputIntent,
  kStructureRoot,
  kStructureElement,
  kEncryption,
  // Trees (7.9.6, 7.9.7), by what their leaves are.
  kNameTree,
  kDestinationTree,
  kFileTree,
  kNumberTree,
  kPageLabelTree,
};

struct Entry {
  std::string_view key;
  // A letter for each type it may have: b boolean, i integer, n number, N name, s string,
  // a array, d dictionary, S stream; "*": any.
  std::string_view types;
  bool required = false;
  Shape shape = Shape::kNone;    // of the value
  bool each = false;             // of each item of the array, or of each value of the dictionary
  std::string_view one_of = {};  // names it may be, parted at blanks
  std::size_t count = 0;         // items of the array; 0: any
  std::string_view items = {};   // types of its items; empty: any
};

struct Table {
  Shape shape;
  std::string_view name;  // as findings say it: "the catalogue"
  const Rule* rule;
  std::span<const Entry> entries;
};

// nullptr: not a dictionary with a table.
const Table* table_of(Shape shape);

// What an annotation or action of this Subtype or S asks for besides; empty when
// nothing is known of it.
std::span<const Entry> entries_of_annotation(std::string_view subtype);
std::span<const Entry> entries_of_action(std::string_view type);

bool type_fits(std::string_view types, Kind kind);
std::string names_of_types(std::string_view types);  // "an integer or a name"

}  // namespace delo::validators::pdf
