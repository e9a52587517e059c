// What a finding says, in the reader's language.
#pragma once

#include <string>
#include <string_view>

#include "core/records/finding.h"
#include "core/records/leaf.h"
#include "core/records/reference.h"
#include "ingest/languages/language.h"

namespace delo::ingest {

// The finding's message.  Those about leaves, checksums and the agreed settings, which
// vendors are told most, are said in `language`: the message is recognised by the
// sentences its check writes, so that records of any age can be told in any language.
// All others stay English, as technical detail.
std::string sentence_of(const Finding& finding, const Language& language);
// True for a message that sentence_of() can say in other languages.
bool is_translatable(const Finding& finding);

// The leaves that a translatable message is about: "37, 38 об."; empty where it is about
// none, or the finding's own place says it.
std::string leaves_told(const Finding& finding, const Language& language);

// "37ob" · "37 об." · "37 зв."
std::string leaf_label(const Leaf& leaf, const Language& language);
// In the script of the language, safe for a terminal.
std::string reference_in(const ArchivalReference& reference, const Language& language);

}  // namespace delo::ingest
