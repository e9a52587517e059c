#include "ingest/packaging/package_item.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/records/lists_json.h"
#include "core/records/record_json.h"
#include "core/records/rights_json.h"
#include "ingest/packaging/describe_package.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/texts/text_copies.h"
#include "packages/aip.h"
#include "packages/eark/ip_layout.h"
#include "packages/premis/premis_record.h"

namespace delo::ingest {
namespace {

class NameSink final : public ByteSink {
 public:
  explicit NameSink(UuidOfPieces& name) : name_(name) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    name_.add({reinterpret_cast<const char*>(chunk.data()), chunk.size()});
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  UuidOfPieces& name_;
};

// Everything that the bytes of a package follow from: two packages of one name
// have the same bytes, and packages of other bytes have other names.
// The name is one JSON object; it is digested in pieces, never held.
Result<PackageId> name_package(packages::Package& package, const Policy& policy) {
  UuidOfPieces name;
  NameSink name_sink(name);
  std::string head = Json::object({{"kind", "aip"},
                                   {"item", to_json(package.item)},
                                   {"policy", package.policy},
                                   {"policy_text", sha256_of(policy.source).hex},
                                   {"producer", package.producer}})
                         .dump();
  head.pop_back();  // the brace: more members follow
  if (const Json settings = to_json(policy.packages); !settings.is_null()) {
    head += ",\"settings\":" + settings.dump();
  }
  name.add(head + ",\"files\":[");
  std::string_view comma;
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    Json one = to_json(file.object);
    one.set("seen", sha256_of(to_json(file.examination).dump()).hex);
    name.add(comma);
    name.add(one.dump());
    comma = ",";
  }));
  name.add("],\"agents\":[");
  comma = "";
  for (const Agent& agent : package.agents) {
    name.add(comma);
    name.add(to_json(agent).dump());
    comma = ",";
  }
  name.add("],\"events\":[");
  comma = "";
  for (Event& event : package.events) {
    const Timestamp time = event.time;
    if (!package.exact_event_times) event.time = {};
    name.add(comma);
    JsonWriter json(name_sink);
    write_json(json, event);
    event.time = time;  // an event may name a million files: it is not copied
    DELO_CHECK(json.finish());
    comma = ",";
  }
  name.add("]}");
  return PackageId{name.uuid()};
}

// A tool that introduced itself with its verdict: "libtiff-4.5.0".
Agent agent_by_id(const AgentId& id) {
  const std::size_t dash = id.value.rfind('-');
  const bool versioned = dash != std::string::npos;
  return Agent{.id = id,
               .name = versioned ? id.value.substr(0, dash) : id.value,
               .type = "software",
               .version = versioned ? id.value.substr(dash + 1) : ""};
}

// Every agent that an event names, the program first.
std::vector<Agent> agents_of(const std::vector<Event>& events,
                             const std::optional<PersonalDecision>& person, RunContext& run) {
  std::map<std::string, Agent> known;
  for (const Agent& agent : run.software) known.emplace(agent.id.value, agent);
  if (person) {
    const AgentId id{"person-" + person->person};
    known.emplace(id.value,
                  Agent{.id = id, .name = person->person, .type = "person", .version = ""});
  }
  std::map<std::string, Agent> named;
  for (const Event& event : events) {
    for (const AgentId& id : event.agents) {
      const auto at = known.find(id.value);
      named.emplace(id.value, at != known.end() ? at->second : agent_by_id(id));
    }
  }
  std::vector<Agent> out = {run.software.front()};
  for (auto& [id, agent] : named) {
    if (agent.id != out.front().id) out.push_back(std::move(agent));
  }
  return out;
}

Event own_event(EventType type, std::string detail, RunContext& run) {
  return Event{.type = type,
               .time = run.clock.now(),
               .detail = std::move(detail),
               .outcome = EventOutcome::kSuccess,
               .outcome_note = "",
               .findings = {},
               .agents = {run.software.front().id},
               .objects = {}};
}

constexpr std::size_t kOwnEvents = 2;  // the last ones of the package

// What the version before gives to the next one.
Result<void> take_over(NextVersion& next, packages::Package& package) {
  package.id = next.of.summary.id;
  package.earlier_events = std::move(next.events);
  package.earlier_agents = std::move(next.agents);
  package.earlier_objects = std::move(next.superseded);
  packages::PackageContext& context = package.context;
  if (context.submission.status == "NEW") context.submission.status = "VERSION";
  context.earlier_submitters = next.submitters;
  std::vector<std::string>& agreements = context.submission.previous_agreements;
  for (const std::string& earlier : next.agreements) {
    const bool told = earlier == context.submission.agreement ||
                      std::ranges::find(agreements, earlier) != agreements.end();
    if (!told) agreements.push_back(earlier);
  }
  // A list or table that stands in the place of an earlier one that is kept beside it.
  std::set<std::string> used;
  for (const auto& [path, uuid] : next.kept) {
    const auto parsed = RelativePath::parse(path);
    // Or a copy that had to give its name to a delivered file.
    if (parsed && packages::uuid_of_file(package, *parsed) != uuid) used.insert(uuid);
  }
  // Nor may what is gone come back as another thing.
  for (const packages::PremisNode& gone : package.earlier_objects) {
    used.insert(packages::uuid_of_object(gone));
  }
  std::map<std::string, packages::PremisNode> replaced = std::move(next.replaced);
  std::set<std::string> without_copy;
  for (const auto& [copy, text] : next.copies_of_replaced) without_copy.insert(text);
  std::map<std::string, RelativePath> new_copies;  // by the texts they are copies of
  package.sources = std::move(next.sources);
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    const std::string& path = file.object.path.text();
    const bool is_copy = is_text_copy(file.object.role);
    if (is_copy && without_copy.contains(file.object.copy_of.text())) {
      new_copies.emplace(file.object.copy_of.text(), file.object.path);
    }
    const auto kept = next.kept.find(path);
    if (kept != next.kept.end()) {
      package.kept.insert(path);
      package.uuids.emplace(path, kept->second);
      return;
    }
    const auto before = replaced.find(path);
    if (before == replaced.end() &&
        !used.contains(packages::uuid_of_file(package, file.object.path))) {
      return;
    }
    // Other bytes are another object: events of the earlier one are not its events.
    const std::string uuid = uuid_of(package.id.value + "/file/" + path + "/version/" +
                                     std::to_string(next.of.version + 1));
    package.uuids.emplace(path, uuid);
    // What was delivered under the name of a copy of ours is no other copy.
    const bool is_other =
        before == replaced.end() || (!is_copy && next.copies_of_replaced.contains(path));
    if (is_other) return;
    package.supersedes.emplace(path, packages::uuid_of_object(before->second));
    package.earlier_objects.push_back(
        packages::superseded_object(std::move(before->second), next.of.version, uuid));
    replaced.erase(before);
  }));
  // The copy of a text that was replaced: another under another name is in its place, or, where
  // none is made, the text itself.
  for (const auto& [path, original] : next.copies_of_replaced) {
    const auto before = replaced.find(path);
    if (before == replaced.end()) continue;
    const auto copy = new_copies.find(original);
    const auto in_place = copy == new_copies.end() ? RelativePath::parse(original)
                                                   : Result<RelativePath>(copy->second);
    if (!in_place) continue;
    package.supersedes.emplace(in_place->text(), packages::uuid_of_object(before->second));
    package.earlier_objects.push_back(packages::superseded_object(
        std::move(before->second), next.of.version, packages::uuid_of_file(package, *in_place)));
  }
  return {};
}

}  // namespace

Result<PackagedItem> package_item(AcceptedItem accepted, const Policy& policy,
                                  const std::string& producer, const std::filesystem::path& folder,
                                  RunContext& run, NextVersion* next) {
  ReceivedItem& received = accepted.examined.received;
  packages::Package package{.payload = packages::Payload(folder.parent_path())};
  package.kind = packages::PackageKind::kAip;
  package.item = received.item;
  package.policy = policy.id.value + ", version " + std::to_string(policy.version);
  package.producer = producer;
  package.context.submission = policy.packages.submission;
  package.context.rights = policy.packages.rights;
  package.exact_event_times = policy.event_times == EventTimes::kExact;
  std::int64_t newest = 0;
  DELO_CHECK(received.files.for_each([&](packages::PayloadFile file) -> Result<void> {
    newest = std::max(newest, file.object.modified_ns);
    DELO_CHECK(settle_role(file));
    file.examination.thumbnail.clear();  // a picture for reports, no part of the record
    return package.payload.append(file);
  }));
  if (!received.copies.empty()) {
    DELO_CHECK(received.copies.for_each(
        [&](const packages::PayloadFile& copy) { return package.payload.append(copy); }));
    DELO_CHECK(package.payload.sort());
    DELO_CHECK(give_copies_their_rights(package));
  }
  package.material_date = timestamp_of_ns(newest);
  package.events = std::exchange(received.events, {});
  package.events.push_back(
      own_event(EventType::kPackageCreation, "BagIt 1.0 bag of an E-ARK information package", run));
  const int version = next ? next->of.version + 1 : 1;
  package.events.push_back(own_event(
      EventType::kIngestion,
      next ? "accepted into the holdings as version " + std::to_string(version) + " of the package"
           : "accepted into the holdings",
      run));
  package.agents = agents_of(package.events, accepted.person, run);
  if (next) {
    DELO_CHECK(take_over(*next, package));
  } else {
    DELO_TRY(package.id, name_package(package, policy));
  }

  DELO_CHECK(remove_tree(folder));
  DELO_CHECK(make_folders(folder));
  DELO_TRY(packages::PackageFiles files, packages::write_aip(package, folder));
  // They stand in its record now; of many files they are what would be held most.
  package.earlier_events = {};
  package.earlier_objects = {};
  return PackagedItem{std::move(accepted), std::move(package), std::move(files), version};
}

void give_back_events(PackagedItem& packaged) {
  std::vector<Event> events = std::exchange(packaged.package.events, {});
  events.resize(events.size() - kOwnEvents);
  packaged.accepted.examined.received.events = std::move(events);
}

}  // namespace delo::ingest
