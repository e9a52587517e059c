// Any bytes as a checksum list, matched with a small item.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/reception/producer_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<FileObject> files;
  for (const char* name : {"checksum.md5", "master/0037.tif", "master/лист.tif", "text.txt"}) {
    files.push_back({.path = *RelativePath::parse(name)});
  }
  for (const char* name : {"checksum.md5", "scans.sfv", "fixity.csv"}) {
    ingest::ListToMatch list{.path = *RelativePath::parse(name),
                             .bases = {RelativePath()},
                             .list = ingest::parse_checksum_list(bytes, name)};
    (void)ingest::match_lists({std::move(list)}, files, "d337");
  }
  return 0;
}
