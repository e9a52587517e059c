// docs/rules.md: every rule, for people.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ingest/languages/language.h"
#include "ingest/rules.h"

namespace delo::ingest {

// The page as Markdown, rules by room in the order of their tables.  The same
// rules give the same text: a test compares the English one with the page in the tree.
std::string rules_page(std::span<const NamedRules> rules,
                       const Language& language = Language::english());

// "error" "warning" "remark" · "archivist" "producer" "operator", in the language.
std::string_view word_for(Severity severity, const Language& language);
std::string_view word_for(Remedier who, const Language& language);

}  // namespace delo::ingest
