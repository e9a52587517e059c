#include "core/text/json_writer.h"

#include <gtest/gtest.h>

namespace delo {
namespace {

TEST(JsonWriter, what_is_written_as_it_comes_has_the_bytes_of_the_whole) {
  const Json one = Json::object({{"a\n", 1}, {"b", Json::array()}});
  StringSink sink;
  JsonWriter json(sink);
  json.open_array();
  json.open_object();
  json.close_object();
  json.open_array();
  json.close_array();
  json.open_object();
  json.members(one);
  json.key("list");
  json.open_array();
  for (std::uint64_t i = 0; i < 50'000; ++i) json.value(i);  // more than the buffer holds
  json.close_array();
  json.member("last", "\xFF");
  json.close_object();
  json.value(nullptr);
  json.close_array();
  ASSERT_TRUE(json.finish());

  Json inner = one;
  Json list = Json::array();
  for (std::uint64_t i = 0; i < 50'000; ++i) list.push(i);
  inner.set("list", list);
  inner.set("last", "\xFF");
  EXPECT_EQ(sink.text(), Json(Json::Array{Json::object(), Json::array(), inner, nullptr}).dump());
}

class FullSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte>) override {
    ++writes;
    return Error{ErrorCode::kIo, "the disk is full"};
  }
  Result<void> finish() override { return {}; }
  int writes = 0;
};

TEST(JsonWriter, an_error_of_the_sink_is_told_in_the_end_and_nothing_is_written_after_it) {
  FullSink sink;
  JsonWriter json(sink);
  json.open_array();
  for (int i = 0; i < 100'000; ++i) json.value(i);
  json.close_array();
  const auto done = json.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "the disk is full");
  EXPECT_EQ(sink.writes, 1);
}

}  // namespace
}  // namespace delo
