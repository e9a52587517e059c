#include "ingest/reception/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Csv, cells_are_divided_by_the_delimiter_of_the_first_line) {
  EXPECT_EQ(parse_csv("a,b;c\n1,2\n").delimiter, ',');
  EXPECT_EQ(parse_csv("a;b;c,d\n1;2\n").delimiter, ';');
  EXPECT_EQ(parse_csv("a\tb\n1\t2\n").delimiter, '\t');
  EXPECT_EQ(parse_csv("\"a;b;c;d\",e\n").delimiter, ',');
  const CsvTable table = parse_csv("a;b\n1;2,5\n");
  EXPECT_THAT(table.rows.at(1).cells, ElementsAre("1", "2,5"));
}

TEST(Csv, quoted_cells_hold_delimiters_line_ends_and_quotes) {
  const CsvTable table = parse_csv("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\r\nnext,1\n");
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_THAT(table.rows[1].cells, ElementsAre("x, \"y\"", "two\nlines"));
  EXPECT_EQ(table.rows[1].line, 2);
  EXPECT_EQ(table.rows[2].line, 4);
  EXPECT_THAT(table.faults, IsEmpty());
}

TEST(Csv, lines_end_in_every_way_and_empty_ones_are_left_out) {
  const CsvTable table = parse_csv("a,b\r\n\r\n1,2\r3,4\n\n5,6");
  ASSERT_EQ(table.rows.size(), 4u);
  EXPECT_THAT(table.rows[3].cells, ElementsAre("5", "6"));
}

TEST(Csv, empty_cells_are_kept) {
  const CsvTable table = parse_csv(",a,\n");
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("", "a", ""));
}

TEST(Csv, a_quote_that_is_never_closed_is_a_fault_with_its_line) {
  const CsvTable table = parse_csv("a,b\n1,\"open\n3,4\n");
  ASSERT_EQ(table.faults.size(), 1u);
  EXPECT_EQ(table.faults[0].line, 2);
}

TEST(Csv, a_row_of_very_many_cells_is_a_fault_and_cut) {
  const CsvTable table = parse_csv(std::string(100'000, ','));
  ASSERT_EQ(table.faults.size(), 1u);
  EXPECT_EQ(table.rows.at(0).cells.size(), 4096u);
}

TEST(Csv, nothing_is_an_empty_table) { EXPECT_THAT(parse_csv("").rows, IsEmpty()); }

}  // namespace
}  // namespace delo::ingest
