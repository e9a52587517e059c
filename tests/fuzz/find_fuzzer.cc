// Any bytes as a question to find: understood or refused; what is asked of the index is words in
// quotes, which it takes whatever they are, and snippets keep to their bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdings/catalogue/query.h"
#include "holdings/catalogue/snippet.h"
#include "holdings/database/sqlite_database.h"

namespace {

using delo::holdings::FindPlace;
using delo::holdings::FindQuery;

struct Index {
  std::unique_ptr<delo::holdings::Database> database;
  std::unique_ptr<delo::holdings::Statement> rows;
};

Index& index() {
  static Index* kIndex = [] {
    auto* made = new Index;
    made->database = *delo::holdings::open_sqlite({}, delo::holdings::SqliteMode::kMemory);
    const bool filled =
        made->database
            ->run(
                "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', "
                "tokenize = \"ascii tokenchars '~'\");"
                "INSERT INTO words (rowid, title, text) VALUES (1, 'stalin', 'mao koree')")
            .has_value();
    if (!filled) std::abort();
    made->rows = *made->database->prepare("SELECT rowid FROM words WHERE words MATCH $1");
    return made;
  }();
  return *kIndex;
}

void match(const std::string& expression) {
  if (expression.empty()) return;
  delo::holdings::Statement& rows = index().rows->bind(1, expression);
  for (;;) {
    const auto more = rows.step();
    if (!more) std::abort();  // no question is an error of syntax
    if (!*more) return;
  }
}

void ask(std::string_view text, bool beginnings) {
  const auto query = delo::holdings::parse_query(text, beginnings);
  if (!query) return;
  match(all_match(*query));
  match(none_match(*query));
  delo::holdings::SnippetWriter writer(*query);
  FindPlace place{
      .field = {}, .path = {}, .language = {}, .sheet = {}, .leaf = {}, .text = {}, .marks = {}};
  std::size_t at = 0;
  // The question stands in itself, unless it is a reference.
  if (!writer.write(text, place, at)) return;
  if (at >= text.size()) std::abort();
  std::size_t characters = 0, end = 0;
  for (const char c : place.text) characters += (c & 0xC0) != 0x80 ? 1 : 0;
  for (const auto& [from, length] : place.marks) {
    if (from < end || from + length > characters) std::abort();
    end = from + length;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ask(text, false);
  ask(text, true);
  return 0;
}
