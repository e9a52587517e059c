#include "ingest/languages/po_template.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace delo::ingest {
namespace {

constexpr Rule kRules[] = {
    {.id = "a.one", .summary = "Say \"it\"", .cause = "It\\was\nnot", .remedy = "Do it"},
    {.id = "a.two", .summary = "Another", .cause = "", .remedy = "Do it"},
};

TEST(PoTemplate, every_text_stands_in_it_once_with_the_rules_that_use_it) {
  const NamedRules tables[] = {{"a", kRules}};
  const std::string text = rules_template(tables);
  EXPECT_NE(text.find("charset=UTF-8"), std::string::npos);
  EXPECT_NE(text.find("\n#. a.one summary\nmsgid \"Say \\\"it\\\"\"\nmsgstr \"\"\n"),
            std::string::npos);
  EXPECT_NE(text.find("msgid \"It\\\\was\\nnot\"\n"), std::string::npos);
  EXPECT_NE(text.find("\n#. a.one remedy, a.two remedy\nmsgid \"Do it\"\n"), std::string::npos);
  EXPECT_EQ(text.find("msgid \"Do it\""), text.rfind("msgid \"Do it\""));
  // The header's is the only empty one.
  EXPECT_EQ(text.find("msgid \"\""), text.rfind("msgid \"\""));
}

}  // namespace
}  // namespace delo::ingest
