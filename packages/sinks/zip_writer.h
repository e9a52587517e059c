// A zip with stored entries, written by ourselves: libarchive turns times into
// the zone of the machine, so that the same files would give other bytes elsewhere.
// (PKWARE APPNOTE 6.3.10)
#pragma once

#include <filesystem>
#include <string>

#include "core/bytes/spool.h"
#include "packages/sinks/archive_sink.h"

namespace delo::packages {

class ZipWriter final : public ArchiveSink {
 public:
  // `aside`: where the directory lies until it is written; see Spool.
  ZipWriter(ByteSink& to, Timestamp modified, const std::filesystem::path& aside = {});
  Result<void> add(const RelativePath& path, const ByteSource& content, std::uint32_t crc) override;
  Result<void> finish() override;

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t size = 0, header_at = 0;
  };
  Result<void> put(std::string_view bytes);
  std::string fixed_fields(const Entry& entry) const;

  ByteSink& to_;
  const std::uint32_t dos_time_;  // date in the high half
  const std::uint32_t unix_seconds_;
  std::uint64_t at_ = 0;
  std::string directory_entry(const Entry& entry) const;

  Spool directory_;
  std::string piece_;  // room for what is copied
  std::uint64_t entries_ = 0;
};

}  // namespace delo::packages
