#include "holdings/entries.h"

#include "core/records/record_json.h"

namespace delo::holdings {
namespace {

// An event may concern each of 100,000 files; a ledger line need not name all.
constexpr std::size_t kMostObjects = 100;

Json texts_json(const std::vector<std::string>& texts) {
  Json json = Json::array();
  for (const std::string& text : texts) json.push(text);
  return json;
}

}  // namespace

std::string about_package(const PackageId& id) { return "package " + id.value; }
std::string about_copy(std::string_view store, const PackageId& id) {
  return "copy " + std::string(store) + "/" + id.value;
}
std::string about_item(const BatchId& batch, const ItemId& item) {
  return "item " + batch.value + "/" + item.value;
}

Json to_json(const PackageSummary& summary) {
  Json words = Json::array();
  for (const std::string& word : summary.words) words.push(word);
  Json json = Json::object({{"id", summary.id.value},
                            {"reference", to_json(summary.reference)},
                            {"title", summary.title},
                            {"item", summary.item.value},
                            {"batch", summary.batch.value},
                            {"policy", summary.policy},
                            {"files", summary.files},
                            {"bytes", summary.bytes},
                            {"words", std::move(words)}});
  // Entries of before had none of these: what is not known is not written.
  if (!summary.dates.empty()) json.set("dates", texts_json(summary.dates));
  if (!summary.languages.empty()) json.set("languages", texts_json(summary.languages));
  if (!summary.validity.empty()) json.set("validity", summary.validity);
  return json;
}

Result<PackageSummary> summary_from(const Json& json) {
  PackageSummary summary;
  summary.id.value = json["id"].text();
  if (summary.id.empty()) {
    return Error{ErrorCode::kCorrupt, "the summary of a package has no id"};
  }
  summary.reference = reference_from(json["reference"]);
  summary.title = json["title"].text();
  summary.item.value = json["item"].text();
  summary.batch.value = json["batch"].text();
  summary.policy = json["policy"].text();
  summary.files = json["files"].natural();
  summary.bytes = json["bytes"].natural();
  for (const Json& word : json["words"].items()) summary.words.push_back(word.text());
  for (const Json& date : json["dates"].items()) summary.dates.push_back(date.text());
  for (const Json& one : json["languages"].items()) summary.languages.push_back(one.text());
  summary.validity = json["validity"].text();
  return summary;
}

LedgerEntry ingestion_entry(Timestamp time, const PackageSummary& summary,
                            std::span<const std::string> stores) {
  LedgerEntry entry;
  entry.time = time;
  entry.type = name_of(EventType::kIngestion);
  entry.about = about_package(summary.id);
  Json names = Json::array();
  std::string listed;
  for (const std::string& store : stores) {
    names.push(store);
    listed += (listed.empty() ? "" : ", ") + store;
  }
  entry.detail = "accepted under policy " + summary.policy + "; copies in " + listed;
  entry.more.set("package", to_json(summary)).set("stores", std::move(names));
  return entry;
}

LedgerEntry version_entry(Timestamp time, const PackageSummary& summary, int version,
                          const std::string& message, std::span<const std::string> stores) {
  LedgerEntry entry = ingestion_entry(time, summary, stores);
  entry.type = name_of(EventType::kModification);
  entry.detail = "version " + std::to_string(version) + ", " + message + "; " + entry.detail;
  entry.more.set("version", std::uint64_t(version));
  return entry;
}

LedgerEntry event_entry(const Event& event, std::string about) {
  LedgerEntry entry;
  entry.time = event.time;
  entry.type = name_of(event.type);
  entry.outcome = event.outcome;
  entry.about = std::move(about);
  entry.detail = event.detail;
  if (!event.outcome_note.empty()) entry.more.set("note", event.outcome_note);
  if (!event.agents.empty()) {
    Json agents = Json::array();
    for (const AgentId& agent : event.agents) agents.push(agent.value);
    entry.more.set("agents", std::move(agents));
  }
  if (!event.objects.empty()) {
    Json objects = Json::array();
    for (std::size_t i = 0; i < std::min(event.objects.size(), kMostObjects); ++i) {
      Json object = Json::object();
      set_path(object, event.objects[i]);
      objects.push(std::move(object));
    }
    entry.more.set("objects", std::move(objects));
    if (event.objects.size() > kMostObjects) {
      entry.more.set("objects_in_all", std::uint64_t{event.objects.size()});
    }
  }
  if (!event.findings.empty()) {
    entry.more.set("findings", std::uint64_t{event.findings.size()});
  }
  return entry;
}

LedgerEntry copy_entry(EventType type, Timestamp time, const CopyFacts& facts, std::string detail) {
  LedgerEntry entry;
  entry.time = time;
  entry.type = name_of(type);
  entry.about = about_copy(facts.store, facts.package);
  entry.detail = std::move(detail);
  entry.more.set("copy_of", facts.package.value)
      .set("store", facts.store)
      .set("inventory_sha256", facts.inventory.hex)
      .set("files", facts.files)
      .set("bytes", facts.bytes);
  return entry;
}

std::optional<CopyFacts> copy_facts_of(const LedgerEntry& entry) {
  const auto digest =
      Digest::parse(DigestAlgorithm::kSha256, entry.more["inventory_sha256"].text());
  CopyFacts facts;
  facts.package.value = entry.more["copy_of"].text();
  facts.store = entry.more["store"].text();
  if (!digest || facts.package.empty() || facts.store.empty()) return std::nullopt;
  facts.inventory = *digest;
  facts.files = entry.more["files"].natural();
  facts.bytes = entry.more["bytes"].natural();
  return facts;
}

std::optional<AuditFacts> audit_facts_of(const LedgerEntry& entry) {
  const Json* intact = entry.more.find("intact");
  if (!intact) return std::nullopt;
  AuditFacts facts;
  facts.package.value = entry.more["copy_of"].text();
  facts.store = entry.more["store"].text();
  facts.intact = intact->boolean();
  if (facts.package.empty() || facts.store.empty()) return std::nullopt;
  return facts;
}

LedgerEntry store_creation_entry(Timestamp time, const StoreSettings& store) {
  LedgerEntry entry;
  entry.time = time;
  entry.type = kStoreCreation;
  entry.about = "store " + store.name;
  entry.detail = "a new OCFL storage root, layout " + std::string(name_of(store.layout.kind()));
  entry.more.set("store_name", store.name).set("path", store.path.string());
  return entry;
}

}  // namespace delo::holdings
