#include "validators/pdf/text_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace delo::validators::pdf {
namespace {

// In parts of the size of the letters.
constexpr double kSameLine = 0.45;   // between base lines: notes and indices are on the line
constexpr double kBlank = 0.18;      // between letters of two words
constexpr double kStepBack = 0.6;    // what goes back further is another piece
constexpr double kSamePlace = 0.12;  // of a letter drawn twice to look bold
constexpr double kWide = 1.9;        // between base lines of two paragraphs
constexpr std::size_t kMostPieces = 2'000;
constexpr std::size_t kMostOfPiece = 16 * 1024;  // bytes
constexpr std::string_view kLost = "\uFFFD";

bool is_blank(std::string_view text) { return text == " " || text == "\u00A0" || text == "\t"; }

}  // namespace

bool TextLines::begins_line(double along, double across, double size, bool turned) const {
  if (!begun_ || turned) return true;
  const double most = std::max(size, size_);
  if (std::abs(across - across_) > kSameLine * most) return true;
  // Far back on the same height is the next line of narrow leading, or a piece of this one.
  return pieces_.size() >= kMostPieces && along < pieces_.back().end - kStepBack * most;
}

void TextLines::glyph(const Matrix& place, double width, std::string_view text) {
  double dx = place.a, dy = place.b;
  const double scale = std::hypot(dx, dy);
  const double size = std::hypot(place.c, place.d);
  if (!(scale > 1e-9) || !(size > 1e-9) || !std::isfinite(scale) || !std::isfinite(size) ||
      !std::isfinite(place.e) || !std::isfinite(place.f) || !std::isfinite(width)) {
    return;
  }
  dx /= scale;
  dy /= scale;
  const bool turned = begun_ && dx * dx_ + dy * dy_ < 0.99;
  const double along = place.e * dx + place.f * dy;
  const double across = place.f * dx - place.e * dy;
  if (begins_line(along, across, size, turned)) {
    end_line();
    if (turned) has_before_ = false;
    begun_ = true;
    dx_ = dx, dy_ = dy;
    across_ = across;
    size_ = size;
  }
  const double end = along + width * scale;
  if (!pieces_.empty() && text == last_.text && !is_blank(text) &&
      std::abs(along - last_.begin) < kSamePlace * size) {
    return;
  }
  const bool fits = !pieces_.empty() && along >= pieces_.back().end - kStepBack * size &&
                    pieces_.back().text.size() < kMostOfPiece;
  if (!fits) pieces_.push_back({along, along, {}});
  Piece& piece = pieces_.back();
  const bool gap = along - piece.end > kBlank * size;
  if (gap && !piece.text.empty() && piece.text.back() != ' ' && !is_blank(text)) piece.text += ' ';
  if (text.empty()) {
    if (!piece.text.ends_with(kLost)) piece.text += kLost;
  } else {
    piece.text += is_blank(text) ? " " : text;
  }
  piece.end = std::max(piece.end, end);
  size_ = std::max(size_, size);
  last_ = {along, std::string(text)};
}

void TextLines::cover(const Matrix& place, double width) {
  if (pieces_.empty()) return;
  const double end = place.e * dx_ + place.f * dy_ + width * std::hypot(place.a, place.b);
  if (std::isfinite(end)) pieces_.back().end = std::max(pieces_.back().end, end);
}

void TextLines::end_line() {
  if (!begun_) return;
  std::stable_sort(pieces_.begin(), pieces_.end(),
                   [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  std::string line;
  const Piece* left = nullptr;
  for (const Piece& piece : pieces_) {
    // A whole piece drawn twice.
    if (left && left->text == piece.text && std::abs(left->begin - piece.begin) < kBlank * size_) {
      continue;
    }
    const bool apart = left && piece.begin - left->end > kBlank * size_;
    if (apart && !line.empty() && line.back() != ' ') line += ' ';
    line += piece.text;
    left = &piece;
  }
  pieces_.clear();
  begun_ = false;
  last_ = {};
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  while (line.ends_with(' ')) line.pop_back();
  if (line.empty()) return;
  take_(line, has_before_ && std::abs(across_ - before_) > kWide * size_);
  before_ = across_;
  has_before_ = true;
}

void TextLines::finish() {
  end_line();
  has_before_ = false;
}

}  // namespace delo::validators::pdf
