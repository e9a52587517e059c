#include "ingest/cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "core/bytes/byte_sink.h"
#include "core/records/record_json.h"
#include "core/text/json_apart.h"
#include "core/text/utf8.h"
#include "ingest/cli/tint.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

// A full or closed standard output must not go unnoticed: our answers are
// acknowledgements.
void write_out(std::FILE* to, const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), to) != text.size() || std::fflush(to) != 0) {
    if (to == stdout) {
      // Whoever reads a pipe may have enough of it; that is no news to them.
      if (errno != EPIPE) std::fputs("delo: cannot write to standard output\n", stderr);
      std::_Exit(3);
    }
  }
}

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
}

Tint tint_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Tint::kBad;
    case Severity::kWarning:
      return Tint::kNote;
    case Severity::kInfo:
      break;
  }
  return Tint::kSoft;
}

}  // namespace

Output::Output(const Arguments& arguments)
    : json_(arguments.json), quiet_(arguments.quiet), colour_(!arguments.json && wants_colour()) {}

Output::Output(const Output& out, std::string& into)
    : json_(out.json_), quiet_(out.quiet_), colour_(out.colour_), into_(&into) {}

void Output::print(const std::string& answers) {
  if (answers.empty()) return;
  const std::lock_guard lock(mutex_);
  put(answers);
}

void Output::put(const std::string& text) {
  if (into_) {
    *into_ += text;
  } else {
    write_out(stdout, text);
  }
}

void Output::line(const Json& json) {
  if (!json_) return;
  const std::lock_guard lock(mutex_);
  put(json.dump() + "\n");
}

void Output::line(const Json& before, const std::vector<Finding>& findings, const Json& after) {
  if (!json_) return;
  const std::lock_guard lock(mutex_);
  class Answer final : public ByteSink {
   public:
    explicit Answer(Output& out) : out_(out) {}
    Result<void> write(std::span<const std::byte> chunk) override {
      out_.put(std::string(reinterpret_cast<const char*>(chunk.data()), chunk.size()));
      return {};
    }
    Result<void> finish() override { return {}; }

   private:
    Output& out_;
  } out(*this);
  const auto add_all = [&](const AddElement& add) -> Result<void> {
    for (const Finding& found : findings) DELO_CHECK(add(to_json(found)));
    return {};
  };
  (void)write_json_apart(out, before, "findings", add_all, after);  // what fails ends us
  put("\n");
}

void Output::text(std::string_view text) {
  if (json_ || quiet_) return;
  const std::lock_guard lock(mutex_);
  put(safe_lines(text, colour_));
}

void Output::finding(const Finding& finding) {
  std::string line = text_of(finding);
  if (colour_) {
    const std::size_t word = line.find(' ');
    line = tinted(line.substr(0, word), tint_of(finding.severity), true) + line.substr(word);
  }
  text(line + "\n");
}

void Output::notice(const std::string& sentence) {
  if (quiet_) return;
  const std::lock_guard lock(mutex_);
  write_out(stderr, "delo: " + terminal_text(sentence) + "\n");
}

void Output::error(const Error& error) {
  const std::lock_guard lock(mutex_);
  write_out(stderr, "delo: " + terminal_text(advised_text(error)) + "\n");
}

int exit_code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
      return 2;
    case ErrorCode::kCancelled:
      return 130;
    default:
      return 3;
  }
}

}  // namespace delo::ingest
