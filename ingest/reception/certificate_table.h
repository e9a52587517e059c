// Certificates of several items in one table beside these: in certificate.csv a row for each, with
// a column that names it, in certificate.toml a section for each (docs/formats/certificate.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/reception/certificate.h"

namespace delo::ingest {

struct CertificateRow {
  int line = 0;      // where it begins, from 1
  std::string name;  // of the item, as written
  std::vector<WrittenEntry> entries;
  std::string text;  // that a table of this row alone has; of CSV as it stands there, in UTF-8
  std::vector<Finding> findings = {};  // certificate.value, of entries that are not there
};
struct CertificateTable {
  std::string header;  // stands before the texts of rows
  std::vector<CertificateRow> rows;
  std::vector<Finding> findings;  // certificate.*, of the table
};
// By the name of `path` CSV or TOML.
CertificateTable read_certificate_table(std::string_view bytes, const RelativePath& path);
CertificateTable read_certificate_sections(std::string_view bytes, const RelativePath& path);

// What a row certifies of its item.
CertificateReading reading_of(const CertificateRow& row, const RelativePath& path);

// Of a table that is_from_batch() what is certified of the item that it was kept for.
std::vector<CertificateReading> certificates_from_batch(std::string_view bytes,
                                                        const RelativePath& path);

}  // namespace delo::ingest
