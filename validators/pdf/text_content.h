// The text that content streams show (ISO 32000-1 9.4), glyph by glyph, at its place.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "validators/pdf/lexer.h"
#include "validators/pdf/pdf_structure.h"
#include "validators/pdf/text_font.h"
#include "validators/pdf/text_lines.h"

namespace delo::validators::pdf {

// What was met on the way.
struct TextCounts {
  std::uint64_t glyphs = 0, unknown = 0;  // shown; nothing says what they stand for
  std::set<std::string> unknown_fonts;    // of those, the first ten
  std::size_t first_unknown_page = 0;
  bool whole = true;  // all content was read
};

// Keeps to what one file may cost, however often its forms draw each other.  One thread.
class TextContent {
 public:
  static constexpr std::uint64_t kMostContent = 512ull << 20;  // bytes, decoded, of one file
  static constexpr std::uint64_t kMostOfStream = 64ull << 20;
  static constexpr std::uint64_t kMostGlyphs = 50'000'000;
  static constexpr std::size_t kMostForms = 20'000;  // drawn, of one page
  static constexpr std::size_t kMostOpenForms = 24;

  TextContent(Document& document, TextLines& lines) : document_(document), lines_(lines) {}
  void page(const Page& page);
  const TextCounts& counts() const { return counts_; }

 private:
  struct State {
    Matrix matrix;
    double size = 0, character_space = 0, word_space = 0, scale = 1, leading = 0, rise = 0;
    const TextFont* font = nullptr;
  };
  struct Operand {
    TokenKind kind = TokenKind::kInteger;
    double number = 0;
    std::string_view raw;  // of an array or dictionary the whole of it
  };
  // Marked content that is to be read as another text (14.9.4).
  struct Marked {
    std::optional<std::string> instead;
    bool told = false;
  };

  void run(std::string_view data, const Value& resources, std::size_t depth);
  bool container(Lexer& lexer, const Token& token);
  void perform(std::string_view op, const Value& resources, std::size_t depth);
  void place_text(std::string_view op);
  void set_state(std::string_view op, const Value& resources);
  void show(std::string_view op);
  void show_array(std::string_view raw);
  void show_string(std::string_view raw);
  void glyph(const Glyph& glyph);
  void move(double x, double y);
  void draw(const Value& object, const Value& resources, std::size_t depth);
  void begin_marked(const Value& resources);
  const TextFont* font_of(const Value& font, std::string_view name);
  std::string data_of(const Value& contents);
  double number(std::size_t i) const { return i < operands_.size() ? operands_[i].number : 0; }

  Document& document_;
  TextLines& lines_;
  TextCounts counts_;
  // A font that is no object of its own has a name and a place in the object it lies in.
  struct FontKey {
    ObjectId home;
    std::string name;
    std::int64_t offset = 0;
    bool operator<(const FontKey& other) const {
      return std::tie(home, name, offset) < std::tie(other.home, other.name, other.offset);
    }
  };
  std::map<FontKey, std::unique_ptr<TextFont>> fonts_;
  State state_;
  std::vector<State> saved_;
  Matrix text_, line_;
  std::vector<Operand> operands_;
  std::vector<Marked> marked_;
  std::uint64_t read_ = 0;  // bytes of content
  FontBudget font_budget_;
  std::size_t forms_ = 0, page_ = 0;
  std::set<ObjectId> open_;
};

}  // namespace delo::validators::pdf
