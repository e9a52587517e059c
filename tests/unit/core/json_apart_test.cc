#include "core/text/json_apart.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/text/apart_lists.h"

namespace delo {
namespace {

struct Read {
  Result<Json> rest = Json();
  std::vector<std::string> elements;
};

Read read(const std::string& text, const std::vector<std::string>& path) {
  Read out;
  const MemorySource source(text);
  out.rest =
      read_json_apart(source, {0, text.size()}, path, [&](const Json& element) -> Result<void> {
        out.elements.push_back(element.dump());
        return {};
      });
  return out;
}

TEST(JsonApart, the_list_goes_by_and_the_rest_is_a_value) {
  const Read out = read(R"({"a":[1],"files":[{"x":[2]},"y",[3]],"b":{"files":[4]}})", {"files"});
  ASSERT_TRUE(out.rest);
  EXPECT_EQ(out.rest->dump(), R"({"a":[1],"files":[],"b":{"files":[4]}})");
  EXPECT_EQ(out.elements, (std::vector<std::string>{R"({"x":[2]})", "\"y\"", "[3]"}));
}

TEST(JsonApart, a_list_within_an_object_is_found_by_its_path) {
  const Read out = read(R"({"files":[1],"body":{"files":[2,3],"end":true}})", {"body", "files"});
  ASSERT_TRUE(out.rest);
  EXPECT_EQ(out.rest->dump(), R"({"files":[1],"body":{"files":[],"end":true}})");
  EXPECT_EQ(out.elements, (std::vector<std::string>{"2", "3"}));
}

TEST(JsonApart, a_list_in_a_list_is_at_no_path) {
  const Read out = read(R"({"body":[{"files":[1]}]})", {"body", "files"});
  ASSERT_TRUE(out.rest);
  EXPECT_EQ(out.rest->dump(), R"({"body":[{"files":[1]}]})");
  EXPECT_TRUE(out.elements.empty());
}

TEST(JsonApart, values_that_are_no_objects_are_read_whole) {
  for (const std::string text : {"[1,2]", "\"text\"", "null", "7"}) {
    const Read out = read(text, {"files"});
    ASSERT_TRUE(out.rest) << text;
    EXPECT_EQ(out.rest->dump(), text);
  }
}

TEST(JsonApart, a_torn_text_is_refused) {
  const Read out = read(R"({"files":[1,)", {"files"});
  ASSERT_FALSE(out.rest);
  EXPECT_EQ(out.rest.error().code, ErrorCode::kCorrupt);
}

TEST(JsonApart, an_error_about_an_element_ends_the_reading) {
  const std::string text = R"({"files":[1,2]})";
  const MemorySource source(text);
  int seen = 0;
  const auto rest =
      read_json_apart(source, {0, text.size()}, {"files"}, [&](const Json&) -> Result<void> {
        ++seen;
        return Error{ErrorCode::kCancelled, "enough"};
      });
  ASSERT_FALSE(rest);
  EXPECT_EQ(rest.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(seen, 1);
}

TEST(JsonApart, a_list_in_each_element_of_another_list_is_apart_too) {
  const std::string text =
      R"({"events":[{"n":1,"of":["a","b"],"other":["x"]},{"of":[]},{"of":["c"]}],"of":["d"],"*":["e"]})";
  const MemorySource source(text);
  std::string seen;
  const auto note = [&](const Json& json) -> Result<void> {
    seen += json.dump();
    return {};
  };
  const std::vector<ApartList> lists = {{{"events", kEach, "of"}, note}, {{"events"}, note}};
  const auto rest = read_json_apart(source, {0, text.size()}, lists);
  ASSERT_TRUE(rest);
  EXPECT_EQ(seen, R"("a""b"{"n":1,"of":[],"other":["x"]}{"of":[]}"c"{"of":[]})");
  EXPECT_EQ(rest->dump(), R"({"events":[],"of":["d"],"*":["e"]})");
}

TEST(JsonApart, what_is_written_apart_has_the_bytes_of_the_whole) {
  const std::vector<Json> before = {Json::object(), Json::object({{"a", 1}, {"b", "x\n"}})};
  const std::vector<Json> after = {Json::object(), Json::object({{"c", Json::array()}})};
  for (const std::size_t count : {0u, 1u, 20'000u}) {  // more than the buffer holds
    Json::Array elements;
    for (std::size_t i = 0; i < count; ++i)
      elements.push_back(Json::object({{"n", std::uint64_t{i}}}));
    for (std::size_t i = 0; i < 4; ++i) {
      StringSink sink;
      ASSERT_TRUE(write_json_apart(
          sink, before[i % 2], "files",
          [&](const AddElement& add) -> Result<void> {
            for (const Json& element : elements) DELO_CHECK(add(element));
            return {};
          },
          after[i / 2]));
      Json whole = before[i % 2];
      whole.set("files", elements);
      for (const auto& [name, value] : after[i / 2].members()) whole.set(name, value);
      EXPECT_EQ(sink.text(), whole.dump());
    }
  }
}

}  // namespace
}  // namespace delo
