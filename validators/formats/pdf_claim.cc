#include "validators/formats/pdf_claim.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "validators/formats/signatures.h"

namespace delo::validators {
namespace {

constexpr std::string_view kPart = "pdfaid:part";
constexpr std::string_view kConformance = "pdfaid:conformance";

// The value after a name: `>2<` of an element, `="2"` of an attribute.
std::string value_after(std::string_view text) {
  constexpr std::string_view kLead = " \t\r\n=>\"'";
  const std::size_t begin = text.find_first_not_of(kLead);
  if (begin == std::string_view::npos || begin == 0 || begin > 16) return {};
  std::string value;
  for (const char c : text.substr(begin, 4)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!plain) break;
    value += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return value;
}

// The last claim in `text`, which begins at `offset` of the file.
std::optional<PdfClaim> last_claim(std::string_view text, std::uint64_t offset) {
  constexpr std::size_t kNear = 4096;  // bytes between part and conformance
  for (std::size_t at = text.rfind(kPart); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : text.rfind(kPart, at - 1)) {
    const std::string part = value_after(text.substr(at + kPart.size(), 64));
    if (part.empty()) continue;  // a closing tag, a namespace
    PdfClaim claim{part, offset + at};
    const std::size_t from = at > kNear ? at - kNear : 0;
    const std::string_view around = text.substr(from, at - from + kNear);
    for (std::size_t c = around.find(kConformance); c != std::string_view::npos;
         c = around.find(kConformance, c + 1)) {
      const std::string level = value_after(around.substr(c + kConformance.size(), 64));
      if (level.empty()) continue;
      claim.level += level;
      break;
    }
    return claim;
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<PdfClaim>> find_pdf_claim(const ByteSource& bytes) {
  constexpr std::size_t kWindow = 1 << 20, kOverlap = 8192;
  std::string window;
  // From the end backwards; each window reaches into the one after it.
  for (std::uint64_t end = bytes.size(); end > 0;) {
    const std::uint64_t begin = end > kWindow ? end - kWindow : 0;
    const std::uint64_t until = std::min<std::uint64_t>(bytes.size(), end + kOverlap);
    window.resize(static_cast<std::size_t>(until - begin));
    std::size_t filled = 0;
    while (filled < window.size()) {
      DELO_TRY(
          const std::size_t n,
          bytes.read_at(begin + filled, std::as_writable_bytes(std::span(window).subspan(filled))));
      if (n == 0) break;
      filled += n;
    }
    const std::string_view seen = std::string_view(window).substr(0, filled);
    // memmem is many times faster than a search from behind, and mostly says no.
    if (memmem(seen.data(), seen.size(), kPart.data(), kPart.size()) != nullptr) {
      if (std::optional<PdfClaim> claim = last_claim(seen, begin)) return claim;
    }
    end = begin;
  }
  return std::optional<PdfClaim>();
}

std::string_view puid_of_claim(std::string_view level) {
  for (const KnownFormat& known : known_formats()) {
    if (known.name.find("PDF/A") != std::string_view::npos && known.version == level) {
      return known.puid;
    }
  }
  return {};
}

}  // namespace delo::validators
