#include "core/text/json_events.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace delo {
namespace {

// Writes down what is told.
class Notes final : public JsonEvents {
 public:
  Result<void> begin_object(std::uint64_t at) override { return note("{@" + std::to_string(at)); }
  Result<void> end_object(std::uint64_t at) override { return note("}@" + std::to_string(at)); }
  Result<void> begin_array() override { return note("["); }
  Result<void> end_array() override { return note("]"); }
  Result<void> key(std::string& name) override { return note(name + ":"); }
  Result<void> text(std::string& text) override { return note("'" + text + "'"); }
  Result<void> other(Json value) override { return note(value.dump()); }

  std::string all;
  std::string refused;  // an event that is answered with an Error

 private:
  Result<void> note(const std::string& event) {
    if (event == refused) return Error{ErrorCode::kCancelled, "enough"};
    all += all.empty() ? event : " " + event;
    return {};
  }
};

// Gives a few bytes at a time, and fails where it is told to.
class SlowSource final : public ByteSource {
 public:
  SlowSource(std::string text, std::uint64_t fails_at)
      : text_(std::move(text)), fails_at_(fails_at) {}
  std::uint64_t size() const override { return text_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset >= fails_at_) return Error{ErrorCode::kIo, "the disk is ill"};
    const std::size_t n = std::min({out.size(), std::size_t{3}, text_.size() - offset});
    std::memcpy(out.data(), text_.data() + offset, n);
    return n;
  }

 private:
  const std::string text_;
  const std::uint64_t fails_at_;
};

Result<void> read(std::string_view text, Notes& notes) {
  return read_json(MemorySource(text), {0, text.size()}, notes);
}

TEST(JsonEventsTest, a_text_is_told_in_order_and_objects_with_their_places) {
  Notes notes;
  ASSERT_TRUE(read(R"( {"a": ["x", 1, null], "b" :{}, "c": true} )", notes));
  EXPECT_EQ(notes.all, "{@1 a: [ 'x' 1 null ] b: {@28 }@30 c: true }@42");
}

TEST(JsonEventsTest, a_part_of_the_text_is_read_alone_and_its_places_are_of_the_whole) {
  const std::string text = R"({"a": {"b": "c"}, broken)";
  Notes notes;
  ASSERT_TRUE(read_json(MemorySource(text), {6, 16}, notes));
  EXPECT_EQ(notes.all, "{@6 b: 'c' }@16");
}

TEST(JsonEventsTest, places_hold_across_what_is_read_at_once) {
  std::string text = R"({"long": ")";
  text.append(200'000, 'x').append(R"(", "o": {)");
  const std::uint64_t at = text.size() - 1;
  text.append("}}");
  Notes notes;
  ASSERT_TRUE(read(text, notes));
  EXPECT_TRUE(notes.all.ends_with(" o: {@" + std::to_string(at) + " }@" + std::to_string(at + 2) +
                                  " }@" + std::to_string(at + 3)))
      << notes.all.substr(notes.all.size() - 60);
}

TEST(JsonEventsTest, what_parse_refuses_is_refused_with_the_same_words) {
  std::string deep(129, '[');
  for (const std::string& text :
       {std::string(), std::string("{"), std::string(R"({"a":1,"a":2})"), std::string("[1,]"),
        std::string("{} {}"), std::string("\"\xFF\""), std::string("1e999"),
        std::string(R"({"a":{"b":1,"b":1}})"), std::string("nul"), deep}) {
    Notes notes;
    const auto told = read(text, notes);
    const auto parsed = Json::parse(text);
    ASSERT_FALSE(told) << text;
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(told.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(told.error().message, parsed.error().message);
  }
}

TEST(JsonEventsTest, a_member_may_stand_twice_where_that_is_allowed) {
  const std::string text = R"({"a":1,"a":2})";
  Notes notes;
  ASSERT_TRUE(read_json(MemorySource(text), {0, text.size()}, notes, JsonTwice::kAllowed));
  EXPECT_EQ(notes.all, "{@0 a: 1 a: 2 }@13");
}

TEST(JsonEventsTest, an_error_of_the_listener_ends_the_reading) {
  Notes notes;
  notes.refused = "2";
  const auto read_to = read("[1, 2, 3]", notes);
  ASSERT_FALSE(read_to);
  EXPECT_EQ(read_to.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(notes.all, "[ 1");
}

TEST(JsonEventsTest, an_error_of_the_source_is_no_fault_of_the_text) {
  Notes notes;
  const SlowSource ill(R"({"a": ["b", "c"]})", 9);
  const auto failed = read_json(ill, {0, ill.size()}, notes);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kIo);
  const SlowSource slow(R"({"a": ["b", "c"]})", 99);
  Notes all;
  ASSERT_TRUE(read_json(slow, {0, slow.size()}, all));
  EXPECT_EQ(all.all, "{@0 a: [ 'b' 'c' ] }@17");
}

TEST(JsonEventsTest, an_object_of_many_members_is_built_up_quickly) {
  Json object = Json::object();
  for (int i = 0; i < 100'000; ++i) add_new_member(object, "m" + std::to_string(i), Json(i));
  EXPECT_EQ(object.members().size(), 100'000u);
  EXPECT_EQ(object["m99999"].integer(), 99'999);
}

}  // namespace
}  // namespace delo
