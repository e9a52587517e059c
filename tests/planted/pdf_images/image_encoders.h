// Encodes the pictures that the planted scans are made of, with the libraries
// other programs use, or by the letter of the standard where there is none.
#pragma once

#include <cstdint>
#include <string>

namespace delo::planted {

// Rows from the top, `channels` bytes a pixel.
struct Picture {
  int width = 0, height = 0, channels = 1;
  std::string bytes;
};
// Paper with the noise of a scanner and lines of writing; the same every time.
Picture scanned_page(int width, int height, int channels);
Picture white_page(int width, int height, int channels);

// Rows packed to bytes; a set bit is black.
struct Bilevel {
  int width = 0, height = 0;
  std::string bytes;
  bool black(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    const std::size_t row = static_cast<std::size_t>((width + 7) / 8);
    const auto at = static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x / 8);
    return bytes[at] >> (7 - x % 8) & 1;
  }
};
Bilevel written_page(int width, int height);

struct JpegKind {
  bool progressive = false, optimized = false;
  unsigned restart = 0;  // MCUs
  bool full_chroma = false;
  bool ycck = false;  // of four channels: else CMYK
};
std::string jpeg_of(const Picture& picture, const JpegKind& kind = {});

struct JpxKind {
  bool boxed = true, lossy = false, tiles = false, markers = false, precincts = false;
  bool bypass = false;  // code-block style: lazy, terminated
  int layers = 1;
  float rate = 4;       // how many times smaller, when lossy
  int progression = 0;  // LRCP RLCP RPCL PCRL CPRL
};
std::string jpx_of(const Picture& picture, const JpxKind& kind = {});

std::string g4_of(const Bilevel& page);
std::string g3_of(const Bilevel& page, bool two_dimensional);
// Every row like the first, each begun at a byte.
std::string aligned_g4(int width, int height, std::string& pixels);

std::string deflated(const std::string& data);
std::string lzw_of(const std::string& data, bool early);
std::string run_length_of(const std::string& data);
std::string ascii85_of(const std::string& data);
std::string hex_of(const std::string& data);
std::string png_predicted(const std::string& data, std::size_t row, std::size_t pixel);
std::string tiff_predicted(std::string data, std::size_t row, std::size_t pixel);

std::string srgb_profile();
std::string gray_profile();

}  // namespace delo::planted
