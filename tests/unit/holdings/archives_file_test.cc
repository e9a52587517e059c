// archives.toml: what is read, and what is refused with the line it stands in.
#include "holdings/archives_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/records/reference.h"
#include "tests/support/temp_folder.h"

namespace delo::holdings {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kGano = "[[archive]]\nlatin = \"GANO\"\ncyrillic = \"ГАНО\"\n";

// What is said about a file that must be refused.
std::string refusal(const std::string& toml) {
  const auto archives = parse_archives(toml, "archives.toml");
  if (archives) return "was not refused";
  EXPECT_EQ(archives.error().code, ErrorCode::kInvalidArgument);
  return archives.error().text();
}

TEST(ArchivesFile, archives_are_read_with_their_other_names) {
  const auto archives = parse_archives(std::string(kGano) +
                                           "names = [\"Партархив Новосибирска\", \"ПАНО\"]\n"
                                           "[[archive]]\nlatin = \"GAKO\"\ncyrillic = \"ГАКО\"\n",
                                       "archives.toml");
  ASSERT_TRUE(archives) << archives.error().text();
  ASSERT_EQ(archives->size(), 2U);
  EXPECT_EQ((*archives)[0].latin, "GANO");
  EXPECT_EQ((*archives)[0].cyrillic, "ГАНО");
  EXPECT_THAT((*archives)[0].names, ElementsAre("Партархив Новосибирска", "ПАНО"));
  EXPECT_TRUE((*archives)[1].names.empty());
  EXPECT_TRUE(parse_archives("", "archives.toml")->empty());
}

TEST(ArchivesFile, what_is_no_toml_is_refused_with_its_line) {
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"GANO\n"),
              AllOf(HasSubstr("archives.toml line 2"), HasSubstr("string")));
  EXPECT_THAT(refusal("[[archive]\n"), HasSubstr("archives.toml line 1"));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"A\xff\"\n"), HasSubstr("archives.toml line"));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"A\"\nlatin = \"B\"\n"),
              HasSubstr("archives.toml line 3"));
}

TEST(ArchivesFile, unknown_keys_are_refused_and_the_possible_ones_told) {
  EXPECT_THAT(
      refusal(std::string(kGano) + "city = \"Новосибирск\"\n"),
      AllOf(HasSubstr("line 4"), HasSubstr("\"city\""), HasSubstr("latin, cyrillic, names")));
  EXPECT_THAT(refusal("[[archives]]\nlatin = \"GANO\"\n"),
              AllOf(HasSubstr("unknown key \"archives\""), HasSubstr("[[archive]]")));
  EXPECT_THAT(refusal("[archive]\nlatin = \"GANO\"\ncyrillic = \"ГАНО\"\n"),
              HasSubstr("with two brackets"));
}

TEST(ArchivesFile, an_archive_needs_both_abbreviations_each_in_its_script) {
  EXPECT_THAT(refusal("[[archive]]\ncyrillic = \"ГАНО\"\n"), HasSubstr("needs \"latin\""));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"GANO\"\n"), HasSubstr("needs \"cyrillic\""));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"GАNO\"\ncyrillic = \"ГАНО\"\n"),
              AllOf(HasSubstr("line 2"), HasSubstr("\"latin\" has Cyrillic letters")));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"GANO\"\ncyrillic = \"GANO\"\n"),
              AllOf(HasSubstr("line 3"), HasSubstr("\"cyrillic\" has no Cyrillic letters")));
  EXPECT_THAT(refusal("[[archive]]\nlatin = \"12.\"\ncyrillic = \"ГАНО\"\n"),
              HasSubstr("has no letters"));
  EXPECT_THAT(refusal("[[archive]]\nlatin = 12\ncyrillic = \"ГАНО\"\n"),
              HasSubstr("must be a name in quotes"));
  EXPECT_THAT(refusal(std::string(kGano) + "names = \"ПАНО\"\n"),
              HasSubstr("must be a list of names"));
  EXPECT_THAT(refusal(std::string(kGano) + "names = [\"ПАНО\", 5]\n"),
              HasSubstr("each of \"names\""));
  EXPECT_THAT(refusal(std::string(kGano) + "names = [\"" + std::string(401, 'a') + "\"]\n"),
              HasSubstr("at most 400 bytes"));
}

TEST(ArchivesFile, no_name_is_given_to_two_archives) {
  const auto other = [](std::string_view latin, std::string_view cyrillic, std::string_view names) {
    return std::string(kGano) + "names = [\"ПАНО\"]\n[[archive]]\nlatin = \"" + std::string(latin) +
           "\"\ncyrillic = \"" + std::string(cyrillic) + "\"\nnames = [" + std::string(names) +
           "]\n";
  };
  EXPECT_THAT(refusal(other("GAKO", "ГАКО", "\"ПАНО\"")),
              AllOf(HasSubstr("line 5"), HasSubstr("\"ПАНО\" of GAKO is one of GANO, too")));
  EXPECT_THAT(refusal(other("GAKO", "ГАНО", "")), HasSubstr("\"ГАНО\" of GAKO is one of GANO"));
  // The abbreviation itself, twice; and as it is compared: without blanks and dots.
  EXPECT_THAT(refusal(other("GANO", "ГАНОВ", "")), HasSubstr("\"GANO\" of GANO is one of GANO"));
  EXPECT_THAT(refusal(other("GAKO", "ГАКО", "\"П.А.Н.О.\"")), HasSubstr("is one of GANO"));
  EXPECT_EQ(refusal(other("GAKO", "ГАКО", "\"ПАКО\", \"пако\"")), "was not refused");
}

TEST(ArchivesFile, the_file_of_the_holdings_is_used_and_need_not_be_there) {
  const tests::TempFolder folder;
  EXPECT_TRUE(use_archives_of(folder.path()));
  std::ofstream(folder.path() / "archives.toml")
      << "[[archive]]\nlatin = \"GAPROBA\"\ncyrillic = \"ГАПРОБА\"\nnames = [\"Пробная палата\"]\n";
  ASSERT_TRUE(use_archives_of(folder.path()));
  EXPECT_EQ(parse_reference("Пробная палата. Ф. 1. Оп. 2")->archive, "GAPROBA");
  EXPECT_EQ(parse_reference("GAPROBA, f. 1, op. 2")->canonical_cyrillic(), "ГАПРОБА. Ф. 1. Оп. 2");
  std::ofstream(folder.path() / "archives.toml") << "archive = 5\n";
  const auto refused = use_archives_of(folder.path());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("archives.toml line 1"));
  EXPECT_FALSE(use_archives_file(folder.path() / "none.toml"));
}

}  // namespace
}  // namespace delo::holdings
