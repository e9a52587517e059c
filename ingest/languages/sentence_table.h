// The sentences that checks write and that can be said in other languages.
#pragma once

#include <span>
#include <string_view>

namespace delo::ingest {

struct Sentence {
  std::string_view rule;
  std::string_view text;  // English, with names in braces for what differs
};

// Of one rule, the more particular ones first.
std::span<const Sentence> known_sentences();

}  // namespace delo::ingest
