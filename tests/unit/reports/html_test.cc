#include "ingest/reports/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

using testing::HasSubstr;
using testing::Not;

class HtmlWriterTest : public testing::Test {
 protected:
  std::string finished() {
    EXPECT_TRUE(html.finish().has_value());
    return sink.text();
  }
  StringSink sink;
  HtmlWriter html{sink};
};

TEST_F(HtmlWriterTest, elements_nest_and_close) {
  html.open("ul", {{"class", "plain"}});
  html.element("li", "one");
  EXPECT_EQ(finished(), "<ul class=\"plain\"><li>one</li>\n</ul>\n");
}

TEST_F(HtmlWriterTest, what_is_open_is_closed_at_the_end) {
  html.open("div");
  html.open("b");
  html.text("x");
  EXPECT_EQ(finished(), "<div><b>x</b></div>\n");
}

TEST_F(HtmlWriterTest, text_from_outside_cannot_become_markup) {
  html.element("p", "<script>alert('1')</script> & \"more\"",
               {{"title", "\" onmouseover=\"alert(1)"}});
  const std::string page = finished();
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\" onmouseover")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; "));
}

TEST_F(HtmlWriterTest, bidi_control_and_broken_characters_are_shown_as_escapes) {
  html.element("p",
               "invoice\xE2\x80\xAE"
               "fdp.tif");
  html.element("p", std::string_view("a\x01"
                                     "b\x00"
                                     "c",
                                     5));
  html.element("p", "\xFF\xC0 name");
  const std::string page = finished();
  EXPECT_THAT(page, HasSubstr("invoice\\u{202E}fdp.tif"));
  EXPECT_THAT(page, HasSubstr("a%01b%00c"));
  EXPECT_THAT(page, HasSubstr("%FF%C0 name"));
}

TEST_F(HtmlWriterTest, cyrillic_text_stays_as_it_is) {
  html.element("p", "АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40");
  EXPECT_THAT(finished(), HasSubstr("АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40"));
}

TEST_F(HtmlWriterTest, lines_of_preformatted_text_stay_lines) {
  html.preformatted("id = \"scans\"\r\n\n[rules] # <b>\n");
  EXPECT_EQ(finished(), "<pre>id = &quot;scans&quot;\n\n[rules] # &lt;b&gt;\n</pre>\n");
}

TEST_F(HtmlWriterTest, a_picture_is_a_data_uri) {
  html.jpeg("\xFF\xD8\xFF", "Leaf \"37\"");
  EXPECT_EQ(finished(), "<img alt=\"Leaf &quot;37&quot;\" src=\"data:image/jpeg;base64,/9j/\">");
}

class FullSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte>) override {
    return Error{ErrorCode::kIo, "no space left", {}, 28};
  }
  Result<void> finish() override { return {}; }
};

TEST(HtmlWriter, an_error_of_the_sink_is_told_at_the_end) {
  FullSink sink;
  HtmlWriter html(sink);
  for (int i = 0; i < 10000; ++i) html.element("p", "a paragraph that fills the buffer");
  const auto end = html.finish();
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace delo::ingest
