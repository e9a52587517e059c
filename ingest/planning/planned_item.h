// What a plan says of one item: all that can be known before its content is read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_account.h"
#include "core/text/json.h"
#include "ingest/reception/batch_reader.h"
#include "ingest/reports/return_list.h"
#include "policies/decide.h"

namespace delo::ingest {

enum class Readiness : std::uint8_t { kReady, kRemarks, kNotReady };
std::string_view name_of(Readiness readiness);    // "ready" "ready-with-remarks" "not-ready"
std::string_view words_for(Readiness readiness);  // "ready" "ready with remarks" "not ready"

// The same leaves, or the same bytes, a second time.
struct PlannedDuplicate {
  bool held = false;        // in the holdings; else in this batch
  std::string of;           // package or item
  std::string basis;        // "reference" "checksums" "content"
  int version = 0;          // the newest of a package, by reference; 0: not told
  std::uint64_t files = 0;  // 0: of the item as a whole
  RelativePath path;        // the first of them
  std::string other_path;
};

struct PlannedDescription {
  std::vector<RelativePath> files;    // descriptions that came with the item
  std::vector<std::string> elements;  // of the item as a whole, each once
  std::vector<std::string> lacks;     // of those that ISAD(G) calls essential (I.12)
};

struct PlannedItem {
  ItemId item;
  ArchivalReference reference;
  std::string reference_basis, title;
  std::uint64_t files = 0, bytes = 0;
  std::uint64_t bytes_needed = 0;  // in each store, with what a package adds
  LeafAccount leaves;              // by names, tables and descriptions alone
  std::vector<ListSeen> lists;
  std::uint64_t listed = 0;  // files that a list names
  PlannedDescription description;
  std::map<std::string, std::uint64_t> formats;  // PRONOM id, "" for unknown → files
  std::uint64_t headers_seen = 0;
  std::vector<PlannedDuplicate> duplicates;
  std::vector<Finding> findings;
  PolicyDecision decision;                      // as far as can be known without reading the files
  std::string fingerprint;                      // of the item as it stands, stamps and all
  std::string facts;                            // digest of what its lists and descriptions say
  std::map<RelativePath, std::string> leaf_of;  // label of the leaf, of files that have findings

  Readiness readiness() const;
  // Why it is not ready, weightiest first; empty when it is.
  std::vector<std::string> because() const;
};

// Digest of all that is read of an item before its content: its reference, what lists,
// descriptions, finding aids, rights, certificates and tables say of it wherever they stand,
// and what is wrong with them; not when and where files stand.
std::string facts_of(const BatchItem& item);

// Everything about an item but its headers and its duplicates.
PlannedItem planned_item(const BatchItem& item);

// What a line of `delo plan --json` says, findings and verdict too.
Json to_json(const PlannedItem& item);
// With what only a plan file keeps; planned_item_from() reads it.  Error kCorrupt.
Json to_plan_json(const PlannedItem& item);
Result<PlannedItem> planned_item_from(const Json& json);

ReturnedItem returned_item_of(const PlannedItem& item);

// Manifests, METS and PREMIS: about 8 KB a file and 64 KB a package; files lie in whole
// blocks.
std::uint64_t bytes_in_store(const BatchItem& item);

}  // namespace delo::ingest
