#include "holdings/catalogue/word_stem.h"

#include <algorithm>
#include <array>

#include "core/records/search_key.h"

namespace delo::holdings {
namespace {

constexpr std::size_t kShortestStem = 3;
constexpr std::size_t kMostKnown = 200'000;  // words

// As search_key() writes them: и ы і are "i", ие is "e", я "ia".  The longest first.
constexpr std::array<std::string_view, 33> kEndings = {
    "iakh", "iami", "iaia", "iuiu", "ogo", "ego", "omu", "emu", "akh", "ami", "iam",
    "ikh",  "imi",  "aia",  "uiu",  "oiu", "eiu", "ovi", "evi", "om",  "em",  "am",
    "im",   "ia",   "iu",   "ei",   "oi",  "oe",  "ee",  "a",   "u",   "e",   "i",
};

bool is_letter(char c) { return c < '0' || c > '9'; }

// -о is an ending too (дело), but of names that are short it is a letter (Мао).
bool ends_in_o(const std::string& key) { return key.size() > 4 && key.back() == 'o'; }

// Ё is written "о" after a hushing letter in Ukrainian, and in Russian when it pleases:
// Хрущёв, Хрущов; чёрный, чорний.
void level_hushing(std::string& key) {
  for (std::size_t at = 2; at < key.size(); ++at) {
    const char before = key[at - 2];
    if (key[at] == 'o' && key[at - 1] == 'h' && (before == 'c' || before == 's' || before == 'z')) {
      key[at] = 'e';
    }
  }
}

void take_ending_off(std::string& key) {
  if (key.size() <= kShortestStem || !std::all_of(key.begin(), key.end(), is_letter)) return;
  const auto ending = std::find_if(kEndings.begin(), kEndings.end(), [&](std::string_view e) {
    return key.size() >= e.size() + kShortestStem && key.ends_with(e);
  });
  if (ending != kEndings.end()) {
    key.resize(key.size() - ending->size());
  } else if (ends_in_o(key)) {
    key.pop_back();
  }
  // What is left of -ия, -ея: Берия, Берией; Корея, Кореи.
  while (key.size() > kShortestStem && (key.back() == 'i' || key.back() == 'e')) key.pop_back();
}

// "leaders" without its s, "Stalin's" without its 's.
std::string_view singular(std::string_view word) {
  for (const std::string_view possessive : {"'s", "\u2019s"}) {
    if (word.ends_with(possessive)) return word.substr(0, word.size() - possessive.size());
  }
  const bool latin = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (!latin || word.size() < 4 || (word.back() != 's' && word.back() != 'S')) return word;
  const char before = static_cast<char>(word[word.size() - 2] | 0x20);
  return before == 's' || before == 'u' || before == 'i' ? word : word.substr(0, word.size() - 1);
}

void add(std::vector<std::string>& tokens, std::string token) {
  if (token.empty() || std::find(tokens.begin(), tokens.end(), token) != tokens.end()) return;
  tokens.push_back(std::move(token));
}

}  // namespace

std::string search_token(std::string_view word) {
  std::string key = search_key(singular(word));
  level_hushing(key);
  take_ending_off(key);
  return key;
}

std::string search_prefix(std::string_view word) {
  std::string key = search_key(word);
  level_hushing(key);
  return key;
}

namespace {

// "Соловьйов": ё as popular English writes it, Solovyov, Fyodor.
std::string with_yo(std::string_view word) {
  std::string out(word);
  for (const std::string_view yo : {"ё", "Ё"}) {
    for (std::size_t at = out.find(yo); at != out.npos; at = out.find(yo, at)) {
      out.replace(at, yo.size(), "йо");
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> search_tokens(std::string_view word) {
  std::vector<std::string> tokens;
  for (std::string& key : search_keys(singular(word))) {
    level_hushing(key);
    take_ending_off(key);
    add(tokens, std::move(key));
  }
  if (const std::string yo = with_yo(word); yo != word) add(tokens, search_token(yo));
  // German and French tables begin х with "ch": Chruščëv.
  if (!tokens.empty() && tokens.front().starts_with("kh")) {
    add(tokens, "ch" + tokens.front().substr(2));
  } else if (!tokens.empty() && tokens.front().starts_with("ch")) {
    add(tokens, "kh" + tokens.front().substr(2));
  }
  // A word that ends in -ов itself is a name, or is asked for as it stands.
  const bool cyrillic = !word.empty() && static_cast<unsigned char>(word.front()) >= 0x80;
  if (tokens.empty() || !cyrillic || tokens.front().size() < 4) return tokens;
  const std::string stem = tokens.front();
  if (!stem.ends_with("ov") && !stem.ends_with("ev")) {
    add(tokens, stem + "ov");
    add(tokens, stem + "ev");
  }
  return tokens;
}

std::vector<std::string> search_prefixes(std::string_view word) {
  std::vector<std::string> prefixes;
  for (std::string& key : search_keys(word)) {
    level_hushing(key);
    add(prefixes, std::move(key));
  }
  return prefixes;
}

std::string TokenWriter::tokens_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append(text, out);
  return out;
}

void TokenWriter::append(std::string_view text, std::string& tokens) {
  std::string word;
  const auto add = [&](const std::string& token) {
    if (token.empty()) return;
    if (!tokens.empty()) tokens += ' ';
    tokens += token;
  };
  for_each_search_word(text, [&](std::string_view found, std::size_t) {
    // Numbers are of all kinds, and hardly come again.
    if (found.find_first_of("0123456789") != found.npos) {
      add(search_token(found));
      return true;
    }
    word.assign(found);
    auto known = known_.find(word);
    if (known == known_.end()) {
      if (known_.size() >= kMostKnown) known_.clear();
      known = known_.emplace(word, search_token(word)).first;
    }
    add(known->second);
    return true;
  });
}

}  // namespace delo::holdings
