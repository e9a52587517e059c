// Rows of the catalogue as values: times, search keys, and the seals by which a
// changed row is known.  For the files of this folder only.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fixity/hasher.h"
#include "holdings/catalogue/catalogue.h"

namespace delo::holdings {

std::int64_t milliseconds(Timestamp time);
Timestamp timestamp_from(std::int64_t ms);
std::int64_t signed_of(std::uint64_t n);
std::uint64_t natural_of(std::int64_t n);  // 0 for what is negative

// The parts of a reference as they are searched for; empty parts stay empty.
struct ReferenceKeys {
  std::string archive, fond, opis, delo, volume, box, folder, item;
};
ReferenceKeys keys_of(const ArchivalReference& reference);
// A delo, or a box, folder or item; false: a fond or opis and nothing within it.
bool names_a_record(const ArchivalReference& reference);

// Sides of one leaf are one leaf to whoever searches: (number, letter).
std::set<std::pair<int, std::string>> leaves_of(const ArchivalReference& reference);

// SHA-256 over fields, each with its length: ("ab","c") is not ("a","bc").  Fields of any
// number take no more memory than few.
class Seal {
 public:
  Seal& add(std::string_view field);
  Seal& add(std::int64_t number) { return add(std::string_view(std::to_string(number))); }
  Result<std::string> hex();  // once

 private:
  Result<void> pass_on();

  std::string text_;  // what the hasher has not got yet
  std::unique_ptr<Hasher> hasher_;
  Result<void> passed_on_;
};

// What a copy has to be read for: all files of the package, not the payload alone.
struct Content {
  std::int64_t files = 0, bytes = 0;
  bool operator==(const Content&) const = default;
};

// Of a package with all its files, which come in path order.
class PackageSeal {
 public:
  PackageSeal(std::string_view id, std::string_view summary, std::int64_t ingested,
              std::int64_t version, std::int64_t ledger_at);
  void add(const CatalogueFile& file);
  const Content& content() const { return content_; }                  // of those that were added
  Result<std::string> hex(const std::vector<CataloguePlace>& places);  // once

 private:
  Seal seal_;
  Content content_;
};

// A text as its row has it; `text` deflated.
struct KeptText {
  std::string path, kind, language, sheets, remark, fault;
  std::int64_t size = 0;
  std::string_view text;
};
Result<std::string> seal_of_text(std::string_view id, const KeptText& text);
Result<std::string> seal_of_copy(const CopyRecord& copy);

// Of rows "number, letter, side, path, page"; by leaf, path and page.
Result<std::vector<CataloguePlace>> all_places(Statement& rows);

// Of rows "package, store, ledger_at, verified, state".
CopyRecord copy_from(const Statement& row);
Result<std::vector<CopyRecord>> all_copies(Statement& rows);

}  // namespace delo::holdings
