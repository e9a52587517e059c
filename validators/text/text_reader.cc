#include "validators/text/text_reader.h"

#include <algorithm>
#include <array>

#include "validators/pdf/pdf_text.h"
#include "validators/text/document_text.h"
#include "validators/text/encoding_verdict.h"
#include "validators/text/plain_text.h"
#include "validators/text/text_scan.h"

namespace delo::validators::text {
namespace {

Result<void> read_plain_text(const ByteSource& bytes, const Format& format, TextHandler& handler) {
  DELO_TRY(const TextScan scan, scan_text(bytes));
  DELO_TRY(const EncodingVerdict encoding, encoding_of(bytes, format, scan));
  HandlerSink sink(handler);
  DELO_CHECK(decode_text(bytes, encoding.name, sink));
  return {};
}

struct Reader {
  std::string_view puid;
  Result<void> (*read)(const ByteSource& bytes, const Format& format, TextHandler& handler);
};
constexpr std::array kReaders = {
    Reader{"x-fmt/111", &read_plain_text},
    Reader{"fmt/412", &read_docx},
    Reader{"fmt/291", &read_odt},
    Reader{"fmt/101", &read_markup},
    Reader{"fmt/102", &read_markup},
    Reader{"fmt/96", &read_html},
    Reader{"fmt/471", &read_html},
    // Pages of PDF and PDF/A.
    Reader{"fmt/14", &pdf::read_pdf_text},
    Reader{"fmt/15", &pdf::read_pdf_text},
    Reader{"fmt/16", &pdf::read_pdf_text},
    Reader{"fmt/17", &pdf::read_pdf_text},
    Reader{"fmt/18", &pdf::read_pdf_text},
    Reader{"fmt/19", &pdf::read_pdf_text},
    Reader{"fmt/20", &pdf::read_pdf_text},
    Reader{"fmt/276", &pdf::read_pdf_text},
    Reader{"fmt/1129", &pdf::read_pdf_text},
    Reader{"fmt/95", &pdf::read_pdf_text},
    Reader{"fmt/354", &pdf::read_pdf_text},
    Reader{"fmt/476", &pdf::read_pdf_text},
    Reader{"fmt/477", &pdf::read_pdf_text},
    Reader{"fmt/478", &pdf::read_pdf_text},
    Reader{"fmt/479", &pdf::read_pdf_text},
    Reader{"fmt/480", &pdf::read_pdf_text},
    Reader{"fmt/481", &pdf::read_pdf_text},
    Reader{"fmt/1910", &pdf::read_pdf_text},
    Reader{"fmt/1911", &pdf::read_pdf_text},
    Reader{"fmt/1912", &pdf::read_pdf_text},
};

const Reader* reader_for(std::string_view puid) {
  const auto at = std::find_if(kReaders.begin(), kReaders.end(),
                               [&](const Reader& reader) { return reader.puid == puid; });
  return at == kReaders.end() ? nullptr : &*at;
}

}  // namespace

bool has_text_reader(std::string_view puid) { return reader_for(puid) != nullptr; }

Result<void> read_text(const ByteSource& bytes, const Format& format, TextHandler& handler) {
  const Reader* reader = reader_for(format.puid);
  if (reader == nullptr) return {};
  return reader->read(bytes, format, handler);
}

}  // namespace delo::validators::text
