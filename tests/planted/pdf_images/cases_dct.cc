#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 1000, kHeight = 1400;
const std::string kGray = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode ";
const std::string kRgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ";
const std::string kCmyk =
    "/ColorSpace /DeviceCMYK /BitsPerComponent 8 /Decode [1 0 1 0 1 0 1 0] /Filter /DCTDecode ";
constexpr std::string_view kData = "pdf.image.data", kSize = "pdf.image.size";

std::string scan(const std::string& entries, const std::string& data, int width = kWidth,
                 int height = kHeight) {
  return ScanPage(sides(width, height) + entries, data).build();
}

std::size_t after(const std::string& data, std::string_view marker, std::size_t nth = 1) {
  std::size_t at = 0;
  while (nth-- > 0) at = data.find(marker, at) + marker.size();
  return at;
}

}  // namespace

void plant_dct(const Plant& plant) {
  const Picture gray = scanned_page(kWidth, kHeight, 1), rgb = scanned_page(kWidth, kHeight, 3),
                cmyk = scanned_page(kWidth, kHeight, 4);
  const std::string baseline = jpeg_of(gray), colour = jpeg_of(rgb),
                    progressive = jpeg_of(gray, {.progressive = true}),
                    scans = jpeg_of(rgb, {.progressive = true}),
                    optimized = jpeg_of(gray, {.optimized = true}),
                    intervals = jpeg_of(rgb, {.restart = 63, .full_chroma = true}),
                    inks = jpeg_of(cmyk), ycck = jpeg_of(cmyk, {.ycck = true}),
                    white = jpeg_of(white_page(kWidth, kHeight, 1), {.optimized = true});

  plant("dct-gray", "sound", scan(kGray, baseline));
  plant("dct-gray-optimized", "sound", scan(kGray, optimized));
  plant("dct-gray-progressive", "sound", scan(kGray, progressive));
  plant("dct-gray-white", "sound", scan(kGray, white));
  plant("dct-rgb", "sound", scan(kRgb, colour));
  plant("dct-rgb-progressive", "sound", scan(kRgb, scans));
  plant("dct-rgb-restart", "sound", scan(kRgb, intervals));
  plant("dct-cmyk", "sound", scan(kCmyk, inks));
  plant("dct-ycck", "sound", scan(kCmyk, ycck));
  plant("dct-in-flate", "sound",
        scan(with(kGray, "/DCTDecode", "[/FlateDecode /DCTDecode]"), deflated(baseline)));
  plant("dct-in-ascii85", "sound",
        scan(with(kGray, "/DCTDecode", "[/ASCII85Decode /DCTDecode]"), ascii85_of(baseline)));

  plant("dct-half", kData, scan(kGray, half(baseline)));
  plant("dct-progressive-half", kData, scan(kGray, half(progressive)));
  plant("dct-rgb-half", kData, scan(kRgb, half(colour)));
  plant("dct-cmyk-half", kData, scan(kCmyk, half(inks)));
  for (const std::size_t part : {2u, 3u, 5u}) {
    const std::string at = std::to_string(part);
    plant("dct-zeroed-" + at, kData, scan(kGray, zeroed(baseline, baseline.size() / part, 20'000)));
    plant("dct-optimized-zeroed-" + at, kData,
          scan(kGray, zeroed(optimized, optimized.size() / part, 20'000)));
    plant("dct-progressive-zeroed-" + at, kData,
          scan(kGray, zeroed(progressive, progressive.size() / part, 20'000)));
    plant("dct-rgb-zeroed-" + at, kData, scan(kRgb, zeroed(colour, colour.size() / part, 20'000)));
    plant("dct-rgb-progressive-zeroed-" + at, kData,
          scan(kRgb, zeroed(scans, scans.size() / part, 20'000)));
    plant("dct-restart-zeroed-" + at, kData,
          scan(kRgb, zeroed(intervals, intervals.size() / part, 20'000)));
    plant("dct-cmyk-zeroed-" + at, kData, scan(kCmyk, zeroed(inks, inks.size() / part, 20'000)));
  }
  plant("dct-zeroed-to-the-end", kData,
        scan(kGray, zeroed(baseline, baseline.size() / 2, baseline.size())));
  plant("dct-zeroed-4096", kData, scan(kGray, zeroed(baseline, 40'960, 4096)));
  plant("dct-zeroed-512", kData, scan(kGray, zeroed(baseline, 40'960, 512)));
  plant("dct-filled-ff", kData, scan(kGray, filled(baseline, 40'960, 4096, '\xFF')));
  plant("dct-overwritten", kData, scan(kGray, overwritten(baseline, 40'960, 4096)));
  plant("dct-piece-lost", kData, scan(kGray, without(baseline, 40'960, 4096)));
  plant("dct-piece-twice", kData,
        scan(kGray, std::string(baseline).insert(40'960, baseline.substr(20'000, 4096))));
  plant("dct-restart-marker-lost", kData,
        scan(kRgb, without(intervals, after(intervals, "\xFF\xD3", 4) - 2, 2)));
  plant("dct-restart-interval-lost", kData,
        scan(kRgb, without(intervals, after(intervals, "\xFF\xD3", 4),
                           after(intervals, "\xFF\xD4", 4) - after(intervals, "\xFF\xD3", 4))));
  plant("dct-no-soi", kData, scan(kGray, baseline.substr(2)));
  plant("dct-no-eoi", kData, scan(kGray, baseline.substr(0, baseline.size() - 2)));
  plant("dct-no-huffman-table", kData, scan(kGray, with(baseline, "\xFF\xC4", "\xFF\xFE")));
  plant("dct-no-quantization-table", kData, scan(kGray, with(baseline, "\xFF\xDB", "\xFF\xFE")));
  plant("dct-header-only", kData, scan(kGray, baseline.substr(0, after(baseline, "\xFF\xDA"))));
  plant("dct-empty", kData, scan(kGray, ""));
  plant("dct-scan-lost", kData,
        scan(kGray, progressive.substr(0, after(progressive, "\xFF\xDA", 3) - 2) + "\xFF\xD9"));
  plant("dct-height-too-large", kSize, scan(kGray, baseline, kWidth, kHeight + 400));
  plant("dct-height-too-small", kSize, scan(kGray, baseline, kWidth, kHeight - 400));
  plant("dct-width-too-large", kSize, scan(kGray, baseline, kWidth + 8, kHeight));
  plant("dct-width-too-small", kSize, scan(kGray, baseline, kWidth - 1, kHeight));
  plant("dct-gray-as-rgb", kSize, scan(kRgb, baseline));
  plant("dct-rgb-as-gray", kSize, scan(kGray, colour));
  plant("dct-rgb-as-cmyk", kSize, scan(kCmyk, colour));
  plant("dct-bits-16", kSize,
        scan(with(kGray, "/BitsPerComponent 8", "/BitsPerComponent 16"), baseline));
  plant("dct-bits-1", kSize,
        scan(with(kGray, "/BitsPerComponent 8", "/BitsPerComponent 1"), baseline));
  plant("dct-decode-of-wrong-length", "pdf.image.dictionary",
        scan(kRgb + "/Decode [0 1] ", colour));
  plant("dct-filter-twice", "pdf.stream.filter",
        scan(with(kGray, "/DCTDecode", "[/DCTDecode /DCTDecode]"), baseline));
  plant("dct-called-jpx", kData, scan(with(kGray, "DCTDecode", "JPXDecode"), baseline));
  plant("dct-in-cut-flate", "pdf.stream.data",
        scan(with(kGray, "/DCTDecode", "[/FlateDecode /DCTDecode]"), half(deflated(baseline))));
  plant("dct-tail", "pdf.image.tail", scan(kGray, baseline + std::string(300, 'x')));
}

}  // namespace delo::planted
