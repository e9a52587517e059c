// The TIFF room as a whole: reader, checks, decoder, metadata, profiles.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "validators/tiff/tiff_validator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto path = delo::RelativePath::parse("leaf.tif");
  const delo::MemorySource source(std::as_bytes(std::span(data, size)));
  const auto result = delo::validators::tiff::examine(
      source, *path, {}, {.profiles = {"tiff-baseline", "tiff-extended", "ti-a"}});
  // Memory can't fail to be read, and a verdict is never left open.
  if (!result || result->validity == delo::Validity::kNotExamined) std::abort();
  return 0;
}
