// What the page and the table of a return list say alike.
#pragma once

#include <string>
#include <string_view>

#include "core/text/timestamp.h"
#include "ingest/reports/return_list.h"

namespace delo::ingest {

std::string_view words_for(ReturnList::Part part);  // English, for Language::say()

// The requirement that was not met, and what is asked for, in the list's language.
std::string requirement_of(const ReturnList::Cause& cause, const Language& language);
std::string usual_cause_of(const ReturnList::Cause& cause, const Language& language);
std::string request_of(const ReturnList::Cause& cause, const Language& language);
// What the rule tells the archive to do.
std::string remedy_of(const ReturnList::Cause& cause, const Language& language);

// "24 November 2026, 06:36 UTC"
std::string minute_in(Timestamp time, const Language& language);

}  // namespace delo::ingest
