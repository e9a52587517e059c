// A producer's bag (BagIt 0.93 to 1.0, RFC 8493), read without its content:
// declaration, manifests, bag-info and tag files.  Payload is hashed where it is
// received; here its names are compared with the manifests.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/records/item.h"
#include "ingest/reception/producer_folder.h"
#include "ingest/reception/producer_manifest.h"

namespace delo::ingest {

struct BagFolder {
  std::string version;                   // "1.0"; empty when bagit.txt does not say
  std::string producer;                  // Source-Organization
  std::vector<DescriptionElement> info;  // of bag-info.txt, in order
  ProducerManifest manifest;             // paths below data/; `lists` as in the bag
  std::vector<Finding> findings;         // paths as in the bag
  std::string read_bytes;                // all tag files read, for the item's fingerprint
};

// `payload`: the files below data/, their paths without it; `tag_files` all others,
// both in path order; `has_data`: there is a folder data/, be it empty.
BagFolder read_bag(const ProducerFolder& bag, std::span<const FileObject> payload,
                   std::span<const FoundFile> tag_files, bool has_data);

}  // namespace delo::ingest
