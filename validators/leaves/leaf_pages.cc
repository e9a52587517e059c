// Pages of PDFs against the leaves, and all of it in one sentence.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/text/utf8.h"
#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

bool is_text(const FileObject& file) {
  return file.role == FileRole::kTranscription || file.role == FileRole::kTranslation;
}

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

// Where the order of leaves is left: the place there and the one before; nothing where it isn't.
std::optional<std::pair<LeafPlace, LeafPlace>> out_of_order(const std::vector<LeafPlace>& places) {
  for (std::size_t n = 1; n < places.size(); ++n) {
    if (places[n].leaf < places[n - 1].leaf) return std::pair(places[n], places[n - 1]);
  }
  return std::nullopt;
}

// The leaves that the text of a PDF marks on its pages, where that can be meant for these pages:
// each leaf once, and all of them leaves of the item on half of the pages or more, or sheets of it
// on two of three, which most pages count alike: documents in a delo have page numbers of their
// own.
std::vector<LeafPlace> leaves_of_marks(const LeafEvidence& evidence,
                                       const std::vector<Leaf>& sides) {
  const std::vector<LeafPlace>& marked = evidence.marked;
  if (marked.size() < 2 || 2 * marked.size() < evidence.pages) return {};
  const bool absolute = std::ranges::all_of(marked, [&](const LeafPlace& one) {
    return is_among(sides, one.leaf) || is_among(sides, recto_of(one.leaf));
  });
  std::map<std::int64_t, std::size_t> shifts;
  for (const LeafPlace& one : marked) ++shifts[std::int64_t{one.page} - one.leaf.number];
  const bool alike = std::ranges::any_of(
      shifts, [&](const auto& shift) { return 2 * shift.second >= marked.size(); });
  const bool relative = alike && 3 * marked.size() >= 2 * evidence.pages &&
                        std::ranges::all_of(marked, [&](const LeafPlace& one) {
                          return one.leaf.letter.empty() && one.leaf.number >= 1 &&
                                 static_cast<std::uint32_t>(one.leaf.number) <= evidence.pages;
                        });
  std::set<Leaf> leaves;
  for (const LeafPlace& one : marked) leaves.insert(one.leaf);
  const bool meant = (absolute || relative) && leaves.size() == marked.size();
  return meant ? marked : std::vector<LeafPlace>();
}

// The numbers that a PDF gives its pages, and what their text marks, against the order of leaves.
void check_page_order(const LeafView& view, std::size_t number, const std::vector<Leaf>& sides,
                      Findings& findings) {
  const FileObject& file = view.item.files[number];
  const LeafEvidence& evidence = view.evidence[number];
  const bool scans =
      is_pdf(file) && (file.role == FileRole::kMaster || file.role == FileRole::kAccess);
  const auto add = [&](const LeafPlace& at, const std::string& told) {
    findings.push_back(
        finding(leaf_rule::kSwapped,
                {.path = file.path, .offset = {}, .part = "page " + std::to_string(at.page)},
                shown_name(file) + told));
  };
  if (const auto labels = out_of_order(leaves_of_labels(evidence, sides))) {
    const auto& [at, before] = *labels;
    add(at, " numbers page " + std::to_string(at.page) + " as " + at.leaf.label() + " after " +
                before.leaf.label());
  } else if (const auto marks =
                 scans ? out_of_order(leaves_of_marks(evidence, sides)) : std::nullopt) {
    const auto& [at, before] = *marks;
    add(at, " marks page " + std::to_string(at.page) + " as leaf " + at.leaf.label() +
                " after leaf " + before.leaf.label());
  }
}

}  // namespace

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
      if (!is_among(view.there, wanted[n]) && !view.in_doubt(wanted[n])) {
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
  if (view.evidence.empty()) return;
  const std::vector<Leaf>& sides = view.expected.wanted.empty() ? view.there : view.expected.wanted;
  for (std::size_t i = 0; i < view.item.files.size(); ++i)
    check_page_order(view, i, sides, findings);
}

std::string summary_of(const LeafView& view, const LeafAccount& account,
                       const std::vector<PageGap>& gaps) {
  const std::vector<Leaf>& named = view.expected.named;
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
  if (!named.empty()) {
    const int count =
        view.item.certificate.counted.value_or(static_cast<int>(rectos_of(named).size()));
    out = (named.size() == 1 ? "l. " : "ll. ") + ends_of(leaf_ranges(named)) + " of " +
          std::to_string(count) + ": ";
    const std::vector<Leaf> doubted = view.wanted_in_doubt();
    if (account.missing.empty() && doubted.empty()) {
      out += view.there.empty() ? "no scan says which leaf it is" : "all there";
    } else {
      std::string parts;
      const auto also = [&](const std::string& part) {
        parts += (parts.empty() ? "" : "; ") + part;
      };
      if (!view.there.empty()) also("have " + list_of(view.there));
      if (!account.missing.empty()) also("missing " + list_of(account.missing));
      if (!doubted.empty()) {
        also("whether " + list_of(doubted) + (doubted.size() == 1 ? " is" : " are") +
             " there can't be told");
      }
      out += parts;
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
  constexpr std::size_t kMostParts = 12;  // documents and texts
  const auto documents = std::ranges::count_if(view.item.files, shows_item);
  const auto count_of = [&](FileRole role) {
    return std::ranges::count(view.item.files, role, &FileObject::role);
  };
  const bool one_transcription = count_of(FileRole::kTranscription) == 1;
  const bool one_translation = count_of(FileRole::kTranslation) == 1;
  std::size_t parts = 0;
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
      if (++parts <= kMostParts) add(part);
    } else if (is_text(file) && !file.leaf && seen.sheets > 0) {
      const bool transcription = file.role == FileRole::kTranscription;
      const bool only = transcription ? one_transcription : one_translation;
      const std::string name = !only           ? shown_name(file)
                               : transcription ? "the transcription"
                                               : "the translation";
      if (++parts > kMostParts) continue;
      add(name + " has " + std::to_string(seen.sheets) + (seen.sheets == 1 ? " sheet" : " sheets"));
    }
  }
  return parts > kMostParts ? out + "; …" : out;
}

}  // namespace delo::validators
