#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 40, kHeight = 56;
constexpr std::string_view kInline = "pdf.content.inline-image";

ScanPage page() {
  return ScanPage(sides(kWidth, kHeight) + "/ColorSpace /DeviceGray /BitsPerComponent 8 ",
                  scanned_page(kWidth, kHeight, 1).bytes);
}
// An image within the content of the page, beside the scan.
std::string inlined(const std::string& entries, const std::string& data) {
  return page()
      .content(std::string(ScanPage::kDraw) + "q 40 0 0 56 0 0 cm\nBI " + entries + "\nID " + data +
               "\nEI Q\n")
      .build();
}

void plant_inline(const Plant& plant) {
  const std::string gray = scanned_page(kWidth, kHeight, 1).bytes, packed = deflated(gray);
  const std::string size = "/W 40 /H 56 /BPC 8 /CS /G ";
  const std::string jpeg = jpeg_of(scanned_page(kWidth, kHeight, 1));
  const Bilevel bits = written_page(kWidth, kHeight);
  const std::string fax = "/W 40 /H 56 /BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns 40 >>";
  plant("inline-raw", "sound", inlined(size, gray));
  plant("inline-flate", "sound", inlined(size + "/F /Fl", packed));
  plant("inline-hex", "sound", inlined(size + "/F /AHx", hex_of(gray)));
  plant("inline-ascii85-flate", "sound", inlined(size + "/F [/A85 /Fl]", ascii85_of(packed)));
  plant("inline-lzw", "sound", inlined(size + "/F /LZW", lzw_of(gray, true)));
  plant("inline-run-length", "sound", inlined(size + "/F /RL", run_length_of(gray)));
  plant("inline-dct", "sound", inlined(size + "/F /DCT", jpeg));
  plant("inline-g4", "sound", inlined(fax, g4_of(bits)));
  plant("inline-mask", "sound", inlined("/W 40 /H 56 /IM true", bits.bytes));
  plant("inline-indexed", "sound",
        inlined("/W 40 /H 56 /BPC 1 /CS [/I /RGB 1 <000000FFFFFF>]", bits.bytes));
  plant("inline-full-names", "sound",
        inlined("/Width 40 /Height 56 /BitsPerComponent 8 /ColorSpace /DeviceGray", gray));

  plant("inline-flate-half", kInline, inlined(size + "/F /Fl", half(packed)));
  plant("inline-flate-one-byte", kInline,
        inlined(size + "/F /Fl", overwritten(packed, packed.size() / 2, 1)));
  plant("inline-flate-rows", kInline, inlined(with(size, "56", "57") + "/F /Fl", packed));
  plant("inline-raw-cut", "pdf.content.inline-image|pdf.content.syntax|pdf.content.operator",
        inlined(size, half(gray)));
  plant("inline-dct-half", kInline, inlined(size + "/F /DCT", half(jpeg)));
  plant("inline-dct-size", kInline, inlined(with(size, "56", "57") + "/F /DCT", jpeg));
  plant("inline-g4-half", kInline, inlined(fax, half(g4_of(bits))));
  plant("inline-g4-rows", kInline, inlined(with(fax, "56", "60"), g4_of(bits)));
  plant("inline-hex-cut", kInline, inlined(size + "/F /AHx", half(hex_of(gray)) + ">"));
  plant("inline-no-width", "pdf.content.inline-image|pdf.image.dictionary",
        inlined("/H 56 /BPC 8 /CS /G", gray));
  plant("inline-bits-3", "pdf.content.inline-image|pdf.image.dictionary",
        inlined(with(size, "BPC 8", "BPC 3"), gray));
  plant("inline-filter-unknown", kInline, inlined(size + "/F /Zip", packed));
  plant("inline-space-not-in-resources", "pdf.content.inline-image|pdf.content.resource",
        inlined(with(size, "/G", "/Sepia"), gray));
}

}  // namespace

void plant_places(const Plant& plant) {
  plant_inline(plant);
  const std::string jpeg = jpeg_of(scanned_page(400, 560, 1));
  const std::string dct = sides(400, 560) +
                          "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter "
                          "/DCTDecode ";
  const auto form = [&](const std::string& data) {
    return page()
        .image(20, dct, data)
        .stream(21,
                "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Im1 "
                "20 0 R >> >>",
                "q 100 0 0 140 0 0 cm /Im1 Do Q\n")
        .page("", "")
        .content(std::string(ScanPage::kDraw))
        .object(3,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
                "<< /XObject << /Im0 6 0 R /Fm0 21 0 R >> /Font << /F1 5 0 R >> >> >>")
        .content(std::string(ScanPage::kDraw) + "/Fm0 Do\n")
        .build();
  };
  const auto pattern = [&](const std::string& data) {
    return page()
        .image(20, dct, data)
        .stream(21,
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100 140] "
                "/XStep 100 /YStep 140 /Resources << /XObject << /Im1 20 0 R >> >>",
                "q 100 0 0 140 0 0 cm /Im1 Do Q\n")
        .page("/Pattern << /P0 21 0 R >>")
        .content(std::string(ScanPage::kDraw) + "/Pattern cs /P0 scn 0 0 100 140 re f\n")
        .build();
  };
  const auto thumbnail = [&](const std::string& data) {
    return page().image(20, dct, data).page("", "/Thumb 20 0 R").build();
  };
  plant("form", "sound", form(jpeg));
  plant("pattern", "sound", pattern(jpeg));
  plant("thumbnail", "sound", thumbnail(jpeg));
  plant("form-half", "pdf.image.data", form(half(jpeg)));
  plant("pattern-half", "pdf.image.data", pattern(half(jpeg)));
  plant("thumbnail-half", "pdf.image.data", thumbnail(half(jpeg)));
  plant("content-one-byte", "pdf.stream.data",
        page()
            .stream(4, "/Filter /FlateDecode",
                    overwritten(deflated(std::string(ScanPage::kDraw) +
                                         "% a comment of the "
                                         "content stream that makes it longer than it was\n"),
                                40, 1))
            .build());
  plant("metadata-cut", "pdf.metadata.xmp",
        page().stream(8, "/Type /Metadata /Subtype /XML", half(scan_metadata())).build());
}

}  // namespace delo::planted
