#include "ingest/reception/csv.h"

#include <algorithm>
#include <array>
#include <utility>

namespace delo::ingest {
namespace {

constexpr std::size_t kMaxCells = 4096;
constexpr std::size_t kMaxFaults = 100;

char delimiter_of(std::string_view text) {
  std::array<std::pair<char, std::size_t>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (auto& [delimiter, count] : counts) {
      if (c == delimiter) ++count;
    }
  }
  return std::ranges::max_element(counts, {}, &std::pair<char, std::size_t>::second)->first;
}

// Walks the text once; `at_` never goes back.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) { table_.delimiter = delimiter_of(text); }

  CsvTable read() {
    while (at_ < text_.size()) read_row();
    return std::move(table_);
  }

 private:
  void read_row() {
    CsvRow row{.line = line_, .cells = {}, .begin = at_};
    bool too_many = false;
    for (bool more = true; more;) {
      std::string cell = read_cell();
      if (row.cells.size() < kMaxCells) {
        row.cells.push_back(std::move(cell));
      } else {
        too_many = true;
      }
      more = at_ < text_.size() && text_[at_] == table_.delimiter;
      if (more) ++at_;
    }
    skip_line_end();
    row.end = at_;
    if (too_many) fault(row.line, "has more than " + std::to_string(kMaxCells) + " cells");
    if (row.cells.size() > 1 || !row.cells.front().empty()) table_.rows.push_back(std::move(row));
  }

  std::string read_cell() {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted_cell();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string read_quoted_cell() {
    const int opened = line_;
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          ++at_;
        } else {
          ++at_;
          // What follows the closing quote belongs to the cell for a spreadsheet, too.
          const std::size_t begin = at_;
          while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
          return cell + std::string(text_.substr(begin, at_ - begin));
        }
      } else if (c == '\n') {
        ++line_;
      }
      cell += c;
    }
    fault(opened, "opens a quotation mark that is never closed");
    return cell;
  }

  bool ends_cell(char c) const { return c == table_.delimiter || c == '\n' || c == '\r'; }

  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  void fault(int line, std::string message) {
    if (table_.faults.size() < kMaxFaults) table_.faults.push_back({line, std::move(message)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  CsvTable table_;
};

}  // namespace

CsvTable parse_csv(std::string_view text) { return CsvReader(text).read(); }

}  // namespace delo::ingest
