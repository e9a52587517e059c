// Where the desk speaks: text for people or JSON Lines for programs, never both.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "core/text/json.h"
#include "ingest/cli/arguments.h"

namespace delo::ingest {

class Output {
 public:
  explicit Output(const Arguments& arguments);
  // What would go to standard output is added to `into` instead, for out.print() at its
  // time: for answers that are made side by side.
  Output(const Output& out, std::string& into);
  void print(const std::string& answers);

  bool json() const { return json_; }
  bool quiet() const { return quiet_; }
  bool colour() const { return colour_; }

  // One object, one line; only with --json.
  void line(const Json& json);
  // The same of an object with a list of findings, which need not become JSON all at once.
  void line(const Json& before, const std::vector<Finding>& findings, const Json& after);
  // Text for people; not with --json or --quiet.  What names from outside would do to
  // a terminal ends here (tint.h).
  void text(std::string_view text);
  // A finding as one line of text.
  void finding(const Finding& finding);
  // What the archivist should know beside the answer, to standard error; not with
  // --quiet.
  void notice(const std::string& sentence);
  // Our own failure, to standard error, in every mode.
  void error(const Error& error);

 private:
  void put(const std::string& text);

  bool json_, quiet_, colour_;
  std::string* into_ = nullptr;
  std::mutex mutex_;
};

// 2 usage or configuration · 3 we could not do it · 130 interrupted.
int exit_code_of(const Error& error);

}  // namespace delo::ingest
