#include "ingest/reports/report_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace delo::ingest {
namespace {

class Lines : public testing::Test {
 protected:
  LineReader lines(const std::string& text) {
    std::ofstream(temp_.path() / "lines", std::ios::binary) << text;
    auto reader = LineReader::open(temp_.path() / "lines");
    EXPECT_TRUE(reader);
    return *std::move(reader);
  }
  tests::TempFolder temp_;
};

TEST_F(Lines, are_given_or_only_told_where_they_are) {
  const std::string longer(600'000, 'x');  // than is read at once
  const std::string text = "one\n\n" + longer + "\nlast\n";
  LineReader given = lines(text), told = lines(text);
  const std::vector<std::string> all = {"one", "", longer, "last"};
  for (const std::string& expected : all) {
    std::string line;
    ASSERT_TRUE(*given.next(line));
    EXPECT_EQ(line, expected);
    JsonRange place;
    ASSERT_TRUE(*told.next(place));
    EXPECT_EQ(text.substr(place.begin, place.end - place.begin), expected);
    EXPECT_EQ(place.begin, given.line_offset());
  }
  std::string line;
  JsonRange place;
  EXPECT_FALSE(*given.next(line));
  EXPECT_FALSE(*told.next(place));
  EXPECT_FALSE(given.torn());
  EXPECT_FALSE(told.torn());
}

TEST_F(Lines, without_an_end_are_torn_and_not_given) {
  LineReader given = lines("one\ntor"), told = lines("one\ntor");
  std::string line;
  JsonRange place;
  ASSERT_TRUE(*given.next(line));
  ASSERT_TRUE(*told.next(place));
  EXPECT_FALSE(*given.next(line));
  EXPECT_EQ(line, "");
  EXPECT_FALSE(*told.next(place));
  EXPECT_TRUE(given.torn());
  EXPECT_TRUE(told.torn());
}

TEST_F(Lines, of_no_file_are_none) {
  LineReader none;
  std::string line;
  JsonRange place;
  EXPECT_FALSE(*none.next(line));
  EXPECT_FALSE(*none.next(place));
}

}  // namespace
}  // namespace delo::ingest
