#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/jbig2_encoder.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 1240, kHeight = 1754;
constexpr std::string_view kData = "pdf.image.data", kSize = "pdf.image.size";
const std::string kGray = "/ColorSpace /DeviceGray /BitsPerComponent 1 ";

std::string fax(const std::string& parms, const std::string& data, int width = kWidth,
                int height = kHeight) {
  return ScanPage(sides(width, height) + kGray + "/Filter /CCITTFaxDecode /DecodeParms << " +
                      parms + " >> ",
                  data)
      .build();
}

std::string jbig2(const std::string& data, int width = kWidth, int height = kHeight,
                  const std::string& more = {}) {
  return ScanPage(sides(width, height) + kGray + "/Filter /JBIG2Decode " + more, data).build();
}

void plant_fax(const Plant& plant, const Bilevel& page) {
  const std::string g4 = g4_of(page), g3 = g3_of(page, false), mixed = g3_of(page, true);
  const std::string k4 = "/K -1 /Columns 1240 ", k3 = "/K 0 /Columns 1240 ",
                    k2 = "/K 4 /Columns 1240 ", rows = "/Rows 1754 ";
  std::string pixels;
  const std::string aligned = aligned_g4(40, 60, pixels);

  plant("g4", "sound", fax(k4 + rows, g4));
  plant("g4-without-rows", "sound", fax(k4, g4));
  plant("g4-black-is-1", "sound", fax(k4 + "/BlackIs1 true ", g4));
  plant("g4-no-end-of-block", "sound",
        fax(k4 + rows + "/EndOfBlock false ", g4.substr(0, g4.size() - 3)));
  plant("g4-byte-aligned", "sound",
        fax("/K -1 /Columns 40 /EncodedByteAlign true ", aligned, 40, 60));
  plant("g3", "sound", fax(k3 + rows, g3));
  plant("g3-end-of-line", "sound", fax(k3 + rows + "/EndOfLine true ", g3));
  plant("g3-two-dimensional", "sound", fax(k2 + rows + "/EndOfLine true ", mixed));
  plant("g4-white", "sound", fax(k4, g4_of({kWidth, kHeight, std::string(155 * 1754, '\0')})));
  plant("g4-mask", "sound",
        ScanPage(sides(kWidth, kHeight) + "/ImageMask true /Decode [1 0] /Filter /CCITTFaxDecode "
                                          "/DecodeParms << /K -1 /Columns 1240 >> ",
                 g4)
            .build());

  plant("g4-half", kData, fax(k4 + rows, half(g4)));
  plant("g3-half", kData, fax(k3 + rows, half(g3)));
  plant("g3-two-dimensional-half", kData, fax(k2 + rows, half(mixed)));
  plant("g4-zeroed", kData, fax(k4 + rows, zeroed(g4, g4.size() / 2, 2048)));
  plant("g3-zeroed", kData, fax(k3 + rows, zeroed(g3, g3.size() / 2, 2048)));
  plant("g3-two-dimensional-zeroed", kData, fax(k2 + rows, zeroed(mixed, mixed.size() / 2, 2048)));
  plant("g4-filled-ff", kData, fax(k4 + rows, filled(g4, g4.size() / 2, 2048, '\xFF')));
  plant("g4-overwritten", kData, fax(k4 + rows, overwritten(g4, g4.size() / 2, 512)));
  plant("g4-piece-lost", kData, fax(k4 + rows, without(g4, g4.size() / 2, 512)));
  plant("g4-no-end-marker", "pdf.image.data|pdf.stream.rest|pdf.image.tail",
        fax(k4 + rows, g4.substr(0, g4.size() - 3)));
  plant("g4-height-too-large", kSize, fax(k4, g4, kWidth, kHeight + 100));
  plant("g4-height-too-small", kSize, fax(k4, g4, kWidth, kHeight - 100));
  plant("g4-width-too-large", kSize, fax(k4, g4, kWidth + 8, kHeight));
  plant("g4-columns-too-small", "pdf.image.data|pdf.image.size", fax("/K -1 /Columns 1232 ", g4));
  plant("g4-columns-missing", "pdf.image.data|pdf.image.size", fax("/K -1 ", g4));
  plant("g4-as-g3", kData, fax(k3, g4));
  plant("g3-as-g4", kData, fax(k4, g3));
  plant("g4-not-aligned-called-aligned", kData, fax(k4 + "/EncodedByteAlign true ", g4));
  plant("g4-aligned-not-called-so", kData, fax("/K -1 /Columns 40 ", aligned, 40, 60));
  plant("g4-rows-too-few", kSize,
        fax(k4 + "/Rows 1000 /EndOfBlock false ", g4.substr(0, g4.size() - 3)));
  plant("g4-k-is-a-name", "pdf.stream.filter", fax("/K /None /Columns 1240 ", g4));
  plant("g4-bits-8", kSize,
        ScanPage(sides(kWidth, kHeight) +
                     "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /CCITTFaxDecode "
                     "/DecodeParms << /K -1 /Columns 1240 >> ",
                 g4)
            .build());
  plant("g4-rgb", kSize,
        ScanPage(sides(kWidth, kHeight) +
                     "/ColorSpace /DeviceRGB /BitsPerComponent 1 /Filter /CCITTFaxDecode "
                     "/DecodeParms << /K -1 /Columns 1240 >> ",
                 g4)
            .build());
  plant("g4-tail", "pdf.image.tail", fax(k4 + rows, g4 + std::string(300, 'x')));
}

}  // namespace

void plant_bilevel(const Plant& plant) {
  const Bilevel page = written_page(kWidth, kHeight);
  plant_fax(plant, page);

  const std::string arithmetic = jbig2_of(page, false), mmr = jbig2_of(page, true);
  const Jbig2WithGlobals halftone = halftone_of(written_page(155, 219));
  const auto shared = [&](const std::string& globals, const std::string& data) {
    return ScanPage(sides(1240, 1752) + kGray +
                        "/Filter /JBIG2Decode /DecodeParms << /JBIG2Globals 20 0 R >> ",
                    data)
        .stream(20, "", globals)
        .build();
  };
  plant("jbig2-arithmetic", "sound", jbig2(arithmetic));
  plant("jbig2-mmr", "sound", jbig2(mmr));
  plant("jbig2-white", "sound",
        jbig2(jbig2_of({kWidth, kHeight, std::string(155 * 1754, '\0')}, false)));
  plant("jbig2-globals", "sound", shared(halftone.globals, halftone.data));

  plant("jbig2-half", kData, jbig2(half(arithmetic)));
  plant("jbig2-mmr-half", kData, jbig2(half(mmr)));
  plant("jbig2-zeroed", kData, jbig2(zeroed(arithmetic, arithmetic.size() / 2, 2048)));
  plant("jbig2-mmr-zeroed", kData, jbig2(zeroed(mmr, mmr.size() / 2, 2048)));
  plant("jbig2-filled-ff", kData, jbig2(filled(arithmetic, arithmetic.size() / 2, 2048, '\xFF')));
  plant("jbig2-overwritten", kData, jbig2(overwritten(arithmetic, arithmetic.size() / 2, 4096)));
  plant("jbig2-piece-lost", kData, jbig2(without(arithmetic, arithmetic.size() / 2, 512)));
  plant("jbig2-height-too-large", kSize, jbig2(arithmetic, kWidth, kHeight + 100));
  plant("jbig2-width-too-small", kSize, jbig2(arithmetic, kWidth - 1, kHeight));
  plant("jbig2-globals-missing", kData, jbig2(halftone.data, 1240, 1752));
  plant("jbig2-globals-half", kData, shared(half(halftone.globals), halftone.data));
  plant("jbig2-globals-no-stream", "pdf.image.dictionary",
        jbig2(halftone.data, 1240, 1752, "/DecodeParms << /JBIG2Globals /None >> "));
  plant("jbig2-empty", kData, jbig2(""));
  plant("jbig2-tail", "pdf.image.data|pdf.image.tail", jbig2(arithmetic + std::string(300, 'x')));
}

}  // namespace delo::planted
