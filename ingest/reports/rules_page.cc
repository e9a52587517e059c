#include "ingest/reports/rules_page.h"

#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

// Text as it may stand in a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += ' ';
      continue;
    }
    if (c == '|' || c == '<' || c == '*' || c == '_' || c == '`' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string_view title_of(std::string_view room) {
  struct Title {
    std::string_view room, title;
  };
  static constexpr Title kTitles[] = {
      {"reception", "Reception: what came, and whether it is what was sent"},
      {"batch", "The batch as a whole"},
      {"item", "Items and their references"},
      {"examination", "Examination: what stopped us from looking"},
      {"format", "Identification of formats"},
      {"tiff", "TIFF"},
      {"pdf", "PDF"},
      {"text", "Texts"},
      {"xml", "XML"},
      {"metadata", "Embedded metadata"},
      {"leaves", "Leaves"},
      {"policy", "Expectations of policies"},
      {"package", "Packages"},
      {"bag", "Bags (RFC 8493)"},
      {"ocfl", "OCFL 1.1"},
      {"csip", "E-ARK CSIP"},
  };
  for (const Title& title : kTitles) {
    if (title.room == room) return title.title;
  }
  return room;
}

}  // namespace

std::string rules_page(std::span<const NamedRules> rules) {
  std::size_t all = 0;
  for (const NamedRules& room : rules) all += room.rules.size();
  std::string out =
      "# Rules\n\n"
      "Written by `delo rules --format markdown`; a test fails when it is stale. Do not edit.\n\n"
      "Every finding names a rule of this page. The severity follows the words of the standard: "
      "MUST is an error, SHOULD a warning, MAY a remark; only errors make a thing invalid. What a "
      "finding means for an item is said by the policy (formats/policy.md). Rule ids live for ever "
      "and are never used again.\n\n";
  out += count_of(all, "rule") + ".\n";
  for (const NamedRules& room : rules) {
    if (room.rules.empty()) continue;
    out += "\n## ";
    out += title_of(room.of);
    out +=
        "\n\n| rule | severity | requirement | usual cause | what to do | who |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    for (const Rule& rule : room.rules) {
      out += "| `";
      out += rule.id;
      out += "` | ";
      out += name_of(rule.severity);
      out += " | ";
      out += cell(rule.summary);
      if (!rule.clause.empty()) {
        out += " (";
        out += cell(rule.clause);
        out += ")";
      }
      out += " | " + cell(rule.cause) + " | " + cell(rule.remedy) + " | ";
      out += name_of(rule.who);
      out += " |\n";
    }
  }
  return out;
}

}  // namespace delo::ingest
