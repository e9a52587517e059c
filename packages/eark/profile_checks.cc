#include "packages/eark/profile_checks.h"

#include <string_view>

#include "packages/eark/csip_vocabulary.h"
#include "packages/eark/mets_words.h"

namespace delo::packages {
namespace {

class ProfileChecker {
 public:
  ProfileChecker(const MetsDocument& mets, MetsFindings& findings)
      : mets_(mets), findings_(findings) {}

  void run(PackageKind kind) {
    switch (kind) {
      case PackageKind::kSip:
        return check_sip();
      case PackageKind::kAip:
        return check_aip();
      case PackageKind::kDip:
        return check_dip();
    }
  }

 private:
  void add(std::string_view id, std::uint64_t line, std::string message,
           std::optional<Severity> severity = {}) {
    findings_.add(id, line, std::move(message), severity);
  }

  void check_status(std::string_view code, const MetsSection& section) {
    if (!section.status) {
      add(code, section.line, "STATUS is absent");
    } else if (!is_status(*section.status)) {
      add(code, section.line, "STATUS is " + in_quotes(section.status), Severity::kError);
    }
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
    std::string_view role, type, name, note, note_type;
  };
  static bool is_body(const MetsText& type) {
    return type == "ORGANIZATION" || type == "INDIVIDUAL";
  }

  void check_agent(const MetsAgent& agent, const AgentCodes& codes) {
    if (!is_body(agent.type)) {
      add(codes.type, agent.line, "TYPE is " + in_quotes(agent.type));
    }
    if (agent.names.empty() || is_blank(agent.names[0])) {
      add(codes.name, agent.line, "there is no name");
    }
    if (agent.notes.empty()) add(codes.note, agent.line, "there is no note");
    for (const MetsAgent::Note& note : agent.notes) {
      if (note.type == "IDENTIFICATIONCODE") continue;
      add(codes.note_type, agent.line, "csip:NOTETYPE is " + in_quotes(note.type));
    }
  }

  void check_sip() {
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
    bool creator = false, submitter = false, preservation = false;
    for (const MetsAgent& agent : mets_.agents) {
      if (agent.other_type == "SOFTWARE") continue;
      if (agent.role == "ARCHIVIST") {
        creator = true;
        check_agent(agent, {"SIP10", "SIP11", "SIP12", "SIP13", "SIP14"});
      } else if (agent.role == "PRESERVATION") {
        preservation = true;
        check_agent(agent, {"SIP27", "SIP28", "SIP29", "SIP30", "SIP31"});
      } else if (agent.role == "CREATOR" && !submitter) {
        submitter = true;
        check_agent(agent, {"SIP16", "SIP17", "SIP18", "SIP19", "SIP20"});
      }
    }
    if (!creator) add("SIP9", 0, "no agent has the ROLE ARCHIVIST");
    if (!preservation) add("SIP26", 0, "no agent has the ROLE PRESERVATION");
    if (!submitter) {
      add("SIP15", 0, "no agent that is an organisation or person has the ROLE CREATOR");
    }
    check_file_formats();
  }

  // Told once: these attributes may be left out.
  void check_file_formats() {
    const auto check = [&](std::string_view code, MetsText MetsFile::*member, const char* name) {
      std::size_t absent = 0;
      for (const MetsFile& file : mets_.files) {
        if (!(file.*member)) {
          ++absent;
        } else if (is_blank(file.*member)) {
          add(code, file.link.line, std::string(name) + " is empty", Severity::kWarning);
        }
      }
      if (absent > 0) {
        add(code, 0, std::string(name) + " is absent from " + std::to_string(absent) + " files");
      }
    };
    check("SIP32", &MetsFile::format_name, "sip:FILEFORMATNAME");
    check("SIP33", &MetsFile::format_version, "sip:FILEFORMATVERSION");
    check("SIP34", &MetsFile::format_registry, "sip:FILEFORMATREGISTRY");
    check("SIP35", &MetsFile::format_key, "sip:FILEFORMATKEY");
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
      if (section.kind == MetsSection::Kind::kDescription) check_status("DIP4", section);
    }
  }

  const MetsDocument& mets_;
  MetsFindings& findings_;
};

}  // namespace

void check_profile(const MetsDocument& mets, PackageKind kind, MetsFindings& findings) {
  ProfileChecker(mets, findings).run(kind);
}

}  // namespace delo::packages
