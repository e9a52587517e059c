// One run over one content stream.  Follows only the state its rules and facts
// need: the matrix, whether a font is set, what is open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validators/pdf/content_stream.h"
#include "validators/pdf/lexer.h"
#include "validators/pdf/operators.h"

namespace delo::validators::pdf {

class Interpreter {
 public:
  // `tell`: false for data known to be damaged, of which only the facts are
  // wanted.  `page`: the content of a page; others inherit the state of who
  // draws them.
  Interpreter(ContentChecker& checker, Value resources, std::string part, bool tell, bool page)
      : checker_(checker), resources_(std::move(resources)), part_(std::move(part)), tell_(tell) {
    state_.font = !page;
  }
  ContentFacts run(std::string_view data);
  void expect_glyph() { glyph_ = true; }  // of a Type 3 font: d0 or d1 comes first (9.6.5)

 private:
  struct State {
    Matrix matrix;
    bool font = false;
    Value font_object;            // null: set by who draws this, or not
    std::int64_t text_mode = 0;   // 9.3.6
    bool painting_glyphs = true;  // a Type 3 font may have none that mark
  };
  struct Operand {
    char type = 'n';  // n number, N name, s string, a array, d dictionary
    double number = 0;
    std::string_view raw;
  };

  void report(const Rule& rule, std::string message);
  void operand(const Token& token);
  void open_container(const Token& token);
  void close_container(const Token& token);
  void perform(const Token& token);
  bool operands_fit(const Operator& op);
  void apply(const Operator& op);
  void draw(std::string_view name);
  void shown();
  // The resource, or null; says that it is missing.
  Value resource(const char* category, std::string_view raw_name);
  void path(const Operator& op);
  void outside_text(const Operator& op);
  void inline_image();
  void finish();

  ContentChecker& checker_;
  Value resources_;
  std::string part_;
  bool tell_;
  ContentFacts facts_;
  Lexer lexer_{{}};
  State state_;
  std::vector<State> saved_;
  std::uint64_t deeper_ = 0;  // q beyond what saved_ holds
  std::vector<Operand> operands_;
  std::string containers_;  // '[' and '<', open ones
  std::size_t container_at_ = 0;
  bool strings_ = false;  // the open array holds a string that is not empty
  std::int64_t text_objects_ = 0, marked_ = 0, compatibility_ = 0;
  bool too_many_ = false;
  bool glyph_ = false;       // d0 or d1 is still to come
  bool path_ = false;        // there is a current point
  bool array_items_ = true;  // the open array holds strings and numbers only
};

}  // namespace delo::validators::pdf
