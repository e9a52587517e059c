// The files that an inventory lists, by number and in path order, in little memory: folders of
// paths once, digests as bytes.  What is looked at is made for the moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "packages/tree_files.h"

namespace delo::packages::ocfl {

// A file of the object: an entry of the manifest with what the fixity block adds.
struct ContentFile {
  RelativePath path;  // from the object's root: "v1/content/bagit.txt"
  DigestSet digests;
};

// A file of a version's state: where a logical path has its content.
struct LogicalFile {
  RelativePath path;           // as the package knows it: "bagit.txt"
  std::size_t content_at = 0;  // number in Inventory::content
};

// Goes through a list by number.
template <class List, class Item>
class NumberedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Item;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Item;
  NumberedIterator(const List& list, std::size_t at) : list_(&list), at_(at) {}
  Item operator*() const { return (*list_)[at_]; }
  NumberedIterator& operator++() {
    ++at_;
    return *this;
  }
  bool operator==(const NumberedIterator& other) const { return at_ == other.at_; }

 private:
  const List* list_;
  std::size_t at_;
};

// Digests by number, as bytes.
class DigestTable {
 public:
  void reserve(std::size_t numbers, DigestAlgorithm algorithm);
  // Replaces the one of its algorithm.  REQUIRES: the digest has the form of its algorithm
  void set(std::size_t number, const Digest& digest);
  DigestSet at(std::size_t number) const;
  bool has(std::size_t number, const Digest& digest) const;

 private:
  struct Column {
    std::string bytes;
    std::vector<bool> known;
  };
  std::map<DigestAlgorithm, Column> columns_;
};

// add() all, sort() once, set_digest(), then look.  A copy shares the paths.
class ContentFiles {
 public:
  // So many are to come, with digests of this algorithm.
  void reserve(std::size_t files, DigestAlgorithm algorithm);
  void add(const RelativePath& path, const Digest& digest);
  void sort() { files_->sort(); }
  // The first path that occurs twice.  REQUIRES: sorted
  std::optional<std::string> twice() const;
  void set_digest(std::size_t i, const Digest& digest) { digests_.set(row_of(i), digest); }

  std::size_t size() const { return files_->size(); }
  bool empty() const { return files_->empty(); }
  ContentFile operator[](std::size_t i) const { return {files_->path(i), digests_of(i)}; }
  DigestSet digests_of(std::size_t i) const { return digests_.at(row_of(i)); }
  bool has_digest(std::size_t i, const Digest& d) const { return digests_.has(row_of(i), d); }
  std::optional<std::size_t> index_of(std::string_view path) const {
    return files_->index_of(path);
  }

  using Iterator = NumberedIterator<ContentFiles, ContentFile>;
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  friend class LogicalFiles;
  // In which they were added; kept as what the list calls a size.
  std::size_t row_of(std::size_t i) const { return static_cast<std::size_t>(files_->size_of(i)); }

  std::shared_ptr<TreeFiles> files_ = std::make_shared<TreeFiles>();
  DigestTable digests_;
};

// add() all, sort() once, then look.  Nearly all lie under their own path in the content folder
// of some version: of these only the number of the content is kept, four bytes.
class LogicalFiles {
 public:
  LogicalFiles() = default;
  // `content`, which is complete, has them in the folders "v<n>/" + `folder`.
  LogicalFiles(const ContentFiles& content, std::string_view folder)
      : content_(content.files_), folder_(folder) {}

  void reserve(std::size_t files) { order_.reserve(files); }
  void add(const RelativePath& path, std::size_t content_at);
  void sort();

  std::size_t size() const { return order_.size(); }
  bool empty() const { return order_.empty(); }
  LogicalFile operator[](std::size_t i) const;
  std::size_t content_at(std::size_t i) const;
  std::optional<std::size_t> index_of(std::string_view path) const;

  using Iterator = NumberedIterator<LogicalFiles, LogicalFile>;
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  // A number in content_, or, with this bit, in others_.
  static constexpr std::uint32_t kOther = std::uint32_t{1} << 31;
  PathPieces pieces(std::uint32_t entry) const;

  std::shared_ptr<const TreeFiles> content_ = std::make_shared<TreeFiles>();
  std::string folder_;
  TreeFiles others_;  // as they were added; what the list calls a size is the content's number
  std::vector<std::uint32_t> order_;
};

}  // namespace delo::packages::ocfl
