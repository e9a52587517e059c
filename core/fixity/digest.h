// Digests and how they are compared.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delo {

// Weakest first.  CRC-32 and MD5, SHA-1 detect accidents only; they are
// computed to check a producer's list, never as the only fixity of record.
enum class DigestAlgorithm : std::uint8_t {
  kCrc32,  // .sfv lists
  kMd5,
  kSha1,
  kSha224,
  kSha256,
  kSha384,
  kSha512,
  kBlake2b512,
};
inline constexpr std::array kAllDigestAlgorithms = {
    DigestAlgorithm::kCrc32,  DigestAlgorithm::kMd5,    DigestAlgorithm::kSha1,
    DigestAlgorithm::kSha224, DigestAlgorithm::kSha256, DigestAlgorithm::kSha384,
    DigestAlgorithm::kSha512, DigestAlgorithm::kBlake2b512};

// The name in BagIt manifests (RFC 8493 §2.4) and JSON: "md5", "sha256" ….
std::string_view name_of(DigestAlgorithm algorithm);
// The name in METS CHECKSUMTYPE and PREMIS messageDigestAlgorithm: "MD5", "SHA-256" ….
std::string_view premis_name_of(DigestAlgorithm algorithm);
// Accepts both spellings, any case: "sha256", "SHA-256", "sha-256".
std::optional<DigestAlgorithm> algorithm_named(std::string_view name);
// Length of the digest in hexadecimal digits.
std::size_t hex_length(DigestAlgorithm algorithm);
bool is_strong(DigestAlgorithm algorithm);  // SHA-256 or better

struct Digest {
  DigestAlgorithm algorithm = DigestAlgorithm::kSha256;
  std::string hex;  // lower case, exactly hex_length(algorithm) digits

  // From text of either case.  Nothing when it is not such a digest.
  static std::optional<Digest> parse(DigestAlgorithm algorithm, std::string_view hex);

  auto operator<=>(const Digest&) const = default;
};

// At most one digest per algorithm, in the order of DigestAlgorithm.
class DigestSet {
 public:
  void set(Digest digest);  // replaces the one of its algorithm
  std::optional<Digest> find(DigestAlgorithm algorithm) const;
  const std::vector<Digest>& all() const noexcept { return digests_; }
  bool empty() const noexcept { return digests_.empty(); }
  // REQUIRES: holds a digest
  const Digest& strongest() const { return digests_.back(); }
  bool operator==(const DigestSet&) const = default;

 private:
  std::vector<Digest> digests_;
};

// kNothingInCommon is never a pass: nothing was compared.
enum class DigestComparison : std::uint8_t { kEqual, kDifferent, kNothingInCommon };
DigestComparison compare(const DigestSet& expected, const DigestSet& found);

}  // namespace delo
