// XML files: well-formed, and safe to open.
#pragma once

#include <span>
#include <string_view>

#include "validators/examine_file.h"

namespace delo::validators::xml {

// Reads the document once, as a stream; nothing is loaded, fetched or expanded.
// In METS documents the links to files are looked at, too.
Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options);

// Where a link of a METS document leads.
enum class LinkTarget { kWithin, kOutside, kRemote };
LinkTarget target_of_link(std::string_view href);

std::span<const Rule> xml_rules();

}  // namespace delo::validators::xml
