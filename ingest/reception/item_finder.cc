#include "ingest/reception/item_finder.h"

#include <algorithm>
#include <utility>

namespace delo::ingest {

ItemFinder::ItemFinder(std::span<const ItemId> items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    by_id_.emplace(items[i].value, i);
    most_parts_ = std::max<std::size_t>(
        most_parts_, 1 + static_cast<std::size_t>(std::ranges::count(items[i].value, '/')));
  }
}

template <class Done>
void ItemFinder::each(std::string_view name, Done done) const {
  std::string slashed(name);
  std::ranges::replace(slashed, '\\', '/');
  // Where parts begin, so that each tail of the name can be tried, longest first.
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < slashed.size();) {
    if (slashed[at] != '/') begins.push_back(at);
    const std::size_t slash = slashed.find('/', at);
    if (slash == std::string::npos) break;
    at = slash + 1;
    if (begins.size() > 200) break;
  }
  for (std::size_t b = 0; b < begins.size(); ++b) {
    for (std::size_t parts = 1; parts <= most_parts_ && b + parts <= begins.size(); ++parts) {
      const std::size_t end = b + parts < begins.size() ? begins[b + parts] : slashed.size() + 1;
      std::string id = slashed.substr(begins[b], end - 1 - begins[b]);
      while (id.ends_with('/')) id.pop_back();
      const auto found = by_id_.find(id);
      if (found == by_id_.end()) continue;
      if (done(Found{found->second, end <= slashed.size() ? slashed.substr(end) : std::string()})) {
        return;
      }
    }
  }
}

std::optional<ItemFinder::Found> ItemFinder::find(std::string_view name) const {
  std::optional<Found> first;
  each(name, [&](Found found) {
    first = std::move(found);
    return true;
  });
  return first;
}

std::vector<std::size_t> ItemFinder::all_in(std::string_view name) const {
  std::vector<std::size_t> all;
  each(name, [&](const Found& found) {
    all.push_back(found.item);
    return false;
  });
  return all;
}

}  // namespace delo::ingest
