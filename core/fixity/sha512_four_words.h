// Four 64-bit lanes in a register of 256 bits: what AVX2 and AVX-512 do alike of
// what sha2_body.h asks for.  For the files that are compiled for either.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace delo::sha2 {
namespace {

using Word = std::uint64_t;
using V = __m256i;
constexpr std::size_t kLanes = 4;

inline V plus(V a, V b) { return _mm256_add_epi64(a, b); }
inline V broadcast(std::uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }
template <int n>
inline V shift(V x) {
  return _mm256_srli_epi64(x, n);
}

inline void load_words(V* w, const std::byte* const data[], std::size_t word) {
  const V swap = _mm256_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607, 0x08090a0b0c0d0e0f,
                                   0x0001020304050607);
  V row[4];
  for (std::size_t lane = 0; lane < 4; ++lane) {
    row[lane] = _mm256_shuffle_epi8(
        _mm256_loadu_si256(reinterpret_cast<const V*>(data[lane] + 8 * word)), swap);
  }
  const V low01 = _mm256_unpacklo_epi64(row[0], row[1]);
  const V high01 = _mm256_unpackhi_epi64(row[0], row[1]);
  const V low23 = _mm256_unpacklo_epi64(row[2], row[3]);
  const V high23 = _mm256_unpackhi_epi64(row[2], row[3]);
  w[0] = _mm256_permute2x128_si256(low01, low23, 0x20);
  w[1] = _mm256_permute2x128_si256(high01, high23, 0x20);
  w[2] = _mm256_permute2x128_si256(low01, low23, 0x31);
  w[3] = _mm256_permute2x128_si256(high01, high23, 0x31);
}

}  // namespace
}  // namespace delo::sha2
