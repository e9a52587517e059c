#include "policies/nearest_word.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace delo {
namespace {

// Beyond this a text is no misspelt word, and the table of distances no small one.
constexpr std::size_t kMaxWord = 128;
constexpr std::size_t kMaxListed = 12;

// Optimal string alignment distance; three rows of the table are enough.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view misspelt, std::span<const std::string_view> words) {
  std::string_view nearest;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  if (misspelt.size() > kMaxWord) return nearest;
  for (const std::string_view word : words) {
    if (word.size() > kMaxWord) continue;
    const std::size_t edits = edits_between(misspelt, word);
    if (edits * 3 <= std::max(word.size(), misspelt.size()) && edits < fewest) {
      fewest = edits;
      nearest = word;
    }
  }
  return nearest;
}

std::string suggestion(std::string_view misspelt, std::span<const std::string_view> words) {
  if (const std::string_view near = nearest_word(misspelt, words); !near.empty()) {
    return "; did you mean '" + std::string(near) + "'?";
  }
  if (words.empty()) return "";
  std::string out = "; possible are ";
  for (std::size_t i = 0; i < std::min(words.size(), kMaxListed); ++i) {
    out += (i == 0 ? "'" : ", '") + std::string(words[i]) + "'";
  }
  if (words.size() > kMaxListed) out += " …";
  return out;
}

}  // namespace delo
