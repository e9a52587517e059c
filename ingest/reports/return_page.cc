#include "ingest/reports/return_page.h"

#include <algorithm>

#include "ingest/reports/html.h"
#include "ingest/reports/report_page.h"
#include "ingest/reports/return_words.h"

namespace delo::ingest {
namespace {

using Part = ReturnList::Part;

std::string_view kind_of(Request request) {
  switch (request) {
    case Request::kScan:
      return "bad";
    case Request::kSend:
      return "review";
    case Request::kCorrect:
      return "remarks";
    case Request::kAnswer:
      return "plain";
  }
  return "plain";
}

class ReturnPage {
 public:
  ReturnPage(ByteSink& sink, const ReturnHead& head, const ReturnList& list)
      : html_(sink), head_(head), list_(list), causes_(list.causes()) {}

  Result<void> write() {
    begin_page(html_, filled(say("Return list: {batch}"), {{"batch", head_.batch}}),
               language().tag());
    html_.open("header");
    write_answer();
    html_.close();
    write_overview();
    DELO_CHECK(write_part(Part::kRequired, say("What has to be scanned or sent again")));
    DELO_CHECK(write_part(Part::kArchive, say("What waits for the archive")));
    DELO_CHECK(write_part(Part::kRemark, say("Remarks for the next delivery")));
    write_end();
    end_page(html_);
    return html_.finish();
  }

 private:
  const Language& language() const { return list_.language(); }
  std::string_view say(std::string_view english) const { return language().say(english); }
  bool has(Part part) const {
    return std::ranges::any_of(causes_, [&](const auto& cause) { return cause.part == part; });
  }

  void write_answer() {
    html_.element("p", say("Return list"), {{"class", "kicker"}});
    html_.element("h1", head_.batch);
    std::string lead;
    if (has(Part::kRequired)) {
      lead = language().say_count("{n} item is withheld.", "{n} items are withheld.",
                                  list_.withheld());
      lead += ' ';
      lead += say("Please scan, send or correct what stands below, by cause.");
    } else {
      lead = say("Nothing has to be scanned or sent again.");
    }
    html_.element("p", lead, {{"class", "lead"}});
    if (has(Part::kRequired)) {
      std::vector<Figure> figures;
      for (const Request request :
           {Request::kScan, Request::kSend, Request::kCorrect, Request::kAnswer}) {
        const std::uint64_t count = list_.required(request);
        figures.push_back({count > 0 ? kind_of(request) : "plain", "", language().grouped(count),
                           std::string(say(words_for(request)))});
      }
      write_figures(html_, figures);
    }
    write_facts(html_, {{say("Delivery"), head_.batch},
                        {say("Producer"), head_.producer},
                        {say("Examined"), minute_in(head_.examined, language())},
                        {say("Policy"), head_.policy},
                        {say("Run"), head_.run}});
    if (head_.interrupted) {
      html_.element("p",
                    say("The examination was interrupted: this list is not whole. Run the same "
                        "command again before you send it."),
                    {{"class", "alert"}});
    }
    if (head_.unfinished > 0) {
      html_.element("p",
                    language().say_count("{n} item could not be examined; this list says nothing "
                                         "about it.",
                                         "{n} items could not be examined; this list says nothing "
                                         "about them.",
                                         head_.unfinished),
                    {{"class", "alert"}});
    }
  }

  static std::string anchor(std::size_t n) { return "cause-" + std::to_string(n + 1); }

  void write_overview() {
    if (!has(Part::kRequired)) return;
    html_.element("h2", say("Overview"));
    html_.open("div", {{"class", "table"}});
    html_.open("table");
    head_row({say("No."), say("Request"), say("Requirement not met"), say("Items"), say("Places")},
             3);
    html_.open("tbody");
    for (std::size_t n = 0; n < causes_.size(); ++n) {
      const auto& cause = causes_[n];
      if (cause.part != Part::kRequired) continue;
      html_.open("tr");
      html_.element("td", std::to_string(n + 1), {{"class", "number soft"}});
      html_.element("td", say(words_for(cause.request)), {{"class", "keep"}});
      html_.open("td");
      html_.element("a", requirement_of(cause, language()), {{"href", "#" + anchor(n)}});
      html_.close();
      html_.element("td", language().grouped(cause.items), {{"class", "number"}});
      html_.element("td", language().grouped(cause.rows), {{"class", "number"}});
      html_.close();
    }
    html_.close();
    html_.close();
    html_.close();
  }

  // The first heading and those from `numbers` on are of numbers.
  void head_row(std::initializer_list<std::string_view> headings, std::size_t numbers) {
    html_.open("thead");
    html_.open("tr");
    std::size_t n = 0;
    for (const std::string_view heading : headings) {
      html_.element("th", heading,
                    {{"scope", "col"}, {"class", n == 0 || n >= numbers ? "number" : ""}});
      ++n;
    }
    html_.close();
    html_.close();
  }

  Result<void> write_part(Part part, std::string_view heading) {
    if (!has(part)) return {};
    html_.element("h2", heading);
    if (part == Part::kRemark) {
      html_.element("p", say("These items are accepted, or these faults do not keep them from it. "
                             "Nothing has to be sent; please mind it in deliveries to come."));
    }
    for (std::size_t n = 0; n < causes_.size(); ++n) {
      if (causes_[n].part == part) DELO_CHECK(write_cause(n));
    }
    return {};
  }

  Result<void> write_cause(std::size_t n) {
    const ReturnList::Cause& cause = causes_[n];
    html_.open("section", {{"class", "cause"}, {"id", anchor(n)}});
    html_.open("h3");
    html_.element("span", std::to_string(n + 1) + ".", {{"class", "soft"}});
    html_.text(" ");
    if (cause.part == Part::kRequired) {
      html_.element("span", say(words_for(cause.request)),
                    {{"class", "badge " + std::string(kind_of(cause.request))}});
      html_.text(" ");
    }
    html_.text(filled(say("Not met: “{requirement}”"),
                      {{"requirement", requirement_of(cause, language())}}));
    html_.close();
    std::string extent = language().say_count("{n} place", "{n} places", cause.rows);
    extent += ", ";
    extent += language().say_count("{n} item", "{n} items", cause.items);
    html_.element("p", extent, {{"class", "soft small"}});
    html_.open("dl", {{"class", "facts"}});
    if (cause.part != Part::kRemark) term(say("What to do"), request_of(cause, language()), "do");
    term(say("Usual cause"), usual_cause_of(cause, language()));
    term(say("Note for the archive"), remedy_of(cause, language()), "soft");
    term(say("Rule"), cause.rule, "soft");
    html_.close();
    DELO_CHECK(write_rows(cause));
    html_.close();
    return {};
  }

  void term(std::string_view name, std::string_view value, std::string_view kind = "") {
    if (value.empty()) return;
    html_.element("dt", name);
    html_.element("dd", value, {{"class", kind}});
  }

  // One heading an item, then its places.
  Result<void> write_rows(const ReturnList::Cause& cause) {
    html_.open("div", {{"class", "table"}});
    html_.open("table", {{"class", "returns"}});
    head_row({say("No."), say("Leaf"), say("File"), say("What was found")}, 4);
    html_.open("tbody");
    std::uint64_t number = 0;
    std::string item;
    bool first = true;
    DELO_CHECK(list_.rows_of(cause, kMostRows, [&](const ReturnRow& row) {
      if (first || row.item != item) write_item(row);
      first = false;
      item = row.item;
      html_.open("tr");
      html_.element("td", std::to_string(++number), {{"class", "number soft"}});
      html_.element("td", row.leaf);
      html_.element("td", row.file, {{"class", "name"}});
      html_.open("td");
      html_.text(row.found);
      if (!row.place.empty()) html_.element("span", row.place, {{"class", "under"}});
      html_.close();
      html_.close();
    }));
    html_.close();
    html_.close();
    html_.close();
    if (cause.rows > kMostRows) {
      html_.element(
          "p",
          language().say_count("and {n} more place, in the table (CSV)",
                               "and {n} more places, in the table (CSV)", cause.rows - kMostRows),
          {{"class", "soft"}});
    }
    return {};
  }

  void write_item(const ReturnRow& row) {
    html_.open("tr", {{"class", "of-item"}});
    html_.open("th", {{"colspan", "4"}, {"scope", "rowgroup"}});
    const std::string_view name = row.item.empty() ? say("the delivery itself") : row.item;
    html_.element("b", row.reference.empty() ? name : std::string_view(row.reference));
    if (!row.reference.empty()) html_.element("span", name, {{"class", "under"}});
    if (!row.title.empty()) html_.element("span", row.title, {{"class", "under"}});
    html_.close();
    html_.close();
  }

  void write_end() {
    html_.element("p",
                  say("Nothing was changed in your delivery: it was only read. Please name this "
                      "list and the number of the cause when you send files again."),
                  {{"class", "untouched"}});
    html_.open("div", {{"class", "signatures"}});
    html_.element("div", say("For the archive: name, position, date"));
    html_.element("div", say("For the producer: name, position, date"));
    html_.close();
    html_.open("footer");
    html_.element("p", filled(say("Made by {program} from the records of the run."),
                              {{"program", head_.program}}));
    html_.close();
  }

  HtmlWriter html_;
  const ReturnHead& head_;
  const ReturnList& list_;
  std::vector<ReturnList::Cause> causes_;
};

}  // namespace

Result<void> write_return_page(ByteSink& sink, const ReturnHead& head, const ReturnList& list) {
  return ReturnPage(sink, head, list).write();
}

}  // namespace delo::ingest
