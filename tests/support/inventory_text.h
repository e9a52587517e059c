// Inventories as texts in memory, by the functions that stream them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes/spool.h"
#include "packages/ocfl/inventory.h"
#include "packages/ocfl/versions.h"

namespace delo::packages::ocfl {

struct NextInventory : NextVersion {
  std::string text;
};

inline SharedText text_of_inventory(std::string_view text) {
  auto kept = std::make_shared<Spool>(std::filesystem::path(), text.size());
  (void)kept->append(text);  // it is never put on disk
  return kept;
}

inline Result<std::string> first_inventory(std::string_view object_id, const PackageFiles& files,
                                           const VersionNote& note) {
  StringSink text;
  DELO_CHECK(write_first_inventory(object_id, files, note, text));
  return text.text();
}

inline Result<Inventory> parse_inventory(std::string_view text) {
  return read_inventory(MemorySource(text));
}

inline Result<NextInventory> next_inventory(const std::string& before, const PackageFiles& files,
                                            const VersionNote& note) {
  StringSink text;
  NextInventory next;
  DELO_TRY(static_cast<NextVersion&>(next),
           write_next_inventory(MemorySource(before), files, note, text));
  next.text = text.text();
  return next;
}

inline Result<std::string> inventory_of_version(const std::string& text, int version) {
  StringSink earlier;
  DELO_CHECK(write_inventory_of_version(MemorySource(text), version, earlier));
  return earlier.text();
}

}  // namespace delo::packages::ocfl
