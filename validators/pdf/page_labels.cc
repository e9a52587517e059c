// Page labels (ISO 32000-1 12.4.2): a number tree of ranges, each with a style, a
// prefix and a start.
#include <algorithm>
#include <set>

#include "core/text/utf8.h"
#include "validators/pdf/page_facts.h"
#include "validators/pdf/pdf_metadata.h"

namespace delo::validators::pdf {
namespace {

constexpr int kMaxDepth = 8;  // of the number tree
constexpr std::size_t kMaxRanges = 2000;
constexpr std::size_t kMaxLabel = 64;  // bytes
constexpr std::int64_t kMaxNumber = 100'000;

struct Range {
  std::int64_t first = 0, start = 1;  // page, from 0; its number
  std::string style, prefix;
};

void collect(const Value& node, std::vector<Range>& ranges, std::set<ObjectId>& seen, int depth) {
  if (depth > kMaxDepth || (node.is_indirect() && !seen.insert(node.home()).second)) return;
  const Value numbers = node.get("Nums"), kids = node.get("Kids");
  for (std::size_t i = 0; i + 1 < numbers.size() && ranges.size() < kMaxRanges; i += 2) {
    const Value label = numbers.at(i + 1);
    Range range;
    range.first = numbers.at(i).integer();
    range.style = label.get("S").text();
    range.prefix = display_of(utf8_of(label.get("P").text()).substr(0, kMaxLabel));
    if (label.get("St").is(Kind::kInteger)) range.start = label.get("St").integer();
    ranges.push_back(std::move(range));
  }
  for (std::size_t i = 0; i < kids.size() && ranges.size() < kMaxRanges; ++i)
    collect(kids.at(i), ranges, seen, depth + 1);
}

std::string roman(std::int64_t number) {
  struct Numeral {
    int value;
    const char* text;
  };
  static constexpr Numeral kNumerals[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  for (const Numeral& numeral : kNumerals)
    for (; number >= numeral.value && text.size() < kMaxLabel; number -= numeral.value)
      text += numeral.text;
  return text;
}

// a to z, aa to zz, and so on.
std::string letters(std::int64_t number) {
  const auto times = static_cast<std::size_t>((number - 1) / 26 + 1);
  return std::string(std::min(times, kMaxLabel), static_cast<char>('a' + (number - 1) % 26));
}

std::string label_of(const Range& range, std::int64_t page) {
  const bool usual =
      range.start >= 1 && range.start <= kMaxNumber && range.first >= 0 && range.first <= page;
  if (!usual || range.style.empty()) return range.prefix;
  const std::int64_t number = range.start + (page - range.first);
  std::string text;
  if (range.style == "D") text = std::to_string(number);
  if (range.style == "r" || range.style == "R") text = roman(number);
  if (range.style == "a" || range.style == "A") text = letters(number);
  if (range.style == "R" || range.style == "A")
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c - 32); });
  return range.prefix + text;
}

}  // namespace

std::vector<std::string> page_labels(const Value& catalog, std::size_t pages) {
  std::vector<Range> ranges;
  std::set<ObjectId> seen;
  collect(catalog.get("PageLabels"), ranges, seen, 0);
  std::ranges::stable_sort(ranges, {}, &Range::first);
  std::vector<std::string> labels;
  if (ranges.empty()) return labels;
  std::size_t at = 0;
  for (std::size_t page = 0; page < pages; ++page) {
    const auto number = static_cast<std::int64_t>(page);
    while (at + 1 < ranges.size() && ranges[at + 1].first <= number) ++at;
    labels.push_back(ranges[at].first <= number ? label_of(ranges[at], number) : "");
  }
  return labels;
}

}  // namespace delo::validators::pdf
