// What profiles demand of a TIFF beyond its being valid.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "tests/support/tiff_builder.h"
#include "validators/tiff/tiff_profiles.h"
#include "validators/tiff/tiff_validator.h"

namespace delo {
namespace {

using tests::TiffBuilder;

Examination examine(const std::string& bytes, const std::string& profile) {
  auto result = validators::tiff::examine(MemorySource(bytes), *RelativePath::parse("leaf.tif"), {},
                                          {.profiles = {profile}});
  EXPECT_TRUE(result.has_value()) << result.error().text();
  return result ? std::move(*result) : Examination{};
}

bool finds(const Examination& examination, std::string_view rule) {
  return std::ranges::any_of(examination.findings,
                             [&](const Finding& finding) { return finding.rule == rule; });
}

// A TIFF that keeps to all three profiles and to every recommendation.
TiffBuilder model() {
  TiffBuilder b = tests::sound_tiff();
  b.set(254, 4, {0}).set(274, 3, {1}).set(284, 3, {1});
  b.set_bytes(270, 2, std::string("A leaf\0", 7)).set_bytes(33432, 2, std::string("None\0", 5));
  b.set_bytes(700, 1, tests::xmp_packet()).set_bytes(34675, 7, tests::gray_icc_profile());
  return b;
}

struct Breach {
  std::string profile;
  std::string rule;
  std::function<void(TiffBuilder&)> spoil;
};

std::vector<Breach> breaches() {
  const auto deflate = [](TiffBuilder& b) {
    b.set(259, 3, {8});
    b.pages[0].strips = {tests::deflated(tests::pixels(960)), tests::deflated(tests::pixels(960))};
  };
  const auto zstd = [](TiffBuilder& b) { b.set(259, 3, {50000}); };
  const auto mirror = [](TiffBuilder& b) { b.set(274, 3, {2}); };
  const auto no_resolution = [](TiffBuilder& b) { b.pages[0].remove(282); };
  const auto tiles = [](TiffBuilder& b) {
    b.pages[0].remove(278);
    b.pages[0].tiles = true;
    b.set(322, 4, {32}).set(323, 4, {32});
    b.pages[0].strips.assign(4, tests::pixels(32 * 32));
  };
  const auto deep = [](TiffBuilder& b) {
    b.set(258, 3, {16});
    b.pages[0].strips = {tests::pixels(1920), tests::pixels(1920)};
  };
  const auto raw = [](TiffBuilder& b) { b.set(262, 3, {32803}); };
  const auto with_sub = [](TiffBuilder& b) {
    tests::TiffIfd small = tests::sound_page(b);
    small.fields.push_back(b.field(254, 4, {1}));
    small.fields.push_back(b.field(284, 3, {1}));
    b.pages[0].sub = {small};
  };
  const auto big_strip = [](TiffBuilder& b) {
    b.set(257, 4, {2000}).set(278, 4, {2000});
    b.pages[0].strips = {tests::pixels(48 * 2000)};
  };
  return {
      {"tiff-baseline", "tiff.baseline.compression", deflate},
      {"tiff-baseline", "tiff.baseline.colour", deep},
      {"tiff-baseline", "tiff.baseline.layout", tiles},
      {"tiff-baseline", "tiff.baseline.layout", mirror},
      {"tiff-baseline", "tiff.baseline.resolution", no_resolution},
      {"tiff-baseline", "tiff.baseline.required-tags",
       [](TiffBuilder& b) { b.pages[0].remove(296); }},
      {"tiff-baseline", "tiff.baseline.required-tags",
       [](TiffBuilder& b) { b.pages[0].remove(259); }},
      {"tiff-baseline", "tiff.baseline.colour", [](TiffBuilder& b) { b.set(339, 3, {2}); }},
      {"tiff-extended", "tiff.extended.compression", zstd},
      {"tiff-extended", "tiff.extended.colour", raw},
      {"tiff-extended", "tiff.extended.resolution", no_resolution},
      {"ti-a", "tiff.ti-a.subfile-type", [](TiffBuilder& b) { b.pages[0].remove(254); }},
      {"ti-a", "tiff.ti-a.subfile-type", [](TiffBuilder& b) { b.set(254, 4, {2}); }},
      {"ti-a", "tiff.ti-a.strips", tiles},
      {"ti-a", "tiff.ti-a.mandatory-tags", [](TiffBuilder& b) { b.pages[0].remove(284); }},
      {"ti-a", "tiff.ti-a.compression", zstd},
      {"ti-a", "tiff.ti-a.colour", raw},
      {"ti-a", "tiff.ti-a.square-pixels", [](TiffBuilder& b) { b.set(283, 5, {150}); }},
      {"ti-a", "tiff.ti-a.orientation", mirror},
      {"ti-a", "tiff.ti-a.thumbnail", with_sub},
      {"ti-a", "tiff.ti-a.uncompressed", deflate},
      {"ti-a", "tiff.ti-a.recommended-tags", [](TiffBuilder& b) { b.pages[0].remove(700); }},
      {"ti-a", "tiff.ti-a.discouraged-tags", [](TiffBuilder& b) { b.set(266, 3, {1}); }},
      {"ti-a", "tiff.ti-a.strip-size", big_strip},
  };
}

TEST(tiff_profiles, a_model_tiff_keeps_to_all_of_them) {
  for (const std::string profile : {"tiff-baseline", "tiff-extended", "ti-a"}) {
    const Examination examination = examine(model().build(), profile);
    ASSERT_EQ(examination.profiles.size(), 1U);
    EXPECT_EQ(examination.profiles[0].name, profile);
    EXPECT_EQ(examination.profiles[0].validity, Validity::kValid) << profile;
    EXPECT_THAT(examination.findings, testing::IsEmpty()) << profile;
  }
}

TEST(tiff_profiles, each_breach_is_named_and_leaves_the_tiff_as_valid_as_it_was) {
  for (const Breach& breach : breaches()) {
    TiffBuilder b = model();
    breach.spoil(b);
    const std::string bytes = b.build();
    const Examination examination = examine(bytes, breach.profile);
    EXPECT_TRUE(finds(examination, breach.rule)) << breach.rule;
    const auto& rules = validators::tiff::profile_rules();
    const auto rule = std::ranges::find(rules, breach.rule, &Rule::id);
    ASSERT_NE(rule, rules.end()) << breach.rule;
    if (rule->severity == Severity::kWarning) {
      EXPECT_EQ(examination.profiles[0].validity, Validity::kInvalid) << breach.rule;
    } else if (examination.validity == Validity::kValid) {
      EXPECT_EQ(examination.profiles[0].validity, Validity::kValid) << breach.rule;
    }
    EXPECT_EQ(examination.validity, examine(bytes, "pdfa-1b").validity) << breach.rule;
  }
}

TEST(tiff_profiles, of_classic_tiff_refuse_a_bigtiff) {
  TiffBuilder b = model();
  b.big_tiff = true;
  for (const std::string profile : {"tiff-baseline", "tiff-extended"}) {
    const Examination examination = examine(b.build(), profile);
    EXPECT_TRUE(finds(examination, profile == "tiff-baseline" ? "tiff.baseline.classic"
                                                              : "tiff.extended.classic"));
    EXPECT_EQ(examination.profiles[0].validity, Validity::kInvalid);
    EXPECT_EQ(examination.validity, Validity::kValid);
  }
}

TEST(tiff_profiles, each_rule_has_a_case) {
  std::set<std::string, std::less<>> tried = {"tiff.baseline.classic", "tiff.extended.classic"};
  for (const Breach& breach : breaches()) tried.insert(breach.rule);
  for (const Rule& rule : validators::tiff::profile_rules()) {
    EXPECT_TRUE(tried.contains(rule.id)) << rule.id;
  }
}

TEST(tiff_profiles, a_broken_tiff_keeps_to_none) {
  TiffBuilder b = model();
  b.pages[0].remove(256);
  EXPECT_EQ(examine(b.build(), "ti-a").profiles[0].validity, Validity::kInvalid);
  EXPECT_EQ(examine("II", "ti-a").profiles[0].validity, Validity::kInvalid);
}

TEST(tiff_profiles, of_other_formats_are_none_of_our_business) {
  EXPECT_THAT(examine(model().build(), "pdfa-1b").profiles, testing::IsEmpty());
}

}  // namespace
}  // namespace delo
