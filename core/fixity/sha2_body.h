// SHA-256 or SHA-512 in the lanes of a vector register, for the files that say what a
// vector is.  They define, before this is included:
//   Word, V, kLanes        a word of 32 or 64 bits, a vector of words, and how many it has
//   plus(a, b), broadcast(x)
//   rotate<n>(x), shift<n>(x)      to the right
//   three(a, b, c)         a ^ b ^ c
//   choose(e, f, g)        (e & f) ^ (~e & g)
//   majority(a, b, c)      (a & b) ^ (a & c) ^ (b & c)
//   load_words(w, data, word)      kLanes words from `word` on of each stream, in
//                          the byte order of the machine, one vector per word
// All names lie in an unnamed namespace: nothing compiled for one processor may be
// merged with what runs on another.
// FIPS 180-4 §6.2, §6.4
#pragma once

namespace delo::sha2 {
namespace {

constexpr bool kIs512 = sizeof(Word) == 8;
constexpr std::size_t kRounds = kIs512 ? 80 : 64;
struct Constants {
  alignas(64) Word word[kRounds];
};
constexpr Constants constants_of_word() {
  Constants out{};
  for (std::size_t i = 0; i < kRounds; ++i) {
    out.word[i] = static_cast<Word>(kRoundConstants[i] >> (64 - 8 * sizeof(Word)));
  }
  return out;
}
constexpr Constants kConstants = constants_of_word();

// FIPS 180-4 §4.1.2, §4.1.3
inline V sum0(V x) {
  if constexpr (kIs512) return three(rotate<28>(x), rotate<34>(x), rotate<39>(x));
  return three(rotate<2>(x), rotate<13>(x), rotate<22>(x));
}
inline V sum1(V x) {
  if constexpr (kIs512) return three(rotate<14>(x), rotate<18>(x), rotate<41>(x));
  return three(rotate<6>(x), rotate<11>(x), rotate<25>(x));
}
inline V sigma0(V x) {
  if constexpr (kIs512) return three(rotate<1>(x), rotate<8>(x), shift<7>(x));
  return three(rotate<7>(x), rotate<18>(x), shift<3>(x));
}
inline V sigma1(V x) {
  if constexpr (kIs512) return three(rotate<19>(x), rotate<61>(x), shift<6>(x));
  return three(rotate<17>(x), rotate<19>(x), shift<10>(x));
}

struct Working {
  V a, b, c, d, e, f, g, last;
};

template <bool kScheduled>
inline __attribute__((always_inline)) void sixteen_rounds(Working& now, V (&w)[16],
                                                          std::size_t round) {
#pragma GCC unroll 16
  for (std::size_t i = 0; i < 16; ++i) {
    if constexpr (kScheduled) {
      const V low = sigma0(w[(i + 1) & 15]), high = sigma1(w[(i + 14) & 15]);
      w[i] = plus(plus(w[i], low), plus(w[(i + 9) & 15], high));
    }
    const V first = plus(plus(plus(now.last, broadcast(kConstants.word[round + i])), w[i]),
                         plus(sum1(now.e), choose(now.e, now.f, now.g)));
    const V second = plus(sum0(now.a), majority(now.a, now.b, now.c));
    now.last = now.g;
    now.g = now.f;
    now.f = now.e;
    now.e = plus(now.d, first);
    now.d = now.c;
    now.c = now.b;
    now.b = now.a;
    now.a = plus(first, second);
  }
}

inline __attribute__((always_inline)) void advance_lanes(Word* const state[],
                                                         const std::byte* const data[],
                                                         std::size_t blocks) {
  const std::byte* at[kLanes];
  for (std::size_t lane = 0; lane < kLanes; ++lane) at[lane] = data[lane];
  alignas(sizeof(V)) Word words[8][kLanes];
  V h[8];
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) words[i][lane] = state[lane][i];
    h[i] = *reinterpret_cast<const V*>(words[i]);
  }
  for (; blocks > 0; --blocks) {
    V w[16];
    for (std::size_t word = 0; word < 16; word += kLanes) load_words(w + word, at, word);
    for (std::size_t lane = 0; lane < kLanes; ++lane) at[lane] += 16 * sizeof(Word);
    Working now = {h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]};
    sixteen_rounds<false>(now, w, 0);
    for (std::size_t round = 16; round < kRounds; round += 16) sixteen_rounds<true>(now, w, round);
    h[0] = plus(h[0], now.a);
    h[1] = plus(h[1], now.b);
    h[2] = plus(h[2], now.c);
    h[3] = plus(h[3], now.d);
    h[4] = plus(h[4], now.e);
    h[5] = plus(h[5], now.f);
    h[6] = plus(h[6], now.g);
    h[7] = plus(h[7], now.last);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    *reinterpret_cast<V*>(words[i]) = h[i];
    for (std::size_t lane = 0; lane < kLanes; ++lane) state[lane][i] = words[i][lane];
  }
}

}  // namespace
}  // namespace delo::sha2
