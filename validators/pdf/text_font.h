// A font as text needs it: which bytes are a glyph, what it stands for, how wide it is
// (ISO 32000-1 9.6 to 9.10).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validators/pdf/character_map.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

struct Glyph {
  std::string_view text;    // UTF-8; empty: nothing says what it stands for
  double width = 0;         // to the next glyph, for a size of 1
  bool word_space = false;  // word spacing counts (9.3.3)
};

// By ToUnicode; of a simple font without one by its encoding and the names of its glyphs; of
// a composite font by an encoding that is Unicode itself.  Of font programs only the encoding of
// Type 1 is looked at.
class TextFont {
 public:
  // `map_bytes`: how much may be read of character maps; less afterwards.
  TextFont(Document& document, const Value& font, std::uint64_t& map_bytes);

  const std::string& name() const { return name_; }
  bool is_vertical() const { return vertical_; }
  // Glyph by glyph; the text is valid until the next one.
  void read(std::string_view bytes, const std::function<void(const Glyph&)>& visit) const;

 private:
  void read_simple(Document& document, const Value& font);
  void read_composite(Document& document, const Value& font, std::uint64_t& map_bytes);
  void take_widths(const Value& array);
  std::string composite_text(std::uint32_t code, std::size_t length) const;

  std::string name_;
  bool composite_ = false, vertical_ = false;
  bool codes_are_units_ = false;  // of UTF-16
  bool identity_ = false;         // codes of two bytes are CIDs
  CharacterMap to_unicode_, encoding_;
  std::array<std::string, 256> texts_;  // of a simple font
  std::array<double, 256> widths_{};
  std::unordered_map<std::uint32_t, double> cid_widths_;
  double default_width_ = 1;
};

}  // namespace delo::validators::pdf
