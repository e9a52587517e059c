// SHA-256 of sixteen streams with AVX-512.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("avx512f,avx512vl,avx512bw,avx2")

// GCC 12 takes the undefined operand of its own intrinsics for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include "core/fixity/sha2_constants.h"

namespace delo::sha2 {
namespace {

using Word = std::uint32_t;
using V = __m512i;
constexpr std::size_t kLanes = 16;

inline V plus(V a, V b) { return _mm512_add_epi32(a, b); }
inline V broadcast(std::uint32_t x) { return _mm512_set1_epi32(static_cast<int>(x)); }
template <int n>
inline V shift(V x) {
  return _mm512_srli_epi32(x, n);
}
template <int n>
inline V rotate(V x) {
  return _mm512_ror_epi32(x, n);
}
// The third operand of a ternary operation is its truth table.
inline V three(V a, V b, V c) { return _mm512_ternarylogic_epi32(a, b, c, 0x96); }
inline V choose(V e, V f, V g) { return _mm512_ternarylogic_epi32(e, f, g, 0xca); }
inline V majority(V a, V b, V c) { return _mm512_ternarylogic_epi32(a, b, c, 0xe8); }

inline void load_words(V* w, const std::byte* const data[], std::size_t word) {
  const V swap = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
  // The transpose of sixteen rows of sixteen words: of four rows the words that are
  // equal modulo 4, a quarter of the register each, then the quarters.
  V part[4][4];
  for (std::size_t i = 0; i < 4; ++i) {
    V row[4];
    for (std::size_t lane = 0; lane < 4; ++lane) {
      row[lane] =
          _mm512_shuffle_epi8(_mm512_loadu_si512(data[4 * i + lane] + sizeof(Word) * word), swap);
    }
    const V low01 = _mm512_unpacklo_epi32(row[0], row[1]);
    const V high01 = _mm512_unpackhi_epi32(row[0], row[1]);
    const V low23 = _mm512_unpacklo_epi32(row[2], row[3]);
    const V high23 = _mm512_unpackhi_epi32(row[2], row[3]);
    part[i][0] = _mm512_unpacklo_epi64(low01, low23);
    part[i][1] = _mm512_unpackhi_epi64(low01, low23);
    part[i][2] = _mm512_unpacklo_epi64(high01, high23);
    part[i][3] = _mm512_unpackhi_epi64(high01, high23);
  }
  for (std::size_t j = 0; j < 4; ++j) {
    const V even01 = _mm512_shuffle_i32x4(part[0][j], part[1][j], 0x88);
    const V even23 = _mm512_shuffle_i32x4(part[2][j], part[3][j], 0x88);
    const V odd01 = _mm512_shuffle_i32x4(part[0][j], part[1][j], 0xdd);
    const V odd23 = _mm512_shuffle_i32x4(part[2][j], part[3][j], 0xdd);
    w[j] = _mm512_shuffle_i32x4(even01, even23, 0x88);
    w[8 + j] = _mm512_shuffle_i32x4(even01, even23, 0xdd);
    w[4 + j] = _mm512_shuffle_i32x4(odd01, odd23, 0x88);
    w[12 + j] = _mm512_shuffle_i32x4(odd01, odd23, 0xdd);
  }
}

}  // namespace
}  // namespace delo::sha2

#include "core/fixity/sha2_body.h"

namespace delo::sha2 {

void sha256_sixteen_lanes_avx512(std::uint32_t* const state[16], const std::byte* const data[16],
                                 std::size_t blocks) {
  advance_lanes(state, data, blocks);
}

}  // namespace delo::sha2
#endif
