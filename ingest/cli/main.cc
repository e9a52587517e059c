// The archivist's door.
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stop_token>
#include <string_view>
#include <thread>

#include "core/isolation/zygote.h"
#include "ingest/cli/arguments.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/output.h"
#include "ingest/cli/software.h"
#include "ingest/cli/terminal_progress.h"
#include "ingest/cli/tint.h"
#include "ingest/texts/walled_texts.h"
#include "validators/isolated_examiner.h"

namespace {

using delo::ingest::Arguments;
using delo::ingest::Desk;
using delo::ingest::Leave;

struct Command {
  std::string_view name;
  int (*run)(Desk&);
};
constexpr std::array kCommands = {
    Command{"plan", &delo::ingest::command_plan},
    Command{"ingest", &delo::ingest::command_ingest},
    Command{"decide", &delo::ingest::command_decide},
    Command{"check", &delo::ingest::command_check},
    Command{"list", &delo::ingest::command_list},
    Command{"show", &delo::ingest::command_show},
    Command{"find", &delo::ingest::command_find},
    Command{"catalogue rebuild", &delo::ingest::command_catalogue_rebuild},
    Command{"deposit", &delo::ingest::command_deposit},
    Command{"audit", &delo::ingest::command_audit},
    Command{"validate", &delo::ingest::command_validate},
    Command{"package", &delo::ingest::command_package},
    Command{"export", &delo::ingest::command_export},
    Command{"ledger verify", &delo::ingest::command_ledger_verify},
    Command{"ledger prove", &delo::ingest::command_ledger_prove},
    Command{"ledger export", &delo::ingest::command_ledger_export},
    Command{"report", &delo::ingest::command_report},
    Command{"reference", &delo::ingest::command_reference},
    Command{"rules", &delo::ingest::command_rules},
};

// Ctrl-C and a polite kill ask the run to stop between files; a second one ends
// it at once, which is safe too: that is what the commit protocol is for.  timeout(1) and
// service managers send one to the process and to its group: what follows within half a
// second is the same one.
class Interruptions {
 public:
  Interruptions() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    // Blocked before any other thread starts, so that this one alone hears them.
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    listener_ = std::thread([this] {
      int signal = 0;
      if (sigwait(&signals_, &signal) != 0) return;
      source_.request_stop();
      const auto asked = std::chrono::steady_clock::now();
      while (sigwait(&signals_, &signal) == 0) {
        if (std::chrono::steady_clock::now() - asked > kSameSignal) ::_exit(130);
      }
    });
    listener_.detach();
  }
  std::stop_token token() const { return source_.get_token(); }

 private:
  static constexpr auto kSameSignal = std::chrono::milliseconds(500);

  sigset_t signals_{};
  std::stop_source source_;
  std::thread listener_;
};

int run_command(const Arguments& asked) {
  // Never destroyed: its thread waits for signals until the process is gone.
  static Interruptions& interruptions = *new Interruptions;
  delo::ingest::Output out(asked);
  delo::SystemClock clock;
  const auto progress = delo::ingest::progress_for_terminal(!asked.quiet);
  delo::RunContext run{.clock = clock,
                       .progress = *progress,
                       .software = delo::ingest::software_agents(),
                       .stop = interruptions.token(),
                       .jobs = asked.jobs};
  delo::ingest::WalledTexts texts("/proc/self/exe");
  run.texts = &texts;
  Desk desk{asked, out, run, "/proc/self/exe"};
  for (const Command& command : kCommands) {
    if (command.name == asked.command) return command.run(desk);
  }
  std::fputs("delo: unknown command\n", stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == delo::kZygoteRole) {
    return delo::validators::run_examiner_zygote();
  }
  std::signal(SIGPIPE, SIG_IGN);
  const auto parsed = delo::ingest::parse_arguments(argc, argv);
  if (const auto* leave = std::get_if<Leave>(&parsed)) {
    const std::string text = leave->version ? delo::ingest::version_text() : leave->text;
    // A misread argument is told as it came.
    std::fputs(delo::ingest::safe_lines(text, false).c_str(), leave->code == 0 ? stdout : stderr);
    return leave->code;
  }
  return run_command(std::get<Arguments>(parsed));
}
