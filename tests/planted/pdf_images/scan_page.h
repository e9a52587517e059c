// A page of a scan as archives get it: one image over the whole page, its OCR text
// invisible above it, an output intent, XMP that claims PDF/A-2b.
#pragma once

#include <string>
#include <string_view>

#include "tests/planted/pdf_images/image_encoders.h"
#include "tests/support/pdf_builder.h"

namespace delo::planted {

inline std::string scan_metadata() {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
         "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
         "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

// Catalogue 1, pages 2, page 3, content 4, font 5, image 6, output profile 7, XMP 8,
// glyph 9; objects from 20 on are free.
class ScanPage {
 public:
  ScanPage(const std::string& dictionary, const std::string& data) {
    pdf_.object(1,
                "<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R /OutputIntents [<< /Type "
                "/OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) "
                "/DestOutputProfile 7 0 R >>] >>");
    pdf_.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    page("");
    content(kDraw);
    pdf_.object(5,
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 "
                "0.001 0 0] /CharProcs << /g 9 0 R >> /Encoding << /Type /Encoding /Differences "
                "[65 /g] >> /FirstChar 65 /LastChar 65 /Widths [600] /Resources << >> >>");
    image(6, dictionary, data);
    pdf_.flate_stream(7, "/N 3", srgb_profile());
    pdf_.stream(8, "/Type /Metadata /Subtype /XML", scan_metadata());
    pdf_.stream(9, "", "600 0 0 0 1000 1000 d1\n");
  }

  ScanPage& image(int number, const std::string& dictionary, std::string_view data) {
    pdf_.stream(number, "/Type /XObject /Subtype /Image " + dictionary, data);
    return *this;
  }
  ScanPage& stream(int number, const std::string& entries, std::string_view data) {
    pdf_.stream(number, entries, data);
    return *this;
  }
  ScanPage& object(int number, const std::string& body) {
    pdf_.object(number, body);
    return *this;
  }
  // What draws the picture; the text comes after it.
  ScanPage& content(std::string_view operators) {
    pdf_.stream(4, "", std::string(operators) + "BT 3 Tr /F1 12 Tf 72 700 Td (AAA) Tj ET\n");
    return *this;
  }
  // `more`: resources besides the image and the font; `entries`: of the page.
  ScanPage& page(const std::string& more, const std::string& entries = {}) {
    pdf_.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " +
                       entries + " /Resources << /XObject << /Im0 6 0 R >> /Font << /F1 5 0 R >> " +
                       more + " >> >>");
    return *this;
  }
  std::string build() const { return pdf_.build(); }

  static constexpr std::string_view kDraw = "q 595 0 0 842 0 0 cm /Im0 Do Q\n";

 private:
  test::PdfBuilder pdf_;
};

}  // namespace delo::planted
