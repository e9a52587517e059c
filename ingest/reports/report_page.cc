#include "ingest/reports/report_page.h"

#include <algorithm>
#include <cmath>

#include "ingest/reports/report_style.h"

namespace delo::ingest {

void begin_page(HtmlWriter& html, std::string_view title, std::string_view language) {
  html.doctype();
  html.open("html", {{"lang", language}});
  html.open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", title);
  html.style(report_style());
  html.close();
  html.open("body");
  html.open("main");
}

void end_page(HtmlWriter& html) {
  html.close();
  html.close();
  html.close();
}

void write_figures(HtmlWriter& html, const std::vector<Figure>& figures) {
  html.open("ul", {{"class", "figures"}});
  for (const Figure& figure : figures) {
    html.open("li", {{"class", figure.kind}});
    if (!figure.mark.empty()) {
      html.element("span", figure.mark, {{"class", "mark"}, {"aria-hidden", "true"}});
    }
    html.element("span", figure.number, {{"class", "number"}});
    html.element("span", figure.what, {{"class", "what"}});
    html.close();
  }
  html.close();
}

void write_bar(HtmlWriter& html, const std::vector<BarPart>& parts) {
  std::string said;
  for (const BarPart& part : parts) {
    if (!(part.share > 0)) continue;
    if (!said.empty()) said += ", ";
    said += part.label;
  }
  html.open("div", {{"class", "bar"}, {"role", "img"}, {"aria-label", said}});
  for (const BarPart& part : parts) {
    if (!(part.share > 0)) continue;
    const auto mille = std::max(1L, std::lround(std::min(1.0, part.share) * 1000));
    html.element("span", part.label,
                 {{"class", part.kind},
                  {"title", part.label},
                  {"style", "flex: " + std::to_string(mille) + " 1 0"}});
  }
  html.close();
}

void write_facts(HtmlWriter& html, const Facts& facts) {
  html.open("dl", {{"class", "facts"}});
  for (const auto& [term, value] : facts) {
    if (value.empty()) continue;
    html.element("dt", term);
    html.element("dd", value);
  }
  html.close();
}

void write_list(HtmlWriter& html, const std::vector<std::string>& sentences) {
  html.open("ul", {{"class", "plain"}});
  for (const std::string& sentence : sentences) html.element("li", sentence);
  html.close();
}

void write_software(HtmlWriter& html, const std::vector<Agent>& software) {
  html.open("div", {{"class", "table"}});
  html.open("table", {{"class", "narrow"}});
  html.open("thead");
  html.open("tr");
  html.element("th", "Tool");
  html.element("th", "Version");
  html.close();
  html.close();
  html.open("tbody");
  for (const Agent& agent : software) {
    if (agent.type == "person" || agent.type == "organization") continue;
    html.open("tr");
    html.element("td", agent.name);
    html.element("td", agent.version);
    html.close();
  }
  html.close();
  html.close();
  html.close();
}

void write_signatures(HtmlWriter& html) {
  html.open("div", {{"class", "signatures"}});
  html.element("div", "Checked by, position, date");
  html.element("div", "Received for the archive by, position, date");
  html.close();
}

}  // namespace delo::ingest
