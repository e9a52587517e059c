// examine_file in a sandboxed child: the way every file from outside is looked at.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/disk.h"
#include "core/isolation/zygote.h"
#include "validators/examine_file.h"
#include "validators/headers/isolated_headers.h"

namespace delo::validators {

// What came of reading a text.
struct IsolatedText {
  bool has_text = false;          // a format whose text can be read
  bool whole = false;             // to its end, nothing wrong on the way
  std::uint64_t bytes = 0;        // passed on
  std::vector<Finding> findings;  // why it is not whole
  TextMetadata metadata;          // language and marks of sheets, when it was read to its end
};
inline constexpr std::uint64_t kMostText = 1ull << 30;  // bytes

// Owns one zygote; one thread at a time.  Give each worker its own.
class IsolatedExaminer {
 public:
  // `program` is the executable whose main() runs run_examiner_zygote() (the
  // delo program itself).  The zygote is started at the first file.
  explicit IsolatedExaminer(std::filesystem::path program, IsolationLimits limits = {});
  ~IsolatedExaminer();

  // A child that crashed, hung or broke out comes back as an Examination that is
  // kInvalid with the finding "examination.crashed" (".timeout", ".out-of-memory", ".violation"):
  // never valid, never an Error of the batch.
  Result<Examination> examine(const FileSource& file, const RelativePath& path,
                              const ExamineOptions& options = {});

  // The text of a file, as text/text_reader.h gives it, page elements as form feeds: whole UTF-8
  // characters, at most `limit` bytes.  A child that fails is told in the answer; what came before
  // is in `text`.  Errors: kIo, those of `text`, which is not finished.
  Result<IsolatedText> read_text(const FileSource& file, const RelativePath& path, ByteSink& text,
                                 std::uint64_t limit = kMostText);

  // The copy of a text in UTF-8, as text/utf8_copy.h makes it.  `why_none`: why there is none,
  // or not the whole: the same at every try.  `mishap`: a child that did not come to its end, which
  // may be the machine's fault, twice.  Neither: the copy is in the last sink of `new_copy`, which
  // is asked for one at each try and finished by nobody here.  Errors: kIo, those of `new_copy` and
  // its sinks.
  struct Utf8Copy {
    std::uint64_t bytes = 0;
    std::string why_none;
    std::optional<Finding> mishap;
  };
  using NewSink = std::function<Result<ByteSink*>()>;
  Result<Utf8Copy> utf8_copy(const FileSource& file, const RelativePath& path,
                             const NewSink& new_copy, std::uint64_t limit = kMostText);

  // What the headers of these files tell, many of them in one child; of each at most
  // kMostOfOneFile bytes are read, by `read`.  A file that a child does not survive has
  // the finding "examination.crashed".  Errors: kIo, those of `read`.
  Result<std::vector<HeaderLook>> look_at_headers(std::span<FilePieces> files,
                                                  const ReadRange& read);

  std::string level() const;  // the walls, for reports; empty before the first file

 private:
  Result<Utf8Copy> utf8_copy_once(const FileSource& file, const RelativePath& path, ByteSink& copy,
                                  std::uint64_t limit);

  std::filesystem::path program_;
  IsolationLimits limits_;
  std::unique_ptr<Zygote> zygote_;
};

// What came in the way of an examination, where its child did not come to its end; or nothing.
const Finding* mishap_in(const Examination& examination);

// The examiner's side; see core/isolation/zygote.h.  Returns the exit status.
int run_examiner_zygote();

}  // namespace delo::validators
