// One image under examination, and where its findings go.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "validators/finding_list.h"
#include "validators/tiff/tiff_image.h"

namespace delo::validators::tiff {

// Borrows all three, for the time of a check.
struct Look {
  const TiffFile& file;
  const Image& image;
  FindingList& findings;

  const Entry* find(std::uint16_t tag) const { return file.find(*image.ifd, tag); }
  void add(const Rule& rule, std::uint16_t tag, std::string message) const {
    const Entry* entry = find(tag);
    findings.add(rule, entry ? entry->at : image.ifd->offset, TiffFile::part(*image.ifd, tag),
                 std::move(message));
  }
};

}  // namespace delo::validators::tiff
