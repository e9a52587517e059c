// Facets: what is filtered by, as words of the index that no text can have ("~f45"), so that
// a filter costs what a word costs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "holdings/catalogue/date_span.h"
#include "holdings/catalogue/package_texts.h"
#include "holdings/holdings.h"

namespace delo::holdings {

// What every package has.
inline constexpr std::string_view kAnyPackage = "~p";

// `kind`: a archive, f fond, o opis, d delo, v validity, l language, y year.  DO NOT CHANGE
// without raising the catalogue's version.
std::string facet(char kind, std::string_view value);

// What a package is about in time, by the dates of its descriptions.
std::optional<DateSpan> dates_of(const PackageSummary& summary);

// All facets of a package, a blank between them.
std::string facets_of(const PackageSummary& summary, const PackageContents& contents);

// Before the words of reference and title among the facets: they are found there without
// a walk through the lists of all the texts.  DO NOT CHANGE, as facet().
inline constexpr std::string_view kHeadingMark = "~h";
// Tokens of reference and title, so marked; no phrase goes from one to the other.
std::string heading_facets(std::string_view reference, std::string_view title);

// FTS5 expression for a span of dates: the years of it; empty when there are too many to
// ask for.
std::string years_match(const DateSpan& span);

// "ru" of "ru-RU", lower case.
std::string primary_language(std::string_view tag);

}  // namespace delo::holdings
