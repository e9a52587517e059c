#include "validators/tiff/libtiff_file.h"

#include <cstdarg>

namespace delo::validators::tiff {
namespace {

int keep(std::string& first, const char* format, va_list arguments) {
  if (!first.empty()) return 1;
  char text[400];
  std::vsnprintf(text, sizeof text, format, arguments);
  first = text;
  while (!first.empty() && (first.back() == '.' || first.back() == '\n')) first.pop_back();
  return 1;  // nothing is left to the global handlers, which print
}

extern "C" {
static tmsize_t delo_read(thandle_t handle, void* out, tmsize_t size) {
  if (size <= 0) return 0;
  return static_cast<tmsize_t>(static_cast<LibtiffInput*>(handle)->read(
      static_cast<std::byte*>(out), static_cast<std::size_t>(size)));
}
static tmsize_t delo_write(thandle_t, void*, tmsize_t) { return 0; }
static toff_t delo_seek(thandle_t handle, toff_t offset, int whence) {
  return static_cast<LibtiffInput*>(handle)->seek(offset, whence);
}
static int delo_close(thandle_t) { return 0; }
static toff_t delo_size(thandle_t handle) { return static_cast<LibtiffInput*>(handle)->size(); }
static int delo_error(TIFF*, void* messages, const char*, const char* format, va_list arguments) {
  return keep(static_cast<LibtiffMessages*>(messages)->error, format, arguments);
}
static int delo_warning(TIFF*, void* messages, const char*, const char* format, va_list arguments) {
  return keep(static_cast<LibtiffMessages*>(messages)->warning, format, arguments);
}
}

}  // namespace

LibtiffHandle open_libtiff(LibtiffInput& input, LibtiffMessages& messages,
                           std::uint64_t largest_allocation) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(
      TIFFOpenOptionsAlloc(), &TIFFOpenOptionsFree);
  if (!options) return nullptr;
  input.seek(0, SEEK_SET);  // libtiff takes what it reads first for the header
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(largest_allocation));
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &delo_error, &messages);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &delo_warning, &messages);
  // m: never mapped.  h: the header only, directories are set by their offsets.
  return LibtiffHandle(TIFFClientOpenExt("scan", "rmh", &input, &delo_read, &delo_write, &delo_seek,
                                         &delo_close, &delo_size, nullptr, nullptr, options.get()));
}

}  // namespace delo::validators::tiff
