// Files of the same bytes, told without reading them: by the producer's checksums, and by
// the bytes themselves of files so small that a look at the header sees them whole.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/spool.h"
#include "holdings/holdings.h"
#include "ingest/planning/planned_item.h"

namespace delo::ingest {

// What stands for the bytes of one file.
struct ByteKey {
  std::uint64_t high = 0, low = 0;  // of the digest of size, algorithm and digest
  std::string path;
  bool is_content = false;  // else it is the producer's checksum
  bool is_sha256 = false;
};

// Of the files that a second time would be a fault of: scans and texts that are not empty.
// `contents`: SHA-256 of files that were seen whole, by their place in the item.
std::vector<ByteKey> byte_keys_of(const BatchItem& item,
                                  const std::map<std::size_t, std::string>& contents);

// About 48 bytes a key; paths are put aside.  Not for several threads at once.
class TwinFinder {
 public:
  Result<void> add(std::uint32_t item, const std::vector<ByteKey>& keys);

  // Finds twins within the batch, and in the holdings (null: there are none) what is not
  // of the package that the item itself became.
  Result<void> find(const Batch& batch, holdings::Holdings* holdings);

  // Of one item, at most kMostOthers; REQUIRES: find() has succeeded.
  std::vector<PlannedDuplicate> twins_of(std::uint32_t item) const;
  static constexpr std::size_t kMostOthers = 20;

 private:
  struct Key {
    std::uint64_t high = 0, low = 0;
    std::uint64_t path_at = 0;
    std::uint32_t path_length = 0, item = 0;
    bool is_content = false, is_sha256 = false;
  };
  Result<std::string> path_of(const Key& key) const;
  Result<void> tell(const Key& key, bool held, const std::string& of, std::string other_path);
  Result<void> find_in_batch(const Batch& batch);
  Result<void> find_in_holdings(const Batch& batch, holdings::Holdings& holdings);

  Spool paths_;
  std::vector<Key> keys_;
  std::map<std::uint32_t, std::map<std::pair<bool, std::string>, PlannedDuplicate>> twins_;
};

// The finding for it, message in English.
Finding finding_of(const PlannedDuplicate& duplicate, const ItemId& item);

}  // namespace delo::ingest
