// What the files of an object must have, by one inventory or another; put aside, because
// it is more than the paths.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes/spool.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/object_tree.h"
#include "packages/package_tree.h"

namespace delo::packages::ocfl {

struct ExpectedDigest {
  DigestAlgorithm algorithm;
  std::string digest;          // lower case
  std::string code;            // E092 or E093
  std::string inventory_path;  // that says so

  bool says_the_same(const ExpectedDigest& other) const {
    return algorithm == other.algorithm && digest == other.digest && code == other.code;
  }
};

class ExpectedDigests {
 public:
  // `records`: where they are put aside; that of several objects may be one.
  explicit ExpectedDigests(std::shared_ptr<Spool> records) : records_(std::move(records)) {}

  // Error kIo.
  Result<void> add(std::size_t file, const ExpectedDigest& expected);
  // What is known by then is not taken a second time from later inventories.
  void end_of_inventory();
  // Those of one file, in the order in which they were added, each once.
  // REQUIRES: end_of_inventory() after the last add().
  Result<std::vector<ExpectedDigest>> of(std::size_t file) const;
  // Calls each(file, algorithms) in the order of the files, for those that have any.
  void for_each_file(const std::function<void(std::size_t, AlgorithmSet)>& each) const;

  void add_absent(const std::string& path, ExpectedDigest expected);
  // By the paths of files that are not there.
  const std::map<std::string, std::vector<ExpectedDigest>>& absent() const { return absent_; }

 private:
  struct Kind {
    DigestAlgorithm algorithm;
    std::string code, inventory_path;
    bool operator==(const Kind&) const = default;
  };
  struct Entry {  // 12 bytes
    std::uint32_t file = 0;
    // In the records; in the first 4 bits of place_high the algorithm.
    std::uint32_t place_high = 0, place_low = 0;
    std::uint64_t place() const {
      return std::uint64_t{place_high & 0x0FFF'FFFF} << 32 | place_low;
    }
    auto operator<=>(const Entry& other) const {
      return std::pair(file, place()) <=> std::pair(other.file, other.place());
    }
    bool operator==(const Entry&) const = default;
  };
  std::uint32_t kind_number(const ExpectedDigest& expected);
  Result<ExpectedDigest> read(const Entry& entry) const;

  std::shared_ptr<Spool> records_;  // number of the kind, length of the digest, digest
  std::vector<Kind> kinds_;
  std::vector<Entry> entries_;
  std::size_t sorted_ = 0;  // of them
  std::map<std::string, std::vector<ExpectedDigest>> absent_;
};

// Takes what an inventory lists.
class ContentList final : public InventoryEntries {
 public:
  ContentList(const ObjectTree& tree, ExpectedDigests& expected, std::string inventory_path)
      : tree_(tree),
        expected_(expected),
        inventory_path_(std::move(inventory_path)),
        listed_(tree.file_count()) {}

  Result<void> content(const CheckedInventory& inventory, const std::string& path,
                       const std::string& digest) override;
  Result<void> fixity(DigestAlgorithm algorithm, const std::string& path,
                      const std::string& digest) override;
  // Whether the manifest has the file with this number in the tree.
  bool has(std::size_t file) const { return listed_[file]; }

 private:
  Result<void> expect(const std::string& path, ExpectedDigest expected);

  const ObjectTree& tree_;
  ExpectedDigests& expected_;
  const std::string inventory_path_;
  std::vector<bool> listed_;
};

}  // namespace delo::packages::ocfl
