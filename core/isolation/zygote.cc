#include "core/isolation/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "core/isolation/channel.h"
#include "core/isolation/report.h"

namespace delo {
namespace {

namespace fs = std::filesystem;
using isolation::ChildReport;
using Clock = std::chrono::steady_clock;
using Outcome = IsolatedAnswer::Outcome;

constexpr std::size_t kMaxAnswer = 16u << 20;  // bytes
constexpr std::size_t kMaxExceptionText = 200;
constexpr std::chrono::seconds kTimeToStart{60};  // libraries come from a cold disk
constexpr std::chrono::seconds kTimeToEnd{2};
// Above the child's own wall clock, which the zygote keeps; covers the time that the
// zygote waits for a killed child.
constexpr std::chrono::seconds kGrace{15};

int milliseconds_to(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
}

// Waits for something on `fd` (or its end).  false: not before `deadline`.
bool wait_for(const FileDescriptor& fd, Clock::time_point deadline) {
  while (true) {
    pollfd one{fd.get(), POLLIN, 0};
    const int ready = ::poll(&one, 1, milliseconds_to(deadline));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// posix_spawn with its attributes, released whatever happens.
class Spawn {
 public:
  Spawn() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;
  ~Spawn() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  // Returns the process id, or minus an errno.
  int run(const fs::path& program, int channel) {
    constexpr int kInZygote = 3;
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    // The channel first: it may lie where /dev/null goes.
    int failed = ::posix_spawn_file_actions_adddup2(&actions_, channel, kInZygote);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      if (failed == 0) {
        failed = ::posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_RDWR, 0);
      }
    }
    if (failed == 0) failed = ::posix_spawn_file_actions_addclosefrom_np(&actions_, kInZygote + 1);
    if (failed == 0) failed = ::posix_spawnattr_setpgroup(&attributes_, 0);
    if (failed == 0) failed = ::posix_spawnattr_setsigmask(&attributes_, &none);
    if (failed == 0) failed = ::posix_spawnattr_setsigdefault(&attributes_, &all);
    if (failed == 0) {
      failed = ::posix_spawnattr_setflags(
          &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    if (failed != 0) return -failed;

    std::string name = program.string();
    std::string role(kZygoteRole);
    std::array<char*, 3> arguments{name.data(), role.data(), nullptr};
    // No secret and no setting of ours reaches the decoders, and their verdicts
    // don't hang on who calls.
    std::vector<std::string> settings{
        // A symbol that a child resolves is resolved by every child again.
        "LD_BIND_NOW=1",
        // Chunks that the warm-up left behind are joined before the fork, not after each.
        "GLIBC_TUNABLES=glibc.malloc.mxfast=0"};
    if (const char* path = std::getenv("LD_LIBRARY_PATH")) {
      settings.push_back(std::string("LD_LIBRARY_PATH=") + path);
    }
    std::vector<char*> environment;
    for (std::string& setting : settings) environment.push_back(setting.data());
    environment.push_back(nullptr);
    pid_t pid = -1;
    failed = ::posix_spawn(&pid, name.c_str(), &actions_, &attributes_, arguments.data(),
                           environment.data());
    return failed != 0 ? -failed : pid;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// What a child writes, as it comes in: pieces, where they were asked for, then the answer.
class Incoming {
 public:
  explicit Incoming(const IsolatedStream* take) : take_(take), in_pieces_(take != nullptr) {}

  // Takes what is there.  false: its end, or no more is wanted.
  bool read(const FileDescriptor& pipe) {
    std::array<char, 64 * 1024> buffer;
    while (true) {
      const ssize_t n = ::read(pipe.get(), buffer.data(), buffer.size());
      if (n > 0) {
        if (!add({buffer.data(), static_cast<std::size_t>(n)})) return false;
        continue;
      }
      if (n < 0 && errno == EINTR) continue;
      return n < 0 && errno == EAGAIN;
    }
  }

  std::string take_answer() { return std::move(answer_); }
  bool has_passed_on() const { return passed_on_; }
  bool is_refused() const { return refused_; }      // by the one who takes
  bool is_malformed() const { return malformed_; }  // no pieces, or one that is too long
  bool in_pieces() const { return in_pieces_; }

 private:
  bool add(std::string_view bytes) {
    while (in_pieces_ && !bytes.empty()) {
      if (head_ < 4) {
        length_ |= std::size_t{static_cast<unsigned char>(bytes[0])} << (8 * head_++);
        bytes.remove_prefix(1);
        if (head_ < 4) continue;
        if (length_ == 0) in_pieces_ = false;
        malformed_ = length_ > kMaxIsolatedPiece;
        if (malformed_) return false;
        continue;
      }
      const std::size_t some = std::min(length_ - piece_.size(), bytes.size());
      piece_ += bytes.substr(0, some);
      bytes.remove_prefix(some);
      if (piece_.size() < length_) return true;
      passed_on_ = true;
      refused_ = !(*take_)(piece_);
      if (refused_) return false;
      piece_.clear();
      length_ = head_ = 0;
    }
    answer_ += bytes;
    return answer_.size() <= kMaxAnswer;
  }

  const IsolatedStream* take_;
  bool in_pieces_, passed_on_ = false, refused_ = false, malformed_ = false;
  std::size_t head_ = 0, length_ = 0;  // bytes of the length seen; the length
  std::string piece_, answer_;
};

std::string seconds_text(std::chrono::seconds seconds) {
  return std::to_string(seconds.count()) + " s";
}

std::string signal_name(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

// Text of a child that was not believed: printable ASCII, cut.
std::string harmless(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kMaxExceptionText)) out += c >= ' ' && c <= '~' ? c : '?';
  return out;
}

IsolatedAnswer killed_by(int signal, const ChildReport& report, const IsolationLimits& limits) {
  const auto cpu_limit = std::chrono::duration_cast<std::chrono::microseconds>(limits.cpu);
  const bool cpu_spent = report.cpu_us >= static_cast<std::uint64_t>(cpu_limit.count());
  if (signal == SIGXCPU || (signal == SIGKILL && cpu_spent)) {
    return {Outcome::kTimeout, {}, seconds_text(limits.cpu) + " of CPU"};
  }
  if (signal == SIGSYS) return {Outcome::kViolation, {}, "a forbidden system call (SIGSYS)"};
  return {Outcome::kCrashed, {}, signal_name(signal)};
}

// Error: the child never came to look at the file.
Result<IsolatedAnswer> outcome_of(const ChildReport& report, std::string answer,
                                  const IsolationLimits& limits) {
  switch (report.end) {
    case ChildReport::End::kNotStarted:
      return io_error("cannot start a sandboxed process", {}, report.status);
    case ChildReport::End::kUnkillable:
      return IsolatedAnswer{Outcome::kTimeout,
                            {},
                            seconds_text(limits.wall) +
                                ", and the process cannot be ended: the storage does not respond"};
    case ChildReport::End::kWallClock:
      return IsolatedAnswer{Outcome::kTimeout, {}, seconds_text(limits.wall)};
    case ChildReport::End::kEnded:
      break;
  }
  if (WIFSIGNALED(report.status)) return killed_by(WTERMSIG(report.status), report, limits);
  const int status = WEXITSTATUS(report.status);
  switch (status) {
    case 0:
      if (answer.size() > kMaxAnswer) {
        return IsolatedAnswer{Outcome::kCrashed,
                              {},
                              "an answer of more than " + std::to_string(kMaxAnswer) + " bytes"};
      }
      if (answer.empty()) return IsolatedAnswer{Outcome::kCrashed, {}, "no answer"};
      return IsolatedAnswer{Outcome::kAnswered, std::move(answer), {}};
    case isolation::kExitNoWalls:
      return Error{ErrorCode::kInternal,
                   "the sandbox could not be closed; the file was not opened"};
    case isolation::kExitOutOfMemory:
      return IsolatedAnswer{
          Outcome::kOutOfMemory, {}, std::to_string(limits.memory >> 20) + " MiB of memory"};
    case isolation::kExitException:
      return IsolatedAnswer{Outcome::kCrashed, {}, "exception " + harmless(answer)};
    default:
      return IsolatedAnswer{Outcome::kCrashed, {}, "exit status " + std::to_string(status)};
  }
}

}  // namespace

struct Zygote::Members {
  fs::path program;
  IsolationLimits limits;
  FileDescriptor channel;
  FileDescriptor process;  // pidfd
  pid_t pid = -1;
  std::string level;

  ~Members() { end(); }

  Result<void> begin();
  void end();
  Result<IsolatedAnswer> ask(int file, std::string_view request, const IsolatedStream* take);
  // Nothing: the zygote died on it.
  Result<std::optional<IsolatedAnswer>> ask_once(int file, std::string_view request,
                                                 Incoming& incoming);
};

Result<void> Zygote::Members::begin() {
  DELO_TRY(auto ends, isolation::make_channel());
  const int spawned = Spawn().run(program, ends.second.get());
  if (spawned < 0) return io_error("cannot start the examiner process", program, -spawned);
  pid = spawned;
  process = isolation::watch_process(pid);
  channel = std::move(ends.first);
  ends.second = FileDescriptor();
  const auto greet = [&]() -> Result<bool> {
    if (!process.is_open()) return io_error("cannot watch the examiner process", program);
    DELO_TRY(const bool sent, isolation::send_datagram(channel, isolation::bytes_of(limits)));
    if (!sent || !wait_for(channel, Clock::now() + kTimeToStart)) return false;
    DELO_TRY(auto greeting, isolation::receive_datagram(channel));
    if (!greeting) return false;
    level = greeting->bytes;
    return true;
  }();
  if (greet && *greet) return {};
  end();
  DELO_CHECK(greet);
  return Error{ErrorCode::kIo, "the examiner process does not come up", program};
}

void Zygote::Members::end() {
  channel = FileDescriptor();  // the zygote takes this as its leave
  if (pid < 0) return;
  const bool gone = process.is_open() && wait_for(process, Clock::now() + kTimeToEnd);
  if (!gone) {
    ::kill(pid, SIGKILL);
    if (process.is_open()) wait_for(process, Clock::now() + kTimeToEnd);
  }
  ::waitpid(pid, nullptr, WNOHANG);  // never block: a process may hang in a file system
  pid = -1;
  process = FileDescriptor();
}

Result<std::optional<IsolatedAnswer>> Zygote::Members::ask_once(int file, std::string_view request,
                                                                Incoming& incoming) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return io_error("cannot make a pipe");
  FileDescriptor answers(ends[0]);
  {
    const FileDescriptor writing(ends[1]);
    if (::fcntl(answers.get(), F_SETFL, O_NONBLOCK) != 0) return io_error("cannot set up a pipe");
    const std::array<int, 2> files{file, writing.get()};
    DELO_TRY(const bool sent, isolation::send_datagram(channel, request, files));
    if (!sent) return std::optional<IsolatedAnswer>();
  }
  const auto deadline = Clock::now() + limits.wall + kGrace;
  while (true) {
    // A pipe that has ended would be ready for ever: poll ignores negative descriptors.
    std::array<pollfd, 2> both{{{answers.get(), POLLIN, 0}, {channel.get(), POLLIN, 0}}};
    const int ready = ::poll(both.data(), both.size(), milliseconds_to(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      end();  // and with it the child
      return std::optional(IsolatedAnswer{Outcome::kTimeout, {}, "the examiner process hangs"});
    }
    if (both[0].revents != 0 && !incoming.read(answers)) answers = FileDescriptor();
    if (both[1].revents == 0) continue;
    DELO_TRY(auto datagram, isolation::receive_datagram(channel));
    if (!datagram) return std::optional<IsolatedAnswer>();
    const auto report = isolation::message_from<ChildReport>(datagram->bytes);
    if (!report)
      return Error{ErrorCode::kInternal, "a message of the examiner process is malformed"};
    // The child is gone: what it wrote is in the pipe, whole.
    if (answers.is_open()) incoming.read(answers);
    DELO_TRY(IsolatedAnswer done, outcome_of(*report, incoming.take_answer(), limits));
    if (incoming.is_refused()) done = {Outcome::kCrashed, {}, "nobody takes what it tells"};
    const bool torn = incoming.is_malformed() || incoming.in_pieces();
    if (torn && done.outcome == Outcome::kAnswered) {
      done = {Outcome::kCrashed, {}, "pieces that are malformed"};
    }
    return std::optional(std::move(done));
  }
}

Zygote::Zygote(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Zygote::~Zygote() = default;

Result<std::unique_ptr<Zygote>> Zygote::start(const fs::path& program,
                                              const IsolationLimits& limits) {
  auto members = std::make_unique<Members>();
  members->program = program;
  members->limits = limits;
  DELO_CHECK(members->begin());
  return std::unique_ptr<Zygote>(new Zygote(std::move(members)));
}

Result<IsolatedAnswer> Zygote::ask(int file, std::string_view request) {
  return members_->ask(file, request, nullptr);
}

Result<IsolatedAnswer> Zygote::ask(int file, std::string_view request, const IsolatedStream& take) {
  return members_->ask(file, request, &take);
}

Result<IsolatedAnswer> Zygote::Members::ask(int file, std::string_view request,
                                            const IsolatedStream* take) {
  if (request.empty() || request.size() > isolation::kMaxDatagram) {
    return Error{ErrorCode::kInvalidArgument, "a request to a sandbox has 1 to 65536 bytes, not " +
                                                  std::to_string(request.size())};
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (pid < 0) DELO_CHECK(begin());
    Incoming incoming(take);
    auto answered = ask_once(file, request, incoming);
    // After an Error too the two sides may no longer speak of the same request.
    if (!answered || !*answered) end();
    DELO_TRY(std::optional<IsolatedAnswer> answer, std::move(answered));
    if (answer) return *std::move(answer);
    if (incoming.has_passed_on()) {  // what was told can't be taken back
      return IsolatedAnswer{Outcome::kCrashed, {}, "the examiner process was killed"};
    }
  }
  return IsolatedAnswer{Outcome::kCrashed, {}, "the examiner process was killed twice"};
}

const std::string& Zygote::level() const { return members_->level; }

}  // namespace delo
