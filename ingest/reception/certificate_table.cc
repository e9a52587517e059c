#include "ingest/reception/certificate_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

// There are fewer names of entries than that.
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kMostFindings = 1000;  // of one kind

bool names_items(std::string_view cell) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "filename", "file",   "item",  "folder", "path",   "delo",
      "дело",     "справа", "папка", "файл",   "единица"};
  return std::ranges::find(kNames, to_lower(trim(cell, kBlanksAndLineEnds))) != kNames.end();
}

std::string line_of(int line) { return "line " + std::to_string(line); }

Finding told(const Rule& rule, const RelativePath& path, int line, std::string message) {
  return finding(rule,
                 {.path = path, .offset = {}, .part = line > 0 ? line_of(line) : std::string()},
                 std::move(message));
}

// Where items are named and what the other columns are; nothing: no column names items.
struct Columns {
  std::size_t name = 0;
  std::vector<std::size_t> entries;
};
std::optional<Columns> columns_of(const CsvRow& head, const RelativePath& path,
                                  std::vector<Finding>& findings) {
  const auto named = std::ranges::find_if(head.cells, names_items);
  if (named == head.cells.end()) {
    findings.push_back(told(rules::kCertificateUnreadable, path, head.line,
                            "the table lies beside the items, and no column says which of them a "
                            "row is about; expected the column filename"));
    return std::nullopt;
  }
  Columns out{.name = static_cast<std::size_t>(named - head.cells.begin()), .entries = {}};
  std::size_t unknown = 0;
  for (std::size_t c = 0; c < head.cells.size(); ++c) {
    if (c == out.name || trim(head.cells[c], kBlanksAndLineEnds).empty()) continue;
    if (certificate_entry_named(head.cells[c], true)) {
      if (out.entries.size() == kMostColumns) {
        findings.push_back(told(rules::kCertificateUnreadable, path, head.line,
                                "more than " + std::to_string(kMostColumns) +
                                    " columns are entries; those that follow are not read"));
        break;
      }
      out.entries.push_back(c);
    } else if (++unknown <= kMostFindings) {
      findings.push_back(told(rules::kCertificateEntry, path, head.line,
                              "the column \"" + display_of(head.cells[c].substr(0, 200)) +
                                  "\" is no entry of a certificate; expected counted, first, last, "
                                  "lettered, skipped, inner or blank"));
    }
  }
  return out;
}

std::string ended(std::string_view text, const CsvRow& row) {
  std::string line(text.substr(row.begin, row.end - row.begin));
  if (!line.ends_with('\n') && !line.ends_with('\r')) line += '\n';
  return line;
}

CertificateTable read_rows(std::string_view bytes, const RelativePath& path) {
  CertificateTable out;
  const std::string text =
      begins_like_binary(bytes) ? std::string() : decode(bytes, encoding_of(bytes));
  const CsvTable csv = parse_csv(text);
  for (const CsvFault& fault : csv.faults) {
    out.findings.push_back(
        told(rules::kCertificateUnreadable, path, fault.line, "the row " + fault.message));
  }
  if (csv.rows.empty() || text.find('\0') != std::string::npos) {
    out.findings.push_back(
        told(rules::kCertificateUnreadable, path, 0, "the table is empty or no text"));
    return out;
  }
  const CsvRow& head = csv.rows.front();
  const auto columns = columns_of(head, path, out.findings);
  if (!columns) return out;
  out.header = ended(text, head);
  for (std::size_t r = 1; r < csv.rows.size(); ++r) {
    const CsvRow& row = csv.rows[r];
    const std::string_view name = columns->name < row.cells.size()
                                      ? std::string_view(row.cells[columns->name])
                                      : std::string_view();
    CertificateRow one{.line = row.line,
                       .name = std::string(trim(name, kBlanksAndLineEnds)),
                       .entries = {},
                       .text = ended(text, row)};
    for (const std::size_t c : columns->entries) {
      if (c >= row.cells.size()) break;
      if (trim(row.cells[c], kBlanksAndLineEnds).empty()) continue;  // says nothing
      one.entries.push_back({head.cells[c], row.cells[c], line_of(row.line)});
    }
    const bool is_blank = std::ranges::all_of(
        row.cells, [](const std::string& any) { return trim(any, kBlanksAndLineEnds).empty(); });
    if (!is_blank) out.rows.push_back(std::move(one));
  }
  return out;
}

}  // namespace

CertificateTable read_certificate_table(std::string_view bytes, const RelativePath& path) {
  return to_lower(path.name()).ends_with(".toml") ? read_certificate_sections(bytes, path)
                                                  : read_rows(bytes, path);
}

CertificateReading reading_of(const CertificateRow& row, const RelativePath& path) {
  CertificateReading out = certificate_of(row.entries, path, true);
  out.findings.insert(out.findings.begin(), row.findings.begin(), row.findings.end());
  return out;
}

std::vector<CertificateReading> certificates_from_batch(std::string_view bytes,
                                                        const RelativePath& path) {
  std::vector<CertificateReading> out;
  const auto names = NamesFromBatch::of(path);
  if (!names) return out;
  CertificateTable table = read_certificate_table(bytes, path);
  out.push_back({.certificate = {}, .findings = std::move(table.findings)});
  for (const CertificateRow& row : table.rows) {
    const auto name = names->within(row.name);
    if (name && name->empty()) out.push_back(reading_of(row, path));
  }
  return out;
}

}  // namespace delo::ingest
