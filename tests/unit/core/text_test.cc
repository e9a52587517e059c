#include <gtest/gtest.h>

#include "core/text/base64.h"
#include "core/text/json.h"
#include "core/text/timestamp.h"
#include "core/text/utf8.h"
#include "core/text/xml_writer.h"

namespace delo {
namespace {

using namespace std::string_literals;

TEST(Json, keeps_members_in_the_order_they_came) {
  const auto json = Json::parse(R"({"z":1,"a":[true,null,-2,1.5,"ы"],"m":{}})");
  ASSERT_TRUE(json) << json.error().text();
  EXPECT_EQ(json->dump(), R"({"z":1,"a":[true,null,-2,1.5,"ы"],"m":{}})");
  EXPECT_EQ((*json)["a"].items()[2].integer(), -2);
  EXPECT_TRUE((*json)["absent"].is_null());
}

TEST(Json, keeps_sizes_beyond_2_to_the_53) {
  const auto json = Json::parse("[18446744073709551615]");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->items()[0].natural(), 18446744073709551615u);
}

TEST(Json, refuses_a_member_that_stands_twice) {
  const auto json = Json::parse(R"({"a":1,"b":2,"a":3})");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(json.error().message.find("'a'"), std::string::npos);
}

TEST(Json, says_where_it_is_broken) {
  const auto json = Json::parse(R"({"a":1,)");
  ASSERT_FALSE(json);
  EXPECT_NE(json.error().message.find("at byte"), std::string::npos) << json.error().message;
}

TEST(Json, refuses_more_than_128_levels_without_falling_over) {
  EXPECT_FALSE(Json::parse(std::string(100'000, '[')));
  EXPECT_TRUE(Json::parse(std::string(128, '[') + std::string(128, ']')));
  EXPECT_FALSE(Json::parse(std::string(129, '[') + std::string(129, ']')));
}

TEST(Json, writes_bytes_that_are_no_utf8_escaped) {
  EXPECT_EQ(Json("caf\xe9").dump(), "\"caf%E9\"");
}

TEST(Utf8, is_told_from_what_only_looks_like_it) {
  EXPECT_TRUE(is_utf8("л. 37 об."));
  EXPECT_FALSE(is_utf8("\xc0\xaf"));          // overlong
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_utf8("\xe2\x82"));          // cut
}

TEST(Utf8, clean_names_are_shown_as_they_are) {
  EXPECT_EQ(display_of("100%.tif"), "100%.tif");
  EXPECT_EQ(display_of("a\nb%.tif"), "a%0Ab%25.tif");
  EXPECT_EQ(display_of("\xff"), "%FF");
}

TEST(Utf8, a_terminal_gets_neither_escapes_nor_bidi_overrides) {
  EXPECT_EQ(terminal_text("a\x1b[2J"), "a%1B[2J");
  EXPECT_EQ(terminal_text("report\u202efit"), "report\\u{202E}fit");
}

TEST(Utf8, composed_and_decomposed_and_case_twins_collide) {
  EXPECT_EQ(collision_key("CAFE\u0301"), collision_key("caf\u00e9"));
  EXPECT_EQ(nfc("e\u0301"), "\u00e9");
  EXPECT_NE(collision_key("\xff"), collision_key("\xfe"));
}

TEST(Utf8, odd_names_are_named_and_plain_ones_are_not) {
  for (const char* odd :
       {"\xff.tif", "a\x07", "x\u202ey", "zero\u200bwidth", " lead", "trail ", "dot.", "a\\b",
        "C:x", "CON", "nul.tif", "aux.txt.tif", " ", "new\nline", "a\tb", "Icon\r"}) {
    EXPECT_NE(oddity_of_name(odd), "") << odd;
  }
  for (const char* plain : {"0037.tif", "л. 37 об.tif", "...", ".hidden", "~", "-rf",
                            "javascript:alert(1)", "a,b\"c", "%00.tif", "🗎 scan.tif"}) {
    EXPECT_EQ(oddity_of_name(plain), "") << plain;
  }
}

TEST(XmlWriter, escapes_and_closes_what_is_open) {
  StringSink sink;
  auto writer = XmlWriter::create(sink);
  ASSERT_TRUE(writer);
  (*writer)->open("a", {{"b", "<\"&>"}});
  (*writer)->element("c", "1 < 2 & \x01");
  (*writer)->empty("d");
  ASSERT_TRUE((*writer)->finish());
  EXPECT_EQ(sink.text(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&lt;&quot;&amp;&gt;\">\n"
            "  <c>1 &lt; 2 &amp; \xef\xbf\xbd</c>\n  <d/>\n</a>\n");
}

TEST(XmlWriter, an_error_of_the_sink_is_told_at_the_end) {
  struct Full final : ByteSink {
    Result<void> write(std::span<const std::byte>) override {
      return Error{ErrorCode::kIo, "disk is full"};
    }
    Result<void> finish() override { return {}; }
  } full;
  auto writer = XmlWriter::create(full);
  ASSERT_TRUE(writer);
  (*writer)->element("a", std::string(100'000, 'x'));
  const auto done = (*writer)->finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "disk is full");
}

TEST(Base64, goes_there_and_back) {
  for (const std::string& bytes : {"a"s, "ab"s, "abc"s, "\0\xff\x80"s}) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
  EXPECT_FALSE(from_base64("abc"));
  EXPECT_FALSE(from_base64("a\xff=="));
}

TEST(Timestamp, goes_there_and_back) {
  const auto time = timestamp_of("2026-11-24T06:36:31.250Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(to_iso8601_ms(*time), "2026-11-24T06:36:31.250Z");
  EXPECT_EQ(to_iso8601(*time), "2026-11-24T06:36:31Z");
  EXPECT_FALSE(timestamp_of("2026-13-24T06:36:31Z"));
  EXPECT_FALSE(timestamp_of("2026-11-24 06:36:31"));
}

}  // namespace
}  // namespace delo
