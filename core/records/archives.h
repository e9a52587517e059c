// The archives whose references we know by name.
#pragma once

#include <string>
#include <string_view>

namespace delo {

struct Archive {
  std::string_view latin;     // "GARF", as the command line and packages write it
  std::string_view cyrillic;  // "ГАРФ"
};

// The archive of that name today: abbreviation in either script, with or without
// blanks and dots, full name, or the name it had before ("ЦГАОР" → GARF) where one
// present archive alone took over.  nullptr when the table does not know it.
const Archive* archive_named(std::string_view name);

// The same, for a reader that has tokens: of the skeletons of a name's words, put
// together; and whether some name may begin with that word.
const Archive* archive_of_key(const std::string& key);
bool begins_archive_name(const std::string& skeleton);

}  // namespace delo
