#include "packages/bagit/manifest_index.h"

#include <algorithm>

#include "core/text/hex.h"

namespace delo::packages {

void ManifestIndex::add(std::uint32_t file, int line, std::string_view digest) {
  entries_.push_back({file, line, static_cast<std::uint32_t>(entries_.size())});
  bytes_.append(digest);
}

void ManifestIndex::settle(std::size_t files) {
  if (!std::ranges::is_sorted(entries_, {}, &Entry::file)) {
    std::ranges::stable_sort(entries_, {}, &Entry::file);
  }
  std::ranges::sort(absent_);
  first_.assign(files, kNone);
  for (std::size_t i = entries_.size(); i-- > 0;) {
    first_[entries_[i].file] = static_cast<std::uint32_t>(i);
  }
}

bool ManifestIndex::lists_absent(std::string_view path) const {
  return std::ranges::binary_search(absent_, path, {},
                                    [](const auto& text) -> std::string_view { return text; });
}

std::vector<std::string> ManifestIndex::unlike(std::uint32_t file, std::string_view hex) const {
  std::vector<std::string> all;
  for (std::size_t i = first_[file]; i < entries_.size() && entries_[i].file == file; ++i) {
    const std::string_view expected = bytes_of(entries_[i]);
    if (is_hex_of(hex, expected)) continue;
    std::string text = hex_of(expected);
    if (std::ranges::find(all, text) == all.end()) all.push_back(std::move(text));
  }
  return all;
}

}  // namespace delo::packages
