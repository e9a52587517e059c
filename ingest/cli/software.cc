#include "ingest/cli/software.h"

#include <algorithm>

#include "core/fixity/hasher.h"
#include "validators/tools.h"

namespace delo::ingest {
namespace {

// "libtiff 4.5.0" → name and version; the version is the last word but for names
// that say more of themselves.
Agent software(const std::string& introduction) {
  const std::size_t blank = introduction.find(' ');
  const std::string name = introduction.substr(0, blank);
  std::string version = blank == std::string::npos ? "" : introduction.substr(blank + 1);
  version = version.substr(0, version.find(' '));
  return Agent{.id = {name + "-" + version}, .name = name, .type = "software", .version = version};
}

}  // namespace

std::vector<Agent> software_agents() {
  std::vector<Agent> out = {software("delo " DELO_VERSION), software(digest_library_version())};
  for (const std::string& tool : validators::tool_versions()) out.push_back(software(tool));
  return out;
}

std::string version_text() {
  std::string out;
  for (const Agent& agent : software_agents()) out += agent.name + " " + agent.version + "\n";
  return out + "Licence: GPL-3.0-or-later\n";
}

}  // namespace delo::ingest
