// Copies that were made of texts in other encodings, as PREMIS tells of both.
#pragma once

#include <string>
#include <unordered_map>

#include "core/result.h"
#include "packages/eark/ip_layout.h"

namespace delo::packages {

// Of a text's copy: the UUID of the text.  A copy that was there before a text was made anew
// names its own.
std::string uuid_of_text(const Package& package, const FileObject& copy);

// Copies of texts, by the UUID of the text, where both are told of: of a package in parts the
// text may be in another one.
class CopiesOfTexts {
 public:
  Result<void> know(const IpLayout& layout);
  // nullptr: there is none.
  const std::string* copy_of(const std::string& text) const;

 private:
  std::unordered_map<std::string, std::string> copies_;
};

}  // namespace delo::packages
