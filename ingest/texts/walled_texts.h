// Texts for the index of words, read in a sandbox.
#pragma once

#include <filesystem>
#include <mutex>

#include "core/run/text_source.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {

// Starts its sandbox with the first text; one text after the other.
class WalledTexts final : public TextSource {
 public:
  // `program`: as IsolatedExaminer's.
  explicit WalledTexts(std::filesystem::path program) : examiner_(std::move(program)) {}

  Result<SourceText> read(const FileSource& file, const RelativePath& name,
                          std::uint64_t limit) override;

 private:
  std::mutex mutex_;
  validators::IsolatedExaminer examiner_;
};

}  // namespace delo::ingest
