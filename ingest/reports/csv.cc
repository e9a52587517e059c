#include "ingest/reports/csv.h"

#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;

}  // namespace

std::string csv_field(std::string_view text) {
  // Judged before anything is escaped: what the producer wrote is what is unsafe.
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string shown = terminal_text(text);
  if (formula) shown.insert(shown.begin(), '\'');
  if (shown.find_first_of(",\"\r\n;") == std::string::npos) return shown;
  std::string out = "\"";
  for (const char c : shown) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

void CsvWriter::row(std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) buffer_ += separator_;
    first = false;
    buffer_ += csv_field(field);
  }
  buffer_ += "\r\n";
  if (buffer_.size() >= kBuffer) flush();
}

void CsvWriter::flush() {
  if (state_.has_value()) state_ = sink_.write_text(buffer_);
  buffer_.clear();
}

Result<void> CsvWriter::finish() {
  flush();
  return state_;
}

}  // namespace delo::ingest
