#include "holdings/catalogue/snippet.h"

#include <algorithm>
#include <cstdint>

#include "core/records/letters.h"
#include "holdings/catalogue/word_stem.h"

namespace delo::holdings {
namespace {

constexpr std::size_t kMostRead = 2u << 20;  // bytes of a text that are looked through
constexpr std::size_t kMostHits = 2000;
constexpr std::size_t kMostKnown = 50'000;  // words
constexpr std::size_t kWindow = 40;         // words that hits may be apart to be shown together
constexpr std::size_t kBefore = 60;         // characters before the first hit
constexpr std::size_t kLongest = 240;       // characters

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// `n` characters back from, or on from, a place.
std::size_t back(std::string_view text, std::size_t at, std::size_t n) {
  for (; n > 0 && at > 0; --n) {
    do --at;
    while (at > 0 && continues(text[at]));
  }
  return at;
}
std::size_t on(std::string_view text, std::size_t at, std::size_t n) {
  for (; n > 0 && at < text.size(); --n) {
    do ++at;
    while (at < text.size() && continues(text[at]));
  }
  return at;
}

bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

// What turns the direction of writing or can't be seen has no place on a terminal.
bool is_hidden(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F);
}

}  // namespace

SnippetWriter::SnippetWriter(const FindQuery& query) {
  groups_ = query.all.size();
  for (const auto& group : query.all) {
    for (const FindPhrase& phrase : group) {
      for (const FindWord& word : phrase) {
        tokens_.insert(word.tokens.begin(), word.tokens.end());
        beginnings_.insert(beginnings_.end(), word.beginnings.begin(), word.beginnings.end());
      }
    }
  }
  std::vector<std::string> keys(tokens_.begin(), tokens_.end());
  keys.insert(keys.end(), beginnings_.begin(), beginnings_.end());
  sieve_.emplace(keys);
}

bool SnippetWriter::is_hit(std::string_view word, const std::string*& token) {
  word_.assign(word);
  const auto known = known_.find(word_);
  if (known != known_.end()) {
    token = known->second;
    return token != nullptr;
  }
  const auto found = tokens_.find(search_token(word));
  token = found == tokens_.end() ? nullptr : &*found;
  if (!token && !beginnings_.empty()) {
    const std::string whole = search_prefix(word);
    const auto begins = std::ranges::find_if(
        beginnings_, [&](const std::string& beginning) { return whole.starts_with(beginning); });
    if (begins != beginnings_.end()) token = &*begins;
  }
  if (known_.size() >= kMostKnown) known_.clear();
  known_.emplace(word_, token);
  return token != nullptr;
}

std::vector<SnippetWriter::Hit> SnippetWriter::hits_in(std::string_view text) {
  std::vector<Hit> hits;
  std::size_t n = 0, enough = SIZE_MAX;
  // Different words among the last hits that can be shown together.
  const auto near_together = [&hits] {
    std::set<const std::string*> words;
    for (auto hit = hits.rbegin(); hit != hits.rend() && hit->word + kWindow > hits.back().word;
         ++hit) {
      words.insert(hit->token);
    }
    return words.size();
  };
  for_each_search_word(text.substr(0, kMostRead), [&](std::string_view word, std::size_t at) {
    Hit hit{.at = at, .size = word.size(), .word = n++};
    if (sieve_->may_have(word) && is_hit(word, hit.token)) {
      hits.push_back(hit);
      // As many together as can be: the rest of a long text shows no better place.
      if (enough == SIZE_MAX && near_together() >= groups_) enough = n + kWindow;
    }
    return n < enough && hits.size() < kMostHits;
  });
  return hits;
}

bool SnippetWriter::write(std::string_view text, FindPlace& place, std::size_t& offset) {
  const std::vector<Hit> hits = hits_in(text);
  if (hits.empty()) return false;
  std::size_t best = 0, most = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    std::set<const std::string*> words;
    for (std::size_t j = i; j < hits.size() && hits[j].word < hits[i].word + kWindow; ++j) {
      words.insert(hits[j].token);
    }
    if (words.size() > most) {
      most = words.size();
      best = i;
    }
  }
  offset = hits[best].at;
  const std::size_t from = back(text, offset, kBefore);
  show(text, from, on(text, from, kLongest), hits, place);
  return true;
}

void SnippetWriter::write_beginning(std::string_view text, FindPlace& place) {
  const std::size_t end = on(text, 0, kLongest);
  show(text, 0, end, hits_in(text.substr(0, end)), place);
}

void SnippetWriter::show(std::string_view text, std::size_t from, std::size_t to,
                         const std::vector<Hit>& hits, FindPlace& place) {
  // Whole words: a word that is cut is left out.
  if (from > 0) {
    std::size_t blank = text.find_first_of(" \n\t\r\f", from);
    const auto first = std::ranges::lower_bound(hits, from, {}, &Hit::at);
    if (blank != text.npos && first != hits.end() && blank < first->at) from = blank;
  }
  if (to < text.size()) {
    const std::size_t blank = text.find_last_of(" \n\t\r\f", to);
    if (blank != text.npos && blank > from + (to - from) / 2) to = blank;
  }
  std::string out = from > 0 ? "… " : "";
  std::size_t characters = from > 0 ? 2 : 0;
  bool blank = true;
  auto hit = std::ranges::lower_bound(hits, from, {}, &Hit::at);
  std::size_t mark = 0;
  for (std::size_t at = from; at < to;) {
    if (hit != hits.end() && at == hit->at) mark = characters;
    const Letter letter = letter_at(text, at);
    at += letter.size;
    if (is_blank(letter.code)) {
      if (!blank) {
        out += ' ';
        ++characters;
      }
      blank = true;
    } else if (!is_hidden(letter.code)) {
      append_letter(out, letter.code);
      ++characters;
      blank = false;
    }
    if (hit != hits.end() && at >= hit->at + hit->size) {
      place.marks.emplace_back(mark, characters - mark);
      ++hit;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  if (to < text.size()) out += " …";
  place.text = std::move(out);
}

}  // namespace delo::holdings
