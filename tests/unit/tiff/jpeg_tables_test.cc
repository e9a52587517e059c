// Tables that are defined, and tables that are asked for.
#include "validators/tiff/jpeg_tables.h"

#include <gtest/gtest.h>

#include <string>

namespace delo {
namespace {

using namespace validators::tiff;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

const std::string kFrame("\x08\0\x10\0\x10\x02\x01\x11\x00\x02\x11\x01", 12);

TEST(tiff_jpeg_tables, segments_of_several_tables_are_read) {
  const std::string dqt = '\0' + std::string(64, '\1') + '\x11' + std::string(128, '\1');
  EXPECT_EQ(tables_in_segment(0xDB, bytes_of(dqt)).quantisation, 3U);
  EXPECT_EQ(tables_in_segment(0xDB, bytes_of(dqt.substr(0, 100))).quantisation, 1U);
  const std::string lengths = '\1' + std::string(15, '\0') + '\5';
  const std::string dht = '\0' + lengths + '\x12' + lengths;
  EXPECT_EQ(tables_in_segment(0xC4, bytes_of(dht)).dc, 1U);
  EXPECT_EQ(tables_in_segment(0xC4, bytes_of(dht)).ac, 4U);
  EXPECT_FALSE(tables_in_segment(0xFE, bytes_of(dht)).any());
}

TEST(tiff_jpeg_tables, a_stream_is_read_to_its_first_fault) {
  const std::string table = std::string("\xff\xdb\0\x43\1", 5) + std::string(64, '\1');
  const std::string sound = "\xff\xd8" + table + "\xff\xd9";
  EXPECT_EQ(tables_in_stream(bytes_of(sound)).quantisation, 2U);
  EXPECT_FALSE(tables_in_stream(bytes_of(sound.substr(0, 40))).any());
  EXPECT_FALSE(tables_in_stream({}).any());
}

TEST(tiff_jpeg_tables, a_scan_asks_for_what_its_process_needs) {
  const std::string scan("\x02\x01\x00\x02\x11\0\x3f\0", 8), first("\x02\x01\x00\x02\x11\0\0\1", 8);
  const auto asked = [&](unsigned marker, const std::string& of) {
    return tables_of_scan(marker, bytes_of(kFrame), bytes_of(of)).names();
  };
  EXPECT_EQ(asked(0xC0, scan),
            "quantisation table 0, quantisation table 1, DC Huffman table 0, DC Huffman table 1, "
            "AC Huffman table 0, AC Huffman table 1");
  EXPECT_EQ(asked(0xC2, first),
            "quantisation table 0, quantisation table 1, DC Huffman table 0, DC Huffman table 1");
  EXPECT_EQ(asked(0xC3, first), "DC Huffman table 0, DC Huffman table 1");
  EXPECT_EQ(asked(0xC9, scan), "quantisation table 0, quantisation table 1");
  EXPECT_EQ(asked(0xC0, scan.substr(0, 5)), "");
}

}  // namespace
}  // namespace delo
