#include "validators/pdf/pdf_text.h"

#include <algorithm>
#include <cstring>

#include "core/text/utf8.h"
#include "validators/pdf/byte_window.h"
#include "validators/pdf/page_facts.h"
#include "validators/pdf/pdf_file.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMostLabels = 100'000;

// A label that only counts the pages says nothing of leaves.
std::vector<std::string> telling_labels(const Value& catalog, const std::vector<Page>& pages) {
  std::vector<std::string> labels = page_labels(catalog, std::min(pages.size(), kMostLabels));
  bool counts = true;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    counts = counts && labels[i] == std::to_string(i + 1);
  }
  if (counts) labels.clear();
  return labels;
}

// Lines of a page, but for the page's own number at its head or foot.
class PageSink {
 public:
  explicit PageSink(text::TextHandler& out) : out_(out) {}

  void begin(std::size_t number) {
    number_ = std::to_string(number);
    first_ = true;
  }
  void line(std::string_view line, bool gap) {
    pass_on();
    if (first_ && line == number_) {
      first_ = false;
      return;
    }
    first_ = false;
    last_ = line;
    gap_ = gap;
    has_last_ = true;
  }
  void finish() {
    if (has_last_ && last_ == number_) has_last_ = false;
    pass_on();
  }

 private:
  void pass_on() {
    if (!has_last_) return;
    if (gap_) out_.text("\n");
    out_.text(last_);
    out_.text("\n");
    has_last_ = false;
  }

  text::TextHandler& out_;
  std::string number_, last_;
  bool first_ = true, gap_ = false, has_last_ = false;
};

}  // namespace

TextCounts read_pages_text(Document& document, const std::vector<Page>& pages,
                           text::TextHandler& handler) {
  const Value catalog = Value(document, document.trailer(), ObjectId{}, false).get("Root");
  if (const Value language = catalog.get("Lang"); language.is(Kind::kString)) {
    handler.declared_language(language.text());
  }
  const std::vector<std::string> labels = telling_labels(catalog, pages);
  PageSink sink(handler);
  TextLines lines([&](std::string_view line, bool gap) { sink.line(line, gap); });
  TextContent content(document, lines);
  for (const Page& page : pages) {
    handler.page(page.number <= labels.size() ? labels[page.number - 1] : "");
    sink.begin(page.number);
    content.page(page);
    lines.finish();
    sink.finish();
  }
  return content.counts();
}

std::string untold_text(const TextCounts& counts) {
  if (counts.unknown == 0) return {};
  std::string fonts;
  for (const std::string& name : counts.unknown_fonts) {
    fonts += (fonts.empty() ? "" : ", ") + (name.empty() ? "one without a name" : display_of(name));
  }
  return std::to_string(counts.unknown) + " of " + std::to_string(counts.glyphs) +
         " glyphs shown as text stand for nothing that is told, the first on page " +
         std::to_string(counts.first_unknown_page) + "; fonts: " + fonts;
}

Result<void> read_pdf_text(const ByteSource& bytes, const Format&, text::TextHandler& handler) {
  Findings untold(RelativePath{});
  ByteWindow file(bytes);
  const FileStructure structure = scan_file(file, untold);
  if (!structure.header || structure.dangerous) {
    handler.fault(kUnreadable, std::nullopt, "file", "the file can't be opened for its text");
    return {};
  }
  const Document::Opened opened =
      Document::open(file.size(), [&](std::uint64_t offset, char* out, std::size_t count) {
        const std::string_view some = file.at(offset, count);
        std::memcpy(out, some.data(), some.size());
        return some.size();
      });
  if (file.error()) return *file.error();
  if (!opened.document) {
    handler.fault(opened.needs_password ? kEncrypted : kUnreadable, std::nullopt, "file",
                  opened.needs_password ? "the file can't be opened without a password"
                                        : "the file can't be opened: " + opened.failure);
    return {};
  }
  const std::vector<Page> pages = check_structure(*opened.document, untold);
  const TextCounts counts = read_pages_text(*opened.document, pages, handler);
  if (file.error()) return *file.error();
  if (const std::string what = untold_text(counts); !what.empty()) {
    handler.fault(kTextUnknown, std::nullopt, "", what);
  }
  if (!counts.whole) {
    handler.fault(kTextCut, std::nullopt, "", "not all content of the pages could be read");
  }
  return {};
}

}  // namespace delo::validators::pdf
