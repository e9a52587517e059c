// Any bytes as a file of which only both ends were read, and as pieces of many files: told
// of, with wishes within reason, and never more than that.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "validators/headers/header_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using delo::validators::FilePieces;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  FilePieces file(*delo::RelativePath::parse("0037.tif"), size);
  const std::size_t head = std::min<std::size_t>(size, 64);
  file.add(0, bytes.substr(0, head));
  // As a run does: what is wished for is read, round by round.
  for (int round = 0; round < 5; ++round) {
    FilePieces again = file;
    const auto seen = delo::validators::read_header(again);
    if (!seen || seen->technical.pages.size() > 16) __builtin_trap();
    if (again.wishes().empty()) break;
    for (const auto& wish : again.wishes()) {
      if (wish.offset >= size) continue;
      file.add(wish.offset, bytes.substr(wish.offset, std::min<std::uint64_t>(wish.length, 4096)));
    }
  }
  (void)delo::validators::files_from(bytes);
  return 0;
}
