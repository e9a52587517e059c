// A program that can be an examiner's zygote.  As "--isolated-examiner" it is
// the real one; copied or linked to the name "hostile_examiner" its children
// do what the name of the file says.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "core/isolation/zygote.h"
#include "validators/examination_message.h"
#include "validators/isolated_examiner.h"

namespace delo::validators {
namespace {

Examination valid_tiff() {
  Examination out{.format = {.puid = "fmt/353", .name = "TIFF"}, .validity = Validity::kValid};
  out.technical.page_count = 1;
  return out;
}

Finding an_error(std::string_view path) {
  return {.rule = "tiff.test",
          .severity = Severity::kError,
          .where = {.path = *RelativePath::parse(path)},
          .message = "is so"};
}

// Half of a copy, then what the text says.
std::string copy_text(const FileDescriptor& file, const IsolatedStream& stream) {
  char deed = 0;
  if (::pread(file.get(), &deed, 1, 0) != 1) return "?";
  stream("one half, ");
  if (deed == 'd') std::abort();
  while (deed == 's') ::pause();
  stream("the other");
  stream({});
  return text_of(Result<Examination>(Examination{}));
}

std::string misbehave(FileDescriptor file, std::string_view text, const IsolatedStream& stream) {
  const auto request = request_from(text);
  if (!request) return "?";
  if (request->utf8_copy) return copy_text(file, stream);
  if (request->identify_only && request->path.name() != "always-crash") {
    return text_of(Result<Examination>(Examination{.format = valid_tiff().format}));
  }
  const std::string_view deed = request->path.name();
  if (deed == "crash" || deed == "always-crash") std::abort();
  if (deed == "hang") {
    while (true) ::pause();
  }
  if (deed == "fill-memory") throw std::bad_alloc();
  if (deed == "connect") ::socket(AF_INET, SOCK_STREAM, 0);
  if (deed == "not-json") return "I am fine";
  if (deed == "deep-json") return std::string(100'000, '[');
  if (deed == "no-validity") return R"({"examination":{"validity":"splendid"}})";
  if (deed == "nothing") return "{}";
  if (deed == "unreadable") return text_of(Result<Examination>(io_error("cannot read", {}, EIO)));
  if (deed == "internal") {
    return text_of(Result<Examination>(Error{ErrorCode::kInternal, "table \x1b[2J is broken"}));
  }
  Examination out = valid_tiff();
  if (deed == "valid-with-errors") out.findings.push_back(an_error(deed));
  if (deed == "about-another-file") {
    out.validity = Validity::kInvalid;
    out.findings.push_back(an_error("0038.tif"));
  }
  if (deed == "no-rule") {
    out.findings.push_back(an_error(deed));
    out.findings.back().rule = "<script>";
  }
  if (deed == "html-thumbnail") out.thumbnail = "<script>alert(1)</script>";
  if (deed == "long-message") {
    out.validity = Validity::kInvalid;
    out.findings.push_back(an_error(deed));
    out.findings.back().message.clear();
    for (int i = 0; i < 10'000; ++i) out.findings.back().message += "ж";
  }
  if (deed == "many-findings") {
    out.validity = Validity::kInvalid;
    out.findings.assign(20'001, an_error(deed));
  }
  if (deed == "many-pages") out.technical.pages.resize(3'000);
  return text_of(Result<Examination>(std::move(out)));
}

}  // namespace
}  // namespace delo::validators

int main(int argc, char** argv) {
  if (argc < 2 || argv[1] != delo::kZygoteRole) return 2;
  if (std::string_view(argv[0]).ends_with("hostile_examiner")) {
    return delo::run_zygote(delo::IsolatedStreamingWork(&delo::validators::misbehave));
  }
  return delo::validators::run_examiner_zygote();
}
