#include "packages/bagit/bag_reader.h"

#include <algorithm>
#include <charconv>

#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_rules.h"

namespace delo::packages {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kShown = 200;  // bytes of a line in a message

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
  bool strict = false;  // exactly "LABEL: VALUE"
};
std::optional<Labelled> labelled(std::string_view line, std::string_view label) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || trimmed(line.substr(0, colon)) != label) {
    return std::nullopt;
  }
  const std::string_view value = line.substr(colon + 1);
  Labelled found{.value = trimmed(value)};
  found.strict = colon == label.size() && value.starts_with(' ') && value.substr(1) == found.value;
  return found;
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
  bool strict = true;
  if (!lines.empty()) {
    if (const auto version = labelled(lines[0], "BagIt-Version")) {
      strict = version->strict;
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
  return declaration;
}

Result<BagInfoElements> read_bag_info(const ByteSource& bytes, const RelativePath& path,
                                      const TagDecoder& decoder, std::vector<Finding>& findings) {
  BagInfoElements elements;
  DELO_CHECK(for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto fault = [&](const Rule& rule, std::string message) {
      findings.push_back(finding(rule, line_of(path, line.number), std::move(message)));
    };
    if (!line.decoded) {
      fault(bag_rule::kEncoding, "is not in the encoding that bagit.txt names");
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

Result<void> read_manifest(const ByteSource& bytes, const RelativePath& path,
                           DigestAlgorithm algorithm, const BagDeclaration& declaration,
                           std::vector<Finding>& findings,
                           const std::function<Result<void>(ManifestLine)>& visit) {
  const bool percent_is_encoded = declaration.version && *declaration.version >= kBag1_0;
  const TagDecoder decoder = declaration.decoder.value_or(TagDecoder());
  return for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto fault = [&](const Rule& rule, std::string message) -> Result<void> {
      findings.push_back(finding(rule, line_of(path, line.number), std::move(message)));
      return {};
    };
    if (!line.decoded) {
      return fault(bag_rule::kEncoding, "is not in the encoding that bagit.txt names");
    }
    if (line.cut) return fault(bag_rule::kLine, "is longer than 64 KiB");
    if (trimmed(line.text).empty()) return {};
    const std::size_t end = line.text.find_first_of(" \t");
    if (end == std::string_view::npos) {
      return fault(bag_rule::kLine, shown(line.text) + " has no white space");
    }
    std::string_view name = line.text.substr(end);
    while (!name.empty() && is_blank(name.front())) name.remove_prefix(1);
    if (end == 0 || name.empty()) {
      return fault(bag_rule::kLine, shown(line.text) + " has no checksum or no path");
    }
    const std::string_view hex = line.text.substr(0, end);
    auto digest = Digest::parse(algorithm, hex);
    if (!digest) {
      return fault(bag_rule::kDigest, "the checksum " + shown(hex) + " of " + shown(name) +
                                          " is not " + std::to_string(hex_length(algorithm)) +
                                          " hexadecimal digits");
    }
    ManifestLine read{.number = line.number, .digest = std::move(*digest)};
    while (name.starts_with("./")) {
      name.remove_prefix(2);
      read.dot_slash = true;
    }
    read.path = decode_manifest_path(name, percent_is_encoded);
    return visit(std::move(read));
  });
}

Result<void> read_fetch(const ByteSource& bytes, const BagDeclaration& declaration,
                        std::vector<Finding>& findings,
                        const std::function<Result<void>(FetchLine)>& visit) {
  const RelativePath path = at_root(kFetchName);
  const bool percent_is_encoded = declaration.version && *declaration.version >= kBag1_0;
  const TagDecoder decoder = declaration.decoder.value_or(TagDecoder());
  return for_each_line(bytes, decoder, [&](const TagLine& line) -> Result<void> {
    const auto fault = [&](std::string message) -> Result<void> {
      findings.push_back(
          finding(bag_rule::kFetchLine, line_of(path, line.number), std::move(message)));
      return {};
    };
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
    while (rest.starts_with("./")) rest.remove_prefix(2);
    read.path = decode_manifest_path(rest, percent_is_encoded);
    if (std::string harm = harm_of_path(read.path); !harm.empty()) {
      return fault("the path " + shown(read.path) + ' ' + harm);
    }
    if (!read.path.starts_with("data/")) {
      return fault("the path " + shown(read.path) + " is not within the payload");
    }
    return visit(std::move(read));
  });
}

}  // namespace delo::packages
