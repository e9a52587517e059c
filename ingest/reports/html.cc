#include "ingest/reports/html.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "core/text/base64.h"
#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;

// After these a line ends, so that the source of a page can be read and compared.
bool ends_line(std::string_view tag) {
  static constexpr std::array<std::string_view, 30> kBlocks = {
      "html",   "head",    "body",    "header", "main",  "footer", "section", "article",
      "nav",    "div",     "p",       "h1",     "h2",    "h3",     "h4",      "ul",
      "ol",     "li",      "dl",      "dd",     "table", "thead",  "tbody",   "tr",
      "figure", "details", "summary", "title",  "style", "pre"};
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (true) {
    const std::size_t end = text.find_first_of("\n\r\t");
    for (const char c : terminal_text(text.substr(0, end))) {
      switch (c) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        case '"':
          out += "&quot;";
          break;
        case '\'':
          out += "&#39;";
          break;
        default:
          out += c;
      }
    }
    if (end == std::string_view::npos) return out;
    out += text[end] == '\r' ? '\n' : text[end];
    text.remove_prefix(end + 1);
  }
}

void HtmlWriter::put(std::string_view markup) {
  buffer_ += markup;
  if (buffer_.size() >= kBuffer) flush();
}

void HtmlWriter::flush() {
  if (state_.has_value()) state_ = sink_.write_text(buffer_);
  buffer_.clear();
}

void HtmlWriter::doctype() { put("<!DOCTYPE html>\n"); }

void HtmlWriter::begin(std::string_view tag, Attributes attributes) {
  put("<");
  put(tag);
  for (const auto& [name, value] : attributes) {
    put(" ");
    put(name);
    put("=\"");
    put(html_text(value));
    put("\"");
  }
  put(">");
}

void HtmlWriter::open(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  open_.push_back(tag);
}

void HtmlWriter::text(std::string_view text) { put(html_text(text)); }

void HtmlWriter::close() {
  assert(!open_.empty());
  const std::string_view tag = open_.back();
  open_.pop_back();
  put("</");
  put(tag);
  put(ends_line(tag) ? ">\n" : ">");
}

void HtmlWriter::element(std::string_view tag, std::string_view content, Attributes attributes) {
  open(tag, attributes);
  text(content);
  close();
}

void HtmlWriter::empty(std::string_view tag, Attributes attributes) { begin(tag, attributes); }

void HtmlWriter::preformatted(std::string_view content) {
  open("pre");
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    text(line);
    put("\n");
    if (end == std::string_view::npos) break;
    content.remove_prefix(end + 1);
  }
  close();
}

void HtmlWriter::style(std::string_view css) {
  open("style");
  put(css);
  close();
}

void HtmlWriter::jpeg(std::string_view bytes, std::string_view alternative) {
  put("<img alt=\"");
  put(html_text(alternative));
  put("\" src=\"data:image/jpeg;base64,");
  put(to_base64(bytes));
  put("\">");
}

Result<void> HtmlWriter::finish() {
  while (!open_.empty()) close();
  flush();
  return state_;
}

}  // namespace delo::ingest
