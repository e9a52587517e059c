#include "validators/headers/header_reader.h"

#include <algorithm>
#include <string>

#include "validators/examination_rules.h"
#include "validators/examine_file.h"
#include "validators/formats/format_identifier.h"
#include "validators/xml/xml_validator.h"

namespace delo::validators {
namespace {

using std::string_view_literals::operator""sv;

struct Ends {
  std::uint64_t head = 0, tail = 0;  // bytes
};

// How much of both ends the identification of such a file wants to see.
Ends ends_for(std::string_view head) {
  constexpr std::uint64_t kSome = 16 * 1024, kMore = 24 * 1024;
  const auto has = [&](std::string_view word) {
    return head.substr(0, 1024).find(word) != std::string_view::npos;
  };
  if (has("%PDF-")) return {kSome, kMore};
  if (head.starts_with("PK\x03\x04"sv)) return {kSome, kMore};
  if (head.starts_with("\xD0\xCF\x11\xE0"sv)) return {kMore, kMore};
  // Text: its encoding may show late.
  if (head.find('\0') == std::string_view::npos) return {kMore, 0};
  return {};
}

// Head and tail, one behind the other: all that an identification asks for.
std::string both_ends(const FilePieces& file) {
  std::string ends(file.head());
  if (!file.is_whole()) ends += file.tail();
  return ends;
}

void wish_for_ends(const FilePieces& file) {
  const Ends ends = ends_for(file.head());
  const std::uint64_t head = std::min(ends.head, file.size());
  const std::uint64_t tail = std::min(ends.tail, file.size() - head);
  if (file.head().size() < head) file.wish(0, head);
  if (!file.is_whole() && file.tail().size() < tail) file.wish(file.size() - tail, tail);
}

Result<void> read_small_xml(const FilePieces& file, Examination& out) {
  if (file.size() > kSmallXml) return {};
  const std::string_view bytes = file.bytes(0, file.size());
  if (bytes.empty()) return {};
  DELO_TRY(Examination seen, xml::examine(MemorySource(bytes), file.path(), out.format, {}));
  out.findings = std::move(seen.findings);
  return {};
}

bool is_xml(const Format& format) {
  const Validator* validator = validator_for(format.puid);
  return validator != nullptr && validator->examine == &xml::examine;
}

}  // namespace

Result<Examination> read_header(const FilePieces& file) {
  wish_for_ends(file);
  Examination out;
  if (file.size() == 0) {
    out.findings.push_back(
        finding(rule_empty_file(), {.path = file.path(), .offset = 0}, "file has 0 bytes"));
  }
  const std::string ends = both_ends(file);
  DELO_TRY(out.format, identify_format(MemorySource(ends), file.path()));
  const std::string_view head = file.head();
  if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv) ||
      head.starts_with("MM\0+"sv)) {
    tiff::read_tiff_header(file, out);
  } else if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
    pdf::read_pdf_header(file, out);
  } else if (file.size() > 0 && is_xml(out.format)) {
    DELO_CHECK(read_small_xml(file, out));
  }
  return out;
}

}  // namespace delo::validators
