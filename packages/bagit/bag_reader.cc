#include "packages/bagit/bag_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/text/hex.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_rules.h"

namespace delo::packages {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kShown = 200;                       // bytes of a line in a message
constexpr std::size_t kMostInfo = std::size_t{16} << 20;  // bytes of a bag-info.txt
constexpr const char* kStrayTold = " has a percent sign that is not encoded as %25";
constexpr const char* kMarkTold = "begins with a byte order mark";

RelativePath at_root(std::string_view name) {
  auto path = RelativePath::parse(name);
  return path ? std::move(path).value() : RelativePath();
}

Location line_of(const RelativePath& path, int number) {
  return Location{.path = path, .part = "line " + std::to_string(number)};
}

std::string shown(std::string_view line) {
  std::string text(1, '\'');
  text += display_of(line.substr(0, kShown));
  text += '\'';
  return text;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<BagVersion> version_of(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto major = number_of<int>(text.substr(0, dot));
  const auto minor = number_of<int>(text.substr(dot + 1));
  if (!major || !minor || *major < 0 || *minor < 0) return std::nullopt;
  return BagVersion{*major, *minor};
}

// The value after "LABEL:", trimmed; nothing when the label is another.  Blanks
// before the colon were allowed before 1.0, which the caller judges.
struct Labelled {
  std::string_view value;
  bool strict = false;      // exactly "LABEL: VALUE"
  bool other_case = false;  // the RFC's own example has "BagIt-version" (§4.1)
};
std::optional<Labelled> labelled(std::string_view line, std::string_view label) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view written = trimmed(line.substr(0, colon));
  if (to_lower(written) != to_lower(label)) return std::nullopt;
  const std::string_view value = line.substr(colon + 1);
  Labelled found{.value = trimmed(value), .other_case = written != label};
  found.strict = colon == label.size() && value.starts_with(' ') && value.substr(1) == found.value;
  return found;
}

// RFC 3986 §4.3: a scheme, a colon, and only characters that a URI may have.
bool is_absolute_uri(std::string_view uri) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_hex = [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == uri.size()) return false;
  if (!is_letter(uri.front())) return false;
  for (const char c : uri.substr(0, colon)) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
  }
  for (std::size_t i = colon + 1; i < uri.size(); ++i) {
    const char c = uri[i];
    if (c == '%') {
      if (uri.size() - i < 3 || !is_hex(uri[i + 1]) || !is_hex(uri[i + 2])) return false;
      i += 2;
    } else if (!is_letter(c) && !is_digit(c) &&
               std::string_view("-._~:/?[]@!$&'()*+,;=").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool BagVersion::is_published() const {
  return (major == 1 && minor == 0) || (major == 0 && minor >= 93 && minor <= 97);
}

BagDeclaration read_bag_declaration(std::string_view bytes, std::vector<Finding>& findings) {
  const RelativePath path = at_root(kBagDeclarationName);
  BagDeclaration declaration;
  const auto fault = [&](const Rule& rule, std::string message) {
    findings.push_back(finding(rule, Location{.path = path}, std::move(message)));
  };
  if (bytes.starts_with(kByteOrderMark)) {
    fault(bag_rule::kDeclaration, "begins with a byte order mark");
    bytes.remove_prefix(kByteOrderMark.size());
  }
  if (!is_utf8(bytes)) fault(bag_rule::kDeclaration, "is not UTF-8");
  std::vector<std::string_view> lines;
  for (std::string_view rest = bytes; !rest.empty() && lines.size() < 10;) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    lines.push_back(rest.substr(0, end));
    const bool pair = end + 1 < rest.size() && rest[end] == '\r' && rest[end + 1] == '\n';
    rest.remove_prefix(std::min(rest.size(), end + (pair ? 2 : 1)));
  }
  bool strict = true, other_case = false;
  if (!lines.empty()) {
    if (const auto version = labelled(lines[0], "BagIt-Version")) {
      strict = version->strict;
      other_case = version->other_case;
      declaration.version = version_of(version->value);
      if (!declaration.version || !declaration.version->is_published()) {
        fault(bag_rule::kVersion, "the version is " + shown(version->value));
      }
    } else {
      fault(bag_rule::kDeclaration,
            "line 1 is " + shown(lines[0]) + ", expected 'BagIt-Version: M.N'");
    }
  }
  if (lines.size() > 1) {
    if (const auto encoding = labelled(lines[1], "Tag-File-Character-Encoding")) {
      strict = strict && encoding->strict;
      other_case = other_case || encoding->other_case;
      declaration.encoding = encoding->value;
      declaration.decoder = TagDecoder::named(encoding->value);
      if (!declaration.decoder) {
        fault(bag_rule::kEncoding, "the encoding " + shown(encoding->value) + " is not known");
      }
    } else {
      fault(bag_rule::kDeclaration,
            "line 2 is " + shown(lines[1]) + ", expected 'Tag-File-Character-Encoding: ENCODING'");
    }
  }
  const bool is_1_0 = declaration.version && *declaration.version >= kBag1_0;
  if (lines.size() < 2) {
    fault(bag_rule::kDeclaration, "has " + std::to_string(lines.size()) + " lines, expected 2");
  } else if (lines.size() > 2 &&
             (is_1_0 || std::ranges::any_of(lines.begin() + 2, lines.end(),
                                            [](auto line) { return !trimmed(line).empty(); }))) {
    fault(bag_rule::kDeclaration, "has more than two lines");
  }
  if (is_1_0 && !strict) {
    fault(bag_rule::kDeclaration, "a line has other white space than one blank after its colon");
  }
  if (other_case) {
    fault(bag_rule::kDeclarationCase,
          "a label is in other case than 'BagIt-Version' and 'Tag-File-Character-Encoding'");
  }
  if (is_1_0 && declaration.decoder && to_lower(declaration.encoding) != "utf-8") {
    fault(bag_rule::kEncodingNotUtf8, "the encoding is " + shown(declaration.encoding));
  }
  return declaration;
}

namespace {

// The blanks of "LABEL: VALUE": free before 1.0, told from then on.  (RFC 8493 §2.2.2)
template <class Fault>
void check_blanks(std::string_view line, std::size_t colon, const Fault& fault) {
  if (colon > 0 && is_blank(line[colon - 1])) {
    fault(bag_rule::kInfoBlank, shown(line) + " has white space before its colon");
  }
  const std::string_view after = line.substr(colon + 1);
  if (trimmed(after).empty()) {
    fault(bag_rule::kInfoEmpty, shown(line) + " has no value");
  } else if (!is_blank(after.front())) {
    fault(bag_rule::kInfoBlank, shown(line) + " has no white space after its colon");
  }
}

}  // namespace

Result<BagInfoElements> read_bag_info(const ByteSource& bytes, const RelativePath& path,
                                      const BagDeclaration& declaration,
                                      std::vector<Finding>& findings) {
  BagInfoElements elements;
  std::size_t kept = 0;  // bytes
  bool full = false;
  const TagDecoder decoder = declaration.decoder.value_or(TagDecoder());
  DELO_CHECK(for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto fault = [&](const Rule& rule, std::string message) {
      findings.push_back(finding(rule, line_of(path, line.number), std::move(message)));
    };
    if (!line.decoded) {
      fault(bag_rule::kEncoding, "is not in the encoding that bagit.txt names");
      return {};
    }
    if (line.byte_order_mark && declaration.is_1_0()) fault(bag_rule::kByteOrderMark, kMarkTold);
    if (full) return {};
    kept += line.text.size() + 64;
    if (kept > kMostInfo) {
      full = true;
      fault(bag_rule::kInfoLine, "the file is larger than 16 MiB, the rest was not read");
      return {};
    }
    if (line.cut) fault(bag_rule::kInfoLine, "is longer than 64 KiB");
    if (trimmed(line.text).empty()) return {};
    if (is_blank(line.text.front())) {
      if (elements.empty()) {
        fault(bag_rule::kInfoLine, "goes on with a value, but none stands before");
      } else if (elements.back().second.size() < kMostLine) {
        elements.back().second += ' ';
        elements.back().second += trimmed(line.text);
      }
      return {};
    }
    const std::size_t colon = line.text.find(':');
    if (colon == std::string_view::npos || trimmed(line.text.substr(0, colon)).empty()) {
      fault(bag_rule::kInfoLine, shown(line.text) + " has no label and colon");
      return {};
    }
    if (declaration.is_1_0()) check_blanks(line.text, colon, fault);
    elements.emplace_back(trimmed(line.text.substr(0, colon)),
                          trimmed(line.text.substr(colon + 1)));
    return {};
  }));
  return elements;
}

std::string harm_of_path(std::string_view path) {
  if (path.starts_with('~')) return "begins with '~'";
  if (path.size() >= 2 && path[1] == ':' &&
      ((path[0] >= 'a' && path[0] <= 'z') || (path[0] >= 'A' && path[0] <= 'Z'))) {
    return "begins with a drive letter";
  }
  if (path.starts_with('\\')) return "begins with a backslash";
  if (path.find("..\\") == 0 || path.find("\\..") != std::string_view::npos) {
    return "has a '..' part between backslashes";
  }
  if (path.size() >= 2 && path.starts_with('%') && path.ends_with('%')) {
    return "is an environment variable";
  }
  if (path.starts_with('%') && path.find("%\\") != std::string_view::npos) {
    return "begins with an environment variable";
  }
  const auto parsed = RelativePath::parse(path);
  if (!parsed) return parsed.error().message;
  return {};
}

namespace {

// 1.0 encodes every '%' as %25, and nothing but LF and CR beside it.  (RFC 8493 §2.1.3)
bool has_stray_percent(std::string_view name) {
  for (std::size_t at = name.find('%'); at != std::string_view::npos; at = name.find('%', at + 1)) {
    if (name.size() - at < 3 || decode_manifest_path(name.substr(at, 3), true).size() > 1)
      return true;
  }
  return false;
}

// md5sum puts a backslash before the checksum of a name with a backslash or a line
// end, and "\\" and "\n" into the name.
std::string unescaped(std::string_view name) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char next = name[i] == '\\' && i + 1 < name.size() ? name[i + 1] : '\0';
    if (next == '\\' || next == 'n' || next == 'r') {
      plain += next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
      ++i;
    } else {
      plain += name[i];
    }
  }
  return plain;
}

}  // namespace

Result<void> read_manifest(const ByteSource& bytes, const RelativePath& path,
                           DigestAlgorithm algorithm, const BagDeclaration& declaration,
                           std::vector<Finding>& findings,
                           const std::function<Result<void>(ManifestLine&)>& visit) {
  const TagDecoder decoder = declaration.decoder.value_or(TagDecoder());
  bool blank_told = false;
  ManifestLine read;
  return for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto fault = [&](const Rule& rule, std::string message) -> Result<void> {
      findings.push_back(finding(rule, line_of(path, line.number), std::move(message)));
      return {};
    };
    if (line.byte_order_mark && declaration.is_1_0()) {
      DELO_CHECK(fault(bag_rule::kByteOrderMark, kMarkTold));
    }
    if (!line.decoded) {
      return fault(bag_rule::kEncoding, "is not in the encoding that bagit.txt names");
    }
    if (line.cut) return fault(bag_rule::kLine, "is longer than 64 KiB");
    if (trimmed(line.text).empty()) {
      if (std::exchange(blank_told, true)) return {};
      return fault(bag_rule::kBlankLine, "is blank");
    }
    const auto blank = std::ranges::find_if(line.text, is_blank);
    const auto end = static_cast<std::size_t>(blank - line.text.begin());
    if (blank == line.text.end()) {
      return fault(bag_rule::kLine, shown(line.text) + " has no white space");
    }
    std::string_view name = line.text.substr(end);
    while (!name.empty() && is_blank(name.front())) name.remove_prefix(1);
    if (end == 0 || name.empty()) {
      return fault(bag_rule::kLine, shown(line.text) + " has no checksum or no path");
    }
    std::string_view hex = line.text.substr(0, end);
    const bool escaped = hex.size() > 1 && hex.front() == '\\';
    if (escaped) hex.remove_prefix(1);
    if (hex.size() != hex_length(algorithm) || !read_hex(hex, read.digest)) {
      return fault(bag_rule::kDigest, "the checksum " + shown(hex) + " of " + shown(name) +
                                          " is not " + std::to_string(hex_length(algorithm)) +
                                          " hexadecimal digits");
    }
    read.number = line.number;
    read.escaped = escaped;
    read.dot_slash = read.stray_percent = false;
    read.written.clear();
    while (name.starts_with("./")) {
      name.remove_prefix(2);
      read.dot_slash = true;
    }
    if (escaped) {
      read.path = unescaped(name);
    } else if (name.find('%') == std::string_view::npos) {
      read.path = name;
    } else {
      read.path = decode_manifest_path(name, declaration.is_1_0());
      read.stray_percent = declaration.is_1_0() && has_stray_percent(name);
      read.written = name;
    }
    return visit(read);
  });
}

Result<void> read_fetch(const ByteSource& bytes, const BagDeclaration& declaration,
                        std::vector<Finding>& findings,
                        const std::function<Result<void>(FetchLine)>& visit) {
  const RelativePath path = at_root(kFetchName);
  const TagDecoder decoder = declaration.decoder.value_or(TagDecoder());
  return for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto told = [&](const Rule& rule, std::string message) {
      findings.push_back(finding(rule, line_of(path, line.number), std::move(message)));
    };
    const auto fault = [&](std::string message) -> Result<void> {
      told(bag_rule::kFetchLine, std::move(message));
      return {};
    };
    if (line.byte_order_mark && declaration.is_1_0()) told(bag_rule::kByteOrderMark, kMarkTold);
    if (!line.decoded) return fault("is not in the encoding that bagit.txt names");
    if (line.cut) return fault("is longer than 64 KiB");
    std::string_view rest = trimmed(line.text);
    if (rest.empty()) return {};
    const auto next_word = [&]() {
      const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
      const std::string_view word = rest.substr(0, end);
      rest = trimmed(rest.substr(end));
      return word;
    };
    FetchLine read{.number = line.number, .url = std::string(next_word())};
    const std::string_view length = next_word();
    if (rest.empty()) return fault(shown(line.text) + " is not an address, a length and a path");
    read.length = number_of<std::uint64_t>(length);
    if (!read.length && length != "-") {
      return fault("the length " + shown(length) + " is neither a number nor '-'");
    }
    if (declaration.is_1_0() && !is_absolute_uri(read.url)) {
      told(bag_rule::kFetchUrl, shown(read.url) + " is not an absolute URI");
    }
    while (rest.starts_with("./")) rest.remove_prefix(2);
    read.path = decode_manifest_path(rest, declaration.is_1_0());
    if (declaration.is_1_0() && has_stray_percent(rest)) {
      told(bag_rule::kPercent, shown(rest) + kStrayTold);
    }
    if (std::string harm = harm_of_path(read.path); !harm.empty()) {
      return fault("the path " + shown(read.path) + ' ' + harm);
    }
    if (!is_payload(read.path)) {
      return fault("the path " + shown(read.path) + " is not within the payload");
    }
    return visit(std::move(read));
  });
}

}  // namespace delo::packages
