#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {

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
constexpr Rule kIccValue{
    "tiff.icc.value",
    Severity::kError,
    "ICC.1:2010 §§ 7.2, 9.2",
    "The header and the tags of the ICC profile have values and types that are defined",
    "The file was damaged, or written by faulty software",
    "Have the producer embed the scanner's or working space's profile",
    Remedier::kProducer};
constexpr Rule kIccTransform{"tiff.icc.transform",
                             Severity::kError,
                             "ICC.1:2010 § 8",
                             "The ICC profile has the tags that its colours are computed with",
                             "The software that wrote the file does not keep to the standard",
                             "Have the producer embed the scanner's or working space's profile",
                             Remedier::kProducer};
// A MUST; but no colour is computed from what is missing here.
constexpr Rule kIccRequiredTags{
    "tiff.icc.required-tags",
    Severity::kWarning,
    "ICC.1:2010 § 8",
    "The ICC profile has the tags and the illuminant that every profile has",
    "The software that wrote the file does not keep to the standard",
    "Have the producer embed the scanner's or working space's profile",
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
constexpr Rule kXmpPacket{
    "tiff.xmp.packet",
    Severity::kError,
    "XMP part 1 (ISO 16684-1) § 7.4",
    "The XMP packet holds an rdf:RDF element",
    "The file was damaged, or written by faulty software",
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
// Words of a MUST; but the text is there and can be read, and many editors write longer ones.
constexpr Rule kIptcValue{
    "tiff.iptc.value",
    Severity::kWarning,
    "IPTC-IIM 4.2 chapters 5-6",
    "IPTC data sets have the order, length and form that are laid down for them",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kPhotoshopSize{
    "tiff.photoshop.block-size",
    Severity::kError,
    "Adobe Photoshop File Formats",
    "The blocks of the Photoshop data end within it",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
// What is no block may be a block of another vendor.
constexpr Rule kPhotoshopStructure{
    "tiff.photoshop.structure",
    Severity::kWarning,
    "Adobe Photoshop File Formats",
    "The Photoshop data is a sequence of image resource blocks",
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
constexpr Rule kGeoModelType{
    "tiff.geotiff.model-type",
    Severity::kWarning,
    "GeoTIFF 1.1 (OGC 19-008r4) § 7.5",
    "The GeoKeyDirectory says which model it uses (GTModelType)",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kGeoTiepoints{
    "tiff.geotiff.tiepoints",
    Severity::kError,
    "GeoTIFF 1.1 (OGC 19-008r4) annex B.6",
    "ModelTiepoint has six values for each point",
    "The file was damaged, or written by faulty software",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
constexpr Rule kGeoPlacement{
    "tiff.geotiff.placement",
    Severity::kError,
    "GeoTIFF 1.1 (OGC 19-008r4) annex B.6",
    "ModelPixelScale comes with ModelTiepoint, and not with ModelTransformation",
    "The software that wrote the file does not keep to the standard",
    "Have the producer correct the tag with a metadata editor and deliver the file again",
    Remedier::kProducer};
// A MUST; but the image itself does not depend on its place.
constexpr Rule kGeoUnplaced{
    "tiff.geotiff.unplaced",
    Severity::kWarning,
    "GeoTIFF 1.1 (OGC 19-008r4) annex B.6",
    "A GeoTIFF has ModelTiepoint or ModelTransformation",
    "The software that wrote the file does not keep to the standard",
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
constexpr Rule kDecodeExcess{
    "tiff.decode.excess",
    Severity::kError,
    "TIFF 6.0 p. 40",
    "A compressed strip or tile holds no more pixels than its size promises",
    "ImageWidth, RowsPerStrip or the samples are wrong, or the strip belongs elsewhere",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kDecodeExcessBytes{"tiff.decode.excess-bytes",
                                  Severity::kWarning,
                                  "TIFF 6.0 p. 40",
                                  "A compressed strip or tile ends where its pixels end",
                                  "The software that wrote the file does not keep to the standard",
                                  "Nothing need be done; the surplus bytes are kept",
                                  Remedier::kArchivist};
// A MUST; but all pixels are there without it, and decoders do not ask for it.
constexpr Rule kDecodeLzwEnd{
    "tiff.decode.lzw-end",
    Severity::kWarning,
    "TIFF 6.0 p. 60",
    "An LZW strip ends with the code EndOfInformation",
    "The software that wrote the file does not keep to the standard",
    "Nothing need be done if the image is whole; compare its last lines with the leaf",
    Remedier::kArchivist};
// A MUST; but decoders that fill strips, not rows, read it, and old writers did it.
constexpr Rule kPackBitsRows{
    "tiff.decode.packbits-rows",
    Severity::kWarning,
    "TIFF 6.0 p. 42",
    "PackBits runs end where a row ends",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew if software that reads row by row fails on it",
    Remedier::kProducer};
constexpr Rule kJpegFrame{
    "tiff.decode.jpeg-frame",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "The JPEG frame of a strip or tile has its size, samples and bits",
    "The file was damaged, or written by faulty software",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kJpegSampling{
    "tiff.decode.jpeg-sampling",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "YCbCrSubSampling is that of the JPEG frames",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
// A MUST; but readers take the factors from the frame.
constexpr Rule kJpegSamplingDefault{
    "tiff.decode.jpeg-sampling-default",
    Severity::kWarning,
    "Adobe TIFF Technical Note 2",
    "JPEG frames of YCbCr are sampled 2 by 2 where YCbCrSubSampling is absent",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kJpegRows{
    "tiff.decode.jpeg-rows",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "RowsPerStrip of JPEG strips is a multiple of the rows of a coded unit",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kJpegEnd{
    "tiff.decode.jpeg-end",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "The JPEG data of a strip or tile end with EOI",
    "Pixels are lost: the file was cut off or damaged",
    "Ask the producer for the file again; if it is the same, have the leaf scanned anew",
    Remedier::kProducer};
constexpr Rule kJpegTablesMissing{
    "tiff.decode.jpeg-tables-missing",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "The tables that a strip or tile of JPEG asks for are defined in it or in JPEGTables",
    "The software that wrote the file does not keep to the standard, or the file was damaged",
    "Have the producer write the file anew: decoders guess the tables, or take others",
    Remedier::kProducer};
// A MUST; but decoders take the nearer table.
constexpr Rule kJpegTablesRedefined{
    "tiff.decode.jpeg-tables-redefined",
    Severity::kWarning,
    "Adobe TIFF Technical Note 2",
    "A strip or tile of JPEG does not define tables anew that JPEGTables defines",
    "The software that wrote the file does not keep to the standard",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
    Remedier::kProducer};
constexpr Rule kJpegProcess{
    "tiff.decode.jpeg-process",
    Severity::kError,
    "Adobe TIFF Technical Note 2",
    "The JPEG process of a strip or tile is not hierarchical",
    "The file was damaged, or written by faulty software",
    "Have the producer write the file anew with software that keeps to TIFF 6.0",
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

}  // namespace delo::validators::tiff
