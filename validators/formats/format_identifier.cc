#include "validators/formats/format_identifier.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "validators/formats/pdf_claim.h"
#include "validators/formats/signatures.h"
#include "validators/formats/text_family.h"

namespace delo::validators {
namespace {

using namespace std::string_view_literals;

constexpr Rule kUnknown{
    .id = "format.unknown",
    .severity = Severity::kInfo,
    .clause = "",
    .summary = "The format of each file is known",
    .cause = "A format that the program has no signature for, or a damaged file",
    .remedy = "Find out what wrote the file; it is kept as it is, but nobody has looked into it",
    .who = Remedier::kArchivist};
constexpr Rule kExtensionMismatch{
    .id = "format.extension-mismatch",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The extension of a file's name fits its format",
    .cause = "The file was renamed, or saved in another format than its name says",
    .remedy = "Ask the producer which of the two is meant and have the file named accordingly",
    .who = Remedier::kProducer};
constexpr Rule kRules[] = {kUnknown, kExtensionMismatch};

constexpr std::size_t kHead = 4096;  // bytes; enough for all but containers and text

// What the bytes say: a format of the table, and the evidence.
struct Seen {
  std::string_view puid;
  std::string evidence;
  std::string version = {};  // where it is not the table's
};

using Look = std::optional<Seen>;

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!out.empty()) out += ' ';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

// "bytes 0-3 = 49 49 2A 00"
std::string at_bytes(std::size_t offset, std::string_view bytes) {
  std::string place = std::to_string(offset);
  if (bytes.size() > 1) place += "-" + std::to_string(offset + bytes.size() - 1);
  return (bytes.size() > 1 ? "bytes " : "byte ") + place + " = " + hex(bytes);
}

class Identifier {
 public:
  Identifier(const ByteSource& bytes, std::string extension)
      : bytes_(bytes), extension_(std::move(extension)) {}

  Result<Format> identify() {
    DELO_TRY(head_, read(0, kHead));
    // The surest first; text last, because much can be taken for text.
    constexpr std::array kLooks = {
        &Identifier::by_signature, &Identifier::jpeg,       &Identifier::jpeg2000,
        &Identifier::png,          &Identifier::bitmap,     &Identifier::djvu,
        &Identifier::riff,         &Identifier::executable, &Identifier::pdf,
        &Identifier::zip,          &Identifier::ole2,       &Identifier::media,
        &Identifier::text};
    for (const auto look : kLooks) {
      DELO_TRY(const Look seen, (this->*look)());
      if (seen) return format_of(*seen);
    }
    return by_extension_only();
  }

 private:
  // At most `length` bytes from `offset` on.
  Result<std::string> read(std::uint64_t offset, std::size_t length) const {
    std::string out(length, '\0');
    std::size_t filled = 0;
    while (filled < length) {
      DELO_TRY(
          const std::size_t n,
          bytes_.read_at(offset + filled, std::as_writable_bytes(std::span(out).subspan(filled))));
      if (n == 0) break;
      filled += n;
    }
    out.resize(filled);
    return out;
  }

  std::string_view head(std::size_t offset, std::size_t length) const {
    if (offset >= head_.size()) return {};
    return std::string_view(head_).substr(offset, length);
  }
  std::uint32_t little_endian(std::size_t offset, std::size_t size) const {
    std::uint32_t value = 0;
    const std::string_view bytes = head(offset, size);
    for (std::size_t i = bytes.size(); i-- > 0;) {
      value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    }
    return value;
  }

  Result<Look> by_signature() const {
    for (const Signature& signature : signatures()) {
      if (head(signature.offset, signature.bytes.size()) == signature.bytes) {
        return Look(Seen{signature.puid, at_bytes(signature.offset, signature.bytes)});
      }
    }
    return Look();
  }

  Result<Look> jpeg() const {
    if (head(0, 3) != "\xFF\xD8\xFF"sv) return Look();
    std::string evidence = at_bytes(0, head(0, 4));
    if (head(3, 1) == "\xE0"sv && head(6, 5) == "JFIF\0"sv && head_.size() > 13) {
      const std::uint32_t minor = static_cast<unsigned char>(head_[12]);
      evidence += ", JFIF version " + hex(head(11, 2)) + " at 11";
      const bool known = head_[11] == 1 && minor <= 2;
      constexpr std::array<std::string_view, 3> kVersions = {"fmt/42", "fmt/43", "fmt/44"};
      return Look(Seen{known ? kVersions[minor] : "fmt/41"sv, std::move(evidence)});
    }
    if (head(3, 1) == "\xE1"sv && head(6, 6) == "Exif\0\0"sv) {
      // Tag 0x9000, type 7, count 4, in either byte order (Exif 2.3 § 4.6.5).
      const std::string_view all = head_;
      std::size_t at = all.find("\x90\0\0\x07\0\0\0\x04"sv);
      if (at == std::string_view::npos) at = all.find("\0\x90\x07\0\x04\0\0\0"sv);
      const std::string_view version = at == std::string_view::npos ? "" : all.substr(at + 8, 4);
      evidence += ", Exif version " + std::string(version.empty() ? "not told" : version);
      constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kVersions = {
          {{"0200", "x-fmt/398"},
           {"0210", "x-fmt/390"},
           {"0220", "x-fmt/391"},
           {"0221", "fmt/645"}}};
      for (const auto& [name, puid] : kVersions) {
        if (version == name) return Look(Seen{puid, std::move(evidence)});
      }
      if (version.starts_with("023")) return Look(Seen{"fmt/1507", std::move(evidence)});
    }
    return Look(Seen{"fmt/41", std::move(evidence)});
  }

  Result<Look> jpeg2000() const {
    if (head(0, 12) != "\0\0\0\x0CjP  \r\n\x87\n"sv) return Look();
    const std::string_view brand = head(20, 4);
    const std::string_view puid = brand == "jpx "   ? "fmt/151"
                                  : brand == "jpm " ? "fmt/463"
                                                    : "x-fmt/392";
    return Look(Seen{puid, at_bytes(0, head(0, 12)) + ", brand " + hex(brand) + " at 20"});
  }

  Result<Look> bitmap() const {
    if (head(0, 2) != "BM" || head_.size() < 18) return Look();
    const std::uint32_t header = little_endian(14, 4);
    const std::string_view puid = header == 12    ? "fmt/115"
                                  : header == 40  ? "fmt/116"
                                  : header == 108 ? "fmt/118"
                                  : header == 124 ? "fmt/119"
                                                  : "";
    if (puid.empty()) return Look();
    return Look(Seen{puid, at_bytes(0, head(0, 2)) + ", " + at_bytes(14, head(14, 4))});
  }

  Result<Look> djvu() const {
    if (head(0, 8) != "AT&TFORM") return Look();
    const std::string_view kind = head(12, 4);
    if (kind != "DJVM" && kind != "DJVU") return Look();
    return Look(Seen{"fmt/255", at_bytes(0, head(0, 8)) + ", " + at_bytes(12, kind)});
  }

  Result<Look> riff() const {
    if (head(0, 4) != "RIFF") return Look();
    const std::string_view form = head(8, 4);
    std::string evidence = at_bytes(0, head(0, 4)) + ", " + at_bytes(8, form);
    if (form == "AVI ") return Look(Seen{"fmt/5", std::move(evidence)});
    if (form == "WEBP") {
      const std::string_view chunk = head(12, 4);
      evidence += ", " + at_bytes(12, chunk);
      if (chunk == "VP8 ") return Look(Seen{"fmt/566", std::move(evidence)});
      if (chunk == "VP8L") return Look(Seen{"fmt/567", std::move(evidence)});
      return Look(Seen{"fmt/568", std::move(evidence)});
    }
    if (form != "WAVE") return Look();
    if (head(12, 4) != "fmt ") return Look(Seen{"fmt/6", std::move(evidence)});
    const std::uint32_t size = little_endian(16, 4), tag = little_endian(20, 2);
    evidence += ", format chunk of " + std::to_string(size) + " bytes";
    if (tag == 0xFFFE) return Look(Seen{"fmt/143", std::move(evidence)});
    return Look(Seen{size == 16 ? "fmt/141"sv : "fmt/142"sv, std::move(evidence)});
  }

  Result<Look> executable() const {
    if (head(0, 2) != "MZ" || head_.size() < 64) return Look();
    const std::uint32_t at = little_endian(60, 4);
    if (head(at, 4) != "PE\0\0"sv) return Look();
    return Look(Seen{"x-fmt/411", at_bytes(0, head(0, 2)) + ", " + at_bytes(at, head(at, 4))});
  }

  Result<Look> media() const {
    if (head(4, 4) == "ftyp") {
      return Look(
          Seen{"fmt/199", at_bytes(4, head(4, 4)) + ", brand " + hex(head(8, 4)) + " at 8"});
    }
    if (head(0, 3) == "ID3") return Look(Seen{"fmt/134", at_bytes(0, head(0, 3))});
    // An MPEG audio frame is a weak signature: the extension has to agree.
    if (extension_ == "mp3" && head_.size() > 3 && head(0, 1) == "\xFF"sv &&
        (static_cast<unsigned char>(head_[1]) & 0xE6) == 0xE2) {
      return Look(Seen{"fmt/134", at_bytes(0, head(0, 2))});
    }
    return Look();
  }

  // The version is told by the chunks that each brought (PRONOM's signatures).
  Result<Look> png() const {
    if (head(0, 8) != "\x89PNG\r\n\x1A\n"sv) return Look();
    constexpr int kMostChunks = 4096;
    bool animated = false, v11 = false, v12 = false;
    std::uint64_t at = 8;
    for (int i = 0; i < kMostChunks && !v12; ++i) {
      DELO_TRY(const std::string chunk, read(at, 8));
      if (chunk.size() < 8) break;
      std::uint64_t length = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        length = (length << 8) | static_cast<unsigned char>(chunk[k]);
      }
      const std::string_view type = std::string_view(chunk).substr(4);
      animated = animated || type == "acTL";
      v11 = v11 || type == "iCCP" || type == "sPLT" || type == "sRGB";
      v12 = v12 || type == "iTXt";
      if (type == "IEND") break;
      at += 12 + length;
    }
    std::string evidence = at_bytes(0, head(0, 8));
    if (animated) return Look(Seen{"fmt/935", evidence + ", chunk acTL"});
    if (v12) return Look(Seen{"fmt/13", evidence + ", chunk iTXt"});
    if (v11) return Look(Seen{"fmt/12", evidence + ", chunk iCCP, sPLT or sRGB"});
    return Look(Seen{"fmt/11", std::move(evidence)});
  }

  Result<Look> pdf() const {
    const std::size_t at = head_.find("%PDF-");
    if (at == std::string::npos) return Look();
    const std::string version(head(at + 5, 3));
    std::string evidence = at_bytes(at, head(at, 8));
    DELO_TRY(const std::optional<PdfClaim> claim, find_pdf_claim(bytes_));
    if (claim) {
      const std::string_view puid = puid_of_claim(claim->level);
      evidence += ", XMP at " + std::to_string(claim->offset) + " claims PDF/A-" + claim->level;
      if (!puid.empty()) return Look(Seen{puid, std::move(evidence)});
    }
    for (const KnownFormat& known : known_formats()) {
      if (known.mime == "application/pdf" && known.version == version) {
        return Look(Seen{known.puid, std::move(evidence)});
      }
    }
    evidence += ", a version that PRONOM does not know";
    const bool two = version.starts_with("2");
    return Look(Seen{two ? "fmt/1129"sv : "fmt/276"sv, std::move(evidence), version});
  }

  Result<Look> zip() const {
    if (head(0, 4) != "PK\x03\x04"sv && head(0, 4) != "PK\x05\x06"sv) return Look();
    std::string evidence = at_bytes(0, head(0, 4));
    const std::size_t name_length = little_endian(26, 2);
    const std::string_view first = head(30, name_length);
    if (first == "mimetype") {
      const std::size_t extra = little_endian(28, 2), size = little_endian(18, 4);
      const std::string type(head(30 + name_length + extra, std::min<std::size_t>(size, 100)));
      const bool plain =
          std::all_of(type.begin(), type.end(), [](char c) { return c >= ' ' && c <= '~'; });
      if (plain) evidence += ", its entry mimetype says " + type;
      if (type == "application/epub+zip") return Look(Seen{"fmt/483", evidence});
      if (type.starts_with("application/vnd.oasis.opendocument.text") &&
          !type.ends_with("-master") && !type.ends_with("-web")) {
        return Look(Seen{"fmt/291", evidence});
      }
      return Look(Seen{"x-fmt/263", evidence});
    }
    // Names of entries stand in the clear, in local headers and in the directory.
    DELO_TRY(const std::string names, both_ends(64 * 1024));
    if (names.find("[Content_Types].xml") != std::string::npos) {
      constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kParts = {
          {{"word/document.xml", "fmt/412"},
           {"xl/workbook.xml", "fmt/214"},
           {"ppt/presentation.xml", "fmt/215"}}};
      for (const auto& [part, puid] : kParts) {
        if (names.find(part) == std::string::npos) continue;
        return Look(Seen{puid, evidence + ", entry " + std::string(part)});
      }
    }
    return Look(Seen{"x-fmt/263", std::move(evidence)});
  }

  Result<Look> ole2() const {
    constexpr std::string_view kMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
    if (head(0, 8) != kMagic) return Look();
    DELO_TRY(const std::string ends, both_ends(256 * 1024));
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kStreams = {
        {{"WordDocument", "fmt/40"}, {"Workbook", "fmt/61"}, {"PowerPoint Document", "fmt/126"}}};
    for (const auto& [name, puid] : kStreams) {
      std::string utf16;
      for (const char c : name) utf16 += {c, '\0'};
      if (ends.find(utf16) == std::string::npos) continue;
      return Look(Seen{puid, at_bytes(0, kMagic) + ", stream " + std::string(name)});
    }
    return Look(Seen{"fmt/111", at_bytes(0, kMagic)});
  }

  Result<std::string> both_ends(std::size_t length) const {
    DELO_TRY(std::string ends, read(0, length));
    if (bytes_.size() > length) {
      const std::uint64_t rest = bytes_.size() - length;
      DELO_TRY(const std::string tail,
               read(std::max<std::uint64_t>(length,
                                            bytes_.size() - std::min<std::uint64_t>(rest, length)),
                    length));
      ends += tail;
    }
    return ends;
  }

  Result<Look> text() const {
    DELO_TRY(const std::string sample, read(0, 64 * 1024));
    const std::optional<TextKind> kind = text_kind_of(sample, sample.size() < bytes_.size());
    if (!kind) return Look();
    if (!kind->puid.empty()) return Look(Seen{kind->puid, kind->evidence});
    // CSV, JSON and the XML that does not begin as such have no signature.
    for (const std::string_view puid : {"fmt/101"sv, "fmt/92"sv, "x-fmt/18"sv, "fmt/817"sv}) {
      if (has_extension(*known_format(puid), extension_)) {
        return Look(Seen{puid, kind->evidence});
      }
    }
    // Much of a PDF is text: one whose header is damaged must not pass as such.
    if (has_extension(*known_format("fmt/276"), extension_)) return Look();
    return Look(Seen{"x-fmt/111", kind->evidence});
  }

  Format format_of(const Seen& seen) const {
    const KnownFormat& known = *known_format(seen.puid);
    Format format{std::string(known.puid), std::string(known.name),
                  seen.version.empty() ? std::string(known.version) : seen.version,
                  std::string(known.mime), seen.evidence};
    if (extension_.empty()) {
      format.basis += "; no extension";
    } else if (has_extension(known, extension_)) {
      format.basis += "; extension " + extension_;
    } else {
      format.basis += "; extension " + extension_ +
                      (is_known_extension(extension_) ? " disagrees" : " says nothing");
    }
    return format;
  }

  Format by_extension_only() const {
    for (const std::string_view puid :
         {"fmt/353"sv, "fmt/276"sv, "x-fmt/111"sv, "fmt/101"sv, "fmt/92"sv, "x-fmt/18"sv}) {
      const KnownFormat& known = *known_format(puid);
      if (!has_extension(known, extension_) || bytes_.size() == 0) continue;
      return Format{std::string(known.puid), std::string(known.name), "", std::string(known.mime),
                    "extension " + extension_ + " only, no signature; " + at_bytes(0, head(0, 4))};
    }
    return Format{
        "", "", "", "application/octet-stream",
        bytes_.size() == 0 ? "no bytes" : "no signature known to us; " + at_bytes(0, head(0, 8))};
  }

  const ByteSource& bytes_;
  std::string extension_, head_;
};

}  // namespace

std::string extension_of(const RelativePath& path) {
  const std::string_view name = path.name();
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > 12) return {};
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain) return {};
  }
  return extension;
}

Result<Format> identify_format(const ByteSource& bytes, const RelativePath& path) {
  return Identifier(bytes, extension_of(path)).identify();
}

std::vector<Finding> check_identification(const Format& format, const RelativePath& path) {
  std::vector<Finding> findings;
  const std::string extension = extension_of(path);
  if (format.puid.empty()) {
    findings.push_back(
        finding(kUnknown, {.path = path, .offset = 0}, "the format is not known: " + format.basis));
    if (!is_known_extension(extension)) return findings;
    findings.push_back(finding(kExtensionMismatch, {.path = path, .offset = 0},
                               "the name ends in ." + extension +
                                   ", the bytes are of no format known to us: " + format.basis));
    return findings;
  }
  const KnownFormat* known = known_format(format.puid);
  if (known == nullptr || extension.empty() || has_extension(*known, extension)) return findings;
  // Nobody expects an extension of its own of what we have no table for.
  if (!is_known_extension(extension)) return findings;
  findings.push_back(finding(kExtensionMismatch, {.path = path, .offset = 0},
                             "the name ends in ." + extension + ", the bytes are " + format.name +
                                 " (" + format.puid + "): " + format.basis));
  return findings;
}

std::span<const Rule> format_rules() { return kRules; }

}  // namespace delo::validators
