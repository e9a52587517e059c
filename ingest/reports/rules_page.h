// docs/rules.md: every rule, for people.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ingest/rules.h"

namespace delo::ingest {

// The page as Markdown, rules by room in the order of their tables.  The same
// rules give the same text: a test compares it with the page in the tree.
std::string rules_page(std::span<const NamedRules> rules);

}  // namespace delo::ingest
