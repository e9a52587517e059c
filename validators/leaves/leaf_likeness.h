// Is any leaf there twice?  Compares what was decoded, not what the names say.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/records/file_object.h"
#include "core/records/finding.h"
#include "core/records/technical_metadata.h"

namespace delo::validators {

// Whether a file of this role is compared: masters, and where an item has none
// whatever is for use.
bool is_in_album(FileRole role, bool any_master);

// The scans of an item, or of a batch: of each file its digest, of each page its
// look.  About 100 bytes a page, so that a batch of any size can be compared.
// One thread.
class LeafAlbum {
 public:
  // Pages whose looks are compared at most, each with each; files are compared
  // whatever their number.
  static constexpr std::size_t kMostPages = 100'000;
  static constexpr std::size_t kMostFindings = 200;  // of each rule

  // `item`: its place in the batch; items may come in any order.  Blank pages look
  // like each other and are not compared.
  void add(std::uint32_t item, const FileObject& file, const TechnicalMetadata& technical);
  // Those files of an item that are compared; each has an `object` and an `examination`.
  template <class Files>
  void add_item(std::uint32_t item, const Files& files) {
    bool any_master = false;
    for (const auto& file : files) any_master |= file.object.role == FileRole::kMaster;
    for (const auto& file : files) {
      if (is_in_album(file.object.role, any_master))
        add(item, file.object, file.examination.technical);
    }
  }

  // Within each item: `leaves.same-file` and `leaves.same-image`, one finding for each
  // scan that has come before.
  std::vector<Finding> twins() const { return find({}, false); }
  // Between items only; paths begin with the name of the item.
  std::vector<Finding> twins_between_items(
      const std::function<std::string(std::uint32_t)>& name_of_item) const {
    return find(name_of_item, true);
  }

 private:
  using ItemName = std::function<std::string(std::uint32_t)>;
  using ShortDigest = std::array<char, 16>;  // of SHA-256; all zero when there is none
  struct File {
    std::uint32_t item = 0;
    std::uint32_t pages = 0;
    std::uint64_t path_at = 0;
    std::uint32_t path_size = 0;
    ShortDigest digest{};
  };
  struct Page {
    std::uint32_t file = 0, number = 0;
    PageLook::Hash hash{};
  };
  class Search;
  std::vector<Finding> find(const ItemName& name_of_item, bool between) const;

  std::vector<File> files_;
  std::vector<Page> pages_;
  std::string paths_;  // one after the other
};

}  // namespace delo::validators
