#include "validators/text/markup_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/text/utf8.h"
#include "validators/text/page_xml.h"

namespace delo::validators::text {
namespace {

using Words = std::initializer_list<std::string_view>;

bool one_of(std::string_view name, Words words) {
  return std::find(words.begin(), words.end(), name) != words.end();
}

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

std::string_view value(const XmlElement& element, std::string_view name) {
  return element.attribute(name).value_or("");
}

// Leaves out an element with all that is in it.
class Skip {
 public:
  bool start(std::string_view name) {
    if (depth_ > 0 && name == name_) ++depth_;
    return depth_ > 0;
  }
  void begin(std::string_view name) {
    name_ = name;
    depth_ = 1;
  }
  bool end(std::string_view name) {
    if (depth_ == 0) return false;
    if (name == name_) --depth_;
    return true;
  }
  bool on() const { return depth_ > 0; }

 private:
  std::string name_;
  std::size_t depth_ = 0;
};

// ---- ALTO 2 to 4 ----

class Alto final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string_view name = element.name;
    in_file_name_ = name == "fileName";
    if (name == "Page") {
      const std::string_view printed = value(element, "PRINTED_IMG_NR");
      flow.page(printed.empty() ? std::string_view(image_) : printed);
    } else if (name == "String") {
      // A word that goes on in the next line is told once, whole.
      const std::string_view part = value(element, "SUBS_TYPE");
      const std::string_view whole = value(element, "SUBS_CONTENT");
      if (part == "HypPart2" && !whole.empty()) return;
      is_whole_ = part == "HypPart1" && !whole.empty();
      flow.words(is_whole_ ? whole : value(element, "CONTENT"));
    } else if (name == "HYP") {
      // A hyphen that nothing says the word without.
      if (!is_whole_) flow.words(value(element, "CONTENT"));
    } else if (name == "SP") {
      flow.blank();
    }
    const std::string_view language =
        value(element, one_of(name, {"TextBlock"}) ? "LANG" : "language");
    if (!language.empty()) flow.out().declared_language(language);
  }
  void end(std::string_view name, TextFlow& flow) override {
    if (name == "TextLine" || name == "TextBlock") flow.line();
    in_file_name_ = false;
  }
  void text(std::string_view text, TextFlow&) override {
    if (!in_file_name_ || image_file_.size() > 1000) return;
    image_file_ += text;
    image_ = label_of_image(image_file_);
  }

 private:
  bool in_file_name_ = false;
  bool is_whole_ = false;  // the last word was told with its part in the next line
  std::string image_file_, image_;
};

// ---- TEI P4, P5 ----

class Tei final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string_view name = element.name;
    if (skip_.start(name)) return;
    if (const auto language = element.attribute("lang", kXml)) {
      flow.out().declared_language(*language);
    }
    // Running heads, page numbers and catchwords are of the page, not of its text.
    if (one_of(name, {"teiHeader", "fw"})) return skip_.begin(name);
    if (choice_ > 0 && one_of(name, {"sic", "orig", "abbr"})) return skip_.begin(name);
    if (name == "choice") ++choice_;
    if (name == "pb") {
      const std::string_view number = value(element, "n");
      flow.page(number.empty() ? label_of_image(value(element, "facs")) : std::string(number));
    } else if (name == "lb" || name == "cb") {
      // A word may go on: break="no".
      if (value(element, "break") != "no") flow.line();
    } else if (name == "gap") {
      flow.words("[…]");
    } else if (is_block(name)) {
      flow.line();
    }
  }
  void end(std::string_view name, TextFlow& flow) override {
    if (skip_.end(name)) return;
    if (name == "choice" && choice_ > 0) --choice_;
    if (is_block(name)) flow.line();
  }
  void text(std::string_view text, TextFlow& flow) override {
    if (!skip_.on()) flow.words(text);
  }

 private:
  static bool is_block(std::string_view name) {
    return one_of(name, {"p",        "head", "ab",      "l",          "lg",     "div",
                         "item",     "row",  "opener",  "closer",     "salute", "signed",
                         "dateline", "note", "trailer", "postscript", "body",   "text",
                         "front",    "back", "list",    "table",      "quote",  "address",
                         "addrLine", "line", "zone",    "surface",    "byline", "titlePart"});
  }
  Skip skip_;
  std::size_t choice_ = 0;
};

// ---- HTML, and hOCR in it ----

class Html final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string name = to_lower(element.name.substr(0, 40));
    if (skip_.start(name)) return;
    if (one_of(name, {"head", "script", "style", "template"})) {
      return skip_.begin(name);
    }
    std::string_view language = value(element, "lang");
    if (language.empty()) language = element.attribute("lang", kXml).value_or("");
    if (!language.empty()) flow.out().declared_language(language);
    const std::string_view kind = value(element, "class");
    if (kind.starts_with("ocr_page")) {
      flow.page(image_of(value(element, "title")));
    } else if (is_block(name) || kind.starts_with("ocr_line") || kind.starts_with("ocr_par")) {
      flow.line();
    } else if (name == "td" || name == "th" || kind.starts_with("ocrx_word")) {
      flow.blank();
    }
  }
  void end(std::string_view raw, TextFlow& flow) override {
    const std::string name = to_lower(raw.substr(0, 40));
    if (skip_.end(name)) return;
    if (is_block(name)) flow.line();
  }
  void text(std::string_view text, TextFlow& flow) override {
    if (!skip_.on()) flow.words(text);
  }

 private:
  // "image "0037.tif"; bbox 0 0 100 100; ppageno 0"
  static std::string image_of(std::string_view title) {
    std::size_t at = title.find("image ");
    if (at == std::string_view::npos) return "";
    title.remove_prefix(at + 6);
    title = title.substr(0, title.find(';'));
    std::string name;
    for (const char c : title.substr(0, 1000)) {
      if (c != '"' && c != '\'') name += c == '\\' ? '/' : c;
    }
    return label_of_image(name);
  }
  static bool is_block(std::string_view name) {
    return one_of(
        name, {"p",       "div", "br", "h1",     "h2",     "h3",   "h4",         "h5", "h6",
               "li",      "ul",  "ol", "tr",     "table",  "pre",  "blockquote", "hr", "section",
               "article", "dd",  "dt", "header", "footer", "body", "title"});
  }
  Skip skip_;
};

// ---- WordprocessingML (ECMA-376 part 1 § 17) ----

class Word final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string_view name = element.name;
    if (name == "pageBreakBefore") {
      const std::string_view off = of_element(element, "val");
      if (!one_of(off, {"0", "false", "off"})) flow.page("");
    } else if (name == "t") {
      in_text_ = true;
    } else if (name == "tab") {
      if (in_run_) flow.exactly("\t");
    } else if (name == "br" || name == "cr") {
      of_element(element, "type") == "page" ? flow.page("") : flow.line();
    } else if (name == "noBreakHyphen") {
      flow.exactly("-");
    } else if (name == "r") {
      in_run_ = true;
    } else if (name == "lang") {
      const std::string_view language = of_element(element, "val");
      if (!language.empty()) flow.out().declared_language(language);
    }
  }
  void end(std::string_view name, TextFlow& flow) override {
    if (name == "t") in_text_ = false;
    if (name == "r") in_run_ = false;
    if (name == "p") flow.line();
    if (name == "tc") flow.blank();
  }
  void text(std::string_view text, TextFlow& flow) override {
    if (in_text_) flow.exactly(text);
  }

 private:
  // Attributes have the namespace of the elements, whichever of the two it is.
  static std::string_view of_element(const XmlElement& element, std::string_view name) {
    return element.attribute(name, element.name_space).value_or("");
  }
  bool in_text_ = false, in_run_ = false;
};

// ---- OpenDocument text (ISO/IEC 26300) ----

class OpenDocument final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string_view name = element.name;
    if (skip_.start(name)) return;
    if (name == "document-content") flow.out().format_version(any(element, "version"));
    if (one_of(name, {"tracked-changes", "annotation", "sequence-decls"})) return skip_.begin(name);
    if (name == "style" && breaks_.size() < 1000) style_ = any(element, "name");
    if (name == "paragraph-properties" && any(element, "break-before") == "page") {
      if (!style_.empty()) breaks_.push_back(style_);
    }
    if (name == "text-properties") {
      const std::string_view language = any(element, "language");
      if (!language.empty() && language != "none" && language != "zxx") {
        flow.out().declared_language(language);
      }
    }
    if (name == "p" || name == "h") {
      flow.line();
      ++in_paragraph_;
      const std::string_view style = any(element, "style-name");
      if (std::find(breaks_.begin(), breaks_.end(), style) != breaks_.end()) flow.page("");
    } else if (name == "s") {
      std::size_t count = 1;
      const std::string_view c = any(element, "c");
      std::from_chars(c.data(), c.data() + c.size(), count);
      flow.exactly(std::string(std::min<std::size_t>(count, 100), ' '));
    } else if (name == "tab") {
      flow.exactly("\t");
    } else if (name == "line-break") {
      flow.line();
    }
  }
  void end(std::string_view name, TextFlow& flow) override {
    if (skip_.end(name)) return;
    if (name == "style") style_.clear();
    if ((name == "p" || name == "h") && in_paragraph_ > 0) {
      --in_paragraph_;
      flow.line();
    }
  }
  void text(std::string_view text, TextFlow& flow) override {
    if (!skip_.on() && in_paragraph_ > 0) flow.words(text);
  }

 private:
  // By its local name: the prefixes are many, the names differ.
  static std::string_view any(const XmlElement& element, std::string_view name) {
    for (const XmlAttribute& attribute : element.attributes) {
      if (attribute.name == name) return attribute.value;
    }
    return {};
  }
  Skip skip_;
  std::string style_;
  std::vector<std::string> breaks_;
  std::size_t in_paragraph_ = 0;
};

}  // namespace

void TextFlow::words(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  while (!text.empty()) {
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first != 0) blank_ = true;
    if (first == std::string_view::npos) return;
    const std::size_t end = std::min(text.find_first_of(kBlanks, first), text.size());
    if (blank_ && in_line_) out_.text(" ");
    out_.text(text.substr(first, end - first));
    blank_ = false;
    in_line_ = true;
    text.remove_prefix(end);
  }
}

void TextFlow::exactly(std::string_view text) {
  if (text.empty()) return;
  if (blank_ && in_line_) out_.text(" ");
  blank_ = false;
  // A line end within is none of the document's.
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n\f"), text.size());
    if (end > 0) out_.text(text.substr(0, end));
    if (end < text.size()) out_.text(" ");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  in_line_ = true;
}

void TextFlow::line() {
  if (in_line_) out_.text("\n");
  in_line_ = blank_ = false;
}

void TextFlow::page(std::string_view label) {
  line();
  out_.page(label);
}

MarkupText::~MarkupText() = default;

void MarkupText::start(const XmlElement& element) {
  if (!begun_) {
    begun_ = true;
    kind_ = markup_kind_of(element);
    if (!kind_) kind_ = office_kind_of(element);
  }
  if (kind_) kind_->start(element, flow_);
}
void MarkupText::end(std::string_view name) {
  if (kind_) kind_->end(name, flow_);
}
void MarkupText::text(std::string_view text) {
  if (kind_) kind_->text(text, flow_);
}

std::unique_ptr<MarkupKind> markup_kind_of(const XmlElement& root) {
  const std::string_view name = root.name;
  if (name == "alto") return std::make_unique<Alto>();
  if (name == "PcGts") return page_xml();
  if (one_of(name, {"TEI", "TEI.2", "teiCorpus"})) return std::make_unique<Tei>();
  if (one_of(name, {"html", "HTML", "!doctype"})) return std::make_unique<Html>();
  return nullptr;
}

std::unique_ptr<MarkupKind> office_kind_of(const XmlElement& root) {
  const bool word = one_of(root.name, {"document", "footnotes", "endnotes", "styles"}) &&
                    root.name_space.find("wordprocessingml") != std::string_view::npos;
  if (word) return std::make_unique<Word>();
  if (one_of(root.name, {"document-content", "document-styles"}) &&
      root.name_space.find("opendocument") != std::string_view::npos) {
    return std::make_unique<OpenDocument>();
  }
  return nullptr;
}

}  // namespace delo::validators::text
