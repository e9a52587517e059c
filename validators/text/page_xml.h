// Text of PAGE-XML (schema pagecontent 2010 to 2019): the text of lines, of a region without lines
// its own, in the order that ReadingOrder gives the regions.
#pragma once

#include <memory>

#include "validators/text/markup_text.h"

namespace delo::validators::text {

// The reader for a document whose root is PcGts.
std::unique_ptr<MarkupKind> page_xml();

// "0037ob.tif" → "37ob": the leaf that the name of a page's image speaks of; empty for none.
std::string label_of_image(std::string_view file);

}  // namespace delo::validators::text
