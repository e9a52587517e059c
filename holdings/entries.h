// What the ledger tells of packages and copies: how such entries are made and how
// they are read back (docs/formats/ledger.md).  DO NOT CHANGE names of members.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "holdings/holdings.h"
#include "holdings/ledger/ledger_entry.h"

namespace delo::holdings {

// Types of entries that PREMIS has no term for.
inline constexpr std::string_view kStoreCreation = "store creation";

std::string about_package(const PackageId& id);                       // "package <id>"
std::string about_copy(std::string_view store, const PackageId& id);  // "copy <store>/<id>"
std::string about_item(const BatchId& batch, const ItemId& item);     // "item <batch>/<id>"

Json to_json(const PackageSummary& summary);
Result<PackageSummary> summary_from(const Json& json);

// A package has come into the holdings.  `words` are in it without those that
// are names of files: they come from the package again.
LedgerEntry ingestion_entry(Timestamp time, const PackageSummary& summary,
                            std::span<const std::string> stores);

// The same of a later version.
LedgerEntry version_entry(Timestamp time, const PackageSummary& summary, int version,
                          const std::string& message, std::span<const std::string> stores);

// An event of the package's earlier life, with its exact time.
LedgerEntry event_entry(const Event& event, std::string about);

// A copy stands in a store, every byte read back; `inventory` is the digest that
// later audits compare its inventory with.
struct CopyFacts {
  PackageId package;
  std::string store;
  Digest inventory;  // sha256
  std::uint64_t files = 0, bytes = 0;
};
LedgerEntry copy_entry(EventType type, Timestamp time, const CopyFacts& facts, std::string detail);
// Nothing when the entry is about no copy's inventory.
std::optional<CopyFacts> copy_facts_of(const LedgerEntry& entry);

// The result of an audit of one copy.
struct AuditFacts {
  PackageId package;
  std::string store;
  bool intact = false;
};
std::optional<AuditFacts> audit_facts_of(const LedgerEntry& entry);

LedgerEntry store_creation_entry(Timestamp time, const StoreSettings& store);

}  // namespace delo::holdings
