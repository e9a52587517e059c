// The texts of files, for the index of words: holdings ask, whoever has walls for
// hostile files answers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/result.h"

namespace delo {

// A sheet begins here and ends where the next one does.
struct SourceSheet {
  std::uint64_t offset = 0;  // bytes into the text
  std::string label;         // Leaf::label() of what the mark names
  bool operator==(const SourceSheet&) const = default;
};

struct SourceText {
  std::string text;                 // UTF-8, page elements as form feeds
  std::string language;             // BCP 47; empty: can't be told
  std::vector<SourceSheet> sheets;  // in order
  std::string remark;               // why it is not the whole text; empty: it is
};

class TextSource {
 public:
  virtual ~TextSource() = default;

  // At most `limit` bytes of the text of a file whose name is `name`.  What is wrong
  // with the file is a remark.  Safe from several threads.  Errors: kIo and our own.
  virtual Result<SourceText> read(const std::filesystem::path& file, const RelativePath& name,
                                  std::uint64_t limit) = 0;
};

}  // namespace delo
