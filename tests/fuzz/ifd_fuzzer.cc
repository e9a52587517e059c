// The TIFF reader and the checks of its structure, without the decoder: so fast that
// the whole grammar of IFDs is gone through.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  using namespace delo::validators;
  const MemorySource source(std::as_bytes(std::span(data, size)));
  FindingList findings(*RelativePath::parse("leaf.tif"));
  const auto file = tiff::read_tiff(source, findings);
  if (!file) std::abort();  // memory can be read
  for (const tiff::Ifd& ifd : file->ifds) {
    if (ifd.parent >= file->ifds.size() || ifd.offset + ifd.size > size) std::abort();
    for (const tiff::Entry& entry : ifd.entries) {
      const bool whole = entry.value_at <= size && entry.size <= size - entry.value_at;
      if (entry.state == tiff::Entry::State::kRead && !whole) std::abort();
    }
    if (ifd.has_image()) (void)tiff::image_of(*file, ifd);
  }
  tiff::check_tags(*file, findings);
  tiff::check_images(*file, findings);
  tiff::check_strips(*file, findings);
  tiff::check_pages(*file, findings);
  if (!tiff::check_embedded(*file, findings) || !tiff::check_old_jpeg(*file, source, findings) ||
      !tiff::check_byte_map(*file, source, findings)) {
    std::abort();
  }
  return 0;
}
