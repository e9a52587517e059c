// The policy for names of archive entries: judged one by one, in the order they
// come, before anything is written.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "packages/sinks/archive_reader.h"

namespace delo::packages {

struct NameVerdict {
  RelativePath path;  // empty when refused, and for the root folder "./"
  const Rule* refused = nullptr;
  std::string reason;  // of the refusal
  std::vector<std::pair<const Rule*, std::string>> remarks;
};

// Remembers every name it has seen and every folder above them: memory goes
// with the number of entries.
class EntryNames {
 public:
  // `name` as the archive has it.  A trailing '/' of a folder and a leading "./" are dropped.
  NameVerdict judge(std::string_view name, EntryType type);

 private:
  enum class Use : bool { kFolder, kFile };
  std::unordered_map<std::string, Use> paths_;                // every path, folders above too
  std::unordered_map<std::string, std::string> first_named_;  // collision key → first spelling

  // A phrase when `path` can't be used so; empty when it can.
  std::string enter(const std::string& path, Use use, NameVerdict& verdict);
};

}  // namespace delo::packages
