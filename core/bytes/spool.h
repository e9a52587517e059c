// Bytes that are put aside and read again: in memory while they are few, in a file
// without a name when they grow, so that what a package of a million files needs
// twice does not have to be held.  Nothing of it outlives the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "core/bytes/disk.h"
#include "core/result.h"

namespace delo {

// Only ever grows.  Its Errors are none of what is put aside: see is_fault_of_medium().  Reading is
// safe for concurrent use while nobody appends.
class Spool final : public ByteSource {
 public:
  static constexpr std::size_t kMostInMemory = std::size_t{1} << 20;  // bytes

  // The file comes to lie in `folder`, or above it where that does not exist yet;
  // with an empty `folder` where the system keeps temporary files.
  explicit Spool(std::filesystem::path folder = {}, std::size_t most_in_memory = kMostInMemory)
      : folder_(std::move(folder)), most_in_memory_(most_in_memory) {}

  // Returns where the bytes begin.  Error kIo: what was appended before is still there.
  Result<std::uint64_t> append(std::string_view bytes);

  std::uint64_t size() const override { return in_file_ + tail_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

 private:
  Result<void> flush();

  std::filesystem::path folder_;
  std::size_t most_in_memory_;
  FileDescriptor file_;
  std::uint64_t in_file_ = 0;  // bytes
  std::string tail_;           // what comes after them
};

}  // namespace delo
