#include "validators/pdf/pdf_validator.h"

#include <algorithm>
#include <cstring>

#include "validators/pdf/locked_file.h"
#include "validators/pdf/object_pass.h"
#include "validators/pdf/pdf_file.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/pdf_structure.h"
#include "validators/pdf/pdf_text.h"
#include "validators/pdf/qpdf_bridge.h"
#include "validators/text/text_analysis.h"

namespace delo::validators::pdf {
namespace {

// What libqpdf says, as the rule it is about.  The texts are those of libqpdf 11;
// one it did not have then is a repair like any other.
const Rule* rule_of(const std::string& message) {
  static const std::string kDuplicated = "duplicated key /";
  if (const std::size_t at = message.find(kDuplicated); at != std::string::npos) {
    const std::string key = message.substr(at + kDuplicated.size());
    for (const char* one : {"Title;", "Author;", "Subject;", "Keywords;", "Creator;", "Producer;",
                            "CreationDate;", "ModDate;", "Trapped;", "PTEX."})
      if (key.rfind(one, 0) == 0) return &kDuplicateInformation;
    return &kDuplicateKey;
  }
  struct Known {
    const char* text;
    const Rule* rule;  // nullptr: our own scan says it better
  };
  static const Known kKnown[] = {
      {"reported number of objects", nullptr},
      {"extraneous whitespace seen before xref", nullptr},
      {"Cross-reference stream data has the wrong size", nullptr},
      {"excessively deeply nested", &kNesting},
      {"expected endstream", &kStreamLength},
      {"attempting to recover stream length", nullptr},
      {"recovered stream length", nullptr},
      {"unable to recover stream data", nullptr},
      {"stream dictionary lacks /Length", &kStreamLength},
      {"/Length key in stream dictionary", &kStreamLength},
      {"stream keyword followed by carriage return only", &kStreamKeyword},
      {"stream keyword followed by", &kSyntax},
      {"expected endobj", &kSyntax},
      {"unknown token while reading object", &kSyntax},
      {"treating unexpected", &kSyntax},
      {"unexpected dictionary close", &kSyntax},
      {"invalid character", &kSyntax},
      {"null character not allowed in name", &kSyntax},
      {"name with stray #", &kSyntax},
      {"unexpected )", &kSyntax},
      {"empty object treated as null", &kSyntax},
      {"dictionary ended prematurely", &kSyntax},
      {"unexpected EOF", &kSyntax},
      {"parse error while reading object", &kSyntax},
      {"EOF while reading token", &kSyntax},
      {"expected n n obj", &kXrefOffset},
      {"object has offset 0", &kXrefOffset},
      {"loop detected resolving object", &kRepaired},
      {"object stream", &kObjectStream},
      {"supposed object stream", &kObjectStream},
  };
  for (const Known& known : kKnown)
    if (message.find(known.text) != std::string::npos) return known.rule;
  return &kRepaired;
}

void tell_repairs(const std::vector<Repair>& repairs, Findings& findings) {
  for (const Repair& repair : repairs)
    if (const Rule* rule = rule_of(repair.message))
      findings.add(*rule, repair.object, repair.offset, repair.message);
}

void check_linearization(const Linearization& told, const std::vector<Page>& pages,
                         Findings& findings) {
  if (!told.current || pages.empty()) return;
  if (told.pages != static_cast<std::int64_t>(pages.size()))
    findings.add(kLinearized, "linearisation", told.offset,
                 "N is " + std::to_string(told.pages) + ", the file has " +
                     std::to_string(pages.size()) + " pages");
  if (const ObjectId first = pages[0].dictionary.home(); told.first_page != first.number)
    findings.add(kLinearized, "linearisation", told.offset,
                 "O is " + std::to_string(told.first_page) + ", the first page is " + first.text());
}

// What the pages say, where one has text.  Of words that are odd nothing is told: it is the
// pages that count, and layers of text recognition are full of them.
void read_text(Document& document, const std::vector<Page>& pages, Examination& examination,
               Findings& findings) {
  TechnicalMetadata& technical = examination.technical;
  const auto has_text = [](const PageMetadata& page) { return page.text.value_or(false); };
  if (std::none_of(technical.pages.begin(), technical.pages.end(), has_text)) return;
  FindingList odd(RelativePath{});
  text::TextAnalysis analysis(odd);
  const TextCounts counts = read_pages_text(document, pages, analysis);
  technical.text = analysis.finish();
  technical.text->undecodable = counts.unknown;
  if (const std::string what = untold_text(counts); !what.empty())
    findings.add(kTextUnknown, "", -1, what);
  if (!counts.whole) findings.add(kTextCut, "", -1, "not all content of the pages could be read");
}

// True: the content was not looked at, for want of a password.
bool look_inside(ByteWindow& file, const FileStructure& structure, Examination& examination,
                 const ExamineOptions& options, Findings& findings) {
  Document::Opened opened =
      Document::open(file.size(), [&](std::uint64_t offset, char* out, std::size_t count) {
        const std::string_view bytes = file.at(offset, count);
        std::memcpy(out, bytes.data(), bytes.size());
        return bytes.size();
      });
  if (!opened.document) {
    tell_repairs(opened.repairs, findings);
    if (opened.needs_password) {
      examination.technical.encrypted = true;
      findings.add(kEncrypted, "trailer", -1, "the file can't be opened without a password");
      check_locked_encryption(structure.encryption, findings);
      examination.not_checked.push_back(
          "The content was not looked at: the file asks for a password.");
    } else if (structure.encrypted) {
      findings.add(kEncryption, "trailer", opened.failure_offset, opened.failure);
      examination.not_checked.push_back("The content was not looked at: it can't be decrypted.");
    } else {
      findings.add(kUnreadable, "file", opened.failure_offset, opened.failure);
      examination.not_checked.push_back(
          "Pages and streams were not looked at: the file can't be opened.");
    }
    return opened.needs_password;
  }
  Document& document = *opened.document;
  examination.technical.encrypted = document.encrypted();
  if (document.encrypted()) {
    findings.add(kEncrypted, "trailer", -1,
                 "the file is encrypted (" + document.encryption() + ")");
  }
  const std::vector<Page> pages = check_structure(document, findings);
  check_linearization(structure.linearization, pages, findings);
  examination.technical.page_count = static_cast<std::uint32_t>(pages.size());
  tell_repairs(document.take_repairs(), findings);
  check_all_objects(document, file.size(), pages, examination, options, findings);
  tell_repairs(document.take_repairs(), findings);
  read_text(document, pages, examination, findings);
  document.take_repairs();  // told when the same objects were checked
  return false;
}

}  // namespace

Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options) {
  Examination examination;
  examination.format = format;
  examination.tools.push_back(Document::library());
  Findings findings(path);
  ByteWindow file(bytes);
  bool locked = false;
  const FileStructure structure = scan_file(file, findings);
  examination.technical.pdf_version = structure.version;
  if (structure.header && !structure.dangerous) {
    locked = look_inside(file, structure, examination, options, findings);
  } else if (structure.dangerous) {
    examination.not_checked.push_back(
        "Objects, pages and streams were not looked at: the file would exhaust whoever reads it.");
  }
  if (const std::string& claim = examination.technical.pdfa_claim; !claim.empty()) {
    examination.not_checked.push_back("Whether the file is PDF/A-" + claim +
                                      ", as it claims, was not examined");
  }
  if (file.error()) return *file.error();
  examination.findings = findings.take();
  examination.validity = validity_of(examination.findings);
  // Nobody who could not read the content may call it valid.
  if (locked && examination.validity == Validity::kValid)
    examination.validity = Validity::kNotExamined;
  return examination;
}

}  // namespace delo::validators::pdf
