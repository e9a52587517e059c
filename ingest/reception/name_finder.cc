#include "ingest/reception/name_finder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ingest/reception/text_decoding.h"

namespace delo::ingest {

NameFinder::NameFinder(const DescribedItem& item) : item_(item) {
  for (const RelativePath& folder : item.folders) {
    has_objects_ = has_objects_ || folder.text() == "objects";
  }
}

std::optional<RelativePath> NameFinder::find(std::string_view written,
                                             const RelativePath& table) const {
  std::string name(trim(written, kBlanksAndLineEnds));
  std::ranges::replace(name, '\\', '/');
  while (name.ends_with('/')) name.pop_back();
  while (name.starts_with("./")) name.erase(0, 2);
  if (name.empty() || name == "." || name == item_.name || name == "objects" || name == "data" ||
      name == "data/objects") {
    return RelativePath();
  }
  if (auto found = find_below(name)) return found;
  for (const std::string_view prefix : {std::string_view("data/"), std::string_view("objects/")}) {
    if (name.starts_with(prefix)) {
      if (auto found = find_below(std::string_view(name).substr(prefix.size()))) return found;
    }
  }
  const std::string own = std::string(item_.name) + "/";
  if (name.starts_with(own)) {
    if (auto found = find_below(std::string_view(name).substr(own.size()))) return found;
  }
  if (!table.parent().empty()) {
    if (auto found = find_exactly(table.parent().text() + "/" + name)) return found;
  }
  return std::nullopt;
}

std::optional<RelativePath> NameFinder::find_below(std::string_view name) const {
  if (auto found = find_exactly(name)) return found;
  if (has_objects_) return find_exactly("objects/" + std::string(name));
  return std::nullopt;
}

std::optional<RelativePath> NameFinder::find_exactly(std::string_view name) const {
  auto path = RelativePath::parse(name);
  if (!path) return std::nullopt;
  const auto file = std::ranges::lower_bound(item_.files, *path, {}, &FileObject::path);
  const bool there = (file != item_.files.end() && file->path == *path) ||
                     std::ranges::binary_search(item_.folders, *path);
  if (!there) return std::nullopt;
  return std::move(path).value();
}

}  // namespace delo::ingest
