// Finds the item that a name of a list or table beside the items speaks of.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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
  // All that a part of the name is, those within others too; in no order.
  std::vector<std::size_t> all_in(std::string_view name) const;

 private:
  // Of each item in the name, in the order in which they count, until `done` says so.
  template <class Done>
  void each(std::string_view name, Done done) const;

  std::unordered_map<std::string, std::size_t> by_id_;
  std::size_t most_parts_ = 1;
};

}  // namespace delo::ingest
