#include "policies/package_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/policy_file.h"

namespace delo {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWhole = R"(
[package]
split = "4 GB"

[submission]
agreement = "RA 13-2011/5329"
previous_agreements = ["RA 12"]
reference_code = "RU/APRF/45/1/337"
status = "SUPPLEMENT"
archival_creator = { name = "Ministry", code = "M-1" }
submitter = { name = "I. Ivanov", person = true }
contacts = [{ name = "A. Person", notes = ["+7 000"] }]
preserver = { name = "State archive" }

[[rights]]
basis = "statute"
jurisdiction = "ru"
citation = "125-FZ, 25"
grants = [{ act = "disseminate", restriction = "disallow", end_date = "2030-01-01" }]
documents = [{ type = "URL", value = "https://a.example" }]

[[rights]]
basis = "policy"
note = "open"
)";

Result<PackageSettings> whole(const std::string& text) {
  return parse_package_settings(text, "s.toml", SettingsPlace::kWholeFile);
}

TEST(PackageSettingsTest, all_that_can_be_said_is_read) {
  const auto settings = whole(kWhole);
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->split_bytes, 4'000'000'000u);
  EXPECT_EQ(settings->submission.agreement, "RA 13-2011/5329");
  EXPECT_EQ(settings->submission.reference_code, "RU/APRF/45/1/337");
  EXPECT_EQ(settings->submission.status, "SUPPLEMENT");
  EXPECT_EQ(settings->submission.archival_creator.code, "M-1");
  EXPECT_TRUE(settings->submission.submitter.person);
  EXPECT_EQ(settings->submission.contacts.at(0).notes.at(0), "+7 000");
  ASSERT_EQ(settings->rights.size(), 2u);
  EXPECT_EQ(settings->rights[0].grants.at(0).restriction, "disallow");
  EXPECT_EQ(settings->rights[1].other_basis, "policy");
}

TEST(PackageSettingsTest, what_is_wrong_is_told_with_file_and_line) {
  for (const auto& [text, part] :
       {std::pair{"[submission]\nagreemnt = \"x\"\n", "s.toml:2: unknown key 'agreemnt'"},
        std::pair{"colour = 1\n", "s.toml:1: unknown key 'colour'"},
        std::pair{"[submission]\nstatus = \"OLD\"\n", "SUPPLEMENT"},
        std::pair{"[submission]\nsubmitter = { code = \"x\" }\n", "has no name"},
        std::pair{"[submission]\npreserver = { name = \"x\", person = true }\n", "no person"},
        std::pair{"[[rights]]\nbasis = \"copyright\"\n", "no status"},
        std::pair{"[[rights]]\nbasis = \"hearsay\"\n", "hearsay"},
        std::pair{"[package]\nsplit = \"many\"\n", "no size"},
        std::pair{"[package]\nsplit = 4\n", "text in quotes"}, std::pair{"[", "not TOML"}}) {
    const auto settings = whole(text);
    ASSERT_FALSE(settings) << text;
    EXPECT_EQ(settings.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(settings.error().text(), HasSubstr(part));
  }
}

TEST(PackageSettingsTest, a_policy_may_hold_them_but_no_reference_code) {
  const std::string head = "id = \"p\"\nversion = 1\n";
  const auto policy =
      parse_policy(head +
                       "[submission]\nagreement = \"A\"\n[rights]\nbasis = \"donor\"\n"
                       "[package]\nevent_times = \"exact\"\nsplit = \"1GiB\"\n",
                   "p.toml");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->packages.submission.agreement, "A");
  EXPECT_EQ(policy->packages.rights.at(0).other_basis, "donor");
  EXPECT_EQ(policy->packages.split_bytes, std::uint64_t{1} << 30);
  const auto refused = parse_policy(head + "[submission]\nreference_code = \"x\"\n", "p.toml");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("each item's own"));
}

TEST(PackageSettingsTest, the_nearer_word_counts) {
  PackageSettings near, far;
  near.submission.agreement = "near";
  far.submission.agreement = "far";
  far.submission.preserver.name = "archive";
  far.split_bytes = 7;
  const PackageSettings both = merged(near, far);
  EXPECT_EQ(both.submission.agreement, "near");
  EXPECT_EQ(both.submission.preserver.name, "archive");
  EXPECT_EQ(both.split_bytes, 7u);
}

TEST(ParseSize, knows_units_of_ten_and_of_two) {
  EXPECT_EQ(parse_size("1500000"), 1'500'000u);
  EXPECT_EQ(parse_size("4 GB"), 4'000'000'000u);
  EXPECT_EQ(parse_size("700MiB"), 700u << 20);
  for (const char* wrong : {"", "0", "GB", "4 XB", "-4", "4.5GB", "99999999999999 TB"}) {
    EXPECT_EQ(parse_size(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace delo
