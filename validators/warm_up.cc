#include "validators/warm_up.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/fixity/hasher.h"
#include "validators/examine_file.h"

namespace delo::validators {
namespace {

using std::string_view_literals::operator""sv;

// TIFF 6.0, two pixels of gray: header, IFD, two resolutions, one strip.
constexpr std::string_view kTiff =
    "II*\0\x08\0\0\0"
    "\x0c\0"
    "\x00\x01\x04\0\x01\0\0\0\x02\0\0\0"  // ImageWidth
    "\x01\x01\x04\0\x01\0\0\0\x01\0\0\0"  // ImageLength
    "\x02\x01\x03\0\x01\0\0\0\x08\0\0\0"  // BitsPerSample
    "\x03\x01\x03\0\x01\0\0\0\x01\0\0\0"  // Compression: none
    "\x06\x01\x03\0\x01\0\0\0\x01\0\0\0"  // PhotometricInterpretation: black is zero
    "\x11\x01\x04\0\x01\0\0\0\xae\0\0\0"  // StripOffsets
    "\x15\x01\x03\0\x01\0\0\0\x01\0\0\0"  // SamplesPerPixel
    "\x16\x01\x04\0\x01\0\0\0\x01\0\0\0"  // RowsPerStrip
    "\x17\x01\x04\0\x01\0\0\0\x02\0\0\0"  // StripByteCounts
    "\x1a\x01\x05\0\x01\0\0\0\x9e\0\0\0"  // XResolution
    "\x1b\x01\x05\0\x01\0\0\0\xa6\0\0\0"  // YResolution
    "\x28\x01\x03\0\x01\0\0\0\x02\0\0\0"  // ResolutionUnit: inch
    "\0\0\0\0"
    "\x90\x01\0\0\x01\0\0\0\x90\x01\0\0\x01\0\0\0"
    "\x40\xc0"sv;

// ISO 32000-1, one empty page.
std::string small_pdf() {
  std::string out = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  std::vector<std::size_t> offsets;
  for (const std::string_view object :
       {"<< /Type /Catalog /Pages 2 0 R >>"sv, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"sv,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Resources << >> /Contents 4 0 R >>"sv,
        "<< /Length 4 >>\nstream\nq Q\n\nendstream"sv}) {
    offsets.push_back(out.size());
    out += std::to_string(offsets.size()) + " 0 obj\n";
    out += object;
    out += "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  out += "trailer\n<< /Size " + std::to_string(offsets.size() + 1) +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return out;
}

struct Sample {
  std::string_view name, bytes;
};

// "Лист 37" in the encodings that texts come in, so that their converters are loaded.
constexpr std::array kTexts = {
    Sample{"utf-8.txt", "\xd0\x9b\xd0\xb8\xd1\x81\xd1\x82 37\n"},
    Sample{"utf-16.txt", "\xff\xfe\x1b\x04\x38\x04\x41\x04\x42\x04\x0a\0"sv},
    Sample{"windows-1251.txt", "\xcb\xe8\xf1\xf2 37\n"},
    Sample{"koi8-r.txt", "\xec\xc9\xd3\xd4 37\n"},
    Sample{"ibm866.txt", "\x8b\xa8\xe1\xe2 37\n"},
    Sample{"utf-8.xml", "<?xml version=\"1.0\"?>\n<leaf n=\"37\">text</leaf>\n"},
    Sample{"windows-1251.xml",
           "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<leaf>\xcb\xe8\xf1\xf2</leaf>\n"},
};

// What comes out doesn't matter, only that it was done once.
Examination look_at(std::string_view name, std::string_view bytes) {
  const auto path = RelativePath::parse(name);
  if (!path) return {};
  auto examination = examine_file(MemorySource(bytes), *path);
  return examination ? *std::move(examination) : Examination{};
}

}  // namespace

void warm_up() {
  const Examination tiff = look_at("page.tif", kTiff);
  look_at("page.jpg", tiff.thumbnail);
  look_at("page.pdf", small_pdf());
  for (const Sample& text : kTexts) look_at(text.name, text.bytes);
  // Of embedded files the MD5 is checked.
  static constexpr DigestAlgorithm kMd5[] = {DigestAlgorithm::kMd5};
  if (auto hasher = Hasher::create(kMd5)) static_cast<void>((*hasher)->finish());
}

}  // namespace delo::validators
