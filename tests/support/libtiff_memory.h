// A TIFF in memory, for libtiff.
#pragma once

#include <tiffio.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

namespace delo::tests {

struct MemoryFile {
  std::string bytes;
  std::size_t at = 0;
};
inline tmsize_t memory_read(thandle_t handle, void* out, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t n = std::min(static_cast<std::size_t>(size),
                                 file.bytes.size() - std::min(file.at, file.bytes.size()));
  std::memcpy(out, file.bytes.data() + file.at, n);
  file.at += n;
  return static_cast<tmsize_t>(n);
}
inline tmsize_t memory_write(thandle_t handle, void* data, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const auto n = static_cast<std::size_t>(size);
  file.bytes.resize(std::max(file.bytes.size(), file.at + n));
  std::memcpy(file.bytes.data() + file.at, data, n);
  file.at += n;
  return size;
}
inline toff_t memory_seek(thandle_t handle, toff_t offset, int whence) {
  auto& file = *static_cast<MemoryFile*>(handle);
  file.at = static_cast<std::size_t>(offset) + (whence == SEEK_CUR   ? file.at
                                                : whence == SEEK_END ? file.bytes.size()
                                                                     : 0);
  return file.at;
}
inline int memory_close(thandle_t) { return 0; }
inline toff_t memory_size(thandle_t handle) {
  return static_cast<MemoryFile*>(handle)->bytes.size();
}

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;
inline Tiff open(MemoryFile& file, const char* mode) {
  file.at = 0;
  return {TIFFClientOpen("leaf", mode, &file, memory_read, memory_write, memory_seek, memory_close,
                         memory_size, nullptr, nullptr),
          &TIFFClose};
}

// A strip of black and white rows (a set bit is black) as libtiff codes it; empty when
// it can't.  `options`: of G3.
inline std::string fax_strip(int width, int height, std::string rows, std::uint16_t compression,
                             std::uint32_t options = 0) {
  MemoryFile file;
  {
    const Tiff tiff = open(file, "wm");
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, compression);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, height);
    if (compression == COMPRESSION_CCITTFAX3)
      TIFFSetField(tiff.get(), TIFFTAG_GROUP3OPTIONS, options);
    if (TIFFWriteEncodedStrip(tiff.get(), 0, rows.data(), static_cast<tmsize_t>(rows.size())) < 0)
      return {};
  }
  const Tiff tiff = open(file, "rm");
  std::string coded(static_cast<std::size_t>(TIFFRawStripSize(tiff.get(), 0)), '\0');
  const tmsize_t read =
      TIFFReadRawStrip(tiff.get(), 0, coded.data(), static_cast<tmsize_t>(coded.size()));
  return read == static_cast<tmsize_t>(coded.size()) ? coded : std::string();
}

}  // namespace delo::tests
