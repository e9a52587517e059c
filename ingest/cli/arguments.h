// What was asked on the command line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace delo::ingest {

struct Arguments {
  std::string command;               // "ingest" … "ledger verify"
  std::vector<std::string> operands;  // BATCH, PATH…, PACKAGE…, TEXT…

  // For every command.
  bool json = false, quiet = false;
  int jobs = 1;
  std::filesystem::path holdings = "holdings";

  // Each for the commands that have it.
  std::string policy, plan, output, to, as, serialize, split, settings, store, new_store, because, person, format, of, file, language, separator;
  std::string archives, reference_template;  // of reference
  std::string return_file;  // of plan
  std::string bag_profile, bag_info;
  // Of find.
  std::string archive, fond, of_language, validity, dates;
  std::size_t limit = 20, offset = 0;
  std::string as_version_of;    // of decide
  std::optional<int> version;   // of export
  std::vector<std::string> profiles, algorithms, tags;
  bool examine = false, masters = false, return_list = false;
  bool all = false, due = false, repair = false, accept = false, reject = false;
  std::optional<double> sample_percent;
  double rate_megabytes = 0;  // per second; 0: no limit
};

// There is nothing to do but to print and leave: --help, --version, or a usage error.
struct Leave {
  int code = 0;
  std::string text;
  bool version = false;  // asked for --version: the caller knows it
};

std::variant<Arguments, Leave> parse_arguments(int argc, const char* const* argv);

}  // namespace delo::ingest
