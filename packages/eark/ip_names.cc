#include "packages/eark/ip_names.h"

#include <algorithm>
#include <array>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"

namespace delo::packages {
namespace {

constexpr std::size_t kMaxPart = 255;      // bytes, NAME_MAX
constexpr std::size_t kSuffixDigits = 16;  // of a SHA-256, in names

constinit const Rule kNameEncoded{
    .id = "package.name.encoded",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §2.1.3; CSIP 2.2 §4",
    .summary = "Names of payload files can stand in a package as they are",
    .cause = "The name is not UTF-8, often of an old Windows system, or its path is very long",
    .remedy =
        "Nothing has to be done: the received name is kept in PREMIS and the change is an event",
    .who = Remedier::kArchivist};
constinit const Rule kNameCollision{
    .id = "package.name.collision",
    .severity = Severity::kWarning,
    .clause = "RFC 8493 §6.1",
    .summary = "Names of payload files differ by more than letter case or Unicode normal form",
    .cause = "Two systems wrote the same name in different ways",
    .remedy = "Check whether both files are meant; on some systems one would replace the other",
    .who = Remedier::kArchivist};

void append_percent(std::string& text, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  text += '%';
  text += kDigits[byte >> 4];
  text += kDigits[byte & 15];
}

// Length of the UTF-8 sequence at the start of `text`; 0 when it is none.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return text.size() >= length && is_utf8(text.substr(0, length)) ? length : 0;
}

bool is_xml_text(std::string_view text) {
  if (!is_utf8(text)) return false;
  if (text.find("\xEF\xBF\xBE") != std::string_view::npos ||
      text.find("\xEF\xBF\xBF") != std::string_view::npos) {
    return false;  // U+FFFE, U+FFFF
  }
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::string with_suffix(std::string_view kept, std::string_view hashed) {
  const std::string suffix = '~' + sha256_of(hashed).hex.substr(0, kSuffixDigits);
  std::size_t length = std::min(kept.size(), kMaxPart - suffix.size());
  // Neither within a UTF-8 sequence nor within %XX.
  while (length > 0 && length < kept.size() &&
         (static_cast<unsigned char>(kept[length]) & 0xC0) == 0x80) {
    --length;
  }
  if (const std::size_t percent = kept.substr(0, length).rfind('%');
      percent != std::string_view::npos && length - percent < 3) {
    length = percent;
  }
  return std::string(kept.substr(0, length)) + suffix;
}

std::string encode_path(std::string_view path) {
  std::string encoded;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (at > 0) encoded += '/';
    encoded += is_utf8(part) ? std::string(part) : encode_name(part);
    at = end + 1;
  }
  return encoded;
}

}  // namespace

std::string encode_name(std::string_view part) {
  std::string encoded;
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t length = utf8_length(part.substr(at));
    if (length == 0 || part[at] == '%') {
      append_percent(encoded, part[at++]);
    } else {
      encoded += part.substr(at, length);
      at += length;
    }
  }
  return encoded.size() <= kMaxPart ? encoded : with_suffix(encoded, part);
}

std::string original_name(std::string_view received) {
  if (is_xml_text(received) && received.find('%') == std::string_view::npos) {
    return std::string(received);
  }
  std::string encoded;
  for (std::size_t at = 0; at < received.size();) {
    const std::size_t length = utf8_length(received.substr(at));
    const std::string_view character = received.substr(at, std::max<std::size_t>(length, 1));
    if (length == 0 || character == "%" || !is_xml_text(character)) {
      for (const char c : character) append_percent(encoded, c);
    } else {
      encoded += character;
    }
    at += character.size();
  }
  return encoded;
}

std::string decoded_name(std::string_view written) {
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string bytes;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const bool encoded = written[at] == '%' && written.size() - at >= 3 &&
                         value(written[at + 1]) >= 0 && value(written[at + 2]) >= 0;
    if (!encoded) {
      bytes += written[at];
      continue;
    }
    bytes += static_cast<char>(value(written[at + 1]) * 16 + value(written[at + 2]));
    at += 2;
  }
  return bytes;
}

std::string received_name_at(std::string_view location) {
  constexpr std::string_view kData = "/data/";
  const std::size_t data = location.find(kData);
  const std::string name(data == std::string_view::npos ? location
                                                        : location.substr(data + kData.size()));
  // What was percent-encoded to be UTF-8 is none as bytes.
  std::string bytes = decoded_name(name);
  return is_utf8(bytes) ? name : bytes;
}

std::string url_of(std::string_view path) {
  std::string url;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    if (plain) {
      url += c;
    } else {
      append_percent(url, c);
    }
  }
  return url;
}

PlacedName placed_name(std::string_view folder, const RelativePath& received, Taken taken) {
  const std::string before = std::string(folder) + '/';
  std::string wanted = encode_path(received.text());
  auto path = RelativePath::parse(before + wanted);
  // Too long or too deep with our folder before it: the last part, below a
  // folder named by the whole path.
  const auto shorten = [&] {
    wanted = sha256_of(received.text()).hex.substr(0, 2 * kSuffixDigits) + '/' +
             encode_path(received.name());
    path = RelativePath::parse(before + wanted);
  };
  if (!path) shorten();
  if (const std::size_t slash = wanted.find('/');
      path && taken == Taken::kFolder && slash != std::string::npos) {
    // All files of the folder stay together, beside the file that has its name.
    const std::string top = wanted.substr(0, slash);
    wanted = with_suffix(top, top) + wanted.substr(slash);
    path = RelativePath::parse(before + wanted);
    if (!path) shorten();
  }
  if (!path || taken == Taken::kName) {
    const std::size_t slash = wanted.rfind('/');
    const std::size_t name_at = slash == std::string::npos ? 0 : slash + 1;
    wanted = wanted.substr(0, name_at) +
             with_suffix(std::string_view(wanted).substr(name_at), received.text());
    path = RelativePath::parse(before + wanted);
  }
  return PlacedName{
      .path = std::move(path).value(), .changed = wanted != received.text(), .collided = taken};
}

PlacedName NamePlacer::place(std::string_view folder, const RelativePath& received) {
  PlacedName name = placed_name(folder, received, Taken::kNo);
  if (const Taken taken = state_of(name.path); taken != Taken::kNo) {
    name = placed_name(folder, received, taken);
  }
  enter(name.path);
  return name;
}

Taken NamePlacer::state_of(const RelativePath& path) const {
  if (taken_.contains(path.text())) return Taken::kName;
  for (RelativePath above = path.parent(); !above.empty(); above = above.parent()) {
    const std::uint32_t* use = taken_.find(above.text());
    if (use == nullptr) continue;
    return *use == static_cast<std::uint32_t>(Use::kFile) ? Taken::kFolder : Taken::kNo;
  }
  return Taken::kNo;
}

void NamePlacer::enter(const RelativePath& path) {
  taken_.insert(path.text(), static_cast<std::uint32_t>(Use::kFile));
  RelativePath above = path.parent();
  while (!above.empty() && taken_.insert(above.text(), static_cast<std::uint32_t>(Use::kFolder))) {
    above = above.parent();
  }
}

Result<std::vector<Finding>> check_names(const Package& package) {
  std::vector<Finding> findings;
  FingerprintMap first_named;
  std::uint32_t number = 0;
  DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) -> Result<void> {
    const RelativePath& path = file.object.path;
    if (const std::string encoded = encode_path(path.text()); encoded != path.text()) {
      findings.push_back(finding(kNameEncoded, Location{.path = path},
                                 "the name is not UTF-8, in the package it is " + encoded));
    }
    const Fingerprint key = fingerprint_of(collision_key(path.text()));
    if (!first_named.insert(key, number++)) {
      DELO_TRY(const PayloadFile first, package.payload.at(*first_named.find(key)));
      findings.push_back(finding(kNameCollision, Location{.path = path},
                                 "the name differs from " + display_of(first.object.path.text()) +
                                     " in letter case or normal form only"));
    }
    return {};
  }));
  return findings;
}

std::span<const Rule> name_rules() {
  static const std::array kRules = {kNameEncoded, kNameCollision};
  return kRules;
}

}  // namespace delo::packages
