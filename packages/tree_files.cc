#include "packages/tree_files.h"

#include <algorithm>
#include <cstring>

namespace delo::packages {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;  // bytes

}  // namespace

std::strong_ordering compare_pieces(PathPieces a, PathPieces b) {
  std::size_t i = 0, j = 0;
  while (true) {
    while (i < a.size() && a[i].empty()) ++i;
    while (j < b.size() && b[j].empty()) ++j;
    if (i == a.size() || j == b.size()) break;
    const std::size_t n = std::min(a[i].size(), b[j].size());
    if (const int order = std::memcmp(a[i].data(), b[j].data(), n); order != 0) return order <=> 0;
    a[i].remove_prefix(n);
    b[j].remove_prefix(n);
  }
  return (i < a.size()) <=> (j < b.size());
}

const char* TreeFiles::Texts::add(std::string_view text) {
  const std::size_t needed = text.size() + 2;
  if (room_ - used_ < needed) {
    room_ = std::max(kPiece, needed);
    pieces_.push_back(std::make_unique_for_overwrite<char[]>(room_));
    used_ = 0;
  }
  char* place = pieces_.back().get() + used_;
  place[0] = static_cast<char>(text.size() & 0xFF);
  place[1] = static_cast<char>(text.size() >> 8 & 0xFF);
  std::memcpy(place + 2, text.data(), text.size());
  used_ += needed;
  return place;
}

std::string_view TreeFiles::Texts::at(const char* place) {
  const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(place[0])) |
                           static_cast<std::size_t>(static_cast<unsigned char>(place[1])) << 8;
  return {place + 2, size};
}

std::uint32_t TreeFiles::folder_number(std::string_view folder) {
  // Most often that of the path before.
  if (!entries_.empty() && Texts::at(folders_[entries_.back().folder]) == folder) {
    return entries_.back().folder;
  }
  const Fingerprint key = fingerprint_of(folder);
  if (const auto* known = folder_numbers_.find(key)) return *known;
  const auto number = static_cast<std::uint32_t>(folders_.size());
  folder_numbers_.insert(key, number);
  folders_.push_back(texts_.add(folder));
  return number;
}

void TreeFiles::add_text(std::string_view text, std::uint64_t size) {
  const std::size_t slash = text.rfind('/');
  const bool at_top = slash == std::string_view::npos;
  add(at_top ? std::string_view() : text.substr(0, slash), at_top ? text : text.substr(slash + 1),
      size);
}

void TreeFiles::add(std::string_view folder, std::string_view name, std::uint64_t size) {
  const std::uint32_t number = folder_number(folder);
  entries_.push_back({.name = texts_.add(name),
                      .folder = number,
                      .order = static_cast<std::uint32_t>(entries_.size()),
                      .size = size});
}

PathPieces TreeFiles::pieces_of(const Entry& entry) const {
  const std::string_view folder = Texts::at(folders_[entry.folder]);
  return {folder, folder.empty() ? std::string_view() : std::string_view("/"),
          Texts::at(entry.name)};
}

std::strong_ordering TreeFiles::compare(const Entry& a, const Entry& b) const {
  if (a.folder == b.folder) return Texts::at(a.name) <=> Texts::at(b.name);
  return compare_pieces(pieces_of(a), pieces_of(b));
}

std::strong_ordering TreeFiles::compare(const Entry& a, std::string_view path) const {
  return compare_pieces(pieces_of(a), {path, {}, {}});
}

void TreeFiles::sort(bool once) {
  const auto before = [&](const Entry& a, const Entry& b) {
    const auto order = compare(a, b);
    return order != 0 ? order < 0 : a.order < b.order;
  };
  if (!std::ranges::is_sorted(entries_, before)) std::ranges::sort(entries_, before);
  if (!once) return;
  const auto same = [&](const Entry& a, const Entry& b) { return compare(a, b) == 0; };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
}

void TreeFiles::erase(const std::vector<std::size_t>& numbers) {
  std::size_t kept = 0, next = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (next < numbers.size() && numbers[next] == i) {
      ++next;
    } else {
      entries_[kept++] = entries_[i];
    }
  }
  entries_.resize(kept);
}

std::string TreeFiles::text(std::size_t i) const {
  const std::string_view folder = folder_of(i), name = name_of(i);
  std::string text;
  text.reserve(folder.size() + 1 + name.size());
  text.append(folder);
  if (!folder.empty()) text += '/';
  text.append(name);
  return text;
}

RelativePath TreeFiles::path(std::size_t i) const {
  auto path = RelativePath::parse(text(i));
  return path ? *std::move(path) : RelativePath();  // it came from one
}

std::size_t TreeFiles::lower_bound(std::string_view path) const {
  std::size_t from = 0, count = entries_.size();
  while (count > 0) {
    const std::size_t half = count / 2;
    if (compare(entries_[from + half], path) < 0) {
      from += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return from;
}

std::optional<std::size_t> TreeFiles::index_of(std::string_view path) const {
  const std::size_t at = lower_bound(path);
  if (at == entries_.size() || compare(entries_[at], path) != 0) return std::nullopt;
  return at;
}

}  // namespace delo::packages
