// The rights statements of a PREMIS document of ours: what rights_writer.h wrote.
#pragma once

#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/rights.h"
#include "core/result.h"

namespace delo::packages {

struct KeptRights {
  RightsStatement statement;        // without its objects
  std::vector<std::string> linked;  // UUIDs of the files, or that of the package
};

// In their order.  Memory is that of the statements.
// Errors: kCorrupt (the document can't be read), kIo.
Result<std::vector<KeptRights>> read_rights(const ByteSource& bytes);

}  // namespace delo::packages
