// Elements that all PREMIS documents of ours are made of.
#pragma once

#include <string_view>

#include "core/records/event.h"
#include "core/text/xml_writer.h"

namespace delo::packages::premis {

inline constexpr std::string_view kUuid = "UUID";
inline constexpr std::string_view kLocal = "local";

// A term of a vocabulary of id.loc.gov/vocabulary/preservation: its text, and its URI
// where it has one.
void term(XmlWriter& xml, std::string_view element, std::string_view text, std::string_view list,
          std::string_view code);

// <ofIdentifier> with its type and value.
void identifier(XmlWriter& xml, std::string_view of, std::string_view type, std::string_view value);

// What an event of this type is linked to comes out of it; else the event works on it.
// (id.loc.gov/vocabulary/preservation/eventRelatedObjectRole: outcome, source)
bool makes_its_object(EventType type);

}  // namespace delo::packages::premis
