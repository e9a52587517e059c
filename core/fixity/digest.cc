#include "core/fixity/digest.h"

#include <algorithm>

namespace delo {
namespace {

struct Known {
  DigestAlgorithm algorithm;
  std::string_view name, premis_name;
  std::size_t hex_length;
};
constexpr std::array kKnown = {
    Known{DigestAlgorithm::kCrc32, "crc32", "CRC32", 8},
    Known{DigestAlgorithm::kMd5, "md5", "MD5", 32},
    Known{DigestAlgorithm::kSha1, "sha1", "SHA-1", 40},
    Known{DigestAlgorithm::kSha224, "sha224", "SHA-224", 56},
    Known{DigestAlgorithm::kSha256, "sha256", "SHA-256", 64},
    Known{DigestAlgorithm::kSha384, "sha384", "SHA-384", 96},
    Known{DigestAlgorithm::kSha512, "sha512", "SHA-512", 128},
    Known{DigestAlgorithm::kBlake2b512, "blake2b-512", "BLAKE2b-512", 128},
};

const Known& known(DigestAlgorithm algorithm) {
  return kKnown[static_cast<std::size_t>(algorithm)];
}

}  // namespace

std::string_view name_of(DigestAlgorithm algorithm) { return known(algorithm).name; }
std::string_view premis_name_of(DigestAlgorithm algorithm) { return known(algorithm).premis_name; }
std::size_t hex_length(DigestAlgorithm algorithm) { return known(algorithm).hex_length; }
bool is_strong(DigestAlgorithm algorithm) { return algorithm >= DigestAlgorithm::kSha256; }

std::optional<DigestAlgorithm> algorithm_named(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '-' && c != '_') {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  if (plain == "blake2b512") return DigestAlgorithm::kBlake2b512;
  for (const Known& k : kKnown) {
    if (k.name == plain) return k.algorithm;
  }
  return std::nullopt;
}

std::optional<Digest> Digest::parse(DigestAlgorithm algorithm, std::string_view hex) {
  if (hex.size() != hex_length(algorithm)) return std::nullopt;
  Digest out{algorithm, std::string(hex)};
  for (char& c : out.hex) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return std::nullopt;
  }
  return out;
}

void DigestSet::set(Digest digest) {
  const auto at = std::ranges::lower_bound(digests_, digest.algorithm, {}, &Digest::algorithm);
  if (at != digests_.end() && at->algorithm == digest.algorithm) {
    *at = std::move(digest);
  } else {
    digests_.insert(at, std::move(digest));
  }
}

std::optional<Digest> DigestSet::find(DigestAlgorithm algorithm) const {
  for (const Digest& digest : digests_) {
    if (digest.algorithm == algorithm) return digest;
  }
  return std::nullopt;
}

DigestComparison compare(const DigestSet& expected, const DigestSet& found) {
  bool compared = false;
  for (const Digest& want : expected.all()) {
    const std::optional<Digest> have = found.find(want.algorithm);
    if (!have) continue;
    if (*have != want) return DigestComparison::kDifferent;
    compared = true;
  }
  return compared ? DigestComparison::kEqual : DigestComparison::kNothingInCommon;
}

}  // namespace delo
