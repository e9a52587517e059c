// One copy of one package, every byte of it, against what it must consist of.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "holdings/audit/audit.h"
#include "holdings/stores/store.h"

namespace delo::holdings {

struct CopyFault {
  std::string path;  // within the copy; a folder ends in '/'
  FileState state = FileState::kDamaged;
  std::string expected, found;
};

struct CopyCheck {
  std::uint64_t files = 0, bytes = 0;  // read
  std::uint64_t intact = 0;            // files
  std::vector<CopyFault> faults;       // in path order
};

struct CopyCheckOrder {
  std::vector<DigestAlgorithm> algorithms;  // of the policy
  ByteSink* every_byte = nullptr;           // sees what is read: pace, progress
  // Stores that hold copies of the package too: one file in two of them is one copy.
  std::vector<const Store*> apart_from;
  std::stop_token stop;
};

// Reads the copy and compares.  What is wrong with it is a fault, a file that the
// disk can't read included; Errors are kCancelled and what concerns us alone.
// A copy that is not there at all has every file missing.
Result<CopyCheck> check_copy(const Store& store, const PackageId& id, const CopyContents& expected,
                             const CopyCheckOrder& order);

// The whole text of a file in a copy; "" when it can't be read.
std::string text_in_copy(const Store& store, const PackageId& id, const std::string& path);

}  // namespace delo::holdings
