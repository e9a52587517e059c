#include "ingest/reception/batch_rows.h"

#include <map>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/batch_descriptions.h"
#include "ingest/reception/certificate_table.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/row_cutter.h"

namespace delo::ingest {
namespace {

bool is_rights(const RelativePath& path) { return to_lower(path.name()) == "rights.csv"; }

void take_findings(std::vector<Finding>& findings, Batch& batch) {
  for (Finding& found : std::exchange(findings, {})) batch.findings.push_back(std::move(found));
}

// Rows that are about no item, and the first of them.
struct Unknown {
  std::size_t count = 0;
  std::string first;
  void add(std::string name) {
    if (count++ == 0) first = std::move(name);
  }
};

using Texts = std::map<std::size_t, std::string>;  // that items keep

Texts share_out_rights(const std::string& bytes, const RelativePath& path, const ItemFinder& finder,
                       Batch& batch, Unknown& unknown) {
  RightsRows table = rows_of_rights(bytes, path);
  take_findings(table.findings, batch);
  std::map<std::size_t, std::vector<int>> lines;
  std::map<std::size_t, RightsRows> by_item;
  for (CsvRow& row : table.rows) {
    std::string name = table.name_of(row);
    auto found = finder.find(name);
    if (!found) {
      unknown.add(std::move(name));
      continue;
    }
    table.rename(row, std::move(found->rest));
    lines[found->item].push_back(row.line);
    by_item[found->item].rows.push_back(std::move(row));
  }
  const RowCutter cutter(bytes, to_lower(path.name()));
  Texts texts;
  for (auto& [item, rows] : by_item) {
    rows.path = path;
    rows.header = table.header;
    batch.beside[item].rights.push_back(std::move(rows));
    texts.emplace(item, cutter.rows(lines[item]));
  }
  return texts;
}

Texts share_out_certificates(const std::string& bytes, const RelativePath& path,
                             const ItemFinder& finder, Batch& batch, Unknown& unknown) {
  CertificateTable table = read_certificate_table(bytes, path);
  take_findings(table.findings, batch);
  Texts texts;
  for (CertificateRow& row : table.rows) {
    const auto found = finder.find(row.name);
    if (!found || !found->rest.empty()) {
      unknown.add(std::move(row.name));
      continue;
    }
    batch.beside[found->item].certificates.push_back(certificate_of(row.entries, path, true));
    texts.try_emplace(found->item, table.header).first->second += row.text;
  }
  return texts;
}

}  // namespace

bool is_table_of_rows(const RelativePath& path) {
  const std::string name = to_lower(path.name());
  return is_rights(path) || name == "certificate.csv" || name == "certificate.toml";
}

void share_out_rows(const ProducerFolder& folder, const RelativePath& path,
                    const ItemFinder& finder, Batch& batch) {
  const auto source = folder.open_file(path);
  const auto bytes = source ? read_all(**source, kMaxTableOfBatch) : source.error();
  if (!bytes) {
    const Rule& rule = is_rights(path) ? rules::kRightsUnreadable : rules::kCertificateUnreadable;
    batch.findings.push_back(
        finding(rule, {.path = path}, "the table can't be read: " + bytes.error().text()));
    return;
  }
  const auto share_out = is_rights(path) ? share_out_rights : share_out_certificates;
  Unknown unknown;
  Texts texts = share_out(*bytes, path, finder, batch, unknown);
  add_unknown(batch, path, unknown.count, unknown.count == 1 ? "row" : "rows", unknown.first);
  DocumentOfItem document = document_at(path, **source);
  document.whole = false;
  document.sha256 = sha256_of(*bytes).hex;
  for (auto& [item, text] : texts) {
    document.text = std::move(text);
    batch.beside[item].documents.push_back(document);
  }
}

}  // namespace delo::ingest
