#include "core/records/leaf_naming.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"

namespace delo {
namespace {

struct NameCut {
  std::string stem, extension;  // the extension with its dot
};

NameCut cut(std::string_view name) {
  if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
  }
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {std::string(name), ""};
  return {std::string(name.substr(0, dot)), std::string(name.substr(dot))};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_join(char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; }

// Takes "_BLANK" and its kin off the end.
bool take_blank(std::string& stem) {
  static constexpr std::array<std::string_view, 6> kWords = {"blank",  "empty",  "пустой",
                                                             "чистый", "чистий", "порожній"};
  const std::string low = to_lower(stem);
  for (const std::string_view word : kWords) {
    if (low.size() != stem.size() || low.size() <= word.size() || !low.ends_with(word)) continue;
    std::size_t end = stem.size() - word.size();
    if (!is_join(stem[end - 1])) continue;
    while (end > 0 && is_join(stem[end - 1])) --end;
    stem.resize(end);
    return true;
  }
  return false;
}

// "0037_recto", "37_back": a side that is a word.
void take_side(std::string& stem) {
  struct Word {
    std::string_view written, instead;
  };
  static constexpr std::array kWords = {Word{"recto", ""}, Word{"front", ""}, Word{"лиц", ""},
                                        Word{"лицо", ""},  Word{"л", ""},     Word{"back", "_ob"}};
  const std::string low = to_lower(stem);
  if (low.size() != stem.size()) return;
  for (const auto& [word, instead] : kWords) {
    const std::size_t rest = stem.size() - std::min(stem.size(), word.size());
    if (rest < 2 || !low.ends_with(word) || !is_join(stem[rest - 1])) continue;
    if (!is_digit(stem[rest - 2])) continue;
    stem = stem.substr(0, rest - 1) + std::string(instead);
    return;
  }
}

// Where the run of digits at the end begins, if there is one of `least` to 5 of them.
std::optional<std::size_t> digits_at_end(std::string_view stem, std::size_t least) {
  std::size_t begin = stem.size();
  while (begin > 0 && is_digit(stem[begin - 1])) --begin;
  const std::size_t count = stem.size() - begin;
  return count >= least && count <= 5 ? std::optional(begin) : std::nullopt;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits.substr(0, 5)) number = number * 10 + (c - '0');
  return number;
}

Leaf verso(int number) { return {number, "", Side::kVerso}; }
Leaf recto(int number) { return {number, "", Side::kRecto}; }

// "0037_1", "0037-2": a half of a spread or of a leaf.  The number has three digits at
// least, or a leading zero: "12_1" may be anything, unless the policy knows halves (`said`).
std::optional<std::pair<int, int>> half_in(std::string_view stem, bool said) {
  if (stem.size() < 3 || (stem.back() != '1' && stem.back() != '2')) return std::nullopt;
  const char join = stem[stem.size() - 2];
  if (join != '_' && join != '-') return std::nullopt;
  const std::string_view before = stem.substr(0, stem.size() - 2);
  const auto begin = digits_at_end(before, said && join == '_' ? 1 : 3);
  if (!begin) return std::nullopt;
  // All of the name, or behind the keyword of a leaf ("…_l0037_1").
  if (*begin > 0 && !leaf_of_file_name(std::string(before) + ".tif")) return std::nullopt;
  const int number = number_of(before.substr(*begin));
  if (number == 0) return std::nullopt;
  return std::pair(number, stem.back() - '0');
}

// "0037-0038", "0037ob-0038", "…_l0037-0040": from, to.
std::optional<std::pair<Leaf, Leaf>> range_in(std::string_view stem) {
  const std::size_t dash = stem.rfind('-');
  if (dash == std::string_view::npos || dash == 0 || dash + 1 == stem.size()) return std::nullopt;
  if (!is_digit(stem[dash + 1])) return std::nullopt;
  const auto from = leaf_of_file_name(std::string(stem.substr(0, dash)) + ".tif");
  const auto to = leaf_of_file_name(std::string(stem.substr(dash + 1)) + ".tif");
  if (!from || !to || !(*from < *to) || from->number == 0) return std::nullopt;
  if (to->number - from->number >= kMostLeavesOfName) return std::nullopt;
  return std::pair(*from, *to);
}

// Leaves of a range, in order: a side that is named, else rectos between the ends.
std::vector<Leaf> leaves_of(const Leaf& from, const Leaf& to, LeafSpreads spreads) {
  const bool sides = from.side == Side::kVerso || to.side == Side::kVerso;
  const bool neighbours = to.number == from.number + 1 && from.letter.empty() && to.letter.empty();
  if (neighbours && !sides && spreads == LeafSpreads::kOpening) {
    return {verso(from.number), recto(to.number)};
  }
  std::vector<Leaf> out = {from};
  if (from.number == to.number) {
    out.push_back(to);
    return out;
  }
  if (sides && from.side == Side::kRecto) out.push_back(verso(from.number));
  for (int n = from.number + 1; n < to.number; ++n) {
    out.push_back(recto(n));
    if (sides) out.push_back(verso(n));
  }
  if (to.side == Side::kVerso) out.push_back(recto(to.number));
  out.push_back(to);
  return out;
}

}  // namespace

LeafName read_leaf_name(std::string_view name, const LeafPolicy& policy) {
  LeafName out;
  if (name.size() > 1024) return out;
  NameCut parts = cut(name);
  out.blank = take_blank(parts.stem);
  take_side(parts.stem);
  if (policy.scheme != LeafScheme::kNames) return out;
  if (const auto half = half_in(parts.stem, policy.halves != LeafHalves::kUnsaid)) {
    const auto [number, which] = *half;
    if (policy.halves == LeafHalves::kUnsaid) {
      out.half_of = number;
    } else if (policy.halves == LeafHalves::kSides) {
      out.leaves = {which == 1 ? recto(number) : verso(number)};
    } else if (number > 1 || which == 2) {
      out.leaves = {which == 1 ? verso(number - 1) : recto(number)};
    }
    return out;
  }
  if (const auto range = range_in(parts.stem)) {
    out.leaves = leaves_of(range->first, range->second, policy.spreads);
    return out;
  }
  auto leaf = leaf_of_file_name(parts.stem + parts.extension);
  if (!leaf) return out;
  if (leaf->side == Side::kRecto && (leaf->letter == "a" || leaf->letter == "b")) {
    out.lettered = leaf->number;
    if (policy.letters == LeafLetters::kVerso) {
      leaf->side = leaf->letter == "b" ? Side::kVerso : Side::kRecto;
      leaf->letter.clear();
    }
  }
  out.leaves = {*std::move(leaf)};
  return out;
}

}  // namespace delo
