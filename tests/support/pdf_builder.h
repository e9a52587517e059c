// Builds small PDF files in memory, whole or with one fault planted.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace delo::test {

// Objects are kept as text and written with a correct cross-reference table,
// unless a fault is asked for.  The usual document has catalogue 1, page tree 2,
// page 3, content stream 4 and font 5.
class PdfBuilder {
 public:
  PdfBuilder() = default;

  // One page with a line of text: sound by every rule.
  static PdfBuilder one_page() {
    PdfBuilder pdf;
    pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(3,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
               "/Resources << /Font << /F1 5 0 R >> >> >>");
    pdf.stream(4, "", "BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n");
    pdf.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    return pdf;
  }
  // One page, nothing but the image 6, drawn over the whole page.
  static PdfBuilder one_image(std::string_view dictionary, std::string_view data) {
    PdfBuilder pdf = one_page();
    pdf.object(3,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 144 144] /Contents 4 0 R "
               "/Resources << /XObject << /Im0 6 0 R >> >> >>");
    pdf.stream(4, "", "q 144 0 0 144 0 0 cm /Im0 Do Q\n");
    pdf.stream(6, "/Type /XObject /Subtype /Image " + std::string(dictionary), data);
    return pdf;
  }

  PdfBuilder& object(int number, std::string body) {
    objects_[number] = std::move(body);
    return *this;
  }
  PdfBuilder& remove(int number) {
    objects_.erase(number);
    return *this;
  }
  // `entries` besides Length.  `length` below 0: the true one.
  PdfBuilder& stream(int number, std::string_view entries, std::string_view data,
                     long long length = -1) {
    return object(
        number,
        "<< /Length " + std::to_string(length < 0 ? static_cast<long long>(data.size()) : length) +
            " " + std::string(entries) + " >>\nstream\n" + std::string(data) + "\nendstream");
  }
  PdfBuilder& flate_stream(int number, std::string_view entries, std::string_view data) {
    return stream(number, std::string(entries) + " /Filter /FlateDecode", deflated(data));
  }
  PdfBuilder& content(std::string_view operators) { return stream(4, "", operators); }
  PdfBuilder& page(std::string body) { return object(3, std::move(body)); }
  PdfBuilder& catalog(std::string_view more) {
    return object(1, "<< /Type /Catalog /Pages 2 0 R " + std::string(more) + " >>");
  }

  PdfBuilder& header(std::string text) {
    header_ = std::move(text);
    return *this;
  }
  PdfBuilder& trailer(std::string more) {
    trailer_ = std::move(more);
    return *this;
  }
  PdfBuilder& root(std::string text) {
    root_ = std::move(text);
    return *this;
  }
  PdfBuilder& size(std::string text) {
    size_ = std::move(text);
    return *this;
  }
  PdfBuilder& end(std::string text) {
    end_ = std::move(text);
    return *this;
  }
  PdfBuilder& startxref(long long offset) {
    startxref_ = offset;
    return *this;
  }
  PdfBuilder& shift_offset(int number, int by) {
    shifts_[number] = by;
    return *this;
  }
  // Changes the text of the table (without its trailer) before it is written.
  PdfBuilder& table(std::function<std::string(std::string)> edit) {
    edit_ = std::move(edit);
    return *this;
  }

  std::string build() const {
    std::string out = header_;
    std::map<int, std::size_t> offsets;
    for (const auto& [number, body] : objects_) {
      offsets[number] = out.size();
      out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t xref = out.size();
    const int count = objects_.empty() ? 1 : objects_.rbegin()->first + 1;
    std::string table = "xref\n0 " + std::to_string(count) + "\n0000000000 65535 f \n";
    for (int n = 1; n < count; ++n) {
      char line[32];
      const auto at = offsets.find(n);
      const auto shift = shifts_.find(n);
      std::snprintf(line, sizeof line, "%010lld %05d %c \n",
                    at == offsets.end() ? 0LL
                                        : static_cast<long long>(at->second) +
                                              (shift == shifts_.end() ? 0 : shift->second),
                    0, at == offsets.end() ? 'f' : 'n');
      table += line;
    }
    out += edit_ ? edit_(table) : table;
    out += "trailer\n<< " + (size_.empty() ? "/Size " + std::to_string(count) : size_) + " /Root " +
           root_ + " " + trailer_ + " >>\nstartxref\n" +
           std::to_string(startxref_ < 0 ? static_cast<long long>(xref) : startxref_) + "\n" + end_;
    return out;
  }

  // The same objects behind a cross-reference stream; what is no stream goes into
  // an object stream.  `edit` changes the dictionaries of both.
  std::string build_with_streams(std::function<std::string(std::string)> edit = nullptr) const {
    std::string out = header_;
    const int container = objects_.rbegin()->first + 1, self = container + 1;
    std::map<int, std::string> rows;
    std::string index, bodies;
    int inside = 0;
    for (const auto& [number, body] : objects_) {
      if (body.find("\nstream\n") != std::string::npos) {
        rows[number] = row(1, out.size(), 0);
        out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
      } else {
        rows[number] = row(2, static_cast<std::size_t>(container), inside++);
        index += std::to_string(number) + " " + std::to_string(bodies.size()) + " ";
        bodies += body + " ";
      }
    }
    const auto put = [&](int number, std::string entries, std::string_view data) {
      const std::string packed = deflated(data);
      if (edit) entries = edit(entries);
      out += std::to_string(number) + " 0 obj\n<< /Length " + std::to_string(packed.size()) +
             " /Filter /FlateDecode " + entries + " >>\nstream\n" + packed +
             "\nendstream\nendobj\n";
    };
    rows[container] = row(1, out.size(), 0);
    put(container,
        "/Type /ObjStm /N " + std::to_string(inside) + " /First " + std::to_string(index.size()),
        index + bodies);
    const std::size_t xref = out.size();
    rows[self] = row(1, xref, 0);
    std::string data = row(0, 0, 65535);
    for (int n = 1; n <= self; ++n) data += rows.count(n) ? rows[n] : row(0, 0, 0);
    put(self,
        "/Type /XRef /Size " + std::to_string(self + 1) + " /W [1 4 2] /Root 1 0 R " + trailer_,
        data);
    return out + "startxref\n" + std::to_string(xref) + "\n" + end_;
  }

  static std::string deflated(std::string_view data, int level = 9) {
    uLongf size = compressBound(static_cast<uLong>(data.size()));
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size,
              reinterpret_cast<const Bytef*>(data.data()), static_cast<uLong>(data.size()), level);
    out.resize(size);
    return out;
  }

 private:
  static std::string row(int type, std::size_t field, int last) {
    std::string out(1, static_cast<char>(type));
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(field >> shift & 0xFF);
    out += static_cast<char>(last >> 8 & 0xFF);
    return out + static_cast<char>(last & 0xFF);
  }

  std::map<int, std::string> objects_;
  std::map<int, int> shifts_;
  std::string header_ = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", trailer_, root_ = "1 0 R", size_,
              end_ = "%%EOF\n";
  long long startxref_ = -1;
  std::function<std::string(std::string)> edit_;
};

}  // namespace delo::test
