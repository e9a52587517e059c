#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/languages/po_template.h"
#include "ingest/reports/rules_page.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

void tell(Desk& desk, const Language& language, std::string_view of, const Rule& rule) {
  const std::string_view summary = language.say(rule.summary), cause = language.say(rule.cause),
                         remedy = language.say(rule.remedy);
  desk.out.line(Json::object({{"rule", rule.id},
                              {"of", of},
                              {"severity", name_of(rule.severity)},
                              {"clause", rule.clause},
                              {"summary", summary},
                              {"cause", cause},
                              {"remedy", remedy},
                              {"who", name_of(rule.who)}}));
  std::string text = std::string(rule.id) + "  (" + std::string(word_for(rule.severity, language));
  if (!rule.clause.empty()) text += ", " + std::string(rule.clause);
  text += ")\n    " + std::string(summary) + "\n    " + std::string(language.say("cause:  ")) +
          std::string(cause) + "\n    " + std::string(language.say("remedy: ")) +
          std::string(remedy) + " (" + std::string(word_for(rule.who, language)) + ")\n";
  desk.out.text(text);
}

}  // namespace

int command_rules(Desk& desk) {
  const std::string& format = desk.asked.format;
  if (!format.empty() && format != "text" && format != "markdown" && format != "pot") {
    return failed(desk,
                  Error{ErrorCode::kInvalidArgument,
                        "--format " + format + " is unknown; there are text, markdown and pot"});
  }
  const auto language = language_for(desk);
  if (!language) return failed(desk, language.error());
  std::vector<NamedRules> tables = all_rules();
  if (!desk.asked.of.empty()) {
    std::string names;
    for (const NamedRules& table : tables) names += (names.empty() ? "" : ", ") + std::string(table.of);
    std::erase_if(tables, [&](const NamedRules& table) { return table.of != desk.asked.of; });
    if (tables.empty()) {
      return failed(desk, Error{ErrorCode::kInvalidArgument,
                                "no rules of '" + desk.asked.of + "'; there are " + names});
    }
  }
  if (format == "markdown" && !desk.asked.json) {
    desk.out.text(rules_page(tables, **language));
    return 0;
  }
  if (format == "pot" && !desk.asked.json) {
    desk.out.text(rules_template(tables));
    return 0;
  }
  for (const NamedRules& table : tables) {
    for (const Rule& rule : table.rules) tell(desk, **language, table.of, rule);
  }
  return 0;
}

}  // namespace delo::ingest
