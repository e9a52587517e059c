// Lists and tables of the deliveries before the newest, in an item that is joined of
// several (ingest/versions): each is kept as it was given, below
//   metadata/earlier-deliveries/before-version-2/…
// where it stands for no file of another delivery and is read before the newer ones.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/records/item.h"

namespace delo::ingest {

struct EarlierDelivery {
  int before_version = 0;  // it stood in its own place until this version, from 2
  RelativePath given;      // the place it was given at
};

// Nothing: the file is of the newest delivery.
std::optional<EarlierDelivery> earlier_delivery_of(const RelativePath& path);
// The folder of these is ours.  What a producer delivers below it is no table of an earlier
// delivery: alone it counts for nothing, in a package it is kept below
//   metadata/earlier-delivered/…
bool is_below_earlier_deliveries(const RelativePath& path);
// Likewise of what a producer delivers where documents from beside the items are kept
// (from_batch.h), and that is kept below
//   metadata/unbatched/…
bool is_set_apart(const RelativePath& path);
// `path` is below the folder, or is_from_batch(); `apart` as in place_of_earlier().
RelativePath set_apart(const RelativePath& path, std::string_view apart);

// `apart`: any number of '-', that tell the folder from one of the producer's.
RelativePath place_of_earlier(int before_version, std::string_view apart,
                              const RelativePath& given);

// A file of an item that lay beside the items of its batch, or is an excerpt of one that did
// (from_batch.h), at its own place or kept as of an earlier delivery.
bool is_from_batch(const RelativePath& path);

// Rights tables of several deliveries, added in their order.  A later table takes the place
// of the earlier ones for the files that it names, and for the item if it names that; what
// they say of all else stays.
class RightsOfDeliveries {
 public:
  // `delivery` as in EarlierDelivery, 0 for the newest.  Tables of one delivery stand side by
  // side.
  void add(std::vector<RightsStatement> statements, int delivery);

  std::vector<RightsStatement> statements;

 private:
  void replace_earlier(const std::vector<RightsStatement>& by);

  std::vector<RightsStatement> before_, here_;  // of earlier deliveries, of this one
  int delivery_ = -1;
};

// The files that `wanted` takes, of the oldest delivery first; of one delivery those that lay
// beside the items first, because what is in the item says more of it, each in path order.
template <class Wanted>
std::vector<std::size_t> in_order_of_delivery(const std::vector<FileObject>& files, Wanted wanted) {
  std::vector<std::tuple<int, bool, std::size_t>> order;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!wanted(files[i])) continue;
    const auto earlier = earlier_delivery_of(files[i].path);
    order.emplace_back(earlier ? earlier->before_version : 1 << 30, !is_from_batch(files[i].path),
                       i);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> out;
  for (const auto& [delivery, is_own, file] : order) out.push_back(file);
  return out;
}

}  // namespace delo::ingest
