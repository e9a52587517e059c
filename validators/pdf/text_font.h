// A font as text needs it: which bytes are a glyph, what it stands for, how wide it is
// (ISO 32000-1 9.6 to 9.10).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "validators/pdf/character_map.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

struct Glyph {
  std::string_view text;    // UTF-8; empty: nothing says what it stands for
  double width = 0;         // to the next glyph, for a size of 1
  bool word_space = false;  // word spacing counts (9.3.3)
};

// What the fonts of one file may cost; less with each that is read.
struct FontBudget {
  std::uint64_t map_bytes = 16ull << 20;  // of character maps
  std::uint64_t widths = 1'000'000;       // of glyphs of composite fonts
  bool exhausted = false;                 // something was not read for want of it
};

// By ToUnicode; of a simple font without one by its encoding and the names of its glyphs; of
// a composite font by an encoding that is Unicode itself.  Of font programs the encoding of
// Type 1 is looked at, and whether that of CFF is the standard one.
class TextFont {
 public:
  TextFont(Document& document, const Value& font, FontBudget& left);

  const std::string& name() const { return name_; }
  bool is_vertical() const { return vertical_; }
  // Glyph by glyph; the text is valid until the next one.
  void read(std::string_view bytes, const std::function<void(const Glyph&)>& visit) const;

 private:
  void read_simple(Document& document, const Value& font);
  void read_composite(Document& document, const Value& font, FontBudget& left);
  void take_widths(const Value& array, FontBudget& left);
  double width_of(std::uint32_t cid) const;
  std::string composite_text(std::uint32_t code, std::size_t length) const;

  std::string name_;
  bool composite_ = false, vertical_ = false;
  bool codes_are_units_ = false;  // of UTF-16
  bool identity_ = false;         // codes of two bytes are CIDs
  CharacterMap to_unicode_, encoding_;
  std::array<std::string, 256> texts_;  // of a simple font
  std::array<double, 256> widths_{};
  // Of the glyphs from `first` to `last`: each its own, or one for all, from `at` on.
  struct Widths {
    std::int64_t first = 0, last = 0;
    std::size_t at = 0;
    bool each = false;
  };
  std::vector<Widths> runs_;  // by `first`
  std::vector<float> cid_widths_;
  double default_width_ = 1;
};

}  // namespace delo::validators::pdf
