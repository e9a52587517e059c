#include "validators/text/document_validator.h"

#include <algorithm>
#include <array>

#include "core/text/xml_reader.h"
#include "validators/finding_list.h"
#include "validators/text/text_analysis.h"
#include "validators/text/text_reader.h"
#include "validators/text/zip_parts.h"

namespace delo::validators::text {
namespace {

constexpr std::string_view kOpenDocumentText = "fmt/291";

// office:version of the content; PRONOM has a format for each.
void tell_version(std::string_view version, Format& format) {
  struct Known {
    std::string_view version, puid;
  };
  constexpr Known kVersions[] = {{"1.0", "fmt/136"},
                                 {"1.1", "fmt/290"},
                                 {"1.2", "fmt/291"},
                                 {"1.3", "fmt/1756"},
                                 {"1.4", "fmt/2044"}};
  for (const Known& known : kVersions) {
    if (known.version != version) continue;
    format.puid = known.puid;
    format.version = version;
    format.basis += ", office:version " + std::string(version);
  }
}

}  // namespace

std::span<const std::string_view> open_document_text_puids() {
  static constexpr std::array<std::string_view, 5> kPuids = {"fmt/136", "fmt/290", "fmt/291",
                                                             "fmt/1756", "fmt/2044"};
  return kPuids;
}

bool is_open_document_text(std::string_view puid) {
  return std::ranges::find(open_document_text_puids(), puid) != open_document_text_puids().end();
}

Result<Examination> examine_document(const ByteSource& bytes, const RelativePath& path,
                                     const Format& format, const ExamineOptions&) {
  Examination out{.format = format};
  FindingList findings(path);
  TextAnalysis analysis(findings);
  DELO_CHECK(read_text(bytes, format, analysis));
  out.technical.text = analysis.finish();
  if (format.puid == kOpenDocumentText) tell_version(analysis.format_version(), out.format);
  out.findings = findings.take();
  if (validity_of(out.findings) == Validity::kInvalid) out.validity = Validity::kInvalid;
  out.not_checked.push_back("Of a document the text was read; its layout and pictures were not");
  out.tools = {zip_library_version(), xml_library_version()};
  return out;
}

}  // namespace delo::validators::text
