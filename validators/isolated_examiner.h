// examine_file in a sandboxed child: the way every file from outside is looked at.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/bytes/disk.h"
#include "core/isolation/zygote.h"
#include "validators/examine_file.h"

namespace delo::validators {

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

  std::string level() const;  // the walls, for reports; empty before the first file

 private:
  std::filesystem::path program_;
  IsolationLimits limits_;
  std::unique_ptr<Zygote> zygote_;
};

// The examiner's side; see core/isolation/zygote.h.  Returns the exit status.
int run_examiner_zygote();

}  // namespace delo::validators
