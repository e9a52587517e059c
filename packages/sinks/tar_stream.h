// The entries of a tar, through libarchive, with their names as bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/result.h"
#include "packages/sinks/archive_reader.h"

namespace delo::packages {

// The next piece of the tar's bytes; empty at their end.
using NextPiece = std::function<Result<std::span<const std::byte>>()>;

class TarStream {
 public:
  // Error kInternal when libarchive can't start.
  static Result<std::unique_ptr<TarStream>> create(NextPiece next_piece);
  ~TarStream();

  enum class Step : std::uint8_t { kEntry, kEnd, kBroken };
  // kBroken: see fault().  Error: that of the bytes' source.
  Result<Step> next();

  // Of the entry next() came to.
  const std::string& name() const;
  EntryType type() const;
  std::uint64_t size() const;
  std::int64_t modified_ns() const;
  std::uint32_t mode() const;         // permissions and set-id bits
  const std::string& oddity() const;  // a phrase, empty for none

  // Gives the content in order, holes as zeros, to `take`; false: broken.
  Result<bool> read(const std::function<Result<void>(std::span<const std::byte>)>& take);

  const std::string& fault() const;
  // No end mark was met: what comes after the last entry may be lost.
  bool ended_early() const;

 private:
  struct Members;
  explicit TarStream(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

}  // namespace delo::packages
