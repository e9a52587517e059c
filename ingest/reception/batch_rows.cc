#include "ingest/reception/batch_rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/bytes/read_fault.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/batch_descriptions.h"
#include "ingest/reception/certificate_table.h"
#include "ingest/reception/folder_of_table.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/row_cutter.h"

namespace delo::ingest {
namespace {

// What is held once more for each item: headers, and rows that are of all items.
constexpr std::uint64_t kMostCopied = std::uint64_t{512} << 20;  // bytes

bool is_rights(const RelativePath& path) { return to_lower(path.name()) == "rights.csv"; }

const Rule& unreadable_rule(const RelativePath& path) {
  return is_rights(path) ? rules::kRightsUnreadable : rules::kCertificateUnreadable;
}

std::uint64_t held_by(const std::vector<std::string>& cells) {
  std::uint64_t bytes = 0;
  for (const std::string& cell : cells) bytes += sizeof cell + cell.size();
  return bytes;
}

// What a table gives to items, and what of it nobody is given.
class Shares {
 public:
  explicit Shares(const RelativePath& path) : path_(path) {}

  void set_header(std::string text, std::uint64_t held) {
    header_ = std::move(text);
    header_held_ = held + header_.size();
  }

  // A row of an item; `copied`: bytes held for it that others are given, too.  False: it can't be
  // given, which is told.
  bool give(std::size_t item, std::string_view text, std::uint64_t copied = 0) {
    const auto at = texts.find(item);
    const std::uint64_t cost = copied + (at == texts.end() ? header_held_ : 0);
    if (cost > left_) {
      if (!std::exchange(is_spent_, true)) {
        faults.push_back(finding(unreadable_rule(path_), {.path = path_},
                                 "what is repeated for each item is more than 512 MiB; the rows "
                                 "that follow are not taken over"));
      }
      return false;
    }
    left_ -= cost;
    (at == texts.end() ? texts.emplace(item, header_).first : at)->second += text;
    return true;
  }

  void add_unknown_row(std::string name) {
    if (unknown++ == 0) first_unknown = std::move(name);
  }

  std::map<std::size_t, std::string> texts;  // that items keep: of each that a row names
  std::vector<Finding> faults;               // of the table: whose rows are lost nobody knows
  std::size_t unknown = 0;                   // rows that are about no item
  std::string first_unknown;

 private:
  const RelativePath& path_;
  std::string header_;
  std::uint64_t header_held_ = 0, left_ = kMostCopied;
  bool is_spent_ = false;
};

// A row of CSV, written anew.
std::string text_of_row(const CsvRow& row, char delimiter) {
  const std::string special = std::string("\"\r\n") + delimiter;
  std::string out;
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    if (c > 0) out += delimiter;
    const bool is_plain = row.cells[c].find_first_of(special) == std::string::npos;
    if (is_plain) {
      out += row.cells[c];
      continue;
    }
    out += '"';
    for (const char letter : row.cells[c]) out += letter == '"' ? "\"\"" : std::string(1, letter);
    out += '"';
  }
  return out + '\n';
}

class RightsSharer {
 public:
  RightsSharer(const RelativePath& path, const ItemFinder& finder, Batch& batch)
      : path_(path), finder_(finder), batch_(batch), folder_(path, batch), out_(path) {}

  Shares share(const std::string& bytes) {
    table_ = rows_of_rights(bytes, path_);
    out_.faults = std::move(table_.findings);
    const RowCutter cutter(bytes, to_lower(path_.name()));
    out_.set_header(cutter.header(), held_by(table_.header));
    for (CsvRow& row : table_.rows) {
      std::string name = table_.name_of(row);
      auto found = finder_.find(name);
      if ((!found || !found->rest.empty()) && folder_.is_named(name)) {
        give_to_all(row);
      } else if (!found) {
        out_.add_unknown_row(std::move(name));
      } else if (out_.give(found->item, cutter.row(row.line))) {
        table_.rename(row, std::move(found->rest));
        rows_[found->item].push_back(std::move(row));
      }
    }
    for (auto& [item, rows] : rows_) {
      batch_.beside[item].rights.push_back({.path = path_,
                                            .header = table_.header,
                                            .rows = std::move(rows),
                                            .findings = {},
                                            .delimiter = table_.delimiter});
    }
    return std::move(out_);
  }

 private:
  // Each keeps the row under its own name, so that it says the same without the batch.
  void give_to_all(const CsvRow& row) {
    const std::uint64_t held = 2 * held_by(row.cells);
    for (const std::size_t item : folder_.items()) {
      CsvRow own = row;
      table_.rename(own, batch_.item_ids[item].value);
      if (!out_.give(item, text_of_row(own, table_.delimiter), held)) return;
      table_.rename(own, {});
      rows_[item].push_back(std::move(own));
    }
  }

  const RelativePath& path_;
  const ItemFinder& finder_;
  Batch& batch_;
  const FolderOfTable folder_;
  RightsRows table_;
  std::map<std::size_t, std::vector<CsvRow>> rows_;
  Shares out_;
};

Shares share_out_certificates(const std::string& bytes, const RelativePath& path,
                              const ItemFinder& finder, Batch& batch) {
  Shares out(path);
  CertificateTable table = read_certificate_table(bytes, path);
  out.faults = std::move(table.findings);
  out.set_header(std::move(table.header), 0);
  for (CertificateRow& row : table.rows) {
    const auto found = finder.find(row.name);
    if (!found || !found->rest.empty()) {
      out.add_unknown_row(std::move(row.name));
    } else if (out.give(found->item, row.text)) {
      batch.beside[found->item].certificates.push_back(reading_of(row, path));
    }
  }
  return out;
}

const Rule& beside_items_rule(const RelativePath& path) {
  return is_rights(path) ? rules::kRightsBesideItems : rules::kCertificateBesideItems;
}

// Of a table with a fault each item may have lost rows; so may an item that no row names, where
// a row names nobody.
void tell_items(const RelativePath& path, const Shares& shares, Batch& batch) {
  if (shares.faults.empty() && shares.unknown == 0) return;
  Finding told;
  if (shares.faults.empty()) {
    told = finding(beside_items_rule(path), {.path = path},
                   "no row of the table is about this item, and " + std::to_string(shares.unknown) +
                       " about no item of the batch; the first is \"" +
                       display_of(std::string_view(shares.first_unknown).substr(0, 200)) + "\"");
  } else {
    const Finding& first = shares.faults.front();
    told = finding(beside_items_rule(path), first.where,
                   "the table beside the items is not read whole, and what it says of this item "
                   "may be lost: " +
                       first.message);
  }
  const FolderOfTable concerned(path, batch);
  for (const std::size_t item : concerned.items()) {
    if (shares.faults.empty() && shares.texts.contains(item)) continue;
    batch.beside[item].findings.push_back(told);
  }
}

// Of a table of which no row could be read each item keeps the whole: who reads it may yet see
// what it says.
void keep_unread(const RelativePath& path, const DocumentOfItem& document, const Shares& shares,
                 Batch& batch) {
  const bool is_unread = !shares.faults.empty() && shares.texts.empty() && shares.unknown == 0;
  if (!is_unread || document.size == 0 || document.size > batch.whole_up_to) return;
  const FolderOfTable concerned(path, batch);
  for (const std::size_t item : concerned.items()) {
    batch.beside[item].documents.push_back(document);
  }
}

void tell_batch(const RelativePath& path, const Shares& shares, Batch& batch) {
  batch.findings.insert(batch.findings.end(), shares.faults.begin(), shares.faults.end());
  add_unknown(batch, path, shares.unknown, shares.unknown == 1 ? "row" : "rows",
              shares.first_unknown);
}

// Larger than is read into memory, or no file that can be read.
bool is_fault_of_table(const Error& error, const Batch& batch) {
  if (error.code == ErrorCode::kUnsupported) return true;
  return !batch.unpacked && is_fault_of_file(error);
}

}  // namespace

bool is_table_of_rows(const RelativePath& path) {
  const std::string name = to_lower(path.name());
  return is_rights(path) || name == "certificate.csv" || name == "certificate.toml";
}

Result<void> share_out_rows(const ProducerFolder& folder, const RelativePath& path,
                            const ItemFinder& finder, Batch& batch) {
  const auto source = folder.open_file(path);
  const auto bytes = source ? read_all(**source, kMaxTableOfBatch) : source.error();
  if (!bytes) {
    const Error& error = bytes.error();
    if (!is_fault_of_table(error, batch)) return batch.unpacked ? fault_of_ours(error) : error;
    Shares nothing(path);
    nothing.faults.push_back(
        finding(unreadable_rule(path), {.path = path}, "the table can't be read: " + error.text()));
    tell_batch(path, nothing, batch);
    tell_items(path, nothing, batch);
    return {};
  }
  Shares shares = is_rights(path) ? RightsSharer(path, finder, batch).share(*bytes)
                                  : share_out_certificates(*bytes, path, finder, batch);
  tell_batch(path, shares, batch);
  tell_items(path, shares, batch);
  DocumentOfItem document = document_at(path, **source);
  keep_unread(path, document, shares, batch);
  document.whole = false;
  document.sha256 = sha256_of(*bytes).hex;
  for (auto& [item, text] : shares.texts) {
    document.text = std::move(text);
    batch.beside[item].documents.push_back(document);
  }
  return {};
}

}  // namespace delo::ingest
