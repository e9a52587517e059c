// How digests are made.  Nothing outside core/fixity knows it: whoever wants
// digests of a file hands a ReadOrder to read_together() or read_once() (see
// core/fixity/read_once.h), whoever produces bytes passes them through a Hasher.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/fixity/digest.h"

namespace delo {

// A sink that digests what passes by with several algorithms at once.
class Hasher final : public ByteSink {
 public:
  // Error kUnsupported if an algorithm is not to be had here: a digest that was
  // asked for is never silently left out.
  static Result<std::unique_ptr<Hasher>> create(std::span<const DigestAlgorithm> algorithms);
  ~Hasher() override;
  Result<void> write(std::span<const std::byte> chunk) override;
  Result<void> finish() override;
  const DigestSet& digests() const;  // REQUIRES: finish() has succeeded
  DigestSet take_digests();          // the same, once
  // As new, but nothing is made anew when the algorithms are those of before.
  Result<void> restart(std::span<const DigestAlgorithm> algorithms);

  // As write() of chunks[i] to hashers[i], side by side: faster, where they share
  // algorithms.  REQUIRES: as many of the one as of the other, no hasher twice
  static Result<void> write_together(std::span<Hasher* const> hashers,
                                     std::span<const std::span<const std::byte>> chunks);
  // The same for one of their algorithms alone; hashers that are without it are left as they
  // are.  Safe beside another thread that does so for another algorithm, or other hashers.
  static Result<void> write_together(std::span<Hasher* const> hashers,
                                     std::span<const std::span<const std::byte>> chunks,
                                     DigestAlgorithm only);
  // As finish() of each, side by side: of small files their ends are a good part of the work.
  static Result<void> finish_together(std::span<Hasher* const> hashers);
  // How many streams of an algorithm are digested together at the best speed.
  static std::size_t streams_together(DigestAlgorithm algorithm);

 private:
  static Result<void> write_lanes(std::span<Hasher* const> hashers,
                                  std::span<const std::span<const std::byte>> chunks,
                                  std::optional<DigestAlgorithm> only);
  Result<void> take_ends();  // REQUIRES: the lanes have been given their ends

  struct Members;
  explicit Hasher(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

// SHA-256 of a text in memory.
Digest sha256_of(std::string_view text);

// A name-based UUID (RFC 4122 §4.3, version 5) in the namespace of this
// program: the same name gives the same id, on any machine, for ever.
// DO NOT CHANGE: package ids on disk are made with it.
std::string uuid_of(std::string_view name);

// The same of a name that comes in pieces.
class UuidOfPieces {
 public:
  UuidOfPieces();
  ~UuidOfPieces();
  UuidOfPieces(const UuidOfPieces&) = delete;
  UuidOfPieces& operator=(const UuidOfPieces&) = delete;
  void add(std::string_view piece);
  std::string uuid();  // once

 private:
  struct Members;
  std::unique_ptr<Members> members_;
};

// The version of the library that computes the digests, as it says itself.
std::string digest_library_version();

}  // namespace delo
