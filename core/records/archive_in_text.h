// The name of the archive that stands beside a reference.
#pragma once

#include <optional>
#include <string>

#include "core/records/archives.h"
#include "core/records/reference_scan.h"

namespace delo {

// The archive named before token `at`: the name right before it, or a known one a
// little earlier ("APRF, Moscow, f. 45").  Nothing before token `floor` is looked
// at.  The Latin abbreviation of a known archive, an unknown one as written.
std::string archive_before(const ReferenceScan& scan, std::size_t floor, std::size_t at);

// A known archive whose name ends right before `at`, marks between them allowed
// ("РГАСПИ 17/3/1001"); nullptr for none.
const Archive* known_archive_before(const ReferenceScan& scan, std::size_t floor, std::size_t at);

// A word of three or more capitals right before `at`, one comma allowed between; "" for none.
std::string abbreviation_before(const ReferenceScan& scan, std::size_t floor, std::size_t at);

// A known archive whose name begins at `at` or behind one comma or bracket ("фонд 17 РГАСПИ").
struct ArchiveAhead {
  const Archive* archive = nullptr;
  std::size_t next = 0;  // token after the name, a closing bracket included
};
std::optional<ArchiveAhead> archive_ahead(const ReferenceScan& scan, std::size_t at);

// Are the words [begin, end), where a mark divides them from a fond, the name of an archive as
// it would be read: all of them, and known or not?
bool is_whole_name(const ReferenceTokens& tokens, std::size_t begin, std::size_t end);

// An abbreviation in capitals.
bool is_abbreviation(const ReferenceToken& word);

// Mixed letters in the name of an archive.
void tell_mixed_archive(ReferenceScan& scan, std::size_t floor, std::size_t at);

}  // namespace delo
