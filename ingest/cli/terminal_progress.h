// The live bar: how much is done, how fast, how long still.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/run/progress.h"

namespace delo::ingest {

// What of a terminal may be used on a stream.
struct TerminalAbilities {
  bool is_terminal = false;
  bool colour = false;   // NO_COLOR (no-color.org) and TERM=dumb are honoured
  bool unicode = false;  // the locale's character set is UTF-8
};
TerminalAbilities abilities_of(int descriptor);

// What the bar shows at one moment.
struct ProgressView {
  std::uint64_t bytes = 0, bytes_expected = 0;
  std::uint64_t items = 0, items_expected = 0;
  double bytes_per_second = 0;  // 0: not known yet
  std::string_view doing;
};
// One line of at most `columns` characters, without a line end: "▕██████░░░░▏ 61 %
// 1.2 GB of 2.0 GB  84.1 MB/s  10 s left  item 4 of 8  APRF_f45".
std::string progress_line(const ProgressView& view, std::size_t columns, bool unicode);

// Draws the bar on a terminal, ten times a second at most, in whatever thread
// happens to report; there is no thread of its own.  The line is cleared by
// finished() and by the destructor.
class TerminalProgress final : public Progress {
 public:
  TerminalProgress(int descriptor, TerminalAbilities abilities);
  ~TerminalProgress() override;

  void expect(std::uint64_t bytes, std::uint64_t items) override;
  void advance(std::uint64_t bytes) override;
  void item_done() override;
  void now_doing(std::string_view what) override;
  void finished() override;

 private:
  using Clock = std::chrono::steady_clock;
  void draw_when_due();
  void draw();  // REQUIRES: mutex_ held

  const int descriptor_;
  const TerminalAbilities abilities_;
  std::atomic<std::uint64_t> bytes_{0}, bytes_expected_{0}, items_{0}, items_expected_{0};
  std::atomic<Clock::rep> next_draw_{0};
  std::mutex mutex_;  // guards what follows, and the terminal
  std::string doing_;
  Clock::time_point rated_at_;
  std::uint64_t rated_bytes_ = 0;
  double rate_ = 0;  // bytes a second, smoothed
  bool drawn_ = false, over_ = false;
};

// The bar for standard error where that is a terminal and `wanted`; otherwise
// one that is silent.
std::unique_ptr<Progress> progress_for_terminal(bool wanted);

}  // namespace delo::ingest
