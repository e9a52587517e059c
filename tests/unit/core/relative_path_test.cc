#include "core/bytes/relative_path.h"

#include <gtest/gtest.h>

namespace delo {
namespace {

TEST(RelativePathTest, plain_names_are_taken_byte_for_byte) {
  for (const std::string_view text :
       {"0037.tif", "a/b/c.tif", "дело 337/лист 37 об.tif", "...", ".hidden", "a..b", "..a/b..",
        "with\\backslash", "C:x", "\xff\xfe not utf-8", " blank ", "new\nline", "-rf", "~",
        "%2e%2e"}) {
    const auto path = RelativePath::parse(text);
    ASSERT_TRUE(path) << text;
    EXPECT_EQ(path->text(), text);
  }
}

TEST(RelativePathTest, whatever_could_leave_its_root_is_refused) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view text :
       {""sv, "/"sv, "/etc/passwd"sv, "//a"sv, "."sv, ".."sv, "../a"sv, "a/.."sv, "a/../b"sv,
        "./a"sv, "a/."sv, "a/./b"sv, "a//b"sv, "a/"sv, "a\0b"sv, "\0"sv, "a/..\0"sv}) {
    const auto path = RelativePath::parse(text);
    ASSERT_FALSE(path) << text;
    EXPECT_EQ(path.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(path.error().message.empty());
  }
}

TEST(RelativePathTest, a_name_may_have_255_bytes_and_no_more) {
  EXPECT_TRUE(RelativePath::parse(std::string(255, 'n')));
  EXPECT_FALSE(RelativePath::parse(std::string(256, 'n')));
  EXPECT_TRUE(RelativePath::parse("a/" + std::string(255, 'n') + "/b"));
  EXPECT_FALSE(RelativePath::parse("a/" + std::string(256, 'n') + "/b"));
}

TEST(RelativePathTest, depth_and_length_have_a_limit) {
  std::string deep = "a";
  for (int i = 1; i < 200; ++i) deep += "/a";
  EXPECT_TRUE(RelativePath::parse(deep));
  EXPECT_FALSE(RelativePath::parse(deep + "/a"));
  std::string wide = std::string(250, 'w');
  while (wide.size() <= 4000) wide += "/" + std::string(249, 'w');
  EXPECT_FALSE(RelativePath::parse(wide));
}

TEST(RelativePathTest, name_and_parent_are_the_two_sides_of_the_last_slash) {
  const RelativePath path = *RelativePath::parse("a/b/c.tif");
  EXPECT_EQ(path.name(), "c.tif");
  EXPECT_EQ(path.parent().text(), "a/b");
  EXPECT_EQ(path.parent().parent().text(), "a");
  EXPECT_TRUE(path.parent().parent().parent().empty());
  EXPECT_TRUE(RelativePath().parent().empty());
}

TEST(RelativePathTest, joining_stays_below) {
  const RelativePath a = *RelativePath::parse("a"), b = *RelativePath::parse("b/c");
  EXPECT_EQ((a / b).text(), "a/b/c");
  EXPECT_EQ((a / RelativePath()).text(), "a");
  EXPECT_EQ((RelativePath() / b).text(), "b/c");
  EXPECT_EQ((a / b).under("/root"), std::filesystem::path("/root/a/b/c"));
}

}  // namespace
}  // namespace delo
