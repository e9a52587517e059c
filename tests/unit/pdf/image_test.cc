// Images decoded to their last line: whole ones pass, each kind of damage is found.
#include <openjpeg.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include <jpeglib.h>

#include "core/fixity/digest.h"
#include "tests/support/libtiff_memory.h"
#include "tests/unit/pdf/pdf_test_support.h"
#include "validators/pdf/ccitt_decoder.h"
#include "validators/pdf/stream_decoder.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

constexpr int kWidth = 400, kHeight = 300;

// A picture of noise and gradients, one byte a pixel: hard to compress, so that
// damage hits coded data.
std::string picture() {
  std::mt19937 random(7);
  std::string pixels;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      pixels.push_back(static_cast<char>((x + y) / 3 + static_cast<int>(random() % 40)));
  return pixels;
}

std::string jpeg_of(const std::string& gray, bool progressive = false) {
  jpeg_compress_struct c{};
  jpeg_error_mgr errors{};
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &out, &size);
  c.image_width = kWidth;
  c.image_height = kHeight;
  c.input_components = 1;
  c.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&c);
  if (progressive) jpeg_simple_progression(&c);
  jpeg_start_compress(&c, TRUE);
  while (c.next_scanline < c.image_height) {
    auto* row =
        reinterpret_cast<unsigned char*>(const_cast<char*>(gray.data())) + c.next_scanline * kWidth;
    jpeg_write_scanlines(&c, &row, 1);
  }
  jpeg_finish_compress(&c);
  std::string bytes(reinterpret_cast<char*>(out), size);
  jpeg_destroy_compress(&c);
  std::free(out);
  return bytes;
}

std::string jpx_of(const std::string& gray) {
  struct Out {
    std::string bytes;
    std::size_t at = 0;
  } out;
  opj_image_cmptparm_t component{};
  component.dx = component.dy = 1;
  component.w = kWidth;
  component.h = kHeight;
  component.prec = 8;
  opj_image_t* image = opj_image_create(1, &component, OPJ_CLRSPC_GRAY);
  image->x1 = kWidth;
  image->y1 = kHeight;
  for (std::size_t i = 0; i < gray.size(); ++i)
    image->comps[0].data[i] = static_cast<unsigned char>(gray[i]);
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  parameters.cp_disto_alloc = 1;
  opj_codec_t* codec = opj_create_compress(OPJ_CODEC_JP2);
  opj_setup_encoder(codec, &parameters, image);
  opj_stream_t* stream = opj_stream_create(1 << 16, OPJ_FALSE);
  opj_stream_set_user_data(stream, &out, nullptr);
  opj_stream_set_write_function(stream, [](void* data, OPJ_SIZE_T size, void* user) -> OPJ_SIZE_T {
    auto& to = *static_cast<Out*>(user);
    if (to.bytes.size() < to.at + size) to.bytes.resize(to.at + size);
    to.bytes.replace(to.at, size, static_cast<char*>(data), size);
    to.at += size;
    return size;
  });
  opj_stream_set_skip_function(stream, [](OPJ_OFF_T size, void* user) -> OPJ_OFF_T {
    static_cast<Out*>(user)->at += static_cast<std::size_t>(size);
    return size;
  });
  opj_stream_set_seek_function(stream, [](OPJ_OFF_T at, void* user) -> OPJ_BOOL {
    static_cast<Out*>(user)->at = static_cast<std::size_t>(at);
    return OPJ_TRUE;
  });
  EXPECT_TRUE(opj_start_compress(codec, image, stream) && opj_encode(codec, stream) &&
              opj_end_compress(codec, stream));
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  opj_image_destroy(image);
  return out.bytes;
}

// Black and white rows with runs of all lengths, as libtiff codes them.
std::string fax_of(int width, int height, std::uint16_t compression, std::uint32_t options,
                   unsigned seed) {
  std::mt19937 random(seed);
  std::string row(static_cast<std::size_t>((width + 7) / 8), '\0'), rows;
  for (int y = 0; y < height; ++y) {
    if (random() % 3 == 0) {
      std::fill(row.begin(), row.end(), '\0');
      for (int x = 0; x < width;) {
        const int run = static_cast<int>(random() % (random() % 5 == 0 ? 3000 : 40));
        const bool black = random() % 2;
        for (int i = 0; i < run && x < width; ++i, ++x)
          if (black)
            row[static_cast<std::size_t>(x / 8)] =
                static_cast<char>(row[static_cast<std::size_t>(x / 8)] | (0x80 >> (x % 8)));
      }
    }
    rows += row;
  }
  return tests::fax_strip(width, height, std::move(rows), compression, options);
}

std::string scan(const std::string& filter, const std::string& data, int width = kWidth,
                 int height = kHeight, int bits = 8) {
  return PdfBuilder::one_image("/Width " + std::to_string(width) + " /Height " +
                                   std::to_string(height) +
                                   " /ColorSpace /DeviceGray /BitsPerComponent " +
                                   std::to_string(bits) + " " + filter,
                               data)
      .build();
}
std::string zeroed(std::string data, std::size_t at, std::size_t count) {
  return data.replace(at, std::min(count, data.size() - at), std::min(count, data.size() - at),
                      '\0');
}

constexpr char kDct[] = "/Filter /DCTDecode", kJpx[] = "/Filter /JPXDecode";

TEST(PdfImage, a_whole_jpeg_is_sound) {
  EXPECT_SOUND(scan(kDct, jpeg_of(picture())));
  EXPECT_SOUND(scan(kDct, jpeg_of(picture(), true)));
}

TEST(PdfImage, half_a_jpeg_is_found) {
  const std::string jpeg = jpeg_of(picture());
  EXPECT_BREAKS(kImageData, scan(kDct, jpeg.substr(0, jpeg.size() / 2)));
  const std::string progressive = jpeg_of(picture(), true);
  EXPECT_BREAKS(kImageData, scan(kDct, progressive.substr(0, progressive.size() / 2)));
}

TEST(PdfImage, zeros_within_a_jpeg_are_found) {
  const std::string jpeg = jpeg_of(picture());
  for (const std::size_t count : {500u, 2000u, 20000u})
    EXPECT_BREAKS(kImageData, scan(kDct, zeroed(jpeg, jpeg.size() / 3, count))) << count;
}

TEST(PdfImage, a_jpeg_of_another_size_than_its_dictionary_is_found) {
  EXPECT_BREAKS(kImageSize, scan(kDct, jpeg_of(picture()), kWidth, kHeight + 100));
  EXPECT_BREAKS(kImageSize, scan(kDct, jpeg_of(picture()), kWidth + 1, kHeight));
}

TEST(PdfImage, a_jpeg_of_other_components_than_its_colour_space_is_found) {
  EXPECT_BREAKS(
      kImageSize,
      PdfBuilder::one_image(
          "/Width 400 /Height 300 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
          jpeg_of(picture()))
          .build());
}

TEST(PdfImage, bytes_after_a_jpeg_are_a_warning) {
  EXPECT_BREAKS(kImageTail, scan(kDct, jpeg_of(picture()) + "appended by a camera"));
}

TEST(PdfImage, what_is_no_jpeg_is_found) {
  EXPECT_BREAKS(kImageData, scan(kDct, "not a JPEG at all"));
}

TEST(PdfImage, the_first_page_has_a_thumbnail) {
  const std::string thumbnail = look_at(scan(kDct, jpeg_of(picture()))).thumbnail;
  EXPECT_EQ(thumbnail.substr(0, 3), "\xFF\xD8\xFF");
  EXPECT_LT(thumbnail.size(), 20'000u);
}

TEST(PdfImage, a_whole_jpx_is_sound) { EXPECT_SOUND(scan(kJpx, jpx_of(picture()))); }

TEST(PdfImage, half_a_jpx_is_found) {
  const std::string jpx = jpx_of(picture());
  EXPECT_BREAKS(kImageData, scan(kJpx, jpx.substr(0, jpx.size() / 2)));
}

TEST(PdfImage, zeros_within_a_jpx_are_found) {
  const std::string jpx = jpx_of(picture());
  for (const std::size_t count : {6000u, 20000u})
    EXPECT_BREAKS(kImageData, scan(kJpx, zeroed(jpx, jpx.size() / 3, count))) << count;
}

TEST(PdfImage, a_jpx_of_another_size_is_found) {
  EXPECT_BREAKS(kImageSize, scan(kJpx, jpx_of(picture()), kWidth, kHeight + 1));
}

std::string fax_filter(int k, int width) {
  return "/Filter /CCITTFaxDecode /DecodeParms << /K " + std::to_string(k) + " /Columns " +
         std::to_string(width) + " >>";
}

TEST(PdfImage, fax_images_of_every_kind_decode_as_libtiff_codes_them) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    for (const int width : {1, 31, 1728, 2481, 9001}) {
      const int height = 60;
      CcittParameters parameters;
      parameters.columns = width;
      parameters.k = -1;
      CcittReport report =
          decode_ccitt(fax_of(width, height, COMPRESSION_CCITTFAX4, 0, seed), parameters, height);
      EXPECT_EQ(report.fault, "") << "G4 " << width << " " << seed;
      EXPECT_EQ(report.rows, 60u) << "G4 " << width << " " << seed;
      EXPECT_TRUE(report.end_marker);
      parameters.k = 0;
      report =
          decode_ccitt(fax_of(width, height, COMPRESSION_CCITTFAX3, 0, seed), parameters, height);
      EXPECT_EQ(report.fault, "") << "G3 " << width << " " << seed;
      EXPECT_EQ(report.rows, 60u) << "G3 " << width << " " << seed;
      parameters.k = 4;
      report =
          decode_ccitt(fax_of(width, height, COMPRESSION_CCITTFAX3, GROUP3OPT_2DENCODING, seed),
                       parameters, height);
      EXPECT_EQ(report.fault, "") << "G3 2-D " << width << " " << seed;
      EXPECT_EQ(report.rows, 60u) << "G3 2-D " << width << " " << seed;
    }
  }
}

TEST(PdfImage, damaged_fax_images_are_found) {
  const std::string g4 = fax_of(1728, 400, COMPRESSION_CCITTFAX4, 0, 3);
  const std::string filter = fax_filter(-1, 1728);
  EXPECT_SOUND(scan(filter, g4, 1728, 400, 1));
  EXPECT_BREAKS(kImageData, scan(filter, g4.substr(0, g4.size() / 2), 1728, 400, 1));
  EXPECT_BREAKS(kImageData, scan(filter, zeroed(g4, g4.size() / 2, 200), 1728, 400, 1));
  EXPECT_BREAKS(kImageSize, scan(filter, g4, 1728, 500, 1));
  EXPECT_BREAKS(kImageSize, scan(filter, g4, 1728, 300, 1));
  EXPECT_BREAKS(kImageSize, scan(fax_filter(-1, 1700), g4, 1728, 400, 1));
}

TEST(PdfImage, jbig2_that_is_none_or_cut_is_found) {
  EXPECT_BREAKS(kImageData, scan("/Filter /JBIG2Decode", "no segments here", 64, 64, 1));
  // A page information segment (7.4.8) that claims more bytes than there are.
  EXPECT_BREAKS(kImageData,
                scan("/Filter /JBIG2Decode",
                     std::string("\0\0\0\0\x30\0\1\0\0\0\x13\0\0\0\x40", 15), 64, 64, 1));
}

TEST(PdfImage, a_blank_jbig2_page_is_sound) {
  std::string page("\0\0\0\0\x30\0\1\0\0\0\x13", 11);
  page += std::string("\0\0\0\x40\0\0\0\x40\0\0\0\0\0\0\0\0\0\0\0", 19);
  EXPECT_SOUND(scan("/Filter /JBIG2Decode", page, 64, 64, 1));
  EXPECT_BREAKS(kImageSize, scan("/Filter /JBIG2Decode", page, 64, 65, 1));
}

TEST(PdfImage, raw_images_have_the_bytes_their_size_asks_for) {
  const std::string flate = "/Filter /FlateDecode";
  EXPECT_SOUND(scan(flate, PdfBuilder::deflated(picture())));
  EXPECT_BREAKS(kImageSize, scan(flate, PdfBuilder::deflated(picture().substr(1000))));
  EXPECT_BREAKS(kStreamRest,
                scan(flate, PdfBuilder::deflated(picture() + "more than there should be")));
  EXPECT_BREAKS(kImageSize, scan("", picture().substr(1)));
}

TEST(PdfImage, dictionaries_of_images_are_checked) {
  const auto with = [](const char* entries) { return PdfBuilder::one_image(entries, "x").build(); };
  EXPECT_BREAKS(kImage, with("/Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"));
  EXPECT_BREAKS(kImage, with("/Width 1 /Height -1 /ColorSpace /DeviceGray /BitsPerComponent 8"));
  EXPECT_BREAKS(kImage, with("/Width 1 /Height 1 /BitsPerComponent 8"));
  EXPECT_BREAKS(kImage, with("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 7"));
  EXPECT_BREAKS(
      kImage, with("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask /None"));
  EXPECT_BREAKS(kImage,
                with("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Decode [0]"));
  EXPECT_SOUND(
      with("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Decode [0 1]"));
  EXPECT_SOUND(with("/Width 8 /Height 1 /ImageMask true"));
}

TEST(PdfImage, a_damaged_colour_profile_is_found) {
  const auto with = [](const std::string& profile) {
    PdfBuilder pdf = PdfBuilder::one_image(
        "/Width 1 /Height 1 /ColorSpace [/ICCBased 7 0 R] /BitsPerComponent 8", "x");
    return pdf.stream(7, "/N 1", profile).build();
  };
  EXPECT_BREAKS(kIcc, with("too short"));
  // A gray profile's header and one tag, whole and cut in half.
  std::string profile(128 + 4 + 12 + 20, '\0');
  const auto put = [&](std::size_t at, const std::string& bytes) {
    profile.replace(at, bytes.size(), bytes);
  };
  put(0, std::string("\0\0\0\xA4", 4));
  put(8, std::string("\x02\x10\0\0", 4));
  put(12, "mntrGRAYXYZ ");
  put(36, "acsp");
  put(68, std::string("\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 12));
  put(128, std::string("\0\0\0\1wtpt\0\0\0\x90\0\0\0\x14", 16));
  put(144, std::string("XYZ \0\0\0\0\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 20));
  EXPECT_SOUND(with(profile));
  EXPECT_BREAKS(kIcc, with(profile.substr(0, profile.size() / 2)));
  put(16, "RGB ");
  EXPECT_BREAKS(kIcc, with(profile));
}

std::string through(const std::vector<FilterSpec>& filters, const std::string& data,
                    DecodeOutcome& outcome) {
  std::string out;
  StreamDecoder decoder(filters, 1 << 20, [&](std::string_view bytes) {
    out.append(bytes);
    return true;
  });
  for (const char c : data)
    decoder.write(std::string_view(&c, 1));  // byte by byte: no stage may need more
  outcome = decoder.finish();
  return out;
}

TEST(PdfFilters, each_decodes_what_the_standard_shows) {
  DecodeOutcome outcome;
  EXPECT_EQ(through({{"ASCIIHexDecode"}}, "48 65 6C 6C 6f>", outcome), "Hello");
  EXPECT_EQ(through({{"ASCII85Decode"}}, "87cURDZ~>", outcome), "Hello");
  EXPECT_EQ(through({{"RunLengthDecode"}},
                    std::string("\x01"
                                "ab\xFF"
                                "c\x80",
                                6),
                    outcome),
            "abcc");
  EXPECT_EQ(outcome.fault, "");
  // ISO 32000-1 7.4.4.2, example.
  EXPECT_EQ(through({{"LZWDecode"}}, "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", outcome),
            std::string("-----A---B"));
  EXPECT_EQ(outcome.fault, "");
  EXPECT_EQ(through({{"FlateDecode"}}, PdfBuilder::deflated("Hello"), outcome), "Hello");
  FilterSpec up{"FlateDecode"};
  up.predictor = 12;
  up.columns = 3;
  EXPECT_EQ(through({up}, PdfBuilder::deflated(std::string("\2abc\2\1\1\1", 8)), outcome),
            "abcbcd");
  EXPECT_EQ(outcome.fault, "");
}

TEST(PdfFilters, each_tells_what_is_wrong) {
  DecodeOutcome outcome;
  for (const auto& [filter, data] :
       std::vector<std::pair<const char*, std::string>>{{"ASCIIHexDecode", "4X>"},
                                                        {"ASCII85Decode", "87c\xC3~>"},
                                                        {"ASCII85Decode", "8~>"},
                                                        {"RunLengthDecode",
                                                         "\x05"
                                                         "ab"},
                                                        {"LZWDecode", "\xFF\xFF\xFF"},
                                                        {"FlateDecode", "not Flate"}}) {
    through({{filter}}, data, outcome);
    EXPECT_NE(outcome.fault, "") << filter;
  }
}

// Paper, and lines of words on it if there are any.
std::string leaf(bool written) {
  std::string pixels(std::size_t{kWidth} * kHeight, '\xD2');
  std::mt19937 random(11);
  for (std::size_t y = 40; written && y + 40 < kHeight; y += 16) {
    for (std::size_t x = 40; x + 60 < kWidth; x += 30) {
      const std::size_t word = 6 + random() % 20;
      for (std::size_t j = y; j < y + 8; ++j) pixels.replace(j * kWidth + x, word, word, '\x30');
    }
  }
  return pixels;
}

TEST(PdfImage, a_page_that_is_one_image_shows_what_the_image_shows) {
  const Examination raw = look_at(scan("", leaf(true)));
  ASSERT_TRUE(raw.technical.pages.at(0).look);
  for (const std::string& page :
       {scan("", leaf(true)), scan(kDct, jpeg_of(leaf(true))), scan(kJpx, jpx_of(leaf(true)))}) {
    const PageMetadata told = look_at(page).technical.pages.at(0);
    EXPECT_EQ(told.blank, false);
    ASSERT_TRUE(told.look);
    EXPECT_LE(distance(told.look->hash, raw.technical.pages.at(0).look->hash), kAlikeBits);
    EXPECT_FALSE(rules_broken(page).contains(std::string(kPageBlank.id)));
  }
  for (const std::string& page :
       {scan("", leaf(false)), scan(kDct, jpeg_of(leaf(false))), scan(kJpx, jpx_of(leaf(false)))}) {
    EXPECT_BREAKS(kPageBlank, page);
    EXPECT_EQ(look_at(page).technical.pages.at(0).blank, true);
    EXPECT_EQ(look_at(page).validity, Validity::kValid);
  }
}

}  // namespace
}  // namespace delo::test
