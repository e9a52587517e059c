#include "validators/examine_file.h"

#include <algorithm>

#include "validators/examination_rules.h"
#include "validators/formats/format_identifier.h"

namespace delo::validators {
namespace {

std::string name_of_format(const Format& format) {
  std::string name = format.name.empty() ? "This format" : format.name;
  if (!format.version.empty()) name += " " + format.version;
  return name;
}

bool has_verdict(const Examination& examination, std::string_view profile) {
  return std::ranges::any_of(
      examination.profiles, [&](const ProfileVerdict& verdict) { return verdict.name == profile; });
}

Examination examination_of_nothing(const Format& format, const RelativePath& path) {
  Examination out{.format = format};
  out.findings.push_back(
      finding(rule_empty_file(), {.path = path, .offset = 0}, "file has 0 bytes"));
  out.validity = Validity::kInvalid;
  return out;
}

Examination examination_by_nobody(const Format& format) {
  Examination out{.format = format};
  out.not_checked.push_back(
      format.puid.empty()
          ? "The format is unknown; nothing but the bytes themselves is kept and checked"
          : name_of_format(format) + " was identified only; its content was not examined");
  return out;
}

}  // namespace

Result<Examination> examine_file(const ByteSource& bytes, const RelativePath& path,
                                 const ExamineOptions& options) {
  DELO_TRY(const Format format, identify_format(bytes, path));
  Examination out;
  if (bytes.size() == 0) {
    out = examination_of_nothing(format, path);
  } else if (const Validator* validator = validator_for(format.puid)) {
    DELO_TRY(out, validator->examine(bytes, path, format, options));
    // Each validator is ours; what it names are the libraries that it asked.
    out.tools.insert(out.tools.begin(), "delo " DELO_VERSION);
  } else {
    out = examination_by_nobody(format);
  }
  // Of a file without bytes all is said already.
  if (bytes.size() > 0) {
    const std::vector<Finding> about_format = check_identification(format, path);
    if (validity_of(about_format) == Validity::kInvalid) out.validity = Validity::kInvalid;
    out.findings.insert(out.findings.begin(), about_format.begin(), about_format.end());
  }
  for (const std::string& profile : options.profiles) {
    if (has_verdict(out, profile)) continue;
    out.profiles.push_back({profile, Validity::kNotExamined});
    out.not_checked.push_back("Profile " + profile + " was not examined");
  }
  return out;
}

}  // namespace delo::validators
