// The producer's checksums, in whatever dialect they came (docs/formats/producer_manifest.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/records/finding.h"

namespace delo::ingest {

// What the producer's lists say of one file.
enum class ProducerFixity : std::uint8_t {
  kNoList,     // the producer gave no list at all
  kVerified,   // a digest of a list equals ours
  kDifferent,
  kUnlisted,   // lists there are, but none names it
};
std::string_view name_of(ProducerFixity fixity);  // "no-list" "verified" "different" "unlisted"

struct ProducerChecksum {
  RelativePath path;   // within the item
  Digest digest;
  RelativePath list;   // the list's own path within the item
  int line = 0;        // in it, from 1
};

struct ProducerManifest {
  std::vector<ProducerChecksum> checksums;
  std::vector<RelativePath> lists;   // files that are lists
  std::vector<Finding> findings;     // unreadable lines, undecodable names, …
};

}  // namespace delo::ingest
