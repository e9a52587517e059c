#include "core/fixity/hasher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <cassert>
#include <vector>

namespace delo {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const char* openssl_name(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kCrc32:
      return "";
    case DigestAlgorithm::kMd5:
      return "MD5";
    case DigestAlgorithm::kSha1:
      return "SHA1";
    case DigestAlgorithm::kSha224:
      return "SHA224";
    case DigestAlgorithm::kSha256:
      return "SHA256";
    case DigestAlgorithm::kSha384:
      return "SHA384";
    case DigestAlgorithm::kSha512:
      return "SHA512";
    case DigestAlgorithm::kBlake2b512:
      return "BLAKE2B512";
  }
  return "";
}

constexpr char kHexDigits[] = "0123456789abcdef";

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const unsigned char b : bytes) {
    hex += kHexDigits[b >> 4];
    hex += kHexDigits[b & 15];
  }
  return hex;
}

}  // namespace

struct Hasher::Members {
  struct Lane {
    DigestAlgorithm algorithm;
    Context context;  // null for CRC-32
    unsigned long crc32 = 0;
  };
  std::vector<Lane> lanes;
  DigestSet digests;
  bool finished = false;
};

Hasher::Hasher(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Hasher::~Hasher() = default;

Result<std::unique_ptr<Hasher>> Hasher::create(std::span<const DigestAlgorithm> algorithms) {
  auto members = std::make_unique<Members>();
  for (const DigestAlgorithm algorithm : algorithms) {
    if (algorithm == DigestAlgorithm::kCrc32) {
      members->lanes.push_back({algorithm, nullptr, ::crc32(0, nullptr, 0)});
      continue;
    }
    Context context(EVP_MD_CTX_new());
    const EVP_MD* method = EVP_get_digestbyname(openssl_name(algorithm));
    if (!context || !method || EVP_DigestInit_ex(context.get(), method, nullptr) != 1) {
      return Error{ErrorCode::kUnsupported,
                   std::string("OpenSSL here has no ") + openssl_name(algorithm)};
    }
    members->lanes.push_back({algorithm, std::move(context)});
  }
  return std::unique_ptr<Hasher>(new Hasher(std::move(members)));
}

Result<void> Hasher::write(std::span<const std::byte> chunk) {
  assert(!members_->finished);
  for (auto& lane : members_->lanes) {
    if (!lane.context) {
      lane.crc32 =
          ::crc32_z(lane.crc32, reinterpret_cast<const Bytef*>(chunk.data()), chunk.size());
    } else if (EVP_DigestUpdate(lane.context.get(), chunk.data(), chunk.size()) != 1) {
      return Error{ErrorCode::kInternal, "EVP_DigestUpdate failed"};
    }
  }
  return {};
}

Result<void> Hasher::finish() {
  for (auto& lane : members_->lanes) {
    if (!lane.context) {
      const unsigned char big_endian[4] = {static_cast<unsigned char>(lane.crc32 >> 24),
                                           static_cast<unsigned char>(lane.crc32 >> 16),
                                           static_cast<unsigned char>(lane.crc32 >> 8),
                                           static_cast<unsigned char>(lane.crc32)};
      members_->digests.set({lane.algorithm, to_hex(big_endian)});
      continue;
    }
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (EVP_DigestFinal_ex(lane.context.get(), bytes, &n) != 1) {
      return Error{ErrorCode::kInternal, "EVP_DigestFinal_ex failed"};
    }
    members_->digests.set({lane.algorithm, to_hex({bytes, n})});
  }
  members_->finished = true;
  return {};
}

const DigestSet& Hasher::digests() const {
  assert(members_->finished);
  return members_->digests;
}

Digest sha256_of(std::string_view text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  if (EVP_Digest(text.data(), text.size(), bytes, &n, EVP_sha256(), nullptr) != 1) std::abort();
  return {DigestAlgorithm::kSha256, to_hex({bytes, n})};
}

std::string uuid_of(std::string_view name) {
  // The namespace: 7d1ac1f4-3c9b-5f0e-9a4e-64656c6f0001 ("delo" in its node).
  static constexpr unsigned char kNamespace[16] = {0x7d, 0x1a, 0xc1, 0xf4, 0x3c, 0x9b, 0x5f, 0x0e,
                                                   0x9a, 0x4e, 0x64, 0x65, 0x6c, 0x6f, 0x00, 0x01};
  std::string hashed(reinterpret_cast<const char*>(kNamespace), sizeof kNamespace);
  hashed += name;
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  if (EVP_Digest(hashed.data(), hashed.size(), bytes, &n, EVP_sha1(), nullptr) != 1) std::abort();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x50);  // version 5
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);  // variant of RFC 4122
  const std::string hex = to_hex({bytes, 16});
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string digest_library_version() { return OpenSSL_version(OPENSSL_VERSION); }

}  // namespace delo
