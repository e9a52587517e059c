// SHA-256 and SHA-512 of several streams side by side: the kernels work on one
// block of each stream at a time, so that the processor's vector units, or the
// idle halves of its SHA unit, are filled.  Which kernels there are depends on
// the processor; the digests never do.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace delo::sha2 {

// A stream's context and whole blocks that wait to go into it.  The context is
// OpenSSL's own, and holds no part of a block (num == 0).
struct Pending256 {
  static constexpr std::size_t kBlock = SHA256_CBLOCK;  // bytes
  SHA256_CTX* context = nullptr;
  const std::byte* data = nullptr;
  std::size_t blocks = 0;
};
struct Pending512 {
  static constexpr std::size_t kBlock = SHA512_CBLOCK;  // bytes
  SHA512_CTX* context = nullptr;
  const std::byte* data = nullptr;
  std::size_t blocks = 0;
};

// A set of kernels.  kPortable is OpenSSL's code, one stream after the other.
enum class Engine : std::uint8_t { kPortable, kAvx2, kAvx512 };
std::string_view name_of(Engine engine);
// Those that this processor can run, the fastest last; kPortable always.
std::span<const Engine> engines_here();

// Puts all blocks of all streams into their contexts.
void advance(std::span<Pending256> pending, Engine engine);
void advance(std::span<Pending512> pending, Engine engine);

// SHA-256 of a text in memory.  OpenSSL's own function of one call looks its method up first,
// which is dearer than the digest of a name, and the first time reads OpenSSL's settings.
std::array<unsigned char, SHA256_DIGEST_LENGTH> sha256(std::string_view text);

}  // namespace delo::sha2
