// What is known of each tag: its name, its types, its count.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

enum Tag : std::uint16_t {
  kNewSubfileType = 254,
  kSubfileType = 255,
  kImageWidth = 256,
  kImageLength = 257,
  kBitsPerSample = 258,
  kCompression = 259,
  kPhotometric = 262,
  kThreshholding = 263,
  kCellWidth = 264,
  kCellLength = 265,
  kFillOrder = 266,
  kImageDescription = 270,
  kMake = 271,
  kModel = 272,
  kStripOffsets = 273,
  kOrientation = 274,
  kSamplesPerPixel = 277,
  kRowsPerStrip = 278,
  kStripByteCounts = 279,
  kXResolution = 282,
  kYResolution = 283,
  kPlanarConfiguration = 284,
  kFreeOffsets = 288,
  kFreeByteCounts = 289,
  kMinSampleValue = 280,
  kMaxSampleValue = 281,
  kGrayResponseUnit = 290,
  kGrayResponseCurve = 291,
  kT4Options = 292,
  kT6Options = 293,
  kResolutionUnit = 296,
  kPageNumber = 297,
  kTransferFunction = 301,
  kSoftware = 305,
  kDateTime = 306,
  kArtist = 315,
  kHostComputer = 316,
  kPredictor = 317,
  kWhitePoint = 318,
  kPrimaryChromaticities = 319,
  kColorMap = 320,
  kHalftoneHints = 321,
  kTileWidth = 322,
  kTileLength = 323,
  kTileOffsets = 324,
  kTileByteCounts = 325,
  kCleanFaxData = 327,
  kSubIfds = 330,
  kInkSet = 332,
  kInkNames = 333,
  kNumberOfInks = 334,
  kDotRange = 336,
  kExtraSamples = 338,
  kSampleFormat = 339,
  kSMinSampleValue = 340,
  kSMaxSampleValue = 341,
  kIndexed = 346,
  kJpegTables = 347,
  kJpegProc = 512,
  kJpegInterchangeFormat = 513,
  kJpegInterchangeFormatLength = 514,
  kJpegQTables = 519,
  kJpegDcTables = 520,
  kJpegAcTables = 521,
  kYcbcrCoefficients = 529,
  kYcbcrSubSampling = 530,
  kYcbcrPositioning = 531,
  kReferenceBlackWhite = 532,
  kXmp = 700,
  kCopyright = 33432,
  kIptc = 33723,
  kModelPixelScale = 33550,
  kModelTiepoint = 33922,
  kModelTransformation = 34264,
  kPhotoshop = 34377,
  kExifIfd = 34665,
  kIccProfile = 34675,
  kGeoKeyDirectory = 34735,
  kGeoDoubleParams = 34736,
  kGeoAsciiParams = 34737,
  kGpsIfd = 34853,
  kExifVersion = 36864,
  kDateTimeOriginal = 36867,
  kDateTimeDigitized = 36868,
  kMakerNote = 37500,
  kImageSourceData = 37724,
  kInteropIfd = 40965,
  kLensSpecification = 42034,
  kDngVersion = 50706,
  kDngPrivateData = 50740,
};

// How many values a tag has.
enum class CountRule : std::uint8_t {
  kAny,        // at least one
  kExactly,    // TagInfo::count
  kPerSample,  // SamplesPerPixel
};

struct TagInfo {
  std::uint16_t tag;
  std::string_view name;
  std::uint32_t types;  // bit n: field type n is right
  CountRule rule = CountRule::kAny;
  std::uint32_t count = 0;

  bool accepts(std::uint16_t type) const { return type < 32 && (types >> type & 1) != 0; }
};

// nullptr for a tag that we do not know in an IFD of this kind.
const TagInfo* tag_info(IfdKind kind, std::uint16_t tag);
std::string name_of_tag(IfdKind kind, std::uint16_t tag);  // "ImageWidth" "tag 65000"
std::string names_of_types(std::uint32_t types);           // "SHORT or LONG"

// "none" "lzw" "deflate" … ; empty for a value nobody defined.
std::string_view name_of_compression(std::uint64_t compression);
// "min-is-white" "rgb" …; empty for a value nobody defined.
std::string_view name_of_photometric(std::uint64_t photometric);

}  // namespace delo::validators::tiff
