// Every requirement of the TIFF room, told once: header and directories, tags,
// images, the map of the file's bytes, pages, embedded profiles, decoding.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::validators::tiff {

// ---- Header and directories ----
extern const Rule kHeaderTruncated, kHeaderByteOrder, kHeaderMagic, kHeaderBigTiff, kHeaderFirstIfd;
extern const Rule kIfdInHeader, kIfdOutsideFile, kIfdWordBoundary, kIfdLoop, kIfdEmpty,
    kIfdTruncated, kIfdNextMissing, kIfdAscendingTags, kIfdDuplicateTag;
extern const Rule kEntryType, kEntryCountZero, kValueOutsideFile, kValueWordBoundary, kFileLimit,
    kFileFamily;

// ---- Tags ----
extern const Rule kTagRequired, kTagType, kTagCount, kTagValue, kTagObsolete;
extern const Rule kRationalDenominator, kAsciiTerminated, kAsciiSevenBit, kAsciiEncoding,
    kDateTimeFormat, kDateTimePossible, kResolutionMissing, kResolutionZero;
extern const Rule kExifType, kExifCount, kExifValue, kExifRequired, kExifGpsIncomplete;

// ---- Images ----
extern const Rule kImageSize, kImagePhotometric, kImageSamples, kImageBits, kImageColorMap,
    kImageExtraSamples, kImageGrayResponse, kImageTransferFunction, kImagePredictor,
    kImageCompression, kImageCompressionUndefined, kImageCompressionUnknown, kImageOldJpeg,
    kImageOldJpegStream, kImageJpegTables, kImageSubsampling, kImageInks, kImageSampleFormat;
extern const Rule kStripsMissing, kStripsAndTiles, kStripCount, kStripByteCountsMissing,
    kStripEmpty, kStripOutsideFile, kStripByteCount, kStripExcess, kStripRows, kTileSize,
    kTileStripTags;

// ---- The map of the file's bytes ----
extern const Rule kMapStructures, kMapValueShared, kMapStripsOverlap, kMapStripReused,
    kMapPixelsOverStructure, kMapTrailing, kMapUnreferenced;

// ---- Pages ----
extern const Rule kPageDuplicate, kPageTotal, kPageRange, kPageGap, kPageOrder, kPageFlag,
    kPageMask, kPageReduced, kPageBlank;

// ---- Embedded profiles and metadata ----
extern const Rule kIccDamaged, kIccVersion, kIccColourSpace, kIccValue, kIccTransform,
    kIccRequiredTags, kXmpWellFormed, kXmpDoctype, kXmpEncoding, kXmpPacket, kIptcStructure,
    kIptcValue, kPhotoshopSize, kPhotoshopStructure, kGeoKeys, kGeoModelType, kGeoTiepoints,
    kGeoPlacement, kGeoUnplaced;

// ---- Decoding ----
extern const Rule kDecodeDirectory, kDecodeStrip, kDecodeExcess, kDecodeExcessBytes, kDecodeLzwEnd,
    kPackBitsRows, kJpegFrame, kJpegSampling, kJpegSamplingDefault, kJpegRows, kJpegEnd,
    kJpegTablesMissing, kJpegTablesRedefined, kJpegProcess, kDecodeRemark, kDecodeExpansion,
    kDecodeBudget, kZeroTail;

std::span<const Rule> tiff_rules();

}  // namespace delo::validators::tiff
