// The stations an item passes.  Each type can only be made from the one before
// it, so "packaged before it was decided" does not compile.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/records/event.h"
#include "core/records/examination.h"
#include "core/records/item.h"
#include "core/records/leaf_account.h"
#include "holdings/holdings.h"
#include "ingest/item_files.h"
#include "ingest/reception/batch_reader.h"
#include "packages/package.h"
#include "policies/decide.h"

namespace delo::ingest {

struct ReceivedItem {
  Item item;                      // item.files is empty; see files
  ItemFiles files;                // in path order
  ItemFiles copies = {};          // ours, in UTF-8, of texts among the files; in path order
  std::vector<Finding> findings;  // of reception
  std::vector<Event> events;
  std::string fingerprint;
  std::filesystem::path folder;  // of the item in work/
};
struct ExaminedItem {
  ReceivedItem received;          // with the examinations filled in
  std::vector<Finding> findings;  // about the item as a whole: leaves
  LeafAccount leaves = {};        // those it should have against those it has
};
// A person's word on a withheld item.
struct PersonalDecision {
  bool accept = false;
  std::string because;
  std::string person;
  Timestamp time{};
  PackageId as_version_of = {};  // accepted as its next version; empty: as a package of its own
};
struct AcceptedItem {
  ExaminedItem examined;
  PolicyDecision decision;
  std::optional<PersonalDecision> person;
};
struct WithheldItem {
  ExaminedItem examined;
  PolicyDecision decision;
  std::optional<PersonalDecision> person;  // a rejection
};
using DecidedItem = std::variant<AcceptedItem, WithheldItem>;
// Of an item that is the next version of a held package: what stood in the version
// before, as that package's own records tell it.
struct NextVersion {
  holdings::PackageEntry of;
  std::map<std::string, std::string> kept;     // path → PREMIS identifier, of files as they were
  std::map<std::string, std::string> sources;  // likewise, what kept files were made from
  std::map<std::string, packages::PremisNode> replaced;  // path → PREMIS object that was there
  // Copies among these: path → path of the replaced text that each is a copy of.
  std::map<std::string, std::string> copies_of_replaced;
  std::vector<packages::PremisNode> superseded;  // objects that versions before that replaced
  std::vector<packages::PremisNode> events, agents;
  std::vector<Party> submitters;        // of the deliveries before, the oldest first
  std::vector<std::string> agreements;  // under which they came, the newest first
};
struct PackagedItem {
  AcceptedItem accepted;  // its events are with the package; see give_back_events()
  packages::Package package;
  packages::PackageFiles files;
  int version = 1;
};
struct StoredItem {
  AcceptedItem accepted;
  holdings::PackageEntry package;
  bool was_there = false;  // the same package was in the holdings already
};
struct SetAsideItem {
  WithheldItem withheld;
};
using ItemOutcome = std::variant<StoredItem, SetAsideItem>;

}  // namespace delo::ingest
