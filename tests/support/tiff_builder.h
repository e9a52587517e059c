// TIFFs made to order, each with any fault that is asked for.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delo::tests {

// One entry of an IFD, with whatever is to be wrong about it.
struct TiffField {
  std::uint16_t tag = 0, type = 0;
  std::string value;                    // encoded, in the byte order of the file
  std::optional<std::uint64_t> count;   // else counted from the value
  std::optional<std::uint64_t> offset;  // else where the value was put
  std::optional<bool> odd;              // put the value at an odd offset
};

// One IFD and its pixels.
struct TiffIfd {
  std::vector<TiffField> fields;    // sorted by tag when built, unless keep_order
  std::vector<std::string> strips;  // encoded; offsets and byte counts follow from them
  bool tiles = false;               // the strips are tiles
  bool keep_order = false;
  bool odd = false;                         // begin at an odd offset
  std::vector<TiffIfd> sub;                 // SubIFDs (tag 330)
  std::vector<TiffIfd> exif, gps, interop;  // none or one
  std::optional<std::uint64_t> next;        // else the next page, or 0
  std::optional<std::uint16_t> entries;     // else as many as there are
  std::vector<std::uint16_t> leave_out;     // tags that would be added
  std::string pad_after_strips;             // bytes that belong to nothing

  TiffField* find(std::uint16_t tag);
  TiffIfd& remove(std::uint16_t tag);
};

class TiffBuilder {
 public:
  bool big_endian = false, big_tiff = false;
  std::vector<TiffIfd> pages;
  std::string trailing;                    // after everything
  std::optional<std::uint64_t> first_ifd;  // else where the first page is
  // Offsets in the file that build() made last.
  std::vector<std::uint64_t> ifd_offsets;    // of pages
  std::vector<std::uint64_t> strip_offsets;  // of all pages, in order

  std::string build();

  // Values in this builder's byte order.
  std::string encoded(std::uint16_t type, std::initializer_list<std::uint64_t> values) const;
  // Sets a tag of a page, replacing what it had.
  TiffBuilder& set(std::uint16_t tag, std::uint16_t type,
                   std::initializer_list<std::uint64_t> values, std::size_t page = 0);
  TiffBuilder& set_bytes(std::uint16_t tag, std::uint16_t type, std::string bytes,
                         std::size_t page = 0);
  TiffField field(std::uint16_t tag, std::uint16_t type,
                  std::initializer_list<std::uint64_t> values) const;

 private:
  std::uint64_t write_ifd(const TiffIfd& ifd, std::string& out, std::uint64_t* next_at);
  std::string number(std::uint64_t value, int width) const;
};

// A sound page of 48 × 40 pixels, 8 bits gray or RGB, two uncompressed strips,
// 300 ppi.
TiffIfd sound_page(const TiffBuilder& builder, int samples = 1);
TiffBuilder sound_tiff(int samples = 1);
// A sound page of other compression, from pixels encoded here.
TiffBuilder sound_tiff_of(std::uint16_t compression);
TiffBuilder sound_tiled_tiff();
// With Exif, GPS, ICC, XMP, IPTC, Photoshop data, dates and texts, a SubIFD and a
// second page.
TiffBuilder sound_tiff_with_everything();

// Pixels encoded.
std::string deflated(std::string_view pixels);
std::string lzw(std::string_view pixels, bool end = true);
std::string packbits(std::string_view pixels);
std::string white_g4(int rows);
std::string jpeg_of_gray(int width, int height);
std::string jpeg_of_ycbcr(int width, int height);  // not subsampled

std::string gray_icc_profile();
std::string xmp_packet();
std::string pixels(std::size_t size);

}  // namespace delo::tests
