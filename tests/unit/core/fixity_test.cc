#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "tests/support/run_program.h"
#include "tests/support/temp_folder.h"

namespace delo {
namespace {

using enum DigestAlgorithm;

DigestSet digests_of(std::string_view text, std::size_t chunk = 1 << 20) {
  auto hasher = Hasher::create(kAllDigestAlgorithms);
  EXPECT_TRUE(hasher);
  while (!text.empty()) {
    EXPECT_TRUE((*hasher)->write_text(text.substr(0, chunk)));
    text.remove_prefix(std::min(chunk, text.size()));
  }
  EXPECT_TRUE((*hasher)->finish());
  return (*hasher)->digests();
}

std::string hex_of(const DigestSet& digests, DigestAlgorithm algorithm) {
  const auto digest = digests.find(algorithm);
  return digest ? digest->hex : "none";
}

// RFC 1321 A.5, FIPS 180-4 examples, RFC 7693 A; CRC-32 as in ISO 3309.
TEST(HasherTest, every_algorithm_gives_the_published_digest_of_abc) {
  const DigestSet digests = digests_of("abc");
  EXPECT_EQ(hex_of(digests, kCrc32), "352441c2");
  EXPECT_EQ(hex_of(digests, kMd5), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex_of(digests, kSha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex_of(digests, kSha224), "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  EXPECT_EQ(hex_of(digests, kSha256),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of(digests, kSha384),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            "8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(hex_of(digests, kSha512),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(hex_of(digests, kBlake2b512),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  EXPECT_EQ(digests.all().size(), kAllDigestAlgorithms.size());
}

TEST(HasherTest, nothing_has_a_digest_too) {
  const DigestSet digests = digests_of("");
  EXPECT_EQ(hex_of(digests, kCrc32), "00000000");
  EXPECT_EQ(hex_of(digests, kMd5), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex_of(digests, kSha256),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HasherTest, crc32_keeps_its_leading_zeros) {
  EXPECT_EQ(hex_of(digests_of("123456789"), kCrc32), "cbf43926");
  // The CRC-32 of four bytes 0xff is ffffffff, of "\x9d\x0a\xd9\x6d" zero.
  EXPECT_EQ(hex_of(digests_of("\xff\xff\xff\xff"), kCrc32), "ffffffff");
  EXPECT_EQ(hex_of(digests_of("\x9d\x0a\xd9\x6d"), kCrc32), "00000000");
}

std::string openssl_hex(const EVP_MD* method, std::string_view text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  EXPECT_EQ(EVP_Digest(text.data(), text.size(), bytes, &n, method, nullptr), 1);
  std::string hex;
  for (unsigned i = 0; i < n; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += {kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]};
  }
  return hex;
}

// Where the end of a message takes one block more, and where it does not.
TEST(HasherTest, messages_of_every_length_of_two_blocks_have_the_digest_of_openssl) {
  for (std::size_t size = 0; size <= 300; ++size) {
    const std::string text(size, 'x');
    const DigestSet digests = digests_of(text, 77);
    EXPECT_EQ(hex_of(digests, kSha256), openssl_hex(EVP_sha256(), text)) << size;
    EXPECT_EQ(hex_of(digests, kSha512), openssl_hex(EVP_sha512(), text)) << size;
  }
}

TEST(HasherTest, the_digest_does_not_depend_on_the_chunks) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += static_cast<char>(i * 31);
  const DigestSet whole = digests_of(text);
  for (const std::size_t chunk : {1, 63, 64, 65, 127, 128, 1000}) {
    EXPECT_EQ(digests_of(text, chunk), whole) << chunk;
  }
}

// What the tools of coreutils say.
class AgainstCoreutils : public testing::TestWithParam<std::pair<const char*, DigestAlgorithm>> {};

TEST_P(AgainstCoreutils, the_same_bytes_give_the_same_digest) {
  const auto& [tool, algorithm] = GetParam();
  std::string text;
  for (int i = 0; i < 1'000'003; ++i) text += static_cast<char>((i * 2654435761u) >> 24);
  const tests::TempFolder folder;
  const auto run = tests::run_program({tool, folder.write("scan", text)});
  if (!run) GTEST_SKIP() << tool << " is not installed";
  const std::string said = run->output.substr(0, run->output.find(' '));
  EXPECT_EQ(hex_of(digests_of(text), algorithm), said);
}

INSTANTIATE_TEST_SUITE_P(tools, AgainstCoreutils,
                         testing::Values(std::pair("md5sum", kMd5), std::pair("sha1sum", kSha1),
                                         std::pair("sha224sum", kSha224),
                                         std::pair("sha256sum", kSha256),
                                         std::pair("sha384sum", kSha384),
                                         std::pair("sha512sum", kSha512),
                                         std::pair("b2sum", kBlake2b512)),
                         [](const auto& tool) { return std::string(tool.param.first); });

TEST(DigestTest, names_are_read_in_every_spelling) {
  for (const char* name : {"sha256", "SHA256", "SHA-256", "sha-256", "sha_256"}) {
    EXPECT_EQ(algorithm_named(name), kSha256) << name;
  }
  EXPECT_EQ(algorithm_named("blake2b-512"), kBlake2b512);
  EXPECT_EQ(algorithm_named("MD5"), kMd5);
  EXPECT_EQ(algorithm_named("crc32"), kCrc32);
  for (const char* name : {"", "sha", "sha2", "sha257", "md55", "sha512/256", "sha 256"}) {
    EXPECT_EQ(algorithm_named(name), std::nullopt) << name;
  }
}

TEST(DigestTest, every_name_leads_back_to_its_algorithm) {
  for (const DigestAlgorithm algorithm : kAllDigestAlgorithms) {
    EXPECT_EQ(algorithm_named(name_of(algorithm)), algorithm);
    EXPECT_EQ(algorithm_named(premis_name_of(algorithm)), algorithm);
    EXPECT_EQ(hex_of(digests_of("x"), algorithm).size(), hex_length(algorithm));
  }
}

TEST(DigestTest, only_a_digest_is_parsed_as_one) {
  const std::string md5 = "900150983CD24fb0d6963f7d28e17f72";
  const auto digest = Digest::parse(kMd5, md5);
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->hex, "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_FALSE(Digest::parse(kMd5, md5.substr(1)));
  EXPECT_FALSE(Digest::parse(kMd5, md5 + "0"));
  EXPECT_FALSE(Digest::parse(kSha1, md5));
  EXPECT_FALSE(Digest::parse(kMd5, "g" + md5.substr(1)));
  EXPECT_FALSE(Digest::parse(kMd5, "\xd0" + md5.substr(1)));
  EXPECT_FALSE(Digest::parse(kMd5, ""));
}

TEST(DigestTest, a_set_holds_one_digest_of_an_algorithm_weakest_first) {
  DigestSet set;
  set.set({kSha512, std::string(128, 'a')});
  set.set({kMd5, std::string(32, 'b')});
  set.set({kSha256, std::string(64, 'c')});
  set.set({kMd5, std::string(32, 'd')});
  ASSERT_EQ(set.all().size(), 3u);
  EXPECT_EQ(set.all()[0], (Digest{kMd5, std::string(32, 'd')}));
  EXPECT_EQ(set.all()[1].algorithm, kSha256);
  EXPECT_EQ(set.strongest().algorithm, kSha512);
}

TEST(DigestTest, comparing_nothing_is_no_pass) {
  const Digest md5{kMd5, std::string(32, 'a')}, sha1{kSha1, std::string(40, 'b')};
  DigestSet a, b;
  EXPECT_EQ(compare(a, b), DigestComparison::kNothingInCommon);
  a.set(md5);
  EXPECT_EQ(compare(a, b), DigestComparison::kNothingInCommon);
  b.set(sha1);
  EXPECT_EQ(compare(a, b), DigestComparison::kNothingInCommon);
  b.set(md5);
  EXPECT_EQ(compare(a, b), DigestComparison::kEqual);
  a.set({kSha1, std::string(40, 'c')});
  EXPECT_EQ(compare(a, b), DigestComparison::kDifferent);  // one wrong among right ones
}

TEST(UuidTest, a_name_gives_the_same_version_5_uuid_for_ever) {
  const std::string uuid = uuid_of("APRF, f. 45, op. 1, d. 337");
  ASSERT_EQ(uuid.size(), 36u);
  EXPECT_EQ(uuid[14], '5');
  EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
  EXPECT_EQ(uuid, uuid_of("APRF, f. 45, op. 1, d. 337"));
  EXPECT_NE(uuid, uuid_of("APRF, f. 45, op. 1, d. 338"));
  // python3: uuid.uuid5(uuid.UUID("7d1ac1f4-3c9b-5f0e-9a4e-64656c6f0001"), "delo")
  EXPECT_EQ(uuid_of("delo"), "e1445853-7e4f-59e1-b48c-fd0226765603");
}

// ---- The one loop that reads files ----

// Says it has `size` bytes, gives `there` of them, at most `step` at a time;
// fails at `fails_at`.
class PoorSource final : public ByteSource {
 public:
  std::string bytes;
  std::uint64_t declared = 0;
  std::size_t step = SIZE_MAX;
  std::uint64_t fails_at = UINT64_MAX;

  explicit PoorSource(std::string text) : bytes(std::move(text)), declared(bytes.size()) {}
  std::uint64_t size() const override { return declared; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset + std::min(out.size(), step) > fails_at)
      return io_error("cannot read", "scan.tif", EIO);
    return MemorySource(bytes).read_at(offset, out.first(std::min(out.size(), step)));
  }
};

class WatchedSink final : public ByteSink {
 public:
  std::string text;
  bool finished = false;
  std::size_t fails_after = SIZE_MAX;  // bytes

  Result<void> write(std::span<const std::byte> chunk) override {
    EXPECT_FALSE(finished);
    if (text.size() + chunk.size() > fails_after) return io_error("cannot write", {}, ENOSPC);
    text.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    return {};
  }
  Result<void> finish() override {
    finished = true;
    return {};
  }
};

std::string some_text(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 17 + i / 251);
  return text;
}

TEST(ReadOnceTest, every_sink_gets_every_byte_and_the_digests_are_right) {
  const PoorSource source(some_text(700'000));
  WatchedSink a, b;
  const auto outcome = read_once({&source, {kSha256, kMd5}, {&a, &b}});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->bytes, 700'000u);
  EXPECT_TRUE(a.text == source.bytes);
  EXPECT_TRUE(b.text == source.bytes);
  EXPECT_TRUE(a.finished && b.finished);
  EXPECT_EQ(outcome->digests.all().size(), 2u);
  EXPECT_EQ(outcome->digests.find(kSha256), digests_of(source.bytes).find(kSha256));
}

TEST(ReadOnceTest, short_reads_make_no_difference) {
  PoorSource source(some_text(10'000));
  source.step = 7;
  WatchedSink sink;
  const auto outcome = read_once({&source, {kSha256}, {&sink}});
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(sink.text == source.bytes);
  EXPECT_EQ(outcome->digests.find(kSha256), digests_of(source.bytes).find(kSha256));
}

TEST(ReadOnceTest, an_empty_file_is_read_and_its_sinks_are_finished) {
  const PoorSource source("");
  WatchedSink sink;
  const auto outcome = read_once({&source, {kMd5}, {&sink}});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->bytes, 0u);
  EXPECT_TRUE(sink.finished);
  EXPECT_EQ(outcome->digests.find(kMd5)->hex, "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(ReadOnceTest, half_a_file_yields_no_digest_and_finishes_no_sink) {
  PoorSource source(some_text(600'000));
  source.declared += 1;  // shrank by a byte since it was opened
  WatchedSink sink;
  const auto outcome = read_once({&source, {kSha256}, {&sink}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kIo);
  EXPECT_NE(outcome.error().message.find("600000 of 600001"), std::string::npos);
  EXPECT_FALSE(sink.finished);
}

TEST(ReadOnceTest, a_read_error_in_the_middle_finishes_no_sink) {
  PoorSource source(some_text(600'000));
  source.fails_at = 300'000;
  source.step = 100'000;
  WatchedSink sink;
  const auto outcome = read_once({&source, {kSha256}, {&sink}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().sys_errno, EIO);
  EXPECT_FALSE(sink.finished);
}

TEST(ReadOnceTest, a_sink_that_fails_leaves_the_others_unfinished) {
  const PoorSource source(some_text(1'000'000));
  WatchedSink good, full;
  full.fails_after = 500'000;
  const auto outcome = read_once({&source, {}, {&good, &full}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().sys_errno, ENOSPC);
  EXPECT_FALSE(good.finished);
  EXPECT_FALSE(full.finished);
}

TEST(ReadOnceTest, a_file_that_grew_meanwhile_is_read_to_the_size_it_had) {
  PoorSource source(some_text(300'000));
  source.declared = 200'000;
  WatchedSink sink;
  const auto outcome = read_once({&source, {kSha256}, {&sink}});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->bytes, 200'000u);
  EXPECT_TRUE(sink.text == source.bytes.substr(0, 200'000));
}

TEST(ReadOnceTest, an_interruption_is_told_apart) {
  std::stop_source stop;
  stop.request_stop();
  const PoorSource source("scan");
  const auto outcome = read_once({&source, {kMd5}, {}}, stop.get_token());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kCancelled);
}

TEST(ReadTogetherTest, one_bad_file_does_not_spoil_the_others) {
  std::vector<std::unique_ptr<PoorSource>> sources;
  std::vector<ReadOrder> orders;
  for (std::size_t i = 0; i < 40; ++i) {
    sources.push_back(std::make_unique<PoorSource>(some_text(i * 10'007)));
    if (i % 7 == 3) sources.back()->fails_at = i * 5'000;
    orders.push_back({sources.back().get(), {kSha256, kSha512}, {}});
  }
  const auto outcomes = read_together(orders);
  ASSERT_EQ(outcomes.size(), orders.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ASSERT_EQ(outcomes[i].has_value(), i % 7 != 3) << i;
    if (!outcomes[i]) continue;
    EXPECT_EQ(outcomes[i]->bytes, sources[i]->bytes.size());
    const DigestSet expected = digests_of(sources[i]->bytes);
    EXPECT_EQ(outcomes[i]->digests.find(kSha256), expected.find(kSha256)) << i;
    EXPECT_EQ(outcomes[i]->digests.find(kSha512), expected.find(kSha512)) << i;
  }
}

TEST(ReadTogetherTest, each_sink_gets_its_own_file_whole_and_in_order) {
  std::vector<std::unique_ptr<PoorSource>> sources;
  std::vector<std::unique_ptr<WatchedSink>> sinks;
  std::vector<ReadOrder> orders;
  for (std::size_t i = 0; i < 37; ++i) {
    sources.push_back(std::make_unique<PoorSource>(some_text(i * 9'973)));
    if (i % 5 == 0) sources.back()->step = 1'000 + i;  // a medium that gives little at a time
    sinks.push_back(std::make_unique<WatchedSink>());
    if (i % 11 == 4) sinks.back()->fails_after = 30'000;
    orders.push_back({sources.back().get(), {kSha256, kMd5}, {sinks.back().get()}});
  }
  const auto outcomes = read_together(orders);
  ASSERT_EQ(outcomes.size(), orders.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const bool fits = sources[i]->bytes.size() <= sinks[i]->fails_after;
    ASSERT_EQ(outcomes[i].has_value(), fits) << i;
    EXPECT_EQ(sinks[i]->finished, fits) << i;
    if (!fits) continue;
    EXPECT_TRUE(sinks[i]->text == sources[i]->bytes) << i;
    EXPECT_EQ(outcomes[i]->digests.find(kMd5), digests_of(sources[i]->bytes).find(kMd5)) << i;
  }
}

TEST(ReadInPairTest, gives_what_reading_together_gives_for_any_number_of_files) {
  for (std::size_t count = 0; count <= kReadWindow; ++count) {
    std::vector<std::unique_ptr<PoorSource>> sources;
    std::vector<ReadOrder> orders;
    for (std::size_t i = 0; i < count; ++i) {
      sources.push_back(std::make_unique<PoorSource>(some_text((i * 37 % 17) * 20'011)));
      if (i % 7 == 3) sources.back()->fails_at = i * 30'000;
      if (i % 5 == 1) sources.back()->step = 10'000 + i;  // chunks that end within a block
      orders.push_back({sources.back().get(), {kSha256, kSha512}, {}});
      if (i % 6 == 5) orders.back().algorithms = {kMd5, kCrc32, kSha1, kSha256};
      if (i % 8 == 7) orders.back().algorithms = {};
    }
    const auto outcomes = read_in_pair(orders), expected = read_together(orders);
    ASSERT_EQ(outcomes.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(outcomes[i].has_value(), expected[i].has_value()) << i;
      if (!outcomes[i]) {
        EXPECT_EQ(outcomes[i].error().text(), expected[i].error().text());
        continue;
      }
      EXPECT_EQ(outcomes[i]->bytes, sources[i]->bytes.size());
      EXPECT_EQ(outcomes[i]->digests.all(), expected[i]->digests.all()) << i;
    }
  }
}

TEST(ReadInPairTest, each_sink_gets_its_own_file_whole_and_in_order) {
  std::vector<std::unique_ptr<PoorSource>> sources;
  std::vector<std::unique_ptr<WatchedSink>> sinks;
  std::vector<ReadOrder> orders;
  for (std::size_t i = 0; i < kReadWindow; ++i) {
    sources.push_back(std::make_unique<PoorSource>(some_text(i * 29'973)));
    sinks.push_back(std::make_unique<WatchedSink>());
    if (i % 11 == 4) sinks.back()->fails_after = 30'000;
    orders.push_back({sources.back().get(), {kSha256, kMd5}, {sinks.back().get()}});
  }
  const auto outcomes = read_in_pair(orders);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const bool fits = sources[i]->bytes.size() <= sinks[i]->fails_after;
    ASSERT_EQ(outcomes[i].has_value(), fits) << i;
    EXPECT_EQ(sinks[i]->finished, fits) << i;
    EXPECT_EQ(sinks[i]->text == sources[i]->bytes, fits) << i;
  }
}

TEST(ReadInPairTest, an_interruption_is_told_apart) {
  const PoorSource source(some_text(100'000));
  const std::vector<ReadOrder> orders = {{&source, {kSha256, kSha512}, {}}};
  std::stop_source stop;
  stop.request_stop();
  const auto outcomes = read_in_pair(orders, stop.get_token());
  ASSERT_EQ(outcomes.size(), 1u);
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().code, ErrorCode::kCancelled);
}

TEST(ReadTogetherTest, an_interruption_leaves_what_is_on_its_way_undone) {
  std::stop_source stop;
  const PoorSource small("scan"), large(some_text(3'000'000));
  // Asks for the end as soon as it has seen a first chunk.
  class StoppingSink final : public ByteSink {
   public:
    std::stop_source* stop = nullptr;
    Result<void> write(std::span<const std::byte>) override {
      stop->request_stop();
      return {};
    }
    Result<void> finish() override {
      ADD_FAILURE() << "half a file was finished";
      return {};
    }
  } sink;
  sink.stop = &stop;
  const std::vector<ReadOrder> orders = {{&small, {kMd5}, {}}, {&large, {kMd5}, {&sink}}};
  const auto outcomes = read_together(orders, stop.get_token());
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace delo
