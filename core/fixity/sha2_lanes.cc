// OpenSSL 3 calls the contexts of its SHA functions deprecated, for they are open;
// that they are is what the lanes need.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/fixity/sha2_lanes.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "core/fixity/sha2_kernels.h"

#ifdef DELO_SHA2_KERNELS
#include <cpuid.h>
#endif

namespace delo::sha2 {
namespace {

void update(SHA256_CTX* context, const std::byte* data, std::size_t bytes) {
  SHA256_Update(context, data, bytes);
}
void update(SHA512_CTX* context, const std::byte* data, std::size_t bytes) {
  SHA512_Update(context, data, bytes);
}

template <class Pending>
void one_after_the_other(std::span<Pending> pending) {
  for (Pending& stream : pending) {
    update(stream.context, stream.data, stream.blocks * Pending::kBlock);
    stream.blocks = 0;
  }
}

#ifdef DELO_SHA2_KERNELS

bool has_sha_unit() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

// What OpenSSL counts: bits, in two words.
void count(SHA256_CTX* context, std::size_t bytes) {
  const std::uint64_t bits =
      (static_cast<std::uint64_t>(context->Nh) << 32 | context->Nl) + std::uint64_t{bytes} * 8;
  context->Nl = static_cast<SHA_LONG>(bits);
  context->Nh = static_cast<SHA_LONG>(bits >> 32);
}
void count(SHA512_CTX* context, std::size_t bytes) {
  const SHA_LONG64 low = context->Nl + static_cast<SHA_LONG64>(bytes) * 8;
  if (low < context->Nl) ++context->Nh;
  context->Nl = low;
}

// Runs kernel(state, data, blocks) on the streams, as long as the shortest lasts; a
// lane that is left over does the first one's work and nobody looks at it.
template <class Word, std::size_t kLanes, class Pending, class Kernel>
void run(std::span<Pending* const> streams, Kernel kernel) {
  Word values[kLanes][8];
  Word* state[kLanes];
  const std::byte* data[kLanes];
  std::size_t blocks = streams[0]->blocks;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const Pending& stream = *streams[lane < streams.size() ? lane : 0];
    blocks = std::min(blocks, stream.blocks);
    std::ranges::copy(stream.context->h, values[lane]);
    state[lane] = values[lane];
    data[lane] = stream.data;
  }
  kernel(state, data, blocks);
  for (std::size_t lane = 0; lane < streams.size(); ++lane) {
    Pending& stream = *streams[lane];
    std::ranges::copy(values[lane], stream.context->h);
    count(stream.context, blocks * Pending::kBlock);
    stream.data += blocks * Pending::kBlock;
    stream.blocks -= blocks;
  }
}

// Longest first, so that lanes stay full as long as can be; the last stream alone
// goes to OpenSSL.
template <class Pending, class Step>
void in_lanes(std::span<Pending> pending, std::size_t lanes, Step step) {
  std::vector<Pending*> waiting;
  for (Pending& stream : pending) {
    if (stream.blocks > 0) waiting.push_back(&stream);
  }
  while (waiting.size() > 1) {
    std::ranges::stable_sort(waiting, std::ranges::greater{}, &Pending::blocks);
    step(std::span<Pending* const>(waiting).first(std::min(lanes, waiting.size())));
    std::erase_if(waiting, [](const Pending* stream) { return stream->blocks == 0; });
  }
  for (Pending* stream : waiting) one_after_the_other(std::span(stream, 1));
}

// How many lanes of SHA-256 are fastest for so many streams, by measurement: the SHA
// unit takes two at the speed of six of eight vector lanes, or of nine of sixteen.
std::size_t lanes256(std::size_t streams, Engine engine, bool sha_unit) {
  const bool vectors = engine == Engine::kAvx512;
  if (vectors && streams >= (sha_unit ? 11u : 9u)) return 16;
  if (vectors && streams >= (sha_unit ? 7u : 2u)) return 8;
  return sha_unit ? 2 : 1;
}

#endif

std::vector<Engine> find_engines() {
  std::vector<Engine> engines = {Engine::kPortable};
#ifdef DELO_SHA2_KERNELS
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) engines.push_back(Engine::kAvx2);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw")) {
    engines.push_back(Engine::kAvx512);
  }
#endif
  return engines;
}

}  // namespace

std::string_view name_of(Engine engine) {
  switch (engine) {
    case Engine::kPortable:
      return "portable";
    case Engine::kAvx2:
      return "avx2";
    case Engine::kAvx512:
      return "avx512";
  }
  return "";
}

std::span<const Engine> engines_here() {
  static const std::vector<Engine> engines = find_engines();
  return engines;
}

void advance(std::span<Pending256> pending, Engine engine) {
#ifdef DELO_SHA2_KERNELS
  if (engine != Engine::kPortable) {
    in_lanes(pending, 16, [engine](std::span<Pending256* const> streams) {
      static const bool sha_unit = has_sha_unit();
      const std::size_t lanes = lanes256(streams.size(), engine, sha_unit);
      streams = streams.first(std::min(lanes, streams.size()));
      if (lanes == 16) {
        run<std::uint32_t, 16>(streams, &sha256_sixteen_lanes_avx512);
      } else if (lanes == 8) {
        run<std::uint32_t, 8>(streams, &sha256_eight_lanes_avx512);
      } else if (lanes == 2) {
        run<std::uint32_t, 2>(streams, &sha256_two_lanes);
      } else {
        one_after_the_other(std::span(streams.front(), 1));
      }
    });
    return;
  }
#endif
  (void)engine;
  one_after_the_other(pending);
}

void advance(std::span<Pending512> pending, Engine engine) {
#ifdef DELO_SHA2_KERNELS
  if (engine == Engine::kAvx2) {
    in_lanes(pending, 4, [](std::span<Pending512* const> streams) {
      run<std::uint64_t, 4>(streams, &sha512_four_lanes_avx2);
    });
    return;
  }
  if (engine == Engine::kAvx512) {
    in_lanes(pending, 8, [](std::span<Pending512* const> streams) {
      if (streams.size() <= 4) {
        run<std::uint64_t, 4>(streams, &sha512_four_lanes_avx512);
      } else {
        run<std::uint64_t, 8>(streams, &sha512_eight_lanes_avx512);
      }
    });
    return;
  }
#endif
  (void)engine;
  one_after_the_other(pending);
}

std::array<unsigned char, SHA256_DIGEST_LENGTH> sha256(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, text.data(), text.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

}  // namespace delo::sha2
