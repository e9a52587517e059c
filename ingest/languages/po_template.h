// The template that translators of the rules begin with.
#pragma once

#include <span>
#include <string>

#include "ingest/rules.h"

namespace delo::ingest {

// Every summary, cause and remedy as a GNU gettext template, each text once, in the
// order of the tables; a comment names the rules it stands in.
std::string rules_template(std::span<const NamedRules> rules);

}  // namespace delo::ingest
