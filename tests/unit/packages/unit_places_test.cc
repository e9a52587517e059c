#include "packages/descriptive/unit_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace delo::packages {
namespace {

using testing::IsEmpty;

std::string cut(const std::string& xml, std::vector<std::uint64_t> path, bool whole,
                DescriptionForm form = DescriptionForm::kEad) {
  const auto places =
      UnitPlaces::read(MemorySource(std::string_view(xml)), form, {path.begin(), path.end()});
  EXPECT_TRUE(places) << (places ? "" : places.error().text());
  std::string out;
  for (const ByteRange& range : places->excerpt(path, whole)) {
    out += xml.substr(range.begin, range.end - range.begin);
  }
  return out;
}

const std::string kAid =
    "<?xml version='1.0'?>\n<!DOCTYPE ead [<!-- it's --> <!ELEMENT ead ANY>]>\n"
    "<ead><eadheader><c>no unit</c></eadheader>\n"
    "<archdesc level='fonds'><did><unitid>45</unitid></did>\n"
    "<dsc>\n"
    " <c01 a='>'><did><unitid>1</unitid></did>\n"
    "  <c02><did>337</did><!-- <c02> --><c03>leaf</c03></c02>\n"
    "  <c02><did>338</did><![CDATA[</c02>]]></c02>\n"
    "  <x:c02 xmlns:x='urn:x'/>\n"
    "  <p>After</p>\n"
    " </c01>\n"
    " <c01><did>2</did></c01>\n"
    "</dsc><dsc><c01/></dsc></archdesc></ead>\n";

TEST(UnitPlaces, a_unit_is_cut_out_with_those_above_and_below_it_byte_for_byte) {
  EXPECT_EQ(cut(kAid, {1, 2, 3}, true),
            "<?xml version='1.0'?>\n<!DOCTYPE ead [<!-- it's --> <!ELEMENT ead ANY>]>\n"
            "<ead><eadheader><c>no unit</c></eadheader>\n"
            "<archdesc level='fonds'><did><unitid>45</unitid></did>\n"
            "<dsc>\n <c01 a='>'><did><unitid>1</unitid></did>\n  "
            "<c02><did>337</did><!-- <c02> --><c03>leaf</c03></c02>\n  <p>After</p>\n </c01>\n"
            "</dsc></archdesc></ead>\n");
}

TEST(UnitPlaces, of_levels_alone_no_unit_and_no_list_of_units_is_kept) {
  const std::string cut_out = cut(kAid, {1}, false);
  EXPECT_EQ(cut_out.find("dsc>"), std::string::npos) << cut_out;
  EXPECT_NE(cut_out.find("<unitid>45</unitid></did>"), std::string::npos);
  EXPECT_TRUE(cut_out.ends_with("</archdesc></ead>\n")) << cut_out;
}

TEST(UnitPlaces, an_empty_unit_and_one_in_a_later_list_are_found) {
  EXPECT_NE(cut(kAid, {1, 2, 6}, true).find("<x:c02 xmlns:x='urn:x'/>"), std::string::npos);
  const std::string last = cut(kAid, {1, 8}, true);
  EXPECT_NE(last.find("</did>\n<dsc><c01/></dsc></archdesc>"), std::string::npos) << last;
}

TEST(UnitPlaces, units_are_numbered_as_the_reader_of_descriptions_does) {
  std::vector<std::uint64_t> numbers;
  const auto document =
      read_description(MemorySource(std::string_view(kAid)),
                       [&](const EadUnit& unit) { numbers.push_back(unit.numbers.back()); });
  ASSERT_TRUE(document);
  const auto places =
      UnitPlaces::read(MemorySource(std::string_view(kAid)), DescriptionForm::kEad, {});
  ASSERT_TRUE(places);
  EXPECT_EQ(places->units(), document->units);
  EXPECT_EQ(numbers.size(), document->units);
}

TEST(UnitPlaces, a_record_of_a_collection_is_cut_out) {
  EXPECT_EQ(cut("<modsCollection>\n<mods>a</mods>\n<mods>b<mods/></mods>\n</modsCollection>", {2},
                true, DescriptionForm::kMods),
            "<modsCollection>\n<mods>b<mods/></mods>\n</modsCollection>");
}

TEST(UnitPlaces, utf_16_is_read_by_its_units) {
  const auto wide = [](std::string_view text) {
    std::string out = "\xFF\xFE";
    for (const char c : text) out += std::string(1, c) + '\0';
    return out;
  };
  EXPECT_EQ(cut(wide("<ead><archdesc><dsc><c>a</c><c>b</c></dsc></archdesc></ead>"), {1, 3}, true),
            wide("<ead><archdesc><dsc><c>b</c></dsc></archdesc></ead>"));
}

TEST(UnitPlaces, what_was_not_wanted_has_no_excerpt) {
  const auto places =
      UnitPlaces::read(MemorySource(std::string_view(kAid)), DescriptionForm::kEad, {1});
  ASSERT_TRUE(places);
  const std::vector<std::uint64_t> path = {1, 2};
  EXPECT_THAT(places->excerpt(path, true), IsEmpty());
}

}  // namespace
}  // namespace delo::packages
