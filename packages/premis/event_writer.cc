#include "packages/premis/event_writer.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/fixity/hasher.h"
#include "packages/eark/ip_names.h"
#include "packages/premis/party_agents.h"
#include "packages/premis/premis_terms.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::kLocal;
using premis::kUuid;
using premis::term;

using EventKey =
    std::tuple<EventType, std::string, EventOutcome, std::string, std::vector<AgentId>>;

}  // namespace

std::vector<EventGroup> grouped(const std::vector<Event>& events) {
  std::vector<EventGroup> groups;
  std::map<EventKey, std::size_t> places;
  for (const Event& event : events) {
    std::size_t place = groups.size();
    // An event about the item, or with findings of its own, stands alone.
    if (!event.objects.empty() && event.findings.empty()) {
      place = places
                  .emplace(EventKey{event.type, event.detail, event.outcome, event.outcome_note,
                                    event.agents},
                           place)
                  .first->second;
    }
    if (place == groups.size()) {
      groups.push_back(
          {.events = {}, .first = event.time, .last = event.time, .number = groups.size() + 1});
    }
    EventGroup& group = groups[place];
    group.events.push_back(&event);
    group.first = std::min(group.first, event.time);
    group.last = std::max(group.last, event.time);
  }
  return groups;
}

EventWriter::EventWriter(XmlWriter& xml, const Package& package, const CopiesOfTexts& copies)
    : xml_(xml), package_(package), copies_(copies) {
  for (const Agent& agent : package_.agents) agents_.emplace(agent.id.value, &agent);
}

Result<void> EventWriter::know_files() {
  const auto names_files = [](const Event& event) { return !event.objects.empty(); };
  if (std::ranges::none_of(package_.events, names_files)) return {};
  return package_.payload.for_each([&](const PayloadFile& file) {
    files_.insert(file.object.path.text());
    if (file.object.copy_of.empty()) return;
    std::string text = uuid_of_text(package_, file.object);
    if (copies_.copy_of(text) == nullptr) return;
    texts_.emplace(file.object.path.text(), std::move(text));
  });
}

void EventWriter::write(const EventGroup& group) {
  const Event& event = *group.events.front();
  start(event.type, group.number, when(group), event.detail);
  outcome(name_of(event.outcome), event.outcome_note, event.findings);
  for (const AgentId& agent : event.agents) link_agent(agent);
  link_party(xml_, package_, event.type);
  bool linked = false;
  for (const Event* each : group.events) {
    for (const RelativePath& path : each->objects) {
      if (!files_.contains(path.text())) continue;
      if (event.type == EventType::kNormalization) link_text_of(path);
      link_object(uuid_of_file(package_, path), event.type);
      linked = true;
    }
  }
  if (!linked) link_object(package_.id.value, event.type);
  xml_.close();
}

void EventWriter::write_renaming(const PlacedFile& file, std::size_t number) {
  start(EventType::kFilenameChange, number,
        package_.exact_event_times && !package_.events.empty()
            ? to_iso8601_ms(package_.events.back().time)
            : at_or_after(),
        "the received name can't stand in METS, PREMIS and BagIt manifests, which are UTF-8, or "
        "is too long; bytes are percent-encoded");
  outcome(name_of(EventOutcome::kSuccess),
          "received as " + original_name(file.payload->object.path.text()) +
              " (percent-encoded), kept as " + original_name(file.path.text()),
          {});
  if (!package_.agents.empty()) link_agent(package_.agents.front().id);
  link_object(file.uuid, EventType::kFilenameChange);
  xml_.close();
}

// EDTF: "from then on".
std::string EventWriter::at_or_after() const { return to_iso8601(package_.material_date) + "/.."; }

std::string EventWriter::when(const EventGroup& group) const {
  if (!package_.exact_event_times) return at_or_after();
  if (group.first == group.last) return to_iso8601_ms(group.first);
  return to_iso8601_ms(group.first) + '/' + to_iso8601_ms(group.last);
}

void EventWriter::start(EventType type, std::size_t number, const std::string& when,
                        const std::string& detail) {
  xml_.open("event");
  identifier(xml_, "event", kUuid,
             uuid_of(package_.id.value + "/event/" +
                     std::to_string(package_.earlier_events.size() + number)));
  const std::string uri = uri_of(type);
  if (uri.empty()) {
    xml_.element("eventType", name_of(type));
  } else {
    xml_.element("eventType", name_of(type), {{"valueURI", uri}});
  }
  xml_.element("eventDateTime", when);
  if (!detail.empty()) details(detail);
  if (!package_.exact_event_times) {
    details(package_.policy.empty() ? "the date is that of the material; the package tells no clock"
                                    : "the exact time stands in the ledger of the holdings");
  }
}

void EventWriter::details(std::string_view text) {
  xml_.open("eventDetailInformation");
  xml_.element("eventDetail", text);
  xml_.close();
}

void EventWriter::outcome(std::string_view name, std::string_view note,
                          const std::vector<Finding>& findings) {
  xml_.open("eventOutcomeInformation");
  term(xml_, "eventOutcome", name, "eventOutcome",
       name == "success"   ? "suc"
       : name == "warning" ? "war"
                           : "fai");
  if (!note.empty()) outcome_detail(note);
  for (const Finding& finding : findings) outcome_detail(text_of(finding));
  xml_.close();
}

void EventWriter::outcome_detail(std::string_view note) {
  xml_.open("eventOutcomeDetail");
  xml_.element("eventOutcomeDetailNote", note);
  xml_.close();
}

void EventWriter::link_agent(const AgentId& id) {
  xml_.open("linkingAgentIdentifier");
  xml_.element("linkingAgentIdentifierType", kLocal);
  xml_.element("linkingAgentIdentifierValue", id.value);
  const auto agent = agents_.find(id.value);
  if (agent != agents_.end() && agent->second->type == "software") {
    term(xml_, "linkingAgentRole", "executing program", "eventRelatedAgentRole", "exe");
  } else {
    term(xml_, "linkingAgentRole", "implementer", "eventRelatedAgentRole", "imp");
  }
  xml_.close();
}

void EventWriter::link_object(std::string_view uuid, EventType type) {
  link_object(uuid, premis::makes_its_object(type));
}

void EventWriter::link_text_of(const RelativePath& copy) {
  const auto text = texts_.find(copy.text());
  if (text != texts_.end()) link_object(text->second, false);
}

void EventWriter::link_object(std::string_view uuid, bool is_outcome) {
  xml_.open("linkingObjectIdentifier");
  xml_.element("linkingObjectIdentifierType", kUuid);
  xml_.element("linkingObjectIdentifierValue", uuid);
  if (is_outcome) {
    term(xml_, "linkingObjectRole", "outcome", "eventRelatedObjectRole", "out");
  } else {
    term(xml_, "linkingObjectRole", "source", "eventRelatedObjectRole", "sou");
  }
  xml_.close();
}

}  // namespace delo::packages
