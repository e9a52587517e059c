// How the items of the outline are linked and counted (ISO 32000-1 12.3.3).
#include "validators/pdf/graph_check.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

// The items below one, of which the next to look at is `item`.
struct Level {
  Value parent, item, before;
  std::int64_t visible = 0;  // items to be seen when `parent` is open
};

bool is_same(const Value& a, const Value& b) {
  return a.is_indirect() && b.is_indirect() && a.home() == b.home();
}

}  // namespace

// Told as warnings: readers go from First to Next, and count for themselves.
void GraphCheck::outline_links(const Value& root) {
  std::set<ObjectId> seen;
  std::vector<Level> open = {{root, root.get("First"), {}}};
  while (!open.empty()) {
    Level& level = open.back();
    const Value item = level.item;
    if (item.is(Kind::kDictionary) && item.is_indirect() && seen.insert(item.home()).second) {
      if (!item.get("Parent").is_null() && !is_same(item.get("Parent"), level.parent))
        report(kOutlineLinks, item,
               "Parent is " + item.get("Parent").part() + ", the item is below " +
                   level.parent.part());
      const Value previous = item.get("Prev");
      if (level.before.is_null() ? !previous.is_null() : !is_same(previous, level.before))
        report(kOutlineLinks, item,
               "Prev is not the item before, " +
                   (level.before.is_null() ? "of which there is none" : level.before.part()));
      ++level.visible;
      level.before = item;
      level.item = item.get("Next");
      if (item.get("First").is(Kind::kDictionary)) open.push_back({item, item.get("First"), {}});
      continue;
    }
    const Level done = std::move(open.back());
    open.pop_back();
    const Value last = done.parent.get("Last"), count = done.parent.get("Count");
    if (item.is_null() && !last.is_null() && !done.before.is_null() && !is_same(last, done.before))
      report(kOutlineLinks, done.parent,
             "Last is " + last.part() + ", the last item is " + done.before.part());
    const std::int64_t told = count.integer();
    if (item.is_null() && count.is(Kind::kInteger) && told != done.visible &&
        (open.empty() || -told != done.visible))
      report(
          kOutlineCount, done.parent,
          "Count is " + count.described() + ", found " + std::to_string(done.visible) + " items");
    if (!open.empty() && told > 0) open.back().visible += done.visible;
  }
}

}  // namespace delo::validators::pdf
