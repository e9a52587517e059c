#include "validators/jpeg/jpeg_rules.h"

#include <vector>

namespace delo::validators::jpeg {
namespace {

constexpr std::string_view kCut = "A copy that broke off, or a damaged medium";
constexpr std::string_view kAgain = "Ask the producer for the file again";
constexpr std::string_view kFaulty = "Damage, or faulty software at the producer";

}  // namespace

constexpr Rule kStart{
    "jpeg.start", Severity::kError, "T.81 B.2.1",       "The file begins with SOI",
    kFaulty,      kAgain,           Remedier::kProducer};
constexpr Rule kMarker{"jpeg.marker",
                       Severity::kError,
                       "T.81 B.1.1.2",
                       "Outside of entropy-coded data every segment begins with a marker",
                       kFaulty,
                       kAgain,
                       Remedier::kProducer};
constexpr Rule kSegmentLength{"jpeg.segment.length",
                              Severity::kError,
                              "T.81 B.1.1.4",
                              "The length of a segment counts its own two bytes",
                              kFaulty,
                              kAgain,
                              Remedier::kProducer};
constexpr Rule kSegmentOutsideFile{"jpeg.segment.outside-file",
                                   Severity::kError,
                                   "T.81 B.1.1.4",
                                   "Segments lie within the file",
                                   kCut,
                                   kAgain,
                                   Remedier::kProducer};
constexpr Rule kEnd{"jpeg.end", Severity::kError, "T.81 B.2.1",       "The image ends with EOI",
                    kCut,       kAgain,           Remedier::kProducer};
constexpr Rule kTrailingBytes{
    "jpeg.trailing-bytes",
    Severity::kWarning,
    "T.81 B.2.1",
    "The file ends with its image",
    "A camera that appends a preview (CIPA DC-007), or something hidden behind the picture",
    "Look at what follows the image before the file is taken",
    Remedier::kArchivist};
constexpr Rule kFrameMissing{"jpeg.frame.missing",
                             Severity::kError,
                             "T.81 B.2.1",
                             "The image has a frame header",
                             kFaulty,
                             kAgain,
                             Remedier::kProducer};
constexpr Rule kFrameDuplicate{"jpeg.frame.duplicate",
                               Severity::kError,
                               "T.81 B.2.1",
                               "The image has one frame header",
                               kFaulty,
                               kAgain,
                               Remedier::kProducer};
constexpr Rule kFrameSize{"jpeg.frame.size",
                          Severity::kError,
                          "T.81 table B.2",
                          "Width and height are at least one, components 1 to 4",
                          kFaulty,
                          kAgain,
                          Remedier::kProducer};
constexpr Rule kFrameLength{"jpeg.frame.length",
                            Severity::kError,
                            "T.81 table B.2",
                            "The frame header is 8 bytes and three for each component long",
                            kFaulty,
                            kAgain,
                            Remedier::kProducer};
constexpr Rule kScanMissing{
    "jpeg.scan.missing", Severity::kError, "T.81 B.2.1", "The frame has a scan", kCut, kAgain,
    Remedier::kProducer};
constexpr Rule kScanBeforeFrame{"jpeg.scan.before-frame",
                                Severity::kError,
                                "T.81 B.2.1",
                                "A scan follows the header of its frame",
                                kFaulty,
                                kAgain,
                                Remedier::kProducer};
constexpr Rule kIccDamaged{
    "jpeg.icc.damaged",
    Severity::kError,
    "ICC.1:2010 B.4",
    "The ICC profile is whole: all its chunks, header, tag table and tags",
    kFaulty,
    "Have the producer embed the profile anew: without it the colours can't be reproduced",
    Remedier::kProducer};
constexpr Rule kIccColourSpace{
    "jpeg.icc.colour-space",
    Severity::kError,
    "ICC.1:2010 annex B",
    "The colour space of the ICC profile is that of the image",
    "The profile of another scanner mode was embedded",
    "Have the producer embed the right profile: with this one the colours are wrong",
    Remedier::kProducer};
constexpr Rule kDensity{"jpeg.density",
                        Severity::kInfo,
                        "JFIF 1.02 p. 5",
                        "The image tells its resolution",
                        "Software that leaves the resolution out",
                        "Find the scanning resolution in the producer's papers",
                        Remedier::kArchivist};
constexpr Rule kBlank{"jpeg.image.blank",
                      Severity::kWarning,
                      "",
                      "The image has something on it",
                      "The back of a leaf that was never written on, or a sheet that was fed empty",
                      "Look at the image; a blank side of a leaf is kept like any other",
                      Remedier::kArchivist};
constexpr Rule kDecode{"jpeg.decode",
                       Severity::kError,
                       "T.81 annex F, G",
                       "The image can be decoded to its last pixel",
                       kCut,
                       kAgain,
                       Remedier::kProducer};
constexpr Rule kDecodeRemark{"jpeg.decode.remark",
                             Severity::kInfo,
                             "",
                             "The decoder finds nothing to remark",
                             "Marker segments that say different things about the colours",
                             "Compare the colours with the original",
                             Remedier::kArchivist};
constexpr Rule kDecodeBudget{"jpeg.decode.budget",
                             Severity::kWarning,
                             "",
                             "The image is small enough to be decoded whole",
                             "A very large progressive image, or an attack (\"bomb\")",
                             "Have the image decoded by another tool before it is taken",
                             Remedier::kArchivist};

std::span<const Rule> jpeg_rules() {
  static const std::vector<Rule> kTable = {
      kStart,         kMarker,          kSegmentLength,  kSegmentOutsideFile, kEnd,
      kTrailingBytes, kFrameMissing,    kFrameDuplicate, kFrameSize,          kFrameLength,
      kScanMissing,   kScanBeforeFrame, kIccDamaged,     kIccColourSpace,     kDensity,
      kBlank,         kDecode,          kDecodeRemark,   kDecodeBudget};
  return kTable;
}

}  // namespace delo::validators::jpeg
