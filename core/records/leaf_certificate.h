// What the лист-заверитель of a delo certifies: "В деле подшито и пронумеровано 158
// листов, с № 1 по № 156, в том числе литерные 12а, 12б, пропущенные —, + листов внутренней
// описи 2".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/records/leaf.h"

namespace delo {

// What is not said is empty; a list that is said to be empty is there, and empty.
struct LeafCertificate {
  std::optional<int> counted;      // leaves, lettered ones among them, skipped ones not
  std::optional<int> first, last;  // numbers that the count runs from and to
  std::optional<std::vector<Leaf>> lettered;
  std::optional<int> lettered_count;  // where only their number is told
  std::optional<std::vector<int>> skipped;
  std::optional<int> inner;  // leaves of the inner list, numbered by themselves
  std::vector<Leaf> blank;   // sides with nothing on them, that need no scan
  std::string where;         // "certificate.csv line 2"

  bool says_anything() const {
    return counted || first || last || lettered || lettered_count || skipped || inner ||
           !blank.empty();
  }
};

// A row of frames.csv or leaves.csv: this file shows that leaf.
struct LeafMapRow {
  std::string path;  // of the file within the item; empty: a side that was not scanned
  Leaf leaf;
  std::uint32_t page = 0;  // from 1; 0: the file as a whole
  bool blank = false;      // nothing is on it
  int line = 0;            // in the table, from 1
};

}  // namespace delo
