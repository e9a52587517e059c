#include "core/records/lists_json.h"

#include <memory>
#include <utility>

#include "core/records/record_json.h"

namespace delo {
namespace {

JsonPath below(JsonPath path, std::initializer_list<std::string> names) {
  path.insert(path.end(), names);
  return path;
}

void write_paths(JsonWriter& json, const auto& paths) {
  json.open_array();
  for (const RelativePath& path : paths) {
    Json one = Json::object();
    set_path(one, path);
    json.value(one);
  }
  json.close_array();
}

// The lists of leaves of an account, under the names they have in JSON.
constexpr std::pair<const char*, std::vector<Leaf> LeafAccount::*> kLeaves[] = {
    {"expected", &LeafAccount::expected},     {"present", &LeafAccount::present},
    {"missing", &LeafAccount::missing},       {"doubled", &LeafAccount::doubled},
    {"unexpected", &LeafAccount::unexpected}, {"blank", &LeafAccount::blank}};

}  // namespace

void write_json(JsonWriter& json, const std::vector<Finding>& findings) {
  json.open_array();
  for (const Finding& finding : findings) json.value(to_json(finding));
  json.close_array();
}

void write_json(JsonWriter& json, const Event& event) {
  json.open_object();
  json.members(Json::object({{"type", name_of(event.type)},
                             {"time", to_iso8601_ms(event.time)},
                             {"detail", event.detail},
                             {"outcome", name_of(event.outcome)},
                             {"outcome_note", event.outcome_note}}));
  json.key("findings");
  write_json(json, event.findings);
  Json agents = Json::array();
  for (const AgentId& agent : event.agents) agents.push(agent.value);
  json.member("agents", agents);
  json.key("objects");
  write_paths(json, event.objects);
  json.close_object();
}

void write_json(JsonWriter& json, const std::vector<Event>& events) {
  json.open_array();
  for (const Event& event : events) write_json(json, event);
  json.close_array();
}

void write_json(JsonWriter& json, const LeafAccount& account) {
  json.open_object();
  json.member("summary", account.summary);
  for (const auto& [name, leaves] : kLeaves) {
    json.key(name);
    json.open_array();
    for (const Leaf& leaf : account.*leaves) json.value(leaf.label());
    json.close_array();
  }
  if (!account.unnumbered.empty()) {
    json.key("unnumbered");
    write_paths(json, account.unnumbered);
  }
  json.close_object();
}

void add_lists_of(std::vector<Finding>& findings, const JsonPath& path,
                  std::vector<ApartList>& lists) {
  lists.push_back({path, [&findings](const Json& json) -> Result<void> {
                     DELO_TRY(Finding finding, finding_from(json));
                     findings.push_back(std::move(finding));
                     return {};
                   }});
}

void add_lists_of(std::vector<Event>& events, const JsonPath& path, std::vector<ApartList>& lists) {
  // Shared by the functions below: what was read of an event whose end is not there yet.
  struct Begun {
    std::vector<Finding> findings;
    std::vector<RelativePath> objects;
  };
  const auto begun = std::make_shared<Begun>();
  lists.push_back({below(path, {kEach, "findings"}), [begun](const Json& json) -> Result<void> {
                     DELO_TRY(Finding finding, finding_from(json));
                     begun->findings.push_back(std::move(finding));
                     return {};
                   }});
  lists.push_back({below(path, {kEach, "objects"}), [begun](const Json& json) -> Result<void> {
                     DELO_TRY(RelativePath object, path_from(json));
                     begun->objects.push_back(std::move(object));
                     return {};
                   }});
  lists.push_back({path, [begun, &events](const Json& json) -> Result<void> {
                     DELO_TRY(Event event, event_from(json));
                     event.findings = std::exchange(begun->findings, {});
                     event.objects = std::exchange(begun->objects, {});
                     events.push_back(std::move(event));
                     return {};
                   }});
}

void add_lists_of(LeafAccount& account, const JsonPath& path, std::vector<ApartList>& lists) {
  for (const auto& [name, leaves] : kLeaves) {
    std::vector<Leaf>& into = account.*leaves;
    lists.push_back({below(path, {name}), [&into](const Json& label) -> Result<void> {
                       if (auto leaf = leaf_of_label(label.text()))
                         into.push_back(*std::move(leaf));
                       return {};
                     }});
  }
  lists.push_back({below(path, {"unnumbered"}), [&account](const Json& json) -> Result<void> {
                     auto file = path_from(json);
                     if (file) account.unnumbered.push_back(*std::move(file));
                     return {};
                   }});
}

}  // namespace delo
