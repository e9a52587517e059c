#include "core/records/rights_json.h"

#include "core/records/record_json.h"

namespace delo {
namespace {

struct Member {
  const char* name;
  std::string RightsStatement::*text;
};
constexpr Member kMembers[] = {{"basis", &RightsStatement::basis},
                               {"other_basis", &RightsStatement::other_basis},
                               {"status", &RightsStatement::status},
                               {"jurisdiction", &RightsStatement::jurisdiction},
                               {"determined", &RightsStatement::determined},
                               {"start", &RightsStatement::start},
                               {"end", &RightsStatement::end},
                               {"terms", &RightsStatement::terms},
                               {"citation", &RightsStatement::citation},
                               {"note", &RightsStatement::note}};

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push(text);
  return list;
}

Json to_json(const Party& party) {
  return Json::object({{"name", party.name},
                       {"code", party.code},
                       {"person", party.person},
                       {"notes", list_of(party.notes)}});
}

Json whole(const PackageSettings& settings) {
  const Submission& s = settings.submission;
  Json contacts = Json::array();
  for (const Party& contact : s.contacts) contacts.push(to_json(contact));
  Json rights = Json::array();
  for (const RightsStatement& statement : settings.rights) rights.push(to_json(statement));
  return Json::object({{"agreement", s.agreement},
                       {"previous_agreements", list_of(s.previous_agreements)},
                       {"reference_code", s.reference_code},
                       {"previous_reference_codes", list_of(s.previous_reference_codes)},
                       {"status", s.status},
                       {"archival_creator", to_json(s.archival_creator)},
                       {"submitter", to_json(s.submitter)},
                       {"contacts", std::move(contacts)},
                       {"preserver", to_json(s.preserver)},
                       {"rights", std::move(rights)}});
}

}  // namespace

Json to_json(const PackageSettings& settings) {
  static const Json kNothing = whole({});
  Json all = whole(settings);
  return all == kNothing ? Json() : all;
}

Json to_json(const RightsStatement& statement) {
  Json out = Json::object();
  for (const Member& member : kMembers) {
    const std::string& text = statement.*member.text;
    if (!text.empty()) out.set(member.name, text);
  }
  Json documents = Json::array();
  for (const RightsDocument& document : statement.documents) {
    documents.push(Json::object(
        {{"type", document.type}, {"value", document.value}, {"role", document.role}}));
  }
  out.set("documents", std::move(documents));
  Json grants = Json::array();
  for (const RightsGrant& grant : statement.grants) {
    grants.push(Json::object({{"act", grant.act},
                              {"restriction", grant.restriction},
                              {"start", grant.start},
                              {"end", grant.end},
                              {"note", grant.note}}));
  }
  out.set("grants", std::move(grants));
  Json objects = Json::array();
  for (const RelativePath& path : statement.objects) {
    Json one = Json::object();
    set_path(one, path);
    objects.push(std::move(one));
  }
  out.set("objects", std::move(objects));
  return out;
}

Result<RightsStatement> rights_from(const Json& json) {
  RightsStatement statement;
  for (const Member& member : kMembers) statement.*member.text = json[member.name].text();
  for (const Json& one : json["documents"].items()) {
    statement.documents.push_back({one["type"].text(), one["value"].text(), one["role"].text()});
  }
  for (const Json& one : json["grants"].items()) {
    statement.grants.push_back({one["act"].text(), one["restriction"].text(), one["start"].text(),
                                one["end"].text(), one["note"].text()});
  }
  for (const Json& one : json["objects"].items()) {
    DELO_TRY(RelativePath path, path_from(one));
    statement.objects.push_back(std::move(path));
  }
  return statement;
}

}  // namespace delo
