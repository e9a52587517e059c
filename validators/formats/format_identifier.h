// What format is this file in, and how do we know?
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "core/records/format.h"
#include "core/result.h"

namespace delo::validators {

// Identifies by signature; where the signature leaves it open (plain text, CSV,
// JSON) by the extension of `path`.  Format::basis says which bytes were seen and
// whether the extension agrees.  A file that bears the extension of a format we
// can examine and no signature at all is taken at its word ("extension only"),
// so that the examination says what is wrong with it.  Error kIo.
Result<Format> identify_format(const ByteSource& bytes, const RelativePath& path);

// Findings about the identification itself: format.unknown, format.extension-mismatch.
std::vector<Finding> check_identification(const Format& format, const RelativePath& path);

// Lower case, without the dot; empty when there is none.
std::string extension_of(const RelativePath& path);

std::span<const Rule> format_rules();

}  // namespace delo::validators
