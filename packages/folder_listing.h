// What a folder itself holds, read and put in order.  Safe to make several of side by
// side; see folder_tree.cc for who does and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/tree_rules.h"

namespace delo::packages {

// A path of the tree, or the folder it would lie in where no RelativePath can name it.
RelativePath path_below(const RelativePath& folder, std::string_view name);

class FolderListing {
 public:
  // What is neither file nor folder.
  struct Other {
    RelativePath path;
    bool is_link = false;  // else a device, pipe or socket
  };

  // Reads the entries of `folder`, which lies beneath `root`.  What can't be looked at is
  // a finding; following nothing.  Error kIo only of the top, whose `folder` is empty.
  static Result<FolderListing> read(const FileDescriptor& root, const std::filesystem::path& name,
                                    RelativePath folder);

  const RelativePath& folder() const { return folder_; }
  // Files and folders, in the order of the paths below them.
  std::size_t size() const { return entries_.size(); }
  bool is_folder(std::size_t i) const { return entries_[i].is_folder; }
  std::string_view name(std::size_t i) const {
    return std::string_view(names_).substr(entries_[i].at, entries_[i].length);
  }
  const std::vector<Other>& others() const { return others_; }
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  // `key`: the first bytes of the name, in their order.  A folder's name is in names_
  // with a '/' behind it, which `length` leaves out.
  struct Entry {
    std::uint64_t key = 0;
    std::size_t at = 0;
    std::uint16_t length = 0;
    bool is_folder = false;
  };
  void look_at(int folder, std::string_view name, unsigned char type);
  void add(std::string_view name, bool is_folder);
  void sort();
  void report(const Rule& rule, const RelativePath& path, std::string message);

  RelativePath folder_;
  std::string names_;
  std::vector<Entry> entries_;
  std::vector<Other> others_;
  std::vector<Finding> findings_;
};

}  // namespace delo::packages
