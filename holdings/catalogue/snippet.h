// The words around a hit, with the hits marked.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/records/search_key.h"
#include "holdings/catalogue/find.h"
#include "holdings/catalogue/query.h"

namespace delo::holdings {

class SnippetWriter {
 public:
  explicit SnippetWriter(const FindQuery& query);

  // Fills `text` and `marks` of a place: where most of the words asked for stand together in
  // `text`, UTF-8.  `offset`: of the first hit shown, bytes.  False: there is none.
  bool write(std::string_view text, FindPlace& place, std::size_t& offset);

  // The beginning of `text`, without marks but for what is a hit.
  void write_beginning(std::string_view text, FindPlace& place);

 private:
  struct Hit {
    std::size_t at = 0, size = 0, word = 0;  // bytes; the number of the word in the text
    const std::string* token = nullptr;
  };
  bool is_hit(std::string_view word, const std::string*& token);
  std::vector<Hit> hits_in(std::string_view text);
  static void show(std::string_view text, std::size_t from, std::size_t to,
                   const std::vector<Hit>& hits, FindPlace& place);

  std::set<std::string> tokens_;
  std::optional<SearchWordSieve> sieve_;
  std::size_t groups_ = 0;  // that one text may have a word of each of
  std::string word_;        // being looked up
  std::vector<std::string> beginnings_;
  std::unordered_map<std::string, const std::string*> known_;  // words seen, nullptr: no hit
};

}  // namespace delo::holdings
