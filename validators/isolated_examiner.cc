#include "validators/isolated_examiner.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "validators/examination_message.h"
#include "validators/examination_rules.h"
#include "validators/formats/format_identifier.h"
#include "validators/headers/isolated_headers.h"
#include "validators/text_stream.h"
#include "validators/warm_up.h"

namespace delo::validators {
namespace {

using Outcome = IsolatedAnswer::Outcome;

Result<Examination> examine_here(FileDescriptor file, const ExaminationRequest& request) {
  DELO_TRY(const auto source, FileSource::adopt(std::move(file), request.path.text()));
  if (request.identify_only) {
    Examination examination;
    DELO_TRY(examination.format, identify_format(*source, request.path));
    return examination;
  }
  return examine_file(*source, request.path, request.options);
}

Result<Examination> read_text_here(FileDescriptor file, const ExaminationRequest& request,
                                   const IsolatedStream& stream) {
  DELO_TRY(const auto source, FileSource::adopt(std::move(file), request.path.text()));
  return request.utf8_copy ? stream_utf8_copy(*source, request.path, stream)
                           : stream_text(*source, request.path, stream);
}

std::string work(FileDescriptor file, std::string_view text, const IsolatedStream& stream) {
  const auto request = request_from(text);
  if (!request) return text_of(Result<Examination>(request.error()));
  if (request->headers) return text_of(stream_headers(std::move(file), request->may_wish, stream));
  if (request->read_text || request->utf8_copy) {
    return text_of(read_text_here(std::move(file), *request, stream));
  }
  return text_of(examine_here(std::move(file), *request));
}

struct Mishap {
  std::reference_wrapper<const Rule> rule;
  std::string message;
};

Mishap mishap_of(const IsolatedAnswer& answer) {
  switch (answer.outcome) {
    case Outcome::kTimeout:
      return {rule_timeout(), "examination was ended after " + answer.detail};
    case Outcome::kOutOfMemory:
      return {rule_out_of_memory(),
              "examination needs more than the " + answer.detail + " that a file is allowed"};
    case Outcome::kViolation:
      return {rule_violation(), "decoder tried " + answer.detail};
    case Outcome::kAnswered:
    case Outcome::kCrashed:
      break;
  }
  return {rule_crashed(), "decoder crashed: " + answer.detail};
}

}  // namespace

IsolatedExaminer::IsolatedExaminer(std::filesystem::path program, IsolationLimits limits)
    : program_(std::move(program)), limits_(limits) {}
IsolatedExaminer::~IsolatedExaminer() = default;

Result<Examination> IsolatedExaminer::examine(const FileSource& file, const RelativePath& path,
                                              const ExamineOptions& options) {
  if (!zygote_) {
    DELO_TRY(zygote_, Zygote::start(program_, limits_));
  }
  ExaminationRequest request{.path = path, .options = options};
  DELO_TRY(const IsolatedAnswer answer, zygote_->ask(file.descriptor(), text_of(request)));
  std::string rejected;
  if (answer.outcome == Outcome::kAnswered) {
    BelievedAnswer believed = answer_from(answer.answer, path);
    if (believed.rejected.empty()) return std::move(believed.examination);
    rejected = std::move(believed.rejected);
  }

  Examination lost{.validity = Validity::kInvalid};
  const Mishap mishap =
      rejected.empty() ? mishap_of(answer)
                       : Mishap{rule_crashed(), "decoder gave no credible answer: " + rejected};
  lost.findings.push_back(finding(mishap.rule, {.path = path}, mishap.message));
  for (const std::string& profile : options.profiles) {
    lost.profiles.push_back({profile, Validity::kNotExamined});
  }
  lost.not_checked.push_back("The content of the file was not examined to its end");
  // Its format is still worth knowing, and few files crash that look.
  request.identify_only = true;
  DELO_TRY(const IsolatedAnswer second, zygote_->ask(file.descriptor(), text_of(request)));
  if (second.outcome == Outcome::kAnswered) {
    const BelievedAnswer believed = answer_from(second.answer, path);
    if (believed.rejected.empty() && believed.examination) {
      lost.format = believed.examination->format;
    }
  }
  if (lost.format.mime.empty()) lost.format.mime = "application/octet-stream";
  return lost;
}

Result<IsolatedText> IsolatedExaminer::read_text(const FileSource& file, const RelativePath& path,
                                                 ByteSink& text, std::uint64_t limit) {
  if (!zygote_) {
    DELO_TRY(zygote_, Zygote::start(program_, limits_));
  }
  const ExaminationRequest request{.path = path, .options = {}, .read_text = true};
  TextPieces pieces(text, limit);
  const IsolatedStream take = [&](std::string_view piece) { return pieces.take(piece); };
  DELO_TRY(const IsolatedAnswer answer, zygote_->ask(file.descriptor(), text_of(request), take));
  DELO_CHECK(pieces.written());
  IsolatedText out{.bytes = pieces.bytes()};
  if (pieces.is_too_long()) {
    out.has_text = true;
    out.findings.push_back(finding(
        rule_text_cut(), {.path = path},
        "the text has more than " + std::to_string(limit) + " bytes; what follows was not read"));
    return out;
  }
  Mishap mishap = mishap_of(answer);
  if (!pieces.is_believed()) mishap = {rule_crashed(), "decoder gave text that is not UTF-8"};
  if (answer.outcome == Outcome::kAnswered) {
    BelievedAnswer believed = answer_from(answer.answer, path);
    if (believed.rejected.empty()) {
      DELO_TRY(Examination seen, std::move(believed.examination));
      out.has_text = seen.technical.text.has_value();
      if (seen.technical.text) out.metadata = *std::move(seen.technical.text);
      out.findings = std::move(seen.findings);
      out.whole = out.has_text && out.findings.empty();
      return out;
    }
    mishap = {rule_crashed(), "decoder gave no credible answer: " + believed.rejected};
  }
  out.findings.push_back(finding(mishap.rule, {.path = path}, mishap.message));
  return out;
}

Result<IsolatedExaminer::Utf8Copy> IsolatedExaminer::utf8_copy(const FileSource& file,
                                                               const RelativePath& path,
                                                               const NewSink& new_copy,
                                                               std::uint64_t limit) {
  Utf8Copy out;
  for (int attempt = 0; attempt < 2; ++attempt) {
    DELO_TRY(ByteSink* const copy, new_copy());
    DELO_TRY(out, utf8_copy_once(file, path, *copy, limit));
    if (!out.mishap) break;
  }
  return out;
}

Result<IsolatedExaminer::Utf8Copy> IsolatedExaminer::utf8_copy_once(const FileSource& file,
                                                                    const RelativePath& path,
                                                                    ByteSink& copy,
                                                                    std::uint64_t limit) {
  if (!zygote_) {
    DELO_TRY(zygote_, Zygote::start(program_, limits_));
  }
  const ExaminationRequest request{.path = path, .options = {}, .utf8_copy = true};
  TextPieces pieces(copy, limit);
  const IsolatedStream take = [&](std::string_view piece) { return pieces.take(piece); };
  DELO_TRY(const IsolatedAnswer answer, zygote_->ask(file.descriptor(), text_of(request), take));
  DELO_CHECK(pieces.written());
  Utf8Copy out{.bytes = pieces.bytes(), .why_none = {}, .mishap = {}};
  const auto failed = [&](const Mishap& mishap) {
    out.mishap = finding(mishap.rule, {.path = path, .part = "UTF-8 copy"}, mishap.message);
    return std::move(out);
  };
  if (pieces.is_too_long()) {
    out.why_none = "it has more than " + std::to_string(limit) + " bytes as UTF-8";
    return out;
  }
  if (!pieces.is_believed()) return failed({rule_crashed(), "decoder gave text that is not UTF-8"});
  if (answer.outcome != Outcome::kAnswered) return failed(mishap_of(answer));
  BelievedAnswer believed = answer_from(answer.answer, path);
  if (!believed.rejected.empty()) {
    return failed({rule_crashed(), "decoder gave no credible answer: " + believed.rejected});
  }
  DELO_TRY(const Examination seen, std::move(believed.examination));
  if (!seen.not_checked.empty()) out.why_none = seen.not_checked.front();
  return out;
}

Result<std::vector<HeaderLook>> IsolatedExaminer::look_at_headers(std::span<FilePieces> files,
                                                                  const ReadRange& read) {
  if (!zygote_) {
    DELO_TRY(zygote_, Zygote::start(program_, limits_));
  }
  return validators::look_at_headers(
      files, read, [this](int file, std::string_view request, const IsolatedStream& take) {
        return zygote_->ask(file, request, take);
      });
}

std::string IsolatedExaminer::level() const { return zygote_ ? zygote_->level() : std::string(); }

const Finding* mishap_in(const Examination& examination) {
  if (examination.validity != Validity::kInvalid) return nullptr;
  const auto is_mishap = [](const Finding& told) {
    return told.rule == rule_timeout().id || told.rule == rule_crashed().id ||
           told.rule == rule_out_of_memory().id || told.rule == rule_violation().id;
  };
  const auto found = std::ranges::find_if(examination.findings, is_mishap);
  return found == examination.findings.end() ? nullptr : &*found;
}

int run_examiner_zygote() {
  warm_up();
  return run_zygote(IsolatedStreamingWork(&work));
}

}  // namespace delo::validators
