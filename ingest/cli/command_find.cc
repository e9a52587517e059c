// find, catalogue rebuild: the index of words.
#include <chrono>

#include "core/text/utf8.h"
#include "holdings/catalogue/find.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/tint.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json place_json(const holdings::FindPlace& place) {
  Json marks = Json::array();
  for (const auto& [at, length] : place.marks) {
    marks.push(Json::array().push(std::uint64_t{at}).push(std::uint64_t{length}));
  }
  return Json::object({{"field", place.field},
                       {"path", text_or_null(place.path)},
                       {"language", text_or_null(place.language)},
                       {"sheet", text_or_null(place.sheet)},
                       {"leaf", text_or_null(place.leaf)},
                       {"text", text_or_null(place.text)},
                       {"marks", std::move(marks)}});
}

// Its text with the hits in bold, or between asterisks where there is no bold.
std::string marked(const holdings::FindPlace& place, bool colour) {
  std::string out, hit;
  std::size_t character = 0;
  auto mark = place.marks.begin();
  bool inside = false;
  const auto end_hit = [&] {
    out += colour ? tinted(hit, Tint::kBold, true) : "*" + hit + "*";
    hit.clear();
    inside = false;
    ++mark;
  };
  for (std::size_t at = 0; at < place.text.size(); ++character) {
    std::size_t next = at + 1;
    while (next < place.text.size() && (place.text[next] & 0xC0) == 0x80) ++next;
    if (inside && character >= mark->first + mark->second) end_hit();
    if (mark != place.marks.end() && character == mark->first) inside = true;
    (inside ? hit : out).append(place.text, at, next - at);
    at = next;
  }
  if (inside) end_hit();
  return out;
}

std::string place_text(const holdings::FindPlace& place, bool colour) {
  std::string line = "    " + place.field;
  if (!place.leaf.empty()) {
    line += ", l. " + place.leaf;
  } else if (!place.sheet.empty()) {
    line += ", sheet " + place.sheet;
  }
  if (!place.path.empty()) {
    const std::size_t inside = place.path.find("/representations/");
    line += "  " + (inside == place.path.npos ? place.path : place.path.substr(inside + 1));
  }
  line += "\n";
  if (!place.text.empty()) line += "      " + marked(place, colour) + "\n";
  return line;
}

void tell(Desk& desk, const holdings::FindHit& hit) {
  Json line = package_line(hit.entry);
  Json places = Json::array();
  for (const holdings::FindPlace& place : hit.places) places.push(place_json(place));
  line.set("places", std::move(places));
  desk.out.line(line);
  if (desk.out.json()) return;
  std::string text = package_text(hit.entry);
  for (const holdings::FindPlace& place : hit.places) text += place_text(place, desk.out.colour());
  desk.out.text(text);
}

}  // namespace

int command_find(Desk& desk) {
  const Arguments& asked = desk.asked;
  std::string words;
  for (const std::string& word : asked.operands) words += (words.empty() ? "" : " ") + word;
  const holdings::FindOrder order{.words = words,
                                  .archive = asked.archive,
                                  .fond = asked.fond,
                                  .language = asked.of_language,
                                  .validity = asked.validity,
                                  .dates = asked.dates,
                                  .limit = asked.limit,
                                  .offset = asked.offset};
  if (words.empty() && order.archive.empty() && order.fond.empty() && order.language.empty() &&
      order.validity.empty() && order.dates.empty()) {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "nothing is asked for; name words, or one of the filters"});
  }
  auto holdings = open_holdings(desk, holdings::Access::kRead);
  if (!holdings) return failed(desk, holdings.error());
  const auto found = (*holdings)->search(order);
  if (!found) return failed(desk, found.error());
  for (const holdings::FindHit& hit : found->hits) tell(desk, hit);
  if (found->as_beginnings) {
    desk.out.text("no package has these words; these have words that begin so\n");
  }
  std::string sum = count_of(found->matches, "package");
  if (found->more) sum = "more than " + sum;
  if (found->hits.size() < found->matches) {
    sum += ", " + std::to_string(found->hits.size()) + " shown; --limit and --offset show others";
  }
  desk.out.text(sum + "\n");
  return 0;
}

int command_catalogue_rebuild(Desk& desk) {
  const auto begun = std::chrono::steady_clock::now();
  auto holdings = open_holdings(desk, holdings::Access::kWork);
  if (!holdings) return failed(desk, holdings.error());
  const auto done = (*holdings)->rebuild_catalogue(desk.run);
  if (!done) return failed(desk, done.error());
  const auto size = (*holdings)->index_size();
  if (!size) return failed(desk, size.error());
  const auto told = (*holdings)->for_each_unread_text(
      [&](const PackageId& id, const std::string& path, const std::string& remark) {
        desk.out.notice("package " + id.value + ", " + path + ": " + remark);
      });
  if (!told) return failed(desk, told.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  desk.out.line(Json::object({{"packages", size->packages},
                              {"texts", size->texts},
                              {"text_bytes", size->text_bytes},
                              {"remarks", size->remarks},
                              {"seconds", seconds}}));
  desk.out.text("the catalogue was made anew: " + count_of(size->packages, "package") + ", " +
                count_of(size->texts, "text") + " of " + in_bytes(size->text_bytes) + "\n");
  return 0;
}

}  // namespace delo::ingest
