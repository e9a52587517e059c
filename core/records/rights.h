// PREMIS Rights: what may be done with the material, and on what ground.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"

namespace delo {

// An act that is granted, or not: {"disseminate", "disallow", "2024-01-01", "open"}.
struct RightsGrant {
  std::string act;          // of the vocabulary or any other word, lower case
  std::string restriction;  // "allow" "disallow" "conditional"; empty: none is told
  std::string start, end;   // as dates below; an end may be "open"
  std::string note;
  auto operator<=>(const RightsGrant&) const = default;
};

// A document that proves a right: {"URL", "https://…", "licence text"}.
struct RightsDocument {
  std::string type, value, role;
  auto operator<=>(const RightsDocument&) const = default;
};

// PREMIS rightsStatement.  Dates are years, months or days: "1951", "1951-01", "1951-01-27".
struct RightsStatement {
  std::string basis;        // "copyright" "license" "statute" "other"
  std::string other_basis;  // of "other": "donor", "policy", …
  std::string status;       // of copyright: "copyrighted" "publicdomain" "unknown"
  std::string jurisdiction;
  std::string determined;  // when the status was determined
  std::string start, end;  // when it applies; an end may be "open"
  std::string terms;       // of a license
  std::string citation;    // of a statute
  std::string note;
  std::vector<RightsDocument> documents;
  std::vector<RightsGrant> grants;
  std::vector<RelativePath> objects;  // files of the item; empty: the item itself

  // The same ground for the same thing, whatever acts are granted and for what files.
  bool same_ground(const RightsStatement& other) const;
};

// What keeps a statement from being told in PREMIS, each a part of a sentence:
// "a copyright has no status".  Empty: nothing.
std::vector<std::string> faults_of(const RightsStatement& statement);

// A word as rights.csv has it ("Copyright", "donor") as basis and other_basis.
// False: it is none.
bool set_basis(RightsStatement& statement, std::string_view word);

// "1951", "1951-01", "1951-01-27": a day that there is.
bool is_rights_date(std::string_view text);

}  // namespace delo
