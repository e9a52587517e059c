// SHA-512 of eight streams with AVX-512.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("avx512f,avx512vl,avx512bw,avx2")

// GCC 12 takes the undefined operand of its own intrinsics for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include "core/fixity/sha2_constants.h"

namespace delo::sha2 {
namespace {

using Word = std::uint64_t;
using V = __m512i;
constexpr std::size_t kLanes = 8;

inline V plus(V a, V b) { return _mm512_add_epi64(a, b); }
inline V broadcast(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
template <int n>
inline V shift(V x) {
  return _mm512_srli_epi64(x, n);
}
template <int n>
inline V rotate(V x) {
  return _mm512_ror_epi64(x, n);
}
// The third operand of a ternary operation is its truth table.
inline V three(V a, V b, V c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
inline V choose(V e, V f, V g) { return _mm512_ternarylogic_epi64(e, f, g, 0xca); }
inline V majority(V a, V b, V c) { return _mm512_ternarylogic_epi64(a, b, c, 0xe8); }

inline void load_words(V* w, const std::byte* const data[], std::size_t word) {
  const V swap = _mm512_set4_epi64(0x08090a0b0c0d0e0f, 0x0001020304050607, 0x08090a0b0c0d0e0f,
                                   0x0001020304050607);
  V row[8];
  for (std::size_t lane = 0; lane < 8; ++lane) {
    row[lane] = _mm512_shuffle_epi8(_mm512_loadu_si512(data[lane] + 8 * word), swap);
  }
  // The transpose of eight rows of eight words: pairs of words, then of quarters.
  V pair[8];
  for (std::size_t i = 0; i < 8; i += 2) {
    pair[i] = _mm512_unpacklo_epi64(row[i], row[i + 1]);
    pair[i + 1] = _mm512_unpackhi_epi64(row[i], row[i + 1]);
  }
  for (std::size_t odd = 0; odd < 2; ++odd) {
    const V a = pair[odd], b = pair[2 + odd], c = pair[4 + odd], d = pair[6 + odd];
    const V ab04 = _mm512_shuffle_i64x2(a, b, 0x88), cd04 = _mm512_shuffle_i64x2(c, d, 0x88);
    const V ab26 = _mm512_shuffle_i64x2(a, b, 0xdd), cd26 = _mm512_shuffle_i64x2(c, d, 0xdd);
    w[odd] = _mm512_shuffle_i64x2(ab04, cd04, 0x88);
    w[4 + odd] = _mm512_shuffle_i64x2(ab04, cd04, 0xdd);
    w[2 + odd] = _mm512_shuffle_i64x2(ab26, cd26, 0x88);
    w[6 + odd] = _mm512_shuffle_i64x2(ab26, cd26, 0xdd);
  }
}

}  // namespace
}  // namespace delo::sha2

#include "core/fixity/sha2_body.h"

namespace delo::sha2 {

void sha512_eight_lanes_avx512(std::uint64_t* const state[8], const std::byte* const data[8],
                               std::size_t blocks) {
  advance_lanes(state, data, blocks);
}

}  // namespace delo::sha2
#endif
