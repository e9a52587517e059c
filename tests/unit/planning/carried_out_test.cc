// A plan is carried out on what was planned, and on nothing else.
#include <gmock/gmock.h>

#include "tests/unit/planning/plan_and_ingest.h"

namespace delo::ingest::tests_of_planning {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CarriedOut : public PlanAndIngest {
 protected:
  CarriedOut() {
    for (const char* item : {"APRF_f45_op1_d1", "APRF_f45_op1_d2"}) {
      for (const char* leaf : {"/0001.tif", "/0002.tif"}) {
        batch_.file(std::string(item) + leaf, tiff(++last_));
      }
    }
  }

  char last_ = 'a';
};

TEST_F(CarriedOut, what_nobody_touched_is_taken) {
  plan();
  const auto items = ingest(true);
  EXPECT_EQ(error_, "");
  ASSERT_EQ(items.size(), 2u);
  for (const ItemRecord& item : items) {
    EXPECT_EQ(item.verdict, Verdict::kAccept);
    EXPECT_THAT(rules_of(item.findings), testing::Not(Contains("plan.changed")));
  }
}

TEST_F(CarriedOut, an_item_that_changes_during_the_run_is_left_unread) {
  plan();
  bool changed = false;
  const auto items = ingest(true, [&]() {
    if (std::exchange(changed, true)) return;
    batch_.flip("APRF_f45_op1_d2/0001.tif", 200).file("APRF_f45_op1_d2/0003.tif", tiff('x'));
    batch_.remove("APRF_f45_op1_d2/0002.tif");
  });
  EXPECT_EQ(error_, "");
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].verdict, Verdict::kAccept);
  EXPECT_EQ(items[1].verdict, Verdict::kReject);
  EXPECT_TRUE(items[1].package.empty());
  EXPECT_EQ(items[1].bytes, 0u);
  ASSERT_THAT(rules_of(items[1].findings),
              ElementsAre("plan.changed", "plan.changed", "plan.changed"));
  EXPECT_EQ(items[1].findings[0].where.path.text(), "0001.tif");
  EXPECT_THAT(items[1].findings[0].message, HasSubstr("touched"));
  EXPECT_THAT(items[1].findings[1].message, HasSubstr("removed"));
  EXPECT_THAT(items[1].findings[2].message, HasSubstr("added"));
}

TEST_F(CarriedOut, an_item_that_changes_while_it_is_read_is_not_kept) {
  plan();
  int reads = 0;
  progress_.on_read = [&]() {
    if (reads++ == 0) batch_.file("APRF_f45_op1_d1/0001ob.tif", tiff('y'));
  };
  const auto items = ingest(true);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].verdict, Verdict::kReject);
  EXPECT_THAT(rules_of(items[0].findings), ElementsAre("plan.changed"));
  EXPECT_EQ(items[1].verdict, Verdict::kAccept);
  EXPECT_EQ(open(holdings::Access::kRead)->find(items[1].package).value()->summary.item.value,
            "APRF_f45_op1_d2");
}

// What somebody wrote with the times set back is told by the time of the change itself.
TEST_F(CarriedOut, bytes_that_change_under_the_same_size_and_time_are_told) {
  plan();
  const auto before = std::filesystem::last_write_time(batch_.at("APRF_f45_op1_d2/0001.tif"));
  batch_.flip("APRF_f45_op1_d2/0001.tif", 200);
  std::filesystem::last_write_time(batch_.at("APRF_f45_op1_d2/0001.tif"), before);
  EXPECT_THAT(ingest(true), IsEmpty());
  EXPECT_THAT(told_, ElementsAre(HasSubstr("touched: APRF_f45_op1_d2/0001.tif")));
}

constexpr const char* kAid =
    "<?xml version=\"1.0\"?><ead xmlns=\"urn:isbn:1-931666-22-9\"><eadheader><eadid>x</eadid>"
    "<filedesc><titlestmt><titleproper>t</titleproper></titlestmt></filedesc></eadheader>"
    "<archdesc level=\"fonds\"><did><unitid>APRF f. 45</unitid><unittitle>FONDS</unittitle></did>"
    "<dsc type=\"combined\"><c level=\"series\"><did><unitid>APRF f. 45 op. 1</unitid>"
    "<unittitle>Opis</unittitle></did><c level=\"file\"><did>"
    "<unitid>APRF, f. 45, op. 1, d. 1</unitid><unittitle>DELO</unittitle></did>REST</c></c>"
    "</dsc></archdesc></ead>";

std::string aid(const std::string& fonds, const std::string& rest) {
  std::string out = kAid;
  out.replace(out.find("REST"), 4, rest);
  return out.replace(out.find("FONDS"), 5, fonds);
}

TEST_F(CarriedOut, a_finding_aid_beside_the_items_says_what_it_said_when_it_was_planned) {
  batch_.file("ead.xml", aid("Stalin", ""));
  plan();
  for (const std::string& later :
       {aid("Lenin!", ""),
        aid("Stalin", "<accessrestrict><p>CLOSED UNTIL 2050</p></accessrestrict>")}) {
    batch_.file("ead.xml", later);
    EXPECT_THAT(ingest(true), IsEmpty());
    EXPECT_THAT(told_, Contains(HasSubstr("item APRF_f45_op1_d1: what its lists")));
  }
  batch_.file("ead.xml", aid("Stalin", ""));
  EXPECT_EQ(ingest(true).size(), 2u);
}

}  // namespace
}  // namespace delo::ingest::tests_of_planning
