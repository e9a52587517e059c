// The texts of files, for the index of words: holdings ask, whoever has walls for
// hostile files answers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"
#include "core/records/text_metadata.h"
#include "core/result.h"

namespace delo {

struct SourceText {
  std::string text;                // UTF-8, page elements as form feeds
  std::string language;            // BCP 47; empty: can't be told
  std::uint64_t before_marks = 0;  // as in TextMetadata, and its marks
  std::vector<SheetMark> marks;    // what lies beyond the end of `text` is left out
  std::string remark;              // why it is not the whole text; empty: it is
};

class TextSource {
 public:
  virtual ~TextSource() = default;

  // At most `limit` bytes of the text of a file whose name is `name`.  What is wrong
  // with the file is a remark.  Safe from several threads.  Errors: kIo and our own.
  virtual Result<SourceText> read(const FileSource& file, const RelativePath& name,
                                  std::uint64_t limit) = 0;
};

}  // namespace delo
