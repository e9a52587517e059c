// The archives whose references we know by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace delo {

struct Archive {
  std::string_view latin;     // "GARF", as the command line and packages write it
  std::string_view cyrillic;  // "ГАРФ"
};

// The archive of that name today: abbreviation in either script, with or without
// blanks and dots, full name, or the name it had before ("ЦГАОР" → GARF) where one
// present archive alone took over.  nullptr when the table does not know it.
const Archive* archive_named(std::string_view name);
// What archive_named() compares: the name in capitals, without blanks and marks, look-alike
// letters made alike.
std::string archive_key(std::string_view name);
// Is that the Latin abbreviation that archive_named() gives for itself?
bool is_latin_abbreviation(std::string_view name);

// An archive that the users' own table adds, or gives more names.
struct OwnArchive {
  std::string latin, cyrillic;
  std::vector<std::string> names;  // others
};
// Adds them to the built-in ones for the rest of this process; a name that they give
// is theirs, whoever had it before.  An archive of a built-in abbreviation is that
// archive, with more names.  REQUIRES: called before other threads read references.
void use_archives(const std::vector<OwnArchive>& archives);

// The same, for a reader that has tokens: of the skeletons of a name's words, put
// together; and whether some name may begin with that word.
const Archive* archive_of_key(std::string_view key);
bool begins_archive_name(std::string_view skeleton);

}  // namespace delo
