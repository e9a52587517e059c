// Finding aids (EAD) beside the items or in one: the unit of the aid that an item's
// reference names, and the levels above it.  Records of MODS and Dublin Core beside the items
// are units of one level.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/result.h"
#include "packages/descriptive/description_reader.h"

namespace delo::ingest {

// What the aids tell of one item.  Levels are shared by the items below them.
struct FoundInAids {
  using Level = std::shared_ptr<DescriptionLevel>;
  std::vector<Level> levels;         // above the item, the outermost first
  Level own;                         // the item itself is a unit of the aid; null: it is none
  std::vector<std::uint64_t> units;  // numbers of all these in the aid, the item's own last
  std::string where;                 // "ead.xml line 12"
  RelativePath aid;
  // Documents whose units fit alike, `aid` first, the first kMostRivals: nothing was taken.
  std::vector<RelativePath> rivals;
  std::vector<Finding> findings;  // no match, several
  bool looked = false;            // an aid was read for the item
};
inline constexpr std::size_t kMostRivals = 16;

// An item as an aid can know it.
struct SoughtItem {
  ArchivalReference reference;
  std::vector<std::string> codes;  // identifiers as written: "MSS 17/3/4"
};

// Matches the units of aids with items, one aid after the other, in one reading of each.
// Memory: that of the units matched, and of the path being read.
class AidMatcher {
 public:
  explicit AidMatcher(std::vector<SoughtItem> items);
  ~AidMatcher();
  // Faults of the aid itself, also one before it can be told what it is.
  // Errors: kIo of the source, kInternal.
  Result<std::vector<Finding>> read(const ByteSource& source, const RelativePath& path);
  // What was read last, as far as it could be.
  struct Reading {
    packages::DescriptionForm form = packages::DescriptionForm::kNone;
    std::uint64_t units = 0;
    bool whole = false;  // well-formed
    std::string root;    // local name of the root element; empty when none was seen
  };
  const Reading& last() const;
  // Of each item, in their order.
  std::vector<FoundInAids> finish();

 private:
  class Matching;
  std::unique_ptr<Matching> matching_;
};

// Puts what was found into the item: levels, and the elements of its own unit where no
// other description gives them.
void take_found(const FoundInAids& found, Item& item, std::vector<Finding>& findings);

// The same of records beside the items: levels only where no finding aid tells them.
void take_records(const FoundInAids& found, Item& item, std::vector<Finding>& findings);

}  // namespace delo::ingest
