// Sheets of texts and pages of PDFs against the leaves.
#include <algorithm>

#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

bool is_text(const FileObject& file) {
  return file.role == FileRole::kTranscription || file.role == FileRole::kTranslation;
}

bool shows_item(const FileObject& file) {
  return !file.leaf && file.format.mime == "application/pdf" &&
         (file.role == FileRole::kMaster || file.role == FileRole::kAccess);
}

// Leaves that the texts are compared with: those named, else those that are there.
std::vector<Leaf> leaves_to_tell(const LeafView& view) {
  return view.expected.named.empty() ? view.there : view.expected.named;
}

// A text counts the sheets of the record from 1, or names the leaves of the delo.
bool names_leaves(const TextSheets& sheets, const std::vector<Leaf>& leaves) {
  if (sheets.marks.empty() || leaves.empty()) return false;
  const auto lowest = std::ranges::min(sheets.marks);
  const bool some = std::ranges::any_of(
      sheets.marks, [&](const Leaf& mark) { return has_leaf(rectos_of(leaves), recto_of(mark)); });
  return some && (lowest.number >= leaves.front().number || leaves.front().number <= 1);
}

class TextCheck {
 public:
  TextCheck(const LeafView& view, const FileObject& file, const TextSheets& sheets,
            Findings& findings)
      : view_(view), file_(file), sheets_(sheets), findings_(findings) {}

  void go() {
    const std::vector<Leaf> leaves = leaves_to_tell(view_);
    if (leaves.empty()) return;
    check_order();
    if (names_leaves(sheets_, leaves)) {
      check_strays(leaves);
      check_left_out(rectos_of(leaves));
    } else {
      check_count(leaves);
    }
  }

 private:
  void add(const Rule& rule, const Leaf* leaf, std::string message) {
    findings_.push_back(finding(
        rule,
        {.path = file_.path, .offset = {}, .part = leaf ? "l. " + leaf->label() : std::string()},
        std::move(message)));
  }

  void check_order() {
    for (std::size_t i = 1; i < sheets_.marks.size(); ++i) {
      if (!(sheets_.marks[i] < sheets_.marks[i - 1])) continue;
      add(leaf_rule::kTextOrder, &sheets_.marks[i],
          shown_name(file_) + " marks " + sheets_.marks[i].label() + " after " +
              sheets_.marks[i - 1].label());
      return;  // the first tells it
    }
  }

  void check_strays(const std::vector<Leaf>& leaves) {
    const std::vector<Leaf> known = rectos_of(leaves), there = rectos_of(view_.there);
    std::vector<Leaf> strays;
    for (const Leaf& mark : sheets_.marks) {
      if (!has_leaf(known, recto_of(mark)) && !has_leaf(there, recto_of(mark))) {
        strays.push_back(mark);
      }
    }
    sort_unique(strays);
    if (strays.empty()) return;
    add(leaf_rule::kTextStray, strays.size() == 1 ? &strays.front() : nullptr,
        shown_name(file_) + " marks " + list_of(strays) + ", " +
            (view_.expected.basis.empty() ? "scans are there for " + list_of(view_.there)
                                          : view_.expected.basis));
  }

  void check_left_out(const std::vector<Leaf>& leaves) {
    const std::vector<Leaf> marked = rectos_of(sheets_.marks);
    std::vector<Leaf> left_out;
    for (const Leaf& leaf : leaves) {
      if (!has_leaf(marked, leaf) && !has_leaf(view_.expected.blank, leaf)) left_out.push_back(leaf);
    }
    // What stands before the first mark is the first leaf.
    if (!left_out.empty() && left_out.front() == leaves.front() && sheets_.begins_unmarked) {
      left_out.erase(left_out.begin());
    }
    if (left_out.empty()) return;
    add(leaf_rule::kTextMissing, left_out.size() == 1 ? &left_out.front() : nullptr,
        shown_name(file_) + " has no mark of " + list_of(left_out) + ", it marks " +
            list_of(marked));
  }

  void check_count(const std::vector<Leaf>& leaves) {
    const std::size_t least = rectos_of(leaves).size();
    std::vector<Leaf> all = leaves;
    all.insert(all.end(), view_.there.begin(), view_.there.end());
    sort_unique(all);
    const std::size_t most = std::max(all.size(), view_.expected.wanted.size());
    const std::size_t fewest = least - std::min(least, view_.expected.blank.size());
    if (sheets_.count >= fewest && sheets_.count <= most) return;
    add(leaf_rule::kTextSheets, nullptr,
        shown_name(file_) + " has " + std::to_string(sheets_.count) +
            (sheets_.count == 1 ? " sheet, " : " sheets, ") +
            (view_.expected.basis.empty() ? "scans are there for " + list_of(view_.there)
                                          : view_.expected.basis));
  }

  const LeafView& view_;
  const FileObject& file_;
  const TextSheets& sheets_;
  Findings& findings_;
};

std::string ends_of(const std::string& ranges) {
  std::string out;
  for (const char c : ranges) out += c == '-' ? std::string("–") : std::string(1, c);
  return out;
}

std::string numbers_of(const std::vector<std::uint32_t>& pages) {
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(pages.size(), 8); ++i) {
    out += (out.empty() ? "" : ", ") + std::to_string(pages[i]);
  }
  return pages.size() > 8 ? out + ", …" : out;
}

}  // namespace

void check_texts(const LeafView& view, Findings& findings) {
  if (view.evidence.empty()) return;
  for (std::size_t i = 0; i < view.item.files.size(); ++i) {
    const FileObject& file = view.item.files[i];
    const auto& sheets = view.evidence[i].sheets;
    if (is_text(file) && !file.leaf && sheets) TextCheck(view, file, *sheets, findings).go();
  }
}

std::vector<PageGap> pages_without_scan(const LeafView& view) {
  std::vector<PageGap> out;
  const std::vector<Leaf>& wanted = view.expected.wanted;
  if (view.evidence.empty() || wanted.empty() || view.scans.empty()) return out;
  for (std::size_t i = 0; i < view.item.files.size(); ++i) {
    const FileObject& file = view.item.files[i];
    // As many pages as sides are asked for, and more than are scanned: page n is side n.
    if (!shows_item(file) || view.evidence[i].pages != wanted.size()) continue;
    PageGap gap{i, {}};
    for (std::size_t n = 0; n < wanted.size(); ++n) {
      if (!has_leaf(view.there, wanted[n]) && !view.in_doubt(wanted[n])) {
        gap.pages.push_back(static_cast<std::uint32_t>(n + 1));
      }
    }
    if (!gap.pages.empty()) out.push_back(std::move(gap));
  }
  return out;
}

void check_pages(const LeafView& view, const std::vector<PageGap>& gaps, Findings& findings) {
  for (const PageGap& gap : gaps) {
    const FileObject& file = view.item.files[gap.file];
    std::vector<Leaf> leaves;
    for (const std::uint32_t page : gap.pages) leaves.push_back(view.expected.wanted[page - 1]);
    const bool one = gap.pages.size() == 1;
    findings.push_back(finding(
        leaf_rule::kPageWithoutScan,
        {.path = file.path, .offset = {}, .part = "page " + std::to_string(gap.pages.front())},
        shown_name(file) + " has " + std::to_string(view.expected.wanted.size()) + " pages, " +
            (one ? "its page " : "its pages ") + numbers_of(gap.pages) +
            (one ? " (leaf " : " (leaves ") + list_of(leaves) + (one ? ") has" : ") have") +
            " no scan"));
  }
  // The numbers that a PDF gives its pages, against the order of leaves.
  if (view.evidence.empty()) return;
  for (std::size_t i = 0; i < view.item.files.size(); ++i) {
    const std::vector<Leaf>& sides =
        view.expected.wanted.empty() ? view.there : view.expected.wanted;
    const std::vector<Leaf> leaves = leaves_of_labels(view.evidence[i], sides);
    for (std::size_t n = 1; n < leaves.size(); ++n) {
      if (!(leaves[n] < leaves[n - 1])) continue;
      findings.push_back(finding(
          leaf_rule::kSwapped,
          {.path = view.item.files[i].path,
           .offset = {},
           .part = "page " + std::to_string(n + 1)},
          shown_name(view.item.files[i]) + " numbers page " + std::to_string(n + 1) + " as " +
              leaves[n].label() + " after " + leaves[n - 1].label()));
      break;
    }
  }
}

std::string summary_of(const LeafView& view, const LeafAccount& account,
                       const std::vector<PageGap>& gaps) {
  const std::vector<Leaf>& named = view.expected.named;
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
  if (!named.empty()) {
    const int count = view.item.certificate.counted.value_or(
        static_cast<int>(rectos_of(named).size()));
    out = (named.size() == 1 ? "l. " : "ll. ") + ends_of(leaf_ranges(named)) + " of " +
          std::to_string(count) + ": ";
    if (view.there.empty()) {
      out += "no scan says which leaf it is";
    } else if (account.missing.empty()) {
      out += "all there";
    } else {
      out += "have " + list_of(view.there);
      add("missing " + list_of(account.missing));
    }
  } else if (!view.there.empty()) {
    out = "nothing says which leaves there should be; there are " + list_of(view.there);
  } else {
    return out;
  }
  if (!account.doubled.empty()) add("double " + list_of(account.doubled));
  if (!account.unexpected.empty()) add("not expected " + list_of(account.unexpected));
  if (!account.blank.empty()) add("declared blank " + list_of(account.blank));
  if (!view.doubtful.empty()) add("some names may mean two things");
  if (view.evidence.empty()) return out;
  const auto documents = std::ranges::count_if(view.item.files, shows_item);
  for (std::size_t i = 0; i < view.item.files.size(); ++i) {
    const FileObject& file = view.item.files[i];
    const LeafEvidence& seen = view.evidence[i];
    if (shows_item(file) && seen.pages > 0) {
      std::string part = (documents == 1 ? "the PDF" : shown_name(file)) + " has " +
                         std::to_string(seen.pages) + (seen.pages == 1 ? " page" : " pages");
      for (const PageGap& gap : gaps) {
        if (gap.file != i) continue;
        part += gap.pages.size() == 1 ? ", its page " + numbers_of(gap.pages) + " has no scan"
                                      : ", its pages " + numbers_of(gap.pages) + " have no scan";
      }
      add(part);
    } else if (is_text(file) && !file.leaf && seen.sheets) {
      const bool only = std::ranges::count(view.item.files, file.role, &FileObject::role) == 1;
      const std::string name = !only ? shown_name(file)
                               : file.role == FileRole::kTranscription ? "the transcription"
                                                                       : "the translation";
      add(name + " has " + std::to_string(seen.sheets->count) +
          (seen.sheets->count == 1 ? " sheet" : " sheets"));
    }
  }
  return out;
}

}  // namespace delo::validators
