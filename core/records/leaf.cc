#include "core/records/leaf.h"

#include <algorithm>

#include "core/records/letters.h"
#include "core/records/reference_keywords.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

// A leaf that reaches the end of the tokens, closed by at most one dot.
std::optional<Leaf> leaf_to_the_end(const ReferenceTokens& tokens, std::size_t at, bool cyrillic) {
  const std::optional<ScannedLeaf> found = scan_leaf(tokens, at, cyrillic);
  if (!found) return std::nullopt;
  std::size_t next = found->next;
  if (tokens[next].kind == Kind::kDot) ++next;
  if (tokens[next].kind != Kind::kEnd) return std::nullopt;
  return found->leaf;
}

// "0037.tif" → "0037".  What follows the last dot is an extension when it looks
// like one; "л. 12 об" and "37.ob" have none.
std::string_view stem_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return name;
  const std::string_view extension = name.substr(dot + 1);
  const auto is_ascii_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const bool plain = std::all_of(extension.begin(), extension.end(), [&](char c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9');
  });
  const bool lettered = std::any_of(extension.begin(), extension.end(), is_ascii_letter);
  const bool verso = skeleton_of(extension) == "OB";
  return plain && lettered && !verso && extension.size() <= 5 ? name.substr(0, dot) : name;
}

// File names number leaves with at most five digits (longer runs are dates and
// serial numbers) and letter them a to k (more is a word: "l10n").
bool is_plausible_in_file_name(const ReferenceToken& number, const Leaf& leaf) {
  return number.text.size() <= 5 && rank_of_leaf_letter(leaf.letter) <= rank_of_leaf_letter("k");
}

// Where the leaf's number stands: after the last leaf keyword ("…_l0005ob"), else
// at the start ("0037ob"), else behind the delo's number ("…_d337_0037").
std::optional<std::size_t> leaf_number_in_stem(const ReferenceTokens& tokens) {
  for (std::size_t i = tokens.size(); i-- > 0;) {
    const std::optional<Keyword> keyword = keyword_at(tokens, i);
    if (!keyword || keyword->part != ReferencePart::kLeaves || keyword->spoken) continue;
    std::size_t number = keyword->next;
    if (tokens[number].kind == Kind::kDash) ++number;
    if (tokens[number].kind == Kind::kNumber) return number;
  }
  if (tokens[0].kind == Kind::kNumber) return 0;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::optional<Keyword> keyword = keyword_at(tokens, i);
    if (!keyword || keyword->part != ReferencePart::kDelo || keyword->spoken) continue;
    std::size_t at = keyword->next;
    if (tokens[at].kind != Kind::kNumber) continue;
    ++at;
    if (tokens[at].kind == Kind::kWord && !tokens[at].space_before) ++at;  // "337a"
    if (tokens[at].kind == Kind::kDash) ++at;
    if (tokens[at].kind == Kind::kNumber && (tokens[at].space_before || at > i + 2)) return at;
  }
  return std::nullopt;
}

}  // namespace

std::string Leaf::label() const {
  std::string text = std::to_string(number) + letter;
  if (side == Side::kVerso) text += "ob";
  return text;
}

std::strong_ordering operator<=>(const Leaf& a, const Leaf& b) {
  if (const auto by = a.number <=> b.number; by != 0) return by;
  if (const auto by = rank_of_leaf_letter(a.letter) <=> rank_of_leaf_letter(b.letter); by != 0) {
    return by;
  }
  if (const auto by = a.letter <=> b.letter; by != 0) return by;
  return a.side <=> b.side;
}

std::optional<Leaf> leaf_of_label(std::string_view label) {
  Leaf leaf;
  const std::size_t digits = std::min(label.find_first_not_of("0123456789"), label.size());
  if (digits == 0 || digits > 9) return std::nullopt;
  for (const char digit : label.substr(0, digits)) leaf.number = leaf.number * 10 + (digit - '0');
  label.remove_prefix(digits);
  if (label.size() >= 2 && label.substr(label.size() - 2) == "ob") {
    leaf.side = Side::kVerso;
    label.remove_suffix(2);
  }
  const bool lower_case =
      std::all_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!lower_case || label.size() > 4) return std::nullopt;  // "shch" is the longest
  leaf.letter = label;
  return leaf;
}

std::optional<Leaf> parse_leaf(std::string_view text) {
  if (text.size() > 200) return std::nullopt;
  const ReferenceTokens tokens = reference_tokens(text);
  const std::optional<Keyword> keyword = keyword_at(tokens, 0);
  if (!keyword) return leaf_to_the_end(tokens, 0, false);
  if (keyword->part != ReferencePart::kLeaves) return std::nullopt;
  return leaf_to_the_end(tokens, keyword->next, keyword->cyrillic);
}

std::optional<Leaf> leaf_of_file_name(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const std::string_view stem = stem_of(name);
  if (stem.empty() || stem.size() > 255) return std::nullopt;
  const ReferenceTokens tokens = reference_tokens(stem);
  const std::optional<std::size_t> number = leaf_number_in_stem(tokens);
  if (!number) return std::nullopt;
  const bool cyrillic = *number > 0 && std::any_of(tokens.begin(), tokens.end(),
                                                   [](const auto& t) { return t.cyrillic; });
  const std::optional<Leaf> leaf = leaf_to_the_end(tokens, *number, cyrillic);
  if (!leaf || !is_plausible_in_file_name(tokens[*number], *leaf)) return std::nullopt;
  return leaf;
}

}  // namespace delo
