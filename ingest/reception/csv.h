// Tables as text (RFC 4180, and as spreadsheets really write them).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace delo::ingest {

struct CsvRow {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> cells;
  std::size_t begin = 0, end = 0;  // bytes of the text; with its line end
};
struct CsvFault {
  int line = 0;
  std::string message;
};
struct CsvTable {
  char delimiter = ',';      // ',' ';' or tab: the one most frequent in the first line
  std::vector<CsvRow> rows;  // empty lines left out
  std::vector<CsvFault> faults;
};

// Reads the whole of a UTF-8 text.  Quoted cells may hold delimiters, line ends
// and doubled quotes; lines end with LF, CRLF or CR.  A quote that is never
// closed, and more than 4096 cells in a row, are faults; reading goes on.
CsvTable parse_csv(std::string_view text);

}  // namespace delo::ingest
