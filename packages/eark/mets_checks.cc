#include "packages/eark/mets_checks.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/text/utf8.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/csip_vocabulary.h"
#include "packages/eark/mets_words.h"
#include "packages/eark/profile_checks.h"
#include "packages/eark/structure_checks.h"

namespace delo::packages {
namespace {

constexpr std::string_view kRepresentations = "Representations";

class MetsChecker {
 public:
  MetsChecker(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings)
      : mets_(mets), context_(context), findings_(findings), ids_(mets) {}

  Result<void> run() {
    check_root();
    check_header();
    check_descriptions();
    check_administrative();
    DELO_CHECK(check_file_section());
    check_structure(mets_, context_, findings_);
    if (!context_.is_root || !context_.kind) return {};
    return check_profile(mets_, *context_.kind, findings_);
  }

 private:
  void add(std::string_view id, std::uint64_t line, std::string message,
           std::optional<Severity> severity = {}) {
    findings_.add(id, line, std::move(message), severity);
  }

  void check_id(std::string_view code, std::uint64_t line, const MetsText& id) {
    if (auto fault = fault_of_id(mets_, id)) add(code, line, *std::move(fault));
  }

  // ---- mets ----
  void check_root() {
    if (is_blank(mets_.objid)) {
      add("CSIP1", 0, "OBJID is " + in_quotes(mets_.objid));
    } else if (!context_.folder_name.empty() && *mets_.objid != context_.folder_name) {
      // Without a folder, in an archive, that is told as CSIPSTR1.
      add("CSIP1", 0,
          "OBJID is " + in_quotes(mets_.objid) + ", the folder '" +
              display_of(context_.folder_name) + "'",
          Severity::kWarning);
      if (context_.is_root) {
        add("CSIPSTR2", 0,
            "the folder is '" + display_of(context_.folder_name) + "', OBJID is " +
                in_quotes(mets_.objid));
      }
    }
    if (is_blank(mets_.type) || !is_content_category(*mets_.type)) {
      add("CSIP2", 0, "TYPE is " + in_quotes(mets_.type));
    }
    const bool other = mets_.type && (*mets_.type == "OTHER" || *mets_.type == "Other");
    if (other && is_blank(mets_.other_type)) {
      add("CSIP3", 0, "TYPE is OTHER, csip:OTHERTYPE is " + in_quotes(mets_.other_type));
    } else if (other && is_content_category(*mets_.other_type)) {
      add("CSIP3", 0,
          "csip:OTHERTYPE " + in_quotes(mets_.other_type) +
              " is a term of the vocabulary, it belongs into TYPE");
    } else if (!other && mets_.other_type) {
      add("CSIP3", 0,
          "csip:OTHERTYPE is " + in_quotes(mets_.other_type) + ", TYPE is " +
              in_quotes(mets_.type) + ", not OTHER");
    }
    if (!mets_.content_type) {
      // Of a package it should be there, of a representation it must.
      add("CSIP4", 0, "csip:CONTENTINFORMATIONTYPE is absent",
          context_.is_root ? Severity::kWarning : Severity::kError);
    } else if (!is_content_information_type(*mets_.content_type)) {
      add("CSIP4", 0, "csip:CONTENTINFORMATIONTYPE is " + in_quotes(mets_.content_type),
          Severity::kError);
    }
    check_other_content_type("CSIP5", 0, mets_.content_type, mets_.other_content_type);
    if (is_blank(mets_.profile)) {
      add("CSIP6", 0, "PROFILE is " + in_quotes(mets_.profile));
    } else if (!mets_.profile->starts_with("http://") && !mets_.profile->starts_with("https://")) {
      add("CSIP6", 0, "PROFILE is " + in_quotes(mets_.profile) + ", not an address");
    }
  }

  void check_other_content_type(std::string_view code, std::uint64_t line, const MetsText& type,
                                const MetsText& other) {
    if (type && *type == "OTHER") {
      if (is_blank(other)) {
        add(code, line,
            "csip:CONTENTINFORMATIONTYPE is OTHER, csip:OTHERCONTENTINFORMATIONTYPE is " +
                in_quotes(other));
      } else if (is_content_information_type(*other)) {
        add(code, line,
            "csip:OTHERCONTENTINFORMATIONTYPE " + in_quotes(other) +
                " is a term of the vocabulary");
      }
    } else if (other) {
      add(code, line,
          "csip:OTHERCONTENTINFORMATIONTYPE is " + in_quotes(other) +
              ", csip:CONTENTINFORMATIONTYPE is " + in_quotes(type) + ", not OTHER");
    }
  }

  // ---- metsHdr ----
  void check_header() {
    if (!mets_.has_header) {
      add("CSIP117", 0, "there is no metsHdr");
      return;
    }
    if (!mets_.created || !is_date_time(*mets_.created)) {
      add("CSIP7", 0, "CREATEDATE is " + in_quotes(mets_.created));
    }
    if (!mets_.modified) {
      add("CSIP8", 0, "LASTMODDATE is absent");
    } else if (!is_date_time(*mets_.modified)) {
      add("CSIP8", 0, "LASTMODDATE is " + in_quotes(mets_.modified), Severity::kError);
    }
    if (is_blank(mets_.package_type) || !is_oais_package_type(*mets_.package_type)) {
      add("CSIP9", 0, "csip:OAISPACKAGETYPE is " + in_quotes(mets_.package_type));
    }
    check_software_agent();
  }

  static bool has_version_note(const MetsAgent& agent) {
    return agent.notes.size() == 1 && !is_blank(agent.notes[0].text) &&
           agent.notes[0].type == "SOFTWARE VERSION";
  }
  static int likeness(const MetsAgent& agent) {
    return (agent.role == "CREATOR" ? 4 : 0) + (agent.type == "OTHER" ? 5 : 0) +
           (agent.other_type == "SOFTWARE" ? 5 : 0) + (agent.names.empty() ? 0 : 2) +
           (has_version_note(agent) ? 2
            : agent.notes.empty()   ? 0
                                    : 1);
  }

  // The agent that comes nearest to what is asked is judged; others are free.
  void check_software_agent() {
    if (mets_.agents.empty()) {
      add("CSIP10", 0, "there is no agent");
      return;
    }
    const MetsAgent& agent = *std::ranges::max_element(mets_.agents, {}, likeness);
    if (agent.role != "CREATOR") add("CSIP11", agent.line, "ROLE is " + in_quotes(agent.role));
    if (agent.type != "OTHER") add("CSIP12", agent.line, "TYPE is " + in_quotes(agent.type));
    if (agent.other_type != "SOFTWARE") {
      add("CSIP13", agent.line, "OTHERTYPE is " + in_quotes(agent.other_type));
    }
    if (agent.names.size() != 1 || is_blank(agent.names[0])) {
      add("CSIP14", agent.line,
          agent.names.empty() ? "there is no name" : "the name is empty, or there are several");
    }
    if (agent.notes.size() != 1) {
      add("CSIP15", agent.line, "there are " + std::to_string(agent.notes.size()) + " notes");
    } else if (is_blank(agent.notes[0].text)) {
      add("CSIP15", agent.line, "the note is empty");
    }
    const bool typed = std::ranges::any_of(
        agent.notes, [](const MetsAgent::Note& note) { return note.type == "SOFTWARE VERSION"; });
    if (!agent.notes.empty() && !typed) {
      add("CSIP16", agent.line, "csip:NOTETYPE is " + in_quotes(agent.notes[0].type));
    }
  }

  // ---- dmdSec, amdSec ----
  void check_link(int first, const MetsLink& link, bool is_file) {
    const auto code = [first](int place) { return csip_code(first + place); };
    if (link.loctype != "URL") add(code(0), link.line, "LOCTYPE is " + in_quotes(link.loctype));
    if (link.link_type != "simple") {
      add(code(1), link.line, "xlink:type is " + in_quotes(link.link_type));
    }
    if (is_blank(link.href)) add(code(2), link.line, "xlink:href is " + in_quotes(link.href));
    if (is_file) return;
    if (!link.mdtype || !is_metadata_type(*link.mdtype)) {
      add(code(3), link.line, "MDTYPE is " + in_quotes(link.mdtype));
    }
    check_described(first + 4, link);
  }

  // MIMETYPE, SIZE, CREATED, CHECKSUM, CHECKSUMTYPE: codes from `first` on.
  void check_described(int first, const MetsLink& link) {
    if (!link.mime || !is_media_type(*link.mime)) {
      add(csip_code(first), link.line, "MIMETYPE is " + in_quotes(link.mime));
    }
    if (is_blank(link.size)) {
      add(csip_code(first + 1), link.line, "SIZE is " + in_quotes(link.size));
    }
    if (!link.created || !is_date_time(*link.created)) {
      add(csip_code(first + 2), link.line, "CREATED is " + in_quotes(link.created));
    }
    if (is_blank(link.checksum)) {
      add(csip_code(first + 3), link.line, "CHECKSUM is " + in_quotes(link.checksum));
    }
    if (const auto algorithm = algorithm_named(link.checksum_type.value_or(""));
        algorithm && !is_blank(link.checksum) && !Digest::parse(*algorithm, *link.checksum)) {
      add(csip_code(first + 3), link.line,
          "CHECKSUM " + in_quotes(link.checksum) + " is no " +
              std::string(premis_name_of(*algorithm)));
    }
    if (!link.checksum_type || !is_checksum_type(*link.checksum_type)) {
      add(csip_code(first + 4), link.line, "CHECKSUMTYPE is " + in_quotes(link.checksum_type));
    }
  }

  void check_status(std::string_view code, const MetsSection& section) {
    if (!section.status) {
      add(code, section.line, "STATUS is absent");
    } else if (!is_status(*section.status)) {
      add(code, section.line, "STATUS is " + in_quotes(section.status), Severity::kError);
    }
  }

  void check_descriptions() {
    bool any = false;
    for (const MetsSection& section : mets_.sections) {
      if (section.kind != MetsSection::Kind::kDescription) continue;
      any = true;
      check_id("CSIP18", section.line, section.id);
      if (!section.created || !is_date_time(*section.created)) {
        add("CSIP19", section.line, "CREATED is " + in_quotes(section.created));
      }
      check_status("CSIP20", section);
      if (section.reference) {
        check_link(first_code_of(section.kind), *section.reference, false);
      } else {
        // Without a file that it could refer to there is nothing amiss.
        add("CSIP21", section.line, "there is no mdRef",
            context_.has_descriptive_files ? Severity::kError : Severity::kInfo);
      }
    }
    if (any || !context_.is_root) return;
    if (context_.has_descriptive_files) {
      add("CSIP17", 0, "there are files below metadata/descriptive, but no dmdSec",
          Severity::kError);
    }
  }

  // A rights statement may be absent; one that is there has its own place.
  void check_place_of_rights(const MetsSection& section) {
    if (section.kind == MetsSection::Kind::kRights || !section.reference) return;
    const MetsText& type = section.reference->mdtype;
    if (type != "METSRIGHTS" && type != "PREMIS:RIGHTS") return;
    add("CSIP45", section.line, "metadata of the MDTYPE " + in_quotes(type) + " is no rightsMD");
  }

  void check_administrative() {
    bool any_provenance = false;
    for (const MetsSection& section : mets_.sections) {
      check_place_of_rights(section);
      const bool provenance = section.kind == MetsSection::Kind::kProvenance;
      if (!provenance && section.kind != MetsSection::Kind::kRights) continue;
      any_provenance = any_provenance || provenance;
      check_id(provenance ? "CSIP33" : "CSIP46", section.line, section.id);
      check_status(provenance ? "CSIP34" : "CSIP47", section);
      if (section.reference) {
        check_link(first_code_of(section.kind), *section.reference, false);
      } else {
        add(provenance ? "CSIP35" : "CSIP48", section.line, "there is no mdRef");
      }
    }
    if (!context_.is_root) return;
    if (mets_.administrative_sections == 0) {
      add("CSIP31", 0, "there is no amdSec",
          context_.has_preservation_files ? Severity::kError : Severity::kWarning);
    } else if (mets_.administrative_sections > 1) {
      add("CSIP31", 0,
          "there are " + std::to_string(mets_.administrative_sections) + " amdSec, expected one");
    } else if (!context_.has_preservation_files) {
      add("CSIP31", 0, "there is an amdSec, but no file below metadata/preservation");
    }
    if (context_.has_preservation_files && !any_provenance) {
      add("CSIP32", 0, "there are files below metadata/preservation, but no digiprovMD",
          Severity::kError);
    } else if (mets_.administrative_sections > 0 && !any_provenance) {
      add("CSIP32", 0, "there is an amdSec, but no digiprovMD");
    }
  }

  // ---- fileSec ----
  Result<void> check_file_section() {
    if (mets_.file_sections != 1) {
      add("CSIP58", 0,
          "there are " + std::to_string(mets_.file_sections) + " fileSec, expected one");
    }
    if (mets_.file_sections == 0) return {};
    check_id("CSIP59", 0, mets_.file_section_id);
    if (context_.is_root) check_root_groups();
    for (const MetsGroup& group : mets_.groups) check_group(group);
    return mets_.files.for_each([&](const MetsFile& file) { check_file(file); });
  }

  bool has_group(std::string_view use, bool begins = false) const {
    return std::ranges::any_of(mets_.groups, [&](const MetsGroup& group) {
      return group.use && (begins ? group.use->starts_with(use) : *group.use == use);
    });
  }

  void check_root_groups() {
    if (!has_group("Documentation")) {
      add("CSIP60", 0, "no fileGrp has the USE Documentation",
          context_.has_documentation ? Severity::kError : Severity::kWarning);
    }
    if (!has_group("Schemas")) {
      add("CSIP113", 0, "no fileGrp has the USE Schemas",
          context_.has_schemas ? Severity::kError : Severity::kWarning);
    }
    if (!has_group(kRepresentations, true)) {
      add("CSIP114", 0, "no fileGrp has a USE that begins with Representations");
    }
  }

  void check_names(std::string_view code, std::uint64_t line, const MetsText& names,
                   const std::set<std::string>& known, const std::set<std::string>& also = {}) {
    for (const std::string& name : words_of(names)) {
      if (known.contains(name) || also.contains(name)) continue;
      add(code, line, "'" + display_of(name.substr(0, 200)) + "' is no ID of such a section");
    }
  }

  void check_group(const MetsGroup& group) {
    check_names("CSIP61", group.line, group.admid, ids_.administrative, ids_.amd_sections);
    if (is_blank(group.use)) {
      add("CSIP64", group.line, "USE is " + in_quotes(group.use));
    } else if (context_.is_root && group.use->starts_with(kRepresentations)) {
      if (!group.content_type) {
        add("CSIP62", group.line, "csip:CONTENTINFORMATIONTYPE is absent");
      } else if (!is_content_information_type(*group.content_type)) {
        add("CSIP62", group.line, "csip:CONTENTINFORMATIONTYPE is " + in_quotes(group.content_type),
            Severity::kError);
      }
    }
    check_other_content_type("CSIP63", group.line, group.content_type, group.other_content_type);
    check_id("CSIP65", group.line, group.id);
    if (group.files == 0) add("CSIP66", group.line, "there is no file");
  }

  void check_file(const MetsFile& file) {
    const MetsLink& link = file.link;
    check_id("CSIP67", link.line, file.id);
    check_described(68, link);
    if (file.owner && is_blank(file.owner)) add("CSIP73", link.line, "OWNERID is empty");
    check_names("CSIP74", link.line, file.admid, ids_.administrative, ids_.amd_sections);
    check_names("CSIP75", link.line, file.dmdid, ids_.descriptions);
    if (file.locations != 1) {
      add("CSIP76", link.line, "there are " + std::to_string(file.locations) + " FLocat");
    }
    if (file.locations > 0) check_link(77, link, true);
  }

  const MetsDocument& mets_;
  const MetsContext& context_;
  MetsFindings& findings_;
  const MetsIds ids_;
};

}  // namespace

void MetsFindings::add(std::string_view id, std::uint64_t line, std::string message,
                       std::optional<Severity> severity) {
  Location where{.path = path_};
  if (line > 0) where.part = "line " + std::to_string(line);
  Finding found = finding(csip_rule(id), std::move(where), std::move(message));
  if (severity) found.severity = *severity;
  findings_.push_back(std::move(found));
}

int first_code_of(MetsSection::Kind kind) {
  switch (kind) {
    case MetsSection::Kind::kDescription:
      return 22;
    case MetsSection::Kind::kProvenance:
      return 36;
    case MetsSection::Kind::kRights:
      return 49;
    case MetsSection::Kind::kOther:
      return 0;
  }
  return 0;
}

std::string csip_code(int number) { return "CSIP" + std::to_string(number); }

Result<void> check_mets(const MetsDocument& mets, const MetsContext& context,
                        MetsFindings& findings) {
  return MetsChecker(mets, context, findings).run();
}

}  // namespace delo::packages
