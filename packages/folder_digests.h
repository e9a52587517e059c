// Digests of many files of a folder, on all threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <vector>

#include "core/bytes/disk.h"
#include "core/result.h"
#include "packages/file_opener.h"
#include "packages/package_tree.h"
#include "packages/tree_files.h"

namespace delo::packages {

inline constexpr std::uint64_t kUnmeasured = UINT64_MAX;  // size of a file nobody looked at yet

struct FileBatch;

// Borrows all.  What has no size yet gets one, and 0 when it is gone.
class FolderDigests {
 public:
  // See PackageTree::digest().
  using Done = std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>;

  FolderDigests(const FileDescriptor& root, const std::filesystem::path& name, TreeFiles& files,
                std::vector<Finding>& findings, int threads)
      : root_(root), name_(name), files_(files), findings_(findings), threads_(threads) {}

  // What can't be read becomes a finding; findings come in the order of their paths.
  Result<void> run(std::span<const DigestOrder> orders, const std::stop_token& stop,
                   const Done& done);

 private:
  Result<void> digest_few(std::span<const DigestOrder> orders, const std::stop_token& stop,
                          const Done& done);
  bool is_for_pairs(std::span<const DigestOrder> orders) const;
  std::vector<std::vector<std::uint32_t>> share_out(std::span<const DigestOrder> orders,
                                                    std::size_t parties) const;
  Result<void> digest_many(std::span<const DigestOrder> orders, const std::stop_token& stop,
                           const Done& done);
  void take(std::span<const DigestOrder> orders, std::uint32_t i, FileOpener& opener,
            FileBatch& batch);
  void learn_size(std::size_t file, FileOpener& opener);
  Result<void> digest_batch(std::span<const DigestOrder> orders, FileBatch& batch, bool in_pair,
                            std::mutex& one_at_a_time, const std::stop_token& stop,
                            const Done& done);

  const FileDescriptor& root_;
  const std::filesystem::path& name_;
  TreeFiles& files_;
  std::vector<Finding>& findings_;
  const int threads_;
};

}  // namespace delo::packages
