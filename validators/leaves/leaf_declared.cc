// How many leaves the description says there are.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/letters.h"
#include "core/records/reference_tokens.h"
#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

// The number in "4 л.", "4 листа", "4 leaves", "листов: 4".
std::optional<std::size_t> declared_leaves(std::string_view text) {
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

std::size_t numbered(const std::vector<Leaf>& leaves) {
  return static_cast<std::size_t>(
      std::ranges::count_if(leaves, [](const Leaf& leaf) { return leaf.number > 0; }));
}

}  // namespace

void check_declared_count(const LeafView& view, Findings& findings) {
  if (view.there.empty()) return;
  const std::size_t count = numbered(rectos_of(view.there));
  // A leaf that is declared blank needs no scan and is counted all the same; one of which
  // nobody can tell whether it is there may be.
  std::vector<Leaf> possible = view.there;
  for (const Leaf& leaf : view.expected.blank) {
    if (view.expected.named.empty() || view.expected.has_leaf(leaf)) possible.push_back(leaf);
  }
  possible.insert(possible.end(), view.doubtful.begin(), view.doubtful.end());
  const std::size_t most = numbered(rectos_of(std::move(possible)));
  for (const Description& description : view.item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) {
      const std::string name = to_lower(element.name);
      const bool extent = name.ends_with("extent") || name.ends_with("format") ||
                          name.ends_with("leaves") || name.ends_with("листов");
      if (!extent) continue;
      const std::optional<std::size_t> declared = declared_leaves(element.value);
      if (!declared || (*declared >= count && *declared <= most)) continue;
      findings.push_back(finding(leaf_rule::kDeclaredCount, {.part = element.name},
                                 "the description declares " + std::to_string(*declared) +
                                     " leaves (" + element.name + ": " + display_of(element.value) +
                                     "), files are there for " + std::to_string(count)));
    }
  }
}

}  // namespace delo::validators
