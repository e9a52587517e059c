// SHA-256 of eight streams with AVX-512, in registers of 256 bits.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("avx512f,avx512vl,avx512bw,avx2")

#include <immintrin.h>

#include "core/fixity/sha2_constants.h"

namespace delo::sha2 {
namespace {

using Word = std::uint32_t;
using V = __m256i;
constexpr std::size_t kLanes = 8;

inline V plus(V a, V b) { return _mm256_add_epi32(a, b); }
inline V broadcast(std::uint32_t x) { return _mm256_set1_epi32(static_cast<int>(x)); }
template <int n>
inline V shift(V x) {
  return _mm256_srli_epi32(x, n);
}
template <int n>
inline V rotate(V x) {
  return _mm256_ror_epi32(x, n);
}
// The third operand of a ternary operation is its truth table.
inline V three(V a, V b, V c) { return _mm256_ternarylogic_epi32(a, b, c, 0x96); }
inline V choose(V e, V f, V g) { return _mm256_ternarylogic_epi32(e, f, g, 0xca); }
inline V majority(V a, V b, V c) { return _mm256_ternarylogic_epi32(a, b, c, 0xe8); }

inline void load_words(V* w, const std::byte* const data[], std::size_t word) {
  const V swap = _mm256_set_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203, 0x0c0d0e0f,
                                  0x08090a0b, 0x04050607, 0x00010203);
  // The transpose of eight rows of eight words: of four rows the words that are equal
  // modulo 4, then the halves.
  V part[2][4];
  for (std::size_t i = 0; i < 2; ++i) {
    V row[4];
    for (std::size_t lane = 0; lane < 4; ++lane) {
      const std::byte* at = data[4 * i + lane] + sizeof(Word) * word;
      row[lane] = _mm256_shuffle_epi8(_mm256_loadu_si256(reinterpret_cast<const V*>(at)), swap);
    }
    const V low01 = _mm256_unpacklo_epi32(row[0], row[1]);
    const V high01 = _mm256_unpackhi_epi32(row[0], row[1]);
    const V low23 = _mm256_unpacklo_epi32(row[2], row[3]);
    const V high23 = _mm256_unpackhi_epi32(row[2], row[3]);
    part[i][0] = _mm256_unpacklo_epi64(low01, low23);
    part[i][1] = _mm256_unpackhi_epi64(low01, low23);
    part[i][2] = _mm256_unpacklo_epi64(high01, high23);
    part[i][3] = _mm256_unpackhi_epi64(high01, high23);
  }
  for (std::size_t j = 0; j < 4; ++j) {
    w[j] = _mm256_permute2x128_si256(part[0][j], part[1][j], 0x20);
    w[4 + j] = _mm256_permute2x128_si256(part[0][j], part[1][j], 0x31);
  }
}

}  // namespace
}  // namespace delo::sha2

#include "core/fixity/sha2_body.h"

namespace delo::sha2 {

void sha256_eight_lanes_avx512(std::uint32_t* const state[8], const std::byte* const data[8],
                               std::size_t blocks) {
  advance_lanes(state, data, blocks);
}

}  // namespace delo::sha2
#endif
