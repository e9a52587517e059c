// Glyphs of a page put together as lines: what stands on one base line, with blanks where
// there is room between words.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "validators/pdf/content_stream.h"

namespace delo::validators::pdf {

// Lines come in the order in which they are drawn, which is that of reading in all but odd
// files; pieces of one base line that are drawn one after the other are put from left to right.
class TextLines {
 public:
  // `line`: each line, without its end, as soon as another begins; `gap`: there is room above it.
  using Take = std::function<void(std::string_view line, bool gap)>;
  explicit TextLines(Take take) : take_(std::move(take)) {}

  // A glyph at the origin of `place` (9.4.4: its text space, the size included), as wide as
  // `width` there.  `text` empty: it is not known what it stands for.
  void glyph(const Matrix& place, double width, std::string_view text);
  // What stands there is told already, by another text.
  void cover(const Matrix& place, double width);
  void finish();

 private:
  // What stands beside each other without a step back.
  struct Piece {
    double begin = 0, end = 0;  // along the line
    std::string text;
  };
  struct Last {
    double begin = 0;
    std::string text;
  };
  bool begins_line(double along, double across, double size, bool turned) const;
  void end_line();

  Take take_;
  std::vector<Piece> pieces_;  // of the line
  bool begun_ = false;
  double dx_ = 1, dy_ = 0;  // the direction of the line
  double across_ = 0, size_ = 0;
  double before_ = 0;  // where the line before stood
  bool has_before_ = false;
  Last last_;
};

}  // namespace delo::validators::pdf
