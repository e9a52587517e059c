#include "core/records/record_json.h"
#include "ingest/cli/commands.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

std::vector<Finding> findings_of(const ParsedReferences& parsed) {
  std::vector<Finding> out;
  for (const ReferenceFault& fault : parsed.faults) {
    out.push_back(finding(reference_rule(), {.path = {}, .offset = fault.offset, .part = ""}, fault.message));
  }
  if (parsed.references.empty() && out.empty()) {
    out.push_back(finding(reference_rule(), {}, "the text names no fond, opis or delo"));
  }
  return out;
}

Json line_of(const std::string& text, const ArchivalReference& reference,
             const std::vector<Finding>& findings) {
  Json line = Json::object({{"text", text}});
  const Json parts = to_json(reference);
  for (const auto& [name, value] : parts.members()) line.set(name, value);
  if (reference.empty()) line.set("canonical", Json()).set("canonical_cyrillic", Json());
  line.set("findings", to_json(findings));
  return line;
}

}  // namespace

int command_reference(Desk& desk) {
  bool good = true;
  for (const std::string& text : desk.asked.operands) {
    const ParsedReferences parsed = parse_references(text);
    const std::vector<Finding> findings = findings_of(parsed);
    good = good && findings.empty();
    if (parsed.references.empty()) desk.out.line(line_of(text, {}, findings));
    for (const ArchivalReference& reference : parsed.references) {
      desk.out.line(line_of(text, reference, findings));
      desk.out.text(reference.canonical() + "\n" + reference.canonical_cyrillic() + "\n");
      std::string leaves;
      for (const Leaf& leaf : reference.leaves) leaves += (leaves.empty() ? "" : " ") + leaf.label();
      if (!leaves.empty()) desk.out.text("leaves: " + leaves + "\n");
    }
    for (const Finding& finding : findings) desk.out.finding(finding);
  }
  return good ? 0 : 1;
}

}  // namespace delo::ingest
