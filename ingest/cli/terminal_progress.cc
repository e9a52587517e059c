#include "ingest/cli/terminal_progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "core/text/utf8.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

constexpr auto kBetweenDraws = std::chrono::milliseconds(100);
constexpr std::size_t kBarCells = 24;
constexpr std::size_t kNarrowest = 20;  // columns; below that nothing is drawn

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::string_view(value) : std::string_view();
}

bool is_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view value = environment(name);
    if (value.empty()) continue;
    const std::string lower = to_lower(value);
    return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
  }
  return false;
}

std::size_t columns_of(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

// Code points, which is columns for the scripts we print.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size()) {
    if ((text[at] & 0xc0) != 0x80 && count-- == 0) break;
    ++at;
  }
  return std::string(text.substr(0, at));
}

std::string bar_of(double share, bool unicode) {
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double cells = std::clamp(share, 0.0, 1.0) * static_cast<double>(kBarCells);
  const auto full = static_cast<std::size_t>(cells);
  std::string out = unicode ? "▕" : "[";
  for (std::size_t i = 0; i < full; ++i) out += unicode ? "█" : "#";
  std::size_t drawn = full;
  if (unicode && full < kBarCells) {
    const auto eighth = static_cast<std::size_t>((cells - static_cast<double>(full)) * 8);
    if (eighth > 0) {
      out += kEighths[std::min<std::size_t>(eighth, 7)];
      ++drawn;
    }
  }
  for (; drawn < kBarCells; ++drawn) out += unicode ? " " : ".";
  return out + (unicode ? "▏" : "]");
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n <= 0) return;  // a bar that can't be drawn is no reason to stop
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

TerminalAbilities abilities_of(int descriptor) {
  TerminalAbilities out;
  const std::string_view terminal = environment("TERM");
  out.is_terminal = isatty(descriptor) == 1 && terminal != "dumb";
  out.colour = out.is_terminal && environment("NO_COLOR").empty();
  out.unicode = is_utf8_locale();
  return out;
}

std::string progress_line(const ProgressView& view, std::size_t columns, bool unicode) {
  // Parts in the order they are given up when the terminal is narrow: from the end.
  std::vector<std::string> parts;
  const bool by_bytes = view.bytes_expected > 0;
  const double done = static_cast<double>(by_bytes ? view.bytes : view.items);
  const double all = static_cast<double>(by_bytes ? view.bytes_expected : view.items_expected);
  const double share = all > 0 ? std::min(1.0, done / all) : 0;
  parts.push_back(bar_of(share, unicode));
  parts.push_back(std::to_string(static_cast<int>(share * 100)) + " %");
  if (by_bytes) {
    parts.push_back(size_in_words(std::min(view.bytes, view.bytes_expected)) + " of " +
                    size_in_words(view.bytes_expected));
  }
  if (view.bytes_per_second >= 1) {
    parts.push_back(size_in_words(static_cast<std::uint64_t>(view.bytes_per_second)) + "/s");
    if (by_bytes && view.bytes < view.bytes_expected) {
      const double seconds =
          static_cast<double>(view.bytes_expected - view.bytes) / view.bytes_per_second;
      if (seconds < 1e7) {
        parts.push_back(duration_in_words(std::llround(std::ceil(seconds) * 1000)) + " left");
      }
    }
  }
  if (view.items_expected > 1) {
    parts.push_back("item " + grouped(std::min(view.items + 1, view.items_expected)) + " of " +
                    grouped(view.items_expected));
  }
  if (!view.doing.empty()) parts.push_back(terminal_text(view.doing));

  std::string out;
  std::size_t used = 0;
  for (const std::string& part : parts) {
    const std::size_t gap = out.empty() ? 0 : 2;
    if (used + gap >= columns) break;
    const std::string shown = first_characters(part, columns - used - gap);
    // Half a number would lie; half a name does not.
    if (shown.size() < part.size() && &part != &parts.back()) break;
    out.append(gap, ' ').append(shown);
    used += gap + length_of(shown);
  }
  return out;
}

TerminalProgress::TerminalProgress(int descriptor, TerminalAbilities abilities)
    : descriptor_(descriptor), abilities_(abilities), rated_at_(Clock::now()) {}

TerminalProgress::~TerminalProgress() { finished(); }

void TerminalProgress::expect(std::uint64_t bytes, std::uint64_t items) {
  bytes_expected_ += bytes;
  items_expected_ += items;
  draw_when_due();
}

void TerminalProgress::advance(std::uint64_t bytes) {
  bytes_ += bytes;
  draw_when_due();
}

void TerminalProgress::item_done() {
  ++items_;
  draw_when_due();
}

void TerminalProgress::now_doing(std::string_view what) {
  {
    const std::lock_guard lock(mutex_);
    doing_ = what;
  }
  draw_when_due();
}

void TerminalProgress::draw_when_due() {
  const auto now = Clock::now().time_since_epoch().count();
  if (now < next_draw_.load(std::memory_order_relaxed)) return;
  // Another thread is drawing: it shows our bytes too, or the next one does.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock() || over_) return;
  next_draw_ = now + std::chrono::duration_cast<Clock::duration>(kBetweenDraws).count();
  draw();
}

void TerminalProgress::draw() {
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - rated_at_).count();
  const std::uint64_t bytes = bytes_;
  if (seconds >= 0.5 && bytes >= rated_bytes_) {
    const double rate = static_cast<double>(bytes - rated_bytes_) / seconds;
    rate_ = rate_ > 0 ? 0.7 * rate_ + 0.3 * rate : rate;
    rated_at_ = now;
    rated_bytes_ = bytes;
  }
  const std::size_t columns = columns_of(descriptor_);
  if (columns < kNarrowest) return;
  const std::string line = progress_line({.bytes = bytes,
                                          .bytes_expected = bytes_expected_,
                                          .items = items_,
                                          .items_expected = items_expected_,
                                          .bytes_per_second = rate_,
                                          .doing = doing_},
                                         columns - 1, abilities_.unicode);
  // To the line's beginning, the bar, and clear what is left of the one before.
  write_all(descriptor_, "\r" + line + "\x1b[K");
  drawn_ = true;
}

void TerminalProgress::finished() {
  const std::lock_guard lock(mutex_);
  over_ = true;
  if (drawn_) write_all(descriptor_, "\r\x1b[K");
  drawn_ = false;
}

std::unique_ptr<Progress> progress_for_terminal(bool wanted) {
  const TerminalAbilities abilities = abilities_of(STDERR_FILENO);
  if (!wanted || !abilities.is_terminal) return std::make_unique<SilentProgress>();
  return std::make_unique<TerminalProgress>(STDERR_FILENO, abilities);
}

}  // namespace delo::ingest
