#include "ingest/languages/mo_catalogue.h"

namespace delo::ingest {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;
constexpr std::size_t kHeader = 20;  // magic, revision, count, offsets of both tables
constexpr std::size_t kRow = 8;      // length and offset of one string

Error corrupt(std::string what) {
  return Error{ErrorCode::kCorrupt, "the message catalogue " + std::move(what), {}, 0};
}

// The first form: what a message with a plural is looked up by.
std::string_view singular(std::string_view key) { return key.substr(0, key.find('\0')); }

}  // namespace

std::uint32_t MoCatalogue::number_at(std::size_t offset) const {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    out |= std::to_integer<std::uint32_t>(bytes_[offset + i]) << (8 * i);
  }
  return out;
}

std::string_view MoCatalogue::text_at(std::size_t table, std::uint32_t n) const {
  const std::size_t row = table + n * kRow;
  return {reinterpret_cast<const char*>(bytes_.data()) + number_at(row + 4), number_at(row)};
}

// Every string lies within the bytes and is followed by NUL.
bool MoCatalogue::holds(std::size_t table) const {
  if (table > bytes_.size() || (bytes_.size() - table) / kRow < count_) return false;
  for (std::uint32_t n = 0; n < count_; ++n) {
    const std::size_t length = number_at(table + n * kRow), at = number_at(table + n * kRow + 4);
    if (at >= bytes_.size() || bytes_.size() - at <= length) return false;
    if (bytes_[at + length] != std::byte{0}) return false;
  }
  return true;
}

Result<MoCatalogue> MoCatalogue::parse(std::span<const std::byte> bytes) {
  MoCatalogue out;
  out.bytes_ = bytes;
  if (bytes.size() < kHeader) return corrupt("ends within its header");
  if (out.number_at(0) != kMagic) return corrupt("does not begin with DE 12 04 95");
  if (out.number_at(4) != 0) return corrupt("is of another revision than 0");
  out.count_ = out.number_at(8);
  out.keys_ = out.number_at(12);
  out.values_ = out.number_at(16);
  if (!out.holds(out.keys_) || !out.holds(out.values_)) {
    return corrupt("has strings outside itself");
  }
  for (std::uint32_t n = 1; n < out.count_; ++n) {
    if (singular(out.key(n - 1)) >= singular(out.key(n))) return corrupt("is not sorted");
  }
  return out;
}

std::optional<std::string_view> MoCatalogue::find(std::string_view key) const {
  std::uint32_t low = 0, high = count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const auto order = singular(this->key(middle)) <=> key;
    if (order == 0) return value(middle);
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return std::nullopt;
}

}  // namespace delo::ingest
