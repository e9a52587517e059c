// Whether a reference that was read comes back when it is written and read again.
#pragma once

#include <string_view>

#include "core/records/reference.h"

namespace delo {

// What the text says, whether it can be written again or not: parse_references()
// without make_writable().  REQUIRES: at most kMaxReferenceText bytes
ParsedReferences read_references(std::string_view text);

// What a text says is given out as it can be written and read again.  Where an unknown
// archive's name runs into what follows it ("Fond Pa. П. 12"), the name is what is read
// of it.  false: it doesn't come back without a name either.
bool make_writable(ArchivalReference& reference);

// The forms that need no trial, because the grammar reads back what is printed of them:
// a fond, an archive that we know or whose words mean nothing else, and numbers with a
// short prefix and suffix.  Leaves always come back.
bool is_plainly_writable(const ArchivalReference& reference);

}  // namespace delo
