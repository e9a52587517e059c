// A zip with stored entries, written by ourselves: libarchive turns times into
// the zone of the machine, so that the same files would give other bytes elsewhere.
// (PKWARE APPNOTE 6.3.10)
#pragma once

#include <string>
#include <vector>

#include "packages/sinks/archive_sink.h"

namespace delo::packages {

class ZipWriter final : public ArchiveSink {
 public:
  ZipWriter(ByteSink& to, Timestamp modified);
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
  std::vector<Entry> entries_;
};

}  // namespace delo::packages
