#include "validators/leaves/leaf_carrier.h"

#include <algorithm>
#include <array>

#include "core/records/delo_leaves.h"
#include "core/text/natural_order.h"
#include "core/text/utf8.h"
#include "validators/leaves/expected_leaves.h"
#include "validators/leaves/leaf_rules.h"

namespace delo::validators {
namespace {

bool has_rows(const Item& item, const FileObject& file) {
  return std::ranges::any_of(item.leaf_map, [&](const LeafMapRow& row) {
    return !row.path.empty() && row.path == file.path.text();
  });
}

Finding pages_differ(const FileObject& file, std::uint64_t pages, const std::string& sides) {
  return finding(leaf_rule::kCarrierPages, {.path = file.path, .offset = {}, .part = ""},
                 display_of(file.path.name()) + " has " + pages_in_words(pages) + ", " + sides +
                     ": which page is which leaf can't be told");
}

// Sides of the pages of all carriers together; empty when they don't fit.
std::vector<Leaf> sides_for(std::uint64_t pages, const ExpectedLeaves& expected) {
  if (pages == expected.wanted.size()) return expected.wanted;
  if (pages == expected.named.size()) return expected.named;
  std::vector<Leaf> both = expected.named;
  for (const Leaf& leaf : expected.named) both.push_back(verso_of(leaf));
  sort_unique(both);
  return pages == both.size() ? both : std::vector<Leaf>();
}

// A file whose name gives its pages a range of leaves.
void carry_range(const FileObject& file, std::size_t number, const LeafEvidence& evidence,
                 Carriage& out) {
  std::vector<LeafPlace> places = file.places;
  std::vector<Leaf> leaves;
  for (const LeafPlace& place : places) leaves.push_back(place.leaf);
  const bool rectos =
      std::ranges::all_of(leaves, [](const Leaf& leaf) { return leaf.side == Side::kRecto; });
  if (rectos && evidence.pages == 2 * places.size()) {
    // Both sides of each.
    places.clear();
    for (const Leaf& leaf : leaves) {
      places.push_back({leaf, 0});
      places.push_back({verso_of(leaf), 0});
    }
  }
  if (evidence.pages != places.size()) {
    // Two leaves in one picture are a spread.
    if (evidence.pages == 1 && places.size() == 2) return;
    out.findings.push_back(
        pages_differ(file, evidence.pages, "its name speaks of " + in_words(leaves)));
    out.doubted.push_back(number);
    return;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].page = static_cast<std::uint32_t>(i + 1);
  }
  out.files.push_back({number, std::move(places)});
}

std::vector<std::size_t> carriers_of(const Item& item, const LeafPolicy& policy,
                                     std::span<const LeafEvidence> evidence) {
  std::vector<std::size_t> out = unnumbered_carriers(item, policy);
  std::erase_if(out, [&](std::size_t i) { return evidence[i].pages == 0; });
  if (policy.scheme == LeafScheme::kCarrier) return out;
  const bool one = out.size() == 1 && evidence[out.front()].pages > 1;
  return one ? out : std::vector<std::size_t>();
}

// As people count them: p2 before p10.  False, with a finding, where nothing tells the order.
bool put_in_order(const Item& item, std::vector<std::size_t>& carriers, Carriage& out) {
  const auto order = [&](std::size_t a, std::size_t b) {
    return natural_order(item.files[a].path.text(), item.files[b].path.text());
  };
  std::ranges::stable_sort(carriers, [&](std::size_t a, std::size_t b) { return order(a, b) < 0; });
  const auto twins = std::ranges::adjacent_find(
      carriers, [&](std::size_t a, std::size_t b) { return order(a, b) == 0; });
  if (twins == carriers.end()) return true;
  const FileObject &one = item.files[*twins], &other = item.files[*(twins + 1)];
  out.findings.push_back(finding(
      leaf_rule::kCarrierPages, {.path = other.path, .offset = {}, .part = ""},
      display_of(one.path.name()) + " and " + display_of(other.path.name()) +
          " have the same number: which of them comes first, and so which page is which leaf, "
          "can't be told"));
  return false;
}

}  // namespace

std::vector<std::size_t> unnumbered_carriers(const Item& item, const LeafPolicy& policy) {
  std::vector<std::size_t> masters, documents;
  const ApartFiles apart(item);
  bool any_master = false;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    if (file.role == FileRole::kMaster) {
      if (apart.contains(file)) continue;
      any_master = true;
      if (file.leaf || read_leaf_name(file.path.name(), policy).half_of) return {};
      masters.push_back(i);
    } else if (file.role == FileRole::kAccess && is_pdf(file) && !file.leaf) {
      documents.push_back(i);
    }
  }
  return any_master ? masters : documents;
}

bool is_pdf(const FileObject& file) {
  return file.format.mime == "application/pdf" ||
         to_lower(std::string(file.path.name())).ends_with(".pdf");
}

bool shows_item(const FileObject& file) {
  return !file.leaf && file.format.mime == "application/pdf" &&
         (file.role == FileRole::kMaster || file.role == FileRole::kAccess);
}

ApartFiles::ApartFiles(const Item& item) {
  for (const LeafMapRow& row : item.leaf_map) {
    if (is_no_leaf(row)) none_.insert(row.path);
  }
  for (const LeafMapRow& row : item.leaf_map) {
    if (!is_no_leaf(row)) none_.erase(row.path);
  }
}

bool ApartFiles::contains(const FileObject& file) const {
  return !file.leaf && (none_.contains(file.path.text()) || is_of_inner_list(file.path.text()));
}

std::string pages_in_words(std::uint64_t count) {
  return count == 1 ? "1 page" : std::to_string(count) + " pages";
}

std::vector<LeafPlace> leaves_of_labels(const LeafEvidence& evidence,
                                        const std::vector<Leaf>& sides) {
  std::vector<LeafPlace> out;
  std::vector<Leaf> distinct;
  bool counts = true;
  for (std::size_t n = 0; n < evidence.labels.size(); ++n) {
    const auto leaf = parse_leaf(evidence.labels[n]);
    if (!leaf) continue;
    const auto page = static_cast<std::uint32_t>(n + 1);
    // A page between two leaves is no cover.
    if (!out.empty() && out.back().page + 1 != page) return {};
    out.push_back({*leaf, page});
    distinct.push_back(*leaf);
    counts = counts && evidence.labels[n] == std::to_string(page);
  }
  sort_unique(distinct);
  if (distinct.size() != out.size()) return {};
  const bool known = std::ranges::any_of(distinct, [&](const Leaf& leaf) {
    return is_among(sides, leaf) || is_among(sides, recto_of(leaf));
  });
  if (counts && !std::ranges::all_of(distinct, [&](const Leaf& l) { return is_among(sides, l); })) {
    return {};
  }
  return known ? out : std::vector<LeafPlace>();
}

std::vector<std::size_t> misnamed_carriers(const Item& item, const LeafPolicy& policy,
                                           std::span<const LeafEvidence> evidence) {
  std::vector<std::size_t> out;
  if (evidence.size() != item.files.size()) return out;
  const ApartFiles apart(item);
  // Those that are scans of leaves: masters, or the PDFs that are named for them.
  const auto counts_as = [](const FileObject& file) {
    return file.role == FileRole::kMaster                   ? 1
           : file.role == FileRole::kAccess && is_pdf(file) ? 2
                                                            : 0;
  };
  std::array<std::size_t, 3> named{};
  bool many = false;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    const bool master = file.role == FileRole::kMaster && !apart.contains(file);
    if (!file.leaf && !master) continue;
    ++named[static_cast<std::size_t>(counts_as(file))];
    many = many || evidence[i].pages > 1;
  }
  if (!many) return out;
  const ExpectedLeaves expected = expected_leaves(item, policy, {});
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    const int kind = counts_as(file);
    const bool alone = named[static_cast<std::size_t>(kind)] == 1;
    if (kind == 0 || !alone || !file.leaf || !file.places.empty() || evidence[i].pages < 2 ||
        has_rows(item, file)) {
      continue;
    }
    const bool unknown = !expected.named.empty() && !expected.has_leaf(*file.leaf);
    if (!unknown && evidence[i].pages == 2) continue;  // the two sides of the leaf
    out.push_back(i);
  }
  return out;
}

Carriage carried_leaves(const Item& item, const LeafPolicy& policy,
                        std::span<const LeafEvidence> evidence) {
  Carriage out;
  if (evidence.size() != item.files.size()) return out;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    const bool ranged = file.places.size() > 1 && file.places.front().page == 0;
    if (ranged && file.role == FileRole::kMaster && evidence[i].pages > 0 &&
        !has_rows(item, file)) {
      carry_range(file, i, evidence[i], out);
    }
  }
  std::vector<std::size_t> carriers = carriers_of(item, policy, evidence);
  if (carriers.empty()) return out;
  if (!put_in_order(item, carriers, out)) {
    out.told = carriers;
    return out;
  }
  const ExpectedLeaves expected = expected_leaves(item, policy, {});
  std::uint64_t pages = 0;
  for (const std::size_t i : carriers) pages += evidence[i].pages;
  std::vector<Leaf> sides = sides_for(pages, expected);
  if (carriers.size() == 1) {
    const LeafEvidence& only = evidence[carriers.front()];
    if (auto told = leaves_of_labels(only, expected.wanted); !told.empty()) {
      out.files.push_back({carriers.front(), std::move(told)});
      return out;
    }
  }
  if (sides.empty()) {
    // A PDF to read may have a cover: check_page_counts() tells of it.
    const bool master = item.files[carriers.front()].role == FileRole::kMaster;
    if (!expected.named.empty() && (master || policy.scheme == LeafScheme::kCarrier)) {
      out.findings.push_back(pages_differ(item.files[carriers.front()], pages, expected.basis));
      out.told = carriers;
    }
    return out;
  }
  std::size_t next = 0;
  for (const std::size_t i : carriers) {
    CarriedLeaves carried{i, {}};
    for (std::uint32_t page = 1; page <= evidence[i].pages; ++page) {
      carried.places.push_back({sides[next++], page});
    }
    out.files.push_back(std::move(carried));
  }
  return out;
}

}  // namespace delo::validators
