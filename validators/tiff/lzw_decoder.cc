#include "validators/tiff/lzw_decoder.h"

#include <array>
#include <bit>
#include <cstring>

namespace delo::validators::tiff {
namespace {

constexpr unsigned kClear = 256, kEndOfInformation = 257, kFirstFree = 258;
constexpr unsigned kCodes = 4096;

constexpr std::array<std::byte, 256 + LzwDecoder::kSlack> all_bytes() {
  std::array<std::byte, 256 + LzwDecoder::kSlack> out{};
  for (std::size_t i = 0; i < 256; ++i) out[i] = static_cast<std::byte>(i);
  return out;
}
constexpr auto kAllBytes = all_bytes();

// The `width` bits from bit `at` on, the highest first.
inline unsigned bits_at(const std::byte* bytes, std::size_t at, unsigned width) {
  std::uint64_t word;
  std::memcpy(&word, bytes + at / 8, sizeof word);
  if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
  return static_cast<unsigned>(word << (at % 8) >> (64 - width));
}

// Sixteen bytes, all read before any is written: what follows a string that has just
// come out is where it goes again.
inline void copy_step(std::byte* to, const std::byte* from) {
  std::byte step[16];
  std::memcpy(step, from, sizeof step);
  std::memcpy(to, step, sizeof step);
}

// In steps of 16 bytes: up to 15 more than `size` are written.
inline void copy_string(std::byte* to, const std::byte* from, std::size_t size) {
  copy_step(to, from);
  for (std::size_t done = 16; done < size; done += 16) copy_step(to + done, from + done);
}

}  // namespace

// The string of a code is where it first came out: a new one is the last string and
// the byte behind it, which is the first of the next.
struct LzwDecoder::Table {
  const std::byte* string[kCodes];
  std::uint16_t size[kCodes];
};

LzwDecoder::LzwDecoder() : table_(std::make_unique_for_overwrite<Table>()) {
  for (unsigned code = 0; code < 256; ++code) {
    table_->string[code] = kAllBytes.data() + code;
    table_->size[code] = 1;
  }
}
LzwDecoder::~LzwDecoder() = default;

bool LzwDecoder::decode(std::span<const std::byte> coded, std::byte* const out, std::size_t size) {
  Table& table = *table_;
  overflow_ = 0;
  const std::size_t bits = coded.size() * 8;
  std::byte* const end = out + size;
  std::byte* to = out;
  if (bits < 9 || bits_at(coded.data(), 0, 9) != kClear) return false;
  std::size_t at = 9, last_size = 0;
  unsigned next = kFirstFree, width = 9;
  while (to != end) {
    // The table is empty: a code can only stand for a byte.
    if (bits - at < 9) return false;
    unsigned code = bits_at(coded.data(), at, 9);
    at += 9;
    if (code == kClear) continue;
    if (code > kClear) return false;
    const std::byte* last = to;
    last_size = 1;
    *to++ = static_cast<std::byte>(code);
    next = kFirstFree, width = 9;
    while (to != end) {
      if (bits - at < width) return false;
      code = bits_at(coded.data(), at, width);
      at += width;
      if (code == kClear) break;
      if (code == kEndOfInformation || code > next || next >= kCodes) return false;
      table.string[next] = last;
      table.size[next] = static_cast<std::uint16_t>(last_size + 1);
      const std::size_t length = table.size[code];
      if (length > static_cast<std::size_t>(end - to)) {
        overflow_ = length - static_cast<std::size_t>(end - to);
        if (++next == (1U << width) - 1 && width < 12) ++width;
        at_ = at, next_ = next, width_ = width, last_size_ = length;
        return false;
      }
      if (code == next) {  // its last byte is the first that comes out now
        std::memcpy(to, last, last_size);
        to[last_size] = *to;
      } else {
        copy_string(to, table.string[code], length);
      }
      last = to;
      last_size = length;
      to += length;
      // One code early.  TIFF 6.0 p. 60
      if (++next == (1U << width) - 1 && width < 12) ++width;
    }
  }
  at_ = at, next_ = next, width_ = width, last_size_ = last_size;
  return true;
}

PieceRest LzwDecoder::rest(std::span<const std::byte> coded) {
  const std::size_t bits = coded.size() * 8;
  std::size_t at = at_;
  unsigned next = next_, width = width_;
  std::size_t last_size = last_size_;
  PieceRest rest;
  rest.has_end = false;
  std::uint64_t pixels = overflow_;
  while (bits - at >= width) {
    const unsigned code = bits_at(coded.data(), at, width);
    if (code == kEndOfInformation) {
      at += width;
      rest.has_end = true;
      break;
    }
    if (code == kClear) {
      at += width;
      next = kFirstFree, width = 9;
      last_size = 0;
      continue;
    }
    if (last_size == 0 ? code > kClear : code > next || next >= kCodes) break;  // no code of ours
    at += width;
    std::size_t size = 1;
    if (last_size > 0) {
      table_->size[next] = static_cast<std::uint16_t>(last_size + 1);
      size = table_->size[code];
      if (++next == (1U << width) - 1 && width < 12) ++width;
    }
    pixels += size;
    last_size = size;
  }
  // Zeros that fill up a strip without an end are codes too, and no pixels.
  const std::size_t end = ((rest.has_end ? at : at_) + 7) / 8;
  rest.coded = coded.size() - end;
  rest.zeros = is_zeros(coded.subspan(end));
  if (rest.has_end || !rest.zeros) rest.pixels = pixels;
  rest.exact = rest.has_end || overflow_ > 0;
  // A byte that comes again and again gets a code of its own: eight bytes of zeros, seven
  // codes for the same byte, are what a broken transfer leaves.
  constexpr std::size_t kRun = 8;
  const auto used = coded.first(end);
  rest.made_of_zeros = !rest.has_end && used.size() > kRun && is_zeros(used.last(kRun));
  return rest;
}

}  // namespace delo::validators::tiff
