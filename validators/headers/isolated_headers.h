// Headers of many files through the walls: a child gets the pieces that we read of a few
// hundred files and tells of each in turn, or which bytes it would have to see.  A file
// that a child does not survive is told so; the next child goes on behind it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/disk.h"
#include "core/isolation/zygote.h"
#include "core/records/examination.h"
#include "validators/headers/file_pieces.h"

namespace delo::validators {

// Never more is read of one file, whatever it asks for.
inline constexpr std::uint64_t kMostOfOneFile = 64 * 1024;  // bytes
inline constexpr std::uint64_t kFirstPiece = 4096;          // what a look begins with

// What the header of one file told.
struct HeaderLook {
  Examination seen;    // format, technical, findings; never a verdict on the file
  bool whole = false;  // all of the file was looked at: it is small
};

// Bytes of the file with that index; fewer where it ends.
using ReadRange = std::function<Result<std::string>(std::size_t index, const ByteRange& range)>;
using AskChild = std::function<Result<IsolatedAnswer>(int file, std::string_view request,
                                                      const IsolatedStream& take)>;

// The run's side.  `files` hold their first pieces.  Errors: kIo, those of `read`.
Result<std::vector<HeaderLook>> look_at_headers(std::span<FilePieces> files, const ReadRange& read,
                                                const AskChild& ask);

// The child's side.  `may_wish`: a file may be told by the bytes that it lacks.
Result<Examination> stream_headers(FileDescriptor packed, bool may_wish,
                                   const IsolatedStream& stream);

}  // namespace delo::validators
