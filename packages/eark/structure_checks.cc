#include "packages/eark/structure_checks.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/text/utf8.h"
#include "packages/eark/mets_words.h"

namespace delo::packages {
namespace {

constexpr std::string_view kRepresentations = "Representations";

class StructureChecker {
 public:
  StructureChecker(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings)
      : mets_(mets), context_(context), findings_(findings), ids_(mets) {}

  void run() {
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
    const auto again = std::find_if(
        labelled == mets_.structures.end() ? labelled : std::next(labelled), mets_.structures.end(),
        [](const MetsStructure& s) { return s.label == "CSIP"; });
    if (again != mets_.structures.end()) {
      add("CSIP82", again->line, "a second structMap has the LABEL CSIP");
    }
    const MetsStructure& structure =
        labelled != mets_.structures.end() ? *labelled : mets_.structures[0];
    if (structure.type != "PHYSICAL") {
      add("CSIP81", structure.line, "TYPE is " + in_quotes(structure.type));
    }
    check_id("CSIP83", structure.line, structure.id);
    if (structure.main.size() != 1) {
      add("CSIP84", structure.line,
          "there are " + std::to_string(structure.main.size()) + " main div, expected one");
    }
    for (const MetsDivision& main : structure.main) check_id("CSIP85", main.line, main.id);
    check_metadata_division(structure);
    check_plain_division(structure, "Documentation", {"CSIP93", "CSIP94", "CSIP96", "CSIP116"});
    check_plain_division(structure, "Schemas", {"CSIP97", "CSIP98", "CSIP100", "CSIP118"});
    check_plain_division(structure, kRepresentations, {"CSIP101", "CSIP102", "CSIP104", "CSIP119"});
    check_representation_divisions(structure);
    check_labels(structure);
  }

 private:
  void add(std::string_view id, std::uint64_t line, std::string message,
           std::optional<Severity> severity = {}) {
    findings_.add(id, line, std::move(message), severity);
  }

  void check_id(std::string_view code, std::uint64_t line, const MetsText& id) {
    if (auto fault = fault_of_id(mets_, id)) add(code, line, *std::move(fault));
  }

  void check_names(std::string_view code, std::uint64_t line, const MetsText& names,
                   const std::set<std::string>& known, const std::set<std::string>& also = {}) {
    for (const std::string& name : words_of(names)) {
      if (known.contains(name) || also.contains(name)) continue;
      add(code, line, "'" + display_of(name.substr(0, 200)) + "' is no ID of such a section");
    }
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
      check_id("CSIP89", division->line, division->id);
      check_lists_all("CSIP91", *division, "ADMID", division->admid, ids_.administrative, true);
      check_lists_all("CSIP92", *division, "DMDID", division->dmdid, ids_.descriptions, false);
    }
  }

  // Every current section is named, and nothing that is none.
  void check_lists_all(std::string_view code, const MetsDivision& division, std::string_view what,
                       const MetsText& names, const std::set<std::string>& known, bool amd) {
    const std::vector<std::string> words = words_of(names);
    const std::set<std::string> named(words.begin(), words.end());
    const bool whole = amd && std::ranges::any_of(words, [&](const auto& w) {
                         return ids_.amd_sections.contains(w);
                       });
    for (const MetsSection& section : mets_.sections) {
      if (!section.id || section.kind == MetsSection::Kind::kOther) continue;
      if ((section.kind == MetsSection::Kind::kDescription) == amd) continue;
      if (section.status == "SUPERSEDED" || named.contains(*section.id) || whole) continue;
      add(code, division.line, std::string(what) + " does not name " + in_quotes(section.id));
    }
    check_names(code, division.line, names, known,
                amd ? ids_.amd_sections : std::set<std::string>());
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
      check_id(codes.id, division->line, division->id);
      if (division->file_ids.empty()) {
        add(codes.pointers, division->line, "there is no fptr",
            asks_for_pointers() ? Severity::kError : Severity::kWarning);
      }
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

  // CSIP96, 100 and 104 were a MUST before CSIP 2.2.
  bool asks_for_pointers() const {
    return mets_.profile && (mets_.profile->find("-v2-0-") != std::string::npos ||
                             mets_.profile->find("-v2-1-") != std::string::npos);
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
    check_id("CSIP106", part.line, part.id);
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

  const MetsDocument& mets_;
  const MetsContext& context_;
  MetsFindings& findings_;
  const MetsIds ids_;
};

}  // namespace

void check_structure(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings) {
  StructureChecker(mets, context, findings).run();
}

}  // namespace delo::packages
