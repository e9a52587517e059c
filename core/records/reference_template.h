// References by a template: "{repository}/{series}/{box}/{folder}/{item}".  For
// archives whose codes have no keywords (ISAD(G) 3.1.1, EAD <unitid>).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/reference.h"
#include "core/result.h"

namespace delo {

// Text between parts stands for itself (a blank: for any blanks); what [ ] enclose
// may be missing.  {repository} is the archive, {fonds} or {collection} the fond,
// {series} the opis, {file} the delo; then {box}, {folder}, {item}, {volume},
// {reel}, {frames}, {leaves}.  A value is the shortest that lets the rest agree, before
// a blank the longest: "{repository} {fonds}/{series}" reads "GB 0074 ACC/1234" as
// repository "GB 0074".
class ReferenceTemplate {
 public:
  // Error kInvalidArgument: a part that is unknown, named twice or not divided
  // from the one before it, a bracket without its other one.
  static Result<ReferenceTemplate> parse(std::string_view text);

  // The whole of the text, blanks around it left out, is one reference, or a fault
  // says where it leaves the template.  At most 1,000 bytes.
  ParsedReferences read(std::string_view text) const;

  // The reference in this form; nothing when a part that must be there is missing,
  // one is there that the template has no place for, or read() would not give the
  // same again (a value with the template's '/' in it).
  std::optional<std::string> print(const ArchivalReference& reference) const;

  const std::string& text() const { return text_; }

 private:
  struct Piece {
    enum class Kind : std::uint8_t { kText, kPart, kOpen, kClose };
    Kind kind = Kind::kText;
    std::string text;         // kText; of kPart its name
    std::size_t partner = 0;  // kOpen: the piece of its kClose
  };
  class Reader;

  bool print_pieces(const ArchivalReference& reference, std::size_t from, std::size_t to,
                    std::string& out) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

// The template of the policy that this process works with, or nullptr: what a
// description gives as reference is read by it first.  REQUIRES, of use: called
// before other threads read references.
void use_reference_template(std::optional<ReferenceTemplate> pattern);
const ReferenceTemplate* reference_template_in_use();

}  // namespace delo
