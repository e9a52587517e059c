#include "ingest/reception/bag_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::uint64_t kMaxTagFile = std::uint64_t{256} << 20;
constexpr std::size_t kMaxFindingsOfKind = 1000;

RelativePath path_of(std::string_view text) {
  auto path = RelativePath::parse(text);
  return path ? std::move(path).value() : RelativePath();
}

// Lines end with LF, CRLF or CR (RFC 8493 §2.1.3); an end at the very end makes
// no further line.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    visit(++number, text.substr(at, end - at));
    at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
}

// "%0A", "%0D" and "%25" and nothing else, each once (RFC 8493 §2.1.3); before
// 1.0 a percent sign was no escape, only line ends were written so.
std::string decoded_path(std::string_view path, bool percent_is_escaped) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '%' && path.size() - i >= 3) {
      const std::string_view code = path.substr(i + 1, 2);
      const char c = code == "0A" || code == "0a"         ? '\n'
                     : code == "0D" || code == "0d"       ? '\r'
                     : code == "25" && percent_is_escaped ? '%'
                                                          : '\0';
      if (c != '\0') {
        out += c;
        i += 2;
        continue;
      }
    }
    out += path[i];
  }
  return out;
}

struct ManifestLine {
  int line = 0;
  Digest digest;
  std::string path;  // as in the bag, decoded
};

class BagReader {
 public:
  BagReader(const ProducerFolder& bag, std::span<const FileObject> payload,
            std::span<const FoundFile> tag_files, bool has_data)
      : folder_(bag), payload_(payload), tag_files_(tag_files), has_data_(has_data) {}

  BagFolder read() {
    if (!has_data_) {
      add(rules::kBagNoPayload, {}, 0, "there is no folder data in the bag");
    }
    read_declaration();
    read_info();
    read_manifests();
    read_tag_manifests();
    read_fetch();
    return std::move(bag_);
  }

 private:
  void add(const Rule& rule, const RelativePath& path, int line, std::string message) {
    Location where{.path = path};
    if (line > 0) where.part = "line " + std::to_string(line);
    bag_.findings.push_back(finding(rule, std::move(where), std::move(message)));
  }

  bool has_tag_file(const RelativePath& path) const {
    return std::ranges::binary_search(tag_files_, path, {}, &FoundFile::path);
  }

  // A tag file's text as UTF-8; a finding under `rule` when it can't be had.
  std::optional<std::string> text_of_tag_file(const RelativePath& path, const Rule& rule) {
    auto bytes = folder_.read_file(path, kMaxTagFile);
    if (!bytes) {
      add(rule, path, 0, "the file can't be read: " + bytes.error().text());
      return std::nullopt;
    }
    bag_.read_bytes += path.text() + '\0' + *bytes;
    if (encoding_ == TextEncoding::kUtf8) {
      std::string text = std::move(bytes).value();
      if (text.starts_with("\xef\xbb\xbf")) {
        add(rule, path, 1, "the file begins with a byte order mark");
        text.erase(0, 3);
      }
      return text;
    }
    return decode(*bytes, encoding_);
  }

  // RFC 8493 §2.1.1
  void read_declaration() {
    const RelativePath path = path_of("bagit.txt");
    if (!has_tag_file(path)) {
      add(rules::kBagDeclaration, path, 0, "there is no bagit.txt in the bag");
      return;
    }
    const auto text = text_of_tag_file(path, rules::kBagDeclaration);
    if (!text) return;
    std::vector<std::string_view> lines;
    for_each_line(*text, [&](int, std::string_view line) {
      if (lines.size() < 16) lines.push_back(line);
    });
    if (lines.size() != 2) {
      add(rules::kBagDeclaration, path, 0,
          "the file has " + std::to_string(lines.size()) + " lines, expected 2");
    }
    if (!lines.empty()) read_version(path, lines[0]);
    if (lines.size() > 1) read_encoding(path, lines[1]);
  }

  static std::optional<std::string_view> value_of(std::string_view line, std::string_view label) {
    if (!line.starts_with(label)) return std::nullopt;
    line.remove_prefix(label.size());
    return line;
  }

  void read_version(const RelativePath& path, std::string_view line) {
    constexpr std::array<std::string_view, 6> kVersions = {"0.93", "0.94", "0.95",
                                                           "0.96", "0.97", "1.0"};
    auto value = value_of(line, "BagIt-Version: ");
    if (!value) {
      // Before 1.0 blanks stood freely around the colon.
      const std::size_t colon = line.find(':');
      if (colon != std::string_view::npos && trim(line.substr(0, colon)) == "BagIt-Version" &&
          trim(line.substr(colon + 1)) != "1.0") {
        value = trim(line.substr(colon + 1));
      }
    }
    if (!value || std::ranges::find(kVersions, *value) == kVersions.end()) {
      add(rules::kBagDeclaration, path, 1,
          "the line is \"" + display_of(line.substr(0, 80)) +
              "\", expected \"BagIt-Version: \" and a version from 0.93 to 1.0");
      return;
    }
    bag_.version = std::string(*value);
  }

  void read_encoding(const RelativePath& path, std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::string_view label = colon == std::string_view::npos ? line : line.substr(0, colon);
    if (trim(label) != "Tag-File-Character-Encoding" || colon == std::string_view::npos) {
      add(rules::kBagDeclaration, path, 2,
          "the line is \"" + display_of(line.substr(0, 80)) +
              "\", expected \"Tag-File-Character-Encoding: UTF-8\"");
      return;
    }
    std::string name(trim(line.substr(colon + 1)));
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII") return;
    if (name == "UTF-16LE") {
      encoding_ = TextEncoding::kUtf16Little;
    } else if (name == "UTF-16" || name == "UTF-16BE") {
      encoding_ = TextEncoding::kUtf16Big;
    } else if (name == "ISO-8859-1" || name == "LATIN1") {
      encoding_ = TextEncoding::kLatin1;
    } else if (name == "WINDOWS-1251" || name == "CP1251") {
      encoding_ = TextEncoding::kWindows1251;
    } else if (name == "KOI8-R") {
      encoding_ = TextEncoding::kKoi8R;
    } else if (name == "IBM866" || name == "CP866") {
      encoding_ = TextEncoding::kIbm866;
    } else {
      add(rules::kBagDeclaration, path, 2,
          "tag files are in the encoding \"" + display_of(name) + "\", which can't be read here");
    }
  }

  // RFC 8493 §2.2.2; package-info.txt before 0.96
  void read_info() {
    RelativePath path = path_of("bag-info.txt");
    if (!has_tag_file(path)) path = path_of("package-info.txt");
    if (!has_tag_file(path)) return;
    const auto text = text_of_tag_file(path, rules::kBagTagFile);
    if (!text) return;
    for_each_line(*text, [&](int, std::string_view line) {
      if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
        if (!bag_.info.empty()) bag_.info.back().value += ' ' + std::string(trim(line));
        return;
      }
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos || colon == 0) return;
      bag_.info.push_back(
          {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    });
    for (const DescriptionElement& element : bag_.info) {
      const std::string label = to_lower(element.name);
      if (label == "source-organization" && bag_.producer.empty()) bag_.producer = element.value;
      if (label == "payload-oxum") check_oxum(path, element.value);
    }
  }

  void check_oxum(const RelativePath& path, std::string_view oxum) {
    std::uint64_t bytes = 0, files = 0;
    for (const FileObject& file : payload_) bytes += file.size;
    std::uint64_t said_bytes = 0;
    const char* end = oxum.data() + oxum.size();
    const auto first = std::from_chars(oxum.data(), end, said_bytes);
    bool well_formed = first.ec == std::errc() && first.ptr != end && *first.ptr == '.';
    if (well_formed) {
      const auto second = std::from_chars(first.ptr + 1, end, files);
      well_formed = second.ec == std::errc() && second.ptr == end;
    }
    if (!well_formed) {
      add(rules::kBagOxum, path, 0,
          "Payload-Oxum is \"" + display_of(oxum.substr(0, 80)) + "\", expected BYTES.FILES");
    } else if (said_bytes != bytes || files != payload_.size()) {
      add(rules::kBagOxum, path, 0,
          "Payload-Oxum says " + std::to_string(said_bytes) + " bytes in " + std::to_string(files) +
              " files, the payload has " + std::to_string(bytes) + " in " +
              std::to_string(payload_.size()));
    }
  }

  // Lines that can be read; the others are findings.
  std::vector<ManifestLine> read_manifest_lines(const RelativePath& path, DigestAlgorithm algorithm,
                                                const Rule& rule) {
    std::vector<ManifestLine> lines;
    const auto text = text_of_tag_file(path, rule);
    if (!text) return lines;
    std::size_t faults = 0;
    for_each_line(*text, [&](int number, std::string_view line) {
      if (trim(line).empty()) return;
      const std::size_t blank = line.find_first_of(" \t");
      const auto digest = Digest::parse(algorithm, line.substr(0, blank));
      std::string_view name;
      if (blank != std::string_view::npos) {
        name = line.substr(blank);
        name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
        // md5sum's mark of binary mode; allowed to be written, and no part of the path.
        if (name.starts_with('*')) name.remove_prefix(1);
        // Before 1.0 nothing forbade what "find ." writes.
        if (bag_.version != "1.0" && name.starts_with("./")) name.remove_prefix(2);
      }
      if (!digest || name.empty()) {
        if (++faults <= kMaxFindingsOfKind) {
          add(rule, path, number,
              "the line is no " + std::string(name_of(algorithm)) + " checksum and path");
        }
        return;
      }
      lines.push_back({number, *digest, decoded_path(name, bag_.version == "1.0")});
    });
    if (faults > kMaxFindingsOfKind) {
      add(rule, path, 0, std::to_string(faults - kMaxFindingsOfKind) + " more lines can't be read");
    }
    return lines;
  }

  struct Manifest {
    RelativePath path;
    DigestAlgorithm algorithm;
  };
  std::vector<Manifest> manifests_named(std::string_view beginning, const Rule& rule) {
    std::vector<Manifest> manifests;
    for (const FoundFile& file : tag_files_) {
      std::string_view name = file.path.text();
      if (!name.starts_with(beginning) || !name.ends_with(".txt")) continue;
      name = name.substr(beginning.size(), name.size() - beginning.size() - 4);
      if (const auto algorithm = algorithm_named(name)) {
        manifests.push_back({file.path, *algorithm});
      } else {
        add(rule, file.path, 0,
            "the algorithm \"" + display_of(name) + "\" is not known; the manifest was not used");
      }
    }
    return manifests;
  }

  // RFC 8493 §2.1.3, §3
  void read_manifests() {
    std::unordered_map<std::string_view, std::size_t> by_path;
    std::unordered_multimap<std::string, std::size_t> by_key;
    for (std::size_t i = 0; i < payload_.size(); ++i) {
      by_path.emplace(payload_[i].path.text(), i);
    }
    const auto manifests = manifests_named("manifest-", rules::kBagNoManifest);
    if (manifests.empty()) {
      add(rules::kBagNoManifest, {}, 0, "the bag has no payload manifest that can be used");
    }
    for (const Manifest& manifest : manifests) {
      bag_.manifest.lists.push_back(manifest.path);
      bag_.manifest.seen.push_back({.path = manifest.path,
                                    .form = {.dialect = "BagIt manifest",
                                             .encoding = "UTF-8",
                                             .algorithms = {std::string(name_of(manifest.algorithm))}}});
      std::vector<char> listed(payload_.size(), 0);
      for (const ManifestLine& line :
           read_manifest_lines(manifest.path, manifest.algorithm, rules::kBagManifest)) {
        ++bag_.manifest.seen.back().lines;
        ++bag_.manifest.seen.back().form.lines;
        const auto path = RelativePath::parse(line.path);
        if (!path || !line.path.starts_with("data/")) {
          add(rules::kBagManifest, manifest.path, line.line,
              "the path \"" + display_of(line.path.substr(0, 200)) + "\" is not below data/");
          continue;
        }
        const std::string below = line.path.substr(5);
        auto found = by_path.find(below);
        if (found == by_path.end()) {
          // RFC 8493 §6.1.1.2: the same name in another normal form is meant.
          if (by_key.empty()) {
            for (std::size_t i = 0; i < payload_.size(); ++i) {
              if (auto key = nfc(payload_[i].path.text())) by_key.emplace(*std::move(key), i);
            }
          }
          const auto key = nfc(below);
          const auto [begin, end] = by_key.equal_range(key.value_or(""));
          if (key && begin != end && std::next(begin) == end) {
            found = by_path.find(payload_[begin->second].path.text());
            bag_.manifest.findings.push_back(
                finding(rules::kChecksumNameForm, {.path = payload_[begin->second].path},
                        display_of(manifest.path.text()) + " line " + std::to_string(line.line) +
                            " writes the name with accents in another form"));
          }
        }
        if (found == by_path.end()) {
          add(rules::kBagPayloadMissing, manifest.path, line.line,
              display_of(line.path) + " is in the manifest, but not in the bag");
          continue;
        }
        const std::size_t i = found->second;
        if (listed[i] != 0) {
          add(rules::kBagManifest, manifest.path, line.line,
              display_of(line.path) + " is in the manifest already");
        }
        listed[i] = 1;
        bag_.manifest.checksums.push_back(
            {payload_[i].path, line.digest, manifest.path, line.line});
      }
      for (std::size_t i = 0; i < payload_.size(); ++i) {
        if (listed[i] == 0) {
          add(rules::kBagPayloadUnlisted, path_of("data/" + payload_[i].path.text()), 0,
              "the file is not in " + display_of(manifest.path.text()));
        }
      }
    }
    std::ranges::stable_sort(bag_.manifest.checksums, {}, &ProducerChecksum::path);
    const bool strong = std::ranges::any_of(manifests, is_strong, &Manifest::algorithm);
    if (!manifests.empty() && !strong) {
      bag_.manifest.findings.push_back(
          finding(rules::kChecksumWeak, {}, "the bag has MD5 or SHA-1 manifests only"));
    }
  }

  // RFC 8493 §2.2.1.  Tag files are small: they are read and hashed here.
  void read_tag_manifests() {
    for (const Manifest& manifest : manifests_named("tagmanifest-", rules::kBagTagFile)) {
      for (const ManifestLine& line :
           read_manifest_lines(manifest.path, manifest.algorithm, rules::kBagTagFile)) {
        check_tag_file(manifest, line);
      }
    }
  }

  void check_tag_file(const Manifest& manifest, const ManifestLine& line) {
    const auto path = RelativePath::parse(line.path);
    if (!path || line.path.starts_with("data/") || line.path.starts_with("tagmanifest-")) {
      add(rules::kBagTagFile, manifest.path, line.line,
          "the path \"" + display_of(line.path.substr(0, 200)) + "\" is no tag file of the bag");
      return;
    }
    if (!has_tag_file(*path)) {
      add(rules::kBagTagFile, manifest.path, line.line,
          display_of(line.path) + " is in the tag manifest, but not in the bag");
      return;
    }
    const auto bytes = folder_.read_file(*path, kMaxTagFile);
    if (!bytes) {
      add(rules::kBagTagFile, *path, 0, "the file can't be read: " + bytes.error().text());
      return;
    }
    const std::array algorithms = {manifest.algorithm};
    auto hasher = Hasher::create(algorithms);
    if (!hasher || !(*hasher)->write(std::as_bytes(std::span(*bytes))) || !(*hasher)->finish()) {
      add(rules::kBagTagFile, *path, 0, "the checksum of the file can't be made here");
    } else if ((*hasher)->digests().find(manifest.algorithm) != line.digest) {
      add(rules::kBagTagFile, *path, 0,
          "the file has another checksum than " + display_of(manifest.path.text()) + " line " +
              std::to_string(line.line) + " gives");
    }
  }

  // RFC 8493 §2.2.3
  void read_fetch() {
    const RelativePath path = path_of("fetch.txt");
    if (!has_tag_file(path)) return;
    const auto text = text_of_tag_file(path, rules::kBagFetch);
    std::size_t files = 0;
    if (text) {
      for_each_line(*text,
                    [&](int, std::string_view line) { files += trim(line).empty() ? 0 : 1; });
    }
    if (files > 0) {
      add(rules::kBagFetch, path, 0,
          std::to_string(files) + (files == 1 ? " file is" : " files are") +
              " to be fetched from the network; delo fetches nothing");
    }
  }

  const ProducerFolder& folder_;
  std::span<const FileObject> payload_;
  std::span<const FoundFile> tag_files_;
  bool has_data_;
  TextEncoding encoding_ = TextEncoding::kUtf8;
  BagFolder bag_;
};

}  // namespace

BagFolder read_bag(const ProducerFolder& bag, std::span<const FileObject> payload,
                   std::span<const FoundFile> tag_files, bool has_data) {
  return BagReader(bag, payload, tag_files, has_data).read();
}

}  // namespace delo::ingest
