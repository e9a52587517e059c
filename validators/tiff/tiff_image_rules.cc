#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {

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
constexpr Rule kImageInks{
    "tiff.image.inks",
    Severity::kError,
    "TIFF 6.0 pp. 70-71",
    "InkNames and DotRange speak of as many inks as there are",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kImageSampleFormat{
    "tiff.image.sample-format",
    Severity::kError,
    "TIFF 6.0 p. 80",
    "SampleFormat is possible with BitsPerSample",
    "The software that wrote the file does not keep to the standard",
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
// "Do not use both" is a MUST, but readers take the tiles, and the pixels are sure.
constexpr Rule kTileStripTags{"tiff.tile.strip-tags",
                              Severity::kWarning,
                              "TIFF 6.0 p. 66",
                              "An image in tiles has no RowsPerStrip",
                              "The software that wrote the file does not keep to the standard",
                              "Nothing need be done; readers do not look at the tag",
                              Remedier::kArchivist};
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
constexpr Rule kPageRange{"tiff.page.range",
                          Severity::kError,
                          "TIFF 6.0 p. 55",
                          "A page is not numbered beyond the total of pages",
                          "Pages were added or lost after numbering",
                          "Ask the producer whether pages are missing",
                          Remedier::kProducer};
constexpr Rule kPageGap{"tiff.page.gap",
                        Severity::kWarning,
                        "TIFF 6.0 p. 55",
                        "No number is left out between the pages",
                        "A page was removed after numbering, or is missing",
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
constexpr Rule kPageMask{
    "tiff.page.mask",
    Severity::kError,
    "TIFF 6.0 p. 36",
    "What NewSubfileType calls a transparency mask is one by its PhotometricInterpretation",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kPageReduced{
    "tiff.page.reduced-size",
    Severity::kError,
    "TIFF 6.0 p. 36",
    "A reduced image is not larger than the image that it is reduced from",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kPageBlank{
    "tiff.page.blank",
    Severity::kWarning,
    "",
    "A page has something on it",
    "The back of a leaf that was never written on, or a sheet that was fed empty",
    "Look at the page; a blank side of a leaf is kept like any other",
    Remedier::kArchivist};
}  // namespace delo::validators::tiff
