#include "validators/headers/header_reader.h"

#include <algorithm>
#include <string>

#include "validators/formats/format_identifier.h"

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

}  // namespace

Result<Examination> read_header(const FilePieces& file) {
  wish_for_ends(file);
  Examination out;
  const std::string ends = both_ends(file);
  DELO_TRY(out.format, identify_format(MemorySource(ends), file.path()));
  const std::string_view head = file.head();
  if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv) ||
      head.starts_with("MM\0+"sv)) {
    tiff::read_tiff_header(file, out);
  } else if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
    pdf::read_pdf_header(file, out);
  }
  return out;
}

}  // namespace delo::validators
