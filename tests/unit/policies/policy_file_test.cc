#include "policies/policy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace delo {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kHeading = "id = \"p\"\nversion = 3\n";

Result<Policy> policy_with(std::string_view rest) {
  return parse_policy(std::string(kHeading) + std::string(rest), "p.toml");
}

// What is said about a policy that must be refused.
std::string refusal(std::string_view rest) {
  const auto policy = policy_with(rest);
  if (policy) return "was not refused";
  EXPECT_EQ(policy.error().code, ErrorCode::kInvalidArgument);
  return policy.error().text();
}

TEST(PolicyFile, a_whole_policy_is_read) {
  const auto policy = parse_policy(R"(
id = "scans-master-tiff"
version = 3
title = "Masters"

[accept]
formats = ["fmt/353", "x-fmt/392"]
digests = ["SHA-512", "md5"]
copies  = ["vault-a", "vault-b"]

[expect]
resolution_ppi  = { min = 400, max = 600, otherwise = "reject" }
bits_per_sample = [8, 16]
compression     = ["none"]

[rules]
"tiff"           = "reject"
"tiff.ti-a"      = "note"
"leaves.missing" = "review"
leaves           = "accept"

[package]
event_times = "exact"
)",
                                   "masters.toml");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->id.value, "scans-master-tiff");
  EXPECT_EQ(policy->version, 3);
  EXPECT_EQ(policy->title, "Masters");
  EXPECT_THAT(policy->formats, ElementsAre("fmt/353", "x-fmt/392"));
  EXPECT_THAT(policy->digests, ElementsAre(DigestAlgorithm::kMd5, DigestAlgorithm::kSha256,
                                           DigestAlgorithm::kSha512));
  EXPECT_THAT(policy->copies, ElementsAre("vault-a", "vault-b"));
  ASSERT_EQ(policy->expect.size(), 3u);
  for (const Expectation& expectation : policy->expect) {
    if (expectation.property == "resolution_ppi") {
      EXPECT_EQ(expectation.min, 400);
      EXPECT_EQ(expectation.max, 600);
      EXPECT_EQ(expectation.action, Action::kReject);
    } else if (expectation.property == "bits_per_sample") {
      EXPECT_THAT(expectation.one_of, ElementsAre("8", "16"));
      EXPECT_EQ(expectation.action, Action::kReview);
    }
  }
  EXPECT_EQ(policy->rules.size(), 4u);
  EXPECT_EQ(policy->event_times, EventTimes::kExact);
  EXPECT_EQ(policy->file, "masters.toml");
}

TEST(PolicyFile, leaves_are_told_as_the_section_says) {
  const auto policy = policy_with(
      "[leaves]\nscheme = \"frames\"\nletters = \"verso\"\nhalves = \"opening\"\n"
      "spreads = \"opening\"\nsides = \"both\"\n");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->leaves, (LeafPolicy{.scheme = LeafScheme::kFrames,
                                        .letters = LeafLetters::kVerso,
                                        .halves = LeafHalves::kOpening,
                                        .spreads = LeafSpreads::kOpening,
                                        .sides = LeafSides::kBoth}));
  EXPECT_EQ(policy_with("")->leaves, LeafPolicy{});
  EXPECT_THAT(refusal("[leaves]\nletters = \"versos\"\n"), HasSubstr("did you mean 'verso'?"));
  EXPECT_THAT(refusal("[leaves]\nside = \"both\"\n"), HasSubstr("did you mean 'sides'?"));
}

TEST(PolicyFile, the_least_policy_accepts_any_format_and_makes_sha256_and_sha512) {
  const auto policy = policy_with("");
  ASSERT_TRUE(policy);
  EXPECT_TRUE(policy->formats.empty());
  EXPECT_THAT(policy->digests, ElementsAre(DigestAlgorithm::kSha256, DigestAlgorithm::kSha512));
  EXPECT_EQ(policy->event_times, EventTimes::kReproducible);
}

TEST(PolicyFile, formats_can_be_told_role_by_role) {
  const auto policy =
      policy_with("[accept.formats]\nmaster = [\"fmt/353\"]\naccess = [\"fmt/20\"]\n");
  ASSERT_TRUE(policy) << policy.error().text();
  ASSERT_EQ(policy->formats_by_role.size(), 2u);
  EXPECT_THAT(refusal("[accept.formats]\nmasters = [\"fmt/353\"]\n"),
              HasSubstr("unknown key 'masters' in [accept.formats]; did you mean 'master'?"));
}

TEST(PolicyFile, an_unknown_key_is_refused_with_its_line_and_the_nearest_word) {
  EXPECT_EQ(refusal("\n[acccept]\n"),
            "p.toml:4: unknown key 'acccept' at the top; did you mean 'accept'?");
  EXPECT_EQ(refusal("[accept]\nformat = [\"fmt/353\"]\n"),
            "p.toml:4: unknown key 'format' in [accept]; did you mean 'formats'?");
  EXPECT_EQ(refusal("[expect]\nresolution_dpi = { min = 300 }\n"),
            "p.toml:4: unknown key 'resolution_dpi' in [expect]; did you mean 'resolution_ppi'?");
  EXPECT_EQ(refusal("[package]\nevent_time = \"exact\"\n"),
            "p.toml:4: unknown key 'event_time' in [package]; did you mean 'event_times'?");
  EXPECT_THAT(refusal("[expect]\ncompression = { min = 3 }\n"),
              HasSubstr("unknown key 'min' of 'compression'"));
}

TEST(PolicyFile, a_misspelt_value_is_refused_with_the_nearest_word) {
  EXPECT_EQ(refusal("[rules]\n\"tiff\" = \"rejct\"\n"),
            "p.toml:4: 'tiff' is 'rejct', no action; did you mean 'reject'?");
  EXPECT_EQ(refusal("[accept]\ndigests = [\"sha265\"]\n"),
            "p.toml:4: 'digests' has 'sha265', no known algorithm; did you mean 'sha256'?");
  EXPECT_EQ(refusal("[later_delivery]\nsame_reference = \"new-versions\"\n"),
            "p.toml:4: 'same_reference' is 'new-versions'; did you mean 'new-version'?");
  EXPECT_EQ(refusal("[later_delivery]\nsame = \"review\"\n").substr(0, 26),
            "p.toml:4: unknown key 'sam");
  EXPECT_EQ(refusal("[package]\nevent_times = \"exactly\"\n"),
            "p.toml:4: 'event_times' is 'exactly'; did you mean 'exact'?");
  EXPECT_THAT(refusal("[accept]\nformats = [\"TIFF\"]\n"), HasSubstr("no PRONOM id"));
  EXPECT_THAT(refusal("[expect]\nbits_per_sample = { min = 8, otherwise = \"reveiw\" }\n"),
              HasSubstr("did you mean 'review'?"));
}

TEST(PolicyFile, a_value_of_the_wrong_type_is_refused) {
  EXPECT_THAT(refusal("[accept]\nformats = \"fmt/353\"\n"),
              HasSubstr("p.toml:4: 'formats' must be a list"));
  EXPECT_THAT(refusal("[accept]\ncopies = [1]\n"), HasSubstr("each of 'copies' must be a text"));
  EXPECT_THAT(refusal("accept = 3\n"), HasSubstr("'accept' must be a section, [accept]"));
  EXPECT_THAT(refusal("[expect]\nresolution_ppi = 300\n"),
              HasSubstr("must be a list of values, or a table"));
  EXPECT_THAT(refusal("[expect]\nresolution_ppi = { min = \"300\" }\n"),
              HasSubstr("'min' of 'resolution_ppi' must be a number"));
  EXPECT_THAT(refusal("[expect]\nresolution_ppi = { min = nan }\n"), HasSubstr("must be a number"));
  EXPECT_THAT(refusal("[rules]\ntiff = 1\n"), HasSubstr("'tiff' must be a text in quotes"));
  EXPECT_THAT(refusal("[rules]\nleaves.missing = \"review\"\n"), HasSubstr("stand in quotes"));
  EXPECT_THAT(refusal("title = 1\n"), HasSubstr("'title' must be a text"));
}

TEST(PolicyFile, an_expectation_that_nothing_or_everything_satisfies_is_refused) {
  EXPECT_THAT(refusal("[expect]\nresolution_ppi = {}\n"), HasSubstr("expects nothing"));
  EXPECT_THAT(refusal("[expect]\nresolution_ppi = { min = 600, max = 300 }\n"),
              HasSubstr("a min above its max"));
  EXPECT_THAT(refusal("[expect]\ncompression = []\n"), HasSubstr("at least one value"));
  EXPECT_THAT(refusal("[accept]\nformats = []\n"), HasSubstr("is an empty list"));
  EXPECT_THAT(refusal("[accept]\nformats = [\"fmt/353\", \"fmt/353\"]\n"), HasSubstr("twice"));
}

TEST(PolicyFile, id_and_version_must_be_there_and_well_formed) {
  const auto said = [](std::string_view text) {
    const auto policy = parse_policy(text, "p.toml");
    return policy ? std::string("was not refused") : policy.error().text();
  };
  EXPECT_THAT(said("version = 1\n"), HasSubstr("'id' is missing"));
  EXPECT_THAT(said("id = \"p\"\n"), HasSubstr("'version' is missing"));
  EXPECT_THAT(said("id = \"p\"\nversion = 0\n"),
              HasSubstr("p.toml:2: 'version' must be a whole number from 1"));
  EXPECT_THAT(said("id = \"p\"\nversion = \"1\"\n"), HasSubstr("'version' must be"));
  EXPECT_THAT(said("id = \"../p\"\nversion = 1\n"), HasSubstr("small letters"));
}

TEST(PolicyFile, what_is_not_toml_is_refused_with_its_line) {
  EXPECT_THAT(refusal("[accept\n"), StartsWith("p.toml:3: not TOML: "));
  EXPECT_THAT(refusal("[!x]\n"), StartsWith("p.toml:3: not TOML: "));
  EXPECT_THAT(refusal("[rules]\n\"tiff\" = \"note\"\n\"tiff\" = \"reject\"\n"),
              StartsWith("p.toml:5: not TOML"));
  EXPECT_THAT(refusal("title = \"\xff\"\n"), HasSubstr("not UTF-8"));
  EXPECT_THAT(refusal(std::string(2u << 20, '#')), HasSubstr("at most 1 MiB"));
}

TEST(PolicyFile, nesting_without_end_is_refused_and_not_recursed_into) {
  EXPECT_THAT(refusal("x = " + std::string(100'000, '[')), HasSubstr("not TOML"));
}

TEST(PolicyFile, a_template_of_references_is_read) {
  const auto policy =
      policy_with("[references]\ntemplate = \"{repository} {fonds}[/{series}[/{item}]]\"\n");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->reference_template, "{repository} {fonds}[/{series}[/{item}]]");
  const auto without = policy_with("[references]\n");
  ASSERT_TRUE(without) << without.error().text();
  EXPECT_EQ(without->reference_template, "");
}

TEST(PolicyFile, a_template_that_can_not_be_read_is_refused_with_its_line) {
  EXPECT_THAT(refusal("[references]\npattern = \"{fonds}\"\n"),
              AllOf(HasSubstr("p.toml:4"), HasSubstr("'pattern'"), HasSubstr("[references]")));
  EXPECT_THAT(refusal("references = \"{fonds}\"\n"), HasSubstr("p.toml:3"));
  EXPECT_THAT(refusal("[references]\ntemplate = [\"{fonds}\"]\n"),
              AllOf(HasSubstr("p.toml:4"), HasSubstr("'template'")));
  const auto refused = [](std::string_view pattern) {
    return refusal("[references]\ntemplate = \"" + std::string(pattern) + "\"\n");
  };
  EXPECT_THAT(refused("{fonds}/{shelf}"), AllOf(HasSubstr("p.toml:4"), HasSubstr("names {shelf}"),
                                                HasSubstr("possible are"), HasSubstr("box")));
  EXPECT_THAT(refused("{fonds}/{fond}"), HasSubstr("{fond}, or another word for it, twice"));
  EXPECT_THAT(refused("{fonds}{series}"), HasSubstr("nothing between {series}"));
  EXPECT_THAT(refused("{fonds"), HasSubstr("a '{' without '}'"));
  EXPECT_THAT(refused("{fonds}/{series}]"), HasSubstr("a ']' without '['"));
  EXPECT_THAT(refused("{fonds}[/{series}"), HasSubstr("without"));
  EXPECT_THAT(refused(std::string(5000, 'x')), HasSubstr("longer than we read"));
}

TEST(PolicyFile, a_policy_for_audits_is_no_policy_for_ingest_and_the_other_way) {
  EXPECT_THAT(refusal("[audit]\nperiod_days = 3\n"), HasSubstr("a policy for audits"));
  const auto audit = parse_audit_policy(kHeading, "p.toml");
  ASSERT_FALSE(audit);
  EXPECT_THAT(audit.error().text(), HasSubstr("no section [audit]"));
}

TEST(PolicyFile, an_audit_policy_is_read) {
  const auto audit = parse_audit_policy(
      std::string(kHeading) +
          "[audit]\nperiod_days = 30\ndigests = [\"sha512\"]\nsample_percent = 2.5\n",
      "a.toml");
  ASSERT_TRUE(audit) << audit.error().text();
  EXPECT_EQ(audit->period_days, 30);
  EXPECT_THAT(audit->digests, ElementsAre(DigestAlgorithm::kSha256, DigestAlgorithm::kSha512));
  EXPECT_DOUBLE_EQ(audit->sample_percent, 2.5);
  const auto refused = [](std::string_view rest) {
    return parse_audit_policy(std::string(kHeading) + "[audit]\n" + std::string(rest), "a.toml")
        .error()
        .text();
  };
  EXPECT_THAT(refused("period_days = 0\n"), HasSubstr("a.toml:4: 'period_days' must be"));
  EXPECT_THAT(refused("sample_percent = 101\n"), HasSubstr("at most 100"));
  EXPECT_THAT(refused("period = 3\n"), HasSubstr("unknown key 'period' in [audit]"));
}

TEST(CheckRuleNames, a_rule_or_a_prefix_that_ends_at_a_dot_is_known) {
  const std::vector<std::string_view> all = {"tiff.strip.outside-file", "leaves.missing", "CSIP1"};
  const auto policy = policy_with(
      "[rules]\n\"tiff\" = \"note\"\n\"tiff.strip\" = \"note\"\n\"leaves.missing\" = "
      "\"review\"\nCSIP1 = \"note\"\n");
  ASSERT_TRUE(policy);
  EXPECT_TRUE(check_rule_names(*policy, all));
}

TEST(CheckRuleNames, a_misspelt_rule_is_refused_with_its_line_and_the_nearest) {
  const std::vector<std::string_view> all = {"tiff.strip.outside-file", "leaves.missing"};
  const auto policy = policy_with("[rules]\n\"tiff\" = \"note\"\n\"leaves.mising\" = \"review\"\n");
  ASSERT_TRUE(policy);
  const auto checked = check_rule_names(*policy, all);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().text(),
            "p.toml:5: there is no rule 'leaves.mising'; did you mean 'leaves.missing'?");
  const auto half_word = policy_with("[rules]\n\"leaves.miss\" = \"note\"\n");
  EXPECT_FALSE(check_rule_names(*half_word, all));
}

TEST(BuiltInPolicies, each_is_read_under_its_own_id) {
  ASSERT_THAT(built_in_policy_ids(),
              ElementsAre("scans", "scans-master-tiff", "scans-access-pdf", "audit-yearly"));
  for (const std::string_view id : built_in_policy_ids()) {
    if (id == kDefaultAuditPolicy) {
      const auto audit = parse_audit_policy(built_in_policy(id), "built in");
      ASSERT_TRUE(audit) << audit.error().text();
      EXPECT_EQ(audit->id.value, id);
      EXPECT_FALSE(audit->title.empty());
    } else {
      const auto policy = parse_policy(built_in_policy(id), "built in");
      ASSERT_TRUE(policy) << policy.error().text();
      EXPECT_EQ(policy->id.value, id);
      EXPECT_FALSE(policy->title.empty());
    }
  }
  EXPECT_EQ(built_in_policy("nobody"), "");
}

class FindPolicy : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) / ("policies-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    ::setenv("DELO_POLICIES", folder_.c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("DELO_POLICIES");
    std::filesystem::remove_all(folder_);
  }
  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
  }
  std::filesystem::path folder_;
};

TEST_F(FindPolicy, an_id_is_looked_up_in_the_installed_folder_then_built_in) {
  ASSERT_TRUE(find_policy("scans"));
  EXPECT_EQ(find_policy("scans")->version, 1);
  write("scans.toml", "id = \"scans\"\nversion = 77\n");
  EXPECT_EQ(find_policy("scans")->version, 77);
  ASSERT_TRUE(find_audit_policy("audit-yearly"));
}

TEST_F(FindPolicy, a_name_with_toml_is_a_file) {
  write("own.toml", "id = \"own\"\nversion = 1\n");
  const auto policy = find_policy((folder_ / "own.toml").string());
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->id.value, "own");
}

TEST_F(FindPolicy, a_policy_that_does_not_exist_is_said_so) {
  const auto policy = find_policy("scan");
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(policy.error().text(), HasSubstr("there is no policy 'scan'; did you mean 'scans'?"));
  EXPECT_EQ(find_policy("absent.toml").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(find_policy(""));
  EXPECT_FALSE(find_policy("audit-yearly"));
}

}  // namespace
}  // namespace delo
