// What the pages of all reports share: the frame, the style sheet, the pieces.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/records/event.h"
#include "ingest/reports/html.h"

namespace delo::ingest {

// Doctype, head (the content security policy forbids everything but our own
// style and inline pictures) and the open <main>.
// `language` is the BCP 47 tag of the text.
void begin_page(HtmlWriter& html, std::string_view title, std::string_view language = "en");
// Closes the page.
void end_page(HtmlWriter& html);

// One number of the answer at the top: a mark, the number, what it counts.
// `kind` is a class of the style sheet: "good" "remarks" "review" "bad" "plain".
struct Figure {
  std::string_view kind;
  std::string_view mark;
  std::string number;
  std::string what;
};
void write_figures(HtmlWriter& html, const std::vector<Figure>& figures);

// A bar divided in proportion; parts of 0 are left out.  Its text says the same.
struct BarPart {
  std::string_view kind;
  double share = 0;  // 0 … 1
  std::string label;
};
void write_bar(HtmlWriter& html, const std::vector<BarPart>& parts);

// Terms and what is to be said of them; empty values are left out.
using Facts = std::vector<std::pair<std::string_view, std::string>>;
void write_facts(HtmlWriter& html, const Facts& facts);

void write_list(HtmlWriter& html, const std::vector<std::string>& sentences);

void write_software(HtmlWriter& html, const std::vector<Agent>& software);

// For the printed page: who checked it, when.
void write_signatures(HtmlWriter& html);

}  // namespace delo::ingest
