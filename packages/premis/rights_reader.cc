#include "packages/premis/rights_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/text/xml_reader.h"
#include "packages/premis/premis_node.h"

namespace delo::packages {
namespace {

constexpr std::string_view kPremis = "http://www.loc.gov/premis/v3";

const PremisNode* child(const PremisNode& node, std::string_view name) {
  const auto at = std::ranges::find(node.children, name, &PremisNode::name);
  return at == node.children.end() ? nullptr : &*at;
}

std::string text(const PremisNode& node, std::string_view name) {
  const PremisNode* found = child(node, name);
  return found ? found->text : std::string();
}

// As the writer of dates told them.
void take_dates(const PremisNode& node, const std::string& element, std::string& start,
                std::string& end) {
  const PremisNode* dates = child(node, element);
  if (!dates) return;
  start = text(*dates, "startDate");
  if (start == "..") start.clear();
  end = text(*dates, "endDate");
  if (end == "OPEN") end = "open";
}

// What the four grounds have in common; `of` begins the names of their elements.
void take_ground(const PremisNode& node, const std::string& of, RightsStatement& s) {
  s.note = text(node, of + "Note");
  take_dates(node, of + "ApplicableDates", s.start, s.end);
  for (const PremisNode& part : node.children) {
    if (part.name != of + "DocumentationIdentifier") continue;
    s.documents.push_back({.type = text(part, of + "DocumentationIdentifierType"),
                           .value = text(part, of + "DocumentationIdentifierValue"),
                           .role = text(part, of + "DocumentationRole")});
  }
}

RightsGrant grant_from(const PremisNode& node) {
  RightsGrant grant{.act = text(node, "act"),
                    .restriction = text(node, "restriction"),
                    .note = text(node, "rightsGrantedNote")};
  for (const char* term : {"termOfGrant", "termOfRestriction"}) {
    if (child(node, term)) take_dates(node, term, grant.start, grant.end);
  }
  return grant;
}

KeptRights rights_from(const PremisNode& node) {
  KeptRights kept;
  RightsStatement& s = kept.statement;
  s.basis = text(node, "rightsBasis");
  for (const PremisNode& part : node.children) {
    if (part.name == "copyrightInformation") {
      take_ground(part, "copyright", s);
      s.status = text(part, "copyrightStatus");
      s.jurisdiction = text(part, "copyrightJurisdiction");
      s.determined = text(part, "copyrightStatusDeterminationDate");
    } else if (part.name == "licenseInformation") {
      take_ground(part, "license", s);
      s.terms = text(part, "licenseTerms");
    } else if (part.name == "statuteInformation") {
      take_ground(part, "statute", s);
      s.jurisdiction = text(part, "statuteJurisdiction");
      s.citation = text(part, "statuteCitation");
      s.determined = text(part, "statuteInformationDeterminationDate");
    } else if (part.name == "otherRightsInformation") {
      take_ground(part, "otherRights", s);
      s.other_basis = text(part, "otherRightsBasis");
    } else if (part.name == "rightsGranted") {
      s.grants.push_back(grant_from(part));
    } else if (part.name == "linkingObjectIdentifier") {
      kept.linked.push_back(text(part, "linkingObjectIdentifierValue"));
    }
  }
  return kept;
}

class Reader final : public XmlHandler {
 public:
  void start(const XmlElement& element, const XmlPlace&) override {
    if (path_.empty() && !element.is(kPremis, "rightsStatement")) return;
    PremisNode node;
    node.name = element.name;
    path_.push_back(std::move(node));
  }
  void text(std::string_view text) override {
    if (!path_.empty()) path_.back().text += text;
  }
  void end(std::string_view, std::string_view) override {
    if (path_.empty()) return;
    PremisNode done = std::move(path_.back());
    path_.pop_back();
    if (path_.empty()) {
      rights.push_back(rights_from(done));
    } else {
      path_.back().children.push_back(std::move(done));
    }
  }
  void fault(const XmlFault& fault) override {
    if (wrong.empty()) wrong = "line " + std::to_string(fault.line) + ": " + fault.message;
  }

  std::vector<KeptRights> rights;
  std::string wrong;

 private:
  std::vector<PremisNode> path_;  // from the statement on
};

}  // namespace

Result<std::vector<KeptRights>> read_rights(const ByteSource& bytes) {
  Reader reader;
  DELO_TRY(const bool whole, read_xml(bytes, reader));
  if (!whole || !reader.wrong.empty()) {
    return Error{ErrorCode::kCorrupt, "the rights of PREMIS can't be read: " + reader.wrong};
  }
  return std::move(reader.rights);
}

}  // namespace delo::packages
