// What can be said of a file that can't be opened without a password.
#pragma once

#include "validators/pdf/byte_window.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/object.h"

namespace delo::validators::pdf {

// The encryption dictionary as it stands in the file, strings as they are written; null
// when there is none.  `offset`: of its object.
Object read_encryption(ByteWindow& file, std::uint64_t offset);

// Its strings have the length their revision asks for (7.6.3.2 table 21): with others no
// password opens the file.
void check_locked_encryption(const Object& encryption, Findings& findings);

}  // namespace delo::validators::pdf
