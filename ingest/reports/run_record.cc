#include "ingest/reports/run_record.h"

#include <algorithm>
#include <array>

#include "core/records/record_json.h"
#include "ingest/reports/record_lists.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace {

Error broken(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the run's record can't be read: " + what, {}, 0};
}

// The value whose name_of() is `name`.
template <class E, std::size_t N>
std::optional<E> named(const std::array<E, N>& all, std::string_view name) {
  for (const E value : all) {
    if (name_of(value) == name) return value;
  }
  return std::nullopt;
}

constexpr std::array kVerdicts = {Verdict::kReject, Verdict::kReview, Verdict::kAccept};
constexpr std::array kActions = {Action::kAccept, Action::kNote, Action::kReview, Action::kReject};
constexpr std::array kFixities = {ProducerFixity::kNoList, ProducerFixity::kVerified,
                                  ProducerFixity::kDifferent, ProducerFixity::kUnlisted};

Result<Timestamp> time_from(const Json& json) {
  const std::optional<Timestamp> time = timestamp_of(json.text());
  if (!time) return broken("'" + json.text() + "' is no point in time");
  return *time;
}

Json to_json(const PolicyDecision& decision) {
  Json reasons = Json::array();
  for (const auto& reason : decision.reasons) {
    reasons.push(Json::object({{"rule", reason.rule},
                               {"action", name_of(reason.action)},
                               {"count", std::uint64_t{reason.count}}}));
  }
  return Json::object({{"policy", decision.policy.value},
                       {"version", decision.policy_version},
                       {"verdict", name_of(decision.verdict)},
                       {"reasons", std::move(reasons)}});
}

Result<PolicyDecision> decision_from(const Json& json) {
  PolicyDecision out;
  out.policy.value = json["policy"].text();
  out.policy_version = static_cast<int>(json["version"].integer());
  const auto verdict = named(kVerdicts, json["verdict"].text());
  if (!verdict) return broken("there is no verdict '" + json["verdict"].text() + "'");
  out.verdict = *verdict;
  for (const Json& reason : json["reasons"].items()) {
    const auto action = named(kActions, reason["action"].text());
    if (!action) return broken("there is no action '" + reason["action"].text() + "'");
    out.reasons.push_back(
        {reason["rule"].text(), *action, static_cast<std::size_t>(reason["count"].natural())});
  }
  return out;
}

Json to_json(const PersonalDecision& person) {
  return Json::object({{"accept", person.accept},
                       {"because", person.because},
                       {"person", person.person},
                       {"time", to_iso8601_ms(person.time)},
                       {"as_version_of", person.as_version_of.value}});
}

Result<PersonalDecision> person_from(const Json& json) {
  PersonalDecision out;
  out.accept = json["accept"].boolean();
  out.because = json["because"].text();
  out.person = json["person"].text();
  out.as_version_of.value = json["as_version_of"].text();
  DELO_TRY(out.time, time_from(json["time"]));
  return out;
}

template <class T, class Make>
Json array_of(const std::vector<T>& values, Make make) {
  Json out = Json::array();
  for (const T& value : values) out.push(make(value));
  return out;
}

Json software_json(const std::vector<Agent>& software) {
  return array_of(software, [](const Agent& agent) { return delo::to_json(agent); });
}

Json described_json(const DescribedElement& one) {
  Json out = Json::object({{"element", term_of(one.element).word},
                           {"clause", term_of(one.element).clause},
                           {"value", one.value}});
  if (!one.normal.empty()) out.set("normal", one.normal);
  if (!one.given_as.empty()) out.set("given_as", one.given_as);
  if (!one.level.empty()) out.set("inherited_from", one.level);
  return out;
}

Json members_before_files(const ItemRecord& record) {
  Json out = Json::object({{"item", record.item.value},
                           {"reference", delo::to_json(record.reference)},
                           {"reference_basis", record.reference_basis},
                           {"title", record.title}});
  out.set("description", array_of(record.description, [](const DescriptionElement& element) {
            return Json::object({{"name", element.name}, {"value", element.value}});
          }));
  if (!record.described.empty()) out.set("described", array_of(record.described, described_json));
  out.set("verdict", record.verdict ? Json(name_of(*record.verdict)) : Json());
  out.set("decision", record.verdict ? to_json(record.decision) : Json());
  out.set("person", record.person ? to_json(*record.person) : Json());
  out.set("package", record.package.empty() ? Json() : Json(record.package.value));
  if (record.version > 1) out.set("version", std::int64_t{record.version});
  out.set("was_there", record.was_there);
  out.set("copies", array_of(record.copies, [](const ReportedCopy& copy) {
            return Json::object({{"store", copy.store}, {"where", copy.where}});
          }));
  return out;
}

Json members_at_the_end(const ItemRecord& record) {
  return Json::object({{"bytes", record.bytes},
                       {"error", record.error.empty() ? Json() : Json(record.error)},
                       {"begun", record.begun}});
}

}  // namespace

void count(RunRecord& run, const ItemRecord& item) {
  if (!item.begun) {
    ++run.not_begun;
    return;
  }
  ++run.items;
  run.files += item.files.size();
  run.bytes += item.bytes;
  if (!item.verdict) {
    ++run.failed;
  } else if (*item.verdict == Verdict::kAccept) {
    ++run.accepted;
  } else {
    ++run.withheld;
  }
}

Json to_json(const ItemFile& file) {
  return Json::object({{"object", delo::to_json(file.object)},
                       {"producer_fixity", name_of(file.fixity)},
                       {"examination", delo::to_json(file.examination)}});
}

Result<ItemFile> item_file_from(const Json& json) {
  ItemFile out;
  DELO_TRY(out.object, file_object_from(json["object"]));
  const auto fixity = named(kFixities, json["producer_fixity"].text());
  if (!fixity) {
    return broken("there is no producer's fixity '" + json["producer_fixity"].text() + "'");
  }
  out.fixity = *fixity;
  DELO_TRY(out.examination, examination_from(json["examination"]));
  return out;
}

Result<void> write_item_record(ByteSink& sink, const ItemRecord& record, LineFor reader) {
  JsonWriter json(sink);
  json.open_object();
  json.members(members_before_files(record));
  json.key("files");
  json.open_array();
  DELO_CHECK(record.files.for_each([&](ItemFile file) {
    if (reader == LineFor::kPrograms) file.examination.thumbnail.clear();
    json.value(to_json(file));
  }));
  json.close_array();
  json.key("findings");
  write_json(json, record.findings);
  if (!record.leaves.empty()) {
    json.key("leaves");
    write_json(json, record.leaves);
  }
  json.key("events");
  write_json(json, record.events);
  json.members(members_at_the_end(record));
  if (reader == LineFor::kPrograms) json.member("outcome", words_for(fate_of(record)));
  json.close_object();
  return json.finish();
}

Result<ItemRecord> read_item_record(const ByteSource& source, JsonRange line,
                                    const std::filesystem::path& aside) {
  RecordLists lists{.files = ItemFiles(aside)};
  DELO_TRY(const Json rest, read_json_apart(source, line, lists_of_record(lists, {})));
  return item_record_from(rest, std::move(lists));
}

std::vector<ApartList> lists_of_record(RecordLists& into, const JsonPath& path) {
  const auto at = [&](const char* name) {
    JsonPath below = path;
    below.emplace_back(name);
    return below;
  };
  std::vector<ApartList> lists;
  lists.push_back({at("files"), [&into](const Json& json) -> Result<void> {
                     DELO_TRY(const ItemFile file, item_file_from(json));
                     return into.files.append(file);
                   }});
  add_lists_of(into.findings, at("findings"), lists);
  add_lists_of(into.leaves, at("leaves"), lists);
  add_lists_of(into.events, at("events"), lists);
  return lists;
}

Result<ItemRecord> item_record_from(const Json& rest, RecordLists lists) {
  DELO_TRY(ItemRecord record, item_record_from(rest, std::move(lists.files)));
  record.findings = std::move(lists.findings);
  lists.leaves.summary = std::move(record.leaves.summary);
  record.leaves = std::move(lists.leaves);
  record.events = std::move(lists.events);
  return record;
}

Result<ItemRecord> item_record_from(const Json& json, ItemFiles files) {
  if (!json.is_object()) return broken("an item's line holds no object");
  ItemRecord out;
  out.item.value = json["item"].text();
  out.reference = reference_from(json["reference"]);
  out.reference_basis = json["reference_basis"].text();
  out.title = json["title"].text();
  for (const Json& element : json["description"].items()) {
    out.description.push_back({element["name"].text(), element["value"].text()});
  }
  for (const Json& one : json["described"].items()) {
    const auto element = isad_element_named(one["element"].text());
    if (!element) continue;  // of a later program
    out.described.push_back({.element = *element,
                             .value = one["value"].text(),
                             .normal = one["normal"].text(),
                             .given_as = one["given_as"].text(),
                             .level = one["inherited_from"].text()});
  }
  if (!json["verdict"].is_null()) {
    out.verdict = named(kVerdicts, json["verdict"].text());
    if (!out.verdict) return broken("there is no verdict '" + json["verdict"].text() + "'");
    DELO_TRY(out.decision, decision_from(json["decision"]));
  }
  if (!json["person"].is_null()) {
    DELO_TRY(out.person, person_from(json["person"]));
  }
  out.package.value = json["package"].text();
  out.version = static_cast<int>(json["version"].integer(1));
  out.was_there = json["was_there"].boolean();
  for (const Json& copy : json["copies"].items()) {
    out.copies.push_back({copy["store"].text(), copy["where"].text()});
  }
  out.files = std::move(files);
  DELO_TRY(out.findings, findings_from(json["findings"]));
  out.leaves = leaf_account_from(json["leaves"]);
  for (const Json& event : json["events"].items()) {
    DELO_TRY(auto happened, event_from(event));
    out.events.push_back(std::move(happened));
  }
  out.bytes = json["bytes"].natural();
  out.error = json["error"].text();
  out.begun = json["begun"].is_null() || json["begun"].boolean();
  return out;
}

Json to_json(const RunRecord& record) {
  Json out = Json::object(
      {{"run", record.run},
       {"batch", record.batch},
       {"producer", record.producer},
       {"shape", record.shape},
       {"holdings", record.holdings},
       {"started", to_iso8601_ms(record.started)},
       {"finished", to_iso8601_ms(record.finished)},
       {"policy", Json::object({{"id", record.policy_id},
                                {"version", record.policy_version},
                                {"title", record.policy_title},
                                {"source", record.policy_source}})},
       {"software", software_json(record.software)},
       {"isolation", record.isolation},
       {"stores", array_of(record.stores, [](const std::string& store) { return Json(store); })},
       {"noticed",
        array_of(record.noticed, [](const std::string& sentence) { return Json(sentence); })},
       {"findings", delo::to_json(record.findings)},
       {"items", record.items},
       {"accepted", record.accepted},
       {"withheld", record.withheld},
       {"failed", record.failed},
       {"files", record.files},
       {"bytes", record.bytes},
       {"not_begun", record.not_begun},
       {"interrupted", record.interrupted}});
  return out;
}

Result<RunRecord> run_record_from(const Json& json) {
  if (!json.is_object()) return broken("run.json holds no object");
  RunRecord out;
  out.run = json["run"].text();
  out.batch = json["batch"].text();
  out.producer = json["producer"].text();
  out.shape = json["shape"].text();
  out.holdings = json["holdings"].text();
  DELO_TRY(out.started, time_from(json["started"]));
  DELO_TRY(out.finished, time_from(json["finished"]));
  const Json& policy = json["policy"];
  out.policy_id = policy["id"].text();
  out.policy_version = static_cast<int>(policy["version"].integer());
  out.policy_title = policy["title"].text();
  out.policy_source = policy["source"].text();
  for (const Json& agent : json["software"].items()) out.software.push_back(agent_from(agent));
  out.isolation = json["isolation"].text();
  for (const Json& store : json["stores"].items()) out.stores.push_back(store.text());
  for (const Json& sentence : json["noticed"].items()) out.noticed.push_back(sentence.text());
  DELO_TRY(out.findings, findings_from(json["findings"]));
  out.items = json["items"].natural();
  out.accepted = json["accepted"].natural();
  out.withheld = json["withheld"].natural();
  out.failed = json["failed"].natural();
  out.files = json["files"].natural();
  out.bytes = json["bytes"].natural();
  out.not_begun = json["not_begun"].natural();
  out.interrupted = json["interrupted"].boolean();
  return out;
}

}  // namespace delo::ingest
