#include "core/records/leaf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace delo {
namespace {

std::string leaf(std::string_view text) {
  const auto found = parse_leaf(text);
  return found ? found->label() : "none";
}

std::string of_file(std::string_view name) {
  const auto found = leaf_of_file_name(name);
  return found ? found->label() : "none";
}

TEST(Leaf, every_way_to_write_a_side_is_read) {
  for (const char* text : {"37", "л. 37", "л.37", "Л. 37", "l. 37", "l37", "leaf 37", "арк. 37",
                           "0037", "лист 37", "37r", "ll. 37", "37."}) {
    EXPECT_EQ(leaf(text), "37") << text;
  }
  for (const char* text : {"37ob", "37 ob.", "37об", "37 об.", "л. 37 об.", "l. 37ob", "37v",
                           "37 verso", "0037v", "арк. 37 зв.", "37.об", "37 (об.)", "Л. 37 ОБ."}) {
    EXPECT_EQ(leaf(text), "37ob") << text;
  }
  for (const char* text : {"37а", "37a", "37-а", "37 а", "л. 37а", "37А"}) {
    EXPECT_EQ(leaf(text), "37a") << text;
  }
  for (const char* text : {"37а об", "37аоб", "37aob", "л. 37а об.", "37av", "37-а об."}) {
    EXPECT_EQ(leaf(text), "37aob") << text;
  }
}

TEST(Leaf, a_cyrillic_letter_is_told_from_a_latin_verso_mark) {
  EXPECT_EQ(parse_leaf("37v")->side, Side::kVerso);
  const auto lettered = parse_leaf("37в");
  EXPECT_EQ(lettered->letter, "v");
  EXPECT_EQ(lettered->side, Side::kRecto);
  EXPECT_EQ(leaf_of_label(lettered->label()), lettered);
}

TEST(Leaf, letters_typed_on_the_wrong_keyboard_are_what_they_look_like) {
  EXPECT_EQ(leaf("л. 37c"), "37s");  // a Latin c in a Russian text is an es
  EXPECT_EQ(leaf("l. 37c"), "37c");
  EXPECT_EQ(leaf("л. 37 oб."), "37ob");  // o is Latin
}

TEST(Leaf, what_is_no_single_leaf_is_none) {
  for (const char* text : {"", "об", "37-40", "37, 38", "d. 37", "thirty-seven", "37доп", "l.",
                           "12345678901", "л. 37 40", "-1", "\xff\xfe", "37\xff"}) {
    EXPECT_EQ(leaf(text), "none") << text;
  }
}

TEST(Leaf, labels_are_read_back_and_nothing_else) {
  for (const char* label : {"1", "37", "37ob", "37a", "37aob", "37zh", "0"}) {
    ASSERT_TRUE(leaf_of_label(label)) << label;
    EXPECT_EQ(leaf_of_label(label)->label(), label);
  }
  for (const char* label : {"", "ob", "37 ob", "37OB", "37-", "1234567890", "37verso"}) {
    EXPECT_FALSE(leaf_of_label(label)) << label;
  }
}

TEST(Leaf, reading_order_is_number_letter_side) {
  std::vector<Leaf> leaves;
  for (const char* text : {"38", "37в", "37г об", "37г", "37б", "37 об", "37а об", "37а", "37"}) {
    leaves.push_back(*parse_leaf(text));
  }
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  std::string order;
  for (const Leaf& l : leaves) order += l.label() + " ";
  EXPECT_EQ(order, "37 37ob 37a 37aob 37b 37v 37g 37gob 38 ");
}

TEST(LeafOfFileName, numbers_letters_and_sides_of_usual_names_are_read) {
  EXPECT_EQ(of_file("0037.tif"), "37");
  EXPECT_EQ(of_file("37.tiff"), "37");
  EXPECT_EQ(of_file("0037ob.tif"), "37ob");
  EXPECT_EQ(of_file("0037_ob.tif"), "37ob");
  EXPECT_EQ(of_file("0037-ob.tif"), "37ob");
  EXPECT_EQ(of_file("0037об.tif"), "37ob");
  EXPECT_EQ(of_file("0037_об.tif"), "37ob");
  EXPECT_EQ(of_file("37v.tif"), "37ob");
  EXPECT_EQ(of_file("37r.tif"), "37");
  EXPECT_EQ(of_file("0037a.tif"), "37a");
  EXPECT_EQ(of_file("0037а_об.tif"), "37aob");
  EXPECT_EQ(of_file("GARF_f1235_op1_d16_l0005ob.tif"), "5ob");
  EXPECT_EQ(of_file("leaf-01.tif"), "1");
  EXPECT_EQ(of_file("leaf_12_ob.jpg"), "12ob");
  EXPECT_EQ(of_file("л. 0012 об.tif"), "12ob");
  EXPECT_EQ(of_file("л. 0012 об"), "12ob");
  EXPECT_EQ(of_file("лист5.tif"), "5");
  EXPECT_EQ(of_file("APRF_f45_op1_d337_0037.tif"), "37");
  EXPECT_EQ(of_file("f045/op1/d337/0040.tif"), "40");
}

TEST(LeafOfFileName, frame_counters_dates_and_ranges_speak_of_no_leaf) {
  for (const char* name : {"IMG_0001.tif",
                           "DSC00012.jpg",
                           "DSC_0012.JPG",
                           "scan_0001.tif",
                           "scan0001.tif",
                           "page_3.tif",
                           "image12.png",
                           "leaves.pdf",
                           "d337.pdf",
                           "metadata.csv",
                           "checksum.sha256",
                           "transcription_ru.txt",
                           "f45.tif",
                           "20240115.tif",
                           "2024-01-15.tif",
                           "0037-0040.pdf",
                           "ll37-40.pdf",
                           "0037_1.tif",
                           "0037 (2).tif",
                           "l10n.txt",
                           "sha256",
                           "",
                           ".tif",
                           "GARF_f1235_op1_d16.pdf",
                           "final5.tif",
                           "\xee\xe1.tif"}) {
    EXPECT_EQ(of_file(name), "none") << name;
  }
}

}  // namespace
}  // namespace delo
