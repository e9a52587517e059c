// Writes a tar or zip that has the same bytes for the same files: one time for
// all entries, no owner, names as bytes, nothing compressed (scans hardly
// shrink, and a stored file can be rescued from a damaged archive).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/result.h"
#include "core/text/timestamp.h"

namespace delo::packages {

enum class ArchiveForm : std::uint8_t { kTar, kZip };

// Add files, then finish().  `to` is borrowed; it is finished by the caller.
class ArchiveSink {
 public:
  virtual ~ArchiveSink() = default;

  // Error kInternal when libarchive can't start.  `modified` is every entry's time;
  // below `aside` a zip's directory waits for the end (see Spool).
  static Result<std::unique_ptr<ArchiveSink>> create(ByteSink& to, ArchiveForm form,
                                                     Timestamp modified,
                                                     const std::filesystem::path& aside = {});

  // Folders come into being with the files in them.  `crc` is the content's
  // CRC-32, which a zip wants before the content.  Errors: kIo of `content`, those of
  // `to`; kConflict when the content's size or CRC is another than was said.
  virtual Result<void> add(const RelativePath& path, const ByteSource& content,
                           std::uint32_t crc) = 0;
  virtual Result<void> finish() = 0;
};

}  // namespace delo::packages
