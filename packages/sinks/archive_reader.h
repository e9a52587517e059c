// Reads a tar, tar.gz or zip from a producer as a stream of entries, without
// writing anything, and judges every name before anybody can use it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "core/result.h"

namespace delo::packages {

enum class ArchiveKind : std::uint8_t { kTar, kTarGzip, kZip };
std::string_view name_of(ArchiveKind kind);  // "tar" "tar.gz" "zip"

// By the first bytes, never by the name; nothing for any other file.
Result<std::optional<ArchiveKind>> archive_kind(const ByteSource& bytes);
// An archive that is known by sight and not read.
Result<bool> is_7z(const ByteSource& bytes);

// What one archive may become when it is read.  A compressed stream that swells
// beyond `ratio` times its size, once `ratio_from` bytes are out, is a bomb.
struct ArchiveBudget {
  std::uint64_t bytes = std::uint64_t{1} << 44;  // 16 TiB of content
  std::uint64_t entries = 4'000'000;
  std::uint64_t ratio = 200;
  std::uint64_t ratio_from = std::uint64_t{64} << 20;  // bytes
};

enum class EntryType : std::uint8_t { kFile, kFolder, kLink, kSpecial };

struct ArchiveEntry {
  EntryType type = EntryType::kFile;
  RelativePath path;             // empty when refused, and for the archive's own "./"
  std::string name;              // as written in the archive, bytes
  std::uint64_t size = 0;        // bytes, as declared
  std::int64_t modified_ns = 0;  // since 1970, UTC; 0 when the archive doesn't say
  // Not to be used; a finding says why: a name that leaves the folder, a link, a
  // device, a name that was there before.
  bool refused = false;
};

// One reader goes through one archive once, from front to back.  What is wrong
// with the archive is told in findings(); an Error says what we could not do.
// Names are bytes, kept as the archive has them (no normal form, no charset).
class ArchiveReader {
 public:
  // Errors: kUnsupported when the bytes are no tar, tar.gz or zip; kIo.
  static Result<std::unique_ptr<ArchiveReader>> open(std::unique_ptr<ByteSource> bytes,
                                                     const ArchiveBudget& budget = {});
  static Result<std::unique_ptr<ArchiveReader>> open(const std::filesystem::path& path,
                                                     const ArchiveBudget& budget = {});
  ~ArchiveReader();

  ArchiveKind kind() const;

  // From now on no name is compared with those before, which takes some 80 bytes of memory
  // an entry: for who goes through an archive once more and knows what was refused.
  void judge_names_alone();

  // The next entry; nothing at the end, or where the archive can't be read on (a
  // finding says so).  Content that was not read is passed over.
  Result<std::optional<ArchiveEntry>> next();

  // Gives the content of the entry that next() returned to `sink`, and finishes
  // it.  false: the content is damaged or beyond the budget (a finding says so),
  // and the sink was not finished.  Errors: kIo, and those of the sink.
  Result<bool> read(ByteSink& sink);

  // So far, in the order they were met.  An entry that is refused, damage, a bomb
  // are errors; colliding and odd names are warnings.
  const std::vector<Finding>& findings() const;

 private:
  struct Members;
  explicit ArchiveReader(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

std::span<const Rule> archive_rules();

}  // namespace delo::packages
