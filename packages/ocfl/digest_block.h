// The digest → paths blocks of an inventory (OCFL 1.1 §3.5.2, §3.5.3.1, §3.5.4), made of
// files that are too many to be held.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// Files by their digests of one algorithm, in that order; 16 bytes of memory each.
class FilesByDigest {
 public:
  // Those for which `only` is true; all of them when it is null.  Both are borrowed.
  // Error kInvalidArgument: a file has no such digest.
  static Result<FilesByDigest> create(const PackageFiles& files, DigestAlgorithm algorithm,
                                      const std::vector<bool>* only = nullptr);

  struct Group {
    std::string digest;                // hex
    std::vector<std::uint32_t> files;  // numbers, in order
  };
  // Nothing after the last one.
  Result<std::optional<Group>> next();

 private:
  FilesByDigest(const PackageFiles& files, DigestAlgorithm algorithm)
      : reader_(files), algorithm_(algorithm) {}

  PackageFiles::Reader reader_;
  DigestAlgorithm algorithm_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order_;  // beginning of the digest, number
  std::size_t at_ = 0;
  std::deque<Group> alike_;  // whose digests begin alike
};

// "digest": ["path", "path"], without a line's indent; `prefix` goes before each path.
class MemberWriter {
 public:
  MemberWriter(const PackageFiles& files, std::string prefix)
      : reader_(files), prefix_(std::move(prefix)) {}
  Result<void> write(const FilesByDigest::Group& group, ByteSink& out);

 private:
  PackageFiles::Reader reader_;
  const std::string prefix_;
};

// A whole block, a line for each digest.
Result<void> write_digest_block(const PackageFiles& files, DigestAlgorithm algorithm,
                                std::string_view prefix, std::string_view indent, ByteSink& out);

// Gives what is written to two sinks, borrowed, and counts it.
class TwoSinks final : public ByteSink {
 public:
  TwoSinks(ByteSink& a, ByteSink& b) : a_(a), b_(b) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    bytes_ += chunk.size();
    DELO_CHECK(a_.write(chunk));
    return b_.write(chunk);
  }
  Result<void> finish() override {
    DELO_CHECK(a_.finish());
    return b_.finish();
  }
  std::uint64_t bytes() const { return bytes_; }

 private:
  ByteSink &a_, &b_;
  std::uint64_t bytes_ = 0;
};

// Gathers small pieces for a sink, which is borrowed and not finished.
class GatheringSink final : public ByteSink {
 public:
  explicit GatheringSink(ByteSink& to) : to_(to) {}
  Result<void> write(std::span<const std::byte> chunk) override;
  Result<void> finish() override;  // gives on what is gathered

 private:
  ByteSink& to_;
  std::vector<std::byte> gathered_;
};

}  // namespace delo::packages::ocfl
