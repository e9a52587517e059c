#include "core/records/finding.h"

#include <utility>

#include "core/text/utf8.h"

namespace delo {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

std::optional<Severity> severity_named(std::string_view name) {
  for (const auto severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    if (name_of(severity) == name) return severity;
  }
  return std::nullopt;
}

std::string_view name_of(Remedier who) {
  switch (who) {
    case Remedier::kArchivist:
      return "archivist";
    case Remedier::kProducer:
      return "producer";
    case Remedier::kOperator:
      return "operator";
  }
  return "archivist";
}

Finding finding(const Rule& rule, Location where, std::string message) {
  return Finding{.rule = std::string(rule.id),
                 .severity = rule.severity,
                 .clause = std::string(rule.clause),
                 .where = std::move(where),
                 .message = std::move(message)};
}

std::string text_of(const Finding& finding) {
  std::string line;
  switch (finding.severity) {
    case Severity::kInfo:
      line = "INFO ";
      break;
    case Severity::kWarning:
      line = "WARNING ";
      break;
    case Severity::kError:
      line = "ERROR ";
      break;
  }
  line += terminal_text(finding.rule);
  const Location& where = finding.where;
  if (!where.path.empty()) line += ' ' + terminal_text(where.path.text());
  if (!where.part.empty() || where.offset) {
    line += " [" + terminal_text(where.part);
    if (where.offset) {
      if (!where.part.empty()) line += ' ';
      line += "@ " + std::to_string(*where.offset);
    }
    line += ']';
  }
  line += ": " + terminal_text(finding.message);
  return line;
}

}  // namespace delo
