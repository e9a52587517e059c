// SQLite behind the seam.  A wrapper of our own and not SOCI: the seam is five
// functions wide, SOCI's transactions send the plain BEGIN that must not be used,
// its texts end at a NUL byte on one of its engines, and its error categories
// differ between them; what it would save is less than what must be worked around.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "holdings/database/database.h"

namespace delo::holdings {

enum class SqliteMode : std::uint8_t {
  kWrite,   // made when absent; WAL, synchronous=FULL, foreign keys
  kRead,    // beside a writer; nothing is written
  kMemory,  // the path is not used
};

// Error kNotFound when there is no file to read; as Database otherwise.
Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, SqliteMode mode);

// The database and what belongs to it: "delo.db", "delo.db-wal", "delo.db-shm".
std::vector<std::filesystem::path> sqlite_files(const std::filesystem::path& file);

std::string sqlite_version();

}  // namespace delo::holdings
