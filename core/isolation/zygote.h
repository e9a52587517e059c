// One sandboxed child for every hostile file.
//
// A zygote is our own program executed anew, with one thread, a small heap and
// the decoders loaded.  For each request it forks a child that gives up every
// right but to read the one open descriptor (rlimits, Landlock where the kernel
// has it, seccomp), answers once and is gone.  A crash, a hang, an exhausted
// limit is that file's Outcome; the zygote and the batch go on.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes/disk.h"
#include "core/result.h"

namespace delo {

// What a child may use up.
struct IsolationLimits {
  std::uint64_t memory = 1ull << 30;  // bytes of address space
  std::chrono::seconds cpu{20};
  std::chrono::seconds wall{30};
};

struct IsolatedAnswer {
  enum class Outcome : std::uint8_t {
    kAnswered,
    kCrashed,  // a signal, or an exit without an answer
    kTimeout,  // CPU or wall clock
    kOutOfMemory,
    kViolation,  // a forbidden system call
  };
  Outcome outcome = Outcome::kCrashed;
  std::string answer;  // when kAnswered: what the child wrote, untrusted, 16 MiB at most
  std::string detail;  // "SIGSEGV", "20 s of CPU"
};

// The work of a child: read the descriptor, return the answer.  Runs sandboxed.
using IsolatedWork = std::function<std::string(FileDescriptor file, std::string_view request)>;

// Where pieces go that are told before the answer.  false: nobody takes more.
using IsolatedStream = std::function<bool(std::string_view piece)>;
// Work that has more to tell than an answer holds: pieces in order, an empty one, the answer.
using IsolatedStreamingWork = std::function<std::string(
    FileDescriptor file, std::string_view request, const IsolatedStream& stream)>;

// Owns one zygote process; used by one thread at a time.  A zygote that dies is
// started again and the request repeated once.
class Zygote {
 public:
  // `program` is executed with the argument kZygoteRole and a socket at
  // descriptor 3.  Error kIo.
  static Result<std::unique_ptr<Zygote>> start(const std::filesystem::path& program,
                                               const IsolationLimits& limits);
  ~Zygote();

  // Passes `file` (borrowed) and `request` to a child and waits for the answer.
  Result<IsolatedAnswer> ask(int file, std::string_view request);

  // For streaming work: `take` gets each piece while the child goes on, untrusted, at most
  // kMaxIsolatedPiece bytes, and is asked no more once it has said false: the child is ended.  A
  // zygote that dies after the first piece is not asked again: kCrashed.
  Result<IsolatedAnswer> ask(int file, std::string_view request, const IsolatedStream& take);

  // What walls stand here: "seccomp, Landlock ABI 7, rlimits".
  const std::string& level() const;

 private:
  struct Members;
  explicit Zygote(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

inline constexpr std::size_t kMaxIsolatedPiece = 256 * 1024;

inline constexpr std::string_view kZygoteRole = "--isolated-examiner";

// The life of a zygote: main() calls it when its first argument is kZygoteRole.
// Returns the exit status.
int run_zygote(const IsolatedWork& work);
int run_zygote(const IsolatedStreamingWork& work);

}  // namespace delo
