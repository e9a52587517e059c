#include "validators/pdf/object_pass.h"

#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {

void check_all_objects(Document& document, const std::vector<Page>& pages, Examination& examination,
                       const ExamineOptions& options, Findings& findings) {
  (void)pages;
  (void)examination;
  (void)options;
  for (const XrefEntry& entry : document.xref()) {
    const Value value = Value::of(document, entry.id);
    if (!value.is(Kind::kStream) || !(value.home() == entry.id)) continue;
    const StreamCoding coding = coding_of(value);
    if (!coding.fault.empty()) {
      findings.add(kStreamFilter, value.part(), value.offset(), coding.fault);
      continue;
    }
    const DecodeOutcome outcome =
        decode_stream(document, value, coding, kStreamLimit, [](std::string_view) { return true; });
    if (!outcome.fault.empty())
      findings.add(kStreamData, value.part(), value.offset(), outcome.fault);
    if (outcome.over_budget)
      findings.add(kStreamBudget, value.part(), value.offset(),
                   "unfolds to more than " + std::to_string(kStreamLimit >> 20) + " MB");
    if (!outcome.remark.empty())
      findings.add(kStreamRest, value.part(), value.offset(), outcome.remark);
  }
}

}  // namespace delo::validators::pdf
