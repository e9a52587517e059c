// What is told of a text while it is read: language, marks of sheets, figures, odd words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/text_metadata.h"
#include "validators/finding_list.h"
#include "validators/text/language.h"
#include "validators/text/text_reader.h"

namespace delo::validators::text {

// Takes a text once, keeps a paragraph of it.  One thread.
class TextAnalysis final : public TextHandler {
 public:
  // `findings` outlives it: faults go there, and what is odd about words.
  explicit TextAnalysis(FindingList& findings) : findings_(findings) {}

  void text(std::string_view utf8) override;
  void page(std::string_view label) override;
  void declared_language(std::string_view tag) override;
  void format_version(std::string_view version) override { format_version_ = version.substr(0, 8); }
  const std::string& format_version() const { return format_version_; }
  void fault(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
             std::string message) override;

  // All but what only the file's own bytes tell (encoding, line ends).
  TextMetadata finish();

 private:
  void end_line(std::size_t end_bytes);
  void take_line(std::string_view line);
  void take_words(std::string_view line);
  void check_word(std::u32string_view word, std::size_t column);
  void check_normal_form(std::string_view line);
  void take_marks(std::string_view line);
  void add_mark(SheetMark mark);
  void end_paragraph();

  FindingList& findings_;
  TextMetadata out_;
  LanguageCounter language_;
  std::string line_, before_, paragraph_, format_version_;
  std::uint64_t offset_ = 0;  // of the line's first byte
  std::uint64_t line_number_ = 1;
  std::uint64_t paragraph_offset_ = 0, paragraph_line_ = 0;
  std::uint64_t since_mark_ = 0;                      // characters but blanks
  std::uint64_t odd_lines_ = 0, first_odd_line_ = 0;  // not in normal form C
  std::optional<Leaf> last_leaf_;
  std::u32string word_;
  bool after_cr_ = false;
};

}  // namespace delo::validators::text
