#include "validators/leaves/leaf_carrier.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "validators/leaves/expected_leaves.h"
#include "validators/leaves/leaf_rules.h"

namespace delo::validators {
namespace {

bool is_pdf(const FileObject& file) {
  return file.format.mime == "application/pdf" ||
         to_lower(std::string(file.path.name())).ends_with(".pdf");
}

bool has_rows(const Item& item, const FileObject& file) {
  return std::ranges::any_of(item.leaf_map, [&](const LeafMapRow& row) {
    return !row.path.empty() && row.path == file.path.text();
  });
}

std::string pages_in_words(std::uint64_t count) {
  return count == 1 ? "1 page" : std::to_string(count) + " pages";
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
  if (evidence.pages != places.size()) {
    // Two leaves in one picture are a spread.
    if (evidence.pages == 1 && places.size() == 2) return;
    std::vector<Leaf> leaves;
    for (const LeafPlace& place : places) leaves.push_back(place.leaf);
    out.findings.push_back(
        pages_differ(file, evidence.pages, "its name speaks of " + in_words(leaves)));
    return;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].page = static_cast<std::uint32_t>(i + 1);
  }
  out.files.push_back({number, std::move(places)});
}

std::vector<std::size_t> carriers_of(const Item& item, const LeafPolicy& policy,
                                     std::span<const LeafEvidence> evidence) {
  std::vector<std::size_t> masters, documents;
  bool any_leaf = false, any_master = false;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    if (file.role == FileRole::kMaster) {
      any_master = true;
      if (file.leaf || read_leaf_name(file.path.name(), policy).half_of) {
        any_leaf = true;
      } else if (evidence[i].pages > 0) {
        masters.push_back(i);
      }
    } else if (file.role == FileRole::kAccess && is_pdf(file) && !file.leaf &&
               evidence[i].pages > 0) {
      documents.push_back(i);
    }
  }
  if (any_leaf) return {};
  const bool asked = policy.scheme == LeafScheme::kCarrier;
  std::vector<std::size_t>& out = any_master ? masters : documents;
  if (asked) return out;
  const bool one = out.size() == 1 && evidence[out.front()].pages > 1;
  return one ? out : std::vector<std::size_t>();
}

}  // namespace

std::vector<Leaf> leaves_of_labels(const LeafEvidence& evidence, const std::vector<Leaf>& sides) {
  std::vector<Leaf> out;
  bool counts = true;
  for (const std::string& label : evidence.labels) {
    const auto leaf = parse_leaf(label);
    if (!leaf) return {};
    out.push_back(*leaf);
    counts = counts && label == std::to_string(out.size());
  }
  std::vector<Leaf> distinct = out;
  sort_unique(distinct);
  if (distinct.size() != out.size()) return {};
  const bool known = std::ranges::any_of(out, [&](const Leaf& leaf) {
    return is_among(sides, leaf) || is_among(sides, recto_of(leaf));
  });
  if (counts && !std::ranges::all_of(out, [&](const Leaf& l) { return is_among(sides, l); })) {
    return {};
  }
  return known ? out : std::vector<Leaf>();
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
  const std::vector<std::size_t> carriers = carriers_of(item, policy, evidence);
  if (carriers.empty()) return out;
  const ExpectedLeaves expected = expected_leaves(item, policy, {});
  std::uint64_t pages = 0;
  for (const std::size_t i : carriers) pages += evidence[i].pages;
  std::vector<Leaf> sides = sides_for(pages, expected);
  if (carriers.size() == 1) {
    const LeafEvidence& only = evidence[carriers.front()];
    if (auto told = leaves_of_labels(only, expected.wanted); !told.empty()) sides = std::move(told);
  }
  if (sides.empty()) {
    // A PDF to read may have a cover: check_page_counts() tells of it.
    const bool master = item.files[carriers.front()].role == FileRole::kMaster;
    if (!expected.named.empty() && (master || policy.scheme == LeafScheme::kCarrier)) {
      out.findings.push_back(pages_differ(item.files[carriers.front()], pages, expected.basis));
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
