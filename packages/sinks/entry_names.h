// The policy for names of archive entries: judged one by one, in the order they
// come, before anything is written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/bytes/spool.h"
#include "core/fixity/fingerprint.h"
#include "core/records/finding.h"
#include "packages/sinks/archive_reader.h"

namespace delo::packages {

struct NameVerdict {
  RelativePath path;  // empty when refused, and for the root folder "./"
  const Rule* refused = nullptr;
  std::string reason;  // of the refusal
  std::vector<std::pair<const Rule*, std::string>> remarks;
};

// Remembers every name it has seen and every folder above them, unless each is judged
// alone: some 80 bytes of memory an entry.
class EntryNames {
 public:
  enum class Judged : std::uint8_t { kTogether, kAlone };
  explicit EntryNames(Judged judged = Judged::kTogether) : judged_(judged) {}
  // `name` as the archive has it.  A trailing '/' of a folder and a leading "./" are dropped.
  NameVerdict judge(std::string_view name, EntryType type);

 private:
  enum class Use : std::uint32_t { kFolder, kFile };
  Judged judged_;
  FingerprintMap paths_;        // every path with its Use, folders above too
  FingerprintMap first_named_;  // collision key → where its first spelling is
  Spool spellings_;             // each ends in NUL, which no name holds

  bool stands_beside_others(const std::string& text, EntryType type, NameVerdict& verdict);
  // A phrase when `path` can't be used so; empty when it can.
  std::string enter(const std::string& path, Use use, NameVerdict& verdict);
  std::string first_spelling(std::uint32_t place) const;
};

}  // namespace delo::packages
