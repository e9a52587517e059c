// A folder of the disk as it is packed: tar, tar.gz and zip, with links and empty folders.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/package_builder.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/gzip_builder.h"

namespace delo::packages {

// What lies below the folder, in path order.
inline std::vector<std::filesystem::path> all_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    all.push_back(entry.path());
  }
  std::ranges::sort(all);
  return all;
}

// The archives' bytes by their ending.  `top`: "NAME/", or empty to pack what is in the
// folder without it.
inline std::vector<std::pair<std::string, std::string>> packed(const std::filesystem::path& folder,
                                                               const std::string& top) {
  namespace fs = std::filesystem;
  TarBuilder tar;
  ZipBuilder zip;
  const auto zip_as = [](std::uint32_t mode) {
    ZipBuilder::Fields fields;
    fields.attributes = mode << 16;
    return fields;
  };
  const auto add = [&](const std::string& name, const std::string& content, char type) {
    if (name.size() > 100) {
      tar.add_with_pax("long", content, "path", name, type);
    } else {
      tar.add(name, type == '2' ? "" : content, type, type == '2' ? content : "");
    }
    zip.add(name, content, zip_as(type == '5' ? 040755 : type == '2' ? 0120777 : 0100644));
  };
  if (!top.empty()) add(top, "", '5');
  for (const fs::path& path : all_below(folder)) {
    const std::string name = top + path.lexically_relative(folder).string();
    if (fs::is_symlink(path)) {
      add(name, fs::read_symlink(path), '2');
    } else if (fs::is_directory(path)) {
      add(name + "/", "", '5');
    } else {
      add(name, tests::text_of_file(path), '0');
    }
  }
  return {{"tar", tar.bytes()}, {"tar.gz", gzipped(tar.bytes())}, {"zip", zip.bytes()}};
}

}  // namespace delo::packages
