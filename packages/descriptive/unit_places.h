// Where the units of a description stand in its bytes, so that one can be taken out with
// those above it, every byte as it is: of a finding aid of thousands of units, what
// speaks of one record.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "packages/descriptive/description_reader.h"

namespace delo::packages {

struct ByteRange {
  std::uint64_t begin = 0, end = 0;  // bytes; the one at `end` is not in it
  bool operator==(const ByteRange&) const = default;
};

class UnitPlaces {
 public:
  // Goes through the tags of a well-formed document once.  `form`: kEad (units are archdesc
  // and its components) or kMods (records).  `wanted`: numbers as read_description() gives
  // them; memory goes with these alone.  Error kIo.
  static Result<UnitPlaces> read(const ByteSource& source, DescriptionForm form,
                                 std::set<std::uint64_t> wanted);

  std::uint64_t units() const { return units_; }  // in the document

  // The unit that is last in `path`, those above it, and what stands around them all; the
  // units beside them are left out.  `whole`: with the units below the last.  In order,
  // none touching the next; empty when one of the path was not wanted, or is not in the one
  // before.
  std::vector<ByteRange> excerpt(std::span<const std::uint64_t> path, bool whole) const;

  // UTF-16: what is added to an excerpt has to be, too.
  enum class Width : std::uint8_t { kBytes, kUtf16Big, kUtf16Little };
  Width width() const { return width_; }

 private:
  class Builder;
  // Text of a unit's own, none of units below it.
  struct Piece {
    ByteRange range;
    std::uint32_t list = 0;  // of the dsc it stands in, counted in its unit; 0: in none
  };
  struct Place {
    ByteRange all;
    std::vector<Piece> own;
    std::uint32_t in_list = 0;  // in which dsc of the unit above
  };

  std::map<std::uint64_t, Place> places_;  // 0: the document
  std::uint64_t units_ = 0;
  Width width_ = Width::kBytes;
};

}  // namespace delo::packages
