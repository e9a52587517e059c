#include "ingest/texts/walled_texts.h"

#include "core/bytes/byte_sink.h"

namespace delo::ingest {

Result<SourceText> WalledTexts::read(const FileSource& file, const RelativePath& name,
                                     std::uint64_t limit) {
  const std::lock_guard lock(mutex_);
  StringSink sink;
  DELO_TRY(const validators::IsolatedText read, examiner_.read_text(file, name, sink, limit));
  SourceText out{.text = sink.text(),
                 .language = read.metadata.language,
                 .before_marks = read.metadata.before_marks,
                 .marks = read.metadata.marks,
                 .remark = {}};
  std::erase_if(out.marks, [&](const SheetMark& mark) { return mark.offset > out.text.size(); });
  if (!read.has_text && read.findings.empty()) {
    out.remark = "no text can be read from files of this format";
  } else if (!read.findings.empty()) {
    out.remark = read.findings.front().message;
  }
  return out;
}

}  // namespace delo::ingest
