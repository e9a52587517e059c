// What an archive wants to know of each page: its images and how they are coded,
// its text, its fonts, whether it shows anything.
#pragma once

#include <string>
#include <vector>

#include "core/records/technical_metadata.h"
#include "validators/pdf/content_stream.h"

namespace delo::validators::pdf {

// `marked`: annotations mark the page too.
PageMetadata page_metadata(const Page& page, const ContentFacts& facts, bool marked);

// The font's program is in the file; those of Type 3 are content streams of it.
bool is_embedded(const Value& font);

// What the document calls each of its first `pages` pages (12.4.2); empty when it
// has no labels.
std::vector<std::string> page_labels(const Value& catalog, std::size_t pages);

}  // namespace delo::validators::pdf
