#include "ingest/storing/store_item.h"

namespace delo::ingest {
namespace {

// Why a version was made, for the inventory.
std::string message_of(const PackagedItem& packaged, const BatchId& batch) {
  const auto& person = packaged.accepted.person;
  return "ingested from batch " + batch.value +
         (person ? ", decision of " + person->person + ": " + person->because : std::string());
}

}  // namespace

Result<StoredItem> store_item(PackagedItem packaged, const BatchId& batch, const Policy& policy,
                              holdings::Holdings& holdings, RunContext& run) {
  const packages::Package& package = packaged.package;
  DELO_TRY(const auto held, holdings.find(package.id));

  holdings::PackageSummary summary{.id = package.id,
                                   .reference = package.item.reference,
                                   .title = package.item.title,
                                   .item = package.item.id,
                                   .batch = batch,
                                   .policy = package.policy,
                                   .files = package.payload.size(),
                                   .bytes = 0,
                                   .words = {}};
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    summary.bytes += file.object.size;
    summary.words.push_back(file.object.path.text());
  }));
  for (const Description& description : package.item.descriptions) {
    for (const DescriptionElement& element : description.elements) {
      summary.words.push_back(element.value);
    }
  }
  if (packaged.version > 1) {
    DELO_TRY(holdings::PackageEntry next,
             holdings.accept_version(summary, packaged.files, package.events,
                                     message_of(packaged, batch), run));
    return StoredItem{.accepted = std::move(packaged.accepted), .package = std::move(next)};
  }
  DELO_TRY(holdings::PackageEntry entry,
           holdings.accept(summary, packaged.files, package.events, policy.copies, run));
  return StoredItem{.accepted = std::move(packaged.accepted),
                    .package = std::move(entry),
                    .was_there = held.has_value()};
}

}  // namespace delo::ingest
