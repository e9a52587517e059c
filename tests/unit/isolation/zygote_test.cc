#include "core/isolation/zygote.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace delo {
namespace {

using Outcome = IsolatedAnswer::Outcome;
using std::chrono::seconds;

constexpr const char* kProgram = DELO_HOSTILE_PROGRAM;

IsolationLimits tight() { return {.memory = 256u << 20, .cpu = seconds(1), .wall = seconds(2)}; }

// The process ids of all processes that run the hostile program, zombies too.
std::set<pid_t> hostile_processes() {
  std::set<pid_t> found;
  DIR* proc = ::opendir("/proc");
  while (const dirent* entry = ::readdir(proc)) {
    const pid_t pid = std::atoi(entry->d_name);
    if (pid <= 0) continue;
    std::string comm;
    std::ifstream("/proc/" + std::to_string(pid) + "/comm") >> comm;
    if (comm == "hostile_program") found.insert(pid);
  }
  ::closedir(proc);
  return found;
}

std::size_t open_descriptors(pid_t pid) {
  std::size_t n = 0;
  DIR* folder = ::opendir(("/proc/" + std::to_string(pid) + "/fd").c_str());
  if (!folder) return 0;
  while (::readdir(folder)) ++n;
  ::closedir(folder);
  return n;
}

template <class Condition>
bool within(seconds limit, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

// A zygote and a file to ask it about.
class ZygoteTest : public testing::Test {
 protected:
  void SetUp() override {
    others_ = hostile_processes();
    const FileDescriptor written(::memfd_create("scan", MFD_CLOEXEC));
    ASSERT_EQ(::write(written.get(), "four leaves", 11), 11);
    const std::string path = "/proc/self/fd/" + std::to_string(written.get());
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(file_, 0);
    auto started = Zygote::start(kProgram, tight());
    ASSERT_TRUE(started) << started.error().text();
    zygote_ = *std::move(started);
  }
  void TearDown() override { ::close(file_); }

  IsolatedAnswer ask(std::string_view deed) {
    auto answer = zygote_->ask(file_, deed);
    EXPECT_TRUE(answer) << deed << ": " << answer.error().text();
    return answer ? *std::move(answer) : IsolatedAnswer{};
  }
  void lives_on() {
    const IsolatedAnswer answer = ask("read");
    EXPECT_EQ(answer.outcome, Outcome::kAnswered) << answer.detail;
    EXPECT_EQ(answer.answer, "four leaves");
  }
  pid_t zygote_process() {
    const std::string who = ask("who").answer;
    const std::size_t blank = who.find(' ');
    if (blank == std::string::npos) throw std::runtime_error("nobody answers");
    return std::atoi(who.c_str() + blank);
  }

  std::set<pid_t> others_;  // processes of the hostile program before this test
  int file_ = -1;
  std::unique_ptr<Zygote> zygote_;
};

TEST_F(ZygoteTest, a_child_reads_the_file_it_was_given) { lives_on(); }

TEST_F(ZygoteTest, every_file_gets_a_fresh_process) {
  std::set<std::string> seen;
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(seen.insert(ask("who").answer).second);
}

TEST_F(ZygoteTest, the_level_names_every_wall) {
  EXPECT_NE(zygote_->level().find("rlimits"), std::string::npos);
  EXPECT_NE(zygote_->level().find("seccomp"), std::string::npos);
}

TEST_F(ZygoteTest, a_child_has_nothing_open_but_its_file_and_its_pipe) {
  const std::string open = ask("open-descriptors").answer;
  EXPECT_TRUE(open.starts_with("0 1 2 ")) << open;  // /dev/null each
  EXPECT_EQ(std::ranges::count(open, ' '), 5) << open;
}

struct Deed {
  const char* name;
  Outcome outcome;
  const char* told;  // part of the detail; of the answer when answered
};
void PrintTo(const Deed& deed, std::ostream* out) { *out << deed.name; }

class Hostile : public ZygoteTest, public testing::WithParamInterface<Deed> {};

TEST_P(Hostile, is_contained_and_the_zygote_lives_on) {
  const Deed& deed = GetParam();
  const pid_t before = zygote_process();
  const IsolatedAnswer answer = ask(deed.name);
  EXPECT_EQ(answer.outcome, deed.outcome) << answer.detail << " / " << answer.answer.substr(0, 80);
  const std::string& told = answer.outcome == Outcome::kAnswered ? answer.answer : answer.detail;
  EXPECT_NE(told.find(deed.told), std::string::npos) << told.substr(0, 200);
  lives_on();
  EXPECT_EQ(zygote_process(), before);
  // The zygote and its child, not those of a test before that are still dying.
  std::set<pid_t> ours = hostile_processes();
  for (const pid_t other : others_) ours.erase(other);
  EXPECT_LE(ours.size(), 2u);
  EXPECT_NE(::access("/tmp/delo-escape", F_OK), 0);
}

INSTANTIATE_TEST_SUITE_P(
    deeds, Hostile,
    testing::Values(Deed{"segv", Outcome::kCrashed, "SIGSEGV"},
                    Deed{"abort", Outcome::kCrashed, "SIGABRT"},
                    Deed{"exit-7", Outcome::kCrashed, "exit status 7"},
                    Deed{"no-answer", Outcome::kCrashed, "no answer"},
                    Deed{"half-answer", Outcome::kCrashed, "SIGABRT"},
                    Deed{"throw", Outcome::kCrashed, "exception bad ?[31mfile"},
                    Deed{"throw-number", Outcome::kCrashed, "exception of unknown type"},
                    Deed{"kill-itself", Outcome::kCrashed, "SIGKILL"},
                    Deed{"huge-answer", Outcome::kCrashed, "more than 16777216 bytes"},
                    Deed{"endless-answer", Outcome::kCrashed, "more than 16777216 bytes"},
                    Deed{"sleep", Outcome::kTimeout, "2 s"},
                    Deed{"fill-memory", Outcome::kOutOfMemory, "256 MiB of memory"},
                    Deed{"overflow-stack", Outcome::kCrashed, "SIGSEGV"},
                    Deed{"open-passwd", Outcome::kAnswered, "refused EACCES"},
                    Deed{"create-file", Outcome::kAnswered, "refused EACCES"},
                    Deed{"exec", Outcome::kViolation, "SIGSYS"},
                    Deed{"fork", Outcome::kViolation, "SIGSYS"},
                    Deed{"socket", Outcome::kViolation, "SIGSYS"},
                    Deed{"unlink", Outcome::kViolation, "SIGSYS"},
                    Deed{"kill-parent", Outcome::kViolation, "SIGSYS"},
                    Deed{"abort-parent", Outcome::kViolation, "SIGSYS"},
                    Deed{"ptrace-parent", Outcome::kViolation, "SIGSYS"},
                    Deed{"run-written-code", Outcome::kViolation, "SIGSYS"}),
    [](const auto& deed) {
      std::string name = deed.param.name;
      std::ranges::replace(name, '-', '_');
      return name;
    });

TEST_F(ZygoteTest, an_endless_loop_ends_with_its_cpu_time_and_not_with_the_wall_clock) {
  auto started = Zygote::start(kProgram, {.cpu = seconds(1), .wall = seconds(60)});
  ASSERT_TRUE(started);
  zygote_ = *std::move(started);
  const IsolatedAnswer answer = ask("loop");
  EXPECT_EQ(answer.outcome, Outcome::kTimeout);
  EXPECT_EQ(answer.detail, "1 s of CPU");
  lives_on();
}

TEST_F(ZygoteTest, a_file_opened_for_reading_cannot_be_written_to) {
  const std::string path = testing::TempDir() + "delo-read-only";
  std::ofstream(path) << "scan";
  const int file = ::open(path.c_str(), O_RDONLY);
  auto answer = zygote_->ask(file, "write-to-file");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->outcome == Outcome::kViolation || answer->answer.starts_with("refused"));
  std::string content;
  std::ifstream(path) >> content;
  EXPECT_EQ(content, "scan");
  ::close(file);
  ::unlink(path.c_str());
}

TEST_F(ZygoteTest, an_answer_of_fifteen_mebibytes_arrives_whole) {
  const IsolatedAnswer answer = ask("large-answer");
  EXPECT_EQ(answer.outcome, Outcome::kAnswered) << answer.detail;
  EXPECT_EQ(answer.answer, std::string(15u << 20, 'y'));
}

TEST_F(ZygoteTest, a_request_of_64_kib_arrives_whole_and_a_larger_one_is_refused) {
  std::string request = "length ";
  request.resize(64 * 1024, 'x');
  EXPECT_EQ(ask(request).answer, "65536");
  request += 'x';
  const auto answer = zygote_->ask(file_, request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kInvalidArgument);
  lives_on();
}

TEST_F(ZygoteTest, a_killed_zygote_is_started_again) {
  const pid_t before = zygote_process();
  ::kill(before, SIGKILL);
  lives_on();
  EXPECT_NE(zygote_process(), before);
}

TEST_F(ZygoteTest, a_request_that_twice_sees_the_zygote_die_is_reported) {
  std::jthread killer([&](std::stop_token stop) {
    // Kills every process of the hostile program that leads its group: the zygotes.
    while (!stop.stop_requested()) {
      for (const pid_t pid : hostile_processes()) {
        if (::getpgid(pid) == pid) ::kill(pid, SIGKILL);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  auto answer = zygote_->ask(file_, "sleep");
  killer.request_stop();
  killer.join();
  // When the second is killed while it starts, that is an Error of ours.
  if (answer) {
    EXPECT_EQ(answer->outcome, Outcome::kCrashed);
    EXPECT_EQ(answer->detail, "the examiner process was killed twice");
  }
  lives_on();
}

TEST_F(ZygoteTest, a_stopped_zygote_does_not_hang_the_run) {
  zygote_ = nullptr;
  auto started = Zygote::start(kProgram, {.cpu = seconds(1), .wall = seconds(0)});
  ASSERT_TRUE(started);
  zygote_ = *std::move(started);
  // With no wall clock at all every file is late, and the parent hears of it.
  EXPECT_EQ(ask("sleep").outcome, Outcome::kTimeout);
}

TEST_F(ZygoteTest, ctrl_c_and_a_service_managers_stop_leave_it_alone) {
  const pid_t zygote = zygote_process();
  EXPECT_NE(::getpgid(zygote), ::getpgid(0));
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::kill(zygote, signal);
  lives_on();
  EXPECT_EQ(zygote_process(), zygote);
}

TEST_F(ZygoteTest, no_descriptor_leaks_over_2000_requests) {
  const pid_t zygote = zygote_process();
  const std::size_t ours = open_descriptors(::getpid()), theirs = open_descriptors(zygote);
  for (int i = 0; i < 2000; ++i) {
    ask(i % 10 == 3 ? "segv" : i % 10 == 7 ? "exit-7" : "read");
    if (HasFailure()) break;
  }
  EXPECT_EQ(open_descriptors(::getpid()), ours);
  EXPECT_EQ(open_descriptors(zygote), theirs);
  EXPECT_EQ(zygote_process(), zygote);
}

TEST_F(ZygoteTest, it_ends_with_its_owner) {
  const pid_t zygote = zygote_process();
  zygote_ = nullptr;
  EXPECT_FALSE(hostile_processes().contains(zygote));
}

TEST_F(ZygoteTest, several_zygotes_work_side_by_side_and_end_one_by_one) {
  std::vector<std::unique_ptr<Zygote>> many;
  for (int i = 0; i < 4; ++i) {
    auto started = Zygote::start(kProgram, tight());
    ASSERT_TRUE(started);
    many.push_back(*std::move(started));
  }
  {
    std::vector<std::jthread> threads;
    for (auto& zygote : many) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          const auto answer = zygote->ask(file_, i % 5 == 0 ? "abort" : "read");
          EXPECT_TRUE(answer);
        }
      });
    }
  }
  // The first ends though its younger siblings live: none holds its channel.
  while (!many.empty()) {
    const auto begin = std::chrono::steady_clock::now();
    many.erase(many.begin());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(1));
  }
}

TEST_F(ZygoteTest, a_zygote_outlives_the_thread_that_started_it) {
  std::jthread([&] { zygote_ = *Zygote::start(kProgram, tight()); }).join();
  const pid_t zygote = zygote_process();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(zygote_process(), zygote);
}

TEST(ZygoteStartTest, a_missing_program_is_an_error) {
  const auto started = Zygote::start("/nowhere/delo", {});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::kIo);
  EXPECT_EQ(started.error().sys_errno, ENOENT);
}

TEST(ZygoteStartTest, a_program_that_is_no_zygote_is_an_error) {
  const auto started = Zygote::start("/bin/true", {});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::kIo);
}

TEST(ZygoteStartTest, it_starts_though_the_standard_descriptors_are_closed) {
  const pid_t child = ::fork();
  if (child == 0) {
    for (int fd = 0; fd < 3; ++fd) ::close(fd);
    const auto started = Zygote::start(kProgram, tight());
    if (!started) ::_exit(1);
    const int null = ::open("/dev/null", O_RDONLY);
    const auto answer = (*started)->ask(null, "who");
    ::_exit(answer && answer->outcome == Outcome::kAnswered ? 0 : 2);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

// Runs `body` in a process of its own, after `prepare` has changed that process
// for good; body's failures are told by its exit status.
template <class Prepare, class Body>
int in_a_process(Prepare prepare, Body body) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!prepare()) ::_exit(77);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Expected {
  const char* deed;
  Outcome outcome;
};

// 0, or the number (from 1) of the deed that did not end as expected; 50: no zygote.
int try_deeds(std::initializer_list<Expected> deeds, std::string_view level_part) {
  auto started = Zygote::start(kProgram, tight());
  if (!started) return 50;
  if ((*started)->level().find(level_part) == std::string::npos) return 51;
  const int null = ::open("/dev/null", O_RDONLY);
  int n = 0;
  for (const Expected& expected : deeds) {
    ++n;
    const auto answer = (*started)->ask(null, expected.deed);
    if (!answer || answer->outcome != expected.outcome) {
      std::cerr << expected.deed << ": " << (answer ? answer->detail : answer.error().text())
                << '\n';
      return n;
    }
  }
  return 0;
}

TEST(ZygoteUserTest, nobody_is_as_safe_as_root) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become nobody";
  const auto become_nobody = [] {
    return ::setgroups(0, nullptr) == 0 && ::setresgid(65534, 65534, 65534) == 0 &&
           ::setresuid(65534, 65534, 65534) == 0 && ::access(kProgram, X_OK) == 0;
  };
  const int failed = in_a_process(become_nobody, [] {
    return try_deeds({{"who", Outcome::kAnswered},
                      {"segv", Outcome::kCrashed},
                      {"abort", Outcome::kCrashed},
                      {"loop", Outcome::kTimeout},
                      {"sleep", Outcome::kTimeout},
                      {"fill-memory", Outcome::kOutOfMemory},
                      {"overflow-stack", Outcome::kCrashed},
                      {"exec", Outcome::kViolation},
                      {"fork", Outcome::kViolation},
                      {"socket", Outcome::kViolation},
                      {"kill-parent", Outcome::kViolation},
                      {"open-passwd", Outcome::kAnswered},
                      {"who", Outcome::kAnswered}},
                     "seccomp");
  });
  if (failed == 77) GTEST_SKIP() << "nobody cannot reach " << kProgram;
  EXPECT_EQ(failed, 0);
}

// Makes this process's kernel look as if it had not these calls.
bool take_away(std::initializer_list<int> calls) {
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
  for (const int call : calls) seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), call, 0);
  const bool loaded = seccomp_load(context) == 0;
  seccomp_release(context);
  return loaded;
}

TEST(ZygoteLevelTest, without_landlock_seccomp_stands_and_the_level_says_so) {
  const int failed = in_a_process([] { return take_away({SCMP_SYS(landlock_create_ruleset)}); },
                                  [] {
                                    return try_deeds({{"who", Outcome::kAnswered},
                                                      {"segv", Outcome::kCrashed},
                                                      {"socket", Outcome::kViolation}},
                                                     "seccomp, rlimits (no Landlock here)");
                                  });
  EXPECT_EQ(failed, 0);
}

TEST(ZygoteLevelTest, a_landlock_that_refuses_to_close_is_not_counted) {
  const int failed =
      in_a_process([] { return take_away({SCMP_SYS(landlock_restrict_self)}); },
                   [] {
                     return try_deeds({{"who", Outcome::kAnswered}, {"exec", Outcome::kViolation}},
                                      "seccomp, rlimits (no Landlock here)");
                   });
  EXPECT_EQ(failed, 0);
}

TEST(ZygoteLevelTest, without_seccomp_and_landlock_limits_stand_and_the_level_says_so) {
  const int failed = in_a_process(
      [] {
        return take_away({SCMP_SYS(seccomp), SCMP_SYS(landlock_create_ruleset)});
      },
      [] {
        return try_deeds({{"who", Outcome::kAnswered},
                          {"segv", Outcome::kCrashed},
                          {"loop", Outcome::kTimeout},
                          {"sleep", Outcome::kTimeout},
                          {"fill-memory", Outcome::kOutOfMemory},
                          {"who", Outcome::kAnswered}},
                         "rlimits (no seccomp, no Landlock here)");
      });
  EXPECT_EQ(failed, 0);
}

TEST(ZygoteParentTest, nothing_is_left_after_the_parent_is_killed) {
  int out[2];
  ASSERT_EQ(::pipe2(out, O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  const char* arguments[] = {kProgram, "parent", nullptr};
  pid_t parent = -1;
  ASSERT_EQ(::posix_spawn(&parent, kProgram, &actions, nullptr, const_cast<char* const*>(arguments),
                          environ),
            0);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  char line[64] = {};
  ASSERT_GT(::read(out[0], line, sizeof line - 1), 0);
  ::close(out[0]);
  const pid_t zygote = std::atoi(std::string(line).substr(std::string(line).find(' ')).c_str());
  ASSERT_GT(zygote, 1);
  // Parent, zygote and the sleeping child of the second request.
  ASSERT_TRUE(within(seconds(5), [] { return hostile_processes().size() >= 3; }));

  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  EXPECT_TRUE(within(seconds(5), [] { return hostile_processes().empty(); }));
}

struct Told {
  std::vector<std::string> pieces;
  IsolatedAnswer answer;
};
Told told_by(std::string_view deed, std::size_t most_pieces = 1000) {
  Told told;
  auto zygote = Zygote::start(kProgram, tight());
  EXPECT_TRUE(zygote);
  const int nowhere = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  auto answer = (*zygote)->ask(nowhere, deed, [&](std::string_view piece) {
    told.pieces.emplace_back(piece);
    return told.pieces.size() < most_pieces;
  });
  EXPECT_TRUE(answer) << answer.error().text();
  if (answer) told.answer = *std::move(answer);
  // The next one is asked as if nothing had been.
  EXPECT_EQ((*zygote)->ask(nowhere, "length abc")->answer, "10");
  ::close(nowhere);
  return told;
}

TEST(Zygote, pieces_come_in_order_and_then_the_answer) {
  const Told told = told_by("pieces");
  EXPECT_EQ(told.answer.outcome, Outcome::kAnswered);
  EXPECT_EQ(told.answer.answer, "told");
  ASSERT_EQ(told.pieces.size(), 70u);
  EXPECT_EQ(told.pieces.front(), std::string(10'000, '0'));
  EXPECT_EQ(told.pieces.back(), std::string(10'000, '0' + 69));
}

TEST(Zygote, a_piece_that_is_too_long_is_divided) {
  const Told told = told_by("large-piece");
  EXPECT_EQ(told.answer.answer, "told");
  std::size_t bytes = 0;
  for (const std::string& piece : told.pieces) {
    EXPECT_LE(piece.size(), kMaxIsolatedPiece);
    bytes += piece.size();
  }
  EXPECT_EQ(bytes, 1'700'000u);
}

TEST(Zygote, pieces_without_an_end_are_no_answer) {
  EXPECT_EQ(told_by("pieces-without-end").answer.outcome, Outcome::kCrashed);
  EXPECT_EQ(told_by("length abc").answer.outcome, Outcome::kCrashed);
}

TEST(Zygote, a_child_that_dies_on_the_way_has_told_what_it_told) {
  const Told told = told_by("pieces-then-die");
  EXPECT_EQ(told.answer.outcome, Outcome::kCrashed);
  EXPECT_EQ(told.pieces.size(), 31u);
}

TEST(Zygote, pieces_are_not_told_twice_when_the_zygote_dies) {
  auto zygote = Zygote::start(kProgram, tight());
  ASSERT_TRUE(zygote);
  const int nowhere = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  std::size_t pieces = 0;
  auto answer = (*zygote)->ask(nowhere, "pieces-then-sleep", [&](std::string_view) {
    if (++pieces < 31) return true;
    for (const pid_t pid : hostile_processes()) {
      if (::getpgid(pid) == pid) ::kill(pid, SIGKILL);
    }
    return true;
  });
  ::close(nowhere);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, Outcome::kCrashed);
  EXPECT_EQ(pieces, 31u);
}

TEST(Zygote, who_takes_no_more_ends_the_child) {
  const Told told = told_by("pieces", 2);
  EXPECT_EQ(told.answer.outcome, Outcome::kCrashed);
  EXPECT_EQ(told.pieces.size(), 2u);
}

}  // namespace
}  // namespace delo
