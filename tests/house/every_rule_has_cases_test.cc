// Every rule is told whole and demanded by a test, and what is sound breaks none.
//
// A rule is demanded when a test of its own room states its id (a literal, or the
// constant of the room's table) in a statement that does not deny it: a denial has
// EXPECT_FALSE, EXPECT_NE, Not(…), IsEmpty() or compares with 0.  Comments state nothing.
// Transcripts of the command line demand what they expect to be printed, of any room.
// That sound input breaks no rule is asserted, for each room, by the tests in kRooms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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

struct SoundCase {
  const char* file;  // below tests/
  const char* test;  // "Suite, name"; empty in a transcript
};

struct Room {
  std::string_view of;             // as all_rules() names it
  std::vector<const char*> tests;  // files and folders, below tests/
  std::vector<SoundCase> sound;
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> kRooms = {
      {"plan",
       {"unit/planning/"},
       {{"unit/planning/plan_batch_test.cc", "PlanBatch, a_sound_batch_is_ready"}}},
      {"reception",
       {"unit/reception/"},
       {{"unit/reception/batch_reader_test.cc", "ReadItem, a_whole_record_has_no_finding"},
        {"unit/reception/bag_folder_test.cc",
         "Bag, the_payload_becomes_the_item_and_nothing_is_lost"}}},
      {"examination",
       {"unit/isolation/"},
       {{"unit/isolation/isolated_examiner_test.cc",
         "ExamineFileTest, what_identification_finds_is_told_once"}}},
      {"format",
       {"unit/formats/format_identifier_test.cc", "unit/isolation/"},
       {{"unit/isolation/isolated_examiner_test.cc",
         "ExamineFileTest, what_identification_finds_is_told_once"}}},
      {"leaves",
       {"unit/leaves/", "planted/leaves/"},
       {{"unit/leaves/leaf_sequence_test.cc",
         "LeafSequence, all_named_leaves_once_is_nothing_to_say"}}},
      {"text",
       {"unit/formats/text_test.cc", "unit/texts/"},
       {{"unit/formats/text_test.cc", "Text, unicode_and_ascii_are_told_and_sound"},
        {"unit/formats/text_test.cc", "Text, csv_quotes_and_columns_are_checked"}}},
      {"texts",
       {"unit/texts/item_texts_test.cc"},
       {{"unit/texts/item_texts_test.cc",
         "ItemTexts, a_text_with_all_its_leaves_is_nothing_to_say"},
        {"unit/texts/item_texts_test.cc", "Translations, that_say_the_same_are_nothing_to_say"}}},
      {"xml",
       {"unit/formats/xml_test.cc"},
       {{"unit/formats/xml_test.cc", "Xml, a_sound_document_is_valid"}}},
      {"tiff",
       {"unit/tiff/", "support/tiff_faults.cc"},
       {{"unit/tiff/rules_test.cc", "SoundTiffTest, has_no_finding_at_all"},
        {"unit/tiff/profiles_test.cc", "tiff_profiles, a_model_tiff_keeps_to_all_of_them"}}},
      {"metadata",
       {"support/tiff_faults.cc"},
       {{"unit/tiff/rules_test.cc", "SoundTiffTest, has_no_finding_at_all"}}},
      {"pdf",
       {"unit/pdf/"},
       {{"unit/pdf/content_test.cc", "PdfContent, sound_content_has_no_findings"},
        {"unit/pdf/image_test.cc", "PdfImage, a_whole_jpeg_is_sound"}}},
      {"jpeg",
       {"unit/jpeg/"},
       {{"unit/jpeg/jpeg_test.cc",
         "JpegTest, good_images_of_every_kind_are_valid_without_a_finding"}}},
      {"reference", {}, {{"cli/reference.md", ""}}},
      {"decision",
       {"unit/ingest/"},
       {{"unit/ingest/work_folder_test.cc",
         "WorkFolderTest, a_persons_decision_counts_for_what_the_person_saw"}}},
      {"policy",
       {"unit/policies/decide_test.cc"},
       {{"unit/policies/decide_test.cc", "Expectations, a_file_as_expected_has_no_finding"}}},
      {"package",
       {"unit/packages/"},
       {{"unit/packages/bag_validator_test.cc", "BagValidation, a_good_bag_has_no_finding"},
        {"unit/packages/archive_reader_test.cc",
         "ArchiveReader, a_tar_gz_of_two_members_is_one_stream"},
        {"unit/packages/csip_rules_test.cc",
         "CsipRule, packages_with_all_that_is_asked_or_allowed_have_no_finding"}}},
      {"ocfl",
       {"unit/ocfl/"},
       {{"unit/ocfl/ocfl_validator_test.cc", "OcflValidatorTest, a_good_object_has_no_findings"},
        {"unit/ocfl/ocfl_validator_test.cc", "OcflRootTest, a_good_root_has_no_findings"}}},
      {"holdings",
       {"unit/holdings/"},
       {{"unit/holdings/audit_test.cc", "AuditTest, clean_holdings_give_no_line"}}},
  };
  return kRooms;
}

const fs::path kTests = fs::path(DELO_SOURCE_DIR) / "tests";

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Without comments, and what is between quotes kept.
std::string code_of(const std::string& text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!quoted && text.compare(i, 2, "//") == 0) i = std::min(text.find('\n', i), text.size() - 1);
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[i++];
    } else if (text[i] == '"' || text[i] == '\n') {
      quoted = text[i] == '"' && !quoted;  // a raw string of several lines does no harm
    }
    out += text[i];
  }
  return out;
}

std::vector<std::string> statements_of(const std::string& code) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t end = std::min(code.find(';', at), code.size());
    out.push_back(code.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool denies(const std::string& statement) {
  for (const char* denial : {"_FALSE(", "_NE(", "Not(", "Ne(", "IsEmpty()"}) {
    if (statement.find(denial) != std::string::npos) return true;
  }
  const std::size_t equal = statement.find("EXPECT_EQ(");
  if (equal == std::string::npos) return false;
  for (const char* none : {", 0)", ", 0u)", ", 0U)"}) {
    if (statement.find(none, equal) != std::string::npos) return true;
  }
  return false;
}

// The words (literals that look like ids, and names of constants) that code demands.
std::set<std::string> demanded_in(const std::string& text) {
  static const std::regex kWord("\"([A-Za-z][A-Za-z0-9._-]*)\"|\\b(k[A-Z][A-Za-z0-9]*)");
  std::set<std::string> out;
  for (const std::string& statement : statements_of(code_of(text))) {
    if (denies(statement)) continue;
    for (std::sregex_iterator at(statement.begin(), statement.end(), kWord), end; at != end; ++at) {
      out.insert((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
    }
  }
  return out;
}

// The ids that a transcript expects to see: never those of a command.
std::set<std::string> printed_in(const std::string& page) {
  static const std::regex kId(
      "(?:\"rule\":\"|(?:ERROR|WARNING|INFO|✗|\\?) )([A-Za-z][A-Za-z0-9._-]*)");
  std::set<std::string> out;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::string line = page.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("$ ") || line.starts_with("> ")) continue;
    for (std::sregex_iterator id(line.begin(), line.end(), kId), last; id != last; ++id) {
      std::string word = (*id)[1];
      while (word.ends_with('.')) word.pop_back();
      out.insert(word);
    }
  }
  return out;
}

// True when the test is there and asserts of something that nothing is found in it.
bool asserts_soundness(const std::string& text, const std::string& test) {
  const std::string code = code_of(text);
  static const std::regex kTest("\\nTEST(_F|_P)?\\(");
  const std::size_t begin = code.find("(" + test + ")");
  if (begin == std::string::npos) return false;
  std::smatch next;
  const std::string rest = code.substr(begin);
  const std::string body = std::regex_search(rest, next, kTest)
                               ? rest.substr(0, static_cast<std::size_t>(next.position()))
                               : rest;
  for (const std::string& statement : statements_of(body)) {
    if (statement.find("EXPECT_") == std::string::npos) continue;
    for (const char* nothing : {"EXPECT_SOUND(", "IsEmpty()", ", \"\")", "Rules{}"}) {
      if (statement.find(nothing) != std::string::npos) return true;
    }
  }
  return false;
}

// The constants of all rules: {"kEof", {"pdf.eof"}}; rooms may use the same name.
std::map<std::string, std::set<std::string>> rule_constants() {
  static const std::regex kConstant(
      "\\bRule\\s+(k[A-Za-z0-9]+)\\s*=?\\s*\\{\\s*(?:\\.id\\s*=\\s*)?\"([^\"]+)\"");
  std::map<std::string, std::set<std::string>> out;
  for (const char* floor : {"validators", "ingest", "packages", "policies", "holdings"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(DELO_SOURCE_DIR) / floor)) {
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      const std::string text = text_of(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), kConstant), end; at != end; ++at) {
        out[(*at)[1]].insert((*at)[2]);
      }
    }
  }
  return out;
}

std::set<std::string> printed_by_transcripts() {
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(kTests / "cli")) {
    if (entry.path().extension() == ".md") out.merge(printed_in(text_of(entry.path())));
  }
  return out;
}

std::set<std::string> demanded_by(const Room& room) {
  static const auto constants = rule_constants();
  std::set<std::string> words;
  for (const auto& entry : fs::recursive_directory_iterator(kTests)) {
    const std::string path = fs::relative(entry.path(), kTests).string();
    if (!entry.is_regular_file() || std::ranges::none_of(room.tests, [&](const char* place) {
          return path.starts_with(place);
        })) {
      continue;
    }
    words.merge(demanded_in(text_of(entry.path())));
  }
  std::set<std::string> out = words;
  for (const std::string& word : words) {
    const auto found = constants.find(word);
    if (found != constants.end()) out.insert(found->second.begin(), found->second.end());
  }
  return out;
}

TEST(House, every_rule_is_demanded_by_a_test_of_its_room) {
  const std::set<std::string> printed = printed_by_transcripts();
  std::string missing;
  for (const Room& room : rooms()) {
    const std::set<std::string> demanded = demanded_by(room);
    for (const NamedRules& table : all_rules()) {
      if (table.of != room.of) continue;
      for (const Rule& rule : table.rules) {
        const std::string id(rule.id);
        if (!demanded.contains(id) && !printed.contains(id)) missing += "\n  " + id;
      }
    }
  }
  EXPECT_EQ(missing, "") << "no test demands these rules";
}

TEST(House, every_room_asserts_that_sound_input_breaks_no_rule) {
  std::set<std::string_view> known;
  for (const Room& room : rooms()) {
    known.insert(room.of);
    EXPECT_FALSE(room.sound.empty()) << room.of;
    for (const SoundCase& sound : room.sound) {
      const std::string text = text_of(kTests / sound.file);
      const bool asserted = std::string_view(sound.test).empty()
                                ? text.find("\"findings\":[]") != std::string::npos
                                : asserts_soundness(text, sound.test);
      EXPECT_TRUE(asserted) << sound.file << " has no test (" << sound.test
                            << ") that asserts that nothing is found";
    }
  }
  for (const NamedRules& table : all_rules()) {
    EXPECT_TRUE(known.contains(table.of)) << table.of << " has no room in this test";
  }
}

TEST(House, a_rule_that_is_denied_or_only_mentioned_is_not_demanded) {
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(demanded_in("EXPECT_THAT(rules(b), ElementsAre(\"a.b\", kEof));"),
              ElementsAre("a.b", "kEof"));
  EXPECT_THAT(demanded_in("{\"a.b\", \"II*\"},\n{\"a.c\", [] { return 0; }},"),
              ElementsAre("a.b", "a.c"));
  EXPECT_THAT(demanded_in("EXPECT_EQ(count_of(item, \"a.b\"), 2u);"), ElementsAre("a.b"));
  EXPECT_THAT(demanded_in("// \"a.b\" is found\n"), IsEmpty());
  EXPECT_THAT(demanded_in("EXPECT_FALSE(finds(b, \"a.b\"));"), IsEmpty());
  EXPECT_THAT(demanded_in("EXPECT_NE(finding.rule, \"a.b\");"), IsEmpty());
  EXPECT_THAT(demanded_in("EXPECT_THAT(rules, Not(Contains(\"a.b\")));"), IsEmpty());
  EXPECT_THAT(demanded_in("EXPECT_EQ(count_of(item,\n \"a.b\"), 0u) << item;"), IsEmpty());
  EXPECT_THAT(printed_in("$ grep 'ERROR a.b' told\n> ERROR a.c\nERROR a.d x: is so\n"),
              ElementsAre("a.d"));
}

TEST(House, a_test_of_soundness_must_be_there_and_assert_it) {
  const std::string file =
      "\nTEST(Room, is_sound) {\n  EXPECT_THAT(rules(good), IsEmpty());\n}\n"
      "\nTEST(Room, only_looks) {\n  EXPECT_TRUE(look(good));  // IsEmpty()\n}\n"
      "\nTEST(Room, has_faults) {\n  EXPECT_FALSE(rules(bad).empty());\n}\n";
  EXPECT_TRUE(asserts_soundness(file, "Room, is_sound"));
  EXPECT_FALSE(asserts_soundness(file, "Room, only_looks"));
  EXPECT_FALSE(asserts_soundness(file, "Room, has_faults"));
  EXPECT_FALSE(asserts_soundness(file, "Room, nobody_wrote"));
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
