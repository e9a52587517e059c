#include "policies/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "policies/policy_file.h"

namespace delo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Policy policy_with(std::string_view rest) {
  auto policy = parse_policy("id = \"p\"\nversion = 2\n" + std::string(rest), "p.toml");
  EXPECT_TRUE(policy) << policy.error().text();
  return policy ? std::move(policy).value() : Policy{};
}

Finding found(std::string rule, Severity severity = Severity::kError) {
  return Finding{.rule = std::move(rule), .severity = severity, .message = "m"};
}

TEST(ActionFor, what_the_policy_does_not_name_goes_by_severity) {
  const Policy policy = policy_with("");
  EXPECT_EQ(action_for(policy, found("tiff.x", Severity::kError)), Action::kReject);
  EXPECT_EQ(action_for(policy, found("tiff.x", Severity::kWarning)), Action::kNote);
  EXPECT_EQ(action_for(policy, found("tiff.x", Severity::kInfo)), Action::kAccept);
}

TEST(ActionFor, the_longest_prefix_decides_whatever_the_order) {
  const Policy policy = policy_with(
      "[rules]\n\"tiff.ifd\" = \"note\"\n\"tiff\" = \"reject\"\n\"tiff.ifd.order\" = \"accept\"\n");
  EXPECT_EQ(action_for(policy, found("tiff.strip")), Action::kReject);
  EXPECT_EQ(action_for(policy, found("tiff.ifd.count")), Action::kNote);
  EXPECT_EQ(action_for(policy, found("tiff.ifd.order")), Action::kAccept);
}

TEST(ActionFor, a_prefix_is_cut_at_dots) {
  const Policy policy = policy_with("[rules]\n\"tiff.ifd\" = \"accept\"\n");
  EXPECT_EQ(action_for(policy, found("tiff.ifd-chain")), Action::kReject);
}

TEST(ActionFor, a_remark_is_never_more_than_noted) {
  const Policy policy = policy_with("[rules]\n\"tiff\" = \"reject\"\n\"pdf\" = \"accept\"\n");
  EXPECT_EQ(action_for(policy, found("tiff.x", Severity::kInfo)), Action::kNote);
  EXPECT_EQ(action_for(policy, found("pdf.x", Severity::kInfo)), Action::kAccept);
}

TEST(ActionFor, an_expectation_says_its_own_action_unless_the_rules_speak_of_it) {
  const std::string expect =
      "[expect]\nresolution_ppi = { min = 300, otherwise = \"reject\" }\ncompression = "
      "[\"none\"]\n";
  const Finding resolution = found("policy.expect.resolution_ppi", Severity::kWarning);
  EXPECT_EQ(action_for(policy_with(expect), resolution), Action::kReject);
  EXPECT_EQ(action_for(policy_with(expect), found("policy.expect.compression", Severity::kWarning)),
            Action::kReview);
  EXPECT_EQ(action_for(policy_with(expect + "[rules]\n\"policy\" = \"note\"\n"), resolution),
            Action::kReject);
  EXPECT_EQ(action_for(policy_with(expect + "[rules]\n\"policy.expect\" = \"note\"\n"), resolution),
            Action::kNote);
  EXPECT_EQ(
      action_for(policy_with(expect + "[rules]\n\"policy.expect.resolution_ppi\" = \"accept\"\n"),
                 resolution),
      Action::kAccept);
}

TEST(Decide, nothing_found_is_accepted) {
  const PolicyDecision decision = decide(policy_with(""), {});
  EXPECT_EQ(decision.verdict, Verdict::kAccept);
  EXPECT_THAT(decision.reasons, IsEmpty());
  EXPECT_EQ(decision.policy.value, "p");
  EXPECT_EQ(decision.policy_version, 2);
}

TEST(Decide, what_the_holdings_have_already_is_for_a_person_to_decide) {
  const auto policy = find_policy("scans");
  ASSERT_TRUE(policy);
  const std::vector<Finding> again = {found("batch.reference.held", Severity::kWarning)};
  EXPECT_EQ(decide(*policy, again).verdict, Verdict::kReview);
  EXPECT_EQ(decide(*policy, {}).verdict, Verdict::kAccept);
}

TEST(Decide, the_strictest_action_is_the_verdict_and_comes_first) {
  const Policy policy = policy_with("[rules]\n\"leaves\" = \"review\"\n");
  const std::vector<Finding> findings = {found("name.odd", Severity::kWarning),
                                         found("leaves.missing"), found("leaves.missing"),
                                         found("leaves.duplicate")};
  const PolicyDecision review = decide(policy, findings);
  EXPECT_EQ(review.verdict, Verdict::kReview);
  using Reason = PolicyDecision::Reason;
  EXPECT_THAT(review.reasons, ElementsAre(Reason{"leaves.duplicate", Action::kReview, 1},
                                          Reason{"leaves.missing", Action::kReview, 2},
                                          Reason{"name.odd", Action::kNote, 1}));
  std::vector<Finding> worse = findings;
  worse.push_back(found("tiff.header"));
  EXPECT_EQ(decide(policy, worse).verdict, Verdict::kReject);
  EXPECT_EQ(decide(policy, worse).reasons.front().rule, "tiff.header");
}

TEST(Decide, a_decision_nobody_took_is_a_rejection) {
  EXPECT_EQ(PolicyDecision{}.verdict, Verdict::kReject);
}

// ---- expectations ----

FileObject master() {
  return FileObject{.path = *RelativePath::parse("0037.tif"), .role = FileRole::kMaster};
}

Examination examined(std::vector<PageMetadata> pages) {
  Examination examination;
  examination.format = {.puid = "fmt/353", .name = "Tagged Image File Format"};
  examination.technical.pages = std::move(pages);
  return examination;
}

PageMetadata page(double ppi, std::vector<std::uint16_t> bits = {8},
                  std::string compression = "none") {
  return PageMetadata{.resolution_x = ppi,
                      .resolution_y = ppi,
                      .bits_per_sample = std::move(bits),
                      .compression = std::move(compression),
                      .photometric = "min-is-black",
                      .icc = "sRGB"};
}

TEST(Expectations, a_file_as_expected_has_no_finding) {
  const Policy policy = policy_with(
      "[accept]\nformats = [\"fmt/353\"]\n[expect]\nresolution_ppi = { min = 300, max = 600 }\n"
      "bits_per_sample = [8, 16]\ncompression = [\"none\"]\nphotometric = [\"min-is-black\"]\n"
      "icc = [\"any\"]\n");
  EXPECT_THAT(check_expectations(policy, master(), examined({page(400)})), IsEmpty());
}

TEST(Expectations, each_property_that_is_not_as_expected_is_found) {
  const Policy policy = policy_with(
      "[expect]\nresolution_ppi = { min = 400 }\nbits_per_sample = [8]\n"
      "compression = [\"none\"]\nphotometric = [\"rgb\"]\nicc = [\"Scanner\"]\n");
  const auto findings =
      check_expectations(policy, master(), examined({page(200, {16, 16, 16}, "jpeg")}));
  ASSERT_EQ(findings.size(), 5u);
  const auto message = [&](std::string_view rule) {
    for (const Finding& finding : findings) {
      if (finding.rule == rule) return finding.message;
    }
    return std::string("absent");
  };
  EXPECT_EQ(message("policy.expect.resolution_ppi"),
            "resolution is 200 ppi, expected at least 400 ppi");
  EXPECT_EQ(message("policy.expect.bits_per_sample"), "bits per sample is 16, expected 8");
  EXPECT_EQ(message("policy.expect.compression"), "compression is jpeg, expected none");
  EXPECT_EQ(message("policy.expect.photometric"), "photometric is min-is-black, expected rgb");
  EXPECT_EQ(message("policy.expect.icc"), "colour profile is sRGB, expected Scanner");
}

TEST(Expectations, what_a_file_does_not_say_is_not_as_expected) {
  const Policy policy = policy_with("[expect]\nresolution_ppi = { min = 400 }\nicc = [\"any\"]\n");
  const auto findings = check_expectations(policy, master(), examined({PageMetadata{}}));
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].message,
            "colour profile is not stated in the file, expected an embedded profile");
  const auto unknown = check_expectations(policy, master(), examined({}));
  ASSERT_EQ(unknown.size(), 2u);
  EXPECT_THAT(unknown[1].message, HasSubstr("resolution is not known"));
}

TEST(Expectations, one_finding_tells_the_first_page_and_how_many_more) {
  const Policy policy = policy_with("[expect]\nresolution_ppi = { min = 400 }\n");
  const auto findings =
      check_expectations(policy, master(), examined({page(400), page(300), page(200), page(400)}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].where.part, "page 2");
  EXPECT_EQ(findings[0].message,
            "resolution is 300 ppi, expected at least 400 ppi; 1 more page not as expected");
}

TEST(Expectations, a_resolution_rounded_by_a_rational_is_the_one_meant) {
  const Policy policy = policy_with("[expect]\nresolution_ppi = { min = 300, max = 300 }\n");
  EXPECT_THAT(check_expectations(policy, master(), examined({page(299.9994)})), IsEmpty());
  EXPECT_EQ(check_expectations(policy, master(), examined({page(298)})).size(), 1u);
  const Policy one_of = policy_with("[expect]\nresolution_ppi = [300, 600]\n");
  EXPECT_THAT(check_expectations(one_of, master(), examined({page(599.9988)})), IsEmpty());
  EXPECT_EQ(check_expectations(one_of, master(), examined({page(400)})).size(), 1u);
}

TEST(Expectations, both_directions_of_the_resolution_count) {
  const Policy policy = policy_with("[expect]\nresolution_ppi = { min = 300 }\n");
  PageMetadata squeezed = page(300);
  squeezed.resolution_y = 150;
  const auto findings = check_expectations(policy, master(), examined({squeezed}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].message, HasSubstr("resolution is 300 by 150 ppi"));
}

TEST(Expectations, only_masters_are_expected_to_be_anything) {
  const Policy policy = policy_with("[expect]\nresolution_ppi = { min = 400 }\n");
  FileObject access = master();
  access.role = FileRole::kAccess;
  EXPECT_THAT(check_expectations(policy, access, examined({page(72)})), IsEmpty());
}

TEST(Expectations, a_format_that_is_not_accepted_is_found) {
  const Policy policy = policy_with("[accept]\nformats = [\"fmt/20\", \"fmt/276\"]\n");
  const auto findings = check_expectations(policy, master(), examined({page(400)}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "policy.format");
  EXPECT_EQ(findings[0].message,
            "format of this master file is fmt/353 (Tagged Image File Format), the policy accepts "
            "fmt/20 or fmt/276");
  Examination nothing;
  EXPECT_THAT(check_expectations(policy, master(), nothing).at(0).message,
              HasSubstr("is not known"));
  FileObject list = master();
  list.role = FileRole::kFixity;
  EXPECT_THAT(check_expectations(policy, list, nothing), IsEmpty());
}

TEST(Expectations, a_format_accepted_for_one_role_is_not_asked_of_another) {
  const Policy policy = policy_with("[accept.formats]\naccess = [\"fmt/20\"]\n");
  EXPECT_THAT(check_expectations(policy, master(), examined({})), IsEmpty());
  FileObject access = master();
  access.role = FileRole::kAccess;
  EXPECT_EQ(check_expectations(policy, access, examined({})).size(), 1u);
}

Item described_item() {
  Item item;
  item.descriptions.push_back({.path = {}, .elements = {{"dc.title", "Письмо"}}});
  item.levels = {{.level = "fonds",
                  .elements = {{"ead.unittitle", "Фонд"}, {"ead.origination", "Сталин И. В."}}}};
  return item;
}

TEST(RequiredDescription, each_missing_element_is_one_finding_with_its_clause) {
  const Policy policy =
      policy_with("[description]\nrequired = [\"title\", \"date\", \"extent\"]\n");
  const auto missing = check_description(policy, described_item());
  ASSERT_EQ(missing.size(), 2u);
  EXPECT_EQ(missing[0].rule, "policy.description.required");
  EXPECT_EQ(missing[0].message, "the item's description has no dates (Date(s))");
  EXPECT_EQ(missing[0].clause, "ISAD(G) 3.1.3");
  EXPECT_EQ(missing[1].clause, "ISAD(G) 3.1.5");
}

TEST(RequiredDescription, what_a_level_above_says_counts_unless_the_policy_says_no) {
  const std::string list = "[description]\nrequired = [\"creator\"]\n";
  EXPECT_THAT(check_description(policy_with(list), described_item()), IsEmpty());
  EXPECT_EQ(check_description(policy_with(list + "inherited = false\n"), described_item()).size(),
            1u);
}

TEST(RequiredDescription, levels_above_are_asked_where_they_are_told) {
  const Policy policy =
      policy_with("[description]\nfonds = [\"title\", \"dates\"]\nseries = [\"title\"]\n");
  const auto missing = check_description(policy, described_item());
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].message, "the level fonds has no dates (Date(s))");
}

TEST(RequiredDescription, a_misspelt_element_is_refused_with_the_nearest_word) {
  const auto refused =
      parse_policy("id = \"p\"\nversion = 2\n[description]\nrequired = [\"tilte\"]\n", "p.toml");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(),
              HasSubstr("unknown element 'tilte' in 'required'; did you mean 'title'?"));
}

TEST(PolicyRules, every_rule_tells_summary_cause_and_remedy) {
  for (const Rule& rule : policy_rules()) {
    EXPECT_TRUE(rule.id.starts_with("policy.")) << rule.id;
    EXPECT_FALSE(rule.summary.empty() || rule.cause.empty() || rule.remedy.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace delo
