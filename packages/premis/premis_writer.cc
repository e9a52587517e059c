#include "packages/premis/premis_writer.h"

#include <algorithm>

#include "packages/premis/copies_of_texts.h"
#include "packages/premis/event_writer.h"
#include "packages/premis/object_writer.h"
#include "packages/premis/party_agents.h"
#include "packages/premis/premis_terms.h"
#include "packages/premis/rights_writer.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::kLocal;
using premis::term;

void open_premis(XmlWriter& xml) {
  xml.open("premis",
           {{"xmlns", "http://www.loc.gov/premis/v3"},
            {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
            {"xsi:schemaLocation",
             "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd"},
            {"version", "3.0"}});
}

void agent_object(XmlWriter& xml, const Agent& agent) {
  xml.open("agent");
  identifier(xml, "agent", kLocal, agent.id.value);
  xml.element("agentName", agent.name);
  const std::string_view code = agent.type == "software"       ? "sof"
                                : agent.type == "person"       ? "per"
                                : agent.type == "organization" ? "org"
                                                               : "";
  term(xml, "agentType", agent.type, "agentType", code);
  if (!agent.version.empty()) xml.element("agentVersion", agent.version);
  xml.close();
}

// As it was read.
void write_node(XmlWriter& xml, const PremisNode& node) {
  XmlWriter::Attributes attributes;
  if (node.name == "object") attributes.emplace_back("xsi:type", "file");
  for (const auto& [name, value] : node.attributes) attributes.emplace_back(name, value);
  xml.open(node.name, attributes);
  if (!node.text.empty()) xml.text(node.text);
  for (const PremisNode& child : node.children) write_node(xml, child);
  xml.close();
}

bool is_among(const PremisNode& agent, const std::vector<Agent>& agents) {
  for (const PremisNode& part : agent.children) {
    if (part.name != "agentIdentifier") continue;
    for (const PremisNode& value : part.children) {
      if (value.name != "agentIdentifierValue") continue;
      const auto same = [&](const Agent& other) { return other.id.value == value.text; };
      if (std::ranges::any_of(agents, same)) return true;
    }
  }
  return false;
}

}  // namespace

Result<void> write_premis(XmlWriter& xml, const IpLayout& layout) {
  const Package& package = *layout.package;
  open_premis(xml);
  CopiesOfTexts copies;
  ObjectWriter objects(xml, layout, copies);
  objects.write_entity();
  for (const Representation& r : layout.representations) {
    DELO_CHECK(objects.write_representation(r, false));
  }
  DELO_CHECK(copies.know(layout));
  std::size_t renamed = 0;
  DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation* r) {
    renamed += file.renamed && !package.kept.contains(file.payload->object.path.text()) ? 1 : 0;
    return objects.write_file(file, r);
  }));
  for (const PremisNode& object : package.earlier_objects) write_node(xml, object);
  for (const PremisNode& event : package.earlier_events) write_node(xml, event);
  const std::vector<EventGroup> groups = grouped(package.events);
  EventWriter events(xml, package, copies);
  DELO_CHECK(events.know_files());
  for (const EventGroup& group : groups) events.write(group);
  std::size_t number = groups.size();
  if (renamed > 0) {
    DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation*) {
      const bool before = package.kept.contains(file.payload->object.path.text());
      if (file.renamed && !before) events.write_renaming(file, ++number);
      return Result<void>();
    }));
  }
  for (const Agent& agent : package.agents) agent_object(xml, agent);
  for (const PremisNode& agent : package.earlier_agents) {
    if (!is_among(agent, package.agents)) write_node(xml, agent);
  }
  write_party_agents(xml, package);
  write_rights(xml, layout);
  xml.close();
  return {};
}

Result<void> write_representation_premis(XmlWriter& xml, const IpLayout& layout,
                                         const Representation& representation) {
  open_premis(xml);
  const CopiesOfTexts none;
  DELO_CHECK(ObjectWriter(xml, layout, none).write_representation(representation, true));
  xml.close();
  return {};
}

}  // namespace delo::packages
