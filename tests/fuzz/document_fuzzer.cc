// Documents and marked-up texts of any bytes: no crash, whole characters, marks in order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/text/utf8.h"
#include "validators/finding_list.h"
#include "validators/text/text_analysis.h"
#include "validators/text/text_reader.h"

namespace {

using namespace delo::validators;

class Checked final : public text::TextHandler {
 public:
  explicit Checked(text::TextAnalysis& analysis) : analysis_(analysis) {}
  void text(std::string_view utf8) override {
    if (!delo::is_utf8(utf8)) std::abort();
    analysis_.text(utf8);
  }
  void page(std::string_view label) override { analysis_.page(label); }
  void declared_language(std::string_view tag) override { analysis_.declared_language(tag); }
  void fault(const delo::Rule& rule, std::optional<std::uint64_t> offset, std::string part,
             std::string message) override {
    analysis_.fault(rule, offset, std::move(part), std::move(message));
  }

 private:
  text::TextAnalysis& analysis_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const delo::MemorySource source(std::as_bytes(std::span(data, size)));
  for (const char* puid : {"fmt/412", "fmt/291", "fmt/101", "fmt/96", "x-fmt/111"}) {
    delo::Format format;
    format.puid = puid;
    FindingList findings(delo::RelativePath::parse("a").value());
    text::TextAnalysis analysis(findings);
    Checked checked(analysis);
    if (!text::read_text(source, format, checked)) std::abort();
    const delo::TextMetadata seen = analysis.finish();
    for (std::size_t i = 1; i < seen.marks.size(); ++i) {
      if (seen.marks[i - 1].offset > seen.marks[i].offset) std::abort();
    }
    if (seen.marks.size() > delo::kMostSheetMarks) std::abort();
  }
  return 0;
}
