// HTML as a stream of tags and text, as browsers take it: nothing has to be closed.
// (HTML Living Standard § 13.2, as far as text goes.)
#pragma once

#include <string>
#include <string_view>

#include "validators/text/markup_text.h"

namespace delo::validators::text {

// The character that is named so in HTML and in the entity sets of ISO, "nbsp"; of one we do not
// know the reference itself, "&other;".
std::string character_named(std::string_view name);

// Takes UTF-8 in any pieces that divide no character; keeps one tag of at most 64 KB.
class HtmlTags {
 public:
  explicit HtmlTags(MarkupText& out) : out_(out) {}
  void take(std::string_view text);
  void finish();

 private:
  void end_tag_or_comment();
  void pass_on_text();

  MarkupText& out_;
  std::string kept_;  // text, or the inside of a tag
  bool in_tag_ = false, begun_ = false;
  char quote_ = 0;
  std::string raw_until_;  // "script": its text is none until its end tag
};

}  // namespace delo::validators::text
