// Images within content streams (ISO 32000-1 8.9.7): their own abbreviations, made
// the dictionary that an image XObject would have.
#pragma once

#include <string>
#include <string_view>

#include "validators/pdf/image_dictionary.h"

namespace delo::validators::pdf {

// `entries` as between BI and ID.  A colour space that is none of the abbreviations
// is looked for in `resources`; `missing` is its name when it is not there.
Value inline_image(Document& document, Object::Entries entries, const Value& resources,
                   std::string& missing);

// Bytes of the data when no filter is named; 0: unknown.
std::uint64_t plain_size_of(const ImageFacts& facts);

}  // namespace delo::validators::pdf
