// Paths of a package, each with a size, in little memory: the folder of a path is
// kept once, its name without a header.  A million paths of 100 bytes in folders
// take some 60 MB.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/fingerprint.h"

namespace delo::packages {

struct TreeFile {
  RelativePath path;
  std::uint64_t size = 0;  // bytes
};

// A path in pieces, compared as the one text that they are.
using PathPieces = std::array<std::string_view, 3>;
std::strong_ordering compare_pieces(PathPieces a, PathPieces b);

// add() all of them, sort() once, then look.  What is looked at is made for the moment.
class TreeFiles {
 public:
  void add(const RelativePath& path, std::uint64_t size = 0) { add_text(path.text(), size); }
  // A file `name` of a folder, which is empty for the top.  REQUIRES: a path of a package
  void add(std::string_view folder, std::string_view name, std::uint64_t size);
  // The same for a path that may be longer than a package's paths may be: at most 65535
  // bytes.  Of such a one path() is empty, and text() is as it was.
  void add_text(std::string_view path, std::uint64_t size = 0);
  void reserve(std::size_t files) { entries_.reserve(files); }
  // By the bytes of the paths.  `once`: the same path stays once.
  void sort(bool once = false);

  // Safe for concurrent use with other `i`.
  void set_size(std::size_t i, std::uint64_t size) { entries_[i].size = size; }
  // Leaves out those of these numbers, which are in order.
  void erase(const std::vector<std::size_t>& numbers);

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  TreeFile operator[](std::size_t i) const { return {path(i), entries_[i].size}; }
  RelativePath path(std::size_t i) const;
  std::string text(std::size_t i) const;
  std::uint64_t size_of(std::size_t i) const { return entries_[i].size; }
  // The parts of the path as they are kept; the folder of what lies at the top is empty.
  std::string_view folder_of(std::size_t i) const {
    return Texts::at(folders_[entries_[i].folder]);
  }
  std::string_view name_of(std::size_t i) const { return Texts::at(entries_[i].name); }
  PathPieces pieces(std::size_t i) const { return pieces_of(entries_[i]); }
  bool is(std::size_t i, std::string_view path) const { return compare(entries_[i], path) == 0; }

  // REQUIRES: sorted.  The first that is not before `path`.
  std::size_t lower_bound(std::string_view path) const;
  std::optional<std::size_t> index_of(std::string_view path) const;

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = TreeFile;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = TreeFile;
    Iterator(const TreeFiles& files, std::size_t at) : files_(&files), at_(at) {}
    TreeFile operator*() const { return (*files_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const TreeFiles* files_;
    std::size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  // Texts of at most 65535 bytes behind their length, in pieces that stay where they are.
  class Texts {
   public:
    const char* add(std::string_view text);
    static std::string_view at(const char* place);

   private:
    std::vector<std::unique_ptr<char[]>> pieces_;
    std::size_t used_ = 0, room_ = 0;  // of the last piece
  };
  struct Entry {
    const char* name = nullptr;
    std::uint32_t folder = 0;
    std::uint32_t order = 0;  // in which they were added
    std::uint64_t size = 0;
  };
  PathPieces pieces_of(const Entry& entry) const;
  std::strong_ordering compare(const Entry& a, const Entry& b) const;
  std::strong_ordering compare(const Entry& a, std::string_view path) const;
  std::uint32_t folder_number(std::string_view folder);

  Texts texts_;
  std::vector<const char*> folders_;  // their paths
  FingerprintMap folder_numbers_;
  std::vector<Entry> entries_;
};

}  // namespace delo::packages
