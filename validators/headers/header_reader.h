// What the first bytes and the header of a file tell, without the whole of it: its format,
// the pages of a TIFF, whether a PDF is encrypted.
#pragma once

#include "core/records/examination.h"
#include "validators/headers/file_pieces.h"

namespace delo::validators {

// XML of at most so many bytes is read whole, for only the whole of it is well-formed.
inline constexpr std::uint64_t kSmallXml = 32 * 1024;

// What can be told from the pieces that are there; what would tell more is wished for.  The
// findings are those that the whole file gives, too.  Error kIo never; kInternal.
Result<Examination> read_header(const FilePieces& file);

namespace tiff {
// Pages of the main chain, and what the header proves to be broken: an IFD or strip outside
// the file.  `complete`: every page was met; else technical.page_count is 0.
void read_tiff_header(const FilePieces& file, Examination& out);
}  // namespace tiff

namespace pdf {
// Version, PDF/A claim as far as it was seen, encryption.
void read_pdf_header(const FilePieces& file, Examination& out);
}  // namespace pdf

}  // namespace delo::validators
