#include "validators/leaves/leaf_sequence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace delo::validators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// An item with these master files.
Item item(std::string_view reference, std::vector<std::string> names) {
  Item out;
  if (!reference.empty()) out.reference = *parse_reference(reference);
  for (const std::string& name : names) {
    FileObject file;
    file.path = RelativePath::parse(name).value();
    file.role = FileRole::kMaster;
    file.leaf = leaf_of_file_name(file.path.name());
    out.files.push_back(std::move(file));
  }
  return out;
}

constexpr std::string_view kReference = "APRF, f. 45, op. 1, d. 337, ll. 37-40";

std::vector<std::string> rules(const Item& of) {
  std::vector<std::string> out;
  for (const Finding& f : check_leaf_sequence(of)) out.push_back(f.rule);
  return out;
}

std::string first_message(const Item& of) {
  const auto findings = check_leaf_sequence(of);
  return findings.empty() ? "" : findings.front().message;
}

TEST(LeafSequence, all_named_leaves_once_is_nothing_to_say) {
  EXPECT_THAT(rules(item(kReference, {"0037.tif", "0038.tif", "0039.tif", "0040.tif"})), IsEmpty());
  EXPECT_THAT(
      rules(item(kReference, {"37.tif", "37ob.tif", "38.tif", "39.tif", "39v.tif", "40.tif"})),
      IsEmpty());
}

TEST(LeafSequence, a_missing_leaf_is_named_with_what_is_there) {
  const Item of = item(kReference, {"0037.tif", "0038.tif", "0040.tif"});
  EXPECT_THAT(rules(of), ElementsAre("leaves.missing"));
  EXPECT_EQ(first_message(of),
            "leaf 39 is missing: the reference names ll. 37-40, files are there for 37, 38, 40");
  EXPECT_EQ(check_leaf_sequence(of)[0].where.part, "l. 39");
}

TEST(LeafSequence, several_missing_leaves_are_one_finding) {
  const Item of = item("f. 1, op. 1, d. 1, ll. 1-300", {"1.tif", "300.tif"});
  EXPECT_THAT(rules(of), ElementsAre("leaves.missing"));
  EXPECT_THAT(first_message(of), HasSubstr("leaves 2-299 are missing"));
}

TEST(LeafSequence, a_reference_that_names_versos_wants_them) {
  EXPECT_THAT(rules(item("f. 1, op. 1, d. 1, ll. 5-6ob", {"5.tif", "5ob.tif", "6.tif"})),
              ElementsAre("leaves.missing"));
  EXPECT_THAT(rules(item("f. 1, op. 1, d. 1, ll. 5-6ob", {"5.tif", "5ob.tif", "6.tif", "6ob.tif"})),
              IsEmpty());
  EXPECT_THAT(rules(item("f. 1, op. 1, d. 1, l. 5ob", {"5ob.tif"})), IsEmpty());
}

TEST(LeafSequence, two_master_files_for_one_side_are_a_double) {
  const Item of = item(kReference, {"0037.tif", "0038.tif", "0039.tif", "0040.tif", "b/39.tif"});
  EXPECT_THAT(rules(of), ElementsAre("leaves.duplicate"));
  EXPECT_EQ(first_message(of), "leaf 39 has 2 master files: 0039.tif, b/39.tif");
  EXPECT_EQ(check_leaf_sequence(of)[0].where.path.text(), "b/39.tif");
}

TEST(LeafSequence, a_leaf_outside_the_reference_is_a_stray) {
  const Item of = item(kReference, {"0037.tif", "0038.tif", "0039.tif", "0040.tif", "0041.tif"});
  EXPECT_THAT(rules(of), ElementsAre("leaves.unexpected"));
  EXPECT_EQ(first_message(of), "0041.tif is of leaf 41, the reference names ll. 37-40");
  EXPECT_THAT(
      rules(item(kReference, {"0037.tif", "0037a.tif", "0038.tif", "0039.tif", "0040.tif"})),
      ElementsAre("leaves.unexpected"));
}

TEST(LeafSequence, a_verso_without_its_recto_is_told) {
  EXPECT_THAT(rules(item("", {"1.tif", "2ob.tif", "3.tif"})),
              ElementsAre("leaves.verso-without-recto"));
  EXPECT_THAT(rules(item("", {"1.tif", "2.tif", "2ob.tif", "3.tif"})), IsEmpty());
  EXPECT_THAT(rules(item(kReference, {"37.tif", "38ob.tif", "39.tif", "40.tif"})),
              ElementsAre("leaves.missing", "leaves.verso-without-recto"));
}

TEST(LeafSequence, without_leaves_in_the_reference_the_numbers_must_follow_each_other) {
  const Item of = item("APRF, f. 45, op. 1, d. 337", {"1.tif", "2.tif", "4.tif", "9.tif"});
  EXPECT_THAT(rules(of), ElementsAre("leaves.gap-in-sequence", "leaves.gap-in-sequence"));
  EXPECT_EQ(first_message(of), "leaf 3 is not there: leaf 2 is followed by leaf 4");
  EXPECT_EQ(check_leaf_sequence(of)[1].message,
            "leaves 5-8 are not there: leaf 4 is followed by leaf 9");
  EXPECT_THAT(rules(item("", {"12.tif", "12ob.tif", "12a.tif", "12b.tif", "13.tif"})), IsEmpty());
  EXPECT_THAT(rules(item("", {"12.tif", "12b.tif", "13.tif"})),
              ElementsAre("leaves.gap-in-sequence"));
}

TEST(LeafSequence, files_that_do_not_say_their_leaf_are_told) {
  EXPECT_THAT(rules(item(kReference, {"IMG_0001.tif", "IMG_0002.tif"})),
              ElementsAre("leaves.unnumbered"));
  EXPECT_THAT(rules(item("", {"1.tif", "cover.tif", "2.tif"})), ElementsAre("leaves.unnumbered"));
  EXPECT_THAT(rules(item(kReference, {})), ElementsAre("leaves.unnumbered"));
  EXPECT_THAT(rules(item("", {})), IsEmpty());
}

TEST(LeafSequence, files_that_are_no_masters_do_not_count) {
  Item of = item(kReference, {"0037.tif", "0038.tif", "0039.tif", "0040.tif", "access/39.tif"});
  of.files.back().role = FileRole::kAccess;
  EXPECT_THAT(rules(of), IsEmpty());
}

TEST(LeafSequence, the_declared_number_of_leaves_is_compared) {
  Item of = item("", {"1.tif", "1ob.tif", "2.tif", "3.tif"});
  of.descriptions.push_back({.path = {}, .elements = {{"dcterms.extent", "4 л."}}});
  EXPECT_THAT(rules(of), ElementsAre("leaves.declared-count"));
  EXPECT_EQ(first_message(of),
            "the description declares 4 leaves (dcterms.extent: 4 л.), files are there for 3");
  for (const char* value : {"3 leaves", "3 листа", "Листов: 3", "300 dpi", "1 volume (3 ll.)"}) {
    of.descriptions[0].elements[0].value = value;
    EXPECT_THAT(rules(of), IsEmpty()) << value;
  }
}

TEST(LeafSequence, twenty_thousand_files_are_a_matter_of_milliseconds) {
  std::vector<std::string> names;
  for (int i = 1; i <= 20000; i += 2) names.push_back(std::to_string(i) + ".tif");
  EXPECT_EQ(rules(item("", names)).size(), 21U);
}

}  // namespace
}  // namespace delo::validators
