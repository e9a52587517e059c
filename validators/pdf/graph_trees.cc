// Name and number trees (ISO 32000-1 7.9.6, 7.9.7).
#include "validators/pdf/graph_check.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

bool name_before(const Value& a, const Value& b) {
  return a.is(Kind::kInteger) ? a.integer() < b.integer() : a.text() < b.text();
}

}  // namespace

void GraphCheck::tree(const Value& node, Shape shape) {
  const bool numbers = shape == Shape::kNumberTree || shape == Shape::kPageLabelTree;
  const Shape leaf = shape == Shape::kDestinationTree ? Shape::kNamedDestination
                     : shape == Shape::kFileTree      ? Shape::kFileSpecification
                     : shape == Shape::kPageLabelTree ? Shape::kPageLabel
                                                      : Shape::kNone;
  if (!node.is(Kind::kDictionary))
    return report(
        kNameTree, node,
        "a node of a name or number tree is " + node.described() + ", expected a dictionary");
  const char* key = numbers ? "Nums" : "Names";
  for (const char* array : {key, "Kids"})
    if (const Value value = node.get(array); !value.is_null() && !value.is(Kind::kArray))
      report(
          kNameTree, node,
          std::string(array) + " of a tree node is " + value.described() + ", expected an array");
  if (node.get(key).is_null() && node.get("Kids").is_null())
    report(node.object().entries().empty() ? kTreeKids : kNameTree, node,
           "a tree node has neither Kids nor " + std::string(key));
  const Value limits = node.get("Limits");
  const Kind kind = numbers ? Kind::kInteger : Kind::kString;
  if (!limits.is_null() && (limits.size() != 2 || !limits.at(0).is(kind) || !limits.at(1).is(kind)))
    report(kNameTree, node,
           "Limits of a tree node is " + limits.described() + ", expected the least and the " +
               "greatest key");
  const Value kids = node.get("Kids");
  for (std::size_t i = 0; i < kids.size(); ++i) {
    const Value kid = kids.at(i);
    if (kid.is_null()) report(kTreeKids, node, "a kid of a tree node is missing");
    if (kid.is(Kind::kDictionary) && kid.get("Limits").is_null())
      report(kTreeLimits, kid, "Limits of a tree node below the root is missing");
    if (kid.is_indirect() && seen_.count({kid.home(), shape})) {
      report(kNameTree, node, kid.part() + " is in the tree twice");
    } else if (!kid.is_null()) {
      look(kid, shape);
    }
  }
  leaves(node, key, leaf, numbers);
}

void GraphCheck::leaves(const Value& node, const char* key, Shape leaf, bool numbers) {
  const Value pairs = node.get(key);
  if (pairs.size() % 2)
    report(kNameTree, node,
           std::string(key) + " has " + std::to_string(pairs.size()) + " items, expected pairs");
  const Value limits = node.get("Limits");
  const auto differs = [](const Value& limit, const Value& name) {
    return limit.kind() == name.kind() &&
           (limit.integer() != name.integer() || limit.text() != name.text());
  };
  if (limits.size() == 2 && pairs.size() >= 2 &&
      (differs(limits.at(0), pairs.at(0)) ||
       differs(limits.at(1), pairs.at(pairs.size() / 2 * 2 - 2))))
    report(kTreeLimits, node, "Limits of a tree node are not its first and its last key");
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const Value name = pairs.at(i);
    if (!name.is(numbers ? Kind::kInteger : Kind::kString)) {
      report(kNameTree, node,
             "a key of " + std::string(key) + " is " + name.described() + ", expected " +
                 (numbers ? "an integer" : "a string"));
      return;
    }
    if (leaf == Shape::kPageLabel && name.integer() < 0)
      report(kPageLabel, node, "page labels begin at page " + name.described());
    if (i > 0 && !name_before(pairs.at(i - 2), name))
      report(kNameOrder, node,
             "the keys of " + std::string(key) + " are not in order, at item " + std::to_string(i));
    look(pairs.at(i + 1), leaf);
  }
}

}  // namespace delo::validators::pdf
