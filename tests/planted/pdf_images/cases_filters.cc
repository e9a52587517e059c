#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 400, kHeight = 560;
constexpr std::string_view kData = "pdf.stream.data", kSize = "pdf.image.size",
                           kFilter = "pdf.stream.filter", kRest = "pdf.stream.rest";
const std::string kGray = "/ColorSpace /DeviceGray /BitsPerComponent 8 ";
const std::string kRgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8 ";

std::string scan(const std::string& entries, const std::string& data, int width = kWidth,
                 int height = kHeight) {
  return ScanPage(sides(width, height) + entries, data).build();
}
std::string filter(const std::string& names) { return "/Filter " + names + " "; }
std::string predictor(int number, int colors, int columns, int bits = 8) {
  return "/DecodeParms << /Predictor " + std::to_string(number) + " /Colors " +
         std::to_string(colors) + " /Columns " + std::to_string(columns) + " /BitsPerComponent " +
         std::to_string(bits) + " >> ";
}

}  // namespace

void plant_filters(const Plant& plant) {
  const std::string gray = scanned_page(kWidth, kHeight, 1).bytes,
                    rgb = scanned_page(kWidth, kHeight, 3).bytes;
  const std::string flate = kGray + filter("/FlateDecode"), packed = deflated(gray);
  const std::string rgb_flate = kRgb + filter("/FlateDecode");
  const std::string png = deflated(png_predicted(rgb, 3 * kWidth, 3)),
                    tiff = deflated(tiff_predicted(rgb, 3 * kWidth, 3));

  plant("raw", "sound", scan(kGray, gray));
  plant("flate", "sound", scan(flate, packed));
  plant("flate-png-predictor", "sound", scan(rgb_flate + predictor(15, 3, kWidth), png));
  plant(
      "flate-png-predictor-by-bytes", "sound",
      scan(rgb_flate + predictor(12, 1, 3 * kWidth), deflated(png_predicted(rgb, 3 * kWidth, 1))));
  plant("flate-tiff-predictor", "sound", scan(rgb_flate + predictor(2, 3, kWidth), tiff));
  plant("lzw", "sound", scan(kGray + filter("/LZWDecode"), lzw_of(gray, true)));
  plant("lzw-late-change", "sound",
        scan(kGray + filter("/LZWDecode") + "/DecodeParms << /EarlyChange 0 >> ",
             lzw_of(gray, false)));
  plant("run-length", "sound", scan(kGray + filter("/RunLengthDecode"), run_length_of(gray)));
  plant("ascii85-flate", "sound",
        scan(kGray + filter("[/ASCII85Decode /FlateDecode]"), ascii85_of(packed)));
  plant("hex-run-length", "sound",
        scan(kGray + filter("[/ASCIIHexDecode /RunLengthDecode]"), hex_of(run_length_of(gray))));
  plant("hex-ascii85-lzw-predictor", "sound",
        scan(kRgb + filter("[/ASCIIHexDecode /ASCII85Decode /LZWDecode]") +
                 "/DecodeParms [null null << /Predictor 15 /Colors 3 /Columns 400 >>] ",
             hex_of(ascii85_of(lzw_of(png_predicted(rgb, 3 * kWidth, 3), true)))));
  plant("sixteen-bits", "sound",
        scan("/ColorSpace /DeviceGray /BitsPerComponent 16 " + filter("/FlateDecode"), packed,
             kWidth / 2));
  plant("two-bits", "sound",
        scan("/ColorSpace /DeviceGray /BitsPerComponent 2 " + filter("/FlateDecode"), packed,
             kWidth * 4));

  plant("raw-cut", kSize, scan(kGray, half(gray)));
  plant("raw-tail", kRest, scan(kGray, gray + std::string(500, 'x')));
  plant("flate-half", kData, scan(flate, half(packed)));
  plant("flate-one-byte", kData, scan(flate, overwritten(packed, packed.size() / 2, 1)));
  plant("flate-zeroed", kData, scan(flate, zeroed(packed, packed.size() / 2, 20'000)));
  plant("flate-overwritten", kData, scan(flate, overwritten(packed, packed.size() / 2, 512)));
  plant("flate-checksum", kData, scan(flate, filled(packed, packed.size() - 2, 1, '\x77')));
  plant("flate-without-checksum", kData, scan(flate, packed.substr(0, packed.size() - 4)));
  plant("flate-without-header", kData, scan(flate, packed.substr(2)));
  plant("flate-empty", kSize, scan(flate, ""));
  plant("flate-tail", kRest, scan(flate, packed + std::string(500, 'x')));
  plant("flate-too-few-rows", kSize, scan(flate, deflated(gray.substr(400 * 10))));
  plant("flate-too-many-rows", kRest, scan(flate, deflated(gray + gray.substr(0, 4000))));
  plant("flate-height-too-large", kSize, scan(flate, packed, kWidth, kHeight + 1));
  plant("flate-height-too-small", kRest, scan(flate, packed, kWidth, kHeight - 1));
  plant("flate-width-too-large", kSize, scan(flate, packed, kWidth + 1, kHeight));
  plant("flate-bits-16", kSize, scan(with(flate, "Component 8", "Component 16"), packed));
  plant("flate-bits-4", kRest, scan(with(flate, "Component 8", "Component 4"), packed));
  plant("flate-bits-7", "pdf.image.dictionary",
        scan(with(flate, "Component 8", "Component 7"), packed));
  plant("flate-gray-as-rgb", kSize, scan(with(flate, "Gray", "RGB"), packed));
  plant("flate-rgb-as-gray", kRest, scan(flate, deflated(rgb)));
  plant("png-predictor-columns", "pdf.stream.data|pdf.image.size",
        scan(rgb_flate + predictor(15, 3, kWidth - 1), png));
  plant("png-predictor-columns-missing", "pdf.stream.data|pdf.image.size",
        scan(rgb_flate + "/DecodeParms << /Predictor 15 /Colors 3 >> ", png));
  plant("png-predictor-colors", "pdf.stream.data|pdf.image.size",
        scan(rgb_flate + predictor(15, 1, kWidth), png));
  plant("png-predictor-missing", kRest, scan(rgb_flate, png));
  plant("png-predictor-not-used", kData, scan(rgb_flate + predictor(15, 3, kWidth), deflated(rgb)));
  plant("tiff-predictor-columns", "pdf.image.predictor",
        scan(rgb_flate + predictor(2, 3, kWidth / 2), tiff));
  plant("predictor-of-no-kind", "pdf.stream.filter|pdf.stream.data",
        scan(rgb_flate + predictor(9, 3, kWidth), png));
  plant("predictor-bits-3", "pdf.stream.filter|pdf.stream.data",
        scan(rgb_flate + predictor(15, 3, kWidth, 3), png));
  const std::string lzw = lzw_of(gray, true), lzw_entries = kGray + filter("/LZWDecode");
  plant("lzw-half", kData, scan(lzw_entries, half(lzw)));
  plant("lzw-zeroed", "pdf.stream.data|pdf.image.size",
        scan(lzw_entries, zeroed(lzw, lzw.size() / 2, 2000)));
  plant("lzw-early-change-wrong", "pdf.stream.data|pdf.image.size",
        scan(lzw_entries + "/DecodeParms << /EarlyChange 0 >> ", lzw));
  plant("run-length-half", "pdf.image.size|pdf.stream.data",
        scan(kGray + filter("/RunLengthDecode"), half(run_length_of(gray))));
  plant("run-length-no-end", kRest,
        scan(kGray + filter("/RunLengthDecode"),
             run_length_of(gray).substr(0, run_length_of(gray).size() - 1)));
  const std::string chain = kGray + filter("[/ASCII85Decode /FlateDecode]");
  plant("ascii85-half", kData, scan(chain, half(ascii85_of(packed))));
  plant("ascii85-no-end", kRest,
        scan(chain, without(ascii85_of(packed), ascii85_of(packed).size() - 2, 2)));
  plant("ascii85-bad-character", kData, scan(chain, filled(ascii85_of(packed), 500, 1, '\x7E')));
  plant("ascii85-flate-exchanged", kData,
        scan(kGray + filter("[/FlateDecode /ASCII85Decode]"), ascii85_of(packed)));
  plant(
      "hex-bad-character", kData,
      scan(kGray + filter("[/ASCIIHexDecode /FlateDecode]"), filled(hex_of(packed), 500, 1, 'x')));
  plant("filter-unknown", kFilter, scan(kGray + filter("/FlatDecode"), packed));
  plant("filter-number", kFilter, scan(kGray + filter("7"), packed));
  plant("filter-missing", kSize, scan(kGray, packed));
  plant("parms-no-dictionary", kFilter, scan(flate + "/DecodeParms 15 ", packed));
}

}  // namespace delo::planted
