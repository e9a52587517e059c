// What is asked of the directories of a TIFF, noun by noun.  Each check takes the
// parsed structure and adds its findings; none reads pixels.
#pragma once

#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

// Types, counts, ranges, texts, dates and fractions, of each tag for itself.
void check_tags(const TiffFile& file, FindingList& findings);
// Values of Exif and GPS directories, and what they must have.
void check_exif(const TiffFile& file, FindingList& findings);
// Whether the tags of an image agree: size, colour space, samples, compression.
void check_images(const TiffFile& file, FindingList& findings);
// Tags that describe colour: sample values, colorimetry, inks, sample formats.
void check_colour(const TiffFile& file, FindingList& findings);
// Number, place and size of strips and tiles.
void check_strips(const TiffFile& file, FindingList& findings);
// Page numbers and subfile types across the IFDs.
void check_pages(const TiffFile& file, FindingList& findings);
// Which standard on top of TIFF the file keeps to, as far as it says so.
void check_family(const TiffFile& file, FindingList& findings);
// ICC, XMP, IPTC, Photoshop and GeoTIFF data in their tags.
// Error kInternal.
Result<void> check_embedded(const TiffFile& file, FindingList& findings);
// The data stream of old-style JPEG.  Error kIo.
Result<void> check_old_jpeg(const TiffFile& file, const ByteSource& source, FindingList& findings);
// That no byte of the file is used twice, and none is left over.  `source` is asked
// for the few bytes of small gaps only.  Error kIo.
Result<void> check_byte_map(const TiffFile& file, const ByteSource& source, FindingList& findings);

}  // namespace delo::validators::tiff
