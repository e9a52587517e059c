// Runs a program of this machine and takes what it prints; no shell.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace delo::tests {

struct ProgramRun {
  int exit_status = -1;
  std::string output;  // standard output
};

// Nothing when the program isn't there.
inline std::optional<ProgramRun> run_program(std::vector<std::string> arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t pid = -1;
  const int failed = ::posix_spawnp(&pid, pointers[0], &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  ProgramRun run;
  std::array<char, 4096> buffer;
  ssize_t n = 0;
  while (failed == 0 && (n = ::read(ends[0], buffer.data(), buffer.size())) > 0) {
    run.output.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  if (failed != 0) return std::nullopt;
  int status = 0;
  ::waitpid(pid, &status, 0);
  run.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

}  // namespace delo::tests
