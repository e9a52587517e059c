#include "ingest/cli/found_places.h"

#include "ingest/cli/tint.h"

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
                       {"page", place.page == 0 ? Json() : Json(std::uint64_t{place.page})},
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
  if (place.page > 0) line += ", page " + std::to_string(place.page);
  if (!place.path.empty()) {
    const std::size_t inside = place.path.find("/representations/");
    line += "  " + (inside == place.path.npos ? place.path : place.path.substr(inside + 1));
  }
  line += "\n";
  if (!place.text.empty()) line += "      " + marked(place, colour) + "\n";
  return line;
}

}  // namespace

Json places_json(const std::vector<holdings::FindPlace>& places) {
  Json json = Json::array();
  for (const holdings::FindPlace& place : places) json.push(place_json(place));
  return json;
}

std::string places_text(const std::vector<holdings::FindPlace>& places, bool colour) {
  std::string text;
  for (const holdings::FindPlace& place : places) text += place_text(place, colour);
  return text;
}

}  // namespace delo::ingest
