#include "validators/isolated_examiner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/records/record_json.h"
#include "tests/bench/small_tiff.h"
#include "tests/support/temp_folder.h"
#include "validators/examination_message.h"
#include "validators/examination_rules.h"
#include "validators/formats/signatures.h"
#include "validators/rules.h"

namespace delo::validators {
namespace {

using tests::TempFolder;

class IsolatedExaminerTest : public testing::Test {
 protected:
  IsolatedExaminerTest()
      : hostile_(folder_ / "hostile_examiner",
                 {.cpu = std::chrono::seconds(5), .wall = std::chrono::seconds(5)}) {
    std::filesystem::create_symlink(DELO_EXAMINER_PROGRAM, folder_ / "hostile_examiner");
  }

  // One look at a file of that name and content.
  Result<Examination> look(IsolatedExaminer& examiner, const std::string& name,
                           std::string_view content, const ExamineOptions& options = {}) {
    const auto file = FileSource::open(folder_.write(name, content));
    EXPECT_TRUE(file);
    return examiner.examine(**file, *RelativePath::parse(name), options);
  }
  Examination lost(const std::string& name) {
    auto examination = look(hostile_, name, "x", {.profiles = {"ti-a"}});
    EXPECT_TRUE(examination) << name;
    return examination ? *std::move(examination) : Examination{};
  }

  TempFolder folder_;
  IsolatedExaminer hostile_;
  IsolatedExaminer real_{DELO_EXAMINER_PROGRAM};
};

struct Mishap {
  const char* name;
  const char* rule;
  const char* told;
};

class MishapTest : public IsolatedExaminerTest, public testing::WithParamInterface<Mishap> {};

TEST_P(MishapTest, is_a_finding_of_that_file_and_never_valid) {
  const Mishap& mishap = GetParam();
  const Examination examination = lost(mishap.name);
  EXPECT_EQ(examination.validity, Validity::kInvalid);
  ASSERT_EQ(examination.findings.size(), 1u);
  const Finding& finding = examination.findings[0];
  EXPECT_EQ(finding.rule, mishap.rule);
  EXPECT_EQ(finding.severity, Severity::kError);
  EXPECT_EQ(finding.where.path.text(), mishap.name);
  EXPECT_NE(finding.message.find(mishap.told), std::string::npos) << finding.message;
  EXPECT_EQ(finding.message.find('\x1b'), std::string::npos);
  ASSERT_EQ(examination.profiles.size(), 1u);
  EXPECT_EQ(examination.profiles[0].validity, Validity::kNotExamined);
  EXPECT_FALSE(examination.not_checked.empty());
  EXPECT_EQ(examination.format.puid, std::string(mishap.name) == "always-crash" ? "" : "fmt/353");

  // The next file is examined as if nothing had been.
  const auto next = look(hostile_, "0037.tif", "x");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->validity, Validity::kValid);
}

INSTANTIATE_TEST_SUITE_P(
    mishaps, MishapTest,
    testing::Values(Mishap{"crash", "examination.crashed", "SIGABRT"},
                    Mishap{"always-crash", "examination.crashed", "SIGABRT"},
                    Mishap{"hang", "examination.timeout", "5 s"},
                    Mishap{"fill-memory", "examination.out-of-memory", "1024 MiB"},
                    Mishap{"connect", "examination.violation", "forbidden system call"},
                    Mishap{"not-json", "examination.crashed", "no JSON"},
                    Mishap{"deep-json", "examination.crashed", "no JSON"},
                    Mishap{"no-validity", "examination.crashed", "splendid"},
                    Mishap{"nothing", "examination.crashed", "no object"},
                    Mishap{"internal", "examination.crashed", "no verdict"},
                    Mishap{"valid-with-errors", "examination.crashed", "valid file with errors"},
                    Mishap{"about-another-file", "examination.crashed", "another file"},
                    Mishap{"no-rule", "examination.crashed", "without a rule"},
                    Mishap{"html-thumbnail", "examination.crashed", "no JPEG"},
                    Mishap{"many-findings", "examination.crashed", "too many findings"},
                    Mishap{"many-pages", "examination.crashed", "too many pages"}),
    [](const auto& mishap) {
      std::string name = mishap.param.name;
      std::ranges::replace(name, '-', '_');
      return name;
    });

struct ReadText {
  IsolatedText answer;
  std::string text;
};
ReadText text_in(IsolatedExaminer& examiner, TempFolder& folder, const std::string& name,
                 std::string_view content, std::uint64_t limit = kMostText) {
  const auto file = FileSource::open(folder.write(name, content));
  StringSink text;
  auto answer = examiner.read_text(**file, *RelativePath::parse(name), text, limit);
  EXPECT_TRUE(answer);
  return {answer ? *std::move(answer) : IsolatedText{}, text.text()};
}

TEST_F(IsolatedExaminerTest, the_text_of_a_file_is_streamed_as_utf8) {
  const ReadText small =
      text_in(real_, folder_, "a.txt",
              "\xcb\xe8\xf1\xf2 37, \xce\xef\xe8\xf1\xfc 1, \xc4\xe5\xeb\xee 45\n");
  EXPECT_TRUE(small.answer.has_text);
  EXPECT_TRUE(small.answer.whole);
  EXPECT_EQ(small.text, "Лист 37, Опись 1, Дело 45\n");
  std::string large;
  while (large.size() < 20u << 20) large += "Направляю Вам копию телеграммы.\n";
  const ReadText whole = text_in(real_, folder_, "large.txt", large);
  EXPECT_TRUE(whole.answer.whole);
  EXPECT_EQ(whole.text == large, true);
  EXPECT_EQ(whole.answer.bytes, large.size());
}

TEST_F(IsolatedExaminerTest, documents_are_unpacked_within_the_walls) {
  for (const char* name : {"small.docx", "small.odt", "tei.xml", "hocr.html"}) {
    std::stringstream content;
    content << std::ifstream(std::string(DELO_SOURCE_DIR) + "/tests/fuzz/seeds/document/" + name)
                   .rdbuf();
    const auto seen = look(real_, name, content.str());
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->technical.text) << name;
    EXPECT_TRUE(seen->findings.empty()) << name << ": " << seen->findings[0].message;
    const ReadText read = text_in(real_, folder_, name, content.str());
    EXPECT_TRUE(read.answer.whole) << name;
    EXPECT_FALSE(read.text.empty()) << name;
  }
}

TEST_F(IsolatedExaminerTest, a_text_beyond_the_limit_is_cut_at_a_character_and_told) {
  const ReadText cut = text_in(real_, folder_, "a.txt", "Телеграмма", 5);
  EXPECT_EQ(cut.text, "Те");
  EXPECT_FALSE(cut.answer.whole);
  ASSERT_EQ(cut.answer.findings.size(), 1u);
  EXPECT_EQ(cut.answer.findings[0].rule, "examination.text-cut");
}

TEST_F(IsolatedExaminerTest, a_file_without_text_has_none_and_is_no_fault) {
  const ReadText none = text_in(real_, folder_, "a.tif", bench::small_tiff());
  EXPECT_FALSE(none.answer.has_text);
  EXPECT_TRUE(none.answer.findings.empty());
  EXPECT_EQ(none.text, "");
}

TEST_F(IsolatedExaminerTest, a_child_that_does_not_stream_text_is_not_believed) {
  for (const char* deed : {"crash", "nothing", "not-json"}) {
    const ReadText lost = text_in(hostile_, folder_, deed, "x");
    EXPECT_EQ(lost.text, "");
    EXPECT_FALSE(lost.answer.whole);
    ASSERT_EQ(lost.answer.findings.size(), 1u) << deed;
    EXPECT_EQ(lost.answer.findings[0].rule, "examination.crashed");
  }
}

// The text says what the child does; by the second try it says `then`.
struct MadeCopy {
  IsolatedExaminer::Utf8Copy outcome;
  std::string text;
  int tries = 0;
};
MadeCopy copy_of(IsolatedExaminer& examiner, TempFolder& folder, std::string_view first,
                 std::string_view then) {
  MadeCopy made;
  const auto path = folder.write("a.txt", first);
  const auto file = FileSource::open(path);
  StringSink copy;
  auto outcome =
      examiner.utf8_copy(**file, *RelativePath::parse("a.txt"), [&]() -> Result<ByteSink*> {
        if (++made.tries > 1) std::ofstream(path) << then;
        copy = StringSink();
        return &copy;
      });
  EXPECT_TRUE(outcome);
  if (outcome) made.outcome = *std::move(outcome);
  made.text = copy.text();
  return made;
}

TEST_F(IsolatedExaminerTest, a_copy_whose_child_died_is_made_once_more) {
  for (const char* deed : {"die", "sleep"}) {
    const MadeCopy made = copy_of(hostile_, folder_, deed, "live");
    EXPECT_EQ(made.tries, 2) << deed;
    EXPECT_FALSE(made.outcome.mishap) << deed;
    EXPECT_EQ(made.outcome.why_none, "") << deed;
    EXPECT_EQ(made.text, "one half, the other") << deed;
  }
}

TEST_F(IsolatedExaminerTest, a_copy_whose_child_dies_twice_is_told_as_an_error) {
  const MadeCopy made = copy_of(hostile_, folder_, "die", "die");
  EXPECT_EQ(made.tries, 2);
  ASSERT_TRUE(made.outcome.mishap);
  EXPECT_EQ(made.outcome.mishap->rule, "examination.crashed");
  EXPECT_EQ(made.outcome.mishap->severity, Severity::kError);
  EXPECT_EQ(made.outcome.mishap->where.path.text(), "a.txt");
  EXPECT_EQ(made.outcome.mishap->where.part, "UTF-8 copy");
}

TEST_F(IsolatedExaminerTest, bytes_that_cannot_be_read_are_an_error_and_no_finding) {
  const auto examination = look(hostile_, "unreadable", "x");
  ASSERT_FALSE(examination);
  EXPECT_EQ(examination.error().code, ErrorCode::kIo);
  EXPECT_EQ(examination.error().sys_errno, EIO);
}

TEST_F(IsolatedExaminerTest, a_text_without_end_is_cut_at_a_character) {
  const auto examination = look(hostile_, "long-message", "x");
  ASSERT_TRUE(examination);
  ASSERT_EQ(examination->findings.size(), 1u);
  const std::string& message = examination->findings[0].message;
  EXPECT_LE(message.size(), 4'100u);
  EXPECT_TRUE(message.ends_with("ж…"));
}

TEST_F(IsolatedExaminerTest, the_level_is_known_once_a_file_was_examined) {
  EXPECT_EQ(real_.level(), "");
  ASSERT_TRUE(look(real_, "a.tif", bench::small_tiff()));
  EXPECT_NE(real_.level().find("rlimits"), std::string::npos);
}

TEST_F(IsolatedExaminerTest, a_missing_program_is_an_error) {
  IsolatedExaminer nobody("/nowhere/delo");
  EXPECT_FALSE(look(nobody, "a.tif", "x"));
}

TEST_F(IsolatedExaminerTest, a_good_tiff_is_valid_and_the_same_as_without_a_sandbox) {
  const std::string tiff = bench::small_tiff();
  const auto inside = look(real_, "0037.tif", tiff);
  ASSERT_TRUE(inside) << inside.error().text();
  const auto outside = examine_file(MemorySource(tiff), *RelativePath::parse("0037.tif"));
  ASSERT_TRUE(outside);
  EXPECT_EQ(inside->validity, Validity::kValid) << to_json(*inside).dump_pretty();
  EXPECT_EQ(to_json(*inside).dump(), to_json(*outside).dump());
  EXPECT_FALSE(inside->thumbnail.empty());
}

TEST_F(IsolatedExaminerTest, a_cut_tiff_is_invalid_with_the_validators_own_finding) {
  const std::string tiff = bench::small_tiff();
  const auto examination = look(real_, "0037.tif", tiff.substr(0, tiff.size() - 100));
  ASSERT_TRUE(examination);
  EXPECT_EQ(examination->validity, Validity::kInvalid);
  ASSERT_FALSE(examination->findings.empty());
  for (const Finding& finding : examination->findings) {
    EXPECT_FALSE(finding.rule.starts_with("examination.")) << text_of(finding);
  }
}

TEST_F(IsolatedExaminerTest, names_that_are_not_utf8_come_back_byte_for_byte) {
  const std::string tiff = bench::small_tiff();
  const auto examination = look(real_, "\xcb\xe8\xf1\xf2.tif", tiff.substr(0, 200));
  ASSERT_TRUE(examination);
  ASSERT_FALSE(examination->findings.empty());
  for (const Finding& finding : examination->findings) {
    EXPECT_EQ(finding.where.path.text(), "\xcb\xe8\xf1\xf2.tif");
  }
}

// ---- examine_file ----

std::vector<std::string> rules_found(std::string_view content, const std::string& name) {
  const auto examination = examine_file(MemorySource(content), *RelativePath::parse(name));
  std::vector<std::string> rules;
  for (const Finding& finding : examination.value().findings) rules.push_back(finding.rule);
  return rules;
}

TEST(ExamineFileTest, what_identification_finds_is_told_once) {
  using Rules = std::vector<std::string>;
  EXPECT_EQ(rules_found(bench::small_tiff(), "0037.tif"), Rules{});
  EXPECT_EQ(rules_found(bench::small_tiff(), "0037.txt"), Rules{"format.extension-mismatch"});
  EXPECT_EQ(rules_found("\x01\x02\x03\x04", "0037.xyz"), Rules{"format.unknown"});
  EXPECT_EQ(rules_found("", "0037.tif"), Rules{"examination.empty-file"});
}

TEST(ExamineFileTest, an_empty_file_is_invalid_whatever_its_name) {
  for (const char* name : {"0037.tif", "text.txt", "unknown"}) {
    const auto examination =
        examine_file(MemorySource(std::string_view()), *RelativePath::parse(name));
    ASSERT_TRUE(examination);
    EXPECT_EQ(examination->validity, Validity::kInvalid);
    EXPECT_TRUE(std::ranges::any_of(examination->findings, [](const Finding& finding) {
      return finding.rule == "examination.empty-file";
    }));
  }
}

TEST(ExamineFileTest, the_program_itself_is_a_tool_of_every_verdict_that_it_gives) {
  const RelativePath name = *RelativePath::parse("0037.tif");
  const std::string tiff = bench::small_tiff();
  const auto looked = examine_file(MemorySource(tiff), name);
  ASSERT_FALSE(looked.value().tools.empty());
  EXPECT_TRUE(looked->tools.front().starts_with("delo ")) << looked->tools.front();
  for (const std::string& tool : looked->tools) EXPECT_FALSE(tool.starts_with("libtiff")) << tool;
  const auto nobody = examine_file(MemorySource("\x01\x02\x03"), *RelativePath::parse("a.bin"));
  EXPECT_TRUE(nobody.value().tools.empty());
}

TEST(ExamineFileTest, a_file_of_one_byte_is_not_empty) {
  const auto examination = examine_file(MemorySource("x"), *RelativePath::parse("a.txt"));
  ASSERT_TRUE(examination);
  for (const Finding& finding : examination->findings) {
    EXPECT_NE(finding.rule, "examination.empty-file");
  }
}

TEST(ExamineFileTest, what_nobody_can_look_into_is_not_examined_and_says_so) {
  const auto examination = examine_file(MemorySource("\x01\x02\x03 no format at all \xff\xfe\x00"),
                                        *RelativePath::parse("a.bin"));
  ASSERT_TRUE(examination);
  EXPECT_EQ(examination->validity, Validity::kNotExamined);
  EXPECT_FALSE(examination->not_checked.empty());
}

TEST(ExamineFileTest, a_profile_nobody_looked_at_is_not_examined_and_says_so) {
  const auto examination = examine_file(MemorySource("\x01\x02\x03"), *RelativePath::parse("a.bin"),
                                        {.profiles = {"pdfa-1b"}});
  ASSERT_TRUE(examination);
  ASSERT_EQ(examination->profiles.size(), 1u);
  EXPECT_EQ(examination->profiles[0].validity, Validity::kNotExamined);
}

class BrokenSource final : public ByteSource {
 public:
  std::uint64_t size() const override { return 1000; }
  Result<std::size_t> read_at(std::uint64_t, std::span<std::byte>) const override {
    return io_error("cannot read", {}, EIO);
  }
};

TEST(ExamineFileTest, bytes_that_cannot_be_read_are_an_error) {
  const auto examination = examine_file(BrokenSource(), *RelativePath::parse("0037.tif"));
  ASSERT_FALSE(examination);
  EXPECT_EQ(examination.error().sys_errno, EIO);
}

TEST(RegistryTest, every_puid_has_one_validator) {
  std::vector<std::string_view> puids;
  for (const Validator& validator : registry()) {
    puids.push_back(validator.puid);
    EXPECT_EQ(validator_for(validator.puid), &validator);
    EXPECT_NE(known_format(validator.puid), nullptr) << validator.puid;
  }
  std::ranges::sort(puids);
  EXPECT_EQ(std::ranges::adjacent_find(puids), puids.end());
  EXPECT_EQ(validator_for("fmt/0"), nullptr);
  EXPECT_EQ(validator_for(""), nullptr);
}

TEST(RulesTest, every_rule_is_told_once_and_completely) {
  std::vector<std::string_view> ids;
  for (const RuleTable& table : rule_tables()) {
    EXPECT_FALSE(table.rules.empty()) << table.of;
    for (const Rule& rule : table.rules) {
      ids.push_back(rule.id);
      EXPECT_FALSE(rule.summary.empty()) << rule.id;
      EXPECT_FALSE(rule.cause.empty()) << rule.id;
      EXPECT_FALSE(rule.remedy.empty()) << rule.id;
      EXPECT_NE(rule.summary.back(), '.') << rule.id;
    }
  }
  std::ranges::sort(ids);
  const auto twice = std::ranges::adjacent_find(ids);
  EXPECT_EQ(twice, ids.end()) << *twice;
}

TEST(RequestTest, a_request_comes_back_as_it_was) {
  const ExaminationRequest request{.path = *RelativePath::parse("дело/\xff.tif"),
                                   .options = {.profiles = {"ti-a", "pdfa-1b"}, .thumbnail = false},
                                   .identify_only = true};
  const auto read = request_from(text_of(request));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->path, request.path);
  EXPECT_EQ(read->options.profiles, request.options.profiles);
  EXPECT_FALSE(read->options.thumbnail);
  EXPECT_TRUE(read->identify_only);
}

}  // namespace
}  // namespace delo::validators
