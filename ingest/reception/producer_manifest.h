// The producer's checksums, in whatever dialect they came (docs/formats/producer_manifest.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/records/file_object.h"
#include "core/records/finding.h"
#include "ingest/reception/checksum_list.h"

namespace delo::ingest {

// What the producer's lists say of one file.
enum class ProducerFixity : std::uint8_t {
  kNoList,    // the producer gave no list at all; also of a list itself, which none covers
  kVerified,  // a digest of a list equals ours, and none is different
  kDifferent,
  kUnlisted,  // lists there are, but none names it
};
std::string_view name_of(ProducerFixity fixity);  // "no-list" "verified" "different" "unlisted"

struct ProducerChecksum {
  RelativePath path;  // within the item: a file that is there
  Digest digest;
  RelativePath list;  // the list's own path within the item, or beside the items
  int line = 0;       // in it, from 1
};

// A list as it was met.
struct ListSeen {
  RelativePath path;
  bool beside_items = false;
  ChecksumForm form;
  std::uint64_t lines = 0, found = 0;  // about this item, and whose file is there
};

struct ProducerManifest {
  std::vector<ProducerChecksum> checksums;  // in path order
  std::vector<RelativePath> lists;          // files that are lists, in path order
  std::vector<ListSeen> seen;               // the lists that were read, those beside the items too
  // Unreadable lines, files listed but absent, files present but unlisted, lists
  // that disagree, weak algorithms.  Whether a checksum is *right* is not known
  // before the file is read: see receive_item.h.
  std::vector<Finding> findings;
};

// A list that was read, and the folders that its names may be relative to, the
// likeliest first.
struct ListToMatch {
  RelativePath path;
  std::vector<RelativePath> bases;
  ChecksumList list;
  bool beside_items = false;  // lies in the batch's folder; its names were made relative
};

// Finds for each line the file it means: byte for byte where possible, else by
// slashes, encoding, the longest common tail of the path, letter case and normal
// form, each only where one file alone answers.  `item_name` is the item folder's
// own name, which lists made from outside put before their names.  The lines of a list go as
// soon as they are matched: of many files no two forms of them are held.  REQUIRES: files in
// path order
ProducerManifest match_lists(std::vector<ListToMatch> lists, std::span<const FileObject> files,
                             std::string_view item_name);

// Files that nobody misses on a list: descriptions, lists, and what an operating
// system left behind.
bool needs_no_listing(const FileObject& file);

}  // namespace delo::ingest
