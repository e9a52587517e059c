#include <gtest/gtest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/tiff_builder.h"
#include "validators/jpeg/jpeg_rules.h"
#include "validators/jpeg/jpeg_validator.h"

namespace delo::validators::jpeg {
namespace {

using namespace std::string_literals;

struct Kind {
  int width = 64, height = 48;
  int components = 3;
  bool progressive = false;
  bool restarts = false;
  int density = 300;
  bool flat = false;  // nothing on it
  bool lined = false;
};

// A JPEG by libjpeg.
std::string make(const Kind& kind = {}) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = static_cast<JDIMENSION>(kind.width);
  jpeg.image_height = static_cast<JDIMENSION>(kind.height);
  jpeg.input_components = kind.components;
  jpeg.in_color_space = kind.components == 1   ? JCS_GRAYSCALE
                        : kind.components == 4 ? JCS_CMYK
                                               : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  if (kind.progressive) jpeg_simple_progression(&jpeg);
  if (kind.restarts) jpeg.restart_interval = 2;
  jpeg.density_unit = kind.density > 0 ? 1 : 0;
  jpeg.X_density = jpeg.Y_density = static_cast<UINT16>(std::max(kind.density, 1));
  jpeg_start_compress(&jpeg, TRUE);
  std::vector<JSAMPLE> row(static_cast<std::size_t>(kind.width * kind.components));
  while (jpeg.next_scanline < jpeg.image_height) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t x = i / static_cast<std::size_t>(kind.components);
      const bool margin = x < 80 || x + 80 > static_cast<std::size_t>(kind.width);
      if (kind.flat || (kind.lined && margin)) {
        row[i] = 208;
      } else if (kind.lined) {
        row[i] = jpeg.next_scanline % 32 < 16 ? 40 : 208;
      } else {
        row[i] = static_cast<JSAMPLE>(i * 7 + jpeg.next_scanline * jpeg.next_scanline * 3);
      }
    }
    JSAMPROW rows[] = {row.data()};
    jpeg_write_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::string out(reinterpret_cast<const char*>(memory), size);
  std::free(memory);
  return out;
}

Examination look(const std::string& bytes, bool thumbnail = false) {
  auto out =
      examine(MemorySource(bytes), *RelativePath::parse("0037.jpg"), {}, {.thumbnail = thumbnail});
  EXPECT_TRUE(out);
  return out ? *std::move(out) : Examination{};
}

std::size_t position(const std::string& bytes, unsigned char marker) {
  const std::size_t at = bytes.find("\xFF"s + static_cast<char>(marker));
  EXPECT_NE(at, std::string::npos);
  return at;
}

std::string with_segment(const std::string& bytes, unsigned char marker,
                         const std::string& payload) {
  std::string segment = "\xFF"s + static_cast<char>(marker);
  const std::size_t length = payload.size() + 2;
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 0xFF);
  std::string out = bytes;
  return out.insert(2, segment + payload);
}

bool has(const Examination& examination, const Rule& rule) {
  return std::ranges::any_of(examination.findings,
                             [&](const Finding& f) { return f.rule == rule.id; });
}
std::string told(const Examination& examination) {
  std::string out;
  for (const Finding& finding : examination.findings) out += text_of(finding) + "\n";
  return out;
}

TEST(JpegTest, good_images_of_every_kind_are_valid_without_a_finding) {
  for (const Kind& kind :
       {Kind{}, Kind{.components = 1}, Kind{.components = 4}, Kind{.progressive = true},
        Kind{.restarts = true}, Kind{.width = 1, .height = 1}, Kind{.width = 3000, .height = 17}}) {
    const Examination examination = look(make(kind));
    EXPECT_EQ(examination.validity, Validity::kValid);
    // Four components without Adobe's segment are remarked.
    if (kind.components != 4) EXPECT_EQ(told(examination), "");
    ASSERT_EQ(examination.technical.pages.size(), 1u);
    const PageMetadata& page = examination.technical.pages[0];
    EXPECT_EQ(page.width, static_cast<std::uint32_t>(kind.width));
    EXPECT_EQ(page.height, static_cast<std::uint32_t>(kind.height));
    EXPECT_EQ(page.bits_per_sample.size(), static_cast<std::size_t>(kind.components));
    EXPECT_EQ(page.compression, "jpeg");
  }
  EXPECT_EQ(look(make()).technical.pages[0].resolution_x, 300);
  EXPECT_EQ(look(make()).technical.pages[0].photometric, "ycbcr");
  EXPECT_EQ(look(make({.components = 1})).technical.pages[0].photometric, "min-is-black");
}

TEST(JpegTest, a_thumbnail_is_a_jpeg) {
  EXPECT_TRUE(
      look(make({.width = 600, .height = 400}), true).thumbnail.starts_with("\xFF\xD8\xFF"));
  EXPECT_TRUE(look(make()).thumbnail.empty());
}

TEST(JpegTest, every_cut_is_found) {
  const std::string good = make({.restarts = true});
  for (std::size_t size = 1; size < good.size(); ++size) {
    const Examination examination = look(good.substr(0, size));
    EXPECT_EQ(examination.validity, Validity::kInvalid) << size;
    EXPECT_FALSE(examination.findings.empty()) << size;
  }
}

TEST(JpegTest, a_file_that_does_not_begin_with_soi_is_no_jpeg) {
  EXPECT_TRUE(has(look("\xFF\xD9" + make()), kStart));
  EXPECT_TRUE(has(look("x"), kStart));
  EXPECT_FALSE(has(look(make()), kStart));
}

TEST(JpegTest, an_image_without_its_end_is_found) {
  const std::string good = make();
  EXPECT_TRUE(has(look(good.substr(0, good.size() - 2)), kEnd));
  EXPECT_TRUE(has(look(good.substr(0, good.size() - 1)), kEnd));
  EXPECT_FALSE(has(look(good), kEnd));
}

TEST(JpegTest, what_follows_the_image_is_told_and_does_not_make_it_invalid) {
  const Examination examination = look(make() + std::string(1000, '\0'));
  EXPECT_TRUE(has(examination, kTrailingBytes));
  EXPECT_NE(told(examination).find("1000 bytes"), std::string::npos);
  EXPECT_EQ(examination.validity, Validity::kValid) << told(examination);
}

TEST(JpegTest, bytes_between_segments_are_found) {
  std::string bytes = make();
  bytes.insert(2, "junk");
  EXPECT_TRUE(has(look(bytes), kMarker));
  std::string filled = make();
  filled.insert(2, "\xFF\xFF\xFF");  // fill bytes are allowed
  EXPECT_FALSE(has(look(filled), kMarker)) << told(look(filled));
}

TEST(JpegTest, a_segment_with_an_impossible_length_is_found) {
  std::string bytes = make();
  bytes[position(bytes, 0xDB) + 2] = 0;
  bytes[position(bytes, 0xDB) + 3] = 1;
  EXPECT_TRUE(has(look(bytes), kSegmentLength));
}

TEST(JpegTest, a_segment_that_leaves_the_file_is_found) {
  std::string bytes = make();
  const std::size_t dqt = position(bytes, 0xDB);
  bytes[dqt + 2] = bytes[dqt + 3] = '\xFF';
  EXPECT_TRUE(has(look(bytes.substr(0, 400)), kSegmentOutsideFile));
  EXPECT_FALSE(has(look(make()), kSegmentOutsideFile));
}

TEST(JpegTest, a_missing_frame_and_a_scan_without_one_are_found) {
  std::string bytes = make();
  bytes[position(bytes, 0xC0) + 1] = '\xEF';  // an application segment
  const Examination examination = look(bytes);
  EXPECT_TRUE(has(examination, kFrameMissing));
  EXPECT_TRUE(has(examination, kScanBeforeFrame));
}

TEST(JpegTest, a_second_frame_is_found) {
  const std::string good = make();
  const std::size_t sof = position(good, 0xC0);
  const std::string frame = good.substr(sof, 2 + 17);
  std::string bytes = good;
  bytes.insert(sof, frame);
  EXPECT_TRUE(has(look(bytes), kFrameDuplicate));
  EXPECT_FALSE(has(look(good), kFrameDuplicate));
}

TEST(JpegTest, a_frame_without_width_is_found) {
  std::string bytes = make();
  const std::size_t sof = position(bytes, 0xC0);
  bytes[sof + 7] = bytes[sof + 8] = 0;
  EXPECT_TRUE(has(look(bytes), kFrameSize));
  EXPECT_EQ(look(bytes).validity, Validity::kInvalid);
}

TEST(JpegTest, a_frame_header_of_the_wrong_length_is_found) {
  std::string bytes = make();
  bytes[position(bytes, 0xC0) + 9] = 2;
  EXPECT_TRUE(has(look(bytes), kFrameLength));
}

TEST(JpegTest, a_frame_without_a_scan_is_found) {
  const std::string good = make();
  EXPECT_TRUE(has(look(good.substr(0, position(good, 0xDA)) + "\xFF\xD9"), kScanMissing));
}

TEST(JpegTest, damaged_pixels_are_found) {
  std::string bytes = make({.width = 400, .height = 400});
  const std::size_t scan = position(bytes, 0xDA) + 14;
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(scan + 1000), 300, '\x55');
  // Huffman codes can't tell all damage; a marker in the middle is always seen.
  bytes[scan + 2000] = '\xFF';
  bytes[scan + 2001] = '\xD3';
  const Examination examination = look(bytes);
  EXPECT_TRUE(has(examination, kDecode)) << told(examination);
  EXPECT_EQ(examination.validity, Validity::kInvalid);
}

TEST(JpegTest, a_missing_chunk_of_the_icc_profile_is_found) {
  const Examination examination =
      look(with_segment(make(), 0xE2, "ICC_PROFILE\0\x01\x02"s + std::string(200, 'p')));
  EXPECT_TRUE(has(examination, kIccDamaged));
  EXPECT_NE(told(examination).find("chunk 2 of 2"), std::string::npos);
}

std::string with_icc_profile(const std::string& bytes, const std::string& profile) {
  return with_segment(bytes, 0xE2, "ICC_PROFILE\0\x01\x01"s + profile);
}

TEST(JpegTest, a_profile_of_another_colour_space_than_the_image_is_found) {
  const std::string gray = tests::gray_icc_profile();
  const Examination coloured = look(with_icc_profile(make(), gray));
  EXPECT_TRUE(has(coloured, kIccColourSpace)) << told(coloured);
  EXPECT_NE(told(coloured).find("'GRAY'"), std::string::npos) << told(coloured);
  EXPECT_EQ(coloured.findings.size(), 1u) << told(coloured);
  EXPECT_EQ(coloured.validity, Validity::kInvalid);

  const Examination grey = look(with_icc_profile(make({.components = 1}), gray));
  EXPECT_EQ(told(grey), "");
  EXPECT_EQ(grey.technical.pages[0].icc, "Test gray");
}

TEST(JpegTest, what_the_decoder_only_remarks_does_not_make_the_image_invalid) {
  std::string bytes = make();
  ASSERT_EQ(bytes.substr(6, 5), "JFIF\0"s);
  bytes[11] = 7;  // the major version, which is 1
  const Examination examination = look(bytes);
  EXPECT_TRUE(has(examination, kDecodeRemark)) << told(examination);
  EXPECT_EQ(examination.findings.size(), 1u) << told(examination);
  EXPECT_EQ(examination.validity, Validity::kValid);
  EXPECT_FALSE(has(look(make()), kDecodeRemark));
}

TEST(JpegTest, an_image_that_does_not_tell_its_resolution_is_remarked) {
  const Examination examination = look(make({.density = 0}));
  EXPECT_TRUE(has(examination, kDensity));
  EXPECT_EQ(examination.validity, Validity::kValid);
}

TEST(JpegTest, an_image_with_nothing_on_it_is_blank) {
  for (const int components : {1, 3, 4}) {
    for (const bool thumbnail : {false, true}) {
      const Examination blank = look(
          make({.width = 640, .height = 480, .components = components, .flat = true}), thumbnail);
      EXPECT_TRUE(has(blank, kBlank)) << components << told(blank);
      EXPECT_EQ(blank.validity, Validity::kValid);
      const Examination full = look(
          make({.width = 640, .height = 480, .components = components, .lined = true}), thumbnail);
      EXPECT_FALSE(has(full, kBlank)) << components << told(full);
      EXPECT_TRUE(full.technical.pages.at(0).look);
    }
  }
}

TEST(JpegTest, a_process_that_is_not_decoded_is_said) {
  std::string bytes = make();
  bytes[position(bytes, 0xC0) + 1] = '\xC3';  // lossless
  const Examination examination = look(bytes);
  ASSERT_FALSE(examination.not_checked.empty());
  EXPECT_NE(examination.not_checked[0].find("lossless"), std::string::npos);
}

TEST(JpegTest, a_very_large_progressive_image_is_not_decoded_and_said) {
  std::string bytes = make({.progressive = true});
  const std::size_t sof = position(bytes, 0xC2);
  for (std::size_t i = 5; i < 9; ++i) bytes[sof + i] = '\xFF';
  const Examination examination = look(bytes);
  EXPECT_TRUE(has(examination, kDecodeBudget) || has(examination, kDecode)) << told(examination);
}

TEST(JpegTest, every_flipped_bit_ends_in_an_examination) {
  const std::string good = make({.width = 24, .height = 24, .restarts = true});
  std::string bytes = good;
  for (std::size_t bit = 0; bit < good.size() * 8; bit += 3) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    look(bytes);
    bytes[bit / 8] = good[bit / 8];
  }
}

TEST(JpegTest, xmp_and_exif_are_read) {
  const std::string xmp =
      "http://ns.adobe.com/xap/1.0/\0"s +
      R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="ScanMaster"/></rdf:RDF></x:xmpmeta>)";
  const Examination examination = look(with_segment(make(), 0xE1, xmp));
  EXPECT_FALSE(examination.technical.embedded.empty());
  EXPECT_EQ(examination.validity, Validity::kValid) << told(examination);
}

}  // namespace
}  // namespace delo::validators::jpeg
