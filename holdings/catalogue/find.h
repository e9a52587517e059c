// What may be asked of the index of words, and what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/records/reference.h"
#include "holdings/holdings.h"

namespace delo::holdings {

// In `words`: words (AND between them), "phrases" in quotes, OR between two, -word or
// NOT word for what must not be there, word* for the beginning of one, an archival reference
// among them ("f. 45 d. 337 l. 38").  Anything else divides words.  See docs/man/delo.1.
struct FindOrder {
  std::string words;
  // Empty ones ask for nothing.
  std::string archive;   // in any of its names
  std::string fond;      // in either script
  std::string language;  // BCP 47; "ru" is "ru-RU" too
  std::string validity;  // "valid" "invalid"
  std::string dates;     // as asked_dates() of date_span.h: "1952..1953"
  std::size_t limit = 20, offset = 0;
  bool places = true;  // FindHit::places are wanted
};

// Where something that was asked for stands.
struct FindPlace {
  std::string field;       // "transcription" "translation" "title" "description" "name" "scan"
  std::string path;        // of the file within the package; empty: of the description
  std::string language;    // BCP 47 of the text; empty: unknown
  std::string sheet;       // the mark it stands under, as Leaf::label(); empty: none is told
  std::string leaf;        // the leaf of the delo, where that is known
  std::uint32_t page = 0;  // of the file, from 1; 0: the file as a whole, or of a text
  std::string text;        // around it, blanks made one, no control characters
  // Hits in `text`: (place, length), both in characters (code points).
  std::vector<std::pair<std::size_t, std::size_t>> marks;
};

struct FindHit {
  PackageEntry entry;
  std::vector<FindPlace> places;  // the leaf asked for first, then what holds most words
};

// A text that is not in the index as a whole.
struct UnreadText {
  PackageId package;
  std::string path;    // within the package
  std::string remark;  // why
  enum class Fault : std::uint8_t {
    kNone,     // it is no text that can be read, or too long
    kDamaged,  // no copy has the file as it was stored
    kFailed,   // we could not read it
  } fault = Fault::kNone;
};

// What there is in the index of words.
struct IndexSize {
  std::uint64_t packages = 0, texts = 0, text_bytes = 0;
  std::uint64_t remarks = 0;  // texts that are not there as a whole
};

struct FindAnswer {
  std::vector<FindHit> hits;
  // How many packages there are in all; with `more` at least so many.
  std::uint64_t matches = 0;
  bool more = false;
  // Words that are found nowhere as they stand were taken as beginnings of words.
  bool as_beginnings = false;
};

}  // namespace delo::holdings
