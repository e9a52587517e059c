#include "validators/leaves/reconcile.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/records/letters.h"
#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_sequence.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

// "leaf 39 is" · "leaves 39, 41 are"
std::string subject(const std::vector<Leaf>& leaves) {
  return leaves.size() == 1 ? "leaf " + list_of(leaves) + " is"
                            : "leaves " + list_of(leaves) + " are";
}

// Files that say their leaves against the leaves that there should be.
class LeafCheck {
 public:
  LeafCheck(const LeafView& view, LeafAccount& account, Findings& findings)
      : view_(view), account_(account), findings_(findings) {}

  void go() {
    account_.expected = view_.expected.wanted;
    account_.present = view_.there;
    account_.blank = view_.expected.blank;
    check_unnumbered();
    check_duplicates();
    if (view_.there.empty() && view_.doubtful.empty() && view_.beyond.empty()) return;
    if (view_.expected.named.empty()) {
      check_sequence();
    } else {
      check_missing();
      check_unexpected();
    }
    check_versos();
  }

 private:
  void add(const Rule& rule, Location where, std::string message) {
    findings_.push_back(finding(rule, std::move(where), std::move(message)));
  }

  void check_unnumbered() {
    const std::vector<std::size_t>& unnumbered = view_.unnumbered;
    const bool any_masters =
        !view_.scans.empty() || std::ranges::any_of(view_.item.files, [&](const FileObject& f) {
          return f.role == FileRole::kMaster && !view_.apart.contains(f);
        });
    if (unnumbered.empty() && (any_masters || view_.expected.named.empty())) return;
    if (!any_masters) {
      add(leaf_rule::kUnnumbered, {},
          view_.expected.basis +
              ", no master file says which leaf it is: whether all are there can't be told");
      return;
    }
    for (const std::size_t i : unnumbered) {
      account_.unnumbered.push_back(view_.item.files[i].path);
    }
    const FileObject& first = view_.item.files[unnumbered.front()];
    const std::string name = shown_name(first);
    add(leaf_rule::kUnnumbered, {.path = first.path},
        unnumbered.size() == 1 ? "master file " + name + " does not say which leaf it is"
                               : std::to_string(unnumbered.size()) + " master files, " + name +
                                     " the first, do not say which leaf they are");
  }

  void check_duplicates() {
    const std::vector<Scan>& scans = view_.scans;
    for (std::size_t i = 0; i < scans.size();) {
      std::size_t end = i + 1;
      while (end < scans.size() && scans[end].leaf == scans[i].leaf) ++end;
      if (end - i > 1) {
        std::string files;
        for (std::size_t k = i; k < std::min(end, i + 4); ++k) {
          files += (files.empty() ? "" : ", ") + display_of(view_.file(scans[k]).path.text());
          if (scans[k].page > 0) files += " page " + std::to_string(scans[k].page);
        }
        if (end - i > 4) files += ", …";
        account_.doubled.push_back(scans[i].leaf);
        add(leaf_rule::kDuplicate, at_file(view_.file(scans[i + 1]), scans[i].leaf),
            "leaf " + scans[i].leaf.label() + " has " + std::to_string(end - i) +
                " master files: " + files);
      }
      i = end;
    }
  }

  void check_missing() {
    for (const Leaf& leaf : view_.expected.wanted) {
      if (is_among(view_.there, leaf)) continue;
      if (!view_.in_doubt(leaf)) account_.missing.push_back(leaf);
    }
    const std::vector<Leaf>& missing = account_.missing;
    if (missing.empty()) return;
    Location where;
    if (missing.size() == 1) where = at_leaf(missing.front());
    add(leaf_rule::kMissing, where,
        subject(missing) + " missing: " + view_.expected.basis + ", files are there for " +
            (view_.there.empty() ? "–" : list_of(view_.there)));
  }

  // A verso of a leaf that is named belongs to it, unless the policy wants rectos alone.
  bool is_welcome(const Leaf& leaf) const {
    const ExpectedLeaves& expected = view_.expected;
    if (leaf.number == 0) return true;  // a cover belongs to any part of its delo
    if (is_among(expected.named, leaf) || is_among(expected.wanted, leaf)) return true;
    if (is_counted_letter(leaf) || begins_opening(leaf)) return true;
    return view_.policy.sides != LeafSides::kRectos && is_among(expected.named, recto_of(leaf));
  }

  // The certificate says how many lettered leaves there are, and not which, or is silent on
  // them: any of a number that it counts may be one.
  bool is_counted_letter(const Leaf& leaf) const {
    const LeafCertificate& certificate = view_.item.certificate;
    const bool silent = !certificate.lettered && !certificate.lettered_count;
    const bool welcome = certificate.lettered_count.value_or(0) > 0 ||
                         (silent && certificate.counted && view_.item.reference.leaves.empty());
    return welcome && !certificate.lettered && !leaf.letter.empty() &&
           is_among(view_.expected.named, {leaf.number, "", Side::kRecto});
  }

  // The opening whose right page is the first leaf shows the back of the leaf before it.
  bool begins_opening(const Leaf& leaf) const {
    const bool openings = view_.policy.halves == LeafHalves::kOpening ||
                          view_.policy.spreads == LeafSpreads::kOpening;
    return openings && leaf.side == Side::kVerso && leaf.letter.empty() &&
           view_.expected.named.front() == Leaf{leaf.number + 1, "", Side::kRecto};
  }

  void check_unexpected() {
    for (std::size_t i = 0; i < view_.scans.size(); ++i) {
      const Scan& scan = view_.scans[i];
      if (i > 0 && view_.scans[i - 1].leaf == scan.leaf) continue;  // told as a double
      if (is_welcome(scan.leaf) || view_.in_doubt(scan.leaf)) continue;
      if (is_skipped(scan.leaf)) continue;  // told against the certificate
      account_.unexpected.push_back(scan.leaf);
      add(leaf_rule::kUnexpected, at_file(view_.file(scan), scan.leaf),
          shown_name(view_.file(scan)) + " is of leaf " + scan.leaf.label() + ", " +
              view_.expected.basis);
    }
  }

  bool is_skipped(const Leaf& leaf) const {
    const auto& skipped = view_.item.certificate.skipped;
    return skipped && std::ranges::find(*skipped, leaf.number) != skipped->end();
  }

  void check_versos() {
    for (const Scan& scan : view_.scans) {
      const Leaf& leaf = scan.leaf;
      const Leaf recto = recto_of(leaf);
      if (leaf.side != Side::kVerso || is_among(view_.there, recto) || view_.in_doubt(recto)) {
        continue;
      }
      if (is_skipped(leaf)) continue;  // told against the certificate
      // "l. 37ob" alone is a whole reference; a blank front needs no scan.
      const ExpectedLeaves& expected = view_.expected;
      if (is_among(expected.named, leaf) && !is_among(expected.named, recto)) continue;
      if (is_among(expected.blank, recto)) continue;
      // An opening begins with the back of the leaf before.
      const FileObject& file = view_.file(scan);
      const bool opening = file.places.size() == 2 && file.places.front().leaf == leaf;
      if (opening || view_.policy.halves == LeafHalves::kOpening) {
        if (leaf == view_.there.front()) continue;
      }
      add(leaf_rule::kVersoWithoutRecto, at_file(file, leaf),
          shown_name(file) + " is the verso of leaf " + recto.label() + ", and there is no recto " +
              recto.label());
    }
  }

  // "3", "5-8", "12a": what stands between two leaves that follow each other; empty for none.
  std::string left_out_between(const Leaf& before, const Leaf& after) const {
    std::vector<Leaf> numbers;
    // A lettered leaf stands behind the leaf of its number.
    const int end = after.number + (after.letter.empty() ? 0 : 1);
    for (int n = before.number + 1; n < end; ++n) {
      const Leaf leaf{n, "", Side::kRecto};
      if (!view_.in_doubt(leaf)) numbers.push_back(leaf);
    }
    if (!numbers.empty()) return leaf_ranges(numbers);
    if (after.letter.empty() || after.letter == before.letter || after.letter == "c") return {};
    const std::string expected =
        next_leaf_letter(after.number == before.number ? before.letter : "");
    const bool further = rank_of_leaf_letter(after.letter) > rank_of_leaf_letter(expected);
    return further ? std::to_string(after.number) + expected : std::string();
  }

  void check_sequence() {
    constexpr std::size_t kMostGaps = 20;
    std::size_t gaps = 0;
    for (std::size_t i = 1; i < view_.there.size(); ++i) {
      const Leaf &before = view_.there[i - 1], &after = view_.there[i];
      const std::string left_out = left_out_between(before, after);
      if (left_out.empty() || ++gaps > kMostGaps) continue;
      const bool several = left_out.find_first_of("-,") != std::string::npos;
      add(leaf_rule::kGap, {.part = "l. " + left_out},
          (several ? "leaves " + left_out + " are" : "leaf " + left_out + " is") +
              " not there: leaf " + before.label() + " is followed by leaf " + after.label());
    }
    if (gaps > kMostGaps) {
      add(leaf_rule::kGap, {},
          "the sequence has " + std::to_string(gaps) + " gaps, the first " +
              std::to_string(kMostGaps) + " are told");
    }
  }

  const LeafView& view_;
  LeafAccount& account_;
  Findings& findings_;
};

// Gives files other leaves, as long as it lives.
class OtherLeaves {
 public:
  explicit OtherLeaves(Item& item) : item_(item) {}
  OtherLeaves(const OtherLeaves&) = delete;
  OtherLeaves& operator=(const OtherLeaves&) = delete;
  ~OtherLeaves() {
    for (auto own = own_.rbegin(); own != own_.rend(); ++own) {
      item_.files[own->file].leaf = std::move(own->leaf);
      item_.files[own->file].places = std::move(own->places);
    }
  }
  void give(std::size_t file, std::vector<LeafPlace> places) {
    own_.push_back({file, item_.files[file].leaf, item_.files[file].places});
    set_leaf_places(item_.files[file], std::move(places));
  }

 private:
  struct Own {
    std::size_t file = 0;
    std::optional<Leaf> leaf;
    std::vector<LeafPlace> places;
  };
  Item& item_;
  std::vector<Own> own_;
};

}  // namespace

Reconciliation reconcile_leaves(Item item, const LeafPolicy& policy,
                                std::span<const LeafEvidence> evidence) {
  return reconcile_leaves_of(item, policy, evidence);
}

Reconciliation reconcile_leaves_of(Item& item, const LeafPolicy& policy,
                                   std::span<const LeafEvidence> evidence) {
  Reconciliation out;
  if (evidence.size() != item.files.size()) evidence = {};
  const std::vector<std::size_t> forgotten = misnamed_carriers(item, policy, evidence);
  OtherLeaves others(item);
  for (const std::size_t file : forgotten) others.give(file, {});
  Carriage carriage = carried_leaves(item, policy, evidence);
  for (const std::size_t file : forgotten) {
    if (std::ranges::find(carriage.files, file, &CarriedLeaves::file) == carriage.files.end()) {
      carriage.files.push_back({file, {}});
    }
  }
  for (const CarriedLeaves& carried : carriage.files) {
    others.give(carried.file, carried.places);
  }
  out.carried = std::move(carriage.files);
  LeafView view(item, policy, evidence, carriage.doubted);
  // What carries leaves that can't be told is told once.
  std::erase_if(view.unnumbered, [&](std::size_t number) {
    return std::ranges::find(carriage.told, number) != carriage.told.end();
  });
  LeafCheck(view, out.account, out.findings).go();
  for (Finding& found : carriage.findings) out.findings.push_back(std::move(found));
  const std::vector<PageGap> gaps = pages_without_scan(view);
  check_declared_count(view, out.findings);
  check_names(view, out.findings);
  check_certificate(view, out.findings);
  check_blanks(view, out.findings);
  check_order(view, out.findings);
  check_pages(view, gaps, out.findings);
  check_page_places(view, out.findings);
  std::vector<std::uint32_t> pages;
  for (const LeafEvidence& seen : evidence) pages.push_back(seen.pages);
  for (Finding& found : check_page_counts(item, pages, view.expected.wanted.size())) {
    out.findings.push_back(std::move(found));
  }
  out.account.summary = summary_of(view, out.account, gaps);
  return out;
}

void ask_for_texts(Item& item, const LeafAccount& account) {
  if (!account.expected.empty()) item.reference.leaves = account.expected;
}

std::vector<Finding> check_leaf_sequence(const Item& item) {
  return reconcile_leaves(item, {}, {}).findings;
}

std::span<const Rule> leaf_rules() { return leaf_rule::kAll; }

}  // namespace delo::validators
