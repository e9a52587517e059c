// What is kept of an item while it is under way: one record per station, beside
// our copy of its files (docs/formats/work_folder.md).  A run that died is
// continued by running it again: a station whose record is there, and was made
// from the same inputs by the same program, is not visited twice.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/records/identifiers.h"
#include "core/text/apart_lists.h"
#include "ingest/reports/run_record.h"
#include "ingest/stations.h"
#include "policies/policy.h"

namespace delo::ingest {

// What a person's decision is about.  It holds while these are the same, whatever
// medium the item comes from and whatever version of the program reads it.
struct DecisionGround {
  std::string content;               // digest of the files' paths and SHA-256
  std::string policy;                // its id
  std::string policy_digest;         // SHA-256 of its text
  std::vector<std::string> reasons;  // the rules that withhold the item
};

struct RecordedDecision {
  PersonalDecision decision;
  std::string overtaken_by;  // why it does not hold any more; empty: it holds
};

class WorkFolder {
 public:
  // `folder`: of one item, made when it is not there.  `inputs` names everything
  // a station's record depends on (the item's fingerprint, policy, program).
  static Result<WorkFolder> open(std::filesystem::path folder, std::string inputs);

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path package_folder() const { return folder_ / "package"; }

  // Station 1.  load: only when every file of our copy still has the size and
  // the SHA-256 that were recorded; a crash may have taken them.
  Result<std::optional<ReceivedItem>> load_received() const;
  Result<void> save(const ReceivedItem& received) const;
  // Station 2, on top of station 1.
  std::optional<ExaminedItem> load_examined(const ReceivedItem& received) const;
  Result<void> save(const ExaminedItem& examined) const;
  // Station 3: for the archivist to read, and for `delo decide`.
  Result<void> save(const PolicyDecision& decision, const DecisionGround& ground) const;
  // The end of the way: what the batch's report will say.
  std::optional<ItemRecord> load_outcome() const;
  Result<void> save(const ItemRecord& outcome) const;

  // A person's decision: durable, and bound to what the person saw.
  std::optional<RecordedDecision> load_decision(const DecisionGround& ground) const;
  // The newest that holds for this item among the other batches': the same delivery
  // was read from another place.
  std::optional<PersonalDecision> load_decision_elsewhere(const DecisionGround& ground) const;
  static Result<void> save_decision(const std::filesystem::path& folder,
                                    const PersonalDecision& decision);
  // Whether the item of this folder was withheld, and whether a person decided on it.
  static bool is_withheld(const std::filesystem::path& folder);
  static bool is_decided(const std::filesystem::path& folder);
  static bool is_rejected(const std::filesystem::path& folder);  // by a person
  // The item as it was received, whatever it was read from.
  static std::optional<Item> item_in(const std::filesystem::path& folder);
  // What became of it, whatever it was read from.
  static std::optional<ItemRecord> outcome_in(const std::filesystem::path& folder);
  // When a person decided to accept it.
  static std::optional<Timestamp> accepted_at(const std::filesystem::path& folder);

  // Removes our copy and the package folder; the records stay.
  Result<void> drop_content() const { return drop_content_of(folder_); }
  static Result<void> drop_content_of(const std::filesystem::path& folder);
  Result<void> remove() const;

 private:
  WorkFolder(std::filesystem::path folder, std::string inputs)
      : folder_(std::move(folder)), inputs_(std::move(inputs)) {}
  // But for `lists`, which are read apart.
  std::optional<Json> load(std::string_view name, const std::vector<ApartList>& lists) const;
  Result<void> save_record(std::string_view name,
                           const std::function<Result<void>(ByteSink& sink)>& write_body) const;

  std::filesystem::path folder_;
  std::string inputs_;
};

// The folder of an item below its batch's: its name as far as it is plain, and
// eight digits that keep two items apart.
std::string item_folder_name(const ItemId& item);
std::filesystem::path work_folder_of(const std::filesystem::path& holdings, const BatchId& batch);

}  // namespace delo::ingest
