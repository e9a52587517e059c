// make_pdf_scans dct|jpx|g4 PAGES FILE: a PDF of scans, A4 at 300 ppi, as a scanner
// station makes them; dct and jpx in colour.  The pages hold the same picture, each in
// an object of its own.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/planted/pdf_images/image_encoders.h"
#include "tests/support/pdf_builder.h"

namespace {

constexpr int kWidth = 2480, kHeight = 3508;

struct Image {
  std::string entries, data;
};

Image image_of(const std::string& kind) {
  using namespace delo::planted;
  const std::string sides =
      "/Width " + std::to_string(kWidth) + " /Height " + std::to_string(kHeight);
  const std::string colour = " /ColorSpace /DeviceRGB /BitsPerComponent 8 ";
  if (kind == "g4")
    return {sides +
                " /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
                "/DecodeParms << /K -1 /Columns " +
                std::to_string(kWidth) + " >>",
            g4_of(written_page(kWidth, kHeight))};
  const Picture page = scanned_page(kWidth, kHeight, 3);
  if (kind == "jpx")
    return {sides + colour + "/Filter /JPXDecode", jpx_of(page, {.lossy = true, .rate = 20})};
  return {sides + colour + "/Filter /DCTDecode", jpeg_of(page)};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: make_pdf_scans dct|jpx|g4 PAGES FILE\n");
    return 2;
  }
  const Image image = image_of(arguments[1]);
  const int pages = std::atoi(arguments[2]);
  delo::test::PdfBuilder pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf.stream(3, "", "q 595.2 0 0 841.92 0 0 cm /Im0 Do Q\n");
  std::string kids;
  for (int page = 0; page < pages; ++page) {
    const int number = 4 + 2 * page;
    kids += std::to_string(number) + " 0 R ";
    pdf.object(number,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.2 841.92] /Contents 3 0 R "
               "/Resources << /XObject << /Im0 " +
                   std::to_string(number + 1) + " 0 R >> >> >>");
    pdf.stream(number + 1, "/Type /XObject /Subtype /Image " + image.entries, image.data);
  }
  pdf.object(2, "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>");
  std::ofstream(arguments[3], std::ios::binary) << pdf.build();
  return 0;
}
