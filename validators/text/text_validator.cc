#include "validators/text/text_validator.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <vector>

#include "core/records/letters.h"
#include "core/text/utf8.h"
#include "validators/finding_list.h"
#include "validators/text/csv_check.h"
#include "validators/text/declared_encoding.h"
#include "validators/text/encoding_verdict.h"
#include "validators/text/plain_text.h"
#include "validators/text/text_analysis.h"
#include "validators/text/text_rules.h"
#include "validators/text/text_scan.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

std::string hex(std::uint32_t value, int digits) {
  char text[16];
  std::snprintf(text, sizeof text, "%0*X", digits, value);
  return text;
}

std::string line_of(const Met& met) { return "line " + std::to_string(met.line); }

// "3 bytes", "1 byte"
std::string counted(std::uint64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

// Says what is to say about the encoding.
void judge_encoding(const TextScan& scan, const EncodingVerdict& found, FindingList& findings) {
  if (found.unicode) {
    if (scan.malformed.count > 0) {
      findings.add(rule::kInvalidBytes, scan.malformed.offset, line_of(scan.malformed),
                   counted(scan.malformed.count, "place") + " not in " + found.name +
                       ", the first " + hex(scan.malformed.value, 2) + " at byte " +
                       std::to_string(scan.malformed.offset));
    }
    if (scan.form == Form::kBytes && scan.mark) {
      findings.add(rule::kMark, 0, "line 1", "text begins with the byte order mark EF BB BF");
    }
    const bool utf16 = scan.form == Form::kUtf16Le || scan.form == Form::kUtf16Be;
    if (utf16 && !scan.mark) {
      findings.add(rule::kNoMark, 0, "line 1", found.name + " text has no byte order mark");
    }
    return;
  }
  const std::string where = "the first byte that is not UTF-8 is " + hex(scan.malformed.value, 2) +
                            " at byte " + std::to_string(scan.malformed.offset);
  if (!found.certain) {
    findings.add(rule::kUnsure, scan.malformed.offset, line_of(scan.malformed),
                 (found.name.empty() ? "encoding is not UTF-8 and can't be told"
                                     : "encoding may be " + found.name) +
                     " (" + found.evidence + "); " + where);
  } else {
    findings.add(rule::kLegacy, scan.malformed.offset, line_of(scan.malformed),
                 "encoding is " + found.name + " (" + found.evidence + "); " + where);
  }
}

// The first word of the text that is Cyrillic when its characters are bytes of `taken_for` and
// these are read in `page`; empty for none near the beginning.
Result<std::string> put_right(const ByteSource& bytes, std::string_view encoding,
                              const CodePage& taken_for, const CodePage& page) {
  std::vector<std::byte> head(16 * 1024);
  DELO_TRY(const std::size_t size, bytes.read_at(0, head));
  StringSink text;
  DELO_CHECK(
      decode_text(MemorySource(std::span<const std::byte>(head.data(), size)), encoding, text));
  std::string word;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.text().size() && word.size() < kLongestRun;) {
    const auto byte = taken_for.byte_of(next_code_point(text.text(), at));
    const char32_t code = byte ? page.at(*byte) : U' ';
    if (is_cyrillic(code)) {
      append_utf8(word, code);
      ++letters;
    } else {
      if (letters >= 4) break;
      word.clear();
      letters = 0;
    }
  }
  return letters >= 4 ? word : std::string();
}

Result<void> judge_wrong_readings(const ByteSource& bytes, const TextScan& scan,
                                  std::string_view encoding, FindingList& findings) {
  struct Twice {
    const Met& met;
    const std::string& repaired;
    std::string_view page;
  };
  for (const auto& [met, repaired, page] :
       {Twice{scan.twice_1251, scan.run_1251, "windows-1251"},
        Twice{scan.twice_1252, scan.run_1252, "windows-1252"}}) {
    if (met.count < 2) continue;
    findings.add(rule::kMojibake, met.offset, line_of(met),
                 counted(met.count, "word") + " of UTF-8 taken for " + std::string(page) +
                     " and saved again as UTF-8, the first at byte " + std::to_string(met.offset) +
                     " is \"" + display_of(repaired) + "\"");
    return {};
  }
  // Russian in one code page, read in another, saved as Unicode.
  constexpr std::uint64_t kEnough = 40;  // pairs
  constexpr double kReads = 0.8;
  if (scan.scored < kEnough || scan.score >= 0) return {};
  DELO_TRY(const AsCodePages as, characters_as_code_pages(bytes));
  const std::pair<const BytePairs*, std::string_view> wrong[] = {
      {&as.windows_1251, "windows-1251"},
      {&as.koi8_r, "KOI8-R"},
      {&as.ibm866, "IBM866"},
      {&as.windows_1252, "windows-1252"}};
  for (const auto& [pairs, taken_for] : wrong) {
    const Reading best = readings_of(*pairs).front();
    if (best.page->name == taken_for || best.score < kReads || best.pairs < kEnough) continue;
    DELO_TRY(const std::string word, put_right(bytes, encoding, code_page(taken_for), *best.page));
    findings.add(rule::kMojibake, std::nullopt, "",
                 "text reads as Russian or Ukrainian in " + std::string(best.page->name) +
                     " that was taken for " + std::string(taken_for) +
                     (word.empty() ? "" : ": its first word is \"" + display_of(word) + "\""));
    break;
  }
  return {};
}

void judge_characters(const TextScan& scan, FindingList& findings) {
  if (scan.nul.count > 0) {
    findings.add(rule::kNul, scan.nul.offset, line_of(scan.nul),
                 counted(scan.nul.count, "NUL character") + ", the first at byte " +
                     std::to_string(scan.nul.offset));
  }
  // In a code page the bytes 80 to 9F are letters; they are looked at there.
  if (scan.control.count > 0) {
    findings.add(rule::kControl, scan.control.offset, line_of(scan.control),
                 counted(scan.control.count, "control character") + ", the first U+" +
                     hex(scan.control.value, 4) + " at byte " +
                     std::to_string(scan.control.offset));
  }
  if (scan.replacement.count > 0) {
    findings.add(rule::kReplacement, scan.replacement.offset, line_of(scan.replacement),
                 counted(scan.replacement.count, "character") +
                     " lost in a conversion (U+FFFD), the first at byte " +
                     std::to_string(scan.replacement.offset));
  }
  const int ways = (scan.crlf > 0) + (scan.lf > 0) + (scan.cr > 0);
  if (ways > 1) {
    findings.add(rule::kLineEnds, std::nullopt, "",
                 std::to_string(scan.crlf) + " lines end in CR LF, " + std::to_string(scan.lf) +
                     " in LF, " + std::to_string(scan.cr) + " in CR");
  }
}

void judge_csv(const CsvCheck& csv, FindingList& findings) {
  if (csv.unclosed) {
    findings.add(
        rule::kCsvQuote, csv.unclosed->offset, "line " + std::to_string(csv.unclosed->line),
        "the quotation mark at byte " + std::to_string(csv.unclosed->offset) + " is never closed");
  }
  if (csv.ragged) {
    findings.add(
        rule::kCsvColumns, csv.ragged->offset, "line " + std::to_string(csv.ragged->line),
        counted(csv.ragged_records, "line") + " with another number of fields, the first " +
            std::to_string(csv.ragged->columns) + ", line 1 has " + std::to_string(csv.columns));
  }
}

std::string line_ends_of(const TextScan& scan) {
  const int ways = (scan.crlf > 0) + (scan.lf > 0) + (scan.cr > 0);
  if (ways != 1) return ways == 0 ? "" : "mixed";
  return scan.crlf > 0 ? "crlf" : scan.lf > 0 ? "lf" : "cr";
}

// What HTML declares, and what of it is in no encoding at all.
struct HtmlLook {
  std::string declared;
  std::uint64_t undecodable = 0;
};
class HeadSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> chunk) override {
    const std::size_t room = kMostHeld - std::min(kMostHeld, head_.size());
    head_.append(reinterpret_cast<const char*>(chunk.data()), std::min(room, chunk.size()));
    return {};
  }
  Result<void> finish() override { return {}; }
  const std::string& head() const { return head_; }

 private:
  std::string head_;
};
Result<HtmlLook> look_at_html(const ByteSource& bytes, std::string_view encoding) {
  constexpr std::size_t kLongestLabel = 40;
  HtmlLook out;
  HeadSink sink;
  DELO_TRY(out.undecodable, decode_text(bytes, encoding, sink));
  const std::vector<DeclaredEncoding> declared = encodings_declared_in(sink.head());
  if (declared.empty()) return out;
  const std::string_view label = declared.front().label_in(sink.head());
  std::size_t size = std::min(label.size(), kLongestLabel);
  while (size < label.size() && size > 0 && (label[size] & 0xC0) == 0x80) --size;
  out.declared = label.substr(0, size);
  return out;
}

// What the text itself says, read again in the encoding that was found.
Result<TextMetadata> analysed(const ByteSource& bytes, const Format& format, const TextScan& scan,
                              const EncodingVerdict& encoding, FindingList& findings) {
  TextAnalysis analysis(findings);
  std::uint64_t undecodable = 0;
  HtmlLook html;
  if (format.puid == "x-fmt/111") {
    HandlerSink sink(analysis);
    DELO_TRY(undecodable, decode_text(bytes, encoding.name, sink));
  } else {
    DELO_CHECK(read_text(bytes, format, analysis));
    DELO_TRY(html, look_at_html(bytes, encoding.name));
  }
  TextMetadata text = analysis.finish();
  text.undecodable = undecodable + html.undecodable;
  text.declared_encoding = std::move(html.declared);
  text.encoding_certain = encoding.certain;
  text.byte_order_mark = scan.mark;
  text.line_ends = line_ends_of(scan);
  return text;
}

}  // namespace

Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions&) {
  Examination out{.format = format};
  FindingList findings(path);
  DELO_TRY(const TextScan scan, scan_text(bytes));
  DELO_TRY(const EncodingVerdict encoding, encoding_of(bytes, format, scan));
  judge_encoding(scan, encoding, findings);
  judge_characters(scan, findings);
  if (encoding.unicode) {
    DELO_CHECK(judge_wrong_readings(bytes, scan, encoding.name, findings));
  }
  if (format.puid == "x-fmt/18") {
    if (scan.form == Form::kBytes) {
      DELO_TRY(const CsvCheck csv, check_csv(bytes));
      judge_csv(csv, findings);
    } else {
      out.not_checked.push_back("The columns of a CSV file in " + encoding.name +
                                " were not checked");
    }
  }
  out.technical.text_encoding = encoding.name;
  if (has_text_reader(format.puid)) {
    DELO_TRY(out.technical.text, analysed(bytes, format, scan, encoding, findings));
  }
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  return out;
}

std::span<const Rule> text_rules() { return rule::kAll; }

}  // namespace delo::validators::text
