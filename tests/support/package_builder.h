// A small package on disk, as packaging hands it to the holdings, for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "packages/package.h"
#include "tests/support/temp_folder.h"

namespace delo::tests {

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::filesystem::permissions(path.parent_path(), std::filesystem::perms::owner_all);
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << text;
}

// Overwrites in place, read-only or not: what a disk does, not what a person does.
inline void flip_bit(const std::filesystem::path& path, std::uint64_t bit) {
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(bit / 8));
  const char byte = static_cast<char>(file.get() ^ (1 << (bit % 8)));
  file.seekp(static_cast<std::streamoff>(bit / 8));
  file.put(byte);
  ASSERT_TRUE(file.good());
  file.close();
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::remove);
}

inline packages::PackagedFile packaged_file(const std::filesystem::path& folder,
                                            const std::string& path, const std::string& text) {
  write_text(folder / path, text);
  const std::array algorithms = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512};
  auto hasher = *Hasher::create(algorithms);
  EXPECT_TRUE(hasher->write_text(text) && hasher->finish());
  return {*RelativePath::parse(path), folder / path, text.size(), hasher->digests()};
}

// These files as a list.
inline packages::PackageFiles files_of(std::initializer_list<packages::PackagedFile> files) {
  packages::PackageFiles list;
  for (const packages::PackagedFile& file : files) EXPECT_TRUE(list.append(file));
  return list;
}

// A bag with these payload files (names below data/), complete with manifests.
inline packages::PackageFiles build_bag(const std::filesystem::path& folder,
                                        const std::map<std::string, std::string>& payload) {
  packages::PackageFiles files;
  std::string sha256, sha512;
  for (const auto& [name, text] : payload) {
    const auto file = packaged_file(folder, "data/" + name, text);
    EXPECT_TRUE(files.append(file));
    sha256 += file.digests.find(DigestAlgorithm::kSha256)->hex + "  " + file.path.text() + "\n";
    sha512 += file.digests.find(DigestAlgorithm::kSha512)->hex + "  " + file.path.text() + "\n";
  }
  std::string tags;
  for (const auto& [name, text] : std::map<std::string, std::string>{
           {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
           {"manifest-sha256.txt", sha256},
           {"manifest-sha512.txt", sha512}}) {
    const auto file = packaged_file(folder, name, text);
    EXPECT_TRUE(files.append(file));
    tags += file.digests.find(DigestAlgorithm::kSha256)->hex + "  " + name + "\n";
  }
  EXPECT_TRUE(files.append(packaged_file(folder, "tagmanifest-sha256.txt", tags)));
  EXPECT_TRUE(files.sort());
  return files;
}

// Every file below `folder` with its bytes, by relative path; folders end in '/'.
inline std::map<std::string, std::string> snapshot(const std::filesystem::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = std::filesystem::relative(entry.path(), folder).string();
    if (entry.is_directory() && !entry.is_symlink()) {
      all[name + "/"] = "";
    } else {
      all[name] = text_of_file(entry.path());
    }
  }
  return all;
}

}  // namespace delo::tests
