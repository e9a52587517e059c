// Every rule of the TIFF room, on files made to break it and on files that do not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text/utf8.h"
#include "tests/bench/small_tiff.h"
#include "tests/support/tiff_builder.h"
#include "tests/support/tiff_faults.h"
#include "validators/metadata/metadata_rules.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_validator.h"

namespace delo {
namespace {

using tests::PlantedFault;
using tests::SoundTiff;

Examination examine(std::string_view bytes) {
  const auto path = RelativePath::parse("leaf.tif");
  auto result = validators::tiff::examine(MemorySource(bytes), *path, {}, {});
  EXPECT_TRUE(result.has_value()) << result.error().text();
  return result ? std::move(*result) : Examination{};
}

std::string listing(const Examination& examination) {
  std::string out;
  for (const Finding& finding : examination.findings) out += text_of(finding) + "\n";
  return out;
}

bool finds(const Examination& examination, std::string_view rule) {
  return std::ranges::any_of(examination.findings,
                             [&](const Finding& finding) { return finding.rule == rule; });
}

class PlantedFaultTest : public testing::TestWithParam<PlantedFault> {};

TEST_P(PlantedFaultTest, is_found) {
  const PlantedFault& fault = GetParam();
  const Examination examination = examine(fault.bytes);
  EXPECT_TRUE(finds(examination, fault.rule)) << fault.rule << " not in:\n" << listing(examination);
  // What could not be decoded to its end is not called valid.
  const Validity found = validity_of(examination.findings);
  const bool partly = finds(examination, "tiff.decode.budget") && found == Validity::kValid;
  EXPECT_EQ(examination.validity, partly ? Validity::kNotExamined : found);
}

INSTANTIATE_TEST_SUITE_P(tiff, PlantedFaultTest, testing::ValuesIn(tests::planted_tiff_faults()),
                         [](const auto& instance) { return instance.param.name; });

class SoundTiffTest : public testing::TestWithParam<SoundTiff> {};

TEST_P(SoundTiffTest, has_no_finding_at_all) {
  const Examination examination = examine(GetParam().bytes);
  EXPECT_EQ(listing(examination), "");
  EXPECT_EQ(examination.validity, Validity::kValid);
  EXPECT_THAT(examination.not_checked, testing::IsEmpty());
  EXPECT_TRUE(examination.thumbnail.starts_with("\xff\xd8")) << "a thumbnail is drawn";
}

INSTANTIATE_TEST_SUITE_P(tiff, SoundTiffTest, testing::ValuesIn(tests::sound_tiffs()),
                         [](const auto& instance) { return instance.param.name; });

TEST(tiff_rules, each_has_a_planted_fault_that_breaks_it) {
  std::set<std::string> broken;
  for (const PlantedFault& fault : tests::planted_tiff_faults()) broken.insert(fault.rule);
  for (const Rule& rule : validators::tiff::tiff_rules()) {
    EXPECT_TRUE(broken.contains(std::string(rule.id))) << rule.id;
  }
  for (const Rule& rule : validators::metadata::metadata_rules()) {
    EXPECT_TRUE(broken.contains(std::string(rule.id))) << rule.id;
  }
}

TEST(tiff_rules, tell_an_archivist_what_to_do) {
  std::set<std::string_view> ids;
  for (const Rule& rule : validators::tiff::tiff_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " occurs twice";
    EXPECT_TRUE(rule.id.starts_with("tiff.")) << rule.id;
    for (const std::string_view text : {rule.summary, rule.cause, rule.remedy}) {
      EXPECT_FALSE(text.empty()) << rule.id;
      EXPECT_FALSE(text.ends_with('.')) << rule.id << ": " << text;
    }
  }
}

// Each row as differences from the pixel before.  TIFF 6.0 p. 64
std::string differenced(const std::string& pixels, std::size_t row, std::size_t samples) {
  std::string out = pixels;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % row < samples) continue;
    out[i] = static_cast<char>(pixels[i] - pixels[i - samples]);
  }
  return out;
}

TEST(tiff_decoding, gives_the_same_picture_with_and_without_differencing) {
  for (const int samples : {1, 2, 3, 4, 5}) {
    const auto n = static_cast<std::size_t>(samples);
    std::string pixels(48 * 40 * n, '\0');
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      pixels[i] = static_cast<char>(i / n % 48 * 5 + i / n / 48 * 3 + i % n * 60);
    }
    // More samples than the colour space needs are extra ones.
    tests::TiffBuilder b = tests::sound_tiff(samples >= 3 ? 3 : 1);
    const std::uint64_t extra = n - (samples >= 3 ? 3 : 1);
    b.set(277, 3, {n}).set(278, 4, {40});
    if (n == 1) b.set(258, 3, {8});
    if (n == 2) b.set(258, 3, {8, 8});
    if (n == 3) b.set(258, 3, {8, 8, 8});
    if (n == 4) b.set(258, 3, {8, 8, 8, 8});
    if (n == 5) b.set(258, 3, {8, 8, 8, 8, 8});
    if (extra == 1) b.set(338, 3, {0});
    if (extra == 2) b.set(338, 3, {0, 0});
    b.pages[0].strips = {pixels};
    const Examination plain = examine(b.build());
    EXPECT_EQ(listing(plain), "");
    ASSERT_FALSE(plain.thumbnail.empty());
    for (const std::uint64_t compression : {5U, 8U}) {
      const std::string coded = differenced(pixels, 48 * n, n);
      b.set(259, 3, {compression}).set(317, 3, {2});
      b.pages[0].strips = {compression == 5 ? tests::lzw(coded) : tests::deflated(coded)};
      const Examination other = examine(b.build());
      EXPECT_EQ(listing(other), "") << samples << " samples, compression " << compression;
      EXPECT_TRUE(other.thumbnail == plain.thumbnail)
          << samples << " samples, compression " << compression;
    }
  }
}

// Samples of 16 bits in the order of the file, as themselves or as differences.
std::string deep_rows(const tests::TiffBuilder& b, std::size_t samples, bool differences) {
  std::string out;
  for (std::size_t y = 0; y < 40; ++y) {
    for (std::size_t i = 0; i < 48 * samples; ++i) {
      const auto value = [&](std::size_t at) {
        return at / samples * 1300 + y * 700 + at % samples;
      };
      const std::uint64_t before = differences && i >= samples ? value(i - samples) : 0;
      out += b.encoded(3, {(value(i) - before) & 0xFFFF});
    }
  }
  return out;
}

TEST(tiff_decoding, gives_the_same_picture_of_16_bits_in_either_byte_order) {
  for (const bool big_endian : {false, true}) {
    for (const int samples : {1, 3}) {
      tests::TiffBuilder b;
      b.big_endian = big_endian;
      b.pages = {tests::sound_page(b, samples)};
      b.set(278, 4, {40});
      samples == 1 ? b.set(258, 3, {16}) : b.set(258, 3, {16, 16, 16});
      const auto n = static_cast<std::size_t>(samples);
      b.pages[0].strips = {deep_rows(b, n, false)};
      const Examination plain = examine(b.build());
      EXPECT_EQ(listing(plain), "");
      ASSERT_FALSE(plain.thumbnail.empty());
      for (const std::uint64_t compression : {5U, 8U}) {
        for (const bool differences : {false, true}) {
          const std::string rows = deep_rows(b, n, differences);
          b.set(259, 3, {compression}).set(317, 3, {differences ? 2U : 1U});
          b.pages[0].strips = {compression == 5 ? tests::lzw(rows) : tests::deflated(rows)};
          const Examination other = examine(b.build());
          EXPECT_EQ(listing(other), "") << compression << " " << differences;
          EXPECT_TRUE(other.thumbnail == plain.thumbnail)
              << samples << " samples, compression " << compression << ", differences "
              << differences << ", big endian " << big_endian;
        }
      }
    }
  }
}

TEST(tiff_findings, of_one_rule_are_counted_when_they_are_too_many) {
  tests::TiffBuilder b = tests::sound_tiff();
  b.pages[0].strips.assign(300, "x");
  b.set(278, 4, {1}).set(257, 4, {300});
  const Examination examination = examine(b.build());
  const auto n = std::ranges::count(examination.findings, "tiff.strip.byte-count", &Finding::rule);
  EXPECT_EQ(n, 21);
  EXPECT_THAT(listing(examination), testing::HasSubstr("280 more of the same"));
}

TEST(tiff_technical_metadata, says_what_each_page_is) {
  const Examination examination = examine(tests::sound_tiff_with_everything().build());
  const TechnicalMetadata& technical = examination.technical;
  ASSERT_EQ(technical.page_count, 2U);
  const PageMetadata& page = technical.pages[0];
  EXPECT_EQ(page.width, 48U);
  EXPECT_EQ(page.height, 40U);
  EXPECT_EQ(page.resolution_x, 300.0);
  EXPECT_THAT(page.bits_per_sample, testing::ElementsAre(8));
  EXPECT_EQ(page.compression, "none");
  EXPECT_EQ(page.photometric, "min-is-black");
  EXPECT_EQ(page.icc, "Test gray");
  EXPECT_EQ(technical.capture_device, "Maker Scanner 1");
  EXPECT_EQ(technical.capture_software, "scan 1.0");
  EXPECT_EQ(technical.captured, "2024-03-01T12:30:00");
  std::map<std::string, std::string> embedded(technical.embedded.begin(), technical.embedded.end());
  EXPECT_EQ(embedded["Exif.Image.Model"], "Scanner 1");
  EXPECT_EQ(embedded["Exif.Photo.ISOSpeedRatings"], "100");
  EXPECT_EQ(embedded["Exif.GPSInfo.GPSLatitudeRef"], "North");
  EXPECT_EQ(embedded["Iptc.Application2.ObjectName"], "Title");
  EXPECT_EQ(embedded["Xmp.dc.format"], "image/tiff");
}

TEST(tiff_technical_metadata, gives_resolution_in_pixels_per_inch) {
  tests::TiffBuilder b = tests::sound_tiff();
  b.set(282, 5, {100}).set(296, 3, {3});
  const Examination examination = examine(b.build());
  EXPECT_DOUBLE_EQ(examination.technical.pages[0].resolution_x.value(), 254.0);
  b.set(296, 3, {1});
  EXPECT_FALSE(examine(b.build()).technical.pages[0].resolution_x.has_value());
}

TEST(tiff_examination, names_the_libraries_that_it_asked_and_no_others) {
  const auto libtiff = testing::StartsWith("libtiff 4."), exiv2 = testing::StartsWith("Exiv2 0.");
  EXPECT_THAT(examine(tests::sound_tiff_of(5).build()).tools, testing::ElementsAre(libtiff, exiv2));
  EXPECT_THAT(examine(tests::sound_tiff_of(8).build()).tools, testing::ElementsAre(libtiff, exiv2));
  // Strips that are the pixels themselves are nothing to libtiff.
  EXPECT_THAT(examine(bench::small_tiff()).tools, testing::ElementsAre(exiv2));
  EXPECT_THAT(examine("II*").tools, testing::IsEmpty());
}

// A source that breaks at one place, as a bad disk does.
class BrokenSource final : public ByteSource {
 public:
  BrokenSource(std::string_view bytes, std::uint64_t breaks_at)
      : memory_(bytes), breaks_at_(breaks_at) {}
  std::uint64_t size() const override { return memory_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset <= breaks_at_ && breaks_at_ - offset < out.size()) {
      return Error{ErrorCode::kIo, "the disk is bad"};
    }
    return memory_.read_at(offset, out);
  }

 private:
  MemorySource memory_;
  std::uint64_t breaks_at_;
};

TEST(tiff_examination, of_a_file_that_can_not_be_read_is_our_error_not_its_fault) {
  for (const int compression : {1, 5, 8}) {
    const std::string bytes = tests::sound_tiff_of(static_cast<std::uint16_t>(compression)).build();
    for (std::uint64_t at = 0; at + 4 < bytes.size(); at += 97) {
      const auto result = validators::tiff::examine(BrokenSource(bytes, at),
                                                    *RelativePath::parse("leaf.tif"), {}, {});
      ASSERT_FALSE(result.has_value()) << "byte " << at;
      EXPECT_EQ(result.error().code, ErrorCode::kIo);
    }
  }
}

}  // namespace
}  // namespace delo
