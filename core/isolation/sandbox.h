// The walls around a child that looks at a hostile file.
//
// seccomp is the real wall: an allow-list of system calls, everything else
// kills the child.  Landlock is a second one for files, network and signals as
// far as the kernel knows it; resource limits stand everywhere.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "core/isolation/zygote.h"

namespace delo::isolation {

// One instruction of the kernel's classic BPF, as struct sock_filter has it.
struct FilterInstruction {
  std::uint16_t code = 0;
  std::uint8_t jump_true = 0, jump_false = 0;
  std::uint32_t operand = 0;
};

// Made once in the zygote, entered by each of its children.  Single thread.
class Sandbox {
 public:
  // Builds filter and ruleset and tries them on a child, so that level() tells
  // what really stands.  Never fails: what isn't to be had is left out and said.
  static Sandbox prepare(const IsolationLimits& limits);

  // In a fresh child: closes the walls for good.  `parent` is the zygote; a child
  // whose zygote has died meanwhile ends at once.  false: a wall that prepare() found
  // standing could not be closed, the child must do nothing more.
  [[nodiscard]] bool enter(pid_t parent);

  // "seccomp, Landlock ABI 7, rlimits"; "rlimits (no seccomp, no Landlock here)".
  std::string level() const;

 private:
  explicit Sandbox(const IsolationLimits& limits) : limits_(limits) {}
  void build_filter();
  void build_ruleset();
  bool set_limits() const;
  bool close_landlock();
  bool close_seccomp();

  IsolationLimits limits_;
  std::vector<FilterInstruction> filter_;  // empty: no seccomp
  std::vector<std::size_t> own_process_;   // instructions that compare with the child's id
  FileDescriptor ruleset_;                 // not open: no Landlock
  int landlock_abi_ = 0;
};

}  // namespace delo::isolation
