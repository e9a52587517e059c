#include "packages/premis/rights_writer.h"

#include <algorithm>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/premis/premis_terms.h"

namespace delo::packages {
namespace {

using premis::identifier;
using premis::term;

// "open" is how PREMIS 3.0 wants an end that nobody knows yet (Data Dictionary, endDate).
void dates(XmlWriter& xml, std::string_view element, const std::string& start,
           const std::string& end) {
  if (start.empty() && end.empty()) return;
  xml.open(element);
  xml.element("startDate", start.empty() ? ".." : start);  // must stand; EDTF "open start"
  if (!end.empty()) xml.element("endDate", end == "open" ? "OPEN" : end);
  xml.close();
}

void documents(XmlWriter& xml, const std::string& of, const std::string& role_name,
               const std::vector<RightsDocument>& documents) {
  for (const RightsDocument& document : documents) {
    xml.open(of + "DocumentationIdentifier");
    xml.element(of + "DocumentationIdentifierType", document.type);
    xml.element(of + "DocumentationIdentifierValue", document.value);
    if (!document.role.empty()) xml.element(role_name, document.role);
    xml.close();
  }
}

void optional(XmlWriter& xml, std::string_view element, const std::string& text) {
  if (!text.empty()) xml.element(element, text);
}

void copyright(XmlWriter& xml, const RightsStatement& s) {
  const std::string status = to_lower(s.status);
  const std::string_view code = status == "copyrighted"                                 ? "cpr"
                                : status == "publicdomain" || status == "public domain" ? "pub"
                                : status == "unknown"                                   ? "unk"
                                                                                        : "";
  xml.open("copyrightInformation");
  term(xml, "copyrightStatus", s.status, "copyrightStatus", code);
  xml.element("copyrightJurisdiction", s.jurisdiction);
  optional(xml, "copyrightStatusDeterminationDate", s.determined);
  optional(xml, "copyrightNote", s.note);
  documents(xml, "copyright", "copyrightDocumentationRole", s.documents);
  dates(xml, "copyrightApplicableDates", s.start, s.end);
  xml.close();
}

void license(XmlWriter& xml, const RightsStatement& s) {
  xml.open("licenseInformation");
  documents(xml, "license", "licenseDocumentationRole", s.documents);
  optional(xml, "licenseTerms", s.terms);
  optional(xml, "licenseNote", s.note);
  dates(xml, "licenseApplicableDates", s.start, s.end);
  xml.close();
}

void statute(XmlWriter& xml, const RightsStatement& s) {
  xml.open("statuteInformation");
  xml.element("statuteJurisdiction", s.jurisdiction);
  xml.element("statuteCitation", s.citation);
  optional(xml, "statuteInformationDeterminationDate", s.determined);
  optional(xml, "statuteNote", s.note);
  documents(xml, "statute", "statuteDocumentationRole", s.documents);
  dates(xml, "statuteApplicableDates", s.start, s.end);
  xml.close();
}

void other(XmlWriter& xml, const RightsStatement& s) {
  xml.open("otherRightsInformation");
  documents(xml, "otherRights", "otherRightsDocumentationRole", s.documents);
  xml.element("otherRightsBasis", s.other_basis.empty() ? "other" : s.other_basis);
  dates(xml, "otherRightsApplicableDates", s.start, s.end);
  optional(xml, "otherRightsNote", s.note);
  xml.close();
}

void grant(XmlWriter& xml, const RightsGrant& grant) {
  // The list of acts was folded into the types of events in 2018; its terms have the
  // codes they had.
  constexpr std::pair<std::string_view, std::string_view> kActs[] = {
      {"delete", "del"}, {"disseminate", "dis"}, {"migrate", "mig"},
      {"modify", "mod"}, {"replicate", "rep"},   {"use", "use"}};
  const auto* known =
      std::ranges::find(kActs, grant.act, [](const auto& act) { return act.first; });
  xml.open("rightsGranted");
  term(xml, "act", grant.act, "actionsGranted", known != std::end(kActs) ? known->second : "");
  optional(xml, "restriction", grant.restriction);
  // What is forbidden for a time is a term of restriction, what is allowed one of grant.
  const bool forbids = grant.restriction == "disallow" || grant.restriction == "conditional";
  dates(xml, forbids ? "termOfRestriction" : "termOfGrant", grant.start, grant.end);
  optional(xml, "rightsGrantedNote", grant.note);
  xml.close();
}

void link(XmlWriter& xml, std::string_view uuid) {
  xml.open("linkingObjectIdentifier");
  xml.element("linkingObjectIdentifierType", premis::kUuid);
  xml.element("linkingObjectIdentifierValue", uuid);
  xml.close();
}

void statement(XmlWriter& xml, const Package& package, const RightsStatement& s,
               std::size_t number) {
  xml.open("rightsStatement");
  identifier(xml, "rightsStatement", premis::kUuid,
             uuid_of(package.id.value + "/rights/" + std::to_string(number)));
  term(xml, "rightsBasis", s.basis, "rightsBasis",
       s.basis == "copyright" ? "cop"
       : s.basis == "license" ? "lic"
       : s.basis == "statute" ? "sta"
                              : "oth");
  if (s.basis == "copyright") {
    copyright(xml, s);
  } else if (s.basis == "license") {
    license(xml, s);
  } else if (s.basis == "statute") {
    statute(xml, s);
  } else {
    other(xml, s);
  }
  for (const RightsGrant& each : s.grants) grant(xml, each);
  if (s.objects.empty()) link(xml, package.id.value);
  for (const RelativePath& path : s.objects) link(xml, uuid_of_file(package, path));
  xml.close();
}

}  // namespace

void write_rights(XmlWriter& xml, const IpLayout& layout) {
  const Package& package = *layout.package;
  if (!has_rights(package)) return;
  xml.open("rights");
  std::size_t number = 0;
  for (const RightsStatement& s : package.item.rights) statement(xml, package, s, ++number);
  for (const RightsStatement& s : package.context.rights) statement(xml, package, s, ++number);
  xml.close();
}

}  // namespace delo::packages
