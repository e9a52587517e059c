// Every rule is told whole and has a failing and a passing case.
//
// A failing case is a test that demands the rule's id: the id stands as a string
// literal of its own in a test, or as the constant of its room's table (kEof) in a
// test of that room.  A passing case is an assertion, in a test of the same room,
// of exactly which findings good input yields (IsEmpty(), ElementsAre(…),
// findings.empty(), or the id on a line that says that it must not be there).
// Transcripts of the command line are tests of the room cli: "rule":"…" demands, and
// "findings":[] says that there is none.
// Committed files do as well: tests/cases/<rule id>/{fail,pass}/.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "ingest/rules.h"

namespace delo::ingest {
namespace {

namespace fs = std::filesystem;

struct TestFile {
  fs::path path;
  std::string room;
  std::set<std::string> literals;  // string literals that look like rule ids
  bool asserts_absence = false;    // says of some input exactly what is found in it
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The constants of a room's rules: {"pdf", {{"kEof", "pdf.eof"}, …}}.
std::map<std::string, std::map<std::string, std::string>> rule_constants() {
  static const std::regex kConstant(
      "\\bRule\\s+(k[A-Za-z0-9]+)\\s*=?\\s*\\{\\s*(?:\\.id\\s*=\\s*)?\"([^\"]+)\"");
  std::map<std::string, std::map<std::string, std::string>> out;
  for (const char* floor : {"validators", "ingest", "packages", "policies", "holdings"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(DELO_SOURCE_DIR) / floor)) {
      const fs::path& path = entry.path();
      if (path.extension() != ".cc" && path.extension() != ".h") continue;
      const std::string text = text_of(path);
      for (std::sregex_iterator at(text.begin(), text.end(), kConstant), end; at != end; ++at) {
        out[path.parent_path().filename().string()][(*at)[1]] = (*at)[2];
      }
    }
  }
  return out;
}

std::vector<TestFile> test_files() {
  static const std::regex kName("\\bk[A-Z][A-Za-z0-9]*");
  const auto constants = rule_constants();
  static const std::regex kLiteral("\"([A-Za-z][A-Za-z0-9._-]*)\"");
  static const std::regex kDemanded("\"rule\":\"([A-Za-z][A-Za-z0-9._-]*)\"");
  std::vector<TestFile> out;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DELO_SOURCE_DIR) / "tests")) {
    const fs::path& path = entry.path();
    const bool is_transcript = path.extension() == ".md";
    if (path.extension() != ".cc" && path.extension() != ".h" && !is_transcript) continue;
    if (path.string().find("/tests/house/") != std::string::npos) continue;
    if (path.string().find("/tests/fuzz/") != std::string::npos) continue;
    TestFile file{path, {}, {}, false};
    const std::string text = text_of(path);
    const std::regex& literal = is_transcript ? kDemanded : kLiteral;
    for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) {
      file.literals.insert((*at)[1]);
    }
    // tests/unit/<room>/… or tests/support/<room>_….
    std::string name = path.parent_path().filename().string();
    if (name == "support")
      name = path.filename().string().substr(0, path.filename().string().find('_'));
    file.room = name;
    const auto room = constants.find(name);
    if (room != constants.end()) {
      for (std::sregex_iterator at(text.begin(), text.end(), kName), end; at != end; ++at) {
        const auto rule = room->second.find(at->str());
        if (rule != room->second.end()) file.literals.insert(rule->second);
      }
    }
    for (const char* exact : {"IsEmpty()", "ElementsAre(", ".empty()", "EXPECT_FALSE", "Not(",
                              "pass", "std::vector<std::string>{}", "\"findings\":[]"}) {
      file.asserts_absence = file.asserts_absence || text.find(exact) != std::string::npos;
    }
    out.push_back(std::move(file));
  }
  std::set<std::string> exact_rooms;
  for (const TestFile& file : out) {
    if (file.asserts_absence) exact_rooms.insert(file.room);
  }
  for (TestFile& file : out) file.asserts_absence = exact_rooms.contains(file.room);
  return out;
}

bool has_committed(std::string_view rule, const char* kind) {
  const fs::path folder = fs::path(DELO_SOURCE_DIR) / "tests" / "cases" / rule / kind;
  return fs::is_directory(folder) && !fs::is_empty(folder);
}

TEST(House, every_rule_has_a_failing_and_a_passing_case) {
  const std::vector<TestFile> files = test_files();
  ASSERT_FALSE(files.empty());
  std::string without_failing, without_passing;
  for (const NamedRules& table : all_rules()) {
    for (const Rule& rule : table.rules) {
      bool failing = has_committed(rule.id, "fail"), passing = has_committed(rule.id, "pass");
      for (const TestFile& file : files) {
        if (!file.literals.contains(std::string(rule.id))) continue;
        failing = true;
        passing = passing || file.asserts_absence;
      }
      if (!failing) without_failing.append("\n  ").append(rule.id);
      if (failing && !passing) without_passing.append("\n  ").append(rule.id);
    }
  }
  EXPECT_EQ(without_failing, "") << "no test demands these rules";
  EXPECT_EQ(without_passing, "") << "no test asserts what good input yields for these rules";
}

TEST(House, every_rule_is_told_whole) {
  std::map<std::string_view, std::string_view> seen;
  for (const NamedRules& table : all_rules()) {
    EXPECT_FALSE(table.rules.empty()) << table.of;
    for (const Rule& rule : table.rules) {
      const auto [other, is_new] = seen.emplace(rule.id, table.of);
      EXPECT_TRUE(is_new) << rule.id << " stands in " << table.of << " and in " << other->second;
      EXPECT_FALSE(rule.id.empty());
      EXPECT_EQ(rule.id.find_first_of(" \t\"'"), std::string_view::npos) << rule.id;
      EXPECT_FALSE(rule.summary.empty()) << rule.id;
      EXPECT_FALSE(rule.cause.empty()) << rule.id << " names no cause";
      EXPECT_FALSE(rule.remedy.empty()) << rule.id << " names no remedy";
      for (const std::string_view text : {rule.summary, rule.cause, rule.remedy}) {
        EXPECT_FALSE(text.ends_with('.')) << rule.id << ": no full stop: " << text;
      }
    }
  }
}

TEST(House, a_rule_is_found_by_its_id) {
  for (const NamedRules& table : all_rules()) {
    for (const Rule& rule : table.rules) {
      ASSERT_NE(rule_named(rule.id), nullptr) << rule.id;
      EXPECT_EQ(rule_named(rule.id)->id, rule.id);
    }
  }
  EXPECT_EQ(rule_named("no.such.rule"), nullptr);
}

}  // namespace
}  // namespace delo::ingest
