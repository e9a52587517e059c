// SHA-512 of four streams with AVX-512.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("avx512f,avx512vl,avx512bw,avx2")

#include "core/fixity/sha2_constants.h"
#include "core/fixity/sha512_four_words.h"

namespace delo::sha2 {
namespace {

template <int n>
inline V rotate(V x) {
  return _mm256_ror_epi64(x, n);
}
// The third operand of a ternary operation is its truth table.
inline V three(V a, V b, V c) { return _mm256_ternarylogic_epi64(a, b, c, 0x96); }
inline V choose(V e, V f, V g) { return _mm256_ternarylogic_epi64(e, f, g, 0xca); }
inline V majority(V a, V b, V c) { return _mm256_ternarylogic_epi64(a, b, c, 0xe8); }

}  // namespace
}  // namespace delo::sha2

#include "core/fixity/sha2_body.h"

namespace delo::sha2 {

void sha512_four_lanes_avx512(std::uint64_t* const state[4], const std::byte* const data[4],
                              std::size_t blocks) {
  advance_lanes(state, data, blocks);
}

}  // namespace delo::sha2
#endif
