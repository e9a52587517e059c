#include "packages/ocfl/object_tree.h"

#include <utility>

namespace delo::packages::ocfl {
namespace {

constexpr char kAfterSlash = '/' + 1;

}  // namespace

ObjectTree::ObjectTree(const PackageTree& tree, std::string below)
    : tree_(tree), below_(std::move(below)) {
  for (const List which : {kFiles, kFolders, kOthers}) {
    range_[which] = {0, list(which).size()};
    if (below_.empty()) continue;
    const std::string folder = below_.substr(0, below_.size() - 1);
    range_[which] = {list(which).lower_bound(below_),
                     list(which).lower_bound(folder + kAfterSlash)};
  }
  order_.reserve(file_count() + range_[kFolders].end - range_[kFolders].begin);
  std::size_t file = range_[kFiles].begin, folder = range_[kFolders].begin,
              other = range_[kOthers].begin;
  const auto push = [&](List which, std::size_t number) {
    order_.push_back(static_cast<std::uint32_t>(which) << 30 | static_cast<std::uint32_t>(number));
  };
  while (folder < range_[kFolders].end || other < range_[kOthers].end) {
    const bool is_folder =
        other == range_[kOthers].end ||
        (folder < range_[kFolders].end && list(kFolders).text(folder) < list(kOthers).text(other));
    const List which = is_folder ? kFolders : kOthers;
    const std::size_t number = is_folder ? folder++ : other++;
    const std::size_t before = list(kFiles).lower_bound(list(which).text(number));
    while (file < before) push(kFiles, file++);
    push(which, number);
  }
  while (file < range_[kFiles].end) push(kFiles, file++);
}

const TreeFiles& ObjectTree::list(List which) const {
  switch (which) {
    case kFiles:
      return tree_.files();
    case kFolders:
      return tree_.folders();
    case kOthers:
      break;
  }
  return tree_.others();
}

std::string ObjectTree::path(std::size_t i) const {
  std::string text = list(list_of(i)).text(number_of(i));
  text.erase(0, below_.size());
  return text;
}

EntryKind ObjectTree::kind(std::size_t i) const {
  switch (list_of(i)) {
    case kFiles:
      return EntryKind::kFile;
    case kFolders:
      return EntryKind::kFolder;
    case kOthers:
      break;
  }
  return tree_.is_link(number_of(i)) ? EntryKind::kLink : EntryKind::kOther;
}

std::string ObjectTree::file_path(std::size_t file) const {
  std::string text = tree_.files().text(first_file() + file);
  text.erase(0, below_.size());
  return text;
}

std::optional<std::size_t> ObjectTree::file(std::string_view path) const {
  const auto at =
      below_.empty() ? tree_.index_of(path) : tree_.index_of(below_ + std::string(path));
  if (!at) return std::nullopt;
  return *at - first_file();
}

std::size_t ObjectTree::lower_bound(List which, std::string_view path) const {
  return below_.empty() ? list(which).lower_bound(path)
                        : list(which).lower_bound(below_ + std::string(path));
}

std::size_t ObjectTree::lower_bound(std::string_view path) const {
  std::size_t before = 0;
  for (const List which : {kFiles, kFolders, kOthers}) {
    before += lower_bound(which, path) - range_[which].begin;
  }
  return before;
}

ObjectTree::Range ObjectTree::below(const std::string& folder) const {
  return {lower_bound(folder + '/'), lower_bound(folder + kAfterSlash)};
}

ObjectTree::Range ObjectTree::files_below(const std::string& folder) const {
  return {lower_bound(kFiles, folder + '/') - first_file(),
          lower_bound(kFiles, folder + kAfterSlash) - first_file()};
}

void ObjectTree::for_each_child(
    const std::string& folder,
    const std::function<void(const std::string&, EntryKind)>& each) const {
  const auto [begin, end] = folder.empty() ? Range{0, size()} : below(folder);
  const std::size_t above = folder.empty() ? 0 : folder.size() + 1;
  for (std::size_t i = begin; i < end;) {
    const std::string whole = path(i);
    const std::size_t slash = whole.find('/', above);
    if (slash == std::string::npos) {
      each(whole.substr(above), kind(i));
      ++i;
    } else {  // what lies in a folder comes together
      i = below(whole.substr(0, slash)).end;
    }
  }
}

}  // namespace delo::packages::ocfl
