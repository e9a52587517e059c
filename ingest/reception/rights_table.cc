#include "ingest/reception/rights_table.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/records/rights_json.h"
#include "core/text/utf8.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/name_finder.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMaxFindingsOfKind = 1000;
constexpr std::array<std::string_view, 18> kColumns = {"file",
                                                       "basis",
                                                       "status",
                                                       "determination_date",
                                                       "jurisdiction",
                                                       "start_date",
                                                       "end_date",
                                                       "terms",
                                                       "citation",
                                                       "note",
                                                       "grant_act",
                                                       "grant_restriction",
                                                       "grant_start_date",
                                                       "grant_end_date",
                                                       "grant_note",
                                                       "doc_id_type",
                                                       "doc_id_value",
                                                       "doc_id_role"};

std::string decoded(std::string_view bytes) {
  if (begins_like_binary(bytes)) return {};
  std::string text = decode(bytes, encoding_of(bytes));
  return text.find('\0') == std::string::npos ? text : std::string();
}

// Of each rule at most kMaxFindingsOfKind.
class RightsFindings {
 public:
  explicit RightsFindings(const RelativePath& path) : path_(path) {}
  void add(const Rule& rule, int line, std::string message) {
    if (++told_[rule.id] > kMaxFindingsOfKind) return;
    Location where{.path = path_};
    if (line > 0) where.part = "line " + std::to_string(line);
    all.push_back(finding(rule, std::move(where), std::move(message)));
  }
  std::vector<Finding> all;

 private:
  const RelativePath& path_;
  std::map<std::string_view, std::size_t> told_;
};

std::size_t column_of(const std::vector<std::string>& header, std::string_view column) {
  return static_cast<std::size_t>(std::ranges::find(header, column) - header.begin());
}

std::string cell_of(const CsvRow& row, std::size_t column) {
  if (column >= row.cells.size()) return {};
  return std::string(trim(row.cells[column], kBlanksAndLineEnds));
}

// In small letters; empty: it is of no table of rights.
std::vector<std::string> header_of(const CsvRow& row, RightsFindings& findings) {
  std::vector<std::string> header;
  for (const std::string& cell : row.cells) {
    header.push_back(to_lower(trim(cell, kBlanksAndLineEnds)));
    const std::string& name = header.back();
    if (!name.empty() && std::ranges::find(kColumns, name) == kColumns.end()) {
      findings.add(rules::kRightsColumn, row.line,
                   "the column \"" + display_of(name) + "\" is none of rights.csv");
    } else if (!name.empty() && std::ranges::count(header, name) > 1) {
      findings.add(rules::kRightsColumn, row.line, "the column " + name + " stands twice");
    }
  }
  for (const std::string_view needed : {"file", "basis"}) {
    if (std::ranges::find(header, needed) != header.end()) continue;
    findings.add(rules::kRightsColumn, row.line, "there is no column " + std::string(needed));
    return {};
  }
  return header;
}

bool is_blank(const CsvRow& row) {
  return std::ranges::all_of(
      row.cells, [](const std::string& cell) { return trim(cell, kBlanksAndLineEnds).empty(); });
}

class RightsReader {
 public:
  RightsReader(const RightsRows& table, const RelativePath& given, const DescribedItem& item)
      : table_(table), given_(given), item_(item), finder_(item), findings_(table.path) {}

  RightsTable read() {
    for (const CsvRow& row : table_.rows) read_row(row);
    close();
    for (RightsStatement& each : out_.statements) {
      std::ranges::sort(each.objects);
      each.objects.erase(std::unique(each.objects.begin(), each.objects.end()), each.objects.end());
    }
    out_.findings = std::move(findings_.all);
    return std::move(out_);
  }

 private:
  void add(const Rule& rule, int line, std::string message) {
    findings_.add(rule, line, std::move(message));
  }

  std::string cell(const CsvRow& row, std::string_view column) const {
    return cell_of(row, column_of(table_.header, column));
  }

  static std::string date(std::string text) { return to_lower(text) == "open" ? "open" : text; }

  void read_row(const CsvRow& row) {
    RightsStatement statement{.status = cell(row, "status"),
                              .jurisdiction = cell(row, "jurisdiction"),
                              .determined = cell(row, "determination_date"),
                              .start = cell(row, "start_date"),
                              .end = date(cell(row, "end_date")),
                              .terms = cell(row, "terms"),
                              .citation = cell(row, "citation"),
                              .note = cell(row, "note")};
    if (!set_basis(statement, cell(row, "basis"))) statement.basis = cell(row, "basis");
    const RightsDocument document{cell(row, "doc_id_type"), cell(row, "doc_id_value"),
                                  cell(row, "doc_id_role")};
    if (document != RightsDocument()) statement.documents.push_back(document);
    const RightsGrant grant{to_lower(cell(row, "grant_act")),
                            to_lower(cell(row, "grant_restriction")), cell(row, "grant_start_date"),
                            date(cell(row, "grant_end_date")), cell(row, "grant_note")};
    if (grant != RightsGrant()) statement.grants.push_back(grant);
    const std::vector<std::string> faults = faults_of(statement);
    for (const std::string& fault : faults) add(rules::kRightsRow, row.line, fault);
    if (!faults.empty()) return;
    const std::string name = cell(row, "file");
    const auto named = finder_.find(name, given_);
    if (!named) {
      add(rules::kRightsUnknownFile, row.line,
          "\"" + display_of(name) + "\" has a right, but is not in the item");
      return;
    }
    take(std::move(statement), files_of(*named));
  }

  // The file itself, those of a folder; none stands for the item.
  std::vector<RelativePath> files_of(const RelativePath& named) const {
    if (named.empty()) return {};
    const auto file = std::ranges::lower_bound(item_.files, named, {}, &FileObject::path);
    if (file != item_.files.end() && file->path == named) return {named};
    std::vector<RelativePath> below;
    const std::string beginning = named.text() + '/';
    for (const FileObject& each : item_.files) {
      if (each.path.text().starts_with(beginning)) below.push_back(each.path);
    }
    return below;
  }

  // Rows of one file follow one another: their acts come together.
  void take(RightsStatement statement, std::vector<RelativePath> objects) {
    statement.objects = std::move(objects);
    if (open_ && open_->same_ground(statement) && open_->objects == statement.objects) {
      for (RightsGrant& grant : statement.grants) {
        if (std::ranges::find(open_->grants, grant) == open_->grants.end()) {
          open_->grants.push_back(std::move(grant));
        }
      }
      return;
    }
    close();
    open_ = std::move(statement);
  }

  // Files of one ground and the same acts are one statement.
  void close() {
    if (!open_) return;
    std::vector<RelativePath> objects = std::exchange(open_->objects, {});
    const std::string key = to_json(*open_).dump() + (objects.empty() ? " of the item" : "");
    const auto [known, is_new] = by_ground_.try_emplace(key, out_.statements.size());
    if (is_new) out_.statements.push_back(std::move(*open_));
    std::vector<RelativePath>& all = out_.statements[known->second].objects;
    all.insert(all.end(), std::make_move_iterator(objects.begin()),
               std::make_move_iterator(objects.end()));
    open_.reset();
  }

  const RightsRows& table_;
  const RelativePath& given_;
  const DescribedItem& item_;
  const NameFinder finder_;
  RightsFindings findings_;
  std::optional<RightsStatement> open_;
  std::map<std::string, std::size_t> by_ground_;
  RightsTable out_;
};

}  // namespace

std::string RightsRows::name_of(const CsvRow& row) const {
  return cell_of(row, column_of(header, "file"));
}

void RightsRows::rename(CsvRow& row, std::string name) const {
  const std::size_t file = column_of(header, "file");
  if (row.cells.size() <= file) row.cells.resize(file + 1);
  row.cells[file] = std::move(name);
}

RightsRows rows_of_rights(std::string_view bytes, const RelativePath& path) {
  RightsRows out{.path = path, .header = {}, .rows = {}, .findings = {}};
  RightsFindings findings(path);
  CsvTable csv = parse_csv(decoded(bytes));
  out.delimiter = csv.delimiter;
  for (const CsvFault& fault : csv.faults) {
    findings.add(rules::kRightsUnreadable, fault.line, "the row " + fault.message);
  }
  if (csv.rows.empty()) {
    findings.add(rules::kRightsUnreadable, 0, "the table is empty or no text");
  } else {
    out.header = header_of(csv.rows.front(), findings);
  }
  if (!out.header.empty()) {
    out.rows.assign(std::make_move_iterator(csv.rows.begin() + 1),
                    std::make_move_iterator(csv.rows.end()));
    std::erase_if(out.rows, is_blank);
  }
  out.findings = std::move(findings.all);
  return out;
}

RightsTable read_rights_rows(const RightsRows& table, const DescribedItem& item,
                             const RelativePath& given) {
  return RightsReader(table, given.empty() ? table.path : given, item).read();
}

RightsTable read_rights_table(std::string_view text, const RelativePath& path,
                              const DescribedItem& item, const RelativePath& given) {
  RightsRows table = rows_of_rights(text, path);
  if (const auto names = NamesFromBatch::of(given.empty() ? path : given)) {
    std::erase_if(table.rows, [&](CsvRow& row) {
      auto name = names->within(table.name_of(row));
      if (name) table.rename(row, *std::move(name));
      return !name;
    });
  }
  RightsTable out = read_rights_rows(table, item, given);
  out.findings.insert(out.findings.begin(), std::make_move_iterator(table.findings.begin()),
                      std::make_move_iterator(table.findings.end()));
  return out;
}

bool is_rights_name(const RelativePath& path) {
  const std::string folder = to_lower(path.parent().text());
  return to_lower(path.name()) == "rights.csv" &&
         (folder.empty() || folder == "metadata" || folder.ends_with("/metadata") ||
          is_from_batch(path));
}

bool is_rights_table(const FileObject& file) {
  if (file.role != FileRole::kDescription) return false;
  const auto earlier = earlier_delivery_of(file.path);
  return is_rights_name(earlier ? earlier->given : file.path);
}

}  // namespace delo::ingest
