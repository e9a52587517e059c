#include "ingest/reports/contact_sheet.h"

#include <gtest/gtest.h>

#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

// "37 38 (39) 40": what lies on the sheet, missing leaves in brackets.
std::string sheet_of(const ItemRecord& item) {
  std::string out;
  const std::vector<SheetPlace> places = lay_out(item).value();
  for (const SheetPlace& place : places) {
    if (!out.empty()) out += ' ';
    const std::string label = place.is_leaf ? place.leaf.label() : "picture";
    out += place.file ? label : "(" + label + ")";
  }
  return out;
}

TEST(ContactSheet, leaves_lie_in_leaf_order) {
  EXPECT_EQ(sheet_of(telegram({40, 38, 37, 39})), "37 38 39 40");
}

TEST(ContactSheet, a_missing_leaf_has_its_empty_place) {
  EXPECT_EQ(sheet_of(telegram({37, 38, 40})), "37 38 (39) 40");
}

TEST(ContactSheet, a_verso_follows_its_recto) {
  ItemRecord item = telegram({37, 38, 39, 40});
  change_files(item, [](auto& files) { files.push_back(scan(38, Side::kVerso)); });
  EXPECT_EQ(sheet_of(item), "37 38 38ob 39 40");
}

TEST(ContactSheet, without_a_reference_holes_in_the_numbering_show) {
  ItemRecord item = telegram({3, 4, 7});
  item.reference = {};
  EXPECT_EQ(sheet_of(item), "3 4 (5) (6) 7");
}

TEST(ContactSheet, numbers_far_apart_are_no_numbering) {
  ItemRecord item = telegram({1, 2000000000});
  item.reference = {};
  EXPECT_EQ(sheet_of(item), "1 2000000000");
}

TEST(ContactSheet, empty_places_are_never_more_than_a_page_holds) {
  ItemRecord item = telegram({});
  item.reference.leaves.clear();
  for (int n = 1; n <= 5000; ++n) item.reference.leaves.push_back(Leaf{.number = n});
  EXPECT_EQ(lay_out(item)->size(), 200u);
}

TEST(ContactSheet, pictures_of_other_files_come_last) {
  ItemRecord item = telegram({37, 38, 39, 40});
  change_files(item, [](auto& files) { files[4].examination.thumbnail = "jpeg"; });
  EXPECT_EQ(sheet_of(item), "37 38 39 40 picture");
}

}  // namespace
}  // namespace delo::ingest::test
