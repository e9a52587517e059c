// usage: bench_sandbox [PROGRAM] [FILES]
// What one file costs in the sandbox: a 4 kB file is handed to a zygote FILES
// times, one and two side by side.  PROGRAM is a program that can be a zygote
// (default: this one, whose child reads the file and answers its length); with
// the delo program itself the children really examine the file.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "core/isolation/zygote.h"
#include "tests/bench/small_tiff.h"

namespace delo {
namespace {

using Clock = std::chrono::steady_clock;

std::string read_and_count(FileDescriptor file, std::string_view) {
  std::string bytes(8192, '\0');
  const ssize_t n = ::pread(file.get(), bytes.data(), bytes.size(), 0);
  return std::to_string(n);
}

// Microseconds of each of `count` requests, sorted.
std::vector<double> ask_often(Zygote& zygote, int file, int count) {
  std::vector<double> us;
  us.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    const auto answer = zygote.ask(file, bench::kRequest);
    us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    if (!answer || answer->outcome != IsolatedAnswer::Outcome::kAnswered) {
      std::fprintf(stderr, "no answer: %s\n",
                   answer ? answer->detail.c_str() : answer.error().text().c_str());
      std::exit(3);
    }
  }
  std::ranges::sort(us);
  return us;
}

void measure(const std::string& program, int file, int count, int side_by_side) {
  std::vector<std::unique_ptr<Zygote>> zygotes;
  for (int i = 0; i < side_by_side; ++i) {
    auto started = Zygote::start(program, {});
    if (!started) {
      std::fprintf(stderr, "%s\n", started.error().text().c_str());
      std::exit(3);
    }
    zygotes.push_back(*std::move(started));
    ask_often(*zygotes.back(), file, 20);  // warm
  }
  std::vector<std::vector<double>> us(zygotes.size());
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < zygotes.size(); ++i) {
      threads.emplace_back([&, i] { us[i] = ask_often(*zygotes[i], file, count / side_by_side); });
    }
  }
  const double wall = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
  std::vector<double> all;
  for (const auto& some : us) all.insert(all.end(), some.begin(), some.end());
  std::ranges::sort(all);
  std::printf("%d side by side: %.0f us a file by the clock; one request median %.0f us, 95 %% %.0f us (%s)\n",
              side_by_side, wall / static_cast<double>(all.size()), all[all.size() / 2],
              all[all.size() * 95 / 100], zygotes[0]->level().c_str());
}

}  // namespace
}  // namespace delo

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == delo::kZygoteRole) return delo::run_zygote(&delo::read_and_count);
  const std::string program = argc > 1 ? argv[1] : argv[0];
  const int count = argc > 2 ? std::atoi(argv[2]) : 2000;
  const std::string tiff = delo::bench::small_tiff();
  const int file = ::memfd_create("scan", MFD_CLOEXEC);
  if (file < 0 || ::write(file, tiff.data(), tiff.size()) < 0) return 3;
  for (const int side_by_side : {1, 2}) delo::measure(program, file, count, side_by_side);
  return 0;
}
