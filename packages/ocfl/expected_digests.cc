#include "packages/ocfl/expected_digests.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace delo::packages::ocfl {
namespace {

using Header = std::array<std::uint32_t, 2>;  // number of the kind, length of the digest

bool known_among(const std::vector<ExpectedDigest>& all, const ExpectedDigest& expected) {
  return std::ranges::any_of(
      all, [&](const ExpectedDigest& other) { return other.says_the_same(expected); });
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

Error cut_short() {
  return Error{ErrorCode::kIo, "what was put aside of an inventory has become shorter"};
}

}  // namespace

std::uint32_t ExpectedDigests::kind_number(const ExpectedDigest& expected) {
  const Kind kind{expected.algorithm, expected.code, expected.inventory_path};
  // The newest are those of the inventory that is read.
  for (std::size_t i = kinds_.size(); i > 0; --i) {
    if (kinds_[i - 1] == kind) return static_cast<std::uint32_t>(i - 1);
  }
  kinds_.push_back(kind);
  return static_cast<std::uint32_t>(kinds_.size() - 1);
}

Result<void> ExpectedDigests::add(std::size_t file, const ExpectedDigest& expected) {
  if (sorted_ > 0) {
    DELO_TRY(const auto known, of(file));
    if (known_among(known, expected)) return {};
  }
  const Header header = {kind_number(expected), static_cast<std::uint32_t>(expected.digest.size())};
  std::string record(sizeof header, '\0');
  std::memcpy(record.data(), header.data(), sizeof header);
  DELO_TRY(const std::uint64_t place, records_->append(record + expected.digest));
  const auto algorithm = static_cast<std::uint32_t>(expected.algorithm);
  entries_.push_back({static_cast<std::uint32_t>(file),
                      algorithm << 28 | static_cast<std::uint32_t>(place >> 32),
                      static_cast<std::uint32_t>(place)});
  return {};
}

void ExpectedDigests::end_of_inventory() {
  if (sorted_ == entries_.size()) return;
  std::ranges::sort(entries_);
  sorted_ = entries_.size();
}

Result<ExpectedDigest> ExpectedDigests::read(const Entry& entry) const {
  const std::uint64_t place = entry.place();
  std::array<std::byte, 192> bytes;  // enough for any real digest
  DELO_TRY(const std::size_t n, records_->read_at(place, bytes));
  Header header;
  if (n < sizeof header) return cut_short();
  std::memcpy(header.data(), bytes.data(), sizeof header);
  std::string digest(header[1], '\0');
  const std::size_t here = std::min(digest.size(), n - sizeof header);
  std::memcpy(digest.data(), bytes.data() + sizeof header, here);
  if (here < digest.size()) {
    DELO_TRY(const std::size_t more,
             records_->read_at(place + sizeof header + here,
                               std::as_writable_bytes(std::span(digest).subspan(here))));
    if (here + more < digest.size()) return cut_short();
  }
  const Kind& kind = kinds_[header[0]];
  return ExpectedDigest{kind.algorithm, std::move(digest), kind.code, kind.inventory_path};
}

Result<std::vector<ExpectedDigest>> ExpectedDigests::of(std::size_t file) const {
  std::vector<ExpectedDigest> found;
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(sorted_);
  auto at = std::lower_bound(entries_.begin(), end, Entry{static_cast<std::uint32_t>(file)});
  for (; at != end && at->file == file; ++at) {
    DELO_TRY(ExpectedDigest expected, read(*at));
    if (!known_among(found, expected)) found.push_back(std::move(expected));
  }
  return found;
}

void ExpectedDigests::for_each_file(
    const std::function<void(std::size_t, AlgorithmSet)>& each) const {
  for (auto at = entries_.begin(); at != entries_.end();) {
    const std::uint32_t file = at->file;
    AlgorithmSet algorithms;
    for (; at != entries_.end() && at->file == file; ++at) {
      algorithms.add(static_cast<DigestAlgorithm>(at->place_high >> 28));
    }
    each(file, algorithms);
  }
}

void ExpectedDigests::add_absent(const std::string& path, ExpectedDigest expected) {
  auto& all = absent_[path];
  if (!known_among(all, expected)) all.push_back(std::move(expected));
}

Result<void> ContentList::content(const CheckedInventory& inventory, const std::string& path,
                                  const std::string& digest) {
  if (const auto file = tree_.file(path)) listed_[*file] = true;
  if (!inventory.algorithm) return {};
  return expect(path, {*inventory.algorithm, lower(digest), "E092", inventory_path_});
}

Result<void> ContentList::fixity(DigestAlgorithm algorithm, const std::string& path,
                                 const std::string& digest) {
  return expect(path, {algorithm, lower(digest), "E093", inventory_path_});
}

Result<void> ContentList::expect(const std::string& path, ExpectedDigest expected) {
  if (const auto file = tree_.file(path)) return expected_.add(*file, expected);
  expected_.add_absent(path, std::move(expected));
  return {};
}

}  // namespace delo::packages::ocfl
