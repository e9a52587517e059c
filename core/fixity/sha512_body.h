// SHA-512 in the lanes of a vector register, for the files that say what a vector
// is.  They define, before this is included:
//   V, kLanes              a vector and its number of 64-bit lanes
//   plus(a, b), broadcast(x)
//   rotate<n>(x), shift<n>(x)      to the right
//   three(a, b, c)         a ^ b ^ c
//   choose(e, f, g)        (e & f) ^ (~e & g)
//   majority(a, b, c)      (a & b) ^ (a & c) ^ (b & c)
//   load_words(w, data, word)      kLanes words from `word` on of each stream, in
//                          the byte order of the machine, one vector per word
// All names lie in an unnamed namespace: nothing compiled for one processor may be
// merged with what runs on another.
// FIPS 180-4 §6.4
#pragma once

namespace delo::sha2 {
namespace {

inline __attribute__((always_inline)) void sha512_lanes(std::uint64_t* const state[],
                                                        const std::byte* const data[],
                                                        std::size_t blocks) {
  const std::byte* at[kLanes];
  for (std::size_t lane = 0; lane < kLanes; ++lane) at[lane] = data[lane];
  alignas(sizeof(V)) std::uint64_t words[8][kLanes];
  V h[8];
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) words[i][lane] = state[lane][i];
    h[i] = *reinterpret_cast<const V*>(words[i]);
  }
  for (; blocks > 0; --blocks) {
    V w[16];
    for (std::size_t word = 0; word < 16; word += kLanes) load_words(w + word, at, word);
    for (std::size_t lane = 0; lane < kLanes; ++lane) at[lane] += 128;
    V a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
    for (std::size_t round = 0; round < 80; round += 16) {
#pragma GCC unroll 16
      for (std::size_t i = 0; i < 16; ++i) {
        if (round > 0) {
          const V early = w[(i + 1) & 15], late = w[(i + 14) & 15];
          const V low = three(rotate<1>(early), rotate<8>(early), shift<7>(early));
          const V high = three(rotate<19>(late), rotate<61>(late), shift<6>(late));
          w[i] = plus(plus(w[i], low), plus(w[(i + 9) & 15], high));
        }
        const V sum1 = three(rotate<14>(e), rotate<18>(e), rotate<41>(e));
        const V first = plus(plus(plus(last, broadcast(kRoundConstants[round + i])), w[i]),
                             plus(sum1, choose(e, f, g)));
        const V sum0 = three(rotate<28>(a), rotate<34>(a), rotate<39>(a));
        const V second = plus(sum0, majority(a, b, c));
        last = g;
        g = f;
        f = e;
        e = plus(d, first);
        d = c;
        c = b;
        b = a;
        a = plus(first, second);
      }
    }
    h[0] = plus(h[0], a);
    h[1] = plus(h[1], b);
    h[2] = plus(h[2], c);
    h[3] = plus(h[3], d);
    h[4] = plus(h[4], e);
    h[5] = plus(h[5], f);
    h[6] = plus(h[6], g);
    h[7] = plus(h[7], last);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    *reinterpret_cast<V*>(words[i]) = h[i];
    for (std::size_t lane = 0; lane < kLanes; ++lane) state[lane][i] = words[i][lane];
  }
}

}  // namespace
}  // namespace delo::sha2
