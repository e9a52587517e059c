// Every requirement of the JPEG room.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::validators::jpeg {

extern const Rule kStart, kMarker, kSegmentLength, kSegmentOutsideFile, kEnd, kTrailingBytes;
extern const Rule kFrameMissing, kFrameDuplicate, kFrameSize, kFrameLength, kScanMissing,
    kScanBeforeFrame;
extern const Rule kIccDamaged, kIccColourSpace, kDensity, kBlank;
extern const Rule kDecode, kDecodeRemark, kDecodeBudget;

std::span<const Rule> jpeg_rules();

}  // namespace delo::validators::jpeg
