#include "packages/eark/mets_checks.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/text/utf8.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/csip_vocabulary.h"

namespace delo::packages {
namespace {

constexpr std::string_view kRepresentations = "Representations";

std::string in_quotes(const MetsText& text) {
  if (!text) return "absent";
  std::string quoted(1, '\'');
  quoted += display_of(text->substr(0, 200));
  quoted += '\'';
  return quoted;
}

bool is_blank(const MetsText& text) {
  return !text || text->find_first_not_of(" \t\r\n") == std::string::npos;
}

std::vector<std::string> words_of(const MetsText& text) {
  std::vector<std::string> words;
  if (!text) return words;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t begin = text->find_first_not_of(" \t\r\n", at);
    if (begin == std::string::npos) break;
    const std::size_t end = std::min(text->find_first_of(" \t\r\n", begin), text->size());
    words.push_back(text->substr(begin, end - begin));
    at = end;
  }
  return words;
}

class MetsChecker {
 public:
  MetsChecker(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings)
      : mets_(mets), context_(context), findings_(findings) {
    for (const MetsSection& section : mets.sections) {
      if (!section.id) continue;
      (section.kind == MetsSection::Kind::kDescription ? description_ids_ : administrative_ids_)
          .insert(*section.id);
    }
    // A reference may name the whole amdSec.
    for (const MetsText& id : mets.administrative_ids) amd_sections_.insert(*id);
  }

  void run() {
    check_root();
    check_header();
    check_descriptions();
    check_administrative();
    check_file_section();
    check_structure();
    if (!context_.is_root || !context_.kind) return;
    switch (*context_.kind) {
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

  // ---- mets ----
  void check_root() {
    if (is_blank(mets_.objid)) {
      add("CSIP1", 0, "OBJID is " + in_quotes(mets_.objid));
    } else if (*mets_.objid != context_.folder_name) {
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
      add("CSIP4", 0, "csip:CONTENTINFORMATIONTYPE is absent");
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
      if (is_blank(section.id)) add("CSIP18", section.line, "ID is " + in_quotes(section.id));
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

  void check_administrative() {
    bool any_provenance = false;
    for (const MetsSection& section : mets_.sections) {
      const bool provenance = section.kind == MetsSection::Kind::kProvenance;
      if (!provenance && section.kind != MetsSection::Kind::kRights) continue;
      any_provenance = any_provenance || provenance;
      if (is_blank(section.id)) {
        add(provenance ? "CSIP33" : "CSIP46", section.line, "ID is " + in_quotes(section.id));
      }
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
  void check_file_section() {
    if (mets_.file_sections != 1) {
      add("CSIP58", 0,
          "there are " + std::to_string(mets_.file_sections) + " fileSec, expected one");
    }
    if (mets_.file_sections == 0) return;
    if (is_blank(mets_.file_section_id)) {
      add("CSIP59", 0, "ID is " + in_quotes(mets_.file_section_id));
    }
    if (context_.is_root) check_root_groups();
    for (const MetsGroup& group : mets_.groups) check_group(group);
    for (const MetsFile& file : mets_.files) check_file(file);
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
    check_names("CSIP61", group.line, group.admid, administrative_ids_, amd_sections_);
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
    if (is_blank(group.id)) add("CSIP65", group.line, "ID is " + in_quotes(group.id));
    if (group.files == 0) add("CSIP66", group.line, "there is no file");
  }

  void check_file(const MetsFile& file) {
    const MetsLink& link = file.link;
    if (is_blank(file.id)) add("CSIP67", link.line, "ID is " + in_quotes(file.id));
    check_described(68, link);
    if (file.owner && is_blank(file.owner)) add("CSIP73", link.line, "OWNERID is empty");
    check_names("CSIP74", link.line, file.admid, administrative_ids_, amd_sections_);
    check_names("CSIP75", link.line, file.dmdid, description_ids_);
    if (file.locations != 1) {
      add("CSIP76", link.line, "there are " + std::to_string(file.locations) + " FLocat");
    }
    if (file.locations > 0) check_link(77, link, true);
  }

  // ---- structMap ----
  void check_structure() {
    if (mets_.structures.empty()) {
      add("CSIP80", 0, "there is no structMap");
      return;
    }
    const auto labelled = std::ranges::find_if(
        mets_.structures, [](const MetsStructure& s) { return s.label == "CSIP"; });
    if (labelled == mets_.structures.end()) {
      add("CSIP82", mets_.structures[0].line,
          "LABEL is " + in_quotes(mets_.structures[0].label) + ", no structMap has CSIP");
    }
    const MetsStructure& structure =
        labelled != mets_.structures.end() ? *labelled : mets_.structures[0];
    if (structure.type != "PHYSICAL") {
      add("CSIP81", structure.line, "TYPE is " + in_quotes(structure.type));
    }
    if (is_blank(structure.id)) add("CSIP83", structure.line, "ID is " + in_quotes(structure.id));
    if (structure.main.size() != 1) {
      add("CSIP84", structure.line,
          "there are " + std::to_string(structure.main.size()) + " main div, expected one");
    }
    for (const MetsDivision& main : structure.main) {
      if (is_blank(main.id)) add("CSIP85", main.line, "ID is " + in_quotes(main.id));
    }
    check_metadata_division(structure);
    check_plain_division(structure, "Documentation", {"CSIP93", "CSIP94", "CSIP96", "CSIP116"});
    check_plain_division(structure, "Schemas", {"CSIP97", "CSIP98", "CSIP100", "CSIP118"});
    check_plain_division(structure, kRepresentations, {"CSIP101", "CSIP102", "CSIP104", "CSIP119"});
    check_representation_divisions(structure);
    check_labels(structure);
  }

  static std::vector<const MetsDivision*> labelled(const MetsStructure& structure,
                                                   std::string_view label) {
    std::vector<const MetsDivision*> found;
    for (const MetsDivision& part : structure.parts) {
      if (part.label == label) found.push_back(&part);
    }
    return found;
  }

  void check_metadata_division(const MetsStructure& structure) {
    const auto divisions = labelled(structure, "Metadata");
    if (divisions.size() != 1) {
      add("CSIP88", structure.line,
          "there are " + std::to_string(divisions.size()) + " div Metadata, expected one");
      if (divisions.empty()) add("CSIP90", structure.line, "no div has the LABEL Metadata");
    }
    for (const MetsDivision* division : divisions) {
      if (is_blank(division->id)) add("CSIP89", division->line, "ID is " + in_quotes(division->id));
      check_lists_all("CSIP91", *division, "ADMID", division->admid, administrative_ids_, true);
      check_lists_all("CSIP92", *division, "DMDID", division->dmdid, description_ids_, false);
    }
  }

  // Every current section is named, and nothing that is none.
  void check_lists_all(std::string_view code, const MetsDivision& division, std::string_view what,
                       const MetsText& names, const std::set<std::string>& known, bool amd) {
    const std::vector<std::string> words = words_of(names);
    const std::set<std::string> named(words.begin(), words.end());
    const bool whole =
        amd && std::ranges::any_of(words, [&](const auto& w) { return amd_sections_.contains(w); });
    for (const MetsSection& section : mets_.sections) {
      if (!section.id || section.kind == MetsSection::Kind::kOther) continue;
      if ((section.kind == MetsSection::Kind::kDescription) == amd) continue;
      if (section.status == "SUPERSEDED" || named.contains(*section.id) || whole) continue;
      add(code, division.line, std::string(what) + " does not name " + in_quotes(section.id));
    }
    check_names(code, division.line, names, known, amd ? amd_sections_ : std::set<std::string>());
  }

  struct DivisionCodes {
    std::string_view one, id, pointers, groups;
  };

  void check_plain_division(const MetsStructure& structure, std::string_view label,
                            const DivisionCodes& codes) {
    const auto divisions = labelled(structure, label);
    const bool is_content = label == kRepresentations;
    if (divisions.size() > 1) {
      add(codes.one, divisions[1]->line,
          "there are " + std::to_string(divisions.size()) + " div " + std::string(label),
          Severity::kError);
    }
    // Content is described here only when no representation has a METS of its own.
    const bool wanted = context_.is_root && (!is_content || context_.representations.empty());
    if (divisions.empty() && wanted) {
      add(codes.one, structure.line, "there is no div " + std::string(label));
    }
    if (divisions.empty()) return;
    std::set<std::string> groups;
    for (const MetsGroup& group : mets_.groups) {
      if (!group.use || !group.id) continue;
      if (is_content ? group.use->starts_with(label) : *group.use == label)
        groups.insert(*group.id);
    }
    std::set<std::string> named;
    for (const MetsDivision* division : divisions) {
      if (is_blank(division->id)) {
        add(codes.id, division->line, "ID is " + in_quotes(division->id));
      }
      if (division->file_ids.empty()) add(codes.pointers, division->line, "there is no fptr");
      for (const MetsText& id : division->file_ids) {
        if (is_blank(id) || !groups.contains(*id)) {
          add(codes.groups, division->line,
              "FILEID is " + in_quotes(id) + ", no fileGrp of " + std::string(label));
        } else {
          named.insert(*id);
        }
      }
    }
    if (is_content && !context_.representations.empty()) return;  // named by their own div
    for (const std::string& group : groups) {
      if (!named.contains(group)) {
        add(codes.groups, divisions[0]->line,
            "the fileGrp '" + display_of(group) + "' is not named");
      }
    }
  }

  void check_representation_divisions(const MetsStructure& structure) {
    if (!context_.is_root) return;
    std::set<std::string> labels;
    std::set<std::string> pointed_groups;
    std::set<std::string> representation_groups;
    for (const MetsGroup& group : mets_.groups) {
      if (group.id && group.use && group.use->starts_with("Representations/")) {
        representation_groups.insert(*group.id);
      }
    }
    for (const MetsDivision& part : structure.parts) {
      if (!part.label || !part.label->starts_with("Representations/")) continue;
      labels.insert(*part.label);
      check_representation_division(part, representation_groups, pointed_groups);
    }
    for (const std::string& name : context_.representations) {
      if (labels.contains("Representations/" + name)) continue;
      add("CSIP105", structure.line, "representation '" + display_of(name) + "' has no div");
      add("CSIP107", structure.line,
          "no div has the LABEL 'Representations/" + display_of(name) + "'", Severity::kWarning);
    }
    if (context_.representations.empty()) return;
    for (const std::string& group : representation_groups) {
      if (!pointed_groups.contains(group)) {
        add("CSIP109", structure.line, "no mptr leads to the fileGrp '" + display_of(group) + "'");
      }
    }
  }

  void check_representation_division(const MetsDivision& part, const std::set<std::string>& groups,
                                     std::set<std::string>& pointed) {
    if (is_blank(part.id)) add("CSIP106", part.line, "ID is " + in_quotes(part.id));
    const std::string name = part.label->substr(std::string_view("Representations/").size());
    if (std::ranges::find(context_.representations, name) == context_.representations.end()) {
      add("CSIP107", part.line,
          "LABEL is " + in_quotes(part.label) +
              ", there is no such representation with a METS.xml");
      add("CSIP105", part.line,
          "LABEL is " + in_quotes(part.label) + ", there is no such representation with a METS.xml",
          Severity::kError);
    }
    if (part.pointers.size() != 1) {
      add("CSIP109", part.line, "there are " + std::to_string(part.pointers.size()) + " mptr");
    }
    for (const MetsLink& pointer : part.pointers) {
      if (is_blank(pointer.title) || !groups.contains(*pointer.title)) {
        add("CSIP108", pointer.line,
            "xlink:title is " + in_quotes(pointer.title) + ", no fileGrp of representations");
      }
      if (pointer.title && groups.contains(*pointer.title)) pointed.insert(*pointer.title);
      if (is_blank(pointer.href)) {
        add("CSIP110", pointer.line, "xlink:href is " + in_quotes(pointer.href));
      }
      if (pointer.link_type != "simple") {
        add("CSIP111", pointer.line, "xlink:type is " + in_quotes(pointer.link_type));
      }
      if (pointer.loctype != "URL") {
        add("CSIP112", pointer.line, "LOCTYPE is " + in_quotes(pointer.loctype));
      }
    }
  }

  // A division whose LABEL is misspelt is one that is missing and one too many.
  void check_labels(const MetsStructure& structure) {
    for (const MetsDivision& part : structure.parts) {
      if (is_blank(part.label)) {
        add("CSIP107", part.line, "LABEL is " + in_quotes(part.label));
        continue;
      }
      const std::string lower = to_lower(*part.label);
      const auto near = [&](std::string_view label, std::string_view stem) {
        return *part.label != label && lower.starts_with(stem);
      };
      if (near("Metadata", "metadata")) {
        add("CSIP90", part.line, "LABEL is " + in_quotes(part.label));
      } else if (near("Documentation", "documentation")) {
        add("CSIP95", part.line, "LABEL is " + in_quotes(part.label));
      } else if (near("Schemas", "schema")) {
        add("CSIP99", part.line, "LABEL is " + in_quotes(part.label));
      } else if (near(kRepresentations, "representation") &&
                 !part.label->starts_with("Representations/")) {
        add("CSIP103", part.line, "LABEL is " + in_quotes(part.label));
      }
    }
  }

  // ---- SIP, AIP, DIP ----
  void check_profile(std::string_view code, std::string_view beginning) {
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
    check_profile("SIP2", "https://earksip.dilcis.eu/profile/E-ARK-SIP");
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
    check_profile("DIP2", "https://earkdip.dilcis.eu/profile/E-ARK-DIP");
    check_package_type("DIP3", "DIP");
    for (const MetsSection& section : mets_.sections) {
      if (section.kind == MetsSection::Kind::kDescription) check_status("DIP4", section);
    }
  }

  const MetsDocument& mets_;
  const MetsContext& context_;
  MetsFindings& findings_;
  std::set<std::string> description_ids_, administrative_ids_, amd_sections_;
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

void check_mets(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings) {
  MetsChecker(mets, context, findings).run();
}

}  // namespace delo::packages
