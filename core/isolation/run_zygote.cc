// The life of a zygote: one request after the other, a fresh child for each.
#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <span>

#include "core/isolation/channel.h"
#include "core/isolation/report.h"
#include "core/isolation/sandbox.h"
#include "core/isolation/zygote.h"

namespace delo {
namespace {

using isolation::ChildReport;
using isolation::Datagram;
using isolation::Sandbox;
using Clock = std::chrono::steady_clock;

constexpr int kChannel = 3;
// After SIGKILL a process goes at once, unless it sleeps in a file system.
constexpr std::chrono::seconds kTimeToDie{5};

[[noreturn]] void answer_and_go(const FileDescriptor& pipe, std::string_view answer, int status) {
  // An unread answer is the reader's decision, not a second fault.
  static_cast<void>(write_fully(pipe, std::as_bytes(std::span(answer.data(), answer.size())), {}));
  ::_exit(status);
}

// A piece goes as its length, four bytes, the lowest first; an empty one ends them.
bool tell_piece(const FileDescriptor& pipe, std::string_view piece) {
  std::array<std::byte, 4> length;
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<std::byte>(piece.size() >> (8 * i) & 0xFF);
  }
  return write_fully(pipe, length, {}) &&
         write_fully(pipe, std::as_bytes(std::span(piece.data(), piece.size())), {});
}

bool tell(const FileDescriptor& pipe, std::string_view text) {
  if (text.empty()) return tell_piece(pipe, text);
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kMaxIsolatedPiece))) {
    if (!tell_piece(pipe, text.substr(0, kMaxIsolatedPiece))) return false;
  }
  return true;
}

[[noreturn]] void be_a_child(const IsolatedStreamingWork& work, Datagram request, Sandbox& sandbox,
                             pid_t zygote) {
  ::close(kChannel);
  if (!sandbox.enter(zygote)) ::_exit(isolation::kExitNoWalls);
  const FileDescriptor pipe = std::move(request.files[1]);
  try {
    const IsolatedStream stream = [&](std::string_view piece) { return tell(pipe, piece); };
    answer_and_go(pipe, work(std::move(request.files[0]), request.bytes, stream), 0);
  } catch (const std::bad_alloc&) {
    ::_exit(isolation::kExitOutOfMemory);
  } catch (const std::exception& error) {
    answer_and_go(pipe, error.what(), isolation::kExitException);
  } catch (...) {
    answer_and_go(pipe, "of unknown type", isolation::kExitException);
  }
}

// Waits until `child` has ended, at most until `deadline`, or until the run that asked is gone.
enum class Waited { kEnded, kTooLong, kRunGone };
Waited wait_for(const FileDescriptor& child, Clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return Waited::kTooLong;
    // No events asked of the channel: it tells its end unasked.
    std::array<pollfd, 2> both{{{child.get(), POLLIN, 0}, {kChannel, 0, 0}}};
    const int ready =
        ::poll(both.data(), both.size(), static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
    if (ready < 0 && errno != EINTR) return Waited::kTooLong;
    if (ready <= 0) continue;
    if (both[0].revents != 0) return Waited::kEnded;
    if (both[1].revents != 0) return Waited::kRunGone;
  }
}

std::uint64_t cpu_us_of(const rusage& use) {
  const auto us = [](const timeval& t) {
    return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(t.tv_usec);
  };
  return us(use.ru_utime) + us(use.ru_stime);
}

// Nothing when the run that asked is gone; its child is gone then too.
std::optional<ChildReport> watch(pid_t child, std::chrono::seconds wall) {
  ChildReport report{.end = ChildReport::End::kEnded};
  const FileDescriptor handle = isolation::watch_process(child);
  Waited waited = handle.is_open() ? wait_for(handle, Clock::now() + wall) : Waited::kTooLong;
  if (waited != Waited::kEnded) {
    ::kill(child, SIGKILL);
    if (waited == Waited::kRunGone) return std::nullopt;
    report.end = ChildReport::End::kWallClock;
    waited = wait_for(handle, Clock::now() + kTimeToDie);
    if (waited == Waited::kRunGone) return std::nullopt;
    if (waited == Waited::kTooLong) {
      report.end = ChildReport::End::kUnkillable;
      return report;
    }
  }
  rusage use{};
  int status = 0;
  while (::wait4(child, &status, 0, &use) < 0 && errno == EINTR) {
  }
  report.status = status;
  report.cpu_us = cpu_us_of(use);
  return report;
}

// A child lives for one file: memory given back to the kernel between two strips
// is only asked for again, page by page.
void keep_memory() {
  constexpr int kMuch = 32 << 20;  // bytes; malloc takes no more
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  ::mallopt(M_MMAP_THRESHOLD, kMuch);
}

void stand_alone() {
  // Ctrl-C, a closed terminal and a service manager's stop are the run's
  // business: it closes the channel when it has decided.
  for (const int signal : {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE}) {
    ::signal(signal, SIG_IGN);
  }
  ::signal(SIGCHLD, SIG_DFL);     // or nobody could be waited for
  if (::chdir("/") != 0) return;  // holds no medium; without it we hold one, no more
}

}  // namespace

int run_zygote(const IsolatedWork& work) {
  return run_zygote(IsolatedStreamingWork(
      [&work](FileDescriptor file, std::string_view request, const IsolatedStream&) {
        return work(std::move(file), request);
      }));
}

int run_zygote(const IsolatedStreamingWork& work) {
  stand_alone();
  keep_memory();
  const FileDescriptor channel(kChannel);
  auto first = isolation::receive_datagram(channel);
  if (!first || !*first) return 1;
  const auto limits = isolation::message_from<IsolationLimits>((*first)->bytes);
  if (!limits) return 1;
  Sandbox sandbox = Sandbox::prepare(*limits);
  auto greeted = isolation::send_datagram(channel, sandbox.level());
  const pid_t self = ::getpid();
  while (greeted && *greeted) {
    auto request = isolation::receive_datagram(channel);
    if (!request || !*request || (*request)->files.size() != 2) return request ? 0 : 1;
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {  // those that could not be killed then
    }
    std::optional<ChildReport> report;
    const pid_t child = ::fork();
    if (child == 0) be_a_child(work, *std::move(*request), sandbox, self);
    if (child < 0) {
      report = ChildReport{.end = ChildReport::End::kNotStarted, .status = errno};
    } else {
      (*request)->files.clear();  // the pipe must end with the child
      report = watch(child, limits->wall);
    }
    if (!report) return 0;
    greeted = isolation::send_datagram(channel, isolation::bytes_of(*report));
  }
  return 0;
}

}  // namespace delo
