// What came of comparing the leaves that an item should have with those it has.
#pragma once

#include <string>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/records/leaf.h"
#include "core/text/json.h"

namespace delo {

struct LeafAccount {
  // In reading order; a verso that is welcome and not asked for is only present.
  std::vector<Leaf> expected, present, missing, doubled, unexpected;
  std::vector<Leaf> blank;  // declared so, that need no scan
  std::vector<RelativePath> unnumbered;  // master files that don't say their leaf
  // "ll. 37–40 of 4: have 37, 38, 40; missing 39; the PDF has 4 pages, its page 3 has no
  // scan; the transcription has 4 sheets".  Empty where nothing can be said.
  std::string summary;
  bool empty() const { return summary.empty() && expected.empty() && present.empty(); }
};

Json to_json(const LeafAccount& account);
LeafAccount leaf_account_from(const Json& json);

}  // namespace delo
