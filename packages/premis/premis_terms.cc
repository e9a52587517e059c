#include "packages/premis/premis_terms.h"

#include <string>

namespace delo::packages::premis {

void term(XmlWriter& xml, std::string_view element, std::string_view text, std::string_view list,
          std::string_view code) {
  if (code.empty()) return xml.element(element, text);
  constexpr std::string_view kVocabulary = "http://id.loc.gov/vocabulary/preservation/";
  std::string uri(kVocabulary);
  uri.append(list).append("/").append(code);
  xml.element(element, text, {{"valueURI", uri}});
}

void identifier(XmlWriter& xml, std::string_view of, std::string_view type,
                std::string_view value) {
  const std::string name(of);
  xml.open(name + "Identifier");
  xml.element(name + "IdentifierType", type);
  xml.element(name + "IdentifierValue", value);
  xml.close();
}

}  // namespace delo::packages::premis
