#include "ingest/work_folder.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/records/lists_json.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/reports/record_lists.h"
#include "ingest/reports/report_file.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kReceived = "1-received.json";
constexpr std::string_view kExamined = "2-examined.json";
constexpr std::string_view kDecided = "3-decided.json";
constexpr std::string_view kOutcome = "5-outcome.json";
constexpr std::string_view kDecision = "decision.json";
const std::string kBody = "body", kFiles = "files";

std::optional<ProducerFixity> producer_fixity_named(std::string_view name) {
  for (const auto fixity : {ProducerFixity::kNoList, ProducerFixity::kVerified,
                            ProducerFixity::kDifferent, ProducerFixity::kUnlisted}) {
    if (name_of(fixity) == name) return fixity;
  }
  return std::nullopt;
}

Json received_json(const ItemFile& file) {
  Json one = to_json(file.object);
  one.set("content", file.content.filename().string());
  one.set("fixity", name_of(file.fixity));
  return one;
}

Result<ItemFile> received_file_from(const Json& json, const fs::path& folder) {
  ItemFile file;
  DELO_TRY(file.object, file_object_from(json));
  file.content = folder / "content" / json["content"].text();
  const auto fixity = producer_fixity_named(json["fixity"].text());
  if (!fixity) return Error{ErrorCode::kCorrupt, "record without producer's fixity", folder};
  file.fixity = *fixity;
  return file;
}

// A copy of a text, with all that is known of it.
Json copy_json(const ItemFile& copy) {
  return Json::object({{"copy", received_json(copy)}, {"examination", to_json(copy.examination)}});
}

Result<ItemFile> copy_from(const Json& json, const fs::path& folder) {
  DELO_TRY(ItemFile copy, received_file_from(json["copy"], folder));
  copy.content = folder / "copies" / copy.content.filename();
  DELO_TRY(copy.examination, examination_from(json["examination"]));
  return copy;
}

// But for its files, findings and events, which were read apart.
Result<ReceivedItem> received_from(const Json& json, ReceivedItem out, const fs::path& folder) {
  DELO_TRY(out.item, item_from(json["item"]));
  out.copies = ItemFiles(folder);
  out.fingerprint = json["fingerprint"].text();
  out.folder = folder;
  return out;
}

Json ground_json(const DecisionGround& ground) {
  Json reasons = Json::array();
  for (const std::string& rule : ground.reasons) reasons.push(rule);
  return Json::object({{"content", ground.content},
                       {"policy", ground.policy},
                       {"policy_sha256", ground.policy_digest},
                       {"reasons", std::move(reasons)}});
}

// What of `now` a decision on the ground `then` did not know; empty: nothing.
std::string overtaken_by(const Json& then, bool accept, const DecisionGround& now) {
  if (then["content"].text() != now.content) return "the item's files are others now";
  if (then["policy"].text() != now.policy) {
    return "the policy is " + now.policy + " now, and was " + then["policy"].text();
  }
  if (then["policy_sha256"].text() != now.policy_digest) {
    return "the policy " + now.policy + " was changed";
  }
  if (!accept) return {};  // a further reason is no reason to take it
  const Json::Array& known = then["reasons"].items();
  for (const std::string& rule : now.reasons) {
    const auto same = [&](const Json& reason) { return reason.text() == rule; };
    if (std::ranges::none_of(known, same)) return rule + " was not found then";
  }
  return {};
}

// Nothing: there is no decision in the folder.
std::optional<RecordedDecision> decision_in(const fs::path& file, const DecisionGround& ground) {
  auto text = read_file(file);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::nullopt;
  auto json = text ? Json::parse(*text) : Result<Json>(text.error());
  const auto time = json ? timestamp_of((*json)["time"].text()) : std::nullopt;
  if (!time) return RecordedDecision{.decision = {}, .overtaken_by = "its record can't be read"};
  const bool accept = (*json)["decision"].text() == "accept";
  return RecordedDecision{.decision = {.accept = accept,
                                       .because = (*json)["because"].text(),
                                       .person = (*json)["person"].text(),
                                       .time = *time,
                                       .as_version_of = {(*json)["as_version_of"].text()}},
                          .overtaken_by = overtaken_by((*json)["about"], accept, ground)};
}

// Whether our copy is still what was received.
Result<bool> content_stands(const ItemFiles& received) {
  ItemFiles::Reader files(received);
  for (std::size_t at = 0; at < received.size(); at += kReadWindow) {
    const std::size_t n = std::min(kReadWindow, received.size() - at);
    std::vector<std::unique_ptr<FileSource>> sources;
    std::vector<ReadOrder> orders;
    std::vector<DigestSet> expected;
    for (std::size_t i = at; i < at + n; ++i) {
      DELO_TRY(ItemFile file, files.at(i));
      auto source = FileSource::open(file.content);
      if (!source || (*source)->size() != file.object.size) return false;
      orders.push_back({source->get(), {DigestAlgorithm::kSha256}, {}});
      sources.push_back(*std::move(source));
      expected.push_back(std::move(file.object.digests));
    }
    const auto outcomes = read_together(orders);
    for (std::size_t i = 0; i < n; ++i) {
      DELO_CHECK(outcomes[i]);
      if (compare(expected[i], outcomes[i]->digests) != DigestComparison::kEqual) {
        return false;
      }
    }
  }
  return true;
}

// A record, but for the lists of its body that are read apart.
Result<Json> record_in(const fs::path& path, const std::vector<ApartList>& lists) {
  DELO_TRY(const auto source, FileSource::open(path));
  return read_json_apart(*source, {0, source->size()}, lists);
}

JsonPath in_body(const std::string& list) { return {kBody, list}; }

// A record of station 1 or 2; `after` writes what follows its files.
Result<void> write_record(ByteSink& sink, const Json& before,
                          const std::function<Result<void>(JsonWriter& json)>& files,
                          const std::function<void(JsonWriter& json)>& after) {
  JsonWriter json(sink);
  json.open_object();
  json.members(before);
  json.key(kFiles);
  json.open_array();
  DELO_CHECK(files(json));
  json.close_array();
  after(json);
  json.close_object();
  return json.finish();
}

}  // namespace

std::string item_folder_name(const ItemId& item) {
  std::string plain;
  for (const char c : display_of(item.value)) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
    plain += fits ? c : '_';
    if (plain.size() >= 100) break;
  }
  // Not in the middle of a character.
  while (!plain.empty() && !is_utf8(plain)) plain.pop_back();
  if (plain.empty() || plain.front() == '.') plain.insert(plain.begin(), '_');
  return plain + "~" + sha256_of(item.value).hex.substr(0, 8);
}

fs::path work_folder_of(const fs::path& holdings, const BatchId& batch) {
  return holdings / "work" / batch.value;
}

Result<WorkFolder> WorkFolder::open(fs::path folder, std::string inputs) {
  DELO_CHECK(make_folders(folder));
  return WorkFolder(std::move(folder), sha256_of(inputs).hex);
}

std::optional<Json> WorkFolder::load(std::string_view name,
                                     const std::vector<ApartList>& lists) const {
  const auto json = record_in(folder_ / name, lists);
  // A record that a crash left unreadable, or that was made from other inputs, is no record.
  if (!json || (*json)["inputs"].text() != inputs_) return std::nullopt;
  return (*json)[kBody];
}

Result<void> WorkFolder::save_record(
    std::string_view name, const std::function<Result<void>(ByteSink& sink)>& write_body) const {
  // Unsynced: after a power cut the station is simply visited again.
  DELO_TRY(const auto record, ReportFile::create(folder_ / name));
  std::string head = Json::object({{"made_by", "delo " DELO_VERSION}, {"inputs", inputs_}}).dump();
  head.pop_back();  // the brace: the body follows
  DELO_CHECK(record->write_text(head + ",\"body\":"));
  DELO_CHECK(write_body(*record));
  DELO_CHECK(record->write_text("}"));
  return record->finish();
}

Result<std::optional<ReceivedItem>> WorkFolder::load_received() const {
  ReceivedItem lists;
  lists.files = ItemFiles(folder_);
  std::vector<ApartList> apart = {{in_body(kFiles), [&](const Json& one) -> Result<void> {
                                     DELO_TRY(const ItemFile file,
                                              received_file_from(one, folder_));
                                     return lists.files.append(file);
                                   }}};
  add_lists_of(lists.findings, in_body("findings"), apart);
  add_lists_of(lists.events, in_body("events"), apart);
  const std::optional<Json> json = load(kReceived, apart);
  if (!json) return std::optional<ReceivedItem>();
  auto received = received_from(*json, std::move(lists), folder_);
  if (!received) return std::optional<ReceivedItem>();
  DELO_TRY(const bool stands, content_stands(received->files));
  if (!stands) return std::optional<ReceivedItem>();
  return std::optional<ReceivedItem>(*std::move(received));
}

Result<void> WorkFolder::save(const ReceivedItem& received) const {
  return save_record(kReceived, [&](ByteSink& sink) {
    return write_record(
        sink, Json::object({{"item", to_json(received.item)}}),
        [&](JsonWriter& json) {
          return received.files.for_each(
              [&](const ItemFile& file) { json.value(received_json(file)); });
        },
        [&](JsonWriter& json) {
          json.key("findings");
          write_json(json, received.findings);
          json.key("events");
          write_json(json, received.events);
          json.member("fingerprint", received.fingerprint);
        });
  });
}

std::optional<ExaminedItem> WorkFolder::load_examined(const ReceivedItem& received) const {
  ExaminedItem out{received, {}, {}};
  out.received.files = ItemFiles(folder_);
  out.received.copies = ItemFiles(folder_);
  out.received.events.clear();
  ItemFiles::Reader before(received.files);
  const auto take_file = [&](const Json& one) -> Result<void> {
    const std::size_t number = out.received.files.size();
    if (one.find("copy") != nullptr) {
      DELO_TRY(const ItemFile copy, copy_from(one, folder_));
      return out.received.copies.append(copy);
    }
    if (number == received.files.size()) return Error{ErrorCode::kCorrupt, "of other files"};
    DELO_TRY(ItemFile file, before.at(number));
    DELO_TRY(file.examination, examination_from(one));
    file.object.format = file.examination.format;
    if (const Json* carried = one.find("leaf_places")) {
      set_leaf_places(file.object, leaf_places_from(*carried));
    }
    return out.received.files.append(file);
  };
  std::vector<ApartList> apart = {{in_body(kFiles), take_file}};
  add_lists_of(out.findings, in_body("findings"), apart);
  add_lists_of(out.leaves, in_body("leaves"), apart);
  add_lists_of(out.received.events, in_body("events"), apart);
  const std::optional<Json> json = load(kExamined, apart);
  if (!json || out.received.files.size() != received.files.size()) return std::nullopt;
  const auto stand = content_stands(out.received.copies);
  if (!stand || !*stand) return std::nullopt;
  out.leaves.summary = (*json)["leaves"]["summary"].text();
  return out;
}

Result<void> WorkFolder::save(const ExaminedItem& examined) const {
  return save_record(kExamined, [&](ByteSink& sink) {
    return write_record(
        sink, Json::object(),
        [&](JsonWriter& json) -> Result<void> {
          DELO_CHECK(examined.received.files.for_each([&](const ItemFile& file) {
            Json one = to_json(file.examination);
            if (!file.object.places.empty()) {
              one.set("leaf_places", leaf_places_json(file.object.places));
            }
            json.value(one);
          }));
          return examined.received.copies.for_each(
              [&](const ItemFile& copy) { json.value(copy_json(copy)); });
        },
        [&](JsonWriter& json) {
          json.key("findings");
          write_json(json, examined.findings);
          json.key("leaves");
          write_json(json, examined.leaves);
          json.key("events");
          write_json(json, examined.received.events);
        });
  });
}

Result<void> WorkFolder::save(const PolicyDecision& decision, const DecisionGround& ground) const {
  Json reasons = Json::array();
  for (const PolicyDecision::Reason& reason : decision.reasons) {
    reasons.push(Json::object({{"rule", reason.rule},
                               {"action", name_of(reason.action)},
                               {"count", static_cast<std::uint64_t>(reason.count)}}));
  }
  const Json body = Json::object({{"policy", decision.policy.value},
                                  {"policy_version", decision.policy_version},
                                  {"verdict", name_of(decision.verdict)},
                                  {"reasons", std::move(reasons)},
                                  {"about", ground_json(ground)}});
  return save_record(kDecided, [&](ByteSink& sink) { return sink.write_text(body.dump()); });
}

std::optional<ItemRecord> WorkFolder::load_outcome() const {
  RecordLists lists{.files = ItemFiles(folder_)};
  const std::optional<Json> json = load(kOutcome, lists_of_record(lists, {kBody}));
  if (!json) return std::nullopt;
  auto record = item_record_from(*json, std::move(lists));
  if (!record) return std::nullopt;
  return *std::move(record);
}

Result<void> WorkFolder::save(const ItemRecord& outcome) const {
  return save_record(kOutcome, [&](ByteSink& sink) { return write_item_record(sink, outcome); });
}

std::optional<RecordedDecision> WorkFolder::load_decision(const DecisionGround& ground) const {
  return decision_in(folder_ / kDecision, ground);
}

std::optional<PersonalDecision> WorkFolder::load_decision_elsewhere(
    const DecisionGround& ground) const {
  std::optional<PersonalDecision> newest;
  const fs::path batch = folder_.parent_path();
  std::error_code failed;
  for (const auto& other : fs::directory_iterator(batch.parent_path(), failed)) {
    if (other.path() == batch) continue;
    auto found = decision_in(other.path() / folder_.filename() / kDecision, ground);
    if (!found || !found->overtaken_by.empty()) continue;
    if (!newest || found->decision.time > newest->time) newest = std::move(found->decision);
  }
  return newest;
}

bool WorkFolder::is_withheld(const fs::path& folder) {
  std::error_code failed;
  return fs::exists(folder / kDecided, failed);
}

std::optional<ItemRecord> WorkFolder::outcome_in(const fs::path& folder) {
  RecordLists lists;
  const auto json = record_in(folder / kOutcome, lists_of_record(lists, {kBody}));
  if (!json) return std::nullopt;
  auto record = item_record_from((*json)[kBody], std::move(lists));
  if (!record) return std::nullopt;
  return *std::move(record);
}

std::optional<Item> WorkFolder::item_in(const fs::path& folder) {
  const auto leave_out = [](const Json&) { return Result<void>(); };
  const auto json = record_in(folder / kReceived, {{in_body(kFiles), leave_out},
                                                   {in_body("findings"), leave_out},
                                                   {in_body("events"), leave_out}});
  auto item = json ? item_from((*json)[kBody]["item"]) : Result<Item>(json.error());
  if (!item) return std::nullopt;
  return *std::move(item);
}

bool WorkFolder::is_rejected(const fs::path& folder) {
  const auto recorded = decision_in(folder / kDecision, {});
  // Of a record that can't be read nobody knows.
  return recorded && recorded->decision.time != Timestamp{} && !recorded->decision.accept;
}

std::optional<Timestamp> WorkFolder::accepted_at(const fs::path& folder) {
  const auto recorded = decision_in(folder / kDecision, {});
  if (!recorded || !recorded->decision.accept) return std::nullopt;
  return recorded->decision.time;
}

bool WorkFolder::is_decided(const fs::path& folder) {
  std::error_code failed;
  return fs::exists(folder / kDecision, failed);
}

Result<void> WorkFolder::save_decision(const fs::path& folder, const PersonalDecision& decision) {
  DELO_TRY(const std::string text, read_file(folder / kDecided));
  DELO_TRY(const Json decided, Json::parse(text));
  const Json record = Json::object({{"about", decided["body"]["about"]},
                                    {"decision", decision.accept ? "accept" : "reject"},
                                    {"because", decision.because},
                                    {"person", decision.person},
                                    {"time", to_iso8601_ms(decision.time)},
                                    {"as_version_of", decision.as_version_of.value}});
  // What was said of the item before is overtaken.
  DELO_CHECK(write_file_atomically(folder / kDecision, record.dump_pretty()));
  return remove_file(folder / kOutcome);
}

Result<void> WorkFolder::drop_content_of(const fs::path& folder) {
  for (const char* ours : {"content", "copies", "held", "joined"})
    DELO_CHECK(remove_tree(folder / ours));
  return remove_tree(folder / "package");
}

Result<void> WorkFolder::remove() const { return remove_tree(folder_); }

}  // namespace delo::ingest
