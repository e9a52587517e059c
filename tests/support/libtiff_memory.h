// A TIFF in memory, for libtiff.
#pragma once

#include <tiffio.h>

#include <algorithm>
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

}  // namespace delo::tests
