#include "ingest/cli/commands.h"
#include "ingest/reports/rules_page.h"
#include "ingest/rules.h"

namespace delo::ingest {

int command_rules(Desk& desk) {
  const std::string& format = desk.asked.format;
  if (!format.empty() && format != "text" && format != "markdown") {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "--format " + format + " is unknown; there are text and markdown"});
  }
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
    desk.out.text(rules_page(tables));
    return 0;
  }
  for (const NamedRules& table : tables) {
    for (const Rule& rule : table.rules) {
      desk.out.line(Json::object({{"rule", rule.id},
                                  {"of", table.of},
                                  {"severity", name_of(rule.severity)},
                                  {"clause", rule.clause},
                                  {"summary", rule.summary},
                                  {"cause", rule.cause},
                                  {"remedy", rule.remedy},
                                  {"who", name_of(rule.who)}}));
      std::string text = std::string(rule.id) + "  (" + std::string(name_of(rule.severity));
      if (!rule.clause.empty()) text += ", " + std::string(rule.clause);
      text += ")\n    " + std::string(rule.summary) + "\n    cause:  " + std::string(rule.cause) +
              "\n    remedy: " + std::string(rule.remedy) + " (" + std::string(name_of(rule.who)) +
              ")\n";
      desk.out.text(text);
    }
  }
  return 0;
}

}  // namespace delo::ingest
