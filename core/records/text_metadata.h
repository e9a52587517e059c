// What a text says of itself: a plain text, a document, a text layer.
//
// Places are bytes into the text as validators/text/text_reader.h gives it: UTF-8, in reading
// order, page elements as form feeds.  Of a UTF-8 file without a byte order mark that is the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"

namespace delo {

// How a text says that another sheet begins.
enum class SheetMarkKind : std::uint8_t {
  kNumbered,   // "Лист 3" · "[л. 37 об.]" · "--- 38 ---" · "[Page 2]"
  kNextSheet,  // "(см. сл. лист)": at the foot of a sheet
  kContinuation,  // "Продолжение шифртелеграммы № 15994": at the head of one
  kFormFeed,      // U+000C
  kPageElement,  // <pb/>, Page of ALTO and PAGE, ocr_page, a page of a PDF, a break in a document
};
std::string_view name_of(SheetMarkKind kind);  // "numbered" "next-sheet" "continuation" …
std::optional<SheetMarkKind> sheet_mark_kind_named(std::string_view name);

struct SheetMark {
  SheetMarkKind kind = SheetMarkKind::kNumbered;
  std::uint64_t offset = 0;  // of its first character
  std::uint64_t line = 0;    // from 1
  std::uint64_t length = 0;  // characters but blanks between its end and the next mark, or the end
  std::string text;          // as written, at most kLongestMark bytes; a page element's own number
  std::optional<Leaf> leaf;  // that it names: a leaf of the delo, or a sheet of the record
  bool operator==(const SheetMark&) const = default;
};
inline constexpr std::size_t kLongestMark = 120;
inline constexpr std::size_t kMostSheetMarks = 10'000;

// What a translation must have as well.
enum class TextFigureKind : std::uint8_t {
  kNumber,   // "3000", "0.5"; "16:45", "№311/16", "XVIII", "~20", "?449": docs/formats/check.md
  kDate,     // "1951-01-19" · "1951-01" · "--01-17": no year is told
  kSection,  // "2": a paragraph that is numbered
};
std::string_view name_of(TextFigureKind kind);  // "number" "date" "section"
std::optional<TextFigureKind> text_figure_kind_named(std::string_view name);

struct TextFigure {
  TextFigureKind kind = TextFigureKind::kNumber;
  std::string value;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;  // from 1
  bool operator==(const TextFigure&) const = default;
};
inline constexpr std::size_t kMostTextFigures = 4'000;

struct TextMetadata {
  // Of a text file; documents are UTF-8 inside or say what they are.  The encoding's name is
  // TechnicalMetadata::text_encoding.
  bool encoding_certain = true;
  bool byte_order_mark = false;
  std::string declared_encoding;  // as HTML itself declares it (meta charset); at most 40 bytes
  std::uint64_t undecodable = 0;  // places that are no characters in the encoding
  std::string line_ends;          // "lf" "crlf" "cr" "mixed"; empty for one line or a document
  std::string language;           // BCP 47, told by the text itself: "ru"; empty: can't be told
  bool language_certain = false;  // enough was read, and no other language comes near
  std::string script;             // ISO 15924 of most letters: "Cyrl"; empty without letters
  std::string declared_language;  // BCP 47 that the file itself declares (xml:lang, w:lang)
  std::uint64_t characters = 0;   // code points
  std::uint64_t letters = 0, words = 0, lines = 0;
  std::uint64_t before_marks = 0;  // characters but blanks before the first mark
  std::vector<SheetMark> marks;    // in order, the first kMostSheetMarks
  std::uint64_t marks_in_all = 0;
  std::vector<TextFigure> figures;  // in order, the first kMostTextFigures
  std::uint64_t figures_in_all = 0;
};

}  // namespace delo
