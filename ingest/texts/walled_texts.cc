#include "ingest/texts/walled_texts.h"

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"

namespace delo::ingest {

Result<SourceText> WalledTexts::read(const std::filesystem::path& file, const RelativePath& name,
                                     std::uint64_t limit) {
  const std::lock_guard lock(mutex_);
  DELO_TRY(const auto source, FileSource::open(file));
  StringSink sink;
  DELO_TRY(const validators::IsolatedText read, examiner_.read_text(*source, name, sink, limit));
  SourceText out{
      .text = sink.text(), .language = read.metadata.language, .sheets = {}, .remark = {}};
  for (const SheetMark& mark : read.metadata.marks) {
    if (mark.leaf && mark.offset <= out.text.size()) {
      out.sheets.push_back({mark.offset, mark.leaf->label()});
    }
  }
  if (!read.has_text && read.findings.empty()) {
    out.remark = "no text can be read from files of this format";
  } else if (!read.findings.empty()) {
    out.remark = read.findings.front().message;
  }
  return out;
}

}  // namespace delo::ingest
