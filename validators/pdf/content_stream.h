// Content streams read token by token (ISO 32000-1 7.8): operators known,
// operands right, q/Q and BT/ET balanced, resources there; and what an archive
// wants to know of a page: its images, how large they are drawn, whether it has
// text.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "validators/pdf/findings.h"
#include "validators/pdf/pdf_structure.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

class ImageChecker;

// ISO 32000-1 8.3.3: [a b c d e f].
struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
  // This one first, then `outer`.
  Matrix then(const Matrix& outer) const;
};

struct ImageDraw {
  Value image;
  Matrix matrix;  // maps the unit square to where the image is drawn
};

struct ContentFacts {
  bool whole = true;             // the content could be read
  bool text = false;             // shows a string
  bool visible_text = false;     // so that it can be seen
  bool other = false;            // paints paths or shadings
  std::uint64_t images = 0;      // drawn, inline ones too
  std::vector<ImageDraw> draws;  // the first kMaxDraws
  std::vector<Value> fonts;      // text is shown in, each once; the first kMaxDraws
  static constexpr std::size_t kMaxDraws = 256;
  void add_font(const Value& font);
  bool marks() const { return images > 0 || visible_text || other; }
};

// Reads each form, pattern and glyph procedure once, however often it is drawn.
class ContentChecker {
 public:
  // `images` decodes the inline images; nullptr: nobody does.
  ContentChecker(Document& document, Findings& findings, ImageChecker* images = nullptr)
      : document_(document), findings_(findings), images_(images) {}

  ContentFacts page(const Page& page);
  // A form, pattern or glyph procedure; `outer` are the resources of who draws
  // it, for one that has none (PDF 1.1).
  const ContentFacts& stream(const Value& stream, const Value& outer);

  // The glyph procedures of a Type 3 font (9.6.5), read once; false: none marks.
  bool glyphs(const Value& font, const Value& outer);

  // Pages whose content was not read because the file's content is too long.
  std::size_t unread_pages() const { return unread_pages_; }

  // Streams decoded here already, so that nobody decodes them again.
  const std::set<ObjectId>& read() const { return read_; }

 private:
  friend class Interpreter;
  std::string data_of(const Value& contents, bool& sound);

  Document& document_;
  Findings& findings_;
  ImageChecker* images_;
  std::set<ObjectId> read_;
  std::map<ObjectId, bool> fonts_;  // of Type 3; false: none of its glyphs marks
  std::map<ObjectId, ContentFacts> forms_;
  std::uint64_t live_ = 0, total_ = 0;  // bytes of content held, and read in all
  std::size_t unread_pages_ = 0;
  bool next_is_glyph_ = false;  // the stream read next is a glyph of a Type 3 font
  std::set<ObjectId> open_;  // forms being read: one that draws itself is a loop
};

}  // namespace delo::validators::pdf
