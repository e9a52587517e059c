// A program that can be a zygote and whose children do what hostile files make
// decoders do.  Each request names the deed.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/isolation/zygote.h"

namespace delo {
namespace {

std::string text_of_errno() { return errno == EACCES ? "EACCES" : std::to_string(errno); }

// Not a loop a compiler may see through.
[[gnu::noinline]] int sink_into(volatile char* above, int depth) {
  volatile char here[4096];
  here[0] = static_cast<char>(depth);
  if (above) here[1] = above[0];
  return depth < 0 ? 0 : sink_into(here, depth + 1) + here[1];
}

std::string read_file_of(const FileDescriptor& file) {
  std::string text(1 << 16, '\0');
  const ssize_t n = ::pread(file.get(), text.data(), text.size(), 0);
  text.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
  return text;
}

std::string fill_memory() {
  std::vector<std::unique_ptr<char[]>> held;
  while (true) held.emplace_back(new char[16u << 20]);
}

// 70 pieces of 10,000 bytes each, then what the deed says.
std::string tell_pieces(std::string_view deed, const IsolatedStream& stream) {
  for (char c = 0; c < 70; ++c) {
    if (!stream(std::string(10'000, static_cast<char>('0' + c)))) return "nobody listens";
    if (deed == "pieces-then-die" && c == 30) std::abort();
    while (deed == "pieces-then-sleep" && c == 30) ::pause();
  }
  if (deed == "large-piece" && !stream(std::string(1'000'000, 'x'))) return "nobody listens";
  if (deed != "pieces-without-end") stream({});
  return "told";
}

std::string do_the_deed(FileDescriptor file, std::string_view deed, const IsolatedStream& stream) {
  if (deed.starts_with("pieces") || deed == "large-piece") return tell_pieces(deed, stream);
  if (deed == "read") return read_file_of(file);
  if (deed.starts_with("length ")) return std::to_string(deed.size());
  if (deed == "write-to-file") {
    return ::pwrite(file.get(), "x", 1, 0) < 0 ? "refused " + text_of_errno() : "written";
  }
  if (deed == "segv") {
    volatile int* nowhere = nullptr;
    *nowhere = 1;
  }
  if (deed == "abort") std::abort();
  if (deed == "loop") {
    volatile bool on = true;
    while (on) {
    }
  }
  if (deed == "sleep") {
    while (true) ::pause();
  }
  if (deed == "fill-memory") return fill_memory();
  if (deed == "overflow-stack") return std::to_string(sink_into(nullptr, 0));
  if (deed == "open-passwd") {
    return ::open("/etc/passwd", O_RDONLY) < 0 ? "refused " + text_of_errno() : "opened";
  }
  if (deed == "create-file") {
    const int fd = ::open("/tmp/delo-escape", O_WRONLY | O_CREAT, 0600);
    return fd < 0 ? "refused " + text_of_errno() : "created";
  }
  if (deed == "exec") ::execl("/bin/sh", "sh", "-c", "exit 0", nullptr);
  if (deed == "fork") return ::fork() < 0 ? "refused" : "forked";
  if (deed == "socket") return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "opened";
  if (deed == "unlink") return ::unlink("/tmp/delo-escape") < 0 ? "refused" : "removed";
  if (deed == "kill-parent") return ::kill(::getppid(), SIGKILL) < 0 ? "refused" : "sent";
  if (deed == "abort-parent") {
    return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), SIGABRT) < 0 ? "refused" : "sent";
  }
  if (deed == "ptrace-parent")
    return ::syscall(SYS_ptrace, 16, ::getppid(), 0, 0) < 0 ? "no" : "yes";
  if (deed == "run-written-code") {
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? "refused" : "mapped";
  }
  if (deed == "huge-answer") return std::string(64u << 20, 'x');
  if (deed == "endless-answer") {
    // Past work()'s return value, straight to the pipe.
    const std::string block(1 << 16, 'x');
    for (int fd = 4; fd < 16; ++fd) {
      while (::write(fd, block.data(), block.size()) > 0) {
      }
    }
    return "tired";
  }
  if (deed == "large-answer") return std::string(15u << 20, 'y');
  if (deed == "half-answer") {
    for (int fd = 4; fd < 16; ++fd) {
      if (::write(fd, "half", 4) < 0) continue;
    }
    std::abort();
  }
  if (deed == "no-answer") return "";
  if (deed == "exit-7") ::_exit(7);
  if (deed == "throw") throw std::runtime_error("bad \x1b[31mfile");
  if (deed == "throw-number") throw 7;
  if (deed == "kill-itself") ::raise(SIGKILL);
  if (deed == "open-descriptors") {
    std::string open;
    for (int fd = 0; fd < 256; ++fd) {
      struct stat st;
      if (::fstat(fd, &st) == 0) open += std::to_string(fd) + " ";
    }
    return open;
  }
  if (deed == "who") {
    return std::to_string(::getpid()) + " " + std::to_string(::getppid());
  }
  return "unknown deed";
}

// Starts a zygote, says its process id and that of a child at work, and is then
// killed from outside.
int be_a_parent(const char* self) {
  auto zygote = Zygote::start(self, {.wall = std::chrono::seconds(60)});
  if (!zygote) return 1;
  const int null = ::open("/dev/null", O_RDONLY);
  auto who = (*zygote)->ask(null, "who");
  if (!who) return 1;
  const std::string line = who->answer + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
  static_cast<void>((*zygote)->ask(null, "sleep"));
  return 0;
}

}  // namespace
}  // namespace delo

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == delo::kZygoteRole) return delo::run_zygote(delo::IsolatedStreamingWork(&delo::do_the_deed));
  if (argc > 1 && std::string_view(argv[1]) == "parent") return delo::be_a_parent(argv[0]);
  return 2;
}
