// The tables of JPEG data streams: which are defined, and which a scan asks for.
// T.81 B.2.4
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace delo::validators::tiff {

// A bit for each of the destinations 0 to 3.
struct JpegTables {
  unsigned quantisation = 0, dc = 0, ac = 0;

  bool any() const { return (quantisation | dc | ac) != 0; }
  bool is_unknown() const { return (quantisation & dc & ac) == 15; }
  // "quantisation table 0, DC Huffman table 1"
  std::string names() const;

  friend JpegTables operator&(JpegTables a, JpegTables b) {
    return {a.quantisation & b.quantisation, a.dc & b.dc, a.ac & b.ac};
  }
  friend JpegTables operator|(JpegTables a, JpegTables b) {
    return {a.quantisation | b.quantisation, a.dc | b.dc, a.ac | b.ac};
  }
  JpegTables without(JpegTables other) const {
    return {quantisation & ~other.quantisation, dc & ~other.dc, ac & ~other.ac};
  }
};

// What a DQT or DHT segment defines; nothing of any other.  `body`: behind the length.
JpegTables tables_in_segment(unsigned marker, std::span<const std::byte> body);

// What an abbreviated data stream of tables defines, as far as it can be read.
JpegTables tables_in_stream(std::span<const std::byte> stream);

// What the scan of a frame of kind `frame_marker` asks for.  Both bodies: behind the length.
JpegTables tables_of_scan(unsigned frame_marker, std::span<const std::byte> frame,
                          std::span<const std::byte> scan);

}  // namespace delo::validators::tiff
