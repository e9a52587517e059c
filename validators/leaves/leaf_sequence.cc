#include "validators/leaves/leaf_sequence.h"

#include <algorithm>
#include <string>

#include "core/records/letters.h"
#include "core/records/reference_tokens.h"
#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"

namespace delo::validators {
namespace {

// A master file and the leaf its name speaks of.
struct Scan {
  Leaf leaf;
  const FileObject* file;
};

bool by_leaf(const Scan& a, const Scan& b) { return a.leaf < b.leaf; }

Leaf recto_of(const Leaf& leaf) { return {leaf.number, leaf.letter, Side::kRecto}; }

bool has(const std::vector<Leaf>& sorted, const Leaf& leaf) {
  return std::binary_search(sorted.begin(), sorted.end(), leaf,
                            [](const Leaf& a, const Leaf& b) { return a < b; });
}

void sort_unique(std::vector<Leaf>& leaves) {
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
}

// "37, 38, 40" while that is short, then "1-200, 205"; cut where a report would
// drown in it.
std::string list_of(const std::vector<Leaf>& leaves) {
  constexpr std::size_t kFew = 8, kLongest = 240;  // leaves; bytes
  std::string text;
  if (leaves.size() > kFew) {
    text = leaf_ranges(leaves);
  } else {
    for (const Leaf& leaf : leaves) text += (text.empty() ? "" : ", ") + leaf.label();
  }
  if (text.size() <= kLongest) return text;
  return text.substr(0, text.rfind(',', kLongest)) + ", …";
}

std::string name_of(const FileObject& file) { return display_of(file.path.name()); }

// "leaf 39 is" · "leaves 39, 41 are"
std::string subject(const std::vector<Leaf>& leaves) {
  return leaves.size() == 1 ? "leaf " + list_of(leaves) + " is"
                            : "leaves " + list_of(leaves) + " are";
}

Location at_leaf(const Leaf& leaf) { return {.part = "l. " + leaf.label()}; }

class LeafCheck {
 public:
  explicit LeafCheck(const Item& item) : item_(item), named_(item.reference.leaves) {
    for (const FileObject& file : item.files) {
      if (file.role != FileRole::kMaster) continue;
      if (file.leaf) {
        scans_.push_back({*file.leaf, &file});
        there_.push_back(*file.leaf);
      } else {
        unnumbered_.push_back(&file);
      }
    }
    // In path order within one leaf, so that the second file is the double.
    std::stable_sort(scans_.begin(), scans_.end(), by_leaf);
    sort_unique(there_);
    sort_unique(named_);
  }

  std::vector<Finding> findings() {
    check_unnumbered();
    check_duplicates();
    if (!there_.empty()) {
      if (named_.empty()) {
        check_sequence();
      } else {
        check_missing();
        check_unexpected();
      }
      check_versos();
      check_declared();
    }
    return std::move(findings_);
  }

 private:
  void add(const Rule& rule, Location where, std::string message) {
    findings_.push_back(finding(rule, std::move(where), std::move(message)));
  }

  std::string what_is_named() const {
    return (named_.size() == 1 ? "l. " : "ll. ") + leaf_ranges(named_);
  }

  void check_unnumbered() {
    const bool any_masters = !unnumbered_.empty() || !scans_.empty();
    if (unnumbered_.empty() && (any_masters || named_.empty())) return;
    if (!any_masters) {
      add(leaf_rule::kUnnumbered, {},
          "the reference names " + what_is_named() +
              ", no master file says which leaf it is: whether all are there can't be told");
      return;
    }
    const std::string first = name_of(*unnumbered_.front());
    const std::string count = std::to_string(unnumbered_.size());
    add(leaf_rule::kUnnumbered, {.path = unnumbered_.front()->path},
        unnumbered_.size() == 1
            ? "master file " + first + " does not say which leaf it is"
            : count + " master files, " + first + " the first, do not say which leaf they are");
  }

  void check_duplicates() {
    for (std::size_t i = 0; i < scans_.size();) {
      std::size_t end = i + 1;
      while (end < scans_.size() && scans_[end].leaf == scans_[i].leaf) ++end;
      if (end - i > 1) {
        std::string files;
        for (std::size_t k = i; k < std::min(end, i + 4); ++k) {
          files += (files.empty() ? "" : ", ") + display_of(scans_[k].file->path.text());
        }
        if (end - i > 4) files += ", …";
        add(leaf_rule::kDuplicate,
            {.path = scans_[i + 1].file->path, .part = "l. " + scans_[i].leaf.label()},
            "leaf " + scans_[i].leaf.label() + " has " + std::to_string(end - i) +
                " master files: " + files);
      }
      i = end;
    }
  }

  void check_missing() {
    std::vector<Leaf> missing;
    for (const Leaf& leaf : named_) {
      if (!has(there_, leaf)) missing.push_back(leaf);
    }
    if (missing.empty()) return;
    Location where;
    if (missing.size() == 1) where = at_leaf(missing.front());
    add(leaf_rule::kMissing, where,
        subject(missing) + " missing: the reference names " + what_is_named() +
            ", files are there for " + list_of(there_));
  }

  void check_unexpected() {
    for (std::size_t i = 0; i < scans_.size(); ++i) {
      const Leaf& leaf = scans_[i].leaf;
      if (i > 0 && scans_[i - 1].leaf == leaf) continue;  // told as a double
      // The verso of a leaf that is named belongs to it.
      if (has(named_, leaf) || has(named_, recto_of(leaf))) continue;
      add(leaf_rule::kUnexpected, {.path = scans_[i].file->path, .part = "l. " + leaf.label()},
          name_of(*scans_[i].file) + " is of leaf " + leaf.label() + ", the reference names " +
              what_is_named());
    }
  }

  void check_versos() {
    for (const Scan& scan : scans_) {
      if (scan.leaf.side != Side::kVerso || has(there_, recto_of(scan.leaf))) continue;
      // "l. 37ob" alone is a whole reference.
      if (has(named_, scan.leaf) && !has(named_, recto_of(scan.leaf))) continue;
      const std::string recto = recto_of(scan.leaf).label();
      add(leaf_rule::kVersoWithoutRecto,
          {.path = scan.file->path, .part = "l. " + scan.leaf.label()},
          name_of(*scan.file) + " is the verso of leaf " + recto + ", and there is no recto " +
              recto);
    }
  }

  void check_sequence() {
    constexpr std::size_t kMostGaps = 20;
    std::size_t gaps = 0;
    for (std::size_t i = 1; i < there_.size(); ++i) {
      const Leaf &before = there_[i - 1], &after = there_[i];
      std::string left_out;
      if (after.number > before.number + 1) {
        left_out = std::to_string(before.number + 1);
        if (after.number > before.number + 2) left_out += "-" + std::to_string(after.number - 1);
      } else if (!after.letter.empty() && after.letter != before.letter) {
        const std::string expected =
            next_leaf_letter(after.number == before.number ? before.letter : "");
        if (rank_of_leaf_letter(after.letter) > rank_of_leaf_letter(expected) &&
            after.letter != "c") {
          left_out = std::to_string(after.number) + expected;
        }
      }
      if (left_out.empty() || ++gaps > kMostGaps) continue;
      const bool several = left_out.find('-') != std::string::npos;
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

  // The number in "4 л.", "4 листа", "4 leaves", "листов: 4".
  static std::optional<std::size_t> declared_leaves(std::string_view text) {
    if (text.size() > 200) return std::nullopt;
    static const std::string kWords[] = {
        skeleton_of("л"),      skeleton_of("лл"),    skeleton_of("лист"), skeleton_of("листа"),
        skeleton_of("листов"), skeleton_of("l"),     skeleton_of("ll"),   skeleton_of("leaf"),
        skeleton_of("leaves"), skeleton_of("аркуш"), skeleton_of("арк"),  skeleton_of("аркушів"),
        skeleton_of("аркуші"), skeleton_of("листы")};
    const ReferenceTokens tokens = reference_tokens(text);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const ReferenceToken& number = tokens[i];
      if (number.kind != ReferenceToken::Kind::kNumber || number.text.size() > 6) continue;
      const auto says_leaves = [&](const ReferenceToken& t) {
        return t.kind == ReferenceToken::Kind::kWord &&
               std::find(std::begin(kWords), std::end(kWords), t.skeleton) != std::end(kWords);
      };
      const bool after = says_leaves(tokens[i + 1]);
      const bool before = i >= 2 && tokens[i - 1].text == ":" && says_leaves(tokens[i - 2]);
      if (after || before) return std::stoul(std::string(number.text));
    }
    return std::nullopt;
  }

  void check_declared() {
    std::vector<Leaf> leaves = there_;
    for (Leaf& leaf : leaves) leaf.side = Side::kRecto;
    sort_unique(leaves);
    const std::size_t count = static_cast<std::size_t>(
        std::count_if(leaves.begin(), leaves.end(), [](const Leaf& l) { return l.number > 0; }));
    for (const Description& description : item_.descriptions) {
      if (!description.path.empty()) continue;
      for (const DescriptionElement& element : description.elements) {
        const std::string name = to_lower(element.name);
        const bool extent = name.ends_with("extent") || name.ends_with("format") ||
                            name.ends_with("leaves") || name.ends_with("листов");
        if (!extent) continue;
        const std::optional<std::size_t> declared = declared_leaves(element.value);
        if (!declared || *declared == count) continue;
        add(leaf_rule::kDeclaredCount, {.part = element.name},
            "the description declares " + std::to_string(*declared) + " leaves (" + element.name +
                ": " + display_of(element.value) + "), files are there for " +
                std::to_string(count));
      }
    }
  }

  const Item& item_;
  std::vector<Leaf> named_, there_;  // sorted, none twice
  std::vector<Scan> scans_;          // sorted by leaf
  std::vector<const FileObject*> unnumbered_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_leaf_sequence(const Item& item) { return LeafCheck(item).findings(); }

std::span<const Rule> leaf_rules() { return leaf_rule::kAll; }

}  // namespace delo::validators
