#include "validators/text/document_validator.h"

#include "core/text/xml_reader.h"
#include "validators/finding_list.h"
#include "validators/text/text_analysis.h"
#include "validators/text/text_reader.h"
#include "validators/text/zip_parts.h"

namespace delo::validators::text {

Result<Examination> examine_document(const ByteSource& bytes, const RelativePath& path,
                                     const Format& format, const ExamineOptions&) {
  Examination out{.format = format};
  FindingList findings(path);
  TextAnalysis analysis(findings);
  DELO_CHECK(read_text(bytes, format, analysis));
  out.technical.text = analysis.finish();
  out.findings = findings.take();
  if (validity_of(out.findings) == Validity::kInvalid) out.validity = Validity::kInvalid;
  out.not_checked.push_back("Of a document the text was read; its layout and pictures were not");
  out.tools = {zip_library_version(), xml_library_version()};
  return out;
}

}  // namespace delo::validators::text
