// A storage root where it lies: a folder, of which one folder or one object is looked at
// at a time, or an archive, which is listed as a whole.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/result.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/object_tree.h"
#include "packages/package_tree.h"

namespace delo::packages::ocfl {

class RootTree {
 public:
  // Errors: those of open_tree().
  static Result<RootTree> open(const std::filesystem::path& path, std::stop_token stop,
                               int threads);

  // The folder's own entries, of the root with an empty one, in byte-wise order.
  // Errors: kNotFound, kIo; an archive has nothing in a folder that is not there.
  Result<std::vector<FolderEntry>> list(const std::string& folder) const;

  // The beginning of a file (see read_beginning()).  Errors: kNotFound, kIo; kCorrupt when
  // an archive has it only in part.
  Result<std::string> read_start(const std::string& path) const;

  struct Object {
    std::unique_ptr<PackageTree> own;  // of a folder
    PackageTree* tree = nullptr;
    std::string place;  // in the tree, see ObjectCheck
  };
  Result<Object> object_at(const std::string& below) const;

  PackageTree* archive() const { return archive_.get(); }  // null for a folder

 private:
  RootTree(std::filesystem::path path, std::stop_token stop, int threads)
      : path_(std::move(path)), stop_(std::move(stop)), threads_(threads) {}

  std::filesystem::path path_;
  std::stop_token stop_;
  int threads_;
  std::unique_ptr<PackageTree> archive_;
  std::unique_ptr<ObjectTree> entries_;  // of the archive
};

}  // namespace delo::packages::ocfl
