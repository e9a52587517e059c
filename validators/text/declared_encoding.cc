#include "validators/text/declared_encoding.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace delo::validators::text {
namespace {

// A to Z only: places stay what they are.
std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Of the Encoding Standard, as far as they are encodings that are told here; UTF-16 is little
// endian there, and which it is the bytes tell.
struct Label {
  std::string_view label, name;
};
constexpr std::array kLabels = {Label{"windows-1251", "windows-1251"},
                                Label{"cp1251", "windows-1251"},
                                Label{"x-cp1251", "windows-1251"},
                                Label{"win-1251", "windows-1251"},
                                Label{"koi8-r", "KOI8-R"},
                                Label{"koi", "KOI8-R"},
                                Label{"koi8", "KOI8-R"},
                                Label{"koi8_r", "KOI8-R"},
                                Label{"cskoi8r", "KOI8-R"},
                                Label{"koi8-u", "KOI8-U"},
                                Label{"koi8-ru", "KOI8-U"},
                                Label{"ibm866", "IBM866"},
                                Label{"866", "IBM866"},
                                Label{"cp866", "IBM866"},
                                Label{"csibm866", "IBM866"},
                                Label{"dos-866", "IBM866"},
                                Label{"iso-8859-5", "ISO-8859-5"},
                                Label{"iso8859-5", "ISO-8859-5"},
                                Label{"iso_8859-5", "ISO-8859-5"},
                                Label{"cyrillic", "ISO-8859-5"},
                                Label{"x-mac-cyrillic", "x-mac-cyrillic"},
                                Label{"x-mac-ukrainian", "x-mac-cyrillic"},
                                Label{"windows-1252", "windows-1252"},
                                Label{"iso-8859-1", "windows-1252"},
                                Label{"latin1", "windows-1252"},
                                Label{"cp1252", "windows-1252"},
                                Label{"utf-8", "UTF-8"},
                                Label{"utf8", "UTF-8"},
                                Label{"us-ascii", "US-ASCII"},
                                Label{"ascii", "US-ASCII"},
                                Label{"utf-16", "UTF-16"},
                                Label{"utf-16le", "UTF-16"},
                                Label{"unicode", "UTF-16"},
                                Label{"utf-16be", "UTF-16"},
                                Label{"utf-32", "UTF-32"},
                                Label{"utf-32le", "UTF-32"},
                                Label{"utf-32be", "UTF-32"}};

// Where the encoding is looked for before anything is parsed, text or mark-up.
constexpr std::size_t kPrescanned = 1024;

constexpr std::array<std::string_view, 8> kRaw = {"script",   "style", "title",   "textarea",
                                                  "noframes", "xmp",   "noembed", "iframe"};

// Goes through the beginning of a document, tag by tag.
class HeadScanner {
 public:
  explicit HeadScanner(std::string_view html) : low_(small(html)) {}

  std::vector<DeclaredEncoding> scan() {
    at_ = std::min(low_.find_first_not_of(" \t\r\n\f"), low_.size());
    if (begins("<?xml")) xml_declaration();
    while ((at_ = low_.find('<', at_)) < kMostOfHead) {
      if (at_ >= kPrescanned && at_ < raw_end_) {
        at_ = raw_end_;
        continue;
      }
      const std::size_t raw_end = at_ < raw_end_ ? raw_end_ : std::string::npos;
      step();
      at_ = std::min(at_, raw_end);
    }
    return std::move(found_);
  }

 private:
  struct Span {
    std::size_t begin = 0, end = 0;
  };

  bool begins(std::string_view what) const {
    return std::string_view(low_).substr(at_).starts_with(what);
  }
  bool begins_tag(std::string_view name) const {
    const std::size_t end = at_ + 1 + name.size();
    return std::string_view(low_).substr(at_ + 1).starts_with(name) && end < low_.size() &&
           (is_blank(low_[end]) || low_[end] == '/' || low_[end] == '>');
  }
  std::string_view low(Span span) const {
    return std::string_view(low_).substr(span.begin, span.end - span.begin);
  }

  void skip_to(std::string_view end, std::size_t from) {
    const std::size_t found = low_.find(end, from);
    at_ = found == std::string::npos ? low_.size() : found + end.size();
  }

  void step() {
    if (begins("<!--")) return skip_to("-->", at_ + 2);
    if (begins_tag("meta")) return meta();
    const auto raw = std::ranges::find_if(kRaw, [&](auto name) { return begins_tag(name); });
    skip_tag();
    // What is no mark-up there is looked at all the same before anything is parsed.
    if (raw != kRaw.end() && at_ >= raw_end_) {
      raw_end_ = std::min(low_.find("</" + std::string(*raw), at_), low_.size());
    }
  }

  void skip_tag() {
    const auto at = [&](std::size_t i) { return i < low_.size() ? low_[i] : '\0'; };
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (!is_letter(at(at_ + 1)) && !(at(at_ + 1) == '/' && is_letter(at(at_ + 2)))) {
      const bool ends = at(at_ + 1) == '!' || at(at_ + 1) == '/' || at(at_ + 1) == '?';
      return ends ? skip_to(">", at_) : static_cast<void>(++at_);
    }
    while (at_ < low_.size() && !is_blank(low_[at_]) && low_[at_] != '>') ++at_;
    Span name, value;
    while (attribute(name, value)) {
    }
  }

  void xml_declaration() {
    const std::size_t end = std::min(low_.find("?>", at_), low_.size());
    const std::size_t name = low_.find("encoding", at_);
    if (name < end) {
      std::size_t begin = low_.find_first_of("\"'", name);
      if (begin < end) {
        const std::size_t close = low_.find(low_[begin], begin + 1);
        ++begin;
        if (close < end && close > begin) found_.push_back({begin, close});
      }
    }
    at_ = end;
  }

  // The next attribute of the tag that at_ is in; false at its end.
  bool attribute(Span& name, Span& value) {
    while (at_ < low_.size() && (is_blank(low_[at_]) || low_[at_] == '/')) ++at_;
    if (at_ >= low_.size() || low_[at_] == '>') return false;
    name.begin = at_;
    while (at_ < low_.size() && !is_blank(low_[at_]) && low_[at_] != '=' && low_[at_] != '>' &&
           low_[at_] != '/') {
      ++at_;
    }
    name.end = at_;
    if (name.begin == name.end) ++at_;  // a stray '='
    while (at_ < low_.size() && is_blank(low_[at_])) ++at_;
    value = {at_, at_};
    if (at_ >= low_.size() || low_[at_] != '=') return true;
    ++at_;
    while (at_ < low_.size() && is_blank(low_[at_])) ++at_;
    const char quote = at_ < low_.size() ? low_[at_] : '\0';
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++at_;
    value.begin = at_;
    while (at_ < low_.size() &&
           (quoted ? low_[at_] != quote : !is_blank(low_[at_]) && low_[at_] != '>')) {
      ++at_;
    }
    value.end = at_;
    if (quoted && at_ < low_.size()) ++at_;
    return true;
  }

  void meta() {
    const bool no_markup = at_ < raw_end_;
    at_ += 5;
    Span name, value;
    std::optional<Span> charset, content, type;  // of two of a name the first counts
    while (attribute(name, value)) {
      if (low(name) == "charset" && !charset) charset = value;
      if (low(name) == "content" && !content) content = value;
      if (low(name) == "http-equiv" && !type) type = value;
    }
    if (at_ >= low_.size() || (no_markup && !found_.empty())) return;  // it has no end
    if (charset) add(*charset);
    if (content && type && low(*type) == "content-type") add(charset_in(*content));
  }

  // "text/html; charset=koi8-r"
  Span charset_in(Span content) const {
    constexpr std::string_view kWord = "charset";
    const std::string_view text = low(content);
    std::size_t at = text.find(kWord);
    if (at == std::string_view::npos) return {};
    at += kWord.size();
    const auto skip = [&](auto is_one) {
      while (at < text.size() && is_one(text[at])) ++at;
    };
    skip(is_blank);
    if (at >= text.size() || text[at] != '=') return {};
    ++at;
    skip([](char c) { return is_blank(c) || c == '"' || c == '\''; });
    const std::size_t begin = at;
    skip([](char c) { return !is_blank(c) && c != ';' && c != '"' && c != '\''; });
    return {content.begin + begin, content.begin + at};
  }

  void add(Span span) {
    while (span.begin < span.end && is_blank(low_[span.begin])) ++span.begin;
    while (span.end > span.begin && is_blank(low_[span.end - 1])) --span.end;
    if (span.end > span.begin) found_.push_back({span.begin, span.end});
  }

  std::string low_;
  std::size_t at_ = 0;
  std::size_t raw_end_ = 0;  // of an element whose content is no mark-up
  std::vector<DeclaredEncoding> found_;
};

}  // namespace

std::vector<DeclaredEncoding> encodings_declared_in(std::string_view html) {
  return HeadScanner(html.substr(0, kMostHeld)).scan();
}

std::string_view encoding_of_label(std::string_view label) {
  const std::string low = small(label);
  const auto found = std::find_if(kLabels.begin(), kLabels.end(),
                                  [&](const Label& one) { return one.label == low; });
  return found == kLabels.end() ? std::string_view() : found->name;
}

}  // namespace delo::validators::text
