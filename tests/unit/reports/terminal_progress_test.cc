#include "ingest/cli/terminal_progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "core/run/parallel.h"

namespace delo::ingest {
namespace {

using testing::HasSubstr;

constexpr ProgressView kHalf = {.bytes = 1'200'000'000,
                                .bytes_expected = 2'400'000'000,
                                .items = 3,
                                .items_expected = 8,
                                .bytes_per_second = 84'000'000,
                                .doing = "APRF_f45"};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

TEST(TerminalProgress, the_bar_tells_share_rate_time_left_and_item) {
  EXPECT_EQ(progress_line(kHalf, 200, false),
            "[############............]  50 %  1.2 GB of 2.4 GB  84.0 MB/s  15 s left  "
            "item 4 of 8  APRF_f45");
}

TEST(TerminalProgress, the_bar_never_wraps) {
  for (std::size_t columns = 20; columns < 120; ++columns) {
    EXPECT_LE(characters(progress_line(kHalf, columns, true)), columns);
  }
}

TEST(TerminalProgress, before_anything_is_known_the_bar_is_empty) {
  EXPECT_EQ(progress_line({}, 80, false), "[........................]  0 %");
}

TEST(TerminalProgress, a_name_cannot_steer_the_terminal) {
  ProgressView view = kHalf;
  view.doing = "\x1b[2J";
  EXPECT_EQ(progress_line(view, 200, false).find('\x1b'), std::string::npos);
}

TEST(TerminalProgress, many_threads_may_report_and_the_line_is_cleared_at_the_end) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  {
    TerminalProgress progress(ends[1], {.is_terminal = true, .colour = false, .unicode = true});
    progress.expect(4000, 4);
    const auto done = for_each_parallel(4, 4, [&](std::size_t, int) -> Result<void> {
      for (int i = 0; i < 1000; ++i) progress.advance(1);
      progress.now_doing("item");
      progress.item_done();
      return {};
    });
    EXPECT_TRUE(done.has_value());
  }
  ::close(ends[1]);
  std::string drawn(65536, '\0');
  const ssize_t n = ::read(ends[0], drawn.data(), drawn.size());
  ::close(ends[0]);
  ASSERT_GT(n, 0);
  drawn.resize(static_cast<std::size_t>(n));
  EXPECT_TRUE(drawn.ends_with("\r\x1b[K"));
}

}  // namespace
}  // namespace delo::ingest
