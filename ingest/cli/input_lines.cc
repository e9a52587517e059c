#include "ingest/cli/input_lines.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace delo::ingest {

Result<std::optional<InputLine>> InputLines::next() {
  InputLine line;
  for (;;) {
    const std::size_t end = std::min(read_.find('\n', at_), read_.size());
    const std::size_t room = kMostOfLine - line.text.size();
    line.text.append(read_, at_, std::min(end - at_, room));
    line.cut = line.cut || end - at_ > room;
    const bool whole = end < read_.size();
    at_ = whole ? end + 1 : end;
    if (!whole) {
      DELO_TRY(const bool more, read_more());
      if (more) continue;
      if (line.text.empty() && !line.cut) return std::optional<InputLine>();
    }
    if (line.text.ends_with('\r')) line.text.pop_back();
    line.number = ++number_;
    return std::optional(std::move(line));
  }
}

bool InputLines::would_wait() const {
  if (ended_ || read_.find('\n', at_) != read_.npos) return false;
  pollfd input{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return ::poll(&input, 1, 0) == 0;
}

// false: that was all.
Result<bool> InputLines::read_more() {
  constexpr std::size_t kPiece = 64 * 1024;
  constexpr int kPatience = 100;  // milliseconds until the stop is asked for
  if (ended_) return false;
  read_.resize(kPiece);
  at_ = 0;
  for (;;) {
    if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    pollfd input{.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&input, 1, kPatience);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t got = ready < 0 ? -1 : ::read(descriptor_, read_.data(), read_.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      read_.clear();
      return io_error("cannot read standard input", {}, errno);
    }
    read_.resize(static_cast<std::size_t>(got));
    ended_ = got == 0;
    return !ended_;
  }
}

}  // namespace delo::ingest
