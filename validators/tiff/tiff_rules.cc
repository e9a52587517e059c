#include "validators/tiff/tiff_rules.h"

#include <vector>

namespace delo::validators::tiff {

// ---- Header and directories ----

constexpr Rule kHeaderTruncated{"tiff.header.truncated",
                                Severity::kError,
                                "TIFF 6.0 p. 13",
                                "The header is whole: 8 bytes, of BigTIFF 16",
                                "The file was cut off or damaged in transfer",
                                "Ask the producer for the file again and compare its checksum",
                                Remedier::kProducer};
constexpr Rule kHeaderByteOrder{"tiff.header.byte-order",
                                Severity::kError,
                                "TIFF 6.0 p. 13",
                                "The file begins with \"II\" or \"MM\"",
                                "The file is no TIFF, or its beginning is damaged",
                                "Ask the producer for the file again and compare its checksum",
                                Remedier::kProducer};
constexpr Rule kHeaderMagic{"tiff.header.version",
                            Severity::kError,
                            "TIFF 6.0 p. 13",
                            "The byte order is followed by 42, in BigTIFF by 43",
                            "The file is no TIFF, or its beginning is damaged",
                            "Ask the producer for the file again and compare its checksum",
                            Remedier::kProducer};
constexpr Rule kHeaderBigTiff{"tiff.header.bigtiff",
                              Severity::kError,
                              "BigTIFF design",
                              "A BigTIFF header names 8-byte offsets and a zero",
                              "The file was damaged, or written by faulty software",
                              "Ask the producer for the file again and compare its checksum",
                              Remedier::kProducer};
constexpr Rule kHeaderFirstIfd{"tiff.header.first-ifd",
                               Severity::kError,
                               "TIFF 6.0 p. 13",
                               "The first IFD lies within the file, after the header",
                               "The file was cut off or damaged in transfer",
                               "Ask the producer for the file again and compare its checksum",
                               Remedier::kProducer};
constexpr Rule kIfdInHeader{"tiff.ifd.in-header",
                            Severity::kError,
                            "TIFF 6.0 p. 13",
                            "An IFD lies after the header",
                            "The file was damaged, or written by faulty software",
                            "Ask the producer for the file again and compare its checksum",
                            Remedier::kProducer};
constexpr Rule kIfdOutsideFile{"tiff.ifd.outside-file",
                               Severity::kError,
                               "TIFF 6.0 p. 14",
                               "Every IFD that is pointed to lies within the file",
                               "The file was cut off or damaged in transfer",
                               "Ask the producer for the file again and compare its checksum",
                               Remedier::kProducer};
constexpr Rule kIfdWordBoundary{
    "tiff.ifd.word-boundary",
    Severity::kError,
    "TIFF 6.0 p. 13",
    "An IFD begins at an even offset",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kIfdLoop{
    "tiff.ifd.loop",
    Severity::kError,
    "TIFF 6.0 p. 14",
    "No IFD is reached twice",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again: pages after the loop can't be reached",
    Remedier::kProducer};
constexpr Rule kIfdEmpty{"tiff.ifd.empty",
                         Severity::kError,
                         "TIFF 6.0 p. 14",
                         "An IFD has at least one entry",
                         "The file was damaged, or written by faulty software",
                         "Ask the producer for the file again and compare its checksum",
                         Remedier::kProducer};
constexpr Rule kIfdTruncated{"tiff.ifd.truncated",
                             Severity::kError,
                             "TIFF 6.0 p. 14",
                             "An IFD is whole",
                             "The file was cut off or damaged in transfer",
                             "Ask the producer for the file again and compare its checksum",
                             Remedier::kProducer};
constexpr Rule kIfdNextMissing{
    "tiff.ifd.next-missing",
    Severity::kError,
    "TIFF 6.0 p. 14",
    "The entries of an IFD are followed by the offset of the next IFD or by zero",
    "The file was cut off or damaged in transfer",
    "Ask the producer for the file again and compare its checksum",
    Remedier::kProducer};
constexpr Rule kIfdAscendingTags{
    "tiff.ifd.ascending-tags",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "The entries of an IFD are in ascending order of their tags",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kIfdDuplicateTag{
    "tiff.ifd.duplicate-tag",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "A tag occurs once in an IFD",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kEntryType{
    "tiff.entry.type",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "The field type of an entry exists in this kind of TIFF",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kEntryCountZero{
    "tiff.entry.count-zero",
    Severity::kError,
    "TIFF 6.0 p. 14",
    "An entry has at least one value",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kValueOutsideFile{"tiff.value.outside-file",
                                 Severity::kError,
                                 "TIFF 6.0 p. 14",
                                 "The value of an entry lies within the file",
                                 "The file was cut off or damaged in transfer",
                                 "Ask the producer for the file again and compare its checksum",
                                 Remedier::kProducer};
constexpr Rule kValueWordBoundary{
    "tiff.value.word-boundary",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "A value begins at an even offset",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kFileLimit{"tiff.file.limit",
                          Severity::kWarning,
                          "",
                          "The directories are of a size that can be examined whole",
                          "The file is an attack, or of a very unusual kind",
                          "Look at the file with another tool before it is taken",
                          Remedier::kArchivist};
// ---- Tags ----

constexpr Rule kTagRequired{
    "tiff.tag.required",
    Severity::kError,
    "TIFF 6.0 pp. 17-25",
    "The tags without which an image can't be read are present",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kTagType{
    "tiff.tag.type",
    Severity::kError,
    "TIFF 6.0 pp. 28-105",
    "A tag has a field type that is laid down for it",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kTagCount{
    "tiff.tag.count",
    Severity::kError,
    "TIFF 6.0 pp. 28-105",
    "A tag has the number of values that is laid down for it",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kTagValue{
    "tiff.tag.value",
    Severity::kError,
    "TIFF 6.0 pp. 28-105",
    "A tag has a value that is laid down for it",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kTagObsolete{
    "tiff.tag.obsolete",
    Severity::kWarning,
    "TIFF 6.0 p. 40",
    "Tags that TIFF 6.0 has replaced are not used",
    "Old software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kRationalDenominator{
    "tiff.tag.rational-denominator",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "The denominator of a fraction is not zero",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kAsciiTerminated{
    "tiff.tag.ascii-terminated",
    Severity::kError,
    "TIFF 6.0 p. 15",
    "A text ends with a NUL byte",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kAsciiSevenBit{"tiff.tag.ascii-7-bit",
                              Severity::kWarning,
                              "TIFF 6.0 p. 15",
                              "A text is written in 7-bit ASCII",
                              "The text is in UTF-8, as Russian or German texts often are",
                              "Nothing need be done; the text can be read as UTF-8",
                              Remedier::kArchivist};
constexpr Rule kAsciiEncoding{"tiff.tag.ascii-encoding",
                              Severity::kWarning,
                              "TIFF 6.0 p. 15",
                              "A text is ASCII, or at least UTF-8",
                              "The text is in an old code page such as Windows-1251",
                              "Ask the producer for the encoding and note it with the description",
                              Remedier::kArchivist};
constexpr Rule kDateTimeFormat{
    "tiff.tag.date-format",
    Severity::kError,
    "TIFF 6.0 p. 31",
    "A date is written YYYY:MM:DD HH:MM:SS",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kDateTimePossible{
    "tiff.tag.date-possible",
    Severity::kError,
    "TIFF 6.0 p. 31",
    "A date exists in the calendar",
    "The clock of the scanner was not set",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kResolutionMissing{"tiff.tag.resolution-missing",
                                  Severity::kWarning,
                                  "TIFF 6.0 p. 38",
                                  "XResolution and YResolution are present",
                                  "The scanning software did not record the resolution",
                                  "Ask the producer for the resolution of the scan",
                                  Remedier::kProducer};
constexpr Rule kResolutionZero{
    "tiff.tag.resolution-zero",
    Severity::kError,
    "TIFF 6.0 p. 41",
    "A resolution is greater than zero",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kExifType{
    "tiff.exif.type",
    Severity::kError,
    "Exif 2.32 § 4.6",
    "An Exif or GPS tag has a field type that is laid down for it",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kExifCount{
    "tiff.exif.count",
    Severity::kError,
    "Exif 2.32 § 4.6",
    "An Exif or GPS tag has the number of values that is laid down for it",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kExifValue{
    "tiff.exif.value",
    Severity::kError,
    "Exif 2.32 § 4.6",
    "An Exif or GPS tag has a value that is laid down for it",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
// ---- Images ----

constexpr Rule kImageSize{
    "tiff.image.size",
    Severity::kError,
    "TIFF 6.0 p. 34",
    "An image is at least one pixel wide and one pixel high",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImagePhotometric{
    "tiff.image.photometric",
    Severity::kError,
    "TIFF 6.0 p. 37",
    "PhotometricInterpretation names a colour space that is defined",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageSamples{
    "tiff.image.samples",
    Severity::kError,
    "TIFF 6.0 p. 39",
    "SamplesPerPixel fits the colour space",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageBits{
    "tiff.image.bits",
    Severity::kError,
    "TIFF 6.0 p. 29",
    "BitsPerSample is possible and fits colour space and compression",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageColorMap{
    "tiff.image.colormap",
    Severity::kError,
    "TIFF 6.0 p. 23",
    "A palette image has a ColorMap of 3 x 2^BitsPerSample values",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageExtraSamples{
    "tiff.image.extra-samples",
    Severity::kError,
    "TIFF 6.0 p. 31",
    "ExtraSamples describes each sample beyond those of the colour space",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageGrayResponse{
    "tiff.image.gray-response",
    Severity::kError,
    "TIFF 6.0 p. 33",
    "GrayResponseCurve has 2^BitsPerSample values",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageTransferFunction{
    "tiff.image.transfer-function",
    Severity::kError,
    "TIFF 6.0 p. 84",
    "TransferFunction has 1 or 3 x 2^BitsPerSample values",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImagePredictor{
    "tiff.image.predictor",
    Severity::kError,
    "TIFF 6.0 p. 64",
    "Predictor is used where it is defined",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageCompression{
    "tiff.image.compression",
    Severity::kError,
    "TIFF 6.0 p. 30",
    "The compression can hold images of this kind",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageCompressionUndefined{
    "tiff.image.compression-undefined",
    Severity::kError,
    "TIFF 6.0 p. 30",
    "The compression is one that somebody has defined",
    "The tag is damaged",
    "Ask the producer for the file again: what no program knows can't be kept",
    Remedier::kProducer};
constexpr Rule kImageCompressionUnknown{"tiff.image.compression-unknown",
                                        Severity::kWarning,
                                        "TIFF 6.0 p. 30",
                                        "The compression is one that can be decoded here",
                                        "A proprietary or very new compression, or a damaged tag",
                                        "Ask the producer for an uncompressed master",
                                        Remedier::kProducer};
constexpr Rule kImageOldJpeg{
    "tiff.image.old-jpeg",
    Severity::kWarning,
    "Adobe TIFF Technical Note 2",
    "JPEG is embedded as Technical Note 2 says, not as TIFF 6.0 section 22",
    "Software from before 1995",
    "Have the file converted; many programs can't read it",
    Remedier::kProducer};
constexpr Rule kImageOldJpegStream{
    "tiff.image.old-jpeg-stream",
    Severity::kError,
    "TIFF 6.0 p. 105",
    "JPEGInterchangeFormat points to a whole JPEG data stream",
    "The software that wrote the file does not keep to the standard",
    "Have the file converted by the producer, who has the software that wrote it",
    Remedier::kProducer};
constexpr Rule kImageJpegTables{
    "tiff.image.jpeg-tables",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "JPEGTables is a JPEG data stream of tables only",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageSubsampling{
    "tiff.image.subsampling",
    Severity::kError,
    "TIFF 6.0 p. 91",
    "YCbCrSubSampling is 1, 2 or 4, vertically not more than horizontally",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kStripsMissing{
    "tiff.strip.missing",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "An image has its strips or tiles",
    "The file was cut off or damaged in transfer",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kStripsAndTiles{
    "tiff.strip.and-tiles",
    Severity::kError,
    "TIFF 6.0 p. 66",
    "An image is in strips or in tiles, not both",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kStripCount{
    "tiff.strip.count",
    Severity::kError,
    "TIFF 6.0 p. 39",
    "The number of strips or tiles follows from the size of the image",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kStripByteCountsMissing{
    "tiff.strip.byte-counts-missing",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "StripByteCounts is present, one for each strip",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kStripEmpty{
    "tiff.strip.empty",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "A strip has bytes",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kStripOutsideFile{
    "tiff.strip.outside-file",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "Strips and tiles lie within the file",
    "The file was cut off or damaged in transfer",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kStripByteCount{
    "tiff.strip.byte-count",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "An uncompressed strip has the bytes that its pixels need",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kStripExcess{"tiff.strip.excess",
                            Severity::kWarning,
                            "TIFF 6.0 p. 40",
                            "An uncompressed strip has no more bytes than its pixels need",
                            "The software that wrote the file does not keep to the standard",
                            "Nothing need be done; the surplus bytes are kept",
                            Remedier::kArchivist};
constexpr Rule kStripRows{
    "tiff.strip.rows",
    Severity::kError,
    "TIFF 6.0 p. 39",
    "RowsPerStrip is at least 1",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kTileSize{
    "tiff.tile.size",
    Severity::kError,
    "TIFF 6.0 p. 67",
    "The sides of a tile are multiples of 16",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
// ---- The map of the file's bytes ----

constexpr Rule kMapStructures{
    "tiff.map.structures-overlap",
    Severity::kError,
    "TIFF 6.0 p. 26",
    "Header, IFDs and values do not overlap",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kMapValueShared{
    "tiff.map.value-shared",
    Severity::kError,
    "TIFF 6.0 p. 26",
    "No value is used by two tags",
    "Software that saves a few bytes",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kMapStripsOverlap{
    "tiff.map.strips-overlap",
    Severity::kError,
    "TIFF 6.0 p. 26",
    "Strips and tiles do not overlap",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kMapStripReused{
    "tiff.map.strip-reused",
    Severity::kError,
    "TIFF 6.0 p. 26",
    "No strip or tile is used twice",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kMapPixelsOverStructure{
    "tiff.map.strip-over-structure",
    Severity::kError,
    "TIFF 6.0 p. 26",
    "Strips and tiles do not overlap header, IFDs and values",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kMapTrailing{
    "tiff.map.trailing-bytes",
    Severity::kWarning,
    "",
    "Nothing follows the last structure of the file",
    "Something was appended: another file, padding of a medium, a hidden message",
    "Look at what the bytes are; they are kept with the file",
    Remedier::kArchivist};
constexpr Rule kMapUnreferenced{"tiff.map.unreferenced-bytes",
                                Severity::kWarning,
                                "",
                                "Every byte of the file belongs to a structure",
                                "Editing left old bytes behind, or a page was unlinked",
                                "Look at whether a page or metadata got lost in editing",
                                Remedier::kArchivist};
// ---- Pages ----

constexpr Rule kPageDuplicate{
    "tiff.page.duplicate",
    Severity::kError,
    "TIFF 6.0 p. 55",
    "No two pages have the same PageNumber",
    "Pages were copied between files",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kPageTotal{"tiff.page.total",
                          Severity::kError,
                          "TIFF 6.0 p. 55",
                          "The total in PageNumber is the number of pages, or 0",
                          "Pages were added or lost after numbering",
                          "Ask the producer whether pages are missing",
                          Remedier::kProducer};
constexpr Rule kPageOrder{"tiff.page.order",
                          Severity::kWarning,
                          "TIFF 6.0 p. 55",
                          "PageNumber counts the pages in their order",
                          "Pages were inserted later (which the standard allows)",
                          "Compare the order of the pages with the record",
                          Remedier::kArchivist};
constexpr Rule kPageFlag{"tiff.page.subfile-type",
                         Severity::kWarning,
                         "TIFF 6.0 p. 36",
                         "NewSubfileType says what an image is: full, reduced, page or mask",
                         "The software that wrote the file does not keep to the standard",
                         "Compare the images of the file with each other",
                         Remedier::kArchivist};
// ---- Embedded profiles and metadata ----

constexpr Rule kIccDamaged{
    "tiff.icc.damaged",
    Severity::kError,
    "ICC.1:2010 § 7",
    "The ICC profile is whole: header, tag table and tags",
    "The file was damaged, or written by faulty software",
    "Have the producer embed the profile anew: without it the colours can't be reproduced",
    Remedier::kProducer};
constexpr Rule kIccVersion{
    "tiff.icc.version",
    Severity::kError,
    "ICC.1:2010 § 7.2",
    "The ICC profile is of version 2, 4 or 5 and of a class that suits an image",
    "The software that wrote the file does not keep to the standard",
    "Have the producer embed the scanner's or working space's profile",
    Remedier::kProducer};
constexpr Rule kIccColourSpace{
    "tiff.icc.colour-space",
    Severity::kError,
    "ICC.1:2010 annex B",
    "The colour space of the ICC profile is that of the image",
    "The profile of another scanner mode was embedded",
    "Have the producer embed the right profile: with this one the colours are wrong",
    Remedier::kProducer};
constexpr Rule kXmpWellFormed{
    "tiff.xmp.well-formed",
    Severity::kError,
    "XMP part 3 (2016) § 3.2",
    "The XMP packet is well-formed XML",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kXmpDoctype{"tiff.xmp.doctype",
                           Severity::kError,
                           "XMP part 1 (ISO 16684-1) § 7",
                           "The XMP packet has no document type declaration",
                           "An attack, or faulty software",
                           "Do not take the file until the producer has explained the declaration",
                           Remedier::kArchivist};
constexpr Rule kXmpEncoding{
    "tiff.xmp.encoding",
    Severity::kError,
    "XMP part 3 (2016) § 3.2",
    "The XMP packet is UTF-8",
    "The packet was written in an old code page",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kIptcStructure{
    "tiff.iptc.structure",
    Severity::kError,
    "IPTC-IIM 4.2 § 1.5",
    "The IPTC data is a sequence of whole data sets",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kPhotoshopStructure{
    "tiff.photoshop.structure",
    Severity::kWarning,
    "Adobe Photoshop File Formats",
    "The Photoshop data is a sequence of whole image resource blocks",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kGeoKeys{
    "tiff.geotiff.keys",
    Severity::kError,
    "GeoTIFF 1.1 (OGC 19-008r4) § 7.1",
    "The GeoKeyDirectory is whole, and its keys refer to values that are there",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
// ---- Decoding ----

constexpr Rule kDecodeDirectory{
    "tiff.decode.directory",
    Severity::kError,
    "",
    "An independent decoder can read the directory of the image",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kDecodeStrip{
    "tiff.decode.strip",
    Severity::kError,
    "TIFF 6.0 p. 30",
    "Every strip and tile can be decoded, to the pixels its size promises",
    "Pixels are lost: the file was cut off or damaged",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kDecodeRemark{"tiff.decode.remark",
                             Severity::kWarning,
                             "",
                             "The decoder has nothing to remark on a strip or tile",
                             "The software that wrote the file does not keep to the standard",
                             "Look at the image: it could be decoded, but not without doubt",
                             Remedier::kArchivist};
constexpr Rule kDecodeExpansion{"tiff.decode.expansion",
                                Severity::kWarning,
                                "",
                                "The pixels are not out of proportion to the bytes that hold them",
                                "An attack (\"bomb\"), a damaged size, or a large blank page",
                                "Look at the image before it is taken",
                                Remedier::kArchivist};
constexpr Rule kDecodeBudget{"tiff.decode.budget",
                             Severity::kWarning,
                             "",
                             "The pixels are few enough to be decoded whole",
                             "An attack (\"bomb\"), a damaged size, or a very large image",
                             "Have the image decoded by another tool before it is taken",
                             Remedier::kArchivist};
constexpr Rule kZeroTail{
    "tiff.strip.zero-tail",
    Severity::kWarning,
    "",
    "The pixel data does not end in an unlikely run of zero bytes",
    "A transfer that broke off and left the rest of the file empty",
    "Look at the end of the image; if it is cut off, ask the producer for the file again",
    Remedier::kArchivist};

std::span<const Rule> tiff_rules() {
  static const std::vector<Rule> kTable = {
      kHeaderTruncated,
      kHeaderByteOrder,
      kHeaderMagic,
      kHeaderBigTiff,
      kHeaderFirstIfd,
      kIfdInHeader,
      kIfdOutsideFile,
      kIfdWordBoundary,
      kIfdLoop,
      kIfdEmpty,
      kIfdTruncated,
      kIfdNextMissing,
      kIfdAscendingTags,
      kIfdDuplicateTag,
      kEntryType,
      kEntryCountZero,
      kValueOutsideFile,
      kValueWordBoundary,
      kFileLimit,
      kTagRequired,
      kTagType,
      kTagCount,
      kTagValue,
      kTagObsolete,
      kRationalDenominator,
      kAsciiTerminated,
      kAsciiSevenBit,
      kAsciiEncoding,
      kDateTimeFormat,
      kDateTimePossible,
      kResolutionMissing,
      kResolutionZero,
      kExifType,
      kExifCount,
      kExifValue,
      kImageSize,
      kImagePhotometric,
      kImageSamples,
      kImageBits,
      kImageColorMap,
      kImageExtraSamples,
      kImageGrayResponse,
      kImageTransferFunction,
      kImagePredictor,
      kImageCompression,
      kImageCompressionUndefined,
      kImageCompressionUnknown,
      kImageOldJpeg,
      kImageOldJpegStream,
      kImageJpegTables,
      kImageSubsampling,
      kStripsMissing,
      kStripsAndTiles,
      kStripCount,
      kStripByteCountsMissing,
      kStripEmpty,
      kStripOutsideFile,
      kStripByteCount,
      kStripExcess,
      kStripRows,
      kTileSize,
      kMapStructures,
      kMapValueShared,
      kMapStripsOverlap,
      kMapStripReused,
      kMapPixelsOverStructure,
      kMapTrailing,
      kMapUnreferenced,
      kPageDuplicate,
      kPageTotal,
      kPageOrder,
      kPageFlag,
      kIccDamaged,
      kIccVersion,
      kIccColourSpace,
      kXmpWellFormed,
      kXmpDoctype,
      kXmpEncoding,
      kIptcStructure,
      kPhotoshopStructure,
      kGeoKeys,
      kDecodeDirectory,
      kDecodeStrip,
      kDecodeRemark,
      kDecodeExpansion,
      kDecodeBudget,
      kZeroTail,
  };
  return kTable;
}

}  // namespace delo::validators::tiff
