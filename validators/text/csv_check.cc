#include "validators/text/csv_check.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace delo::validators::text {
namespace {

char delimiter_of(std::string_view sample) {
  const std::string_view line = sample.substr(0, sample.find_first_of("\r\n"));
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', ';', '\t'}) {
    const std::ptrdiff_t n = std::count(line.begin(), line.end(), candidate);
    if (n > most) best = candidate, most = n;
  }
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(char delimiter) { check_.delimiter = delimiter; }

  void take(char c) {
    if (after_quote_) {  // in a quoted field, behind a quotation mark
      after_quote_ = false;
      if (c == '"') {
        advance(c);
        return;
      }
      quoted_ = false;
    } else if (quoted_) {
      after_quote_ = c == '"';
      advance(c);
      return;
    }
    if (c == '"' && at_field_start_) {
      quoted_ = true;
      opened_ = {offset_, line_, 0};
      at_field_start_ = false;
      empty_record_ = false;
    } else if (c == check_.delimiter) {
      ++columns_;
      at_field_start_ = true;
      empty_record_ = false;
    } else if (c == '\n' || c == '\r') {
      end_record();
    } else {
      at_field_start_ = false;
      empty_record_ = false;
    }
    advance(c);
  }

  CsvCheck finish() {
    if (quoted_ && !after_quote_) {
      check_.unclosed = opened_;
    } else {
      end_record();
    }
    return check_;
  }

 private:
  void advance(char c) {
    ++offset_;
    if (c == '\n' || (last_ == '\r' && c != '\n')) ++line_;
    last_ = c;
  }

  void end_record() {
    if (!empty_record_) {
      ++check_.records;
      if (check_.records == 1) check_.columns = columns_;
      if (columns_ != check_.columns && ++check_.ragged_records == 1) {
        check_.ragged = CsvCheck::Place{record_offset_, record_line_, columns_};
      }
    }
    columns_ = 1;
    at_field_start_ = empty_record_ = true;
    record_offset_ = offset_ + 1;
    record_line_ = line_ + 1;
  }

  CsvCheck check_;
  std::uint64_t offset_ = 0, line_ = 1, columns_ = 1;
  std::uint64_t record_offset_ = 0, record_line_ = 1;
  CsvCheck::Place opened_;
  bool quoted_ = false, after_quote_ = false, at_field_start_ = true, empty_record_ = true;
  char last_ = 0;
};

}  // namespace

Result<CsvCheck> check_csv(const ByteSource& bytes) {
  std::vector<std::byte> chunk(64 * 1024);
  DELO_TRY(std::size_t size, bytes.read_at(0, chunk));
  std::string_view text(reinterpret_cast<const char*>(chunk.data()), size);
  CsvReader reader(delimiter_of(text));
  for (std::uint64_t at = 0; size > 0;) {
    for (const char c : std::string_view(reinterpret_cast<const char*>(chunk.data()), size)) {
      reader.take(c);
    }
    at += size;
    DELO_TRY(size, bytes.read_at(at, chunk));
  }
  return reader.finish();
}

}  // namespace delo::validators::text
