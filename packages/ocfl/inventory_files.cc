#include "packages/ocfl/inventory_files.h"

#include <algorithm>

#include "core/text/hex.h"

namespace delo::packages::ocfl {
namespace {

std::string bytes_of(const Digest& digest) { return bytes_of_hex(digest.hex).value(); }

}  // namespace

void DigestTable::reserve(std::size_t numbers, DigestAlgorithm algorithm) {
  Column& column = columns_[algorithm];
  column.known.reserve(numbers);
  column.bytes.reserve(numbers * (hex_length(algorithm) / 2));
}

void DigestTable::set(std::size_t number, const Digest& digest) {
  Column& column = columns_[digest.algorithm];
  const std::size_t length = hex_length(digest.algorithm) / 2;
  if (column.known.size() <= number) {
    column.known.resize(number + 1);
    column.bytes.resize((number + 1) * length);
  }
  column.known[number] = true;
  column.bytes.replace(number * length, length, bytes_of(digest));
}

DigestSet DigestTable::at(std::size_t number) const {
  DigestSet digests;
  for (const auto& [algorithm, column] : columns_) {
    if (number >= column.known.size() || !column.known[number]) continue;
    const std::size_t length = hex_length(algorithm) / 2;
    digests.set(
        {algorithm, hex_of(std::string_view(column.bytes).substr(number * length, length))});
  }
  return digests;
}

bool DigestTable::has(std::size_t number, const Digest& digest) const {
  const auto column = columns_.find(digest.algorithm);
  if (column == columns_.end()) return false;
  const auto& [bytes, known] = column->second;
  const std::size_t length = hex_length(digest.algorithm) / 2;
  return number < known.size() && known[number] &&
         std::string_view(bytes).substr(number * length, length) == bytes_of(digest);
}

void ContentFiles::reserve(std::size_t files, DigestAlgorithm algorithm) {
  files_->reserve(files);
  digests_.reserve(files, algorithm);
}

void ContentFiles::add(const RelativePath& path, const Digest& digest) {
  const std::size_t row = files_->size();
  files_->add(path, row);
  digests_.set(row, digest);
}

std::optional<std::string> ContentFiles::twice() const {
  for (std::size_t i = 1; i < files_->size(); ++i) {
    if (std::string path = files_->text(i); files_->is(i - 1, path)) return path;
  }
  return std::nullopt;
}

namespace {

// What is left of a content path without "v1/" and the content folder; it may be none.
PathPieces below_content(PathPieces content, std::string_view folder) {
  const std::size_t slash = content[0].find('/');
  std::size_t before = slash == std::string_view::npos ? 0 : slash + 1 + folder.size() + 1;
  for (std::string_view& piece : content) {
    const std::size_t cut = std::min(before, piece.size());
    piece.remove_prefix(cut);
    before -= cut;
  }
  return content;
}

std::string joined(const PathPieces& pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece);
  return text;
}

}  // namespace

PathPieces LogicalFiles::pieces(std::uint32_t entry) const {
  if (entry >= kOther) return others_.pieces(entry - kOther);
  return below_content(content_->pieces(entry), folder_);
}

void LogicalFiles::add(const RelativePath& path, std::size_t content_at) {
  const auto number = static_cast<std::uint32_t>(content_at);
  if (compare_pieces(pieces(number), {path.text(), {}, {}}) == 0) {
    order_.push_back(number);
  } else {
    order_.push_back(kOther | static_cast<std::uint32_t>(others_.size()));
    others_.add(path, content_at);
  }
}

void LogicalFiles::sort() {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const auto order = compare_pieces(pieces(a), pieces(b));
    return order != 0 ? order < 0 : a < b;
  };
  std::ranges::sort(order_, before);
}

std::size_t LogicalFiles::content_at(std::size_t i) const {
  const std::uint32_t entry = order_[i];
  return entry < kOther ? entry : static_cast<std::size_t>(others_.size_of(entry - kOther));
}

LogicalFile LogicalFiles::operator[](std::size_t i) const {
  auto path = RelativePath::parse(joined(pieces(order_[i])));
  return {path ? *std::move(path) : RelativePath(), content_at(i)};  // it came from one
}

std::optional<std::size_t> LogicalFiles::index_of(std::string_view path) const {
  const auto at = std::ranges::lower_bound(
      order_, PathPieces{path, {}, {}},
      [](const PathPieces& a, const PathPieces& b) { return compare_pieces(a, b) < 0; },
      [&](std::uint32_t entry) { return pieces(entry); });
  if (at == order_.end() || compare_pieces(pieces(*at), {path, {}, {}}) != 0) return std::nullopt;
  return static_cast<std::size_t>(at - order_.begin());
}

}  // namespace delo::packages::ocfl
