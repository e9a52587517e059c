// The leaves that the names of files speak of, by the convention that the archive keeps to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"

namespace delo {

// What tells the leaf of a file.
enum class LeafScheme : std::uint8_t {
  kNames,    // its name; a table frames.csv or leaves.csv where it has a row
  kFrames,   // the table alone: numbers in names count frames
  kCarrier,  // its place: page n of the files in their order is side n
};
// "0037a" and "0037b".
enum class LeafLetters : std::uint8_t { kUnsaid, kVerso, kLettered };
// "0037_1" and "0037_2": the two sides of leaf 37, or the two pages of the opening whose
// right one is leaf 37.
enum class LeafHalves : std::uint8_t { kUnsaid, kSides, kOpening };
// "0037-0038", one picture: leaves 37 and 38, or an opening: the verso of 37 and leaf 38.
enum class LeafSpreads : std::uint8_t { kLeaves, kOpening };
// Which sides must be there of a leaf that is named without one.
enum class LeafSides : std::uint8_t {
  kNamed,   // its recto; a verso is as welcome
  kBoth,    // both
  kRectos,  // its recto, and a verso that is not named is a stray
};

// What a policy says about leaves (docs/formats/policy.md, [leaves]).
struct LeafPolicy {
  LeafScheme scheme = LeafScheme::kNames;
  LeafLetters letters = LeafLetters::kUnsaid;
  LeafHalves halves = LeafHalves::kUnsaid;
  LeafSpreads spreads = LeafSpreads::kLeaves;
  LeafSides sides = LeafSides::kNamed;
  bool operator==(const LeafPolicy&) const = default;
};

struct LeafName {
  std::vector<Leaf> leaves;  // in order; empty: it speaks of none
  bool blank = false;        // "…_BLANK": nothing is on it
  // "0037_1" where nothing says what the halves are: that number; `leaves` is empty then.
  std::optional<int> half_of;
  std::optional<int> lettered;  // "0037a", "0037b": a number with one of these letters
};

// A range has at most this many leaves.
inline constexpr int kMostLeavesOfName = 2000;

// "0037.tif", "0037_ob.tif", "37v.tif", "GARF_f1235_op1_d16_l0005ob.tif", "0037-0038.tif",
// "0037_1.tif", "0002_BLANK.tif": one name alone, whatever files are beside it.  Letters are
// taken as the policy says; unsaid, for lettered leaves.
LeafName read_leaf_name(std::string_view name, const LeafPolicy& policy);

}  // namespace delo
