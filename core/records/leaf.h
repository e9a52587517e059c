// A leaf (лист) of a delo and one of its sides, as archives number them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace delo {

enum class Side : std::uint8_t { kRecto, kVerso };  // л. 12 · л. 12 об.

struct Leaf {
  int number = 0;      // from 1; 0 marks a cover or an inserted sheet
  std::string letter;  // Latin, lower case: "a" in л. 12а; empty for none
  Side side = Side::kRecto;

  // "37", "37ob", "37a", "37aob": as in the command line's JSON.
  std::string label() const;

  bool operator==(const Leaf&) const = default;
};

// Where a side of a leaf is shown within a file.
struct LeafPlace {
  Leaf leaf;
  std::uint32_t page = 0;  // from 1; 0: the file as a whole, or a part of its only picture
  bool operator==(const LeafPlace&) const = default;
};

// Reading order: number, letter (in the order of the Russian alphabet: а б в г …,
// so "v" comes after "b"), recto before verso.
std::strong_ordering operator<=>(const Leaf& a, const Leaf& b);

// The leaf that has this label(); stricter than parse_leaf ("37v" is л. 37в here).
std::optional<Leaf> leaf_of_label(std::string_view label);

// "37", "л. 37", "l. 37ob", "37 об.", "37а об", "0037v": one leaf side, alone.
std::optional<Leaf> parse_leaf(std::string_view text);

// The leaf that a file's name speaks of: "0037.tif", "0037ob.tif", "0037_об.tif", "0037a.tif",
// "GARF_f1235_op1_d16_l0005ob.tif", "leaf-01.tif".  Nothing for names that speak
// of none ("leaves.pdf", "IMG_0001.tif": a frame counter is no leaf number).
std::optional<Leaf> leaf_of_file_name(std::string_view name);

}  // namespace delo
