// The лист-заверитель of a delo as it is delivered: certificate.csv, certificate.toml, or
// columns of metadata.csv in the item's own row (docs/formats/certificate.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::ingest {

struct CertificateReading {
  LeafCertificate certificate;
  std::vector<Finding> findings;  // certificate.*
};

// What one entry of a certificate is: "counted", "Пронумеровано", "пропущенные номера листов".
enum class CertificateEntry : std::uint8_t {
  kCounted,
  kFirst,
  kLast,
  kLettered,
  kSkipped,
  kInner,
  kBlank,
  kRemark,  // who certified, when, in what state: kept in the file, not compared
};
// `certificate`: in a table of its own short names will do ("count"); in metadata.csv
// only those that can mean nothing else.
std::optional<CertificateEntry> certificate_entry_named(std::string_view name, bool certificate);

// An entry as it was written, and where: "line 2".
struct WrittenEntry {
  std::string name, value, where;
};
// Two entries that contradict each other, and values that can't be read, are findings; the
// first word counts.
CertificateReading certificate_of(const std::vector<WrittenEntry>& entries,
                                  const RelativePath& path, bool certificate);

// Two columns, name and value, or a row of names above a row of values.  Any encoding.
CertificateReading read_certificate_csv(std::string_view bytes, const RelativePath& path);
CertificateReading read_certificate_toml(std::string_view bytes, const RelativePath& path);
// Of the item's own description.
CertificateReading certificate_of_description(const Item& item);

// What `further` says and `certificate` does not; where they differ, a finding.
void add_certificate(CertificateReading& certificate, CertificateReading further);

}  // namespace delo::ingest
