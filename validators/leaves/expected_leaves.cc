#include "validators/leaves/expected_leaves.h"

#include <algorithm>

namespace delo::validators {
namespace {

// More than any delo has; a count beyond it is a slip of the pen.
constexpr int kMostCounted = 10'000;

bool is_skipped(const LeafCertificate& certificate, const Leaf& leaf) {
  return certificate.skipped &&
         std::ranges::find(*certificate.skipped, leaf.number) != certificate.skipped->end();
}

int count_of_lettered(const LeafCertificate& certificate) {
  if (certificate.lettered) return static_cast<int>(certificate.lettered->size());
  return certificate.lettered_count.value_or(0);
}

// The number of the last leaf when the count runs from `first`: lettered leaves have no
// number of their own, skipped numbers no leaf.
int last_number(const LeafCertificate& certificate, int first) {
  int numbers = *certificate.counted - count_of_lettered(certificate);
  int last = first - 1;
  while (numbers > 0) {
    ++last;
    if (!is_skipped(certificate, {last, "", Side::kRecto})) --numbers;
  }
  return last;
}

std::vector<Leaf> counted_leaves(const LeafCertificate& certificate,
                                 const std::vector<Leaf>& there) {
  if (certificate.counted.value_or(1) <= 0 || certificate.counted.value_or(1) > kMostCounted ||
      certificate.last.value_or(1) > kMostCounted) {
    return {};
  }
  if (!certificate.counted && !certificate.last) return {};
  int first = certificate.first.value_or(1), last = 0;
  if (certificate.last) {
    last = *certificate.last;
  } else {
    last = last_number(certificate, first);
    // A part of a delo, counted by itself.
    const bool outside = !there.empty() && there.front().number > last;
    if (!certificate.first && outside) {
      first = there.front().number;
      last = last_number(certificate, first);
    }
  }
  std::vector<Leaf> out;
  for (int n = first; n <= last && n - first < kMostCounted; ++n) {
    out.push_back({n, "", Side::kRecto});
  }
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
  if (!out.named.empty()) {
    out.basis = "the reference names " + in_words(out.named);
  } else {
    out.named = counted_leaves(certificate, there);
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
  for (const Leaf& leaf : certificate.blank) out.blank.push_back(leaf);
  for (const LeafMapRow& row : item.leaf_map) {
    if (row.blank && row.path.empty()) out.blank.push_back(row.leaf);
  }
  sort_unique(out.blank);
  out.wanted = out.named;
  if (policy.sides == LeafSides::kBoth) {
    for (const Leaf& leaf : out.named) out.wanted.push_back(verso_of(leaf));
    sort_unique(out.wanted);
  }
  std::erase_if(out.wanted, [&](const Leaf& leaf) { return is_among(out.blank, leaf); });
  return out;
}

}  // namespace delo::validators
