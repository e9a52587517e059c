#include "holdings/catalogue/rows.h"

#include <algorithm>

#include "core/fixity/hasher.h"
#include "holdings/catalogue/fold.h"

namespace delo::holdings {
namespace {

// SHA-256 over fields, each with its length: ("ab","c") is not ("a","bc").
class Seal {
 public:
  Seal& add(std::string_view field) {
    text_.append(std::to_string(field.size())).append(":").append(field);
    return *this;
  }
  Seal& add(std::int64_t number) { return add(std::string_view(std::to_string(number))); }
  std::string hex() const { return sha256_of(text_).hex; }

 private:
  std::string text_;
};

}  // namespace

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }
Timestamp timestamp_from(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }
std::int64_t signed_of(std::uint64_t n) { return static_cast<std::int64_t>(n); }
std::uint64_t natural_of(std::int64_t n) { return n < 0 ? 0 : static_cast<std::uint64_t>(n); }

ReferenceKeys keys_of(const ArchivalReference& reference) {
  return {key_of(reference.archive), key_of(reference.fond), key_of(reference.opis),
          key_of(reference.delo), key_of(reference.volume)};
}

std::set<std::pair<int, std::string>> leaves_of(const ArchivalReference& reference) {
  std::set<std::pair<int, std::string>> leaves;
  for (const Leaf& leaf : reference.leaves) leaves.emplace(leaf.number, leaf.letter);
  return leaves;
}

Content content_of(const std::vector<CatalogueFile>& files) {
  Content content{.files = signed_of(files.size())};
  for (const CatalogueFile& file : files) content.bytes += signed_of(file.size);
  return content;
}

std::string seal_of_package(std::string_view id, std::string_view summary, std::int64_t ingested,
                            std::int64_t version, std::int64_t ledger_at,
                            const std::vector<CatalogueFile>& files,
                            const std::vector<CataloguePlace>& places) {
  Seal seal;
  seal.add(id).add(summary).add(ingested).add(version).add(ledger_at);
  for (const CatalogueFile& file : files) {
    seal.add(file.path).add(signed_of(file.size)).add(file.sha256);
  }
  for (const CataloguePlace& place : places) {
    seal.add(place.leaf.label()).add(place.path).add(std::int64_t{place.page});
  }
  return seal.hex();
}

std::string seal_of_text(std::string_view id, const KeptText& text) {
  return Seal()
      .add(id)
      .add(text.path)
      .add(text.kind)
      .add(text.language)
      .add(text.sheets)
      .add(text.remark)
      .add(text.fault)
      .add(text.size)
      .add(text.text)
      .hex();
}

std::string seal_of_copy(const CopyRecord& copy) {
  return Seal()
      .add(copy.package.value)
      .add(copy.store)
      .add(signed_of(copy.ledger_at))
      .add(copy.verified ? milliseconds(*copy.verified) : 0)
      .add(copy.intact ? "intact" : "faulty")
      .hex();
}

Result<std::vector<CataloguePlace>> all_places(Statement& rows) {
  std::vector<CataloguePlace> places;
  for (;;) {
    DELO_TRY(const bool more, rows.step());
    if (!more) break;
    const Side side = rows.integer(2) == 0 ? Side::kRecto : Side::kVerso;
    places.push_back({.leaf = {static_cast<int>(rows.integer(0)), rows.text(1), side},
                      .path = rows.text(3),
                      .page = static_cast<std::uint32_t>(natural_of(rows.integer(4)))});
  }
  // Letters of leaves have an order of their own.
  std::ranges::stable_sort(
      places, [](const CataloguePlace& a, const CataloguePlace& b) { return a.leaf < b.leaf; });
  return places;
}

CopyRecord copy_from(const Statement& row) {
  CopyRecord copy;
  copy.package.value = row.text(0);
  copy.store = row.text(1);
  copy.ledger_at = natural_of(row.integer(2));
  if (row.integer(3) > 0) copy.verified = timestamp_from(row.integer(3));
  copy.intact = row.text(4) == "intact";
  return copy;
}

Result<std::vector<CopyRecord>> all_copies(Statement& rows) {
  std::vector<CopyRecord> copies;
  for (;;) {
    DELO_TRY(const bool row, rows.step());
    if (!row) return copies;
    copies.push_back(copy_from(rows));
  }
}

}  // namespace delo::holdings
