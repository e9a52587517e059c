// What a manifest says of the files that are there, by their index in a PackageTree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"

namespace delo::packages {

// Filled line by line, then settled, then asked.  Per line 12 bytes and the bytes of
// the digest; per file of the package 4 bytes more.
class ManifestIndex {
 public:
  ManifestIndex(RelativePath path, DigestAlgorithm algorithm)
      : path_(std::move(path)), algorithm_(algorithm), width_(hex_length(algorithm) / 2) {}

  const RelativePath& path() const { return path_; }
  DigestAlgorithm algorithm() const { return algorithm_; }

  // `digest`: the bytes of one of the algorithm.
  void add(std::uint32_t file, int line, std::string_view digest);
  // A path that is listed and not there.
  void add_absent(std::string path) { absent_.push_back(std::move(path)); }
  // `files`: how many the package has.
  void settle(std::size_t files);

  // REQUIRES of all below: settle() was called

  // Calls visit(file, line, same) for entries of one file after the first; `same`:
  // with the digest of the entry before.
  template <class Visit>
  void for_each_double(Visit visit) const {
    for (std::size_t i = 1; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      if (entry.file != entries_[i - 1].file) continue;
      visit(entry.file, entry.line, bytes_of(entry) == bytes_of(entries_[i - 1]));
    }
  }
  bool lists(std::uint32_t file) const { return first_[file] != kNone; }
  bool lists_absent(std::string_view path) const;
  // The digests that this manifest expects of `file` and that are not `hex`: none, or
  // one, or faulty doubles.
  std::vector<std::string> unlike(std::uint32_t file, std::string_view hex) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Entry {
    std::uint32_t file = 0;
    int line = 0;
    std::uint32_t place = 0;  // of the digest in bytes_
  };
  std::string_view bytes_of(const Entry& entry) const {
    return std::string_view(bytes_).substr(std::size_t{entry.place} * width_, width_);
  }

  RelativePath path_;
  DigestAlgorithm algorithm_;
  std::size_t width_;  // bytes of a digest
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> first_;  // of the entries of each file
  std::vector<std::string> absent_;
  std::string bytes_;
};

}  // namespace delo::packages
