#include "core/isolation/sandbox.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <memory>
#include <type_traits>

namespace delo::isolation {
namespace {

static_assert(sizeof(FilterInstruction) == sizeof(sock_filter));

// ---- seccomp ----

// Stands in the filter where the child's own process id goes.
constexpr std::uint32_t kOwnProcess = 0x5e1f1d00;

// What a decoder needs that has its file open already and its code loaded.
constexpr std::array kAllowed = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(readv),
    SCMP_SYS(lseek),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(fstat),
    SCMP_SYS(statx),
    SCMP_SYS(fadvise64),
    SCMP_SYS(close),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(nanosleep),
    SCMP_SYS(pause),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getrandom),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),  // glibc's qsort() asks it and takes whatever lies in memory if refused
};

// Libraries try these and go on without; refusing them is no reason to die.
constexpr std::array kRefused = {
    SCMP_SYS(open),      SCMP_SYS(openat),    SCMP_SYS(readlink),   SCMP_SYS(readlinkat),
    SCMP_SYS(access),    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),
    SCMP_SYS(lstat),     SCMP_SYS(ioctl),     SCMP_SYS(uname),      SCMP_SYS(getcwd),
    SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(fcntl),      SCMP_SYS(sched_getaffinity),
};

struct ReleaseFilter {
  void operator()(void* context) const noexcept { seccomp_release(context); }
};

bool add_rules(scmp_filter_ctx context) {
  // Returns as soon as a rule isn't taken: a filter with holes is no filter.
  for (const int call : kAllowed) {
    // A call that this architecture doesn't have needs no rule.
    const int added = seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0);
    if (added != 0 && added != -EDOM) return false;
  }
  for (const int call : kRefused) {
    const int added = seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), call, 0);
    if (added != 0 && added != -EDOM) return false;
  }
  // Memory that was written is never executed.
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    if (seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 1,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0) {
      return false;
    }
  }
  // glibc's fstat(); not with a path unless the descriptor is a folder, and we have none.
  if (seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                       SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH)) != 0) {
    return false;
  }
  // abort() signals itself, and nobody else.
  return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                          SCMP_A0(SCMP_CMP_EQ, kOwnProcess)) == 0;
}

// ---- Landlock: the kernel's numbers, of which Debian 12's headers know ABI 2 ----

struct RulesetAttributes {
  std::uint64_t handled_access_fs = 0;
  std::uint64_t handled_access_net = 0;  // from ABI 4 on
  std::uint64_t scoped = 0;              // from ABI 6 on
};

constexpr std::uint64_t bits(int count) { return (std::uint64_t{1} << count) - 1; }

// A newer right or a longer structure than the kernel knows is refused whole.
RulesetAttributes all_rights(int abi) {
  RulesetAttributes all;
  all.handled_access_fs = bits(abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13);
  if (abi >= 4) all.handled_access_net = bits(2);  // bind, connect (TCP)
  if (abi >= 6) all.scoped = bits(2);              // abstract sockets, signals
  return all;
}

std::size_t size_known(int abi) {
  return sizeof(std::uint64_t) * (abi >= 6 ? 3 : abi >= 4 ? 2 : 1);
}

// ---- Resource limits ----

bool set_limit(decltype(RLIMIT_AS) what, std::uint64_t soft, std::uint64_t hard) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return false;
  // Never more than we were given ourselves.
  const rlimit wanted{std::min<rlim_t>(soft, now.rlim_max), std::min<rlim_t>(hard, now.rlim_max)};
  return ::setrlimit(what, &wanted) == 0;
}

constexpr int kBothClosed = 0, kNoLandlock = 1, kNoSeccomp = 2;

}  // namespace

void Sandbox::build_filter() {
  std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0) return;
  const std::unique_ptr<void, ReleaseFilter> context(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (!context || !add_rules(context.get())) return;
  if (seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0) return;
  seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a tree; a list if it can't

  const FileDescriptor memory(::memfd_create("filter", MFD_CLOEXEC));
  if (!memory.is_open() || seccomp_export_bpf(context.get(), memory.get()) != 0) return;
  const off_t size = ::lseek(memory.get(), 0, SEEK_END);
  if (size <= 0) return;
  std::vector<FilterInstruction> filter(static_cast<std::size_t>(size) / sizeof(FilterInstruction));
  if (::pread(memory.get(), filter.data(), static_cast<std::size_t>(size), 0) != size) return;
  if (filter.size() > std::numeric_limits<std::uint16_t>::max()) return;
  for (std::size_t i = 0; i < filter.size(); ++i) {
    if (filter[i].operand == kOwnProcess) own_process_.push_back(i);
  }
  filter_ = std::move(filter);
}

void Sandbox::build_ruleset() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0},
                             LANDLOCK_CREATE_RULESET_VERSION);
  if (abi <= 0) return;
  const int known = static_cast<int>(abi);
  const RulesetAttributes all = all_rights(known);
  const long fd = ::syscall(SYS_landlock_create_ruleset, &all, size_known(known), 0u);
  if (fd < 0) return;
  ruleset_ = FileDescriptor(static_cast<int>(fd));
  ::fcntl(ruleset_.get(), F_SETFD, FD_CLOEXEC);
  landlock_abi_ = known;
}

Sandbox Sandbox::prepare(const IsolationLimits& limits) {
  Sandbox sandbox(limits);
  sandbox.build_filter();
  sandbox.build_ruleset();
  // A kernel or a container may know a wall and refuse it still: try.
  const pid_t child = ::fork();
  if (child == 0) {
    int missing = kBothClosed;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !sandbox.close_landlock()) {
      missing |= kNoLandlock;
    }
    if (!sandbox.close_seccomp()) missing |= kNoSeccomp;
    ::_exit(missing);
  }
  int status = 0;
  int missing = kNoLandlock | kNoSeccomp;
  if (child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status)) {
    missing = WEXITSTATUS(status);
  }
  if (missing & kNoLandlock) {
    sandbox.ruleset_ = FileDescriptor();
    sandbox.landlock_abi_ = 0;
  }
  if (missing & kNoSeccomp) sandbox.filter_.clear();
  return sandbox;
}

bool Sandbox::set_limits() const {
  const auto cpu = static_cast<std::uint64_t>(limits_.cpu.count());
  constexpr std::uint64_t kStack = 8u << 20;  // bytes
  constexpr std::uint64_t kFiles = 16;
  return set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_FSIZE, 0, 0) &&
         set_limit(RLIMIT_NPROC, 0, 0) && set_limit(RLIMIT_NOFILE, kFiles, kFiles) &&
         set_limit(RLIMIT_STACK, kStack, kStack) &&
         // SIGXCPU first, SIGKILL for those that ignore it.
         set_limit(RLIMIT_CPU, cpu, cpu + 1) &&
         set_limit(RLIMIT_AS, limits_.memory, limits_.memory);
}

bool Sandbox::close_landlock() {
  if (!ruleset_.is_open()) return true;
  if (::syscall(SYS_landlock_restrict_self, ruleset_.get(), 0u) != 0) return false;
  ruleset_ = FileDescriptor();
  return true;
}

bool Sandbox::close_seccomp() {
  if (filter_.empty()) return true;
  for (const std::size_t i : own_process_) {
    filter_[i].operand = static_cast<std::uint32_t>(::getpid());
  }
  sock_fprog program{static_cast<unsigned short>(filter_.size()),
                     reinterpret_cast<sock_filter*>(filter_.data())};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0u, &program) == 0;
}

bool Sandbox::enter(pid_t parent) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
  if (::getppid() != parent) return false;  // died before the line above
  return ::prctl(PR_SET_DUMPABLE, 0) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         set_limits() && close_landlock() && close_seccomp();
}

std::string Sandbox::level() const {
  std::string standing, missing;
  if (!filter_.empty()) {
    standing += "seccomp, ";
  } else {
    missing += "no seccomp";
  }
  if (ruleset_.is_open()) {
    standing += "Landlock ABI " + std::to_string(landlock_abi_) + ", ";
  } else {
    missing += missing.empty() ? "no Landlock" : ", no Landlock";
  }
  standing += "rlimits";
  return missing.empty() ? standing : standing + " (" + missing + " here)";
}

}  // namespace delo::isolation
