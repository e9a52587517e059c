#include "validators/examination_message.h"

#include <algorithm>
#include <utility>

#include "core/records/record_json.h"
#include "core/text/utf8.h"

namespace delo::validators {
namespace {

// More than any validator says; a child that says more is not in its right mind.
constexpr std::size_t kMaxFindings = 20'000;
constexpr std::size_t kMaxPages = 2'000;
constexpr std::size_t kMaxEmbedded = 20'000;
constexpr std::size_t kMaxList = 1'000;
constexpr std::size_t kMaxOfPage = 16;       // codecs, colour spaces
constexpr std::size_t kMaxName = 200;        // bytes, each
constexpr std::size_t kMaxSentence = 4'096;  // bytes, each
constexpr std::size_t kMaxThumbnail = 1u << 20;

// Cuts before a character that would not fit whole.
void cut(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  text += "…";
}

bool is_rule_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxName && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

void cut_text(TextMetadata& text) {
  for (std::string* name : {&text.line_ends, &text.language, &text.script, &text.declared_language})
    cut(*name, kMaxName);
  for (SheetMark& mark : text.marks) cut(mark.text, kMaxName);
  for (TextFigure& figure : text.figures) cut(figure.value, kMaxName);
}

void cut_all(Examination& examination) {
  Format& format = examination.format;
  for (std::string* name : {&format.puid, &format.version, &format.mime}) cut(*name, kMaxName);
  for (std::string* text : {&format.name, &format.basis}) cut(*text, kMaxSentence);
  for (Finding& finding : examination.findings) {
    cut(finding.clause, kMaxSentence);
    cut(finding.where.part, kMaxName);
    cut(finding.message, kMaxSentence);
  }
  TechnicalMetadata& technical = examination.technical;
  for (PageMetadata& page : technical.pages) {
    cut(page.compression, kMaxName);
    cut(page.photometric, kMaxName);
    cut(page.icc, kMaxSentence);
    cut(page.label, kMaxName);
    for (auto* list : {&page.codecs, &page.colour_spaces})
      for (std::string& name : *list) cut(name, kMaxName);
  }
  if (technical.pdf) {
    PdfMetadata& pdf = *technical.pdf;
    for (std::string* text : {&pdf.pdfa_revision, &pdf.pdfua_claim, &pdf.form})
      cut(*text, kMaxName);
    for (auto* list : {&pdf.attachment_names, &pdf.fonts_not_embedded})
      for (std::string& name : *list) cut(name, kMaxName);
  }
  for (std::string* text : {&technical.pdf_version, &technical.pdfa_claim, &technical.text_encoding,
                            &technical.captured}) {
    cut(*text, kMaxName);
  }
  if (technical.text) cut_text(*technical.text);
  cut(technical.capture_device, kMaxSentence);
  cut(technical.capture_software, kMaxSentence);
  for (auto& [name, value] : technical.embedded) {
    cut(name, kMaxName);
    cut(value, kMaxSentence);
  }
  for (std::string& sentence : examination.not_checked) cut(sentence, kMaxSentence);
  for (std::string& tool : examination.tools) cut(tool, kMaxName);
}

// Why it can't be true; empty when it can.
std::string contradiction(const Examination& examination, const RelativePath& path) {
  if (examination.findings.size() > kMaxFindings) return "too many findings";
  if (examination.technical.pages.size() > kMaxPages) return "too many pages";
  if (examination.technical.embedded.size() > kMaxEmbedded) return "too much embedded metadata";
  if (examination.profiles.size() > kMaxList || examination.not_checked.size() > kMaxList ||
      examination.tools.size() > kMaxList) {
    return "a list that is too long";
  }
  if (const auto& pdf = examination.technical.pdf;
      pdf && (pdf->attachment_names.size() > kMaxList || pdf->fonts_not_embedded.size() > kMaxList))
    return "a list that is too long";
  for (const PageMetadata& page : examination.technical.pages)
    if (page.codecs.size() > kMaxOfPage || page.colour_spaces.size() > kMaxOfPage)
      return "a list that is too long";
  if (const auto& text = examination.technical.text;
      text && (text->marks.size() > kMostSheetMarks || text->figures.size() > kMostTextFigures))
    return "a list that is too long";
  if (examination.thumbnail.size() > kMaxThumbnail) return "a thumbnail that is too large";
  if (!examination.thumbnail.empty() && !examination.thumbnail.starts_with("\xff\xd8\xff")) {
    return "a thumbnail that is no JPEG";
  }
  for (const Finding& finding : examination.findings) {
    if (!is_rule_id(finding.rule)) return "a finding without a rule";
    if (!finding.where.path.empty() && finding.where.path != path) {
      return "a finding about another file";
    }
  }
  if (examination.validity == Validity::kValid &&
      validity_of(examination.findings) != Validity::kValid) {
    return "a valid file with errors";
  }
  return {};
}

}  // namespace

std::string text_of(const ExaminationRequest& request) {
  Json profiles = Json::array();
  for (const std::string& profile : request.options.profiles) profiles.push(profile);
  Json json = Json::object({{"profiles", std::move(profiles)},
                            {"thumbnail", request.options.thumbnail},
                            {"identify_only", request.identify_only},
                            {"read_text", request.read_text},
                            {"utf8_copy", request.utf8_copy},
                            {"headers", request.headers},
                            {"may_wish", request.may_wish}});
  set_path(json, request.path);
  return json.dump();
}

Result<ExaminationRequest> request_from(std::string_view text) {
  DELO_TRY(const Json json, Json::parse(text));
  ExaminationRequest request;
  request.headers = json["headers"].boolean();
  request.may_wish = json["may_wish"].boolean();
  if (request.headers) return request;  // of no one path
  DELO_TRY(request.path, path_from(json));
  for (const Json& profile : json["profiles"].items()) {
    request.options.profiles.push_back(profile.text());
  }
  request.options.thumbnail = json["thumbnail"].boolean();
  request.identify_only = json["identify_only"].boolean();
  request.read_text = json["read_text"].boolean();
  request.utf8_copy = json["utf8_copy"].boolean();
  return request;
}

std::string text_of(const Result<Examination>& answer) {
  if (answer) return Json::object({{"examination", to_json(*answer)}}).dump();
  const Error& error = answer.error();
  return Json::object({{"error", error.message},
                       {"code", static_cast<int>(error.code)},
                       {"errno", error.sys_errno}})
      .dump();
}

BelievedAnswer answer_from(std::string_view text, const RelativePath& path) {
  const auto json = Json::parse(text);
  if (!json) return {.rejected = "an answer that is no JSON"};
  if (const Json* message = json->find("error")) {
    // Only that the bytes can't be read is for the run to know; whatever else a
    // validator could not do lies in the file.
    std::string reason = terminal_text(message->text());
    cut(reason, kMaxSentence);
    if ((*json)["code"].integer() != static_cast<int>(ErrorCode::kIo)) {
      return {.rejected = "no verdict: " + reason};
    }
    return {.examination = io_error(std::move(reason), path.text(),
                                    static_cast<int>((*json)["errno"].integer()))};
  }
  auto examination = examination_from((*json)["examination"]);
  if (!examination) return {.rejected = examination.error().message};
  if (std::string why = contradiction(*examination, path); !why.empty()) {
    return {.rejected = std::move(why)};
  }
  cut_all(*examination);
  for (Finding& finding : examination->findings) finding.where.path = path;
  return {.examination = std::move(examination)};
}

}  // namespace delo::validators
