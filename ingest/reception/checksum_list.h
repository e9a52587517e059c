// The lines of one checksum list, in whatever dialect (docs/formats/producer_manifest.md).
// Nothing here knows which files there are: names are as the list has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fixity/digest.h"
#include "ingest/reception/checksum_dialect.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {

struct ChecksumLine {
  int line = 0;      // in the list, from 1
  std::string name;  // unescaped, else as written; empty: the file that the list is named after
  std::vector<Digest> digests;  // at least one; several in tables
};
struct ChecksumFault {
  int line = 0;
  std::string message;  // what the line holds instead
};
struct ChecksumList {
  // kUtf8: names are UTF-8.  UTF-16 was decoded.  Of a single-byte encoding the
  // names are still bytes: which one it is, only the files can tell.
  TextEncoding encoding = TextEncoding::kUtf8;
  std::vector<ChecksumLine> lines;
  std::vector<ChecksumFault> faults;  // the first 1000
  std::size_t fault_count = 0;
  ChecksumForm form;  // of the whole list
};

// A list's name: "checksum.sha256", "manifest-md5.txt", "SHA256SUMS", "0037.tif.md5",
// "scans.sfv" … .  `name` is the last part of a path.
bool is_checksum_list_name(std::string_view name);
// The algorithm that the name speaks of; nothing when it speaks of none.
std::optional<DigestAlgorithm> algorithm_of_list_name(std::string_view name);

// Every non-empty line is a checksum, a comment (';', '#', '%%%%'), a table's
// header or a fault.
ChecksumList parse_checksum_list(std::string_view bytes, std::string_view list_name);

}  // namespace delo::ingest
