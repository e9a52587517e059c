#include "ingest/reports/rules_page.h"

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
      {"reception", marked("Reception: what came, and whether it is what was sent")},
      {"batch", marked("The batch as a whole")},
      {"item", marked("Items and their references")},
      {"examination", marked("Examination: what stopped us from looking")},
      {"format", marked("Identification of formats")},
      {"tiff", "TIFF"},
      {"pdf", "PDF"},
      {"text", marked("Texts")},
      {"texts", marked("Transcriptions and translations")},
      {"xml", "XML"},
      {"metadata", marked("Embedded metadata")},
      {"leaves", marked("Leaves")},
      {"policy", marked("Expectations of policies")},
      {"package", marked("Packages")},
      {"bag", marked("Bags (RFC 8493)")},
      {"ocfl", "OCFL 1.1"},
      {"csip", "E-ARK CSIP"},
  };
  for (const Title& title : kTitles) {
    if (title.room == room) return title.title;
  }
  return room;
}

}  // namespace

std::string_view word_for(Severity severity, const Language& language) {
  switch (severity) {
    case Severity::kInfo:
      return language.say("info");
    case Severity::kWarning:
      return language.say("warning");
    case Severity::kError:
      return language.say("error");
  }
  return language.say("error");
}

std::string_view word_for(Remedier who, const Language& language) {
  switch (who) {
    case Remedier::kArchivist:
      return language.say("archivist");
    case Remedier::kProducer:
      return language.say("producer");
    case Remedier::kOperator:
      return language.say("operator");
  }
  return language.say("archivist");
}

std::string rules_page(std::span<const NamedRules> rules, const Language& language) {
  const auto say = [&](std::string_view english) { return language.say(english); };
  std::size_t all = 0;
  for (const NamedRules& room : rules) all += room.rules.size();
  std::string out = "# ";
  out += say("Rules");
  out += "\n\n";
  // Only the English page stands in the tree.
  out += language.tag() == "en" ? "Written by `delo rules --format markdown`; a test fails when "
                                  "it is stale. Do not edit."
                                : say("Written by `delo rules --format markdown`.");
  out += "\n\n";
  out += say(
      "Every finding names a rule of this page. The severity follows the words of the standard: "
      "MUST is an error, SHOULD a warning, MAY a remark; only errors make a thing invalid. What a "
      "finding means for an item is said by the policy (formats/policy.md). Rule ids live for ever "
      "and are never used again.");
  out += "\n\n" + language.say_count("{n} rule", "{n} rules", all) + ".\n";
  for (const NamedRules& room : rules) {
    if (room.rules.empty()) continue;
    out += "\n## ";
    out += say(title_of(room.of));
    out += "\n\n|";
    for (const std::string_view heading :
         {say("rule"), say("severity"), say("requirement"), say("usual cause"), say("what to do"),
          say("who")}) {
      out += ' ';
      out += heading;
      out += " |";
    }
    out += "\n| --- | --- | --- | --- | --- | --- |\n";
    for (const Rule& rule : room.rules) {
      out += "| `";
      out += rule.id;
      out += "` | ";
      out += word_for(rule.severity, language);
      out += " | ";
      out += cell(say(rule.summary));
      if (!rule.clause.empty()) {
        out += " (";
        out += cell(rule.clause);
        out += ")";
      }
      out += " | " + cell(say(rule.cause)) + " | " + cell(say(rule.remedy)) + " | ";
      out += word_for(rule.who, language);
      out += " |\n";
    }
  }
  return out;
}

}  // namespace delo::ingest
