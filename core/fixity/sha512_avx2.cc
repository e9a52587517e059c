// SHA-512 of four streams with AVX2.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("avx2")

#include "core/fixity/sha2_constants.h"
#include "core/fixity/sha512_four_words.h"

namespace delo::sha2 {
namespace {

template <int n>
inline V rotate(V x) {
  return _mm256_or_si256(_mm256_srli_epi64(x, n), _mm256_slli_epi64(x, 64 - n));
}
inline V three(V a, V b, V c) { return _mm256_xor_si256(_mm256_xor_si256(a, b), c); }
inline V choose(V e, V f, V g) {
  return _mm256_xor_si256(_mm256_and_si256(e, _mm256_xor_si256(f, g)), g);
}
inline V majority(V a, V b, V c) {
  return _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_or_si256(a, b)));
}

}  // namespace
}  // namespace delo::sha2

#include "core/fixity/sha2_body.h"

namespace delo::sha2 {

void sha512_four_lanes_avx2(std::uint64_t* const state[4], const std::byte* const data[4],
                            std::size_t blocks) {
  advance_lanes(state, data, blocks);
}

}  // namespace delo::sha2
#endif
