// Whatever the processor can do, the digests are those of the portable code.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/fixity/sha2_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"

namespace delo {
namespace {

using enum DigestAlgorithm;

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

// Independent of the lanes: OpenSSL takes the text in one go.
std::string expected(const std::string& text, DigestAlgorithm algorithm) {
  unsigned char bytes[SHA512_DIGEST_LENGTH];
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  const bool sha256 = algorithm == kSha256;
  if (sha256) {
    SHA256(data, text.size(), bytes);
  } else {
    SHA512(data, text.size(), bytes);
  }
  return {reinterpret_cast<char*>(bytes),
          static_cast<std::size_t>(sha256 ? SHA256_DIGEST_LENGTH : SHA512_DIGEST_LENGTH)};
}

template <class ContextType, class PendingType, DigestAlgorithm algorithm, std::size_t size,
          auto init, auto update, auto finish>
struct Sha2 {
  using Context = ContextType;
  using Pending = PendingType;
  static constexpr DigestAlgorithm kAlgorithm = algorithm;
  static void begin(Context& context) { init(&context); }
  static std::string end(Context& context, std::string_view rest) {
    std::string out(size, '\0');
    update(&context, rest.data(), rest.size());
    finish(reinterpret_cast<unsigned char*>(out.data()), &context);
    return out;
  }
};
using Sha256 = Sha2<SHA256_CTX, sha2::Pending256, kSha256, SHA256_DIGEST_LENGTH, &SHA256_Init,
                    &SHA256_Update, &SHA256_Final>;
using Sha512 = Sha2<SHA512_CTX, sha2::Pending512, kSha512, SHA512_DIGEST_LENGTH, &SHA512_Init,
                    &SHA512_Update, &SHA512_Final>;

template <class Sha>
void expect_right_digests(const std::vector<std::string>& texts, sha2::Engine engine) {
  std::vector<typename Sha::Context> contexts(texts.size());
  std::vector<typename Sha::Pending> pending;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Sha::begin(contexts[i]);
    pending.push_back({&contexts[i], reinterpret_cast<const std::byte*>(texts[i].data()),
                       texts[i].size() / Sha::Pending::kBlock});
  }
  sha2::advance(std::span(pending), engine);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(pending[i].blocks, 0u);
    const std::size_t whole = texts[i].size() / Sha::Pending::kBlock * Sha::Pending::kBlock;
    EXPECT_EQ(Sha::end(contexts[i], std::string_view(texts[i]).substr(whole)),
              expected(texts[i], Sha::kAlgorithm))
        << i << " of " << texts.size() << " streams, " << texts[i].size() << " bytes, engine "
        << sha2::name_of(engine);
  }
}

TEST(Sha2LanesTest, every_engine_here_agrees_with_openssl_on_any_number_of_streams) {
  std::mt19937 random(20261128);
  for (const sha2::Engine engine : sha2::engines_here()) {
    for (std::size_t streams = 0; streams <= 19; ++streams) {
      std::vector<std::string> equal, odd;
      for (std::size_t i = 0; i < streams; ++i) {
        equal.push_back(random_text(random, 4096));
        odd.push_back(random_text(random, random() % 3000));
      }
      for (const auto& texts : {equal, odd}) {
        expect_right_digests<Sha256>(texts, engine);
        expect_right_digests<Sha512>(texts, engine);
      }
    }
  }
}

TEST(Sha2LanesTest, the_portable_engine_is_always_there_and_comes_first) {
  ASSERT_FALSE(sha2::engines_here().empty());
  EXPECT_EQ(sha2::engines_here().front(), sha2::Engine::kPortable);
}

// The count of bits passes 2^32 after 512 MiB, where SHA-256 carries into its second word.
TEST(Sha2LanesTest, the_length_is_carried_over) {
  const std::string chunk(1 << 20, 'x');
  std::vector<std::unique_ptr<Hasher>> hashers;
  std::vector<Hasher*> together;
  const std::vector<std::span<const std::byte>> chunks(2, std::as_bytes(std::span(chunk)));
  for (int i = 0; i < 2; ++i) {
    auto hasher = Hasher::create(std::array{kSha256});
    ASSERT_TRUE(hasher);
    hashers.push_back(std::move(*hasher));
    together.push_back(hashers.back().get());
  }
  SHA256_CTX context;
  SHA256_Init(&context);
  for (int i = 0; i < 520; ++i) {
    ASSERT_TRUE(Hasher::write_together(together, chunks));
    SHA256_Update(&context, chunk.data(), chunk.size());
  }
  std::string hex(64, '\0');
  unsigned char bytes[SHA256_DIGEST_LENGTH];
  SHA256_Final(bytes, &context);
  for (std::size_t i = 0; i < sizeof bytes; ++i) {
    std::snprintf(hex.data() + 2 * i, 3, "%02x", bytes[i]);
  }
  for (auto& hasher : hashers) {
    ASSERT_TRUE(hasher->finish());
    EXPECT_EQ(hasher->digests().find(kSha256)->hex, hex);
  }
}

TEST(Sha2LanesTest, chunks_that_end_within_a_block_make_no_difference) {
  std::mt19937 random(7);
  std::vector<std::string> texts;
  std::vector<std::unique_ptr<Hasher>> hashers;
  for (std::size_t i = 0; i < 9; ++i) {
    texts.push_back(random_text(random, 5000 + 700 * i));
    auto hasher = Hasher::create(kAllDigestAlgorithms);
    ASSERT_TRUE(hasher);
    hashers.push_back(std::move(*hasher));
  }
  std::vector<std::size_t> at(texts.size());
  for (bool more = true; more;) {
    more = false;
    std::vector<Hasher*> together;
    std::vector<std::span<const std::byte>> chunks;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t n = std::min<std::size_t>(random() % 4 * 61, texts[i].size() - at[i]);
      together.push_back(hashers[i].get());
      chunks.push_back(std::as_bytes(std::span(texts[i])).subspan(at[i], n));
      at[i] += n;
      more = more || at[i] < texts[i].size();
    }
    ASSERT_TRUE(Hasher::write_together(together, chunks));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto alone = Hasher::create(kAllDigestAlgorithms);
    ASSERT_TRUE((*alone)->write_text(texts[i]));
    ASSERT_TRUE((*alone)->finish());
    ASSERT_TRUE(hashers[i]->finish());
    EXPECT_EQ(hashers[i]->digests(), (*alone)->digests()) << i;
  }
}

}  // namespace
}  // namespace delo
