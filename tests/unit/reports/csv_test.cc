#include "ingest/reports/csv.h"

#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

std::string written(std::initializer_list<std::string_view> fields) {
  StringSink sink;
  CsvWriter csv(sink);
  csv.row(fields);
  EXPECT_TRUE(csv.finish().has_value());
  return sink.text();
}

TEST(CsvWriter, begins_with_a_byte_order_mark_and_ends_rows_with_crlf) {
  EXPECT_EQ(written({"a", "", "лист 37"}),
            "\xEF\xBB\xBF"
            "a,,лист 37\r\n");
}

TEST(CsvWriter, quotes_what_has_to_be_quoted) {
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(csv_field("a;b"), "\"a;b\"");
  EXPECT_EQ(csv_field("plain"), "plain");
}

TEST(CsvWriter, what_a_spreadsheet_would_run_is_text) {
  for (const std::string_view formula :
       {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx"}) {
    std::string field = csv_field(formula);
    if (field.front() == '"') field.erase(0, 1);
    EXPECT_EQ(field.front(), '\'') << formula;
  }
  EXPECT_EQ(csv_field("1=1"), "1=1");
}

TEST(CsvWriter, a_line_end_in_a_name_does_not_end_the_row) {
  const std::string row = written({"evil\r\nname", "b"});
  EXPECT_EQ(row.find("\r\n"), row.size() - 2);
}

TEST(CsvWriter, names_that_are_not_utf8_are_shown_as_escapes) {
  EXPECT_EQ(csv_field("\xEB\xE8\xF1\xF2.tif"), "%EB%E8%F1%F2.tif");
}

}  // namespace
}  // namespace delo::ingest
