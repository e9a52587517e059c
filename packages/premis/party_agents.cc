#include "packages/premis/party_agents.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "packages/premis/premis_terms.h"

namespace delo::packages {
namespace {

std::string id_of(const Party& party) {
  return (party.person ? "person-" : "organization-") +
         (party.code.empty() ? party.name : party.code);
}

}  // namespace

void write_party_agents(XmlWriter& xml, const Package& package) {
  const Submission& submission = package.context.submission;
  std::set<std::string> written;  // one party may have several parts
  std::vector<std::pair<const Party*, const char*>> parties = {
      {&submission.archival_creator, "archival creator"},
      {&submission.submitter, "submitter"},
      {&submission.preserver, "preserver"}};
  if (package.kind != PackageKind::kDip) {  // names and numbers of persons go to no user
    for (const Party& contact : submission.contacts) parties.emplace_back(&contact, "contact");
  }
  for (const auto& [party, part] : parties) {
    if (party->empty() || !written.insert(id_of(*party)).second) continue;
    xml.open("agent");
    premis::identifier(xml, "agent", premis::kLocal, id_of(*party));
    xml.element("agentName", party->name);
    premis::term(xml, "agentType", party->person ? "person" : "organization", "agentType",
                 party->person ? "per" : "org");
    xml.element("agentNote", part);
    for (const std::string& note : party->notes) xml.element("agentNote", note);
    xml.close();
  }
}

void link_party(XmlWriter& xml, const Package& package, EventType type) {
  const Submission& submission = package.context.submission;
  const Party party = type == EventType::kTransfer    ? submission.submitter
                      : type == EventType::kIngestion ? submission.preserver
                                                      : Party();
  if (party.empty()) return;
  xml.open("linkingAgentIdentifier");
  xml.element("linkingAgentIdentifierType", premis::kLocal);
  xml.element("linkingAgentIdentifierValue", id_of(party));
  premis::term(xml, "linkingAgentRole", "authorizer", "eventRelatedAgentRole", "aut");
  xml.close();
}

}  // namespace delo::packages
