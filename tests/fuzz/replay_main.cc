// Runs a fuzz target without a fuzzer, so that every build tries every target:
//   NAME_replay ROUNDS PATH...
// Each seed (a file, or every file of a folder) goes in as it is, then ROUNDS times
// changed: cut, overwritten, doubled, with numbers that parsers stumble over.  The same
// seeds and rounds give the same inputs.  A crash, an abort of the target, or more than
// two minutes of CPU fail the test; memory that runs out does not, because outside of
// this test targets run under the sandbox's limit.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

// A linear congruential generator: the same throws on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return n == 0 ? 0 : static_cast<std::size_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_of(int count, char** paths) {
  std::vector<fs::path> out;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(paths[i])) {
      out.emplace_back(paths[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(paths[i])) {
      if (entry.is_regular_file()) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void change(std::string& bytes, Dice& dice) {
  static constexpr std::array<std::uint32_t, 8> kNumbers = {
      0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
  // Headers and tails decide more than the middle does.
  const std::size_t reach =
      dice.below(2) == 0 ? std::min<std::size_t>(bytes.size(), 512) : bytes.size();
  const std::size_t at =
      dice.below(3) == 0 ? bytes.size() - 1 - dice.below(reach) : dice.below(reach);
  switch (dice.below(6)) {
    case 0:
      bytes[at] = static_cast<char>(dice.below(256));
      break;
    case 1:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.below(8)));
      break;
    case 2:
      bytes.resize(at);
      break;
    case 3: {
      const std::uint32_t number = kNumbers[dice.below(kNumbers.size())];
      for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i) {
        bytes[at + i] = static_cast<char>(number >> (8 * i));
      }
      break;
    }
    case 4:
      bytes.erase(at, 1 + dice.below(16));
      break;
    default:
      bytes.insert(at, bytes.substr(dice.below(bytes.size()), 1 + dice.below(64)));
      break;
  }
}

void run(const std::string& bytes) {
  try {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const rlimit memory{std::uint64_t{2} << 30, std::uint64_t{2} << 30}, seconds{120, 120};
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CPU, &seconds);
  const auto rounds = static_cast<std::uint64_t>(std::atoll(argv[1]));
  std::uint64_t inputs = 0;
  for (const fs::path& file : files_of(argc - 2, argv + 2)) {
    const std::string seed = read(file);
    run(seed);
    run("");
    for (std::uint64_t round = 0; round < rounds && !seed.empty(); ++round) {
      Dice dice(round);
      std::string bytes = seed;
      for (std::size_t n = 1 + dice.below(4); n > 0 && !bytes.empty(); --n) change(bytes, dice);
      run(bytes);
      ++inputs;
    }
  }
  std::printf("%llu inputs\n", static_cast<unsigned long long>(inputs));
  return inputs > 0 ? 0 : 1;
}
