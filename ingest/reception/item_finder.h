// Finds the item that a name of a list or table beside the items speaks of.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/records/identifiers.h"

namespace delo::ingest {

class ItemFinder {
 public:
  explicit ItemFinder(std::span<const ItemId> items);

  struct Found {
    std::size_t item = 0;  // its place among the items
    std::string rest;      // of the name, within the item; empty: the item itself
  };
  // "d337/0037.tif", "D:\scans\d337\0037.tif", "./d337"
  std::optional<Found> find(std::string_view name) const;

 private:
  std::unordered_map<std::string, std::size_t> by_id_;
  std::size_t most_parts_ = 1;
};

}  // namespace delo::ingest
