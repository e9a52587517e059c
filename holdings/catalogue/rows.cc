#include "holdings/catalogue/rows.h"

#include <algorithm>
#include <array>

#include "holdings/catalogue/fold.h"

namespace delo::holdings {
namespace {

constexpr std::size_t kMostOfSeal = std::size_t{64} << 10;  // bytes that wait for the hasher

}  // namespace

Seal& Seal::add(std::string_view field) {
  text_.append(std::to_string(field.size())).append(":").append(field);
  if (text_.size() >= kMostOfSeal && passed_on_) passed_on_ = pass_on();
  return *this;
}

Result<void> Seal::pass_on() {
  if (!hasher_) {
    DELO_TRY(hasher_, Hasher::create(std::array{DigestAlgorithm::kSha256}));
  }
  DELO_CHECK(hasher_->write_text(text_));
  text_.clear();
  return {};
}

Result<std::string> Seal::hex() {
  DELO_CHECK(passed_on_);
  if (!hasher_) return sha256_of(text_).hex;
  DELO_CHECK(pass_on());
  DELO_CHECK(hasher_->finish());
  return hasher_->digests().strongest().hex;
}

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }
Timestamp timestamp_from(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }
std::int64_t signed_of(std::uint64_t n) { return static_cast<std::int64_t>(n); }
std::uint64_t natural_of(std::int64_t n) { return n < 0 ? 0 : static_cast<std::uint64_t>(n); }

ReferenceKeys keys_of(const ArchivalReference& reference) {
  return {key_of(reference.archive), key_of(reference.fond),   key_of(reference.opis),
          key_of(reference.delo),    key_of(reference.volume), key_of(reference.box),
          key_of(reference.folder),  key_of(reference.item)};
}

bool names_a_record(const ArchivalReference& reference) {
  return !reference.delo.empty() || !reference.box.empty() || !reference.folder.empty() ||
         !reference.item.empty();
}

std::set<std::pair<int, std::string>> leaves_of(const ArchivalReference& reference) {
  std::set<std::pair<int, std::string>> leaves;
  for (const Leaf& leaf : reference.leaves) leaves.emplace(leaf.number, leaf.letter);
  return leaves;
}

PackageSeal::PackageSeal(std::string_view id, std::string_view summary, std::int64_t ingested,
                         std::int64_t version, std::int64_t ledger_at) {
  seal_.add(id).add(summary).add(ingested).add(version).add(ledger_at);
}

void PackageSeal::add(const CatalogueFile& file) {
  seal_.add(file.path).add(signed_of(file.size)).add(file.sha256);
  ++content_.files;
  content_.bytes += signed_of(file.size);
}

Result<std::string> PackageSeal::hex(const std::vector<CataloguePlace>& places) {
  for (const CataloguePlace& place : places) {
    seal_.add(place.leaf.label()).add(place.path).add(std::int64_t{place.page});
  }
  return seal_.hex();
}

Result<std::string> seal_of_text(std::string_view id, const KeptText& text) {
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

Result<std::string> seal_of_copy(const CopyRecord& copy) {
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
