// The simple types of XML Schema that METS, PREMIS and their extensions use.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace delo::packages {

// XML Schema 1.0 Part 2.
enum class SimpleType : std::uint8_t {
  kString,
  kEnumeration,  // of xs:string: one of a list, blanks and case as they stand
  kId,           // xs:ID: a name, unique in its document
  kIdref,        // xs:IDREF: the ID of an element of the document
  kIdrefs,       // one IDREF or several
  kNcName,
  kDateTime,
  kInteger,
  kPositiveInteger,
  kNonNegativeInteger,
  kLong,
  kInt,
  kUri,
  kUris,  // none or several
  kLanguage,
  kBase64,
};

// "dateTime" as the tables write it; nothing when there is none of that name.
std::optional<SimpleType> simple_type_named(std::string_view name);
// For a message: "a date and time like 2026-01-31T12:00:00Z".
std::string_view description_of(SimpleType type);

// Without white space at both ends, as all types but strings are read.
std::string_view without_blanks(std::string_view text);
// The next word of a list, which is cut off `rest`; empty at the end.
std::string_view next_word(std::string_view& rest);

// Is it in the lexical space of the type?  Enumerations, uniqueness and what
// references lead to are the caller's; Base64 has a reader of its own.
bool is_valid(SimpleType type, std::string_view value);

// xs:base64Binary as it arrives: it may be as large as a file.
class Base64Check {
 public:
  void add(std::string_view text);
  bool is_whole() const { return sound_ && digits_ % 4 == 0; }

 private:
  std::uint64_t digits_ = 0;
  int padding_ = 0;
  int last_ = 0;  // value of the last digit
  bool sound_ = true;
};

}  // namespace delo::packages
