#include "holdings/catalogue/facets.h"

#include <algorithm>
#include <set>

#include "holdings/catalogue/fold.h"
#include "holdings/catalogue/rows.h"

namespace delo::holdings {
namespace {

constexpr int kMostYearsOfPackage = 300;
constexpr int kMostYearsAsked = 60;
constexpr std::string_view kManyYears = "many";

int first_year(const DateSpan& span) { return std::stoi(span.from.substr(0, 4)); }
int last_year(const DateSpan& span) { return std::stoi(span.to.substr(0, 4)); }

}  // namespace

std::string facet(char kind, std::string_view value) {
  std::string word = {'~', kind};
  return word += key_of(value);
}

std::optional<DateSpan> dates_of(const PackageSummary& summary) {
  std::string all;
  for (const std::string& date : summary.dates) all += date + " ; ";
  return date_span_of(all);
}

std::string primary_language(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  std::ranges::transform(primary, primary.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return primary;
}

std::string facets_of(const PackageSummary& summary, const PackageContents& contents) {
  std::string out(kAnyPackage);
  const auto add = [&](const std::string& word) { out.append(" ").append(word); };
  const ReferenceKeys keys = keys_of(summary.reference);
  if (!keys.archive.empty()) add(facet('a', keys.archive));
  if (!keys.fond.empty()) add(facet('f', keys.fond));
  if (!keys.opis.empty()) add(facet('o', keys.opis));
  if (!keys.delo.empty()) add(facet('d', keys.delo));
  if (!summary.validity.empty()) add(facet('v', summary.validity));
  std::set<std::string> languages;
  for (const std::string& tag : summary.languages) languages.insert(primary_language(tag));
  for (const CatalogueText& text : contents.texts) {
    languages.insert(primary_language(text.source.language));
  }
  for (const std::string& language : languages) {
    if (!language.empty()) add(facet('l', language));
  }
  if (const auto dates = dates_of(summary)) {
    if (last_year(*dates) - first_year(*dates) >= kMostYearsOfPackage) {
      add(facet('y', kManyYears));
    } else {
      for (int y = first_year(*dates); y <= last_year(*dates); ++y) {
        add(facet('y', std::to_string(y)));
      }
    }
  }
  return out;
}

std::string heading_facets(std::string_view reference, std::string_view title) {
  std::string out;
  for (const std::string_view tokens : {reference, title}) {
    out += " ~";
    for (std::size_t at = 0; at < tokens.size();) {
      const std::size_t begin = tokens.find_first_not_of(" \n", at);
      if (begin == tokens.npos) break;
      at = std::min(tokens.find_first_of(" \n", begin), tokens.size());
      out.append(" ").append(kHeadingMark).append(tokens.substr(begin, at - begin));
    }
  }
  return out;
}

std::string years_match(const DateSpan& span) {
  if (last_year(span) - first_year(span) >= kMostYearsAsked) return {};
  std::string match = "(\"" + facet('y', kManyYears) + "\"";
  for (int y = first_year(span); y <= last_year(span); ++y) {
    match += " OR \"" + facet('y', std::to_string(y)) + "\"";
  }
  return match + ")";
}

}  // namespace delo::holdings
