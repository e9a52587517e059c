#include "validators/tiff/tiff_tags.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace delo::validators::tiff {
namespace {

constexpr std::uint32_t bit(FieldType type) { return 1U << type; }
constexpr std::uint32_t B = bit(kByte), A = bit(kAscii), S = bit(kShort), R = bit(kRational),
                        U = bit(kUndefined), SR = bit(kSRational), F = bit(kFloat),
                        D = bit(kDouble);
// BigTIFF's 64-bit types stand wherever LONG and IFD do.
constexpr std::uint32_t L = bit(kLong) | bit(kLong8);
constexpr std::uint32_t I = bit(kIfdType) | bit(kIfd8);
constexpr std::uint32_t SL = S | L;
constexpr std::uint32_t kAnyNumber =
    B | S | L | R | bit(kSByte) | bit(kSShort) | bit(kSLong) | SR | F | D | bit(kSLong8);
constexpr auto kExactly = CountRule::kExactly;
constexpr auto kPerSample = CountRule::kPerSample;

// Sorted by tag.  TIFF 6.0 pp. 28-105 and its supplements; XMP, IPTC, Photoshop, ICC,
// GeoTIFF, TIFF/EP and DNG for the tags they added.
constexpr TagInfo kImageTags[] = {
    {254, "NewSubfileType", L, kExactly, 1},
    {255, "SubfileType", S, kExactly, 1},
    {256, "ImageWidth", SL, kExactly, 1},
    {257, "ImageLength", SL, kExactly, 1},
    {258, "BitsPerSample", S, kPerSample},
    {259, "Compression", S, kExactly, 1},
    {262, "PhotometricInterpretation", S, kExactly, 1},
    {263, "Threshholding", S, kExactly, 1},
    {264, "CellWidth", S, kExactly, 1},
    {265, "CellLength", S, kExactly, 1},
    {266, "FillOrder", S, kExactly, 1},
    {269, "DocumentName", A},
    {270, "ImageDescription", A},
    {271, "Make", A},
    {272, "Model", A},
    {273, "StripOffsets", SL},
    {274, "Orientation", S, kExactly, 1},
    {277, "SamplesPerPixel", S, kExactly, 1},
    {278, "RowsPerStrip", SL, kExactly, 1},
    {279, "StripByteCounts", SL},
    {280, "MinSampleValue", S, kPerSample},
    {281, "MaxSampleValue", S, kPerSample},
    {282, "XResolution", R, kExactly, 1},
    {283, "YResolution", R, kExactly, 1},
    {284, "PlanarConfiguration", S, kExactly, 1},
    {285, "PageName", A},
    {286, "XPosition", R, kExactly, 1},
    {287, "YPosition", R, kExactly, 1},
    {288, "FreeOffsets", L},
    {289, "FreeByteCounts", L},
    {290, "GrayResponseUnit", S, kExactly, 1},
    {291, "GrayResponseCurve", S},
    {292, "T4Options", L, kExactly, 1},
    {293, "T6Options", L, kExactly, 1},
    {296, "ResolutionUnit", S, kExactly, 1},
    {297, "PageNumber", S, kExactly, 2},
    {301, "TransferFunction", S},
    {305, "Software", A},
    {306, "DateTime", A, kExactly, 20},
    {315, "Artist", A},
    {316, "HostComputer", A},
    {317, "Predictor", S, kExactly, 1},
    {318, "WhitePoint", R, kExactly, 2},
    {319, "PrimaryChromaticities", R, kExactly, 6},
    {320, "ColorMap", S},
    {321, "HalftoneHints", S, kExactly, 2},
    {322, "TileWidth", SL, kExactly, 1},
    {323, "TileLength", SL, kExactly, 1},
    {324, "TileOffsets", L},
    {325, "TileByteCounts", SL},
    {326, "BadFaxLines", SL, kExactly, 1},
    {327, "CleanFaxData", S, kExactly, 1},
    {328, "ConsecutiveBadFaxLines", SL, kExactly, 1},
    {330, "SubIFDs", L | I},
    {332, "InkSet", S, kExactly, 1},
    {333, "InkNames", A},
    {334, "NumberOfInks", S, kExactly, 1},
    {336, "DotRange", B | S},
    {337, "TargetPrinter", A},
    {338, "ExtraSamples", S},
    {339, "SampleFormat", S, kPerSample},
    {340, "SMinSampleValue", kAnyNumber, kPerSample},
    {341, "SMaxSampleValue", kAnyNumber, kPerSample},
    {342, "TransferRange", S, kExactly, 6},
    {343, "ClipPath", B},
    {344, "XClipPathUnits", L | bit(kSLong), kExactly, 1},
    {345, "YClipPathUnits", L | bit(kSLong), kExactly, 1},
    {346, "Indexed", S, kExactly, 1},
    {347, "JPEGTables", U},
    {351, "OPIProxy", S, kExactly, 1},
    {512, "JPEGProc", S, kExactly, 1},
    {513, "JPEGInterchangeFormat", L, kExactly, 1},
    {514, "JPEGInterchangeFormatLength", L, kExactly, 1},
    {515, "JPEGRestartInterval", S, kExactly, 1},
    {517, "JPEGLosslessPredictors", S},
    {518, "JPEGPointTransforms", S},
    {519, "JPEGQTables", L, kPerSample},
    {520, "JPEGDCTables", L, kPerSample},
    {521, "JPEGACTables", L, kPerSample},
    {529, "YCbCrCoefficients", R, kExactly, 3},
    {530, "YCbCrSubSampling", S, kExactly, 2},
    {531, "YCbCrPositioning", S, kExactly, 1},
    {532, "ReferenceBlackWhite", R | L, kExactly, 6},
    {559, "StripRowCounts", L},
    {700, "XMP", B | U},
    {32781, "ImageID", A},
    {32932, "Wang Annotation", B | U},
    {32995, "Matteing", S, kExactly, 1},
    {32996, "DataType", S},
    {32997, "ImageDepth", SL, kExactly, 1},
    {32998, "TileDepth", SL, kExactly, 1},
    {33421, "CFARepeatPatternDim", S, kExactly, 2},
    {33422, "CFAPattern", B},
    {33423, "BatteryLevel", R | A},
    {33432, "Copyright", A},
    {33434, "ExposureTime", R},
    {33437, "FNumber", R},
    {33550, "ModelPixelScale", D, kExactly, 3},
    {33723, "IPTC", L | B | U | A},
    {33922, "ModelTiepoint", D},
    {34264, "ModelTransformation", D, kExactly, 16},
    {34377, "Photoshop", B | U},
    {34665, "Exif IFD", L | I, kExactly, 1},
    {34675, "ICC profile", U | B},
    {34735, "GeoKeyDirectory", S},
    {34736, "GeoDoubleParams", D},
    {34737, "GeoAsciiParams", A},
    {34853, "GPS IFD", L | I, kExactly, 1},
    {37398, "TIFF/EPStandardID", B, kExactly, 4},
    {37439, "StoNits", D, kExactly, 1},
    {37724, "ImageSourceData", U},
    {40965, "Interoperability IFD", L | I, kExactly, 1},
    {42112, "GDAL metadata", A},
    {42113, "GDAL nodata", A},
    {50706, "DNGVersion", B, kExactly, 4},
    {50707, "DNGBackwardVersion", B, kExactly, 4},
    {50708, "UniqueCameraModel", A},
    {50740, "DNGPrivateData", B},
    {50781, "RawDataUniqueID", B, kExactly, 16},
};

// Exif 2.32 (JEITA CP-3451) § 4.6.5.
constexpr TagInfo kExifTags[] = {
    {33434, "ExposureTime", R, kExactly, 1},
    {33437, "FNumber", R, kExactly, 1},
    {34850, "ExposureProgram", S, kExactly, 1},
    {34852, "SpectralSensitivity", A},
    {34855, "PhotographicSensitivity", S},
    {34856, "OECF", U},
    {34864, "SensitivityType", S, kExactly, 1},
    {34865, "StandardOutputSensitivity", L, kExactly, 1},
    {34866, "RecommendedExposureIndex", L, kExactly, 1},
    {34867, "ISOSpeed", L, kExactly, 1},
    {34868, "ISOSpeedLatitudeyyy", L, kExactly, 1},
    {34869, "ISOSpeedLatitudezzz", L, kExactly, 1},
    {36864, "ExifVersion", U, kExactly, 4},
    {36867, "DateTimeOriginal", A, kExactly, 20},
    {36868, "DateTimeDigitized", A, kExactly, 20},
    {36880, "OffsetTime", A, kExactly, 7},
    {36881, "OffsetTimeOriginal", A, kExactly, 7},
    {36882, "OffsetTimeDigitized", A, kExactly, 7},
    {37121, "ComponentsConfiguration", U, kExactly, 4},
    {37122, "CompressedBitsPerPixel", R, kExactly, 1},
    {37377, "ShutterSpeedValue", SR, kExactly, 1},
    {37378, "ApertureValue", R, kExactly, 1},
    {37379, "BrightnessValue", SR, kExactly, 1},
    {37380, "ExposureBiasValue", SR, kExactly, 1},
    {37381, "MaxApertureValue", R, kExactly, 1},
    {37382, "SubjectDistance", R, kExactly, 1},
    {37383, "MeteringMode", S, kExactly, 1},
    {37384, "LightSource", S, kExactly, 1},
    {37385, "Flash", S, kExactly, 1},
    {37386, "FocalLength", R, kExactly, 1},
    {37396, "SubjectArea", S},
    {37500, "MakerNote", U},
    {37510, "UserComment", U},
    {37520, "SubSecTime", A},
    {37521, "SubSecTimeOriginal", A},
    {37522, "SubSecTimeDigitized", A},
    {40960, "FlashpixVersion", U, kExactly, 4},
    {40961, "ColorSpace", S, kExactly, 1},
    {40962, "PixelXDimension", SL, kExactly, 1},
    {40963, "PixelYDimension", SL, kExactly, 1},
    {40964, "RelatedSoundFile", A, kExactly, 13},
    {40965, "Interoperability IFD", L | I, kExactly, 1},
    {41483, "FlashEnergy", R, kExactly, 1},
    {41484, "SpatialFrequencyResponse", U},
    {41486, "FocalPlaneXResolution", R, kExactly, 1},
    {41487, "FocalPlaneYResolution", R, kExactly, 1},
    {41488, "FocalPlaneResolutionUnit", S, kExactly, 1},
    {41492, "SubjectLocation", S, kExactly, 2},
    {41493, "ExposureIndex", R, kExactly, 1},
    {41495, "SensingMethod", S, kExactly, 1},
    {41728, "FileSource", U, kExactly, 1},
    {41729, "SceneType", U, kExactly, 1},
    {41730, "CFAPattern", U},
    {41985, "CustomRendered", S, kExactly, 1},
    {41986, "ExposureMode", S, kExactly, 1},
    {41987, "WhiteBalance", S, kExactly, 1},
    {41988, "DigitalZoomRatio", R, kExactly, 1},
    {41989, "FocalLengthIn35mmFilm", S, kExactly, 1},
    {41990, "SceneCaptureType", S, kExactly, 1},
    {41991, "GainControl", S | R, kExactly, 1},
    {41992, "Contrast", S, kExactly, 1},
    {41993, "Saturation", S, kExactly, 1},
    {41994, "Sharpness", S, kExactly, 1},
    {41995, "DeviceSettingDescription", U},
    {41996, "SubjectDistanceRange", S, kExactly, 1},
    {42016, "ImageUniqueID", A, kExactly, 33},
    {42032, "CameraOwnerName", A},
    {42033, "BodySerialNumber", A},
    {42034, "LensSpecification", R, kExactly, 4},
    {42035, "LensMake", A},
    {42036, "LensModel", A},
    {42037, "LensSerialNumber", A},
    {42240, "Gamma", R, kExactly, 1},
};

// Exif 2.32 § 4.6.6.
constexpr TagInfo kGpsTags[] = {
    {0, "GPSVersionID", B, kExactly, 4},
    {1, "GPSLatitudeRef", A, kExactly, 2},
    {2, "GPSLatitude", R, kExactly, 3},
    {3, "GPSLongitudeRef", A, kExactly, 2},
    {4, "GPSLongitude", R, kExactly, 3},
    {5, "GPSAltitudeRef", B, kExactly, 1},
    {6, "GPSAltitude", R, kExactly, 1},
    {7, "GPSTimeStamp", R, kExactly, 3},
    {8, "GPSSatellites", A},
    {9, "GPSStatus", A, kExactly, 2},
    {10, "GPSMeasureMode", A, kExactly, 2},
    {11, "GPSDOP", R, kExactly, 1},
    {12, "GPSSpeedRef", A, kExactly, 2},
    {13, "GPSSpeed", R, kExactly, 1},
    {14, "GPSTrackRef", A, kExactly, 2},
    {15, "GPSTrack", R, kExactly, 1},
    {16, "GPSImgDirectionRef", A, kExactly, 2},
    {17, "GPSImgDirection", R, kExactly, 1},
    {18, "GPSMapDatum", A},
    {19, "GPSDestLatitudeRef", A, kExactly, 2},
    {20, "GPSDestLatitude", R, kExactly, 3},
    {21, "GPSDestLongitudeRef", A, kExactly, 2},
    {22, "GPSDestLongitude", R, kExactly, 3},
    {23, "GPSDestBearingRef", A, kExactly, 2},
    {24, "GPSDestBearing", R, kExactly, 1},
    {25, "GPSDestDistanceRef", A, kExactly, 2},
    {26, "GPSDestDistance", R, kExactly, 1},
    {27, "GPSProcessingMethod", U},
    {28, "GPSAreaInformation", U},
    {29, "GPSDateStamp", A, kExactly, 11},
    {30, "GPSDifferential", S, kExactly, 1},
    {31, "GPSHPositioningError", R, kExactly, 1},
};

constexpr TagInfo kInteropTags[] = {
    {1, "InteroperabilityIndex", A, kExactly, 4},  {2, "InteroperabilityVersion", U, kExactly, 4},
    {4096, "RelatedImageFileFormat", A},           {4097, "RelatedImageWidth", SL, kExactly, 1},
    {4098, "RelatedImageLength", SL, kExactly, 1},
};

std::span<const TagInfo> tags_of(IfdKind kind) {
  switch (kind) {
    case IfdKind::kExif:
      return kExifTags;
    case IfdKind::kGps:
      return kGpsTags;
    case IfdKind::kInterop:
      return kInteropTags;
    default:
      return kImageTags;
  }
}

}  // namespace

const TagInfo* tag_info(IfdKind kind, std::uint16_t tag) {
  const auto tags = tags_of(kind);
  const auto at = std::ranges::lower_bound(tags, tag, {}, &TagInfo::tag);
  return at != tags.end() && at->tag == tag ? &*at : nullptr;
}

std::string name_of_tag(IfdKind kind, std::uint16_t tag) {
  const TagInfo* info = tag_info(kind, tag);
  return info ? std::string(info->name) : "tag " + std::to_string(tag);
}

std::string names_of_types(std::uint32_t types) {
  std::string out;
  for (std::uint16_t type = 1; type < 16; ++type) {
    if ((types >> type & 1) == 0) continue;
    if (!out.empty()) out += " or ";
    out += name_of_type(type);
  }
  return out;
}

std::string_view name_of_compression(std::uint64_t compression) {
  switch (compression) {
    case 1:
      return "none";
    case 2:
      return "g3-mh";  // modified Huffman, byte aligned rows
    case 3:
      return "g3";
    case 4:
      return "g4";
    case 5:
      return "lzw";
    case 6:
      return "jpeg-old";
    case 7:
      return "jpeg";
    case 8:
    case 32946:
      return "deflate";
    case 9:
      return "jbig-t85";
    case 10:
      return "jbig-t43";
    case 32766:
      return "next";
    case 32771:
      return "g3-mh-word";
    case 32773:
      return "packbits";
    case 32809:
      return "thunderscan";
    case 32895:
      return "it8-ctpad";
    case 32896:
      return "it8-lw";
    case 32897:
      return "it8-mp";
    case 32898:
      return "it8-bl";
    case 32908:
      return "pixar-film";
    case 32909:
      return "pixar-log";
    case 32947:
      return "dcs";
    case 33003:
    case 33004:
    case 33005:
      return "jpeg2000";
    case 34661:
      return "jbig";
    case 34676:
      return "sgi-log";
    case 34677:
      return "sgi-log-24";
    case 34712:
      return "jpeg2000";
    case 34713:
      return "nikon-nef";
    case 34715:
      return "jbig2";
    case 34887:
      return "lerc";
    case 34892:
      return "jpeg-dng";
    case 34925:
      return "lzma";
    case 50000:
      return "zstd";
    case 50001:
      return "webp";
    case 50013:
      return "pixtiff-deflate";
    case 50002:
    case 52546:
      return "jpeg-xl";
    default:
      return {};
  }
}

std::string_view name_of_photometric(std::uint64_t photometric) {
  switch (photometric) {
    case 0:
      return "min-is-white";
    case 1:
      return "min-is-black";
    case 2:
      return "rgb";
    case 3:
      return "palette";
    case 4:
      return "mask";
    case 5:
      return "separated";
    case 6:
      return "ycbcr";
    case 8:
      return "cielab";
    case 9:
      return "icclab";
    case 10:
      return "itulab";
    case 32803:
      return "cfa";
    case 32844:
      return "logl";
    case 32845:
      return "logluv";
    case 34892:
      return "linear-raw";
    case 51177:
      return "depth";
    case 52527:
      return "semantic-mask";
    default:
      return {};
  }
}

}  // namespace delo::validators::tiff
