#include "core/records/text_sheets.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace delo {
namespace {

// Characters between marks that stand together: "Экз. № 1" and the like.
constexpr std::uint64_t kHeading = 40;

bool is_of_pages(SheetMarkKind kind) {
  return kind == SheetMarkKind::kFormFeed || kind == SheetMarkKind::kPageElement;
}

// Marks that together begin one sheet.
struct Place {
  std::vector<const SheetMark*> marks;
  std::uint64_t between = 0;  // characters among them

  bool has(SheetMarkKind kind) const {
    return std::any_of(marks.begin(), marks.end(),
                       [&](const SheetMark* mark) { return mark->kind == kind; });
  }
  std::optional<Leaf> leaf() const {
    for (const SheetMark* mark : marks) {
      if (mark->leaf) return mark->leaf;
    }
    return std::nullopt;
  }
  bool is_textual() const {
    return std::any_of(marks.begin(), marks.end(),
                       [](const SheetMark* mark) { return !is_of_pages(mark->kind); });
  }
};

// Each kind but once, and what stands at the foot of a sheet before all others.
bool joins(const Place& place, const SheetMark& mark) {
  if (place.marks.back()->length > kHeading || place.has(mark.kind)) return false;
  if (mark.kind == SheetMarkKind::kNextSheet) return false;
  if (is_of_pages(mark.kind)) {
    // A page ends below what is at its foot, and never within a heading.
    return place.marks.size() == 1 && place.has(SheetMarkKind::kNextSheet);
  }
  // Two different leaves are two sheets.
  return !mark.leaf || !place.leaf() || *mark.leaf == *place.leaf();
}

// "--- 38 ---": a number without a word for a leaf.
bool is_bare_number(const SheetMark& mark) {
  if (mark.kind != SheetMarkKind::kNumbered || !mark.leaf) return false;
  return std::none_of(mark.text.begin(), mark.text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == 0xD0 ||
           byte == 0xD1;  // Cyrillic
  });
}

// How far the nearest of `leaves` is, in numbers.
int distance_to(int number, std::span<const Leaf> leaves) {
  const auto at =
      std::lower_bound(leaves.begin(), leaves.end(), number,
                       [](const Leaf& leaf, int wanted) { return leaf.number < wanted; });
  int distance = std::numeric_limits<int>::max();
  if (at != leaves.end()) distance = at->number - number;
  if (at != leaves.begin()) distance = std::min(distance, number - std::prev(at)->number);
  return distance;
}

// Bare numbers of four digits may be years.  Where others number leaves, what can be none, and
// what is next to the leaves, is a mark all the same: a misnumbered one.
class Years {
 public:
  Years(const TextMetadata& text, std::span<const Leaf> leaves) : leaves_(leaves) {
    const auto numbers_leaf = [&](const SheetMark& mark) {
      return is_bare_number(mark) && distance_to(mark.leaf->number, leaves) == 0;
    };
    others_ = std::count_if(text.marks.begin(), text.marks.end(), numbers_leaf) >= 2;
  }

  bool has(const SheetMark& mark) const {
    if (!is_bare_number(mark) || mark.leaf->number < 1000) return false;
    const int number = mark.leaf->number, distance = distance_to(number, leaves_);
    const bool may_be_year = number >= kFirstYear && number <= kLastYear;
    return distance > 0 && !(others_ && (!may_be_year || distance <= kNext));
  }

 private:
  static constexpr int kFirstYear = 1500, kLastYear = 2099, kNext = 20;
  std::span<const Leaf> leaves_;
  bool others_;
};

std::vector<Place> places_of(const TextMetadata& text, std::span<const Leaf> leaves) {
  std::vector<Place> places;
  const Years years(text, leaves);
  for (const SheetMark& mark : text.marks) {
    if (years.has(mark)) continue;
    if (!places.empty() && joins(places.back(), mark)) {
      places.back().between += places.back().marks.back()->length;
      places.back().marks.push_back(&mark);
    } else {
      places.push_back({{&mark}, 0});
    }
  }
  return places;
}

// Pages of a file are no sheets where the text itself divides into sheets.
void leave_out_pages(std::vector<Place>& places) {
  const auto textual = std::count_if(places.begin(), places.end(),
                                     [](const Place& place) { return place.is_textual(); });
  const bool any_numbered = std::any_of(places.begin(), places.end(), [](const Place& place) {
    return place.is_textual() && place.leaf();
  });
  if (textual < 2 && !any_numbered) return;
  std::erase_if(places, [](const Place& place) { return !place.is_textual() && !place.leaf(); });
}

bool is_form_feed(const Place& place) {
  return place.marks.size() == 1 && place.has(SheetMarkKind::kFormFeed);
}

// Breaks stand between pages; behind the last one there is no page without a text.
void leave_out_last_break(std::vector<Place>& places, std::uint64_t before) {
  if (places.empty() || places.back().marks.size() != 1) return;
  const SheetMark& mark = *places.back().marks.front();
  // Elements that begin pages stand before the first one, too, or are labelled.
  const bool page_break =
      mark.kind == SheetMarkKind::kPageElement && mark.text.empty() && !mark.leaf && before > 0;
  if (mark.length == 0 && (mark.kind == SheetMarkKind::kFormFeed || page_break)) places.pop_back();
}

struct Numbers {
  std::vector<Leaf> named;  // in order of the text
  int smallest = 0, largest = 0;
};
Numbers numbers_of(const std::vector<TextSheet>& sheets) {
  Numbers out;
  for (const TextSheet& sheet : sheets) {
    if (!sheet.marked) continue;
    const int n = sheet.marked->number;
    out.smallest = out.named.empty() ? n : std::min(out.smallest, n);
    out.largest = out.named.empty() ? n : std::max(out.largest, n);
    out.named.push_back(*sheet.marked);
  }
  return out;
}

bool same_leaf(const Leaf& a, const Leaf& b) {
  return a.number == b.number && a.letter == b.letter;
}

// By number and letter, whatever the side.
bool before_as_leaf(const Leaf& a, const Leaf& b) {
  return a.number != b.number ? a.number < b.number : a.letter < b.letter;
}

// Leaves without their sides, each once.
std::vector<Leaf> whole_leaves(std::span<const Leaf> leaves) {
  std::vector<Leaf> out;
  for (Leaf leaf : leaves) {
    leaf.side = Side::kRecto;
    if (out.empty() || !same_leaf(out.back(), leaf)) out.push_back(std::move(leaf));
  }
  return out;
}

SheetNumbering numbering_of(const Numbers& numbers, std::span<const Leaf> leaves,
                            std::size_t sheets) {
  if (numbers.named.empty()) return SheetNumbering::kNone;
  std::vector<Leaf> sorted(leaves.begin(), leaves.end());
  std::sort(sorted.begin(), sorted.end(), before_as_leaf);
  const auto known =
      std::count_if(numbers.named.begin(), numbers.named.end(), [&](const Leaf& leaf) {
        return std::binary_search(sorted.begin(), sorted.end(), leaf, before_as_leaf);
      });
  const auto all = static_cast<std::ptrdiff_t>(numbers.named.size());
  if (known * 2 > all) return SheetNumbering::kAbsolute;
  // From 1, or from 2 where the first sheet is not numbered, and no more than can be.
  const std::size_t most = std::max({leaves.size(), whole_leaves(leaves).size(), sheets}) + 1;
  const bool counts =
      numbers.smallest <= 2 ||
      (numbers.smallest <= 4 && static_cast<std::size_t>(numbers.smallest) <= sheets);
  const bool lettered = std::any_of(numbers.named.begin(), numbers.named.end(),
                                    [](const Leaf& leaf) { return !leaf.letter.empty(); });
  if (counts && !lettered && static_cast<std::size_t>(numbers.largest) <= most) {
    return SheetNumbering::kRelative;
  }
  return known > 0 || leaves.empty() ? SheetNumbering::kAbsolute : SheetNumbering::kUnclear;
}

// The leaf after `leaf` among `leaves`; of a side the next side.
std::optional<Leaf> next_of(const Leaf& leaf, std::span<const Leaf> leaves) {
  const auto at = std::find(leaves.begin(), leaves.end(), leaf);
  if (at == leaves.end() || at + 1 == leaves.end()) return std::nullopt;
  return *(at + 1);
}

// The leaf of a first sheet without a number, counted back from the first one with a number.
// Nothing: that one is the first leaf, and what stands before it is a heading.
std::optional<Leaf> first_leaf(const std::vector<TextSheet>& sheets, std::span<const Leaf> order,
                               SheetNumbering numbering) {
  const auto numbered = std::find_if(sheets.begin(), sheets.end(),
                                     [](const TextSheet& sheet) { return sheet.marked; });
  if (numbered == sheets.end()) return std::nullopt;
  const auto steps = static_cast<std::size_t>(numbered - sheets.begin());
  std::size_t place = static_cast<std::size_t>(std::max(numbered->marked->number - 1, 0));
  if (numbering == SheetNumbering::kAbsolute) {
    place = static_cast<std::size_t>(std::find(order.begin(), order.end(), *numbered->marked) -
                                     order.begin());
  }
  if (place >= order.size() || place < steps) return std::nullopt;
  return order[place - steps];
}

}  // namespace

std::string_view name_of(SheetNumbering numbering) {
  constexpr std::array<std::string_view, 4> kNames = {"none", "absolute", "relative", "unclear"};
  return kNames[static_cast<std::size_t>(numbering)];
}

std::vector<TextSheet> sheets_of(const TextMetadata& text, std::span<const Leaf> leaves) {
  std::vector<Place> places = places_of(text, leaves);
  leave_out_pages(places);
  leave_out_last_break(places, text.before_marks);
  std::vector<TextSheet> out;
  // Before the first mark: a sheet when the mark stands at a foot, or when there is a text.
  const bool foot = !places.empty() && places.front().has(SheetMarkKind::kNextSheet);
  const std::uint64_t first = places.empty() ? 0 : places.front().marks.front()->offset;
  std::uint64_t before = text.before_marks;
  for (const SheetMark& mark : text.marks) {  // pages that were left out
    if (!places.empty() && mark.offset >= first) break;
    before += mark.length;
  }
  const bool page = !places.empty() && is_form_feed(places.front()) && before > 0;
  if (places.empty() || foot || page || before > kHeading) out.push_back({.length = before});
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Place& place = places[i];
    const SheetMark& last = *place.marks.back();
    TextSheet sheet{.offset = last.offset,
                    .line = last.line,
                    .length = 0,
                    .marked = place.leaf(),
                    .mark = last.text};
    for (const SheetMark* mark : place.marks) {
      if (mark->leaf) sheet.mark = mark->text;
    }
    // Of all marks up to the next place.
    const std::uint64_t end =
        i + 1 < places.size() ? places[i + 1].marks.front()->offset : UINT64_MAX;
    for (auto mark = std::lower_bound(
             text.marks.begin(), text.marks.end(), place.marks.front()->offset,
             [](const SheetMark&m, std::uint64_t offset) { return m.offset < offset; });
         mark != text.marks.end() && mark->offset < end; ++mark) {
      sheet.length += mark->length;
    }
    out.push_back(std::move(sheet));
  }
  return out;
}

BoundSheets bind_sheets(const std::vector<TextSheet>& sheets, std::span<const Leaf> leaves) {
  BoundSheets out;
  const Numbers numbers = numbers_of(sheets);
  out.numbering = numbering_of(numbers, leaves, sheets.size());
  const std::vector<Leaf> whole = whole_leaves(leaves);
  // Relative numbers count leaves, or sides where there are as many sheets as sides.
  const bool of_sides = whole.size() < leaves.size() &&
                        static_cast<std::size_t>(std::max(numbers.largest, 0)) > whole.size();
  const std::span<const Leaf> counted = of_sides ? leaves : std::span<const Leaf>(whole);
  const bool by_count = out.numbering == SheetNumbering::kNone && sheets.size() > 1;
  for (const TextSheet& sheet : sheets) {
    BoundSheet bound{sheet, std::nullopt};
    const std::optional<Leaf>& marked = bound.sheet.marked;
    const std::size_t place = out.sheets.size();
    if (by_count) {
      if (sheets.size() == leaves.size())
        bound.leaf = leaves[place];
      else if (sheets.size() == whole.size())
        bound.leaf = whole[place];
    } else if (marked && out.numbering == SheetNumbering::kAbsolute) {
      bound.leaf = marked;
    } else if (marked && out.numbering == SheetNumbering::kRelative) {
      const auto n = static_cast<std::size_t>(marked->number);
      if (n >= 1 && n <= counted.size()) {
        bound.leaf = counted[n - 1];
        if (marked->side == Side::kVerso) bound.leaf->side = Side::kVerso;
      }
    } else if (!marked && out.numbering != SheetNumbering::kNone) {
      // The one after the sheet before; the first one is the first leaf.
      const bool sided = out.numbering == SheetNumbering::kAbsolute || of_sides;
      const std::span<const Leaf> order = sided ? leaves : counted;
      if (place == 0) {
        bound.leaf = first_leaf(sheets, order, out.numbering);
      } else if (out.sheets.back().leaf) {
        bound.leaf = next_of(*out.sheets.back().leaf, order);
      }
    }
    out.sheets.push_back(std::move(bound));
  }
  return out;
}

}  // namespace delo
