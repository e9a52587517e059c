#include <algorithm>
#include <set>

#include "core/fixity/hasher.h"
#include "packages/archivematica/transfer_lists.h"
#include "packages/eark/ip_names.h"
#include "packages/premis/premis_terms.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::kLocal;
using premis::kUuid;
using premis::term;

// Of all files, where the event names none.
bool concerns_each_file(const Event& event) {
  return event.type == EventType::kTransfer || event.type == EventType::kFixityCheck ||
         event.type == EventType::kMessageDigestCalculation;
}

Result<bool> concerns_objects(const TransferLayout& layout, PayloadSearch& search,
                              const Event& event) {
  if (event.objects.empty()) return concerns_each_file(event);
  for (const RelativePath& path : event.objects) {
    DELO_TRY(const auto number, search.find(path));
    if (number && layout.is_object(*number)) return true;
  }
  return false;
}

void file_object(XmlWriter& xml, const TransferFile& file) {
  const FileObject& object = file.payload->object;
  xml.open("object", {{"xsi:type", "file"}});
  identifier(xml, "object", kUuid, file.uuid);
  xml.open("objectCharacteristics");
  if (const auto digest = object.digests.find(DigestAlgorithm::kSha256)) {
    xml.open("fixity");
    term(xml, "messageDigestAlgorithm", "SHA-256", "cryptographicHashFunctions", "sha256");
    xml.element("messageDigest", digest->hex);
    xml.close();
  }
  xml.element("size", std::to_string(object.size));
  xml.open("format");
  xml.open("formatDesignation");
  xml.element("formatName", object.format.name.empty() ? "unknown" : object.format.name);
  if (!object.format.version.empty()) xml.element("formatVersion", object.format.version);
  xml.close();
  if (!object.format.puid.empty()) {
    xml.open("formatRegistry");
    xml.element("formatRegistryName", "PRONOM");
    xml.element("formatRegistryKey", object.format.puid);
    xml.close();
  }
  xml.close();
  xml.close();
  // Archivematica finds the file by this name: where it lies in the transfer.
  xml.element("originalName", file.path.text());
  xml.close();
}

Result<void> event_object(XmlWriter& xml, const TransferLayout& layout, PayloadSearch& search,
                          const Event& event, std::size_t number) {
  const Package& package = *layout.package;
  xml.open("event");
  identifier(xml, "event", kUuid,
             uuid_of(package.id.value + "/transfer-event/" + std::to_string(number)));
  xml.element("eventType", name_of(event.type), {{"valueURI", uri_of(event.type)}});
  xml.element("eventDateTime", package.exact_event_times ? to_iso8601(event.time)
                                                         : to_iso8601(package.material_date));
  const auto detail = [&](std::string_view text) {
    xml.open("eventDetailInformation");
    xml.element("eventDetail", text);
    xml.close();
  };
  if (!event.detail.empty()) detail(event.detail);
  if (!package.exact_event_times) {
    detail("at this date, that of the material, or after it; the package tells no clock");
  }
  xml.open("eventOutcomeInformation");
  term(xml, "eventOutcome", name_of(event.outcome), "eventOutcome",
       event.outcome == EventOutcome::kSuccess   ? "suc"
       : event.outcome == EventOutcome::kWarning ? "war"
                                                 : "fai");
  if (!event.outcome_note.empty()) {
    xml.open("eventOutcomeDetail");
    xml.element("eventOutcomeDetailNote", event.outcome_note);
    xml.close();
  }
  xml.close();
  for (const AgentId& agent : event.agents) {
    xml.open("linkingAgentIdentifier");
    xml.element("linkingAgentIdentifierType", kLocal);
    xml.element("linkingAgentIdentifierValue", agent.value);
    xml.close();
  }
  const auto link = [&](std::string_view uuid) {
    xml.open("linkingObjectIdentifier");
    xml.element("linkingObjectIdentifierType", kUuid);
    xml.element("linkingObjectIdentifierValue", uuid);
    xml.close();
  };
  if (event.objects.empty()) {
    DELO_CHECK(layout.for_each_of(layout.objects, [&](const TransferFile& file) {
      link(file.uuid);
      return Result<void>();
    }));
  }
  for (const RelativePath& path : event.objects) {
    DELO_TRY(const auto file, search.find(path));
    if (file && layout.is_object(*file)) link(uuid_of_file(package, path));
  }
  xml.close();
  return {};
}

}  // namespace

Result<bool> has_events(const TransferLayout& layout) {
  PayloadSearch search(layout.package->payload);
  for (const Event& event : layout.package->events) {
    DELO_TRY(const bool concerned, concerns_objects(layout, search, event));
    if (concerned) return true;
  }
  return false;
}

Result<void> write_transfer_premis(XmlWriter& xml, const TransferLayout& layout) {
  const Package& package = *layout.package;
  xml.open("premis",
           {{"xmlns", "http://www.loc.gov/premis/v3"},
            {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
            {"xsi:schemaLocation",
             "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd"},
            {"version", "3.0"}});
  DELO_CHECK(layout.for_each_of(layout.objects, [&](const TransferFile& file) {
    file_object(xml, file);
    return Result<void>();
  }));
  PayloadSearch search(package.payload);
  std::set<std::string> acting;  // agents of no event are an error there
  std::size_t number = 0;
  for (const Event& event : package.events) {
    DELO_TRY(const bool concerned, concerns_objects(layout, search, event));
    if (!concerned) continue;
    DELO_CHECK(event_object(xml, layout, search, event, ++number));
    for (const AgentId& agent : event.agents) acting.insert(agent.value);
  }
  for (const Agent& agent : package.agents) {
    if (!acting.contains(agent.id.value)) continue;
    xml.open("agent");
    identifier(xml, "agent", kLocal, agent.id.value);
    xml.element("agentName", agent.name + (agent.version.empty() ? "" : ' ' + agent.version));
    xml.element("agentType", agent.type);
    xml.close();
  }
  xml.close();
  return {};
}

}  // namespace delo::packages
