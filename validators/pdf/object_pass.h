// One pass over every object of a document: each stream decoded once, each
// content stream read, what is active or attached named, each page measured.
#pragma once

#include <vector>

#include "core/records/examination.h"
#include "validators/examine_file.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/pdf_structure.h"

namespace delo::validators::pdf {

// `file_size` in bytes: what streams may unfold to grows with it.
void check_all_objects(Document& document, std::uint64_t file_size, const std::vector<Page>& pages,
                       Examination& examination, const ExamineOptions& options, Findings& findings);

}  // namespace delo::validators::pdf
