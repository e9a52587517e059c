#include "validators/pdf/jbig2_segments.h"

#include <algorithm>

#include "validators/pdf/byte_runs.h"
#include "validators/pdf/ccitt_decoder.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kLeastRun = 512;  // bytes; flat regions leave short ones
constexpr std::uint64_t kMaxReferred = 1 << 16;

std::uint64_t number(std::string_view data, std::size_t at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    value = value << 8 | static_cast<unsigned char>(data[at + i]);
  return value;
}

// The arithmetically coded part of a segment of `type` (7.4), from where no header
// reaches; empty when there is none.
std::string_view arithmetic_part(unsigned type, std::string_view data) {
  std::size_t flags = 17, header = 0;     // after the region's information (7.4.1)
  if (type == 0) flags = 1, header = 22;  // symbol dictionary
  if (type == 4 || type == 6 || type == 7) flags = 18, header = 27;  // text
  if (type == 16) flags = 0, header = 7;                             // patterns
  if (type == 20 || type == 22 || type == 23) header = 38;           // halftone
  if (type == 36 || type == 38 || type == 39) header = 42;           // generic
  if (type == 40 || type == 42 || type == 43) header = 22;           // refinement
  if (header == 0 || data.size() <= header) return {};
  const bool refinement = type >= 40;
  if (!refinement && (static_cast<unsigned char>(data[flags]) & 1)) return {};  // Huffman or MMR
  return data.substr(header);
}

// E.3.4: 0xFF is followed by a byte above 0x8F at the end only; and what was
// compressed holds no long run of one byte.
std::string fault_of_arithmetic(std::string_view part) {
  // Writers pad segments after the end marker.
  while (!part.empty() && part.back() == '\0') part.remove_suffix(1);
  if (part.size() < 4) return {};
  for (std::size_t i = part.find('\xFF'); i < part.size() - 3; i = part.find('\xFF', i + 1))
    if (const auto next = static_cast<unsigned char>(part[i + 1]); next > 0x8F)
      return "holds the bytes FF " + hexadecimal(next) + ", " + std::to_string(part.size() - i) +
             " bytes before its end, where coded data should be";
  if (const Run run = long_run(part, kLeastRun); run.length > 0)
    return "holds " + std::to_string(run.length) + " bytes " + hexadecimal(run.byte) +
           ", where coded data should be";
  return {};
}

// 6.2.6: a generic region coded as T.6, which jbig2dec decodes whatever it finds.
std::string fault_of_mmr(unsigned type, std::string_view data) {
  if ((type != 36 && type != 38 && type != 39) || data.size() < 18 || !(data[17] & 1)) return {};
  const std::uint64_t height = number(data, 4, 4);
  CcittParameters parameters;
  parameters.k = -1;
  parameters.columns = static_cast<std::int64_t>(number(data, 0, 4));
  const CcittReport report = decode_ccitt(data.substr(18), parameters, height);
  if (report.rows >= height) return {};
  return report.fault.empty()
             ? "has " + std::to_string(report.rows) + " of " + std::to_string(height) + " rows"
             : "is damaged: " + report.fault;
}

}  // namespace

std::string Jbig2Segments::read(std::string_view data) {
  std::size_t at = 0;
  while (data.size() - at >= 6) {
    const std::uint64_t segment = number(data, at, 4);
    const std::string name = "segment " + std::to_string(segment);
    const auto flags = static_cast<unsigned char>(data[at + 4]);
    std::size_t header = 5;
    std::uint64_t referred = static_cast<unsigned char>(data[at + 5]) >> 5;
    if (referred == 7) {
      if (data.size() - at < 9) break;
      referred = number(data, at + 5, 4) & 0x1FFFFFFF;
      header += 4 + static_cast<std::size_t>((referred + 8) / 8);
    } else {
      header += 1;
    }
    const std::size_t each = segment <= 256 ? 1 : segment <= 65536 ? 2 : 4;
    if (referred > std::min<std::uint64_t>(data.size(), kMaxReferred))
      return name + " refers to " + std::to_string(referred) + " others";
    const std::size_t references = header;
    header += static_cast<std::size_t>(referred) * each + ((flags & 0x40) ? 4 : 1) + 4;
    if (data.size() - at < header) return "the header of " + name + " is cut off";
    for (std::size_t i = 0; i < referred; ++i)
      if (const std::uint64_t other = number(data, at + references + i * each, each);
          !seen_.count(other))
        return name + " refers to segment " + std::to_string(other) + ", which is not there";
    seen_.insert(segment);
    const std::uint64_t length = number(data, at + header - 4, 4);
    at += header;
    if (length == 0xFFFFFFFF) return {};  // of unknown length: jbig2dec finds its end
    if (length > data.size() - at)
      return name + " claims " + std::to_string(length) + " bytes, " +
             std::to_string(data.size() - at) + " are there: the image was cut off";
    const std::string_view content = data.substr(at, static_cast<std::size_t>(length));
    const unsigned type = flags & 0x3Fu;
    std::string fault = fault_of_arithmetic(arithmetic_part(type, content));
    if (fault.empty()) fault = fault_of_mmr(type, content);
    if (!fault.empty()) return name + " " + fault;
    at += static_cast<std::size_t>(length);
  }
  // Fewer bytes than a header are a line end or padding, or a header that was cut.
  const std::string_view rest = data.substr(at);
  const bool padding = rest.find_first_not_of(std::string_view("\0\r\n ", 4)) == rest.npos;
  if (!padding && rest.size() > 2)
    return std::to_string(rest.size()) + " bytes follow its last segment";
  return {};
}

}  // namespace delo::validators::pdf
