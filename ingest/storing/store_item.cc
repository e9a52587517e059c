#include "ingest/storing/store_item.h"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "ingest/packaging/package_item.h"

namespace delo::ingest {
namespace {

// Why a version was made, for the inventory.
std::string message_of(const PackagedItem& packaged, const BatchId& batch) {
  const auto& person = packaged.accepted.person;
  return "ingested from batch " + batch.value +
         (person ? ", decision of " + person->person + ": " + person->because : std::string());
}

constexpr std::size_t kMostDates = 100, kMostLanguages = 20;

void add(std::vector<std::string>& list, const std::string& value, std::size_t most) {
  if (value.empty() || list.size() >= most || std::ranges::find(list, value) != list.end()) return;
  list.push_back(value);
}

// "dc.date", "dcterms.created", "Date": what a search by dates goes by.
bool is_element(std::string_view name, std::initializer_list<std::string_view> elements) {
  std::string last(name.substr(name.rfind('.') == name.npos ? 0 : name.rfind('.') + 1));
  std::ranges::transform(last, last.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::ranges::find(elements, last) != elements.end();
}

void tell(const DescriptionElement& element, holdings::PackageSummary& summary) {
  if (is_element(element.name, {"date", "created", "issued", "temporal"})) {
    add(summary.dates, element.value, kMostDates);
  }
  if (is_element(element.name, {"language"})) add(summary.languages, element.value, kMostLanguages);
}

void tell(const packages::PayloadFile& file, holdings::PackageSummary& summary) {
  add(summary.languages, file.object.language, kMostLanguages);
  if (file.examination.validity == Validity::kInvalid) {
    summary.validity = "invalid";
  } else if (file.examination.validity == Validity::kValid && summary.validity.empty()) {
    summary.validity = "valid";
  }
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
                                   .files = 0,
                                   .bytes = 0,
                                   .words = {},
                                   .dates = {},
                                   .languages = {},
                                   .validity = {}};
  std::set<std::string> folders;
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    // Those that were received: what ingest tells too.
    if (!is_text_copy(file.object.role)) {
      ++summary.files;
      summary.bytes += file.object.size;
    }
    // Names of files come from the package itself, once.
    folders.insert(file.object.path.parent().text());
    tell(file, summary);
  }));
  folders.erase("");
  summary.words.assign(folders.begin(), folders.end());
  for (const Description& description : package.item.descriptions) {
    for (const DescriptionElement& element : description.elements) {
      summary.words.push_back(element.value);
      tell(element, summary);
    }
  }
  if (packaged.version > 1) {
    DELO_TRY(holdings::PackageEntry next,
             holdings.accept_version(summary, packaged.files, package.events,
                                     message_of(packaged, batch), run));
    give_back_events(packaged);
    return StoredItem{.accepted = std::move(packaged.accepted), .package = std::move(next)};
  }
  DELO_TRY(holdings::PackageEntry entry,
           holdings.accept(summary, packaged.files, package.events, policy.copies, run));
  give_back_events(packaged);
  return StoredItem{.accepted = std::move(packaged.accepted),
                    .package = std::move(entry),
                    .was_there = held.has_value()};
}

}  // namespace delo::ingest
