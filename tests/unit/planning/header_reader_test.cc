#include "validators/headers/header_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/bench/small_tiff.h"
#include "validators/headers/isolated_headers.h"
#include "validators/isolated_examiner.h"

namespace delo::validators {
namespace {

const RelativePath kPath = *RelativePath::parse("0037.tif");

FilePieces whole(const std::string& bytes) {
  FilePieces file(kPath, bytes.size());
  file.add(0, bytes);
  return file;
}

Examination look(const std::string& bytes) {
  const FilePieces file = whole(bytes);
  auto seen = read_header(file);
  EXPECT_TRUE(seen);
  return seen ? *std::move(seen) : Examination{};
}

bool has(const Examination& seen, std::string_view rule) {
  return std::ranges::find(seen.findings, rule, &Finding::rule) != seen.findings.end();
}

// The strip stands first and is large, the directory behind it.
std::string large_tiff(std::size_t pixels) {
  const std::string small = bench::small_tiff();
  std::string out = small.substr(0, 8) + std::string(pixels, '\x7f') + small.substr(8, 170);
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) out[at + i] = static_cast<char>(value >> (8 * i));
  };
  const std::size_t ifd = 8 + pixels;
  put(4, static_cast<std::uint32_t>(ifd));
  put(ifd + 2 + 12 * 5 + 8, 8);                                      // StripOffsets
  put(ifd + 2 + 12 * 8 + 8, static_cast<std::uint32_t>(pixels));     // StripByteCounts
  put(ifd + 2 + 12 * 9 + 8, static_cast<std::uint32_t>(ifd + 150));  // XResolution
  put(ifd + 2 + 12 * 10 + 8, static_cast<std::uint32_t>(ifd + 158));
  return out;
}

// As a run asks: bytes are read where they are wished for.
struct Looked {
  HeaderLook look;
  std::uint64_t bytes_read = 0;
};
Looked look_isolated(const std::string& bytes) {
  IsolatedExaminer examiner(DELO_EXAMINER_PROGRAM);
  std::vector<FilePieces> files;
  files.emplace_back(kPath, bytes.size());
  files.back().add(0, bytes.substr(0, kFirstPiece));
  const ReadRange read = [&](std::size_t, const ByteRange& range) {
    return Result<std::string>(bytes.substr(range.offset, range.length));
  };
  auto looks = examiner.look_at_headers(files, read);
  EXPECT_TRUE(looks);
  return {looks ? looks->front() : HeaderLook{}, files.front().bytes_read()};
}

TEST(HeaderReader, a_tiff_tells_its_pages) {
  const Examination seen = look(bench::small_tiff());
  EXPECT_EQ(seen.format.puid, "fmt/353");
  ASSERT_EQ(seen.technical.pages.size(), 1u);
  const PageMetadata& page = seen.technical.pages.front();
  EXPECT_EQ(page.width, 63u);
  EXPECT_EQ(page.resolution_x, 400.0);
  EXPECT_EQ(page.bits_per_sample, std::vector<std::uint16_t>{8});
  EXPECT_EQ(page.compression, "none");
  EXPECT_EQ(page.photometric, "min-is-black");
  EXPECT_EQ(seen.technical.page_count, 1u);
  EXPECT_TRUE(seen.findings.empty());
}

TEST(HeaderReader, a_copy_that_broke_off_is_found_without_reading_it) {
  const std::string tiff = bench::small_tiff();
  EXPECT_TRUE(has(look(tiff.substr(0, tiff.size() - 100)), "tiff.strip.outside-file"));
  const std::string large = large_tiff(10000);
  EXPECT_TRUE(has(look(large.substr(0, 9000)), "tiff.header.first-ifd"));
}

TEST(HeaderReader, a_directory_behind_the_pixels_costs_one_more_look) {
  const std::string tiff = large_tiff(5'000'000);
  const Looked looked = look_isolated(tiff);
  ASSERT_EQ(looked.look.seen.technical.pages.size(), 1u);
  EXPECT_EQ(looked.look.seen.technical.pages.front().resolution_y, 400.0);
  EXPECT_FALSE(looked.look.whole);
  EXPECT_LE(looked.bytes_read, 2 * kFirstPiece);
}

TEST(HeaderReader, an_encrypted_pdf_is_known_by_its_trailer) {
  const std::string body = "%PDF-1.6\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
  const auto with = [&](const std::string& keys) {
    return body + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R " + keys +
           ">>\nstartxref\n" + std::to_string(body.size()) + "\n%%EOF\n";
  };
  EXPECT_EQ(look(with("")).technical.encrypted, false);
  EXPECT_EQ(look(with("")).technical.pdf_version, "1.6");
  EXPECT_TRUE(has(look(with("/Encrypt 2 0 R /ID [<aa><aa>] ")), "pdf.encrypted"));
  EXPECT_FALSE(has(look(with("/Encrypt 2 0 R /ID [<aa><aa>] ")), "pdf.encryption"));
  // Nobody can open it, as the examination says too.
  EXPECT_TRUE(has(look(with("/Encrypt 2 0 R ")), "pdf.encryption"));
  EXPECT_FALSE(has(look(with("/EncryptMetadata false ")), "pdf.encrypted"));
}

TEST(HeaderReader, small_xml_and_small_pdfs_are_known_to_be_cut_off) {
  EXPECT_TRUE(has(look("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"), "pdf.eof"));
  EXPECT_TRUE(has(look("<?xml version=\"1.0\"?><mods><title>"), "xml.well-formed"));
  EXPECT_TRUE(look("<?xml version=\"1.0\"?><mods/>").findings.empty());
}

TEST(HeaderReader, nobody_reads_more_of_a_file_than_is_allowed) {
  std::string pdf = "%PDF-1.4\n" + std::string(3'000'000, ' ') + "startxref\n9\n%%EOF\n";
  EXPECT_LE(look_isolated(pdf).bytes_read, kMostOfOneFile);
}

TEST(HeaderReader, no_header_however_broken_reads_beyond_what_is_there) {
  const std::string tiff = bench::small_tiff();
  for (std::size_t size = 0; size < 300; ++size) (void)look(tiff.substr(0, size));
  for (std::size_t at = 0; at < 200; ++at) {
    for (const char byte : {'\0', '\x01', '\x7f', '\xff'}) {
      std::string spoilt = tiff;
      spoilt[at] = byte;
      const Examination seen = look(spoilt);
      EXPECT_LE(seen.technical.pages.size(), 16u);
    }
  }
}

}  // namespace
}  // namespace delo::validators
