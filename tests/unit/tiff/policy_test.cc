// From the bytes of a TIFF to what a policy thinks of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policies/decide.h"
#include "policies/policy_file.h"
#include "tests/support/tiff_builder.h"
#include "validators/tiff/tiff_validator.h"

namespace delo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::TiffBuilder;

// The rules of a policy's expectations that a TIFF does not meet.
std::vector<std::string> disappoints(const Policy& policy, TiffBuilder& b) {
  const auto path = *RelativePath::parse("0037.tif");
  const auto bytes = b.build();
  const auto examination =
      validators::tiff::examine(MemorySource(bytes), path, {.puid = "fmt/353", .name = "TIFF"}, {});
  EXPECT_TRUE(examination.has_value());
  const FileObject master{.path = path, .role = FileRole::kMaster};
  std::vector<std::string> out;
  for (const Finding& finding : check_expectations(policy, master, *examination)) {
    out.push_back(finding.rule);
  }
  return out;
}

Policy built_in(const std::string& name) {
  auto policy = find_policy(name);
  EXPECT_TRUE(policy) << policy.error().text();
  return policy ? std::move(policy).value() : Policy{};
}

Policy policy_with(const std::string& expectations) {
  auto policy = parse_policy("id = \"p\"\nversion = 1\n[expect]\n" + expectations, "p.toml");
  EXPECT_TRUE(policy) << policy.error().text();
  return policy ? std::move(policy).value() : Policy{};
}

TEST(tiff_policy, a_master_of_400_ppi_without_loss_is_as_expected) {
  const Policy masters = built_in("scans-master-tiff");
  for (const std::uint16_t compression : {std::uint16_t{1}, std::uint16_t{5}, std::uint16_t{8}}) {
    TiffBuilder b = tests::sound_tiff_of(compression);
    b.set(282, 5, {400}).set(283, 5, {400});
    EXPECT_THAT(disappoints(masters, b), IsEmpty()) << compression;
  }
}

TEST(tiff_policy, a_resolution_in_centimetres_is_the_same_resolution) {
  const Policy masters = built_in("scans-master-tiff");
  TiffBuilder b = tests::sound_tiff();
  b.set(282, 5, {158}).set(283, 5, {158}).set(296, 3, {3});  // 401 ppi
  EXPECT_THAT(disappoints(masters, b), IsEmpty());
  b.set(296, 3, {2});
  EXPECT_THAT(disappoints(masters, b), ElementsAre("policy.expect.resolution_ppi"));
}

TEST(tiff_policy, what_the_contract_does_not_allow_is_named) {
  const Policy masters = built_in("scans-master-tiff");
  TiffBuilder coarse = tests::sound_tiff();
  EXPECT_THAT(disappoints(masters, coarse), ElementsAre("policy.expect.resolution_ppi"));
  TiffBuilder unknown = tests::sound_tiff();
  unknown.pages[0].remove(282).remove(283);
  EXPECT_THAT(disappoints(masters, unknown), ElementsAre("policy.expect.resolution_ppi"));
  TiffBuilder lossy = tests::sound_tiff_of(7);
  lossy.set(282, 5, {400}).set(283, 5, {400});
  EXPECT_THAT(disappoints(masters, lossy), ElementsAre("policy.expect.compression"));
  TiffBuilder bitonal = tests::sound_tiff_of(4);
  bitonal.set(282, 5, {400}).set(283, 5, {400});
  EXPECT_THAT(
      disappoints(masters, bitonal),
      testing::UnorderedElementsAre("policy.expect.bits_per_sample", "policy.expect.compression"));
}

TEST(tiff_policy, a_colour_profile_can_be_asked_for) {
  const Policy any = policy_with("icc = [\"any\"]\n");
  const Policy named = policy_with("icc = [\"eciRGB v2\"]\n");
  TiffBuilder b = tests::sound_tiff();
  EXPECT_THAT(disappoints(any, b), ElementsAre("policy.expect.icc"));
  b.set_bytes(34675, 7, tests::gray_icc_profile());
  EXPECT_THAT(disappoints(any, b), IsEmpty());
  EXPECT_THAT(disappoints(named, b), ElementsAre("policy.expect.icc"));
}

TEST(tiff_policy, every_page_is_expected_to_be_so) {
  const Policy deep = policy_with("bits_per_sample = [8]\nphotometric = [\"min-is-black\"]\n");
  TiffBuilder b = tests::sound_tiff();
  b.pages.push_back(tests::sound_page(b, 3));
  EXPECT_THAT(disappoints(deep, b), ElementsAre("policy.expect.photometric"));
}

}  // namespace
}  // namespace delo
