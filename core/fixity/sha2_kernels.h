// The kernels of sha2_lanes.cc, each in a file of its own that is compiled for its
// processors.  Chaining values are h0 … h7 in the order of FIPS 180-4 §5.3; every
// lane takes the same number of blocks.
#pragma once

#include <cstddef>
#include <cstdint>

// clang does not know "#pragma GCC target"; its builds, which are for fuzzing and
// checks, hash without kernels.
#if defined(__x86_64__) && !defined(__clang__)
#define DELO_SHA2_KERNELS 1
#endif

namespace delo::sha2 {

#ifdef DELO_SHA2_KERNELS
// Two streams through the SHA unit, whose latency one stream alone can't hide.
void sha256_two_lanes(std::uint32_t* const state[2], const std::byte* const data[2],
                      std::size_t blocks);
// 32-bit lanes of one vector register.
void sha256_eight_lanes_avx512(std::uint32_t* const state[8], const std::byte* const data[8],
                               std::size_t blocks);
void sha256_sixteen_lanes_avx512(std::uint32_t* const state[16], const std::byte* const data[16],
                                 std::size_t blocks);
// 64-bit lanes of one vector register.
void sha512_four_lanes_avx2(std::uint64_t* const state[4], const std::byte* const data[4],
                            std::size_t blocks);
void sha512_four_lanes_avx512(std::uint64_t* const state[4], const std::byte* const data[4],
                              std::size_t blocks);
void sha512_eight_lanes_avx512(std::uint64_t* const state[8], const std::byte* const data[8],
                               std::size_t blocks);
#endif

}  // namespace delo::sha2
