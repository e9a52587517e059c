// What a run of ingest leaves for its reports, on disk: reports/<run>/run.json
// and items.jsonl, one line an item in the order of the batch
// (docs/formats/report.md).  Reports are written from these alone, item by item,
// so that a batch of any size is reported in flat memory.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/records/archival_description.h"
#include "core/records/event.h"
#include "core/text/json_apart.h"
#include "ingest/stations.h"

namespace delo::ingest {

struct ReportedCopy {
  std::string store;
  std::string where;
};

struct ItemRecord {
  ItemId item;
  ArchivalReference reference;
  std::string reference_basis, title;
  std::vector<DescriptionElement> description;  // of the item
  std::vector<DescribedElement> described;      // the same in ISAD(G), with what is inherited
  std::optional<Verdict> verdict;               // nothing: we could not finish (see error)
  PolicyDecision decision;
  std::optional<PersonalDecision> person;
  PackageId package;  // when stored
  int version = 1;    // of the package, that this item is in
  bool was_there = false;
  std::vector<ReportedCopy> copies;
  ItemFiles files;                // thumbnails kept; without their content
  std::vector<Finding> findings;  // all: reception, files, leaves, policy
  LeafAccount leaves;
  std::vector<Event> events;
  std::uint64_t bytes = 0;
  std::string error;  // our own failure, one sentence
  bool begun = true;  // false: the run was halted before
};

struct RunRecord {
  std::string run;    // names the folder below reports/
  std::string batch;  // absolute path
  std::string producer;
  std::string shape;
  std::string holdings;  // absolute path
  Timestamp started{}, finished{};
  std::string policy_id, policy_title, policy_source;
  int policy_version = 0;
  std::vector<Agent> software;
  std::string isolation;  // the walls around the decoders
  std::vector<std::string> stores;
  std::vector<std::string> noticed;  // what opening the holdings found and did
  std::vector<Finding> findings;     // about the batch as a whole
  std::uint64_t items = 0, accepted = 0, withheld = 0, failed = 0, files = 0, bytes = 0;
  std::uint64_t not_begun = 0;  // items, because the holdings themselves were at fault
  // As long as the run goes on, and for ever when it was killed: the counts are
  // then those of the lines.
  bool interrupted = false;
};

// Counts the item among those of the run.
void count(RunRecord& run, const ItemRecord& item);

// One line of items.jsonl, without its end; the files of an item may be too many to be
// held.  For programs it has the word for the outcome, and no pictures.
enum class LineFor : std::uint8_t { kOurselves, kPrograms };
Result<void> write_item_record(ByteSink& sink, const ItemRecord& record,
                               LineFor reader = LineFor::kOurselves);
// Files that are many are put aside in the folder `aside`.  Errors: kCorrupt, kIo.
Result<ItemRecord> read_item_record(const ByteSource& source, JsonRange line,
                                    const std::filesystem::path& aside);
// The same of a record whose files were read apart.
Result<ItemRecord> item_record_from(const Json& rest, ItemFiles files);
Json to_json(const ItemFile& file);  // without its content
Result<ItemFile> item_file_from(const Json& json);
Json to_json(const RunRecord& record);
Result<RunRecord> run_record_from(const Json& json);

}  // namespace delo::ingest
