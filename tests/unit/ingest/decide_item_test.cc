#include "ingest/decision/decide_item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/fixity/hasher.h"
#include "policies/policy_file.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Policy policy_of(const std::string& rules) {
  return *parse_policy("id = \"mine\"\nversion = 1\n[rules]\n" + rules, "mine.toml");
}

ExaminedItem item_with(const std::string& name, const std::string& content,
                       std::int64_t modified_ns = 0) {
  ExaminedItem item;
  ItemFile file;
  file.object.path = *RelativePath::parse(name);
  file.object.digests.set(sha256_of(content));
  file.object.modified_ns = modified_ns;
  EXPECT_TRUE(item.received.files.append(file));
  return item;
}

TEST(GroundOfADecision, is_the_files_names_and_bytes_and_nothing_of_their_medium) {
  const Policy policy = policy_of("");
  const auto content = [&](const ExaminedItem& item) { return ground_of(item, policy)->content; };
  const std::string before = content(item_with("0037.tif", "a leaf"));
  ExaminedItem item = item_with("0037.tif", "a leaf", 7);
  item.received.fingerprint = "another medium";
  EXPECT_EQ(content(item), before);
  EXPECT_NE(content(item_with("0038.tif", "a leaf")), before);
  EXPECT_NE(content(item_with("0037.tif", "another")), before);
}

TEST(GroundOfADecision, is_the_policys_text_and_the_rules_that_withhold) {
  ExaminedItem item = item_with("0037.tif", "a leaf");
  item.findings = {{.rule = "leaves.missing", .severity = Severity::kWarning},
                   {.rule = "name.odd", .severity = Severity::kWarning}};
  const DecisionGround noted = *ground_of(item, policy_of(""));
  const DecisionGround reviewed = *ground_of(item, policy_of("\"leaves\" = \"review\"\n"));
  EXPECT_THAT(noted.reasons, IsEmpty());
  EXPECT_THAT(reviewed.reasons, ElementsAre("leaves.missing"));
  EXPECT_EQ(noted.policy, reviewed.policy);
  EXPECT_NE(noted.policy_digest, reviewed.policy_digest);
}

TEST(OvertakenDecision, says_who_decided_what_when_and_why_it_holds_no_more) {
  const Finding found = overtaken({.decision = {.accept = true,
                                                .because = "leaf 39 is lost",
                                                .person = "A. Ivanova",
                                                .time = *timestamp_of("2026-11-24T06:36:31Z")},
                                   .overtaken_by = "the item's files are others now"});
  EXPECT_EQ(found.rule, "decision.overtaken");
  EXPECT_EQ(found.message,
            "the decision of A. Ivanova of 2026-11-24T06:36:31Z to accept the item (leaf 39 is "
            "lost) does not hold any more: the item's files are others now");
  EXPECT_THAT(overtaken({.decision = {}, .overtaken_by = "its record can't be read"}).message,
              HasSubstr("can't be read"));
}

}  // namespace
}  // namespace delo::ingest
