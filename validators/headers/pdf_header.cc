#include <algorithm>
#include <charconv>

#include "validators/formats/pdf_claim.h"
#include "validators/headers/header_reader.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

// "1.7" of "%PDF-1.7"
std::string version_in(std::string_view head) {
  const std::size_t at = head.substr(0, 1024).find("%PDF-");
  std::string version(head.substr(at + 5, 3));
  const bool plain = version.size() == 3 && version[1] == '.' && version[0] >= '0' &&
                     version[0] <= '9' && version[2] >= '0' && version[2] <= '9';
  return plain ? version : std::string();
}

// The key with a value behind it, and no longer name.
bool has_key(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::string_view rest = text.substr(at + key.size(), 1);
    if (!rest.empty() && std::string_view(" \t\r\n<[0123456789").find(rest[0]) != rest.npos) {
      return true;
    }
  }
  return false;
}

// Where the last cross-reference begins; nothing when the end of the file does not say.
std::optional<std::uint64_t> startxref_in(std::string_view tail, std::uint64_t size) {
  constexpr std::string_view kWord = "startxref";
  const std::size_t at = tail.rfind(kWord);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t digits = tail.find_first_of("0123456789", at + kWord.size());
  if (digits == std::string_view::npos) return std::nullopt;
  std::uint64_t offset = 0;
  const auto read = std::from_chars(tail.data() + digits, tail.data() + tail.size(), offset);
  if (read.ec != std::errc() || offset >= size) return std::nullopt;
  return offset;
}

// The newest trailer: it stands behind its word, that of a cross-reference stream at its
// beginning (ISO 32000-1, 7.5.5, 7.5.8.2).  Nothing: it was not seen.
std::optional<std::string_view> trailer_of(const FilePieces& file) {
  const std::string_view tail = file.is_whole() ? file.head() : file.tail();
  const auto xref = startxref_in(tail, file.size());
  if (!xref) return std::nullopt;
  const std::size_t trailer = tail.rfind("trailer");
  if (trailer != std::string_view::npos) {
    const std::string_view rest = tail.substr(trailer);
    if (has_key(rest, "/Root")) return rest;
  }
  constexpr std::uint64_t kDictionary = 4096;  // bytes, far more than any needs
  const std::string_view at =
      file.bytes(*xref, std::min<std::uint64_t>(kDictionary, file.size() - *xref));
  if (at.empty()) return std::nullopt;
  const std::size_t end = at.find("stream");
  const std::string_view dictionary = at.substr(0, end);
  if (!has_key(dictionary, "/Root") || end == at.npos) return std::nullopt;
  return dictionary;
}

}  // namespace

void read_pdf_header(const FilePieces& file, Examination& out) {
  out.technical.pdf_version = version_in(file.head());
  const auto trailer = trailer_of(file);
  if (trailer) out.technical.encrypted = has_key(*trailer, "/Encrypt");
  if (out.technical.encrypted.value_or(false)) {
    // Without it no key can be made (7.6.1, 14.4): nobody opens the file.
    const bool has_id = has_key(*trailer, "/ID");
    out.findings.push_back(finding(has_id ? kEncrypted : kEncryption,
                                   {.path = file.path(), .part = "trailer"},
                                   has_id ? "the file is encrypted: its trailer has /Encrypt"
                                          : "the file is encrypted and the trailer has no ID"));
  }
  std::string ends(file.head());
  if (!file.is_whole()) ends += file.tail();
  if (file.is_whole() && ends.find("%%EOF") == std::string::npos) {
    out.findings.push_back(
        finding(kEof, {.path = file.path(), .offset = file.size(), .part = "end of file"},
                "there is no %%EOF marker"));
  }
  const auto claim = find_pdf_claim(MemorySource(ends));
  if (claim && *claim) {
    out.technical.pdfa_claim = (*claim)->level;
  } else if (!file.is_whole()) {
    out.not_checked.push_back(
        "A PDF/A level may be claimed in a part of the file that was not looked at");
  }
}

}  // namespace delo::validators::pdf
