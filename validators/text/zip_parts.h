// One part of a zip file (docx, odt), streamed: the door to libarchive of the validators.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::validators::text {

struct ZipPart {
  enum class State : std::uint8_t {
    kWhole,      // read to its end, its CRC is right
    kMissing,    // no part of this name
    kEncrypted,  // can't be read without a password
    kTooLarge,   // more than the limit; read so far
    kDamaged,    // the zip file, or the part's data; `what` says what
  };
  State state = State::kMissing;
  std::string what;  // libarchive's words
};

inline constexpr std::uint64_t kLargestPart = 64u << 20;  // bytes, unpacked

// Unpacks the part into `out`, which is not finished; memory of some hundred KB.  Error kIo, and
// those of `out`.
Result<ZipPart> read_zip_part(const ByteSource& zip, std::string_view name, ByteSink& out,
                              std::uint64_t limit = kLargestPart);

std::string zip_library_version();  // "libarchive 3.6.2"

}  // namespace delo::validators::text
