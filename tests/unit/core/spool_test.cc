#include "core/bytes/spool.h"

#include "core/bytes/read_fault.h"
#include "core/bytes/same_bytes.h"
#include "core/bytes/spool_sink.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <string>

#include "tests/support/temp_folder.h"

namespace delo {
namespace {

std::string text_at(const Spool& spool, std::uint64_t at, std::size_t n) {
  std::string text(n, '\0');
  const auto got = spool.read_at(at, std::as_writable_bytes(std::span(text)));
  EXPECT_TRUE(got) << got.error().text();
  text.resize(got ? *got : 0);
  return text;
}

TEST(Spool, what_was_appended_reads_back_whether_it_is_in_memory_or_in_the_file) {
  const tests::TempFolder folder;
  Spool spool(folder.path(), 100);
  std::string all;
  for (int i = 0; i < 1000; ++i) {
    const std::string text =
        std::to_string(i) + std::string(static_cast<std::size_t>(i % 150), 'x');
    const auto at = spool.append(text);
    ASSERT_TRUE(at);
    EXPECT_EQ(*at, all.size());
    all += text;
    EXPECT_EQ(text_at(spool, *at, text.size()), text);
  }
  EXPECT_EQ(spool.size(), all.size());
  EXPECT_EQ(text_at(spool, 0, all.size() + 10), all) << "over the border of file and memory";
  EXPECT_EQ(text_at(spool, all.size(), 1), "");
  EXPECT_EQ(text_at(spool, all.size() + 7, 1), "");
}

TEST(Spool, leaves_no_file_behind_and_makes_none_for_little) {
  const tests::TempFolder folder;
  {
    Spool spool(folder / "not" / "there yet", 10);
    ASSERT_TRUE(spool.append("0123456789"));
    ASSERT_TRUE(spool.append("0123456789"));
    EXPECT_EQ(folder.count(), 0u) << "its file has no name";
    EXPECT_EQ(text_at(spool, 8, 4), "8901");
  }
  EXPECT_EQ(folder.count(), 0u);
  Spool nowhere("/proc/self/nowhere", 10);
  EXPECT_TRUE(nowhere.append("0123456789"));
}

TEST(Spool, a_place_where_nothing_can_be_written_is_an_error_and_nothing_is_lost) {
  Spool spool("/proc/self", 10);
  ASSERT_TRUE(spool.append("0123456789"));
  const auto refused = spool.append("x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kIo);
  EXPECT_FALSE(is_fault_of_file(refused.error())) << "no right to write there is ours";
  EXPECT_EQ(text_at(spool, 0, 20), "0123456789");
}

TEST(Spool, a_full_disk_is_an_error_and_the_next_bytes_begin_where_they_should) {
  const tests::TempFolder folder;
  Spool spool(folder.path(), 4096);
  ASSERT_TRUE(spool.append(std::string(4000, 'a')));
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto refused = spool.append(std::string(4000, 'b'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kIo);
  EXPECT_FALSE(is_fault_of_medium(refused.error())) << "what is put aside is none the worse";
  EXPECT_FALSE(is_fault_of_file(refused.error()));
  ASSERT_TRUE(spool.append(std::string(4000, 'c')));
  EXPECT_EQ(text_at(spool, 0, 8000), std::string(4000, 'a') + std::string(4000, 'c'));
}

TEST(Spool, what_is_written_into_it_is_compared_with_what_was_written_wherever_it_lies) {
  const tests::TempFolder folder;
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += std::to_string(i);  // longer than what is compared at once
  Spool spool(folder.path(), 100);
  SpoolSink sink(spool);
  ASSERT_TRUE(sink.write_text(text));
  ASSERT_TRUE(sink.finish());
  EXPECT_TRUE(*same_bytes(spool, MemorySource(text)));
  const std::string longer = text + "0";
  EXPECT_FALSE(*same_bytes(spool, MemorySource(longer))) << "one more";
  EXPECT_TRUE(*same_bytes(spool, 0, MemorySource(longer), 0, text.size()));
  text[text.size() - 2] = 'x';
  EXPECT_FALSE(*same_bytes(spool, MemorySource(text)));
  EXPECT_TRUE(*same_bytes(spool, MemorySource(std::string_view())) == false);
}

}  // namespace
}  // namespace delo
