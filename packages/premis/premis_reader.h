// What a PREMIS document of ours says of the files of a package: enough to make the
// package anew in another form.
#pragma once

#include <functional>
#include <string>

#include "core/bytes/byte_source.h"
#include "core/records/examination.h"
#include "core/records/file_object.h"
#include "core/result.h"

namespace delo::packages {

struct PremisFile {
  std::string uuid;
  FileObject object;            // no modification time; the role is the caller's
  TechnicalMetadata technical;  // what significantProperties tell
  std::string source;           // UUID of the file it was made from; empty: none is told
  std::string location;         // within the package, percent-encoded as originalName is
};

struct PremisEntity {
  std::string id;              // UUID
  std::string reference_code;  // empty for none
  std::string title, original_name;
};

struct PremisHandler {
  std::function<Result<void>(PremisFile)> file;
  std::function<Result<void>(PremisEntity)> entity;
};

// Calls the handler for each object of these kinds, as they come; files that a later version
// replaced are none of the package and left out.  Memory is that of one
// object.  Errors: kCorrupt when it is no PREMIS 3 that can be read; those of the handler.
Result<void> read_premis(const ByteSource& bytes, const PremisHandler& handler);

}  // namespace delo::packages
