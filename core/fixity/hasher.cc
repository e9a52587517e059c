// For the contexts of SHA-2, see sha2_lanes.cc.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/fixity/hasher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>
#include <variant>
#include <vector>

#include "core/fixity/sha2_lanes.h"
#include "core/text/hex.h"

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

std::string_view text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

struct Crc32 {
  unsigned long value = ::crc32(0, nullptr, 0);
};
// SHA-256 and SHA-512 have open contexts, so that many can advance side by side.
using State = std::variant<Context, Crc32, SHA256_CTX, SHA512_CTX>;

State state_of(DigestAlgorithm algorithm) {
  if (algorithm == DigestAlgorithm::kCrc32) return Crc32{};
  if (algorithm == DigestAlgorithm::kSha256) return SHA256_CTX{};
  if (algorithm == DigestAlgorithm::kSha512) return SHA512_CTX{};
  return Context(EVP_MD_CTX_new());
}

// From the beginning, also after an end.
bool begin(Context& context, DigestAlgorithm algorithm) {
  if (!context) return false;
  // A context that has its method keeps it.
  const EVP_MD* method =
      EVP_MD_CTX_get0_md(context.get()) ? nullptr : EVP_get_digestbyname(openssl_name(algorithm));
  if (!method && !EVP_MD_CTX_get0_md(context.get())) return false;
  return EVP_DigestInit_ex(context.get(), method, nullptr) == 1;
}
bool begin(Crc32& crc, DigestAlgorithm /*algorithm*/) {
  crc = {};
  return true;
}
bool begin(SHA256_CTX& context, DigestAlgorithm /*algorithm*/) {
  return SHA256_Init(&context) == 1;
}
bool begin(SHA512_CTX& context, DigestAlgorithm /*algorithm*/) {
  return SHA512_Init(&context) == 1;
}

using Bytes = std::span<const std::byte>;

bool update(Context& context, Bytes chunk) {
  return EVP_DigestUpdate(context.get(), chunk.data(), chunk.size()) == 1;
}
bool update(Crc32& crc, Bytes chunk) {
  crc.value = ::crc32_z(crc.value, reinterpret_cast<const Bytef*>(chunk.data()), chunk.size());
  return true;
}
bool update(SHA256_CTX& context, Bytes chunk) {
  return SHA256_Update(&context, chunk.data(), chunk.size()) == 1;
}
bool update(SHA512_CTX& context, Bytes chunk) {
  return SHA512_Update(&context, chunk.data(), chunk.size()) == 1;
}

// Writes the digest to `out`, EVP_MAX_MD_SIZE bytes; returns its length, 0: failed.
unsigned end(Context& context, unsigned char* out) {
  unsigned n = 0;
  return EVP_DigestFinal_ex(context.get(), out, &n) == 1 ? n : 0;
}
unsigned end(Crc32& crc, unsigned char* out) {
  for (int i = 0; i < 4; ++i) out[i] = static_cast<unsigned char>(crc.value >> (24 - 8 * i));
  return 4;
}
// Puts the whole blocks of `chunk` on the list and returns what is left to update().
template <class Pending, class Sha>
Bytes take_blocks(Sha& context, Bytes chunk, std::vector<Pending>& pending) {
  if (context.num != 0) return chunk;  // in the middle of a block
  const std::size_t blocks = chunk.size() / Pending::kBlock;
  pending.push_back({&context, chunk.data(), blocks});
  return chunk.subspan(blocks * Pending::kBlock);
}

// The end of a message: its last bytes, a one, zeros, and its length (FIPS 180-4 §5.1).
template <class Sha, std::size_t kBlock>
struct Ending {
  Sha* context;
  std::array<std::byte, 2 * kBlock> bytes;
  std::size_t blocks;
};
using Ending256 = Ending<SHA256_CTX, sha2::Pending256::kBlock>;
using Ending512 = Ending<SHA512_CTX, sha2::Pending512::kBlock>;

template <class Number>
void put_big_endian(Number number, std::byte* out) {
  for (std::size_t i = sizeof number; i-- > 0; number >>= 8)
    out[i] = static_cast<std::byte>(number);
}

const std::byte* waiting_bytes(const SHA256_CTX& context) {
  return reinterpret_cast<const std::byte*>(context.data);
}
const std::byte* waiting_bytes(const SHA512_CTX& context) {
  return reinterpret_cast<const std::byte*>(context.u.p);
}

template <class Sha, std::size_t kBlock>
Ending<Sha, kBlock> ending_of(Sha& context) {
  constexpr std::size_t kLength = kBlock / 8;  // bytes of the length
  Ending<Sha, kBlock> out{.context = &context, .bytes = {}, .blocks = 1};
  const std::size_t rest = context.num;
  std::copy_n(waiting_bytes(context), rest, out.bytes.data());
  out.bytes[rest] = std::byte{0x80};
  if (rest + 1 + kLength > kBlock) out.blocks = 2;
  std::byte* const end = out.bytes.data() + out.blocks * kBlock;
  put_big_endian(context.Nl, end - sizeof context.Nl);
  put_big_endian(context.Nh, end - 2 * sizeof context.Nl);
  context.num = 0;
  return out;
}

// Puts the endings into their contexts, which have the digests then.
template <class Pending, class Ending>
void end_together(std::span<Ending> endings, std::vector<Pending>& pending) {
  pending.clear();
  for (Ending& ending : endings) {
    pending.push_back({ending.context, ending.bytes.data(), ending.blocks});
  }
  sha2::advance(std::span(pending), sha2::engines_here().back());
}

// Of a context that has been ended.
template <class Sha>
unsigned digest_in(const Sha& context, unsigned char* out) {
  for (std::size_t i = 0; i < 8; ++i, out += sizeof context.h[0]) {
    put_big_endian(context.h[i], reinterpret_cast<std::byte*>(out));
  }
  return sizeof context.h;
}
unsigned end(SHA256_CTX& context, unsigned char* out) { return digest_in(context, out); }
unsigned end(SHA512_CTX& context, unsigned char* out) { return digest_in(context, out); }

}  // namespace

struct Hasher::Members {
  struct Lane {
    DigestAlgorithm algorithm;
    State state;
  };
  std::vector<Lane> lanes;
  DigestSet digests;
  bool finished = false;
};

Hasher::Hasher(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Hasher::~Hasher() = default;

Result<std::unique_ptr<Hasher>> Hasher::create(std::span<const DigestAlgorithm> algorithms) {
  std::unique_ptr<Hasher> hasher(new Hasher(std::make_unique<Members>()));
  DELO_CHECK(hasher->restart(algorithms));
  return hasher;
}

Result<void> Hasher::restart(std::span<const DigestAlgorithm> algorithms) {
  auto& lanes = members_->lanes;
  if (!std::ranges::equal(lanes, algorithms, {}, &Members::Lane::algorithm)) {
    lanes.clear();
    lanes.reserve(algorithms.size());
    for (const DigestAlgorithm algorithm : algorithms) {
      lanes.push_back({algorithm, state_of(algorithm)});
    }
  }
  for (auto& [algorithm, state] : lanes) {
    if (std::visit([&](auto& lane) { return begin(lane, algorithm); }, state)) continue;
    lanes.clear();
    return Error{ErrorCode::kUnsupported,
                 std::string("OpenSSL here has no ") + openssl_name(algorithm)};
  }
  members_->digests = {};
  members_->finished = false;
  return {};
}

Result<void> Hasher::write(Bytes chunk) {
  assert(!members_->finished);
  for (auto& lane : members_->lanes) {
    if (!std::visit([&](auto& state) { return update(state, chunk); }, lane.state)) {
      return Error{ErrorCode::kInternal, "OpenSSL failed to take bytes into a digest"};
    }
  }
  return {};
}

Result<void> Hasher::write_together(std::span<Hasher* const> hashers,
                                    std::span<const Bytes> chunks) {
  return write_lanes(hashers, chunks, std::nullopt);
}

Result<void> Hasher::write_together(std::span<Hasher* const> hashers, std::span<const Bytes> chunks,
                                    DigestAlgorithm only) {
  return write_lanes(hashers, chunks, only);
}

// By measurement: lanes of AVX-512, half of them elsewhere.
std::size_t Hasher::streams_together(DigestAlgorithm algorithm) {
  if (algorithm == DigestAlgorithm::kSha256) return 16;
  if (algorithm == DigestAlgorithm::kSha512) return 8;
  return 1;
}

Result<void> Hasher::write_lanes(std::span<Hasher* const> hashers, std::span<const Bytes> chunks,
                                 std::optional<DigestAlgorithm> only) {
  assert(hashers.size() == chunks.size());
  struct Rest {
    State* state;
    Bytes bytes;
  };
  thread_local std::vector<sha2::Pending256> pending256;
  thread_local std::vector<sha2::Pending512> pending512;
  thread_local std::vector<Rest> rests;
  pending256.clear();
  pending512.clear();
  rests.clear();
  for (std::size_t i = 0; i < hashers.size(); ++i) {
    assert(!hashers[i]->members_->finished);
    for (auto& lane : hashers[i]->members_->lanes) {
      if (only && lane.algorithm != *only) continue;
      Bytes rest = chunks[i];
      if (auto* sha256 = std::get_if<SHA256_CTX>(&lane.state)) {
        rest = take_blocks(*sha256, rest, pending256);
      } else if (auto* sha512 = std::get_if<SHA512_CTX>(&lane.state)) {
        rest = take_blocks(*sha512, rest, pending512);
      }
      if (!rest.empty()) rests.push_back({&lane.state, rest});
    }
  }
  const sha2::Engine engine = sha2::engines_here().back();
  sha2::advance(std::span(pending256), engine);
  sha2::advance(std::span(pending512), engine);
  for (const Rest& rest : rests) {
    if (!std::visit([&](auto& state) { return update(state, rest.bytes); }, *rest.state)) {
      return Error{ErrorCode::kInternal, "OpenSSL failed to take bytes into a digest"};
    }
  }
  return {};
}

Result<void> Hasher::finish_together(std::span<Hasher* const> hashers) {
  thread_local std::vector<Ending256> endings256;
  thread_local std::vector<Ending512> endings512;
  thread_local std::vector<sha2::Pending256> pending256;
  thread_local std::vector<sha2::Pending512> pending512;
  endings256.clear();
  endings512.clear();
  for (Hasher* hasher : hashers) {
    for (auto& lane : hasher->members_->lanes) {
      if (auto* sha256 = std::get_if<SHA256_CTX>(&lane.state)) {
        endings256.push_back(ending_of<SHA256_CTX, sha2::Pending256::kBlock>(*sha256));
      } else if (auto* sha512 = std::get_if<SHA512_CTX>(&lane.state)) {
        endings512.push_back(ending_of<SHA512_CTX, sha2::Pending512::kBlock>(*sha512));
      }
    }
  }
  end_together(std::span(endings256), pending256);
  end_together(std::span(endings512), pending512);
  for (Hasher* hasher : hashers) DELO_CHECK(hasher->take_ends());
  return {};
}

Result<void> Hasher::take_ends() {
  for (auto& lane : members_->lanes) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    const unsigned n = std::visit([&](auto& state) { return end(state, bytes); }, lane.state);
    if (n == 0) return Error{ErrorCode::kInternal, "OpenSSL failed to end a digest"};
    members_->digests.set({lane.algorithm, hex_of(text_of(bytes, n))});
  }
  members_->finished = true;
  return {};
}

Result<void> Hasher::finish() {
  Hasher* const self = this;
  return finish_together(std::span(&self, 1));
}

const DigestSet& Hasher::digests() const {
  assert(members_->finished);
  return members_->digests;
}

DigestSet Hasher::take_digests() {
  assert(members_->finished);
  return std::exchange(members_->digests, {});
}

Digest sha256_of(std::string_view text) {
  const auto bytes = sha2::sha256(text);
  return {DigestAlgorithm::kSha256, hex_of(text_of(bytes.data(), bytes.size()))};
}

struct UuidOfPieces::Members {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
};

UuidOfPieces::UuidOfPieces() : members_(std::make_unique<Members>()) {
  // The namespace: 7d1ac1f4-3c9b-5f0e-9a4e-64656c6f0001 ("delo" in its node).
  static constexpr char kNamespace[17] =
      "\x7d\x1a\xc1\xf4\x3c\x9b\x5f\x0e\x9a\x4e\x64\x65\x6c\x6f\x00\x01";
  if (EVP_DigestInit_ex(members_->context.get(), EVP_sha1(), nullptr) != 1) std::abort();
  add(std::string_view(kNamespace, 16));
}

UuidOfPieces::~UuidOfPieces() = default;

void UuidOfPieces::add(std::string_view piece) {
  if (EVP_DigestUpdate(members_->context.get(), piece.data(), piece.size()) != 1) std::abort();
}

std::string UuidOfPieces::uuid() {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  if (EVP_DigestFinal_ex(members_->context.get(), bytes, &n) != 1) std::abort();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x50);  // version 5
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);  // variant of RFC 4122
  const std::string hex = hex_of(text_of(bytes, 16));
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string uuid_of(std::string_view name) {
  UuidOfPieces pieces;
  pieces.add(name);
  return pieces.uuid();
}

std::string digest_library_version() { return OpenSSL_version(OPENSSL_VERSION); }

}  // namespace delo
