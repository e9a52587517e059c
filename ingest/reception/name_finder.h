// Looks names of a table up among the files and folders of an item.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/reception/description.h"

namespace delo::ingest {

class NameFinder {
 public:
  explicit NameFinder(const DescribedItem& item);  // borrowed

  // Nothing: no such file or folder.  An empty path: the item.
  std::optional<RelativePath> find(std::string_view written, const RelativePath& table) const;

 private:
  std::optional<RelativePath> find_below(std::string_view name) const;
  std::optional<RelativePath> find_exactly(std::string_view name) const;

  const DescribedItem& item_;
  bool has_objects_ = false;
};

}  // namespace delo::ingest
