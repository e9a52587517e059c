// What is in this file?  Identify, validate, read the metadata.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/examination.h"

namespace delo::validators {

// What one look is to do besides the format's own validity.
struct ExamineOptions {
  std::vector<std::string> profiles;  // "tiff-baseline" "ti-a" …; names of known_profiles()
  bool thumbnail = true;              // make one, for reports
};

// A validator looks into one format.  It takes bytes, never a path and never a
// policy, and never prints.  `path` is for locations of findings and for the
// evidence of a file name's extension.  An Error means that *we* could not look;
// everything about the file is in the Examination.
using Examine = Result<Examination> (*)(const ByteSource& bytes, const RelativePath& path,
                                        const Format& format, const ExamineOptions& options);

struct Validator {
  std::string_view puid;  // PRONOM id it is for
  std::string_view name;  // "TIFF"
  Examine examine;
};

// Every validator there is: a constant table.
std::span<const Validator> registry();
// nullptr when nobody can look into this format.
const Validator* validator_for(std::string_view puid);

std::span<const std::string_view> known_profiles();

// Identifies (validators/formats), finds the validator, runs it.  A format that nobody can look
// into comes back kNotExamined with the sentence in not_checked; an empty file is kInvalid whatever
// its name.  Profiles that were asked for and not looked at are kNotExamined. For hostile files
// call it through IsolatedExaminer.
Result<Examination> examine_file(const ByteSource& bytes, const RelativePath& path,
                                 const ExamineOptions& options = {});

}  // namespace delo::validators
