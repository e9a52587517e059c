// What a coded strip or tile holds behind its pixels.  libtiff stops where the pixels
// are complete; whether the data end there too is asked here: pixels that are left
// speak of another size than declared, bytes that are left belong to nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "validators/finding_list.h"
#include "validators/pdf/ccitt_decoder.h"
#include "validators/tiff/tiff_image.h"

namespace delo::validators::tiff {

struct PieceRest {
  std::uint64_t pixels = 0;    // decoded bytes beyond those that are needed
  std::uint64_t coded = 0;     // coded bytes behind the end of the data
  bool at_least = false;       // there may be more pixels than that
  bool zeros = true;           // all of those are zero
  bool made_of_zeros = false;  // the last codes are a run that no encoder writes
  bool has_end = true;         // the mark that ends the data is there
  bool exact = false;          // a single byte too many is no padding: a code is wrong
  bool crosses_rows = false;   // a run goes on in the next row
};

// Padding to an even offset or a word is no news.
inline constexpr std::uint64_t kPadding = 3;

// True when the pixels that are left are the last strip's, coded to its full height.
bool is_harmless(const Image& image, std::uint64_t piece, const PieceRest& rest);

bool is_zeros(std::span<const std::byte> bytes);

// Of PackBits, of which `size` bytes are needed, in rows of `row`.  TIFF 6.0 p. 42
PieceRest packbits_rest(std::span<const std::byte> coded, std::uint64_t size, std::uint64_t row);

// Of fax codes, Huffman, G3 or G4: one row too many is looked for, no more.  T.4, T.6
// REQUIRES: bits in the usual order
PieceRest fax_rest(const Image& image, std::uint64_t piece, std::span<const std::byte> coded,
                   std::uint64_t t4_options);

// The same of G4, and its rows as they are decoded; nothing when there is a fault or
// not all rows are there.
std::optional<PieceRest> decode_g4(const Image& image, std::uint64_t piece,
                                   std::span<const std::byte> coded, const pdf::CcittRow& row);

// Says what is wrong with a rest, if anything is.  `offset`: of the piece.
void tell_rest(const Image& image, std::uint64_t piece, std::uint64_t offset, const PieceRest& rest,
               FindingList& findings);

}  // namespace delo::validators::tiff
