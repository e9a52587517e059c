#include "core/records/record_json.h"
#include "core/records/reference_template.h"
#include "core/text/utf8.h"
#include "holdings/archives_file.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

std::vector<Finding> findings_of(const ParsedReferences& parsed) {
  std::vector<Finding> out;
  for (const ReferenceFault& fault : parsed.faults) {
    out.push_back(finding(reference_rule(fault.kind),
                          {.path = {}, .offset = fault.offset, .part = ""},
                          "offset " + std::to_string(fault.offset) + ": " +
                              display_of(fault.message)));
  }
  if (parsed.references.empty() && out.empty()) {
    out.push_back(finding(reference_rule(ReferenceFault::Kind::kUnreadable),
                          {.path = {}, .offset = 0, .part = ""},
                          "offset 0: expected a fond, opis or delo ('f. 45, op. 1, d. 337'); the "
                          "text names no fond, opis or delo"));
  }
  return out;
}

Json line_of(const std::string& text, const ArchivalReference& reference,
             const std::vector<Finding>& findings) {
  Json line = Json::object({{"text", text}});
  const Json parts = to_json(reference);
  for (const auto& [name, value] : parts.members()) line.set(name, value);
  const auto part = [&](std::string_view name, const std::string& value) {
    line.set(std::string(name), value.empty() ? Json() : Json(value));
  };
  part("box", reference.box);
  part("folder", reference.folder);
  part("volume", reference.volume);
  part("item", reference.item);
  part("reel", reference.reel);
  part("frames", reference.frames);
  if (reference.empty()) line.set("canonical", Json()).set("canonical_cyrillic", Json());
  line.set("findings", to_json(findings));
  return line;
}

// --archives, else what the holdings have; --template.
Result<std::optional<ReferenceTemplate>> habits_of(const Arguments& asked) {
  if (!asked.archives.empty()) {
    DELO_CHECK(holdings::use_archives_file(asked.archives));
  } else {
    DELO_CHECK(holdings::use_archives_of(asked.holdings));
  }
  if (asked.reference_template.empty()) return std::optional<ReferenceTemplate>();
  DELO_TRY(ReferenceTemplate pattern, ReferenceTemplate::parse(asked.reference_template));
  return std::optional<ReferenceTemplate>(std::move(pattern));
}

}  // namespace

int command_reference(Desk& desk) {
  const auto habits = habits_of(desk.asked);
  if (!habits) return failed(desk, habits.error());
  const std::optional<ReferenceTemplate>& pattern = *habits;
  bool good = true;
  for (const std::string& text : desk.asked.operands) {
    const ParsedReferences parsed = pattern ? pattern->read(text) : parse_references(text);
    const std::vector<Finding> findings = findings_of(parsed);
    good = good && !has_error(findings);
    if (parsed.references.empty()) desk.out.line(line_of(text, {}, findings));
    for (const ArchivalReference& reference : parsed.references) {
      Json line = line_of(text, reference, findings);
      if (pattern) {
        const std::optional<std::string> written = pattern->print(reference);
        line.set("by_template", written ? Json(*written) : Json());
      }
      desk.out.line(line);
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
