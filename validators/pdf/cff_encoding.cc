#include "validators/pdf/cff_encoding.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kStandard = 0;                    // § 12
constexpr unsigned kEncoding = 16, kRos = 12 * 256 + 30;  // operators, table 9 and § 18

// `length` ≤ 4 bytes, the highest first.
std::optional<std::uint64_t> number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  if (at > bytes.size() || bytes.size() - at < length) return std::nullopt;
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < length; ++i)
    out = out << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return out;
}

// § 5: the first object of an INDEX, and where the INDEX ends.
struct Index {
  std::string_view first;
  std::size_t end = 0;
};
std::optional<Index> index_at(std::string_view bytes, std::size_t at) {
  const auto count = number_at(bytes, at, 2);
  if (!count) return std::nullopt;
  if (*count == 0) return Index{{}, at + 2};
  const auto size = number_at(bytes, at + 2, 1);
  if (!size || *size < 1 || *size > 4) return std::nullopt;
  const auto offset = [&](std::uint64_t i) { return number_at(bytes, at + 3 + i * *size, *size); };
  const auto begin = offset(0), first_end = offset(1), end = offset(*count);
  const std::size_t before = at + 2 + (*count + 1) * *size;  // offsets count from 1
  if (!begin || !first_end || !end || *begin != 1 || *first_end < 1 || *end < *first_end ||
      before > bytes.size() || bytes.size() - before <= *end - 1) {
    return std::nullopt;
  }
  return Index{bytes.substr(before + 1, *first_end - 1), before + *end};
}

// § 4: bytes of the operand that begins with `b`; 0: it is none.  Of a real number, which goes on
// to its last nibble, the first byte.
std::size_t operand_length(unsigned b) {
  if (b == 28) return 3;
  if (b == 29) return 5;
  if (b == 30 || (b >= 32 && b <= 246)) return 1;
  return b >= 247 && b <= 254 ? 2 : 0;
}

std::size_t after_real(std::string_view dict, std::size_t at) {
  while (at < dict.size()) {
    const unsigned b = static_cast<std::uint8_t>(dict[at++]);
    if ((b & 0xF) == 0xF || b >> 4 == 0xF) break;
  }
  return at;
}

}  // namespace

bool cff_is_standard(std::string_view program) {
  const auto major = number_at(program, 0, 1), header = number_at(program, 2, 1);
  if (!major || *major != 1 || !header || *header < 4) return false;
  const auto names = index_at(program, *header);
  const auto top = names ? index_at(program, names->end) : std::nullopt;
  if (!top) return false;
  const std::string_view dict = top->first;
  std::uint64_t encoding = kStandard;
  std::optional<std::uint64_t> last;  // operand, of one byte; of others that it is not zero
  for (std::size_t at = 0; at < dict.size();) {
    const unsigned b = static_cast<std::uint8_t>(dict[at]);
    if (const std::size_t length = operand_length(b); length > 0) {
      const bool is_zero = b == 139 || (length > 2 && number_at(dict, at + 1, length - 1) == 0u);
      last = is_zero ? 0u : 1u;
      at = b == 30 ? after_real(dict, at + 1) : at + length;
      continue;
    }
    unsigned op = b;
    if (b == 12 && at + 1 < dict.size()) op = 12 * 256 + static_cast<std::uint8_t>(dict[++at]);
    ++at;
    if (b > 21 || op == kRos) return false;  // reserved; or its glyphs have no codes
    if (op == kEncoding) encoding = last.value_or(1);
    last.reset();
  }
  return encoding == kStandard;
}

}  // namespace delo::validators::pdf
