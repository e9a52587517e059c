#include "ingest/reports/return_words.h"

#include <array>

#include "ingest/reports/words.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

// The rule's own text in the language; empty for what is no rule.
std::string text_of(const ReturnList::Cause& cause, std::string_view Rule::*part,
                    const Language& language) {
  const Rule* rule = rule_named(cause.rule);
  return rule ? sentence(language.say(rule->*part)) : std::string();
}

}  // namespace

std::string_view words_for(ReturnList::Part part) {
  switch (part) {
    case ReturnList::Part::kRequired:
      return marked("Required");
    case ReturnList::Part::kArchive:
      return marked("The archive decides");
    case ReturnList::Part::kRemark:
      return marked("Remark");
  }
  return marked("Required");
}

std::string requirement_of(const ReturnList::Cause& cause, const Language& language) {
  if (cause.rule == ReturnList::kRejected) {
    return std::string(language.say("The archive has not accepted the item"));
  }
  const std::string summary = text_of(cause, &Rule::summary, language);
  return summary.empty() ? cause.rule : summary;
}

std::string usual_cause_of(const ReturnList::Cause& cause, const Language& language) {
  return text_of(cause, &Rule::cause, language);
}

std::string request_of(const ReturnList::Cause& cause, const Language& language) {
  if (cause.part == ReturnList::Part::kArchive) {
    return std::string(language.say("Nothing, until the archive has decided"));
  }
  return std::string(language.say(request_for(cause.rule).text));
}

std::string remedy_of(const ReturnList::Cause& cause, const Language& language) {
  return text_of(cause, &Rule::remedy, language);
}

std::string minute_in(Timestamp time, const Language& language) {
  // As in "24 November": in other languages in the case that follows a day.
  static constexpr std::array<std::string_view, 12> kMonths = {
      marked("January"),   marked("February"), marked("March"),    marked("April"),
      marked("May"),       marked("June"),     marked("July"),     marked("August"),
      marked("September"), marked("October"),  marked("November"), marked("December")};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::string iso = to_iso8601(time);
  return filled(language.say("{day} {month} {year}, {time} UTC"),
                {{"day", std::to_string(static_cast<unsigned>(date.day()))},
                 {"month", language.say(kMonths[static_cast<unsigned>(date.month()) - 1])},
                 {"year", std::to_string(static_cast<int>(date.year()))},
                 {"time", std::string_view(iso).substr(11, 5)}});
}

}  // namespace delo::ingest
