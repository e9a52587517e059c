// The description of a record as one: what was given for it and what it has from
// the levels above, in the elements of ISAD(G).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/records/isad.h"
#include "core/records/item.h"

namespace delo {

struct DescribedElement {
  IsadElement element = IsadElement::kNote;
  std::string value;  // as given
  // Dates in EDTF ("1953-03-05"), languages in BCP 47 ("ru"); empty for others and
  // for what can't be read as such.
  std::string normal;
  std::string given_as;  // "dc.date"
  std::string level;     // whence it is inherited: "fonds"; empty: given for the record
};

struct ArchivalDescription {
  std::vector<DescribedElement> elements;   // in the order of ISAD(G), then as given
  std::vector<DescriptionElement> unknown;  // what no scheme names, as given

  // The first of its kind; nullptr for none.
  const DescribedElement* first(IsadElement element) const;
  bool has(IsadElement element, bool inherited_too = true) const;
};

// Of the item as a whole.  Reference and title of the item are among it.  What is
// inherited is what the nearest level above says, element by element, where the record
// itself says nothing (ISAD(G) § 2, rules of multilevel description); never a title.
ArchivalDescription describe(const Item& item);
// Of elements alone.
ArchivalDescription describe(const std::vector<DescriptionElement>& elements);

}  // namespace delo
