// Any text as the message of a finding: told in each language, whatever it holds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "ingest/languages/finding_sentences.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::ingest;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // The rule's id, a line end, the message.
  const std::size_t end = std::min(text.find('\n'), text.size());
  delo::Finding finding;
  finding.rule = text.substr(0, end);
  finding.message = text.substr(std::min(end + 1, text.size()));
  for (const Language& language : Language::all()) {
    const std::string said = sentence_of(finding, language);
    if (!is_translatable(finding) && said != finding.message) std::abort();
    (void)leaves_told(finding, language);
  }
  return 0;
}
