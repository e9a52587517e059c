#include "validators/leaves/expected_leaves.h"

#include <algorithm>
#include <set>

#include "core/records/delo_leaves.h"

namespace delo::validators {
namespace {

bool is_skipped(const LeafCertificate& certificate, const Leaf& leaf) {
  return certificate.skipped &&
         std::ranges::find(*certificate.skipped, leaf.number) != certificate.skipped->end();
}

// Of those that the certificate counts.  Where it is silent on them, those that are there
// beside the leaf of their number: none is denied.
int count_of_lettered(const LeafCertificate& certificate, const std::vector<Leaf>& there) {
  if (certificate.lettered) return static_cast<int>(certificate.lettered->size());
  if (certificate.lettered_count) return *certificate.lettered_count;
  return static_cast<int>(std::ranges::count_if(rectos_of(there), [&](const Leaf& leaf) {
    return !leaf.letter.empty() && is_among(there, {leaf.number, "", Side::kRecto});
  }));
}

// The number of the last leaf when the count runs from `first`: lettered leaves have no
// number of their own, skipped numbers no leaf.
int last_number(const LeafCertificate& certificate, int first, int lettered) {
  int numbers = *certificate.counted - lettered;
  int last = first - 1;
  while (numbers > 0) {
    ++last;
    if (!is_skipped(certificate, {last, "", Side::kRecto})) --numbers;
  }
  return last;
}

// Numbers from `first` that a certificate speaks of.  Where its count and its last number
// disagree (leaves.certificate-sum tells it), leaves behind `agreed` are not asked for.
struct CountedLeaves {
  std::vector<Leaf> leaves;
  int agreed = kMostLeavesOfDelo;
};

CountedLeaves counted_leaves(const LeafCertificate& certificate, const std::vector<Leaf>& there) {
  CountedLeaves out;
  if (!certificate.counted && !certificate.last) return out;
  const bool sound = certificate.counted.value_or(1) > 0 &&
                     certificate.counted.value_or(1) <= kMostLeavesOfDelo &&
                     certificate.last.value_or(1) <= kMostLeavesOfDelo;
  if (!sound) return out;
  int first = certificate.first.value_or(1);
  int last = certificate.last.value_or(0);
  if (certificate.counted) {
    const int lettered = count_of_lettered(certificate, there);
    int counted = last_number(certificate, first, lettered);
    // A part of a delo, counted by itself; covers have no number.
    const auto begin =
        std::ranges::find_if(there, [](const Leaf& leaf) { return leaf.number > 0; });
    const bool outside = begin != there.end() && begin->number > counted;
    if (!certificate.first && !certificate.last && outside) {
      first = begin->number;
      counted = last_number(certificate, first, lettered);
    }
    if (certificate.last) out.agreed = std::min(last, counted);
    last = std::max(last, counted);
  }
  for (int n = first; n <= last && n - first < kMostLeavesOfDelo; ++n) {
    out.leaves.push_back({n, "", Side::kRecto});
  }
  return out;
}

// Leaves and sides that are declared blank.  A leaf without a side is blank on both.
std::vector<Leaf> declared_blank(const Item& item, const std::vector<Leaf>& wanted,
                                 const std::vector<Leaf>& there) {
  std::vector<Leaf> out;
  std::set<Leaf> shown;  // sides that the table gives a file
  for (const LeafMapRow& row : item.leaf_map) {
    if (!row.path.empty() && !is_no_leaf(row)) shown.insert(row.leaf);
  }
  const auto declare = [&](const Leaf& leaf) {
    out.push_back(leaf);
    const Leaf back = verso_of(leaf);
    if (leaf.side == Side::kVerso || shown.contains(back)) return;
    if (is_among(wanted, back) || is_among(there, back)) out.push_back(back);
  };
  for (const Leaf& leaf : item.certificate.blank) declare(leaf);
  for (const LeafMapRow& row : item.leaf_map) {
    if (row.blank && row.path.empty()) declare(row.leaf);
  }
  sort_unique(out);
  return out;
}

}  // namespace

bool ExpectedLeaves::has_leaf(const Leaf& leaf) const {
  return std::ranges::binary_search(named, recto_of(leaf)) ||
         std::ranges::binary_search(named, verso_of(leaf));
}

std::string in_words(const std::vector<Leaf>& leaves) {
  return (leaves.size() == 1 ? "l. " : "ll. ") + leaf_ranges(leaves);
}

void sort_unique(std::vector<Leaf>& leaves) {
  std::ranges::sort(leaves);
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
}

bool is_among(const std::vector<Leaf>& sorted, const Leaf& leaf) {
  return std::ranges::binary_search(sorted, leaf);
}

Leaf recto_of(const Leaf& leaf) { return {leaf.number, leaf.letter, Side::kRecto}; }
Leaf verso_of(const Leaf& leaf) { return {leaf.number, leaf.letter, Side::kVerso}; }

std::vector<Leaf> rectos_of(std::vector<Leaf> leaves) {
  for (Leaf& leaf : leaves) leaf.side = Side::kRecto;
  sort_unique(leaves);
  return leaves;
}

ExpectedLeaves expected_leaves(const Item& item, const LeafPolicy& policy,
                               const std::vector<Leaf>& there) {
  ExpectedLeaves out;
  const LeafCertificate& certificate = item.certificate;
  out.named = item.reference.leaves;
  sort_unique(out.named);
  int agreed = 0;
  if (!out.named.empty()) {
    out.basis = "the reference names " + in_words(out.named);
  } else {
    CountedLeaves counted = counted_leaves(certificate, there);
    out.named = std::move(counted.leaves);
    agreed = counted.agreed;
    if (!out.named.empty()) {
      out.basis = certificate.counted
                      ? "the certificate counts " + std::to_string(*certificate.counted) +
                            (*certificate.counted == 1 ? " leaf" : " leaves")
                      : "the certificate names " + in_words(out.named);
    }
  }
  if (out.named.empty()) return out;
  const int first = out.named.front().number, last = out.named.back().number;
  std::erase_if(out.named, [&](const Leaf& leaf) { return is_skipped(certificate, leaf); });
  if (certificate.lettered) {
    // "ll. 37-40" takes in 37а.  A leaf alone, or one side of it, does not.
    const bool range = last > first || item.reference.leaves.empty();
    for (const Leaf& leaf : *certificate.lettered) {
      if (range && leaf.number >= first && leaf.number <= last) out.named.push_back(leaf);
    }
    sort_unique(out.named);
  }
  out.wanted = out.named;
  if (policy.sides == LeafSides::kBoth) {
    for (const Leaf& leaf : out.named) out.wanted.push_back(verso_of(leaf));
    sort_unique(out.wanted);
  }
  if (agreed > 0) {
    std::erase_if(out.wanted, [&](const Leaf& leaf) { return leaf.number > agreed; });
  }
  out.blank = declared_blank(item, out.wanted, there);
  std::erase_if(out.wanted, [&](const Leaf& leaf) { return is_among(out.blank, leaf); });
  return out;
}

}  // namespace delo::validators
