// Report of an audit.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/run/run_context.h"
#include "core/text/json.h"
#include "holdings/audit/audit.h"

namespace delo::ingest {

// Everything an audit's report tells, kept as audit.json and audit.jsonl (one
// AuditLine a line) in reports/<run>/.
struct AuditRunRecord {
  std::string run;
  std::string holdings;
  Timestamp started{}, finished{};
  std::string order;   // "--all --repair", in words for people
  std::string policy;  // "audit-yearly, version 1: every copy within 365 days"
  holdings::AuditSummary summary;
  std::vector<Agent> software;
  std::vector<std::string> noticed;  // what opening the holdings found and did
  bool interrupted = false;
};
Json to_json(const holdings::AuditLine& line);
Json to_json(const AuditRunRecord& record);
Result<AuditRunRecord> audit_run_record_from(const Json& json);

// Reads audit.json and audit.jsonl in `folder`; writes report.html, report.csv,
// report.json.  Returns the path of report.html.
Result<std::filesystem::path> write_audit_report(const std::filesystem::path& folder);

}  // namespace delo::ingest
