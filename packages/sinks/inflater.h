// A deflated stream out of a ByteSource, piece by piece, with its checksum checked.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::packages {

class Inflater {
 public:
  enum class Wrapping : std::uint8_t { kRaw, kGzip };

  // `bytes` is borrowed; [begin, end) of it is read.  Error kInternal when zlib
  // can't start.
  static Result<std::unique_ptr<Inflater>> create(const ByteSource& bytes, std::uint64_t begin,
                                                  std::uint64_t end, Wrapping wrapping);
  ~Inflater();

  // The next piece, valid until the next call; empty at the end or where the
  // stream is damaged, see damage().  Error kIo.
  Result<std::span<const std::byte>> next();

  // Empty while all is well.  For gzip the CRC of every member has been compared.
  const std::string& damage() const;
  std::uint64_t consumed() const;  // bytes of the deflated stream, so far

 private:
  struct Members;
  explicit Inflater(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

// CRC-32 as zip keeps it, continued from `so_far` (0 to begin with).
std::uint32_t crc32_of(std::uint32_t so_far, std::span<const std::byte> bytes);

}  // namespace delo::packages
