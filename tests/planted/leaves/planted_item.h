// Items with planted faults of their leaves, from a seed: what is on disk, and exactly what is
// to be found.  What is expected follows from what was planted, never from the code under test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/records/leaf_naming.h"

namespace delo::tests {

// How the files of an item tell their leaves.
enum class Scheme : std::uint8_t {
  kPlain,        // 0037.tif, 0037ob.tif
  kUnderscore,   // 0037_ob.tif
  kCyrillic,     // 0037об.tif
  kLatinV,       // 37v.tif
  kLong,         // GARF_f1235_op1_d16_l0037ob.tif
  kVersoLetter,  // 0037a.tif, 0037b.tif: the policy says that b is the back
  kHalves,       // 0037_1.tif, 0037_2.tif: the policy says that 2 is the back
  kFrames,       // IMG_0001.tif, or IMG_9.tif, and frames.csv
  kFramePages,   // roll_9.tif of several pages, and frames.csv with the column page
  kSpreads,      // 0037-0038.tif
  kTiffCarrier,  // leaves.tif of many pages, or part1.tif … part11.tif
  kPdfCarrier,   // leaves.pdf and no master
};

struct PlantedItem {
  LeafPolicy policy;
  std::map<std::string, std::string> files;  // path → content
  std::multiset<std::string> expected;       // "leaves.missing l. 39", "leaves.swapped l. 38"
  std::map<std::string, std::string> shows;  // path → the leaf that it, or its page 1, shows
  std::vector<std::string> planted;          // the faults, for messages
};

// `faults`: 0 for a sound one, else how many are planted.  The same seed, the same item.
PlantedItem planted_item(std::uint32_t seed, int faults);

// The stand-in of a scan: "pages 3 blank 2".  Examination is not what is tested.
struct PlantedPages {
  std::uint32_t pages = 0;
  std::set<std::uint32_t> blank;
};
PlantedPages planted_pages(const std::string& content);

}  // namespace delo::tests
