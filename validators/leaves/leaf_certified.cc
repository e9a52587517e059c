// Certificate, blanks, names and order: what contradicts the leaves that files show.
#include <algorithm>
#include <array>
#include <set>

#include "core/records/delo_leaves.h"
#include "core/records/letters.h"
#include "core/text/natural_order.h"
#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

constexpr std::size_t kMostOfKind = 100;  // findings of one rule

std::string leaves_in_words(int count) {
  return count == 1 ? "1 leaf" : std::to_string(count) + " leaves";
}

// Covers and what lies in front have no number, and are not counted.
int numbered(const std::vector<Leaf>& leaves) {
  return static_cast<int>(
      std::ranges::count_if(leaves, [](const Leaf& leaf) { return leaf.number > 0; }));
}

int lettered_there(const LeafView& view) {
  return static_cast<int>(std::ranges::count_if(
      rectos_of(view.there), [](const Leaf& leaf) { return !leaf.letter.empty(); }));
}

// A reference that names leaves, in a delo of so many: is it all of them, or may it be a
// part?
void check_count(const LeafView& view, Findings& findings) {
  const LeafCertificate& certificate = view.item.certificate;
  if (!certificate.counted || view.item.reference.leaves.empty()) return;
  const std::vector<Leaf> named = rectos_of(view.expected.named);
  const int count = numbered(named);
  // Lettered ones that are counted and not named stand in no range.
  const int unnamed =
      certificate.lettered ? 0 : certificate.lettered_count.value_or(lettered_there(view));
  if (count == *certificate.counted || count + unnamed == *certificate.counted || named.empty()) {
    return;
  }
  const int lettered = certificate.lettered ? static_cast<int>(certificate.lettered->size())
                                            : certificate.lettered_count.value_or(0);
  const int skipped = certificate.skipped ? static_cast<int>(certificate.skipped->size()) : 0;
  const int last = certificate.last.value_or(certificate.first.value_or(1) - 1 +
                                             *certificate.counted - lettered + skipped);
  if (count < *certificate.counted && named.back().number <= last) return;  // a part of it
  findings.push_back(finding(leaf_rule::kCertificateCount, {.part = certificate.where},
                             "the certificate counts " + leaves_in_words(*certificate.counted) +
                                 ", the reference names " + in_words(view.item.reference.leaves) +
                                 ", " + leaves_in_words(count)));
}

// Number of the first to that of the last, letters and skips seen to, is the count.
void check_sum(const LeafView& view, Findings& findings) {
  const LeafCertificate& c = view.item.certificate;
  const auto tell = [&](const std::string& why) {
    findings.push_back(finding(leaf_rule::kCertificateSum, {.part = c.where}, why));
  };
  const int first = c.first.value_or(1);
  if (c.last && *c.last < first) {
    return tell("the numbers of the certificate run from " + std::to_string(first) + " to " +
                std::to_string(*c.last));
  }
  if (!c.counted) return;
  const int lettered =
      c.lettered ? static_cast<int>(c.lettered->size()) : c.lettered_count.value_or(0);
  if (lettered >= *c.counted) {
    return tell("the certificate counts " + leaves_in_words(*c.counted) + ", and " +
                std::to_string(lettered) + " lettered ones among them");
  }
  if (!c.last) return;
  const int skipped = c.skipped ? static_cast<int>(c.skipped->size()) : 0;
  const int sum = *c.last - first + 1 + lettered - skipped;
  if (sum == *c.counted) return;
  const bool itemised = c.lettered || c.lettered_count || c.skipped;
  // A certificate that is silent on letters may count those that are there.
  if (!itemised && *c.counted == sum + lettered_there(view)) return;
  tell("the certificate counts " + leaves_in_words(*c.counted) +
       (itemised ? "; its numbers, lettered and skipped leaves come to "
                 : " and says nothing of lettered or skipped ones; its numbers come to ") +
       std::to_string(sum));
}

void check_skipped(const LeafView& view, Findings& findings) {
  const auto& skipped = view.item.certificate.skipped;
  if (!skipped) return;
  for (const Scan& scan : view.scans) {
    if (std::ranges::find(*skipped, scan.leaf.number) == skipped->end()) continue;
    findings.push_back(finding(leaf_rule::kSkippedThere, at_file(view.file(scan), scan.leaf),
                               shown_name(view.file(scan)) + " is of leaf " + scan.leaf.label() +
                                   ", a number that the certificate says is skipped"));
  }
}

void check_lettered(const LeafView& view, Findings& findings) {
  const LeafCertificate& certificate = view.item.certificate;
  std::vector<Leaf> there;
  for (const Leaf& leaf : rectos_of(view.there)) {
    if (!leaf.letter.empty()) there.push_back(leaf);
  }
  if (certificate.lettered) {
    std::vector<Leaf> certified = *certificate.lettered;
    sort_unique(certified);
    for (const Leaf& leaf : there) {
      if (is_among(certified, leaf) || view.in_doubt(leaf)) continue;
      findings.push_back(
          finding(leaf_rule::kLetteredUncertified, at_leaf(leaf),
                  "a scan is of the lettered leaf " + leaf.label() + ", the certificate has " +
                      (certified.empty() ? std::string("no lettered leaf") : list_of(certified))));
    }
    return;
  }
  // A number alone is of the whole delo; compared where all of it is here.
  const bool whole = view.item.reference.leaves.empty() && !view.expected.named.empty();
  if (!certificate.lettered_count || !whole) return;
  if (static_cast<int>(there.size()) == *certificate.lettered_count) return;
  findings.push_back(
      finding(leaf_rule::kLetteredUncertified, {.part = certificate.where},
              "the certificate counts " + std::to_string(*certificate.lettered_count) +
                  " lettered leaves, scans are there of " + std::to_string(there.size())));
}

// The last number of a name, without its leading zeros.
std::string number_in_name(std::string_view name) {
  name = name.substr(0, name.rfind('.'));
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t end = name.find_last_of(kDigits);
  if (end == std::string_view::npos) return {};
  const std::size_t before = name.find_last_not_of(kDigits, end);
  std::string_view number = name.substr(before == std::string_view::npos ? 0 : before + 1,
                                        before == std::string_view::npos ? end + 1 : end - before);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size() - 1));
  return std::string(number);
}

bool declares_blanks(const LeafView& view) {
  return !view.expected.blank.empty() ||
         std::ranges::any_of(view.item.files, [](const FileObject& f) { return f.blank; });
}

// "GARF_f1235_op1_d16_l0005ob.tif" in an item of another delo.
bool is_of_other_delo(const FileObject& file, const ArchivalReference& item) {
  const std::string_view name = file.path.name();
  std::string spoken(name.substr(0, name.rfind('.')));
  // Most names are a number: not worth a parse.
  const bool names_fond = std::ranges::any_of(
      std::array<std::string_view, 4>{"f", "F", "ф", "Ф"},
      [&](std::string_view letter) { return spoken.find(letter) != std::string::npos; });
  if (!names_fond) return false;
  std::ranges::replace(spoken, '_', ' ');
  auto named = parse_reference(spoken);
  if (!named || named->fond.empty() || named->delo.empty()) return false;
  const auto fill = [](std::string& part, const std::string& by) {
    if (part.empty() || by.empty()) part = by;
  };
  fill(named->archive, item.archive);
  fill(named->fond, item.fond);
  fill(named->opis, item.opis);
  fill(named->box, item.box);
  fill(named->delo, item.delo);
  fill(named->volume, item.volume);
  return !named->same_delo(item);
}

// The folder of a path, with its last slash.
std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

void check_map_order(const LeafView& view, Findings& findings) {
  // Frames count the pictures of one camera as they were taken: in the order of the leaves.
  std::vector<const LeafMapRow*> rows;
  for (const LeafMapRow& row : view.item.leaf_map) {
    if (!row.path.empty() && !is_no_leaf(row)) rows.push_back(&row);
  }
  std::ranges::stable_sort(rows, [](const LeafMapRow* a, const LeafMapRow* b) {
    if (const auto by = folder_of(a->path) <=> folder_of(b->path); by != 0) return by < 0;
    if (const auto by = natural_order(a->path, b->path); by != 0) return by < 0;
    return a->page < b->page;
  });
  std::size_t told = 0;
  for (std::size_t i = 1; i < rows.size() && told < kMostOfKind; ++i) {
    const LeafMapRow &before = *rows[i - 1], &row = *rows[i];
    if (!(row.leaf < before.leaf) || folder_of(before.path) != folder_of(row.path)) continue;
    ++told;
    findings.push_back(finding(leaf_rule::kSwapped, {.part = "l. " + row.leaf.label()},
                               display_of(before.path) + " is of leaf " + before.leaf.label() +
                                   " and " + display_of(row.path) + ", taken after it, of leaf " +
                                   row.leaf.label() + " (line " + std::to_string(row.line) +
                                   " of the table)"));
  }
}

// A copy to read that shows another leaf than its name says: that of another master.
void check_copies(const LeafView& view, Findings& findings) {
  std::vector<std::pair<Leaf, const PageLook::Hash*>> masters;
  for (const Scan& scan : view.scans) {
    const auto& look = view.evidence[scan.file].look;
    if (look && view.file(scan).role == FileRole::kMaster && view.file(scan).places.empty()) {
      masters.emplace_back(scan.leaf, &*look);
    }
  }
  std::size_t looked = 0;
  for (std::size_t i = 0; i < view.item.files.size(); ++i) {
    const FileObject& file = view.item.files[i];
    const auto& look = view.evidence[i].look;
    if (file.role != FileRole::kAccess || !file.leaf || !file.places.empty() || !look) continue;
    // `masters` are in the order of leaves, as scans are.
    const auto of_leaf = std::ranges::equal_range(masters, *file.leaf, std::ranges::less{},
                                                  [](const auto& master) { return master.first; });
    const bool own = !of_leaf.empty();
    const bool own_alike = std::ranges::any_of(
        of_leaf, [&](const auto& master) { return distance(*master.second, *look) <= kAlikeBits; });
    if (!own || own_alike || ++looked > kMostOfKind) continue;
    const Leaf* shown = nullptr;
    std::size_t alike = 0;
    for (const auto& [leaf, hash] : masters) {
      if (distance(*hash, *look) > kAlikeBits) continue;
      shown = &leaf;
      ++alike;
    }
    if (alike != 1) continue;
    findings.push_back(finding(leaf_rule::kSwapped, at_file(file, *file.leaf),
                               display_of(file.path.text()) + " is named for leaf " +
                                   file.leaf->label() + " and shows leaf " + shown->label()));
  }
}

}  // namespace

void check_certificate(const LeafView& view, Findings& findings) {
  check_count(view, findings);
  check_sum(view, findings);
  check_skipped(view, findings);
  check_lettered(view, findings);
  check_inner_list(view, findings);
}

void check_inner_list(const LeafView& view, Findings& findings) {
  const LeafCertificate& certificate = view.item.certificate;
  if (!certificate.inner) return;
  std::set<std::string> numbers;  // of its leaves: two sides of one have the same
  int unnumbered = 0;
  const FileObject* first = nullptr;
  for (const FileObject& file : view.item.files) {
    if (file.role != FileRole::kMaster || !view.apart.contains(file) ||
        !is_of_inner_list(file.path.text())) {
      continue;
    }
    if (!first) first = &file;
    std::string number = number_in_name(file.path.name());
    if (number.empty()) {
      ++unnumbered;
    } else {
      numbers.insert(std::move(number));
    }
  }
  const int there = static_cast<int>(numbers.size()) + unnumbered;
  const std::string counted =
      "the certificate counts " + leaves_in_words(*certificate.inner) + " of the inner list";
  if (first && there != *certificate.inner) {
    findings.push_back(finding(leaf_rule::kInnerCount, {.path = first->path},
                               counted + ", scans are there of " + std::to_string(there)));
  }
}

void check_blanks(const LeafView& view, Findings& findings) {
  const bool declares = declares_blanks(view);
  std::size_t not_blank = 0, undeclared = 0;
  for (const Scan& scan : view.scans) {
    const FileObject& file = view.file(scan);
    const bool declared = file.blank || is_among(view.expected.blank, scan.leaf);
    const std::uint8_t seen = view.blankness(scan);
    if (declared && seen == LeafEvidence::kWritten && ++not_blank <= kMostOfKind) {
      findings.push_back(finding(leaf_rule::kBlankWritten, at_file(file, scan.leaf),
                                 "leaf " + scan.leaf.label() + " is declared blank, and " +
                                     shown_name(file) + " shows something on it"));
    }
    if (declares && !declared && seen == LeafEvidence::kBlank && ++undeclared <= kMostOfKind) {
      findings.push_back(finding(leaf_rule::kBlankUndeclared, at_file(file, scan.leaf),
                                 shown_name(file) + " shows nothing, and leaf " +
                                     scan.leaf.label() + " is not declared blank"));
    }
  }
}

void check_names(const LeafView& view, Findings& findings) {
  const auto ask = [&](const std::vector<std::size_t>& files, const std::string& question) {
    if (files.empty()) return;
    const FileObject& first = view.item.files[files.front()];
    std::string names = shown_name(first);
    if (files.size() > 1) names += ", " + shown_name(view.item.files[files[1]]);
    if (files.size() > 2) names += ", …";
    findings.push_back(
        finding(leaf_rule::kNameAmbiguous, {.path = first.path}, names + ": " + question));
  };
  ask(view.lettered,
      "are a and b the two sides of a leaf, or two lettered leaves? The policy may say it: "
      "[leaves] letters = \"verso\" or \"lettered\"");
  ask(view.halves,
      "are 1 and 2 the two sides of a leaf, or the two pages of an opening? The policy may say "
      "it: [leaves] halves = \"sides\" or \"opening\"");
  if (view.item.reference.delo.empty()) return;
  std::size_t told = 0;
  for (const FileObject& file : view.item.files) {
    if (file.role != FileRole::kMaster || !is_of_other_delo(file, view.item.reference)) continue;
    if (++told > kMostOfKind) break;
    ArchivalReference delo = view.item.reference;
    delo.leaves.clear();
    findings.push_back(
        finding(leaf_rule::kNameOtherDelo, {.path = file.path},
                shown_name(file) + " names another delo than the item's " + delo.canonical()));
  }
}

void check_order(const LeafView& view, Findings& findings) {
  check_map_order(view, findings);
  if (!view.evidence.empty()) check_copies(view, findings);
}

}  // namespace delo::validators
