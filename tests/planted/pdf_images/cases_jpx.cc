#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 1000, kHeight = 1400;
const std::string kPlain = "/Filter /JPXDecode ", kGray = "/ColorSpace /DeviceGray " + kPlain,
                  kRgb = "/ColorSpace /DeviceRGB " + kPlain;
constexpr std::string_view kData = "pdf.image.data", kSize = "pdf.image.size";

std::string scan(const std::string& entries, const std::string& data, int width = kWidth,
                 int height = kHeight) {
  return ScanPage(sides(width, height) + entries, data).build();
}

}  // namespace

void plant_jpx(const Plant& plant) {
  const Picture gray = scanned_page(kWidth, kHeight, 1), rgb = scanned_page(kWidth, kHeight, 3);
  const std::string lossless = jpx_of(gray), lossy = jpx_of(gray, {.lossy = true, .layers = 3}),
                    colour = jpx_of(rgb, {.lossy = true}), raw = jpx_of(gray, {.boxed = false}),
                    tiled = jpx_of(gray, {.tiles = true}),
                    marked = jpx_of(gray, {.markers = true, .precincts = true}),
                    lazy = jpx_of(gray, {.bypass = true}), lrcp_colour = jpx_of(rgb),
                    white =
                        jpx_of(white_page(kWidth, kHeight, 1), {.precincts = true, .layers = 5});

  plant("jpx-5-3", "sound", scan(kGray, lossless));
  plant("jpx-9-7-layers", "sound", scan(kGray, lossy));
  plant("jpx-rgb", "sound", scan(kRgb, colour));
  plant("jpx-rgb-5-3", "sound", scan(kRgb, lrcp_colour));
  plant("jpx-own-colour-space", "sound", scan(kPlain, colour));
  plant("jpx-codestream", "sound", scan(kGray, raw));
  plant("jpx-tiles", "sound", scan(kGray, tiled));
  plant("jpx-sop-eph-precincts", "sound", scan(kGray, marked));
  plant("jpx-bypass", "sound", scan(kGray, lazy));
  plant("jpx-white", "sound", scan(kGray, white));
  for (int progression = 1; progression <= 4; ++progression)
    plant(
        "jpx-progression-" + std::to_string(progression), "sound",
        scan(kRgb,
             jpx_of(rgb,
                    {.lossy = true, .precincts = true, .layers = 2, .progression = progression})));

  const std::pair<std::string, const std::string*> kinds[] = {
      {"jpx-5-3", &lossless}, {"jpx-9-7", &lossy},  {"jpx-codestream", &raw},
      {"jpx-tiles", &tiled},  {"jpx-sop", &marked}, {"jpx-bypass", &lazy}};
  for (const auto& [name, data] : kinds) {
    plant(name + "-half", kData, scan(kGray, half(*data)));
    for (const std::size_t part : {2u, 3u, 5u}) {
      const std::string at = "-" + std::to_string(part);
      plant(name + "-zeroed" + at, kData, scan(kGray, zeroed(*data, data->size() / part, 20'000)));
      // Flat layers leave runs of two thousand bytes in sound data.
      plant(name + "-zeroed-few" + at, kData,
            scan(kGray, zeroed(*data, data->size() / part, 9000)));
      plant(name + "-overwritten" + at, kData,
            scan(kGray, overwritten(*data, data->size() / part, 4096)));
    }
    plant(name + "-filled-ff", kData, scan(kGray, filled(*data, data->size() / 3, 512, '\xFF')));
    plant(name + "-filled-55", kData, scan(kGray, filled(*data, data->size() / 3, 9000, '\x55')));
    plant(name + "-piece-lost", kData, scan(kGray, without(*data, data->size() / 3, 512)));
    plant(name + "-no-end", kData, scan(kGray, data->substr(0, data->size() - 2)));
  }
  plant("jpx-rgb-half", kData, scan(kRgb, half(colour)));
  plant("jpx-rgb-zeroed", kData, scan(kRgb, zeroed(colour, colour.size() / 2, 20'000)));
  plant("jpx-height-too-large", kSize, scan(kGray, lossless, kWidth, kHeight + 1));
  plant("jpx-height-too-small", kSize, scan(kGray, lossless, kWidth, kHeight - 1));
  plant("jpx-width-too-large", kSize, scan(kGray, lossless, kWidth + 1, kHeight));
  plant("jpx-gray-as-rgb", kSize, scan(kRgb, lossless));
  plant("jpx-rgb-as-gray", kSize, scan(kGray, colour));
  plant("jpx-codestream-without-colour", "pdf.image.dictionary", scan(kPlain, raw));
  plant("jpx-header-box-of-other-size", kData,
        scan(kGray, with(lossless, std::string("\0\0\5\x78\0\0\3\xE8", 8),
                         std::string("\0\0\5\x77\0\0\3\xE8", 8))));
  plant("jpx-box-of-wrong-length", kData,
        scan(kGray,
             with(lossless, std::string("\0\0\0\x2Djp2h", 8), std::string("\0\0\0\x2Ejp2h", 8))));
  plant("jpx-no-size-marker", kData, scan(kGray, with(raw, "\xFF\x51", "\xFF\x64")));
  plant("jpx-no-coding-marker", kData, scan(kGray, with(raw, "\xFF\x52", "\xFF\x64")));
  plant("jpx-no-quantization-marker", kData, scan(kGray, with(raw, "\xFF\x5C", "\xFF\x64")));
  const std::size_t second = tiled.find("\xFF\x90", tiled.find("\xFF\x90") + 2);
  const std::size_t third = tiled.find("\xFF\x90", second + 2);
  plant("jpx-tile-lost", kData, scan(kGray, without(tiled, second, third - second)));
  plant("jpx-tiles-exchanged", kData,
        scan(kGray, with(with(tiled, tiled.substr(second, 6), "\xFF\x90\0\x0A\0\7"),
                         "\xFF\x90\0\x0A\0\2", "\xFF\x90\0\x0A\0\1")));
  plant("jpx-empty", kData, scan(kGray, ""));
  plant("jpx-tail", "pdf.image.tail", scan(kGray, raw + std::string(300, 'x')));
}

}  // namespace delo::planted
