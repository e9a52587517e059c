#include "packages/ocfl/object_tree.h"

#include <algorithm>

namespace delo::packages::ocfl {

Result<ObjectTree> ObjectTree::list(const std::filesystem::path& folder) {
  ObjectTree tree;
  DELO_CHECK(walk_tree(folder, [&](FolderEntry&& entry) {
    tree.entries_.add_text(entry.path, static_cast<std::uint64_t>(entry.kind));
    if (entry.kind == EntryKind::kFile && entry.links > 1) tree.linked_.push_back(std::move(entry));
  }));
  tree.entries_.sort();
  std::ranges::sort(tree.linked_, {}, &FolderEntry::path);
  return tree;
}

std::optional<std::size_t> ObjectTree::file(std::string_view path) const {
  const auto at = entries_.index_of(path);
  return at && is_file(*at) ? at : std::nullopt;
}

ObjectTree::Range ObjectTree::below(const std::string& folder) const {
  constexpr char kAfterSlash = '/' + 1;
  return {entries_.lower_bound(folder + '/'), entries_.lower_bound(folder + kAfterSlash)};
}

}  // namespace delo::packages::ocfl
