#include "packages/eark/profile_checks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text/utf8.h"
#include "packages/eark/csip_vocabulary.h"
#include "packages/eark/mets_words.h"

namespace delo::packages {
namespace {

class ProfileChecker {
 public:
  ProfileChecker(const MetsDocument& mets, MetsFindings& findings)
      : mets_(mets), findings_(findings) {}

  Result<void> run(PackageKind kind) {
    switch (kind) {
      case PackageKind::kSip:
        return check_sip();
      case PackageKind::kAip:
        check_aip();
        break;
      case PackageKind::kDip:
        check_dip();
        break;
    }
    return {};
  }

 private:
  void add(std::string_view id, std::uint64_t line, std::string message,
           std::optional<Severity> severity = {}) {
    findings_.add(id, line, std::move(message), severity);
  }

  void check_profile_address(std::string_view code, std::string_view beginning) {
    if (!mets_.profile || !mets_.profile->starts_with(beginning)) {
      add(code, 0,
          "PROFILE is " + in_quotes(mets_.profile) + ", expected " + std::string(beginning) +
              "….xml");
    }
  }
  void check_package_type(std::string_view code, std::string_view type) {
    if (mets_.package_type != type) {
      add(code, 0,
          "csip:OAISPACKAGETYPE is " + in_quotes(mets_.package_type) + ", expected " +
              std::string(type));
    }
  }

  void check_alternative_id(std::string_view code, std::string_view type, bool one) {
    std::size_t found = 0;
    for (const auto& [its_type, text] : mets_.alternative_ids) {
      if (its_type != type) continue;
      if (is_blank(text)) add(code, 0, "altRecordID " + std::string(type) + " is empty");
      ++found;
    }
    if (one && found != 1) {
      add(code, 0, "there are " + std::to_string(found) + " altRecordID " + std::string(type));
    }
  }

  struct AgentCodes {
    std::string_view type, name, note, note_type;
  };
  static bool is_body(const MetsText& type) {
    return type == "ORGANIZATION" || type == "INDIVIDUAL";
  }

  // Has the role in other letters, or as OTHERROLE.  A person who is SUBMITTER is the
  // contact: so the profile's own example has it.
  static bool means(const MetsAgent& agent, std::string_view role) {
    const std::string said =
        to_lower((agent.role == "OTHER" ? agent.other_role : agent.role).value_or(""));
    return said == to_lower(role) ||
           (role == "CREATOR" && said == "submitter" && agent.type == "ORGANIZATION");
  }

  void check_agent(const MetsAgent& agent, bool is_type, const AgentCodes& codes) {
    if (!is_type) add(codes.type, agent.line, "TYPE is " + in_quotes(agent.type));
    if (agent.names.empty() || is_blank(agent.names[0])) {
      add(codes.name, agent.line, "there is no name");
    }
    if (agent.notes.empty()) add(codes.note, agent.line, "there is no note");
    for (const MetsAgent::Note& note : agent.notes) {
      if (note.type == "IDENTIFICATIONCODE") continue;
      add(codes.note_type, agent.line, "csip:NOTETYPE is " + in_quotes(note.type));
    }
  }

  // The agents with the role; when there are none, the first that is meant to have it,
  // which is told under `code`.
  std::vector<const MetsAgent*> agents_with(std::string_view code, std::string_view role) {
    std::vector<const MetsAgent*> with;
    const MetsAgent* meant = nullptr;
    for (const MetsAgent& agent : mets_.agents) {
      if (agent.other_type == "SOFTWARE") continue;
      if (agent.role == role) with.push_back(&agent);
      if (!meant && means(agent, role)) meant = &agent;
    }
    if (with.empty() && meant) {
      const std::string other =
          meant->role == "OTHER" ? ", OTHERROLE " + in_quotes(meant->other_role) : "";
      add(code, meant->line,
          "ROLE is " + in_quotes(meant->role) + other + ", expected " + std::string(role));
      with.push_back(meant);
    }
    return with;
  }

  void check_agents_of_sip() {
    const auto creators = agents_with("SIP10", "ARCHIVIST");
    if (creators.empty()) add("SIP9", 0, "no agent has the ROLE ARCHIVIST");
    for (const MetsAgent* agent : creators) {
      check_agent(*agent, is_body(agent->type), {"SIP11", "SIP12", "SIP13", "SIP14"});
    }
    const auto keepers = agents_with("SIP27", "PRESERVATION");
    if (keepers.empty()) add("SIP26", 0, "no agent has the ROLE PRESERVATION");
    for (const MetsAgent* agent : keepers) {
      check_agent(*agent, agent->type == "ORGANIZATION", {"SIP28", "SIP29", "SIP30", "SIP31"});
    }
    // A contact person is a creator too, before or behind the organisation that submits.
    const auto submitters = agents_with("SIP16", "CREATOR");
    if (submitters.empty()) {
      add("SIP15", 0, "no agent that is an organisation or person has the ROLE CREATOR");
      return;
    }
    const auto body = std::ranges::find_if(
        submitters, [](const MetsAgent* agent) { return agent->type == "ORGANIZATION"; });
    const MetsAgent& agent = body != submitters.end() ? **body : *submitters.front();
    check_agent(agent, is_body(agent.type), {"SIP17", "SIP18", "SIP19", "SIP20"});
  }

  Result<void> check_sip() {
    if (is_blank(mets_.label)) add("SIP1", 0, "LABEL is " + in_quotes(mets_.label));
    check_profile_address("SIP2", "https://earksip.dilcis.eu/profile/E-ARK-SIP");
    if (!mets_.record_status || !is_record_status(*mets_.record_status)) {
      add("SIP3", 0, "RECORDSTATUS is " + in_quotes(mets_.record_status));
    }
    check_package_type("SIP4", "SIP");
    check_alternative_id("SIP5", "SUBMISSIONAGREEMENT", true);
    check_alternative_id("SIP6", "PREVIOUSSUBMISSIONAGREEMENT", false);
    check_alternative_id("SIP7", "REFERENCECODE", true);
    check_alternative_id("SIP8", "PREVIOUSREFERENCECODE", false);
    check_agents_of_sip();
    return check_file_formats();
  }

  struct FormatAttribute {
    std::string_view code;
    MetsText MetsFile::*member;
    std::string_view name;
    std::size_t absent = 0;
    std::vector<std::uint64_t> empty_at = {};  // lines
  };

  // Absence is told once: these attributes may be left out.
  Result<void> check_file_formats() {
    std::array attributes = {
        FormatAttribute{"SIP32", &MetsFile::format_name, "sip:FILEFORMATNAME"},
        FormatAttribute{"SIP33", &MetsFile::format_version, "sip:FILEFORMATVERSION"},
        FormatAttribute{"SIP34", &MetsFile::format_registry, "sip:FILEFORMATREGISTRY"},
        FormatAttribute{"SIP35", &MetsFile::format_key, "sip:FILEFORMATKEY"}};
    DELO_CHECK(mets_.files.for_each([&](const MetsFile& file) {
      for (FormatAttribute& attribute : attributes) {
        if (!(file.*attribute.member)) {
          ++attribute.absent;
        } else if (is_blank(file.*attribute.member)) {
          attribute.empty_at.push_back(file.link.line);
        }
      }
    }));
    for (const FormatAttribute& attribute : attributes) {
      const std::string name(attribute.name);
      for (const std::uint64_t line : attribute.empty_at) {
        add(attribute.code, line, name + " is empty", Severity::kWarning);
      }
      if (attribute.absent > 0) {
        add(attribute.code, 0,
            name + " is absent from " + std::to_string(attribute.absent) + " files");
      }
    }
    return {};
  }

  void check_aip() {
    if (is_blank(mets_.objid)) add("AIPM1", 0, "OBJID is " + in_quotes(mets_.objid));
    // Both hosts: the profile was published with the DIP's.
    if (!mets_.profile ||
        (!mets_.profile->starts_with("https://earkdip.dilcis.eu/profile/E-ARK-AIP") &&
         !mets_.profile->starts_with("https://earkaip.dilcis.eu/profile/E-ARK-AIP"))) {
      add("AIPM2", 0, "PROFILE is " + in_quotes(mets_.profile));
    }
    check_package_type("AIPM3", "AIP");
    bool current = false, any_description = false, reference = false, premis = false,
         version3 = false;
    for (const MetsSection& section : mets_.sections) {
      if (section.kind == MetsSection::Kind::kDescription) {
        any_description = true;
        current = current || section.status == "CURRENT";
      }
      if (section.kind != MetsSection::Kind::kProvenance || !section.reference) continue;
      reference = true;
      if (section.reference->mdtype && section.reference->mdtype->starts_with("PREMIS")) {
        premis = true;
        version3 = version3 || (section.reference->mdtype_version &&
                                section.reference->mdtype_version->starts_with('3'));
      }
    }
    if (any_description && !current) add("AIPM4", 0, "no dmdSec has the STATUS CURRENT");
    if (!reference) {
      add("AIPM5", 0, "there is no digiprovMD with a mdRef");
    } else if (!premis) {
      add("AIPM6", 0, "no digiprovMD is of the MDTYPE PREMIS");
    } else if (!version3) {
      add("AIPM7", 0, "no PREMIS has a MDTYPEVERSION that begins with 3");
    }
  }

  void check_dip() {
    if (is_blank(mets_.objid)) add("DIP1", 0, "OBJID is " + in_quotes(mets_.objid));
    check_profile_address("DIP2", "https://earkdip.dilcis.eu/profile/E-ARK-DIP");
    check_package_type("DIP3", "DIP");
    for (const MetsSection& section : mets_.sections) {
      if (section.kind != MetsSection::Kind::kDescription || section.status == "CURRENT") continue;
      const bool known = !section.status || is_status(*section.status);
      add("DIP4", section.line, "STATUS is " + in_quotes(section.status) + ", expected CURRENT",
          known ? Severity::kWarning : Severity::kError);
    }
  }

  const MetsDocument& mets_;
  MetsFindings& findings_;
};

}  // namespace

Result<void> check_profile(const MetsDocument& mets, PackageKind kind, MetsFindings& findings) {
  return ProfileChecker(mets, findings).run(kind);
}

}  // namespace delo::packages
