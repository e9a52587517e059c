#include "validators/pdf/pdf_metadata.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "validators/metadata/embedded_metadata.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxXmp = 16ull << 20;  // bytes of one packet
constexpr std::string_view kPdfaId = "http://www.aiim.org/pdfa/ns/id/";
constexpr std::string_view kPdfuaId = "http://www.aiim.org/pdfua/ns/id/";

// ISO 32000-1 annex D.3: the codes of PDFDocEncoding that are not those of Latin-1.
constexpr std::array<char16_t, 8> kDoc18 = {0x02D8, 0x02C7, 0x02C6, 0x02D9,
                                            0x02DD, 0x02DB, 0x02DA, 0x02DC};
constexpr std::array<char16_t, 33> kDoc80 = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

std::string from_utf16be(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto unit = [&](std::size_t at) {
      return static_cast<char32_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                   static_cast<unsigned char>(bytes[at + 1]));
    };
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 &&
        unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    append_utf8(out, c);
  }
  return out;
}

class XmpHandler final : public XmlHandler {
 public:
  XmpHandler(const Value& stream, Findings& findings, XmpReport& report)
      : stream_(stream), findings_(findings), report_(report) {}

  void start(const XmlElement& element, const XmlPlace&) override {
    into_ = slot(element.name_space, element.name);
    if (into_) into_->clear();
    for (const XmlAttribute& attribute : element.attributes)
      if (std::string* value = slot(attribute.name_space, attribute.name)) *value = attribute.value;
  }
  void end(std::string_view, std::string_view) override { into_ = nullptr; }
  void text(std::string_view text) override {
    if (into_ && into_->size() < 64) into_->append(text.substr(0, 64));
  }
  void doctype(const XmlDoctype&) override { report_doctype("it has a DOCTYPE"); }
  void fault(const XmlFault& fault) override {
    if (fault.kind == XmlFaultKind::kDoctype) return report_doctype(fault.message);
    findings_.add(kXmp, stream_.part(), stream_.offset(),
                  "line " + std::to_string(fault.line) + ": " + fault.message);
  }

 private:
  std::string* slot(std::string_view name_space, std::string_view name) {
    if (name_space == kPdfuaId) return name == "part" ? &report_.pdfua_part : nullptr;
    if (name_space != kPdfaId) return nullptr;
    return name == "part"          ? &report_.pdfa_part
           : name == "conformance" ? &report_.pdfa_conformance
           : name == "rev"         ? &report_.pdfa_revision
                                   : nullptr;
  }
  void report_doctype(std::string message) {
    findings_.add(kXmpDoctype, stream_.part(), stream_.offset(), std::move(message));
    stop();
  }

  const Value& stream_;
  Findings& findings_;
  XmpReport& report_;
  std::string* into_ = nullptr;
};

std::string trimmed(std::string text) {
  const auto white = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (!text.empty() && white(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), white));
  return text;
}

// 7.9.4: D:YYYY, then as much of MMDDHHmmSS as is known, then the zone.  The
// prefix may be missing in files before PDF 1.3.
bool is_date(std::string_view text) {
  if (text.substr(0, 2) == "D:") text.remove_prefix(2);
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits < 4 || digits > 14 || digits % 2 != 0) return false;
  const std::string_view zone = text.substr(digits);
  return zone.empty() || zone[0] == 'Z' || zone[0] == '+' || zone[0] == '-';
}

// UTF-16 and UTF-32 packets as UTF-8, known by the first character, '<' or a byte
// order mark (XMP part 1, 7.1).
std::string as_utf8(std::string packet) {
  const std::string_view start = std::string_view(packet).substr(0, 4);
  const auto is = [&](std::string_view bytes) { return start.substr(0, bytes.size()) == bytes; };
  std::size_t width = 1;
  bool little = false;
  if (is({"\0\0\0<", 4}) || is({"\0\0\xFE\xFF", 4})) {
    width = 4;
  } else if (is({"<\0\0\0", 4}) || is({"\xFF\xFE\0\0", 4})) {
    width = 4, little = true;
  } else if (is({"\0<", 2}) || is("\xFE\xFF")) {
    width = 2;
  } else if (is({"<\0", 2}) || is("\xFF\xFE")) {
    width = 2, little = true;
  }
  if (width == 1) return packet;
  std::string units;  // big-endian UTF-16, whatever it was
  for (std::size_t i = 0; i + width <= packet.size(); i += width) {
    char32_t c = 0;
    for (std::size_t k = 0; k < width; ++k)
      c = c << 8 | static_cast<unsigned char>(packet[i + (little ? width - 1 - k : k)]);
    if (c == 0xFEFF && i == 0) continue;
    if (c > 0x10FFFF) c = 0xFFFD;
    const auto put = [&](char32_t unit) {
      units.push_back(static_cast<char>(unit >> 8 & 0xFF));
      units.push_back(static_cast<char>(unit & 0xFF));
    };
    if (c >= 0x10000) {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      put(c);
    }
  }
  return from_utf16be(units);
}

void read_information(const Value& information, TechnicalMetadata& technical, Findings& findings) {
  for (const auto& [key, unused] : information.object().entries()) {
    const Value value = information.get(key);
    std::string text = value.is(Kind::kString) ? utf8_of(value.text())
                       : value.is(Kind::kName) ? value.text()
                                               : std::string();
    if (text.empty() || technical.embedded.size() >= metadata::kMostPairs) continue;
    if ((key == "CreationDate" || key == "ModDate") && !is_date(text))
      findings.add(
          kInfoDate, information.part(), information.offset(),
          key + " is \"" + text.substr(0, 40) + "\", expected a date like D:20240131120000Z");
    text.resize(std::min(text.size(), metadata::kLongestText));
    while (!text.empty() && text.size() == metadata::kLongestText &&
           (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
      text.pop_back();
    if (key == "Creator" || (key == "Producer" && technical.capture_software.empty()))
      technical.capture_software = text;
    technical.embedded.emplace_back("Pdf.Info." + key.substr(0, 100), std::move(text));
  }
}

}  // namespace

std::string utf8_of(std::string_view string) {
  if (string.substr(0, 2) == "\xFE\xFF") return from_utf16be(string.substr(2));
  if (string.substr(0, 3) == "\xEF\xBB\xBF") return std::string(string.substr(3));
  std::string out;
  for (const char c : string) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x18 && code < 0x20) {
      append_utf8(out, kDoc18[code - 0x18u]);
    } else if (code >= 0x80 && code <= 0xA0) {
      append_utf8(out, kDoc80[code - 0x80u]);
    } else {
      append_utf8(out, code);
    }
  }
  return out;
}

XmpReport check_xmp(std::string packet, const Value& stream, Findings& findings) {
  packet = as_utf8(std::move(packet));
  XmpReport report;
  XmpHandler handler(stream, findings, report);
  const Result<bool> whole = read_xml(MemorySource(std::string_view(packet)), handler);
  report.sound = whole && *whole && !handler.stopped();
  report.pdfa_part = trimmed(report.pdfa_part);
  report.pdfa_conformance = trimmed(report.pdfa_conformance);
  report.pdfa_revision = display_of(trimmed(report.pdfa_revision).substr(0, 16));
  report.pdfua_part = display_of(trimmed(report.pdfua_part).substr(0, 16));
  return report;
}

XmpReport read_metadata(Document& document, TechnicalMetadata& technical, Findings& findings) {
  const Value trailer(document, document.trailer(), {}, true);
  read_information(trailer.get("Info"), technical, findings);
  const Value stream = trailer.get("Root").get("Metadata");
  if (!stream.is(Kind::kStream)) return {};
  const StreamCoding coding = coding_of(stream);
  DecodedStream decoded = decode_to_memory(document, stream, coding, kMaxXmp);
  if (!coding.fault.empty() || !decoded.outcome.fault.empty() || decoded.outcome.over_budget)
    return {};  // told with all streams
  decoded.bytes = as_utf8(std::move(decoded.bytes));
  const XmpReport xmp = check_xmp(decoded.bytes, stream, findings);
  if (!xmp.sound) return {};
  technical.pdfa_claim = xmp.pdfa_part.substr(0, 8);
  for (const char c : xmp.pdfa_conformance.substr(0, 8))
    technical.pdfa_claim.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
  metadata::EmbeddedMetadata embedded =
      metadata::read_embedded_metadata({.exif = {}, .xmp = decoded.bytes, .iptc = {}});
  for (auto& pair : embedded.pairs)
    if (technical.embedded.size() < metadata::kMostPairs)
      technical.embedded.push_back(std::move(pair));
  return xmp;
}

}  // namespace delo::validators::pdf
