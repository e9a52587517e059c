// The catalogue of hostile names, made by a script of the shared data where that
// is at hand: every name comes back byte for byte, or is said why not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "core/run/run_context.h"
#include "ingest/reception/receive_item.h"
#include "policies/policy_file.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

namespace fs = std::filesystem;

std::string unquoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

fs::path script() {
  const char* shared = std::getenv("DELO_SHARED");
  return fs::path(shared ? shared : DELO_SOURCE_DIR "/../shared") / "scripts/make-hostile";
}

bool make_catalogue(const fs::path& out) {
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string program = script().string(), folder = out.string();
    ::execlp("python3", "python3", program.c_str(), folder.c_str(), "--only", "names", "--nodes",
             static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(HostileNames, every_name_comes_back_byte_for_byte_or_is_refused_by_name) {
  if (!fs::exists(script())) GTEST_SKIP() << "the catalogue of hostile names is not at hand";
  tests::TempFolder temp;
  ASSERT_TRUE(make_catalogue(temp.path() / "out"));
  const Batch batch = opened(temp.path() / "out/names");
  ASSERT_EQ(batch.shape, BatchShape::kOneItem);
  const BatchItem listed = item_of(batch);
  FixedClock clock(*timestamp_of("2100-01-01T06:00:00Z"));  // later than any file made here
  SilentProgress progress;
  RunContext run{.clock = clock, .progress = progress};
  const auto policy = parse_policy(built_in_policy("scans"), "scans");
  const auto received = receive_item(listed, *policy, temp.path() / "work", run);
  ASSERT_TRUE(received) << received.error().text();

  std::set<std::string> kept;
  const auto files = received->files.all();
  ASSERT_TRUE(files);
  for (const ItemFile& file : *files) kept.insert(file.object.path.text());
  std::map<std::string, Severity> worst;
  for (const Finding& found : received->findings) {
    auto& severity = worst.try_emplace(found.where.path.text(), found.severity).first->second;
    severity = std::max(severity, found.severity);
  }

  std::ifstream manifest(temp.path() / "out/manifest.tsv");
  std::string line;
  std::getline(manifest, line);  // header
  std::size_t rows = 0;
  while (std::getline(manifest, line)) {
    const std::size_t a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
    const std::string path = unquoted(line.substr(0, a)).substr(6);  // without "names/"
    const std::string kind = line.substr(a + 1, b - a - 1);
    const std::string must = line.substr(b + 1, c - b - 1);
    const std::string why = line.substr(c + 1);
    ++rows;
    const bool found = worst.contains(path);
    if (must == "reject") {
      EXPECT_FALSE(kept.contains(path)) << line;
      EXPECT_TRUE(found && worst[path] == Severity::kError) << line;
    } else if (kind == "name-pathmax") {
      EXPECT_EQ(count_of(received->findings, "reception.path-too-long"), 1u);
    } else if (kind == "empty-dir") {
      EXPECT_TRUE(found) << line;
    } else {
      EXPECT_TRUE(kept.contains(path)) << line;
      if (must == "flag" && kind == "name-collision") {
        EXPECT_GE(count_of(received->findings, "name.collision"), 6u);
      } else if (must == "flag" && why != "TIFF named .pdf") {  // the formats' room tells that
        EXPECT_TRUE(found) << line;
      } else if (must == "accept") {
        EXPECT_TRUE(!found || worst[path] != Severity::kError) << line;
      }
    }
  }
  EXPECT_GT(rows, 100u);
}

}  // namespace
}  // namespace delo::ingest
