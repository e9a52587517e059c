// Who we are: the program and every library that gives verdicts.
#pragma once

#include <string>
#include <vector>

#include "core/records/event.h"

namespace delo::ingest {

// The program first.  Agents of type "software".
std::vector<Agent> software_agents();
std::string version_text();  // for --version

}  // namespace delo::ingest
