// What an examiner and its sandboxed child say to each other.
//
// A request comes from us and is believed; an answer comes from a process that
// has read a hostile file and is not: it is measured, compared with what was
// asked, and thrown away whole when it doesn't fit.
#pragma once

#include <string>
#include <string_view>

#include "core/records/examination.h"
#include "core/result.h"
#include "validators/examine_file.h"

namespace delo::validators {

struct ExaminationRequest {
  RelativePath path;
  ExamineOptions options;
  bool identify_only = false;  // what format is it?  For files that no child survives
  bool read_text = false;      // its text as a stream, then an examination of nothing else
  bool utf8_copy = false;      // likewise, its bytes as UTF-8
  bool headers = false;        // the file is pieces of many (headers/isolated_headers.h)
  bool may_wish = false;       // … and each may be answered with what it lacks
};

std::string text_of(const ExaminationRequest& request);
Result<ExaminationRequest> request_from(std::string_view text);

std::string text_of(const Result<Examination>& answer);

// What an answer came to.  `rejected` says why it is not believed; empty when it is.
struct BelievedAnswer {
  Result<Examination> examination = Examination{};
  std::string rejected;
};
BelievedAnswer answer_from(std::string_view text, const RelativePath& path);

}  // namespace delo::validators
