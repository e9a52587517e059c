#include "validators/tiff/jpeg_tables.h"

namespace delo::validators::tiff {
namespace {

unsigned at(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<unsigned>(bytes[i]);
}

JpegTables tables_in_dqt(std::span<const std::byte> body) {
  JpegTables out;
  for (std::size_t i = 0; i < body.size();) {
    const std::size_t size = 1 + ((at(body, i) >> 4) != 0 ? 128U : 64U);
    if (size > body.size() - i) break;
    out.quantisation |= 1U << (at(body, i) & 3);
    i += size;
  }
  return out;
}

JpegTables tables_in_dht(std::span<const std::byte> body) {
  JpegTables out;
  for (std::size_t i = 0; body.size() - i >= 17;) {
    std::size_t size = 17;
    for (std::size_t length = 1; length <= 16; ++length) size += at(body, i + length);
    if (size > body.size() - i) break;
    ((at(body, i) >> 4) != 0 ? out.ac : out.dc) |= 1U << (at(body, i) & 3);
    i += size;
  }
  return out;
}

// The quantisation table of component `id`; 4: the frame has no such component.
unsigned quantisation_of(std::span<const std::byte> frame, unsigned id) {
  for (std::size_t i = 6; i + 3 <= frame.size(); i += 3) {
    if (at(frame, i) == id) return at(frame, i + 2) & 3;
  }
  return 4;
}

}  // namespace

std::string JpegTables::names() const {
  std::string out;
  const auto add = [&](unsigned set, const char* name) {
    for (unsigned i = 0; i < 4; ++i) {
      if ((set >> i & 1) == 0) continue;
      out += (out.empty() ? "" : ", ") + std::string(name) + " table " + std::to_string(i);
    }
  };
  add(quantisation, "quantisation");
  add(dc, "DC Huffman");
  add(ac, "AC Huffman");
  return out;
}

JpegTables tables_in_segment(unsigned marker, std::span<const std::byte> body) {
  if (marker == 0xDB) return tables_in_dqt(body);
  if (marker == 0xC4) return tables_in_dht(body);
  return {};
}

JpegTables tables_in_stream(std::span<const std::byte> stream) {
  JpegTables out;
  for (std::size_t i = 2; i < stream.size() && stream.size() - i >= 4;) {  // behind SOI
    const unsigned marker = at(stream, i + 1);
    if (at(stream, i) != 0xFF || marker == 0xD9) break;
    if (marker == 0xFF) {  // a fill byte
      ++i;
      continue;
    }
    const std::size_t length = at(stream, i + 2) << 8 | at(stream, i + 3);
    if (length < 2 || length > stream.size() - i - 2) break;
    out = out | tables_in_segment(marker, stream.subspan(i + 4, length - 2));
    i += 2 + length;
  }
  return out;
}

JpegTables tables_of_scan(unsigned frame_marker, std::span<const std::byte> frame,
                          std::span<const std::byte> scan) {
  JpegTables out;
  if (scan.empty() || scan.size() < 4 + 2 * std::size_t{at(scan, 0)}) return out;
  const std::size_t components = at(scan, 0), behind = 1 + 2 * components;
  const bool lossless = (frame_marker & 3) == 3;
  const bool progressive = (frame_marker & 3) == 2;
  const bool arithmetic = frame_marker >= 0xC8;  // its statistics have defaults
  const bool first_bits = at(scan, behind) == 0, refined = (at(scan, behind + 2) >> 4) != 0;
  for (std::size_t i = 1; i < behind; i += 2) {
    const unsigned dc = 1U << (at(scan, i + 1) >> 4 & 3), ac = 1U << (at(scan, i + 1) & 3);
    const unsigned quantisation = quantisation_of(frame, at(scan, i));
    if (!lossless && quantisation < 4) out.quantisation |= 1U << quantisation;
    if (arithmetic) continue;
    if (lossless || !progressive || (first_bits && !refined)) out.dc |= dc;
    if (!lossless && (!progressive || !first_bits)) out.ac |= ac;
  }
  return out;
}

}  // namespace delo::validators::tiff
