// SHA-256 of two streams with the SHA instructions.
#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#pragma GCC target("sha,ssse3,sse4.1")

#include <immintrin.h>

#include "core/fixity/sha2_constants.h"

namespace delo::sha2 {
namespace {

struct Constants {
  alignas(16) std::uint32_t word[64];
};
constexpr Constants upper_halves() {
  Constants out{};
  for (int i = 0; i < 64; ++i) {
    out.word[i] = static_cast<std::uint32_t>(kRoundConstants[i] >> 32);
  }
  return out;
}
constexpr Constants kConstants = upper_halves();

// The unit wants the chaining value as ABEF and CDGH.
struct State {
  __m128i abef, cdgh;
};

inline State load_state(const std::uint32_t* h) {
  const __m128i* at = reinterpret_cast<const __m128i*>(h);
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(at), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(at + 1), 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

inline void store_state(const State& state, std::uint32_t* h) {
  __m128i* at = reinterpret_cast<__m128i*>(h);
  const __m128i feba = _mm_shuffle_epi32(state.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(state.cdgh, 0xb1);
  _mm_storeu_si128(at, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(at + 1, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

// FIPS 180-4 §6.2, four rounds at a time.
void sha256_two_lanes(std::uint32_t* const state[2], const std::byte* const data[2],
                      std::size_t blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const std::byte* at[2] = {data[0], data[1]};
  State h[2] = {load_state(state[0]), load_state(state[1])};
  for (; blocks > 0; --blocks) {
    State now[2] = {h[0], h[1]};
    __m128i w[2][4];
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) {
#pragma GCC unroll 2
      for (int lane = 0; lane < 2; ++lane) {
        __m128i(&words)[4] = w[lane];
        if (i < 4) {
          words[i] = _mm_shuffle_epi8(
              _mm_loadu_si128(reinterpret_cast<const __m128i*>(at[lane] + 16 * i)), swap);
        } else {
          const __m128i newest = words[(i + 3) & 3];
          const __m128i middle = _mm_alignr_epi8(newest, words[(i + 2) & 3], 4);
          words[i & 3] = _mm_sha256msg2_epu32(
              _mm_add_epi32(_mm_sha256msg1_epu32(words[i & 3], words[(i + 1) & 3]), middle),
              newest);
        }
        __m128i sum = _mm_add_epi32(
            words[i & 3], _mm_load_si128(reinterpret_cast<const __m128i*>(kConstants.word) + i));
        now[lane].cdgh = _mm_sha256rnds2_epu32(now[lane].cdgh, now[lane].abef, sum);
        sum = _mm_shuffle_epi32(sum, 0x0e);
        now[lane].abef = _mm_sha256rnds2_epu32(now[lane].abef, now[lane].cdgh, sum);
      }
    }
    for (int lane = 0; lane < 2; ++lane) {
      h[lane].abef = _mm_add_epi32(h[lane].abef, now[lane].abef);
      h[lane].cdgh = _mm_add_epi32(h[lane].cdgh, now[lane].cdgh);
      at[lane] += 64;
    }
  }
  store_state(h[0], state[0]);
  store_state(h[1], state[1]);
}

}  // namespace delo::sha2
#endif
