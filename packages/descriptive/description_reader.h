// Descriptions in XML: EAD 2002 and EAD3 finding aids, MODS 3, Dublin Core.  They are
// read as streams; of a finding aid as large as it likes only the path to the unit
// being read is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/item.h"
#include "core/result.h"
#include "core/text/xml_reader.h"

namespace delo::packages {

enum class DescriptionForm : std::uint8_t {
  kNone,  // XML of another kind, or none
  kEad,
  kMods,
  kDublinCore,
};
std::string_view name_of(DescriptionForm form);  // "EAD" "MODS" "Dublin Core" ""

// One record of MODS or Dublin Core.
struct DescribedRecord {
  std::vector<DescriptionElement> elements;
  std::uint64_t line = 0;  // where it begins, from 1
};

// A unit of a finding aid, told when its did has ended: what comes behind the did is
// still added to the level, which is shared for that.
struct EadUnit {
  std::span<const std::shared_ptr<DescriptionLevel>> path;  // from archdesc; the unit is last
  std::span<const std::uint64_t> numbers;  // of these in the document, from 1, as they begin
  std::uint64_t line = 0;
};

struct DescriptionDocument {
  DescriptionForm form = DescriptionForm::kNone;
  std::string root;                      // local name of the root element
  std::vector<DescribedRecord> records;  // not of EAD
  std::size_t units = 0;                 // of EAD: archdesc and its components
  std::vector<XmlFault> faults;
  bool cut = false;  // more was told than kMaxElementsOfUnit, kMaxTextOfUnit or kMaxRecords
};

inline constexpr std::size_t kMaxElementsOfUnit = 2000;
inline constexpr std::size_t kMaxTextOfUnit = std::size_t{1} << 20;  // bytes
inline constexpr std::size_t kMaxRecords = 10000;

// How EAD is read.
enum class EadNames : std::uint8_t {
  kOwn,      // "ead.unittitle"
  kAsGiven,  // by @encodinganalog, as write_ead() writes it; texts to the letter
};

// Reads the document through; `unit` is told of each unit of a finding aid and may be
// empty.  Errors: kIo of the source, kInternal.
Result<DescriptionDocument> read_description(const ByteSource& source,
                                             const std::function<void(const EadUnit&)>& unit = {},
                                             EadNames names = EadNames::kOwn);

// Of its beginning alone.
struct DescriptionKind {
  DescriptionForm form = DescriptionForm::kNone;
  std::string version;  // "2002" and "3" of EAD, "3.7" of MODS; empty where it does not say
};
// Errors as read_description().
Result<DescriptionKind> kind_of_description(const ByteSource& source);

}  // namespace delo::packages
