#include "packages/bagit/bag_names.h"

namespace delo::packages {
namespace {

constexpr std::string_view kManifest = "manifest-";
constexpr std::string_view kTagManifest = "tagmanifest-";
constexpr std::string_view kEnding = ".txt";

std::optional<std::string> between(std::string_view name, std::string_view before) {
  if (!name.starts_with(before) || !name.ends_with(kEnding)) return std::nullopt;
  if (name.size() <= before.size() + kEnding.size()) return std::nullopt;
  name = name.substr(before.size(), name.size() - before.size() - kEnding.size());
  if (name.find('/') != std::string_view::npos) return std::nullopt;  // not in the base folder
  return std::string(name);
}

// Letters and digits only: blake2b512.  (RFC 8493 §2.4)
std::string written_name(DigestAlgorithm algorithm) {
  std::string name(name_of(algorithm));
  std::erase(name, '-');
  return name;
}

}  // namespace

std::string manifest_name(DigestAlgorithm algorithm) {
  return std::string(kManifest) + written_name(algorithm) + std::string(kEnding);
}

std::string tag_manifest_name(DigestAlgorithm algorithm) {
  return std::string(kTagManifest) + written_name(algorithm) + std::string(kEnding);
}

std::optional<std::string> algorithm_of_manifest(std::string_view name) {
  return between(name, kManifest);
}

std::optional<std::string> algorithm_of_tag_manifest(std::string_view name) {
  return between(name, kTagManifest);
}

std::string encode_manifest_path(std::string_view path, bool encode_percent) {
  std::string written;
  written.reserve(path.size());
  for (const char c : path) {
    switch (c) {
      case '\n':
        written += "%0A";
        break;
      case '\r':
        written += "%0D";
        break;
      case '%':
        written += encode_percent ? "%25" : "%";
        break;
      default:
        written += c;
    }
  }
  return written;
}

std::string decode_manifest_path(std::string_view written, bool percent_is_encoded) {
  std::string path;
  path.reserve(written.size());
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] == '%' && written.size() - at >= 3) {
      const char high = written[at + 1];
      const char low = written[at + 2];
      char decoded = '\0';
      if (high == '0' && (low == 'A' || low == 'a')) decoded = '\n';
      if (high == '0' && (low == 'D' || low == 'd')) decoded = '\r';
      if (high == '2' && low == '5' && percent_is_encoded) decoded = '%';
      if (decoded != '\0') {
        path += decoded;
        at += 2;
        continue;
      }
    }
    path += written[at];
  }
  return path;
}

}  // namespace delo::packages
