#include "core/records/rights.h"

#include <algorithm>
#include <chrono>

#include "core/text/utf8.h"

namespace delo {
namespace {

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return digits.empty() ? -1 : number;
}

bool is_end(std::string_view text) { return text == "open" || is_rights_date(text); }

void check_dates(std::string_view what, const std::string& start, const std::string& end,
                 std::vector<std::string>& faults) {
  if (!start.empty() && !is_rights_date(start)) {
    faults.push_back("the start of " + std::string(what) + " is \"" + display_of(start) +
                     "\", no date as 1951-01-27");
  }
  if (!end.empty() && !is_end(end)) {
    faults.push_back("the end of " + std::string(what) + " is \"" + display_of(end) +
                     "\", neither a date as 1951-01-27 nor \"open\"");
  }
  const bool dated = is_rights_date(start) && is_rights_date(end);
  const std::size_t same = std::min(start.size(), end.size());
  if (dated && end.substr(0, same) < start.substr(0, same)) {
    faults.push_back("the end of " + std::string(what) + " is before its start");
  }
}

void check_basis(const RightsStatement& s, std::vector<std::string>& faults) {
  if (s.basis == "copyright") {
    if (s.status.empty()) faults.emplace_back("a copyright has no status");
    if (s.jurisdiction.empty()) faults.emplace_back("a copyright has no jurisdiction");
  } else if (s.basis == "license") {
    if (s.terms.empty() && s.note.empty() && s.documents.empty()) {
      faults.emplace_back("a license has neither terms nor note nor document");
    }
  } else if (s.basis == "statute") {
    if (s.jurisdiction.empty()) faults.emplace_back("a statute has no jurisdiction");
    if (s.citation.empty()) faults.emplace_back("a statute has no citation");
  } else if (s.basis != "other") {
    faults.push_back("the basis is \"" + display_of(s.basis) +
                     "\"; there are copyright, license, statute, donor, policy and other");
  }
}

}  // namespace

bool is_rights_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const int year = number_of(text.substr(0, 4));
  if (year < 0) return false;
  if (text.size() == 4) return true;
  const int month = number_of(text.substr(5, 2));
  if (text[4] != '-' || month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  const int day = number_of(text.substr(8, 2));
  return text[7] == '-' && day > 0 &&
         std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

bool set_basis(RightsStatement& statement, std::string_view word) {
  const std::string low = to_lower(word);
  if (low == "copyright" || low == "license" || low == "statute") {
    statement.basis = low;
    statement.other_basis.clear();
    return true;
  }
  if (low != "donor" && low != "policy" && low != "other") return false;
  statement.basis = "other";
  statement.other_basis = low;
  return true;
}

bool RightsStatement::same_ground(const RightsStatement& other) const {
  return basis == other.basis && other_basis == other.other_basis && status == other.status &&
         jurisdiction == other.jurisdiction && determined == other.determined &&
         start == other.start && end == other.end && terms == other.terms &&
         citation == other.citation && note == other.note && documents == other.documents;
}

std::vector<std::string> faults_of(const RightsStatement& statement) {
  std::vector<std::string> faults;
  check_basis(statement, faults);
  check_dates("the right", statement.start, statement.end, faults);
  if (!statement.determined.empty() && !is_rights_date(statement.determined)) {
    faults.push_back("the date of determination is \"" + display_of(statement.determined) +
                     "\", no date as 1951-01-27");
  }
  for (const RightsDocument& document : statement.documents) {
    if (document.type.empty() || document.value.empty()) {
      faults.emplace_back("a document has a type, or a value, but not both");
    }
  }
  for (const RightsGrant& grant : statement.grants) {
    if (grant.act.empty()) faults.emplace_back("a grant names no act");
    if (!grant.restriction.empty() && grant.restriction != "allow" &&
        grant.restriction != "disallow" && grant.restriction != "conditional") {
      faults.push_back("the restriction is \"" + display_of(grant.restriction) +
                       "\"; there are allow, disallow and conditional");
    }
    check_dates("the grant", grant.start, grant.end, faults);
  }
  return faults;
}

}  // namespace delo
