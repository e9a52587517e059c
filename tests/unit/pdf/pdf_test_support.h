// What the tests of PDF share: look, and ask what was found.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/pdf_builder.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/pdf_validator.h"

namespace delo::test {

inline Examination look_at(const std::string& bytes) {
  const MemorySource source{std::string_view(bytes)};
  const auto path = RelativePath::parse("test.pdf");
  auto examination =
      validators::pdf::examine(source, *path, Format{}, validators::ExamineOptions{});
  EXPECT_TRUE(examination.has_value());
  return examination ? std::move(*examination) : Examination{};
}

inline std::set<std::string> rules_broken(const std::string& bytes) {
  std::set<std::string> rules;
  for (const Finding& finding : look_at(bytes).findings) rules.insert(finding.rule);
  return rules;
}

// Of most files made here nothing can be seen, and that is not what they are about.
inline std::string all_findings(const Examination& examination) {
  std::string text;
  for (const Finding& finding : examination.findings)
    if (finding.rule != validators::pdf::kPageBlank.id) text += text_of(finding) + "\n";
  return text;
}

// All findings but that a page is blank, which the smallest sound files are.
inline std::string flaws_of(const Examination& examination) {
  std::string text;
  for (const Finding& finding : examination.findings)
    if (finding.rule != validators::pdf::kPageBlank.id) text += text_of(finding) + "\n";
  return text;
}

// The file breaks `rule`, and the sound file beside it breaks none.
#define EXPECT_BREAKS(rule, bytes)                                                    \
  EXPECT_TRUE(rules_broken(bytes).count(std::string((rule).id))) << (rule).id << "\n" \
                                                                 << all_findings(look_at(bytes))
#define EXPECT_SOUND(bytes) EXPECT_EQ(flaws_of(look_at(bytes)), "")

}  // namespace delo::test
