// CSV for spreadsheets (RFC 4180), safe to open.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"

namespace delo::ingest {

// Rows written as a stream: UTF-8 with a byte order mark, because Excel takes a
// file without one for the local code page; CRLF; fields quoted where they have
// to be.  A field that a spreadsheet would run as a formula (it begins with = + -
// @, TAB or CR; OWASP "CSV Injection") is preceded by an apostrophe, which
// spreadsheets do not show.  Control and bidi characters are shown as escapes.
// Errors of the sink are kept and told by finish().
class CsvWriter {
 public:
  // `sink` is borrowed; it is not finished by the writer.
  // `separator` is a comma, or a semicolon: what spreadsheets divide by where the comma
  // divides decimals.
  explicit CsvWriter(ByteSink& sink, char separator = ',')
      : sink_(sink), separator_(separator), buffer_("\xEF\xBB\xBF") {}
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  void row(std::initializer_list<std::string_view> fields);
  Result<void> finish();

 private:
  void flush();

  ByteSink& sink_;
  char separator_;
  std::string buffer_;
  Result<void> state_;
};

// A field as it stands in the file.
std::string csv_field(std::string_view text);

}  // namespace delo::ingest
