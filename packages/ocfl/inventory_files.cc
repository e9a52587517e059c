#include "packages/ocfl/inventory_files.h"

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
  files_.reserve(files);
  digests_.reserve(files, algorithm);
}

void ContentFiles::add(const RelativePath& path, const Digest& digest) {
  const std::size_t row = files_.size();
  files_.add(path, row);
  digests_.set(row, digest);
}

std::optional<std::string> ContentFiles::twice() const {
  for (std::size_t i = 1; i < files_.size(); ++i) {
    if (std::string path = files_.text(i); files_.is(i - 1, path)) return path;
  }
  return std::nullopt;
}

}  // namespace delo::packages::ocfl
