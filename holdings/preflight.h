// What would stop a run of ingest, found out without writing anything.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "holdings/holdings.h"

namespace delo::holdings {

// What a run would write, in bytes.
struct ExpectedLoad {
  std::uint64_t to_each_store = 0;
  std::uint64_t to_work = 0;  // at its fullest
};

// What one place needs of one disk.
struct PlaceNeed {
  std::string name;  // "the holdings" "store store-a"
  std::filesystem::path path;
  std::uint64_t bytes_needed = 0;
  std::size_t disk = 0;  // index in Preflight::disks
};
struct DiskNeed {
  std::filesystem::path at;  // a folder on it
  std::uint64_t bytes_needed = 0, bytes_free = 0;  // of all places on it
};

struct Preflight {
  std::vector<PlaceNeed> places;  // work first, then the stores
  std::vector<DiskNeed> disks;    // each once, in the order of their first place
  std::vector<std::string> obstacles;  // one sentence each, with what to do
  std::uint64_t bytes_needed = 0;      // in all places
  std::uint64_t bytes_free = 0;        // on their disks, each counted once
};

// `root`: where the holdings are or will be; `holdings`: open for reading, null when
// there are none yet; `stores`: by name, empty for all.  Looks at the lock, at each
// place's disk, and whether it may be written to.  Error kIo.
Result<Preflight> look_ahead(const std::filesystem::path& root, Holdings* holdings,
                             std::span<const std::string> stores, const ExpectedLoad& load);

}  // namespace delo::holdings
