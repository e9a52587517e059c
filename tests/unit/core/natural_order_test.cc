#include "core/text/natural_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace delo {
namespace {

TEST(NaturalOrder, numbers_in_names_are_numbers) {
  std::vector<std::string> names = {"p10.tif",      "p2.tif",      "p1.tif",   "10/s1.tif",
                                    "2/s1.tif",     "p1-2.tif",    "IMG_0010", "img_9.tif",
                                    "д 12/л10.tif", "д 12/л9.tif", "a/p2.tif", "a b/p1.tif"};
  std::ranges::stable_sort(
      names, [](const std::string& a, const std::string& b) { return natural_order(a, b) < 0; });
  EXPECT_EQ(names, (std::vector<std::string>{"2/s1.tif", "10/s1.tif", "a/p2.tif", "a b/p1.tif",
                                             "img_9.tif", "IMG_0010", "p1.tif", "p1-2.tif",
                                             "p2.tif", "p10.tif", "д 12/л9.tif", "д 12/л10.tif"}));
}

TEST(NaturalOrder, zeros_in_front_and_case_decide_nothing) {
  EXPECT_TRUE(natural_order("p1.tif", "P01.TIF") == 0);
  EXPECT_TRUE(natural_order("p1.tif", "p1.tiff") < 0);
  EXPECT_TRUE(natural_order("p1a.tif", "p1.tif") > 0);
  EXPECT_TRUE(natural_order("", "") == 0);
  const std::string long_number(10'000, '9');
  EXPECT_TRUE(natural_order(long_number, long_number + "9") < 0);
}

}  // namespace
}  // namespace delo
