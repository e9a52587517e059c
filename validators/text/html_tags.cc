#include "validators/text/html_tags.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/text/utf8.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kMostKept = 64 * 1024;

struct Named {
  std::string_view name;
  char32_t code;
};
constexpr std::array kNamed = {
    Named{"amp", U'&'},    Named{"lt", U'<'},     Named{"gt", U'>'},     Named{"quot", U'"'},
    Named{"apos", U'\''},  Named{"nbsp", 0xA0},   Named{"laquo", U'«'},  Named{"raquo", U'»'},
    Named{"mdash", U'—'},  Named{"ndash", U'–'},  Named{"hellip", U'…'}, Named{"ldquo", U'“'},
    Named{"rdquo", U'”'},  Named{"lsquo", U'‘'},  Named{"rsquo", U'’'},  Named{"bdquo", U'„'},
    Named{"sect", U'§'},   Named{"copy", U'©'},   Named{"deg", U'°'},    Named{"shy", 0xAD},
    Named{"numero", U'№'}, Named{"middot", U'·'}, Named{"bull", U'•'},   Named{"times", U'×'}};

// 0: none that we know.
char32_t code_of(std::string_view name) {
  const auto named = std::ranges::find(kNamed, name, &Named::name);
  return named == kNamed.end() ? U'\0' : named->code;
}

// "&amp;" "&#1055;" "&#x41F;"; what is none stays as it is.
std::string without_references(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, 12).find(';');
    const std::string_view name = end == std::string_view::npos ? "" : text.substr(1, end - 1);
    char32_t code = 0;
    if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x' || name[1] == 'X';
      for (const char c : name.substr(hex ? 2 : 1)) {
        const int digit = c >= '0' && c <= '9'          ? c - '0'
                          : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                        : -1;
        if (digit < 0 || code > 0x10FFFF) {
          code = 0;
          break;
        }
        code = code * (hex ? 16U : 10U) + static_cast<char32_t>(digit);
      }
    } else {
      code = code_of(name);
    }
    if (code == 0) {
      out += '&';
      text.remove_prefix(1);
    } else {
      append_utf8(out, code);
      text.remove_prefix(end + 1);
    }
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

struct Attribute {
  std::string name, value;
};
std::vector<Attribute> attributes_of(std::string_view inside) {
  std::vector<Attribute> out;
  std::size_t at = 0;
  while (at < inside.size() && out.size() < 100) {
    while (at < inside.size() && (is_blank(inside[at]) || inside[at] == '/')) ++at;
    const std::size_t begin = at;
    while (at < inside.size() && !is_blank(inside[at]) && inside[at] != '=') ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    Attribute attribute{to_lower(inside.substr(begin, at - begin)), ""};
    while (at < inside.size() && is_blank(inside[at])) ++at;
    if (at < inside.size() && inside[at] == '=') {
      ++at;
      while (at < inside.size() && is_blank(inside[at])) ++at;
      const char quote = at < inside.size() ? inside[at] : '\0';
      const bool quoted = quote == '"' || quote == '\'';
      if (quoted) ++at;
      const std::size_t first = at;
      while (at < inside.size() && (quoted ? inside[at] != quote : !is_blank(inside[at]))) ++at;
      attribute.value = without_references(inside.substr(first, at - first));
      if (quoted && at < inside.size()) ++at;
    }
    out.push_back(std::move(attribute));
  }
  return out;
}

}  // namespace

std::string character_named(std::string_view name) {
  std::string out;
  if (const char32_t code = code_of(name)) {
    append_utf8(out, code);
  } else {
    out = "&" + std::string(name) + ";";
  }
  return out;
}

void HtmlTags::take(std::string_view text) {
  for (const char c : text) {
    if (!in_tag_) {
      if (c == '<') {
        pass_on_text();
        in_tag_ = true;
        quote_ = 0;
        continue;
      }
      kept_ += c;
      if (kept_.size() >= kMostKept && c == ' ') pass_on_text();
      if (kept_.size() > 4 * kMostKept) pass_on_text();
      continue;
    }
    const bool comment = kept_.starts_with("!--");
    if (kept_.empty() &&
        !(c == '/' || c == '!' || c == '?' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
      in_tag_ = false;  // "a < b"
      kept_ = {'<', c};
      continue;
    }
    if (!comment && quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (!comment && (c == '"' || c == '\'') && kept_.ends_with('=')) {
      quote_ = c;
    } else if (c == '>' && (!comment || kept_.ends_with("--"))) {
      end_tag_or_comment();
      continue;
    }
    // What is too long for a tag is none that is of use: its end is looked for.
    if (kept_.size() < kMostKept) {
      kept_ += c;
    } else if (comment) {
      kept_ = {'!', '-', '-', kept_[kept_.size() - 1], c};
    } else {
      quote_ = 0;
    }
  }
}

void HtmlTags::finish() {
  if (!in_tag_) pass_on_text();
}

void HtmlTags::pass_on_text() {
  if (!kept_.empty() && raw_until_.empty()) {
    if (!begun_ && kept_.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF") != std::string::npos) {
      begun_ = true;
      out_.start(XmlElement{"", "html", {}});
    }
    out_.text(without_references(kept_));
  }
  kept_.clear();
}

void HtmlTags::end_tag_or_comment() {
  const std::string inside = std::exchange(kept_, {});
  in_tag_ = false;
  if (inside.empty() || inside[0] == '!' || inside[0] == '?') return;
  const bool closing = inside[0] == '/';
  const std::size_t begin = closing ? 1 : 0;
  const std::size_t end = std::min(inside.find_first_of(" \t\r\n\f/", begin), inside.size());
  const std::string name = to_lower(std::string_view(inside).substr(begin, end - begin));
  if (!raw_until_.empty()) {
    if (!closing || name != raw_until_) return;
    raw_until_.clear();
    return;
  }
  if (closing) return out_.end(name);
  // <html> may be left out, and <head> too, whose end then is anywhere.
  if (name == "head") return;
  if (name == "script" || name == "style" || name == "title") {
    raw_until_ = name;
    return;
  }
  if (!begun_) {
    begun_ = true;
    if (name != "html") out_.start(XmlElement{"", "html", {}});
  }
  const std::vector<Attribute> attributes = attributes_of(std::string_view(inside).substr(end));
  std::vector<XmlAttribute> views;
  for (const Attribute& attribute : attributes) {
    views.push_back({"", attribute.name, attribute.value});
  }
  out_.start(XmlElement{"", name, views});
}

}  // namespace delo::validators::text
