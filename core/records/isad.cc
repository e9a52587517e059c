#include "core/records/isad.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "core/text/utf8.h"

namespace delo {
namespace {

using enum IsadElement;

// ISAD(G) § 3; the EAD element after Appendix A of the EAD 2002 tag library, Dublin
// Core after ISAD(G) as the crosswalks of EAD have it.
constexpr std::array kTerms = {
    IsadTerm{kReferenceCode, "3.1.1", "reference_code", "Reference code(s)", "identifier", "unitid",
             false},
    IsadTerm{kTitle, "3.1.2", "title", "Title", "title", "unittitle", false},
    IsadTerm{kDates, "3.1.3", "dates", "Date(s)", "date", "unitdate", true},
    IsadTerm{kLevel, "3.1.4", "level", "Level of description", "type", "", false},
    IsadTerm{kExtent, "3.1.5", "extent", "Extent and medium of the unit of description", "format",
             "physdesc", false},
    IsadTerm{kCreator, "3.2.1", "creator", "Name of creator(s)", "creator", "origination", true},
    IsadTerm{kHistory, "3.2.2", "history", "Administrative / Biographical history", "description",
             "bioghist", true},
    IsadTerm{kArchivalHistory, "3.2.3", "archival_history", "Archival history", "", "custodhist",
             true},
    IsadTerm{kAcquisition, "3.2.4", "acquisition", "Immediate source of acquisition or transfer",
             "source", "acqinfo", true},
    IsadTerm{kScope, "3.3.1", "scope_and_content", "Scope and content", "description",
             "scopecontent", false},
    IsadTerm{kAppraisal, "3.3.2", "appraisal", "Appraisal, destruction and scheduling information",
             "", "appraisal", true},
    IsadTerm{kAccruals, "3.3.3", "accruals", "Accruals", "", "accruals", false},
    IsadTerm{kArrangement, "3.3.4", "arrangement", "System of arrangement", "", "arrangement",
             false},
    IsadTerm{kAccess, "3.4.1", "access", "Conditions governing access", "rights", "accessrestrict",
             true},
    IsadTerm{kReproduction, "3.4.2", "reproduction", "Conditions governing reproduction", "rights",
             "userestrict", true},
    IsadTerm{kLanguage, "3.4.3", "language", "Language/scripts of material", "language",
             "langmaterial", true},
    IsadTerm{kPhysical, "3.4.4", "physical_characteristics",
             "Physical characteristics and technical requirements", "format", "phystech", false},
    IsadTerm{kFindingAids, "3.4.5", "finding_aids", "Finding aids", "relation", "otherfindaid",
             true},
    IsadTerm{kOriginals, "3.5.1", "originals", "Existence and location of originals", "relation",
             "originalsloc", false},
    IsadTerm{kCopies, "3.5.2", "copies", "Existence and location of copies", "relation",
             "altformavail", false},
    IsadTerm{kRelated, "3.5.3", "related", "Related units of description", "relation",
             "relatedmaterial", false},
    IsadTerm{kPublication, "3.5.4", "publication", "Publication note", "relation", "bibliography",
             false},
    IsadTerm{kNote, "3.6.1", "note", "Note", "description", "odd", false},
    IsadTerm{kArchivistsNote, "3.7.1", "archivists_note", "Archivist's note", "", "processinfo",
             false},
    IsadTerm{kRules, "3.7.2", "rules", "Rules or conventions", "", "processinfo", false},
    IsadTerm{kDatesOfDescription, "3.7.3", "dates_of_description", "Date(s) of descriptions", "",
             "processinfo", false},
};

struct Known {
  std::string_view name;  // lower case
  ElementMeaning meaning;
};

// Dublin Core (DCMES 1.1, and the terms that refine it).
constexpr std::array kDublinCore = {
    Known{"identifier", {kReferenceCode, "identifier"}},
    Known{"title", {kTitle, "title"}},
    Known{"alternative", {kTitle, "title"}},
    Known{"date", {kDates, "date"}},
    Known{"created", {kDates, "date"}},
    Known{"issued", {kDates, "date"}},
    Known{"available", {kAccess, "date"}},
    Known{"valid", {kNote, "date"}},
    Known{"modified", {kDatesOfDescription, "date"}},
    Known{"dateaccepted", {kAcquisition, "date"}},
    Known{"datesubmitted", {kAcquisition, "date"}},
    Known{"datecopyrighted", {kReproduction, "date"}},
    Known{"temporal", {kDates, "coverage"}},
    Known{"type", {kNote, "type"}},
    Known{"format", {kExtent, "format"}},
    Known{"extent", {kExtent, "format"}},
    Known{"medium", {kPhysical, "format"}},
    Known{"creator", {kCreator, "creator"}},
    Known{"contributor", {kNote, "contributor"}},
    Known{"publisher", {kNote, "publisher"}},
    Known{"provenance", {kArchivalHistory, "description"}},
    Known{"description", {kScope, "description"}},
    Known{"abstract", {kScope, "description"}},
    Known{"tableofcontents", {kScope, "description"}},
    Known{"subject", {kNote, "subject"}},
    Known{"coverage", {kNote, "coverage"}},
    Known{"spatial", {kNote, "coverage"}},
    Known{"audience", {kNote, ""}},
    Known{"accrualmethod", {kAccruals, ""}},
    Known{"accrualperiodicity", {kAccruals, ""}},
    Known{"accrualpolicy", {kAccruals, ""}},
    Known{"rights", {kReproduction, "rights"}},
    Known{"license", {kReproduction, "rights"}},
    Known{"rightsholder", {kReproduction, "rights"}},
    Known{"accessrights", {kAccess, "rights"}},
    Known{"language", {kLanguage, "language"}},
    Known{"source", {kOriginals, "source"}},
    Known{"relation", {kRelated, "relation"}},
    Known{"ispartof", {kRelated, "relation"}},
    Known{"haspart", {kRelated, "relation"}},
    Known{"isversionof", {kRelated, "relation"}},
    Known{"hasversion", {kCopies, "relation"}},
    Known{"isformatof", {kOriginals, "relation"}},
    Known{"hasformat", {kCopies, "relation"}},
    Known{"isreferencedby", {kPublication, "relation"}},
    Known{"references", {kRelated, "relation"}},
    Known{"isreplacedby", {kRelated, "relation"}},
    Known{"replaces", {kRelated, "relation"}},
    Known{"isrequiredby", {kRelated, "relation"}},
    Known{"requires", {kPhysical, "relation"}},
    Known{"conformsto", {kRules, "relation"}},
    Known{"bibliographiccitation", {kReferenceCode, "identifier"}},
    Known{"instructionalmethod", {kNote, ""}},
    Known{"educationlevel", {kNote, ""}},
    Known{"mediator", {kNote, ""}},
};

// EAD 2002 and EAD3: Appendix A.2 of the tag library.
constexpr std::array kEad = {
    Known{"unitid", {kReferenceCode, "identifier"}},
    Known{"unittitle", {kTitle, "title"}},
    Known{"unitdate", {kDates, "date"}},
    Known{"unitdatestructured", {kDates, "date"}},
    Known{"physdesc", {kExtent, "format"}},
    Known{"physdescset", {kExtent, "format"}},
    Known{"physdescstructured", {kExtent, "format"}},
    Known{"container", {kExtent, ""}},
    Known{"origination", {kCreator, "creator"}},
    Known{"repository", {kNote, "publisher"}},
    Known{"abstract", {kScope, "description"}},
    Known{"materialspec", {kNote, ""}},
    Known{"physloc", {kNote, ""}},
    Known{"langmaterial", {kLanguage, "language"}},
    Known{"note", {kNote, "description"}},
    Known{"didnote", {kNote, "description"}},
    Known{"dao", {kCopies, "relation"}},
    Known{"daogrp", {kCopies, "relation"}},
    Known{"daoset", {kCopies, "relation"}},
    Known{"bioghist", {kHistory, "description"}},
    Known{"custodhist", {kArchivalHistory, "description"}},
    Known{"acqinfo", {kAcquisition, "source"}},
    Known{"scopecontent", {kScope, "description"}},
    Known{"appraisal", {kAppraisal, ""}},
    Known{"accruals", {kAccruals, ""}},
    Known{"arrangement", {kArrangement, ""}},
    Known{"organization", {kArrangement, ""}},
    Known{"fileplan", {kArrangement, ""}},
    Known{"accessrestrict", {kAccess, "rights"}},
    Known{"legalstatus", {kAccess, "rights"}},
    Known{"userestrict", {kReproduction, "rights"}},
    Known{"phystech", {kPhysical, "format"}},
    Known{"otherfindaid", {kFindingAids, "relation"}},
    Known{"originalsloc", {kOriginals, "source"}},
    Known{"altformavail", {kCopies, "relation"}},
    Known{"relatedmaterial", {kRelated, "relation"}},
    Known{"separatedmaterial", {kRelated, "relation"}},
    Known{"bibliography", {kPublication, "relation"}},
    Known{"odd", {kNote, "description"}},
    Known{"index", {kNote, ""}},
    Known{"prefercite", {kNote, ""}},
    Known{"processinfo", {kArchivistsNote, ""}},
    Known{"relations", {kRelated, "relation"}},
    Known{"controlaccess.subject", {kNote, "subject"}},
    Known{"controlaccess.persname", {kNote, "subject"}},
    Known{"controlaccess.corpname", {kNote, "subject"}},
    Known{"controlaccess.famname", {kNote, "subject"}},
    Known{"controlaccess.name", {kNote, "subject"}},
    Known{"controlaccess.function", {kNote, "subject"}},
    Known{"controlaccess.occupation", {kNote, "subject"}},
    Known{"controlaccess.title", {kNote, "subject"}},
    Known{"controlaccess.geogname", {kNote, "coverage"}},
    Known{"controlaccess.genreform", {kNote, "type"}},
};

// MODS 3: "MODS to Dublin Core Metadata Element Set Mapping" of the Library of Congress.
constexpr std::array kMods = {
    Known{"titleinfo", {kTitle, "title"}},
    Known{"titleinfo.alternative", {kTitle, "title"}},
    Known{"titleinfo.translated", {kTitle, "title"}},
    Known{"titleinfo.uniform", {kTitle, "title"}},
    Known{"titleinfo.abbreviated", {kTitle, "title"}},
    Known{"name.creator", {kCreator, "creator"}},
    Known{"name", {kNote, "contributor"}},
    Known{"typeofresource", {kNote, "type"}},
    Known{"genre", {kNote, "type"}},
    Known{"publisher", {kNote, "publisher"}},
    Known{"place", {kNote, "coverage"}},
    Known{"datecreated", {kDates, "date"}},
    Known{"dateissued", {kDates, "date"}},
    Known{"dateother", {kDates, "date"}},
    Known{"copyrightdate", {kReproduction, "date"}},
    Known{"datecaptured", {kCopies, "date"}},
    Known{"datevalid", {kNote, "date"}},
    Known{"datemodified", {kNote, "date"}},
    Known{"edition", {kNote, ""}},
    Known{"issuance", {kNote, ""}},
    Known{"frequency", {kNote, ""}},
    Known{"language", {kLanguage, "language"}},
    Known{"extent", {kExtent, "format"}},
    Known{"form", {kExtent, "format"}},
    Known{"internetmediatype", {kCopies, "format"}},
    Known{"digitalorigin", {kCopies, ""}},
    Known{"reformattingquality", {kCopies, ""}},
    Known{"physicaldescription.note", {kPhysical, "format"}},
    Known{"abstract", {kScope, "description"}},
    Known{"tableofcontents", {kScope, "description"}},
    Known{"targetaudience", {kNote, ""}},
    Known{"note", {kNote, "description"}},
    Known{"subject", {kNote, "subject"}},
    Known{"classification", {kNote, "subject"}},
    Known{"relateditem", {kRelated, "relation"}},
    Known{"identifier", {kReferenceCode, "identifier"}},
    Known{"physicallocation", {kNote, ""}},
    Known{"shelflocator", {kReferenceCode, "identifier"}},
    Known{"url", {kCopies, "identifier"}},
    Known{"location", {kNote, ""}},
    Known{"accesscondition", {kAccess, "rights"}},
    Known{"part", {kNote, ""}},
    Known{"extension", {kNote, ""}},
    Known{"recordinfo", {kArchivistsNote, ""}},
    Known{"recordinfo.descriptionstandard", {kRules, ""}},
    Known{"recordinfo.recordcreationdate", {kDatesOfDescription, ""}},
    Known{"recordinfo.recordchangedate", {kDatesOfDescription, ""}},
};

// Columns of archives' own tables and registers, with the words of ISAD(G) besides.
constexpr std::array kColumns = {
    Known{"reference", {kReferenceCode, "identifier"}},
    Known{"archival_reference", {kReferenceCode, "identifier"}},
    Known{"shelfmark", {kReferenceCode, "identifier"}},
    Known{"identifier", {kReferenceCode, "identifier"}},
    Known{"source", {kReferenceCode, "source"}},
    Known{"шифр", {kReferenceCode, "identifier"}},
    Known{"архивный шифр", {kReferenceCode, "identifier"}},
    Known{"архівний шифр", {kReferenceCode, "identifier"}},
    Known{"заголовок", {kTitle, "title"}},
    Known{"заголовок дела", {kTitle, "title"}},
    Known{"заголовок справи", {kTitle, "title"}},
    Known{"название", {kTitle, "title"}},
    Known{"назва", {kTitle, "title"}},
    Known{"дата", {kDates, "date"}},
    Known{"даты", {kDates, "date"}},
    Known{"крайние даты", {kDates, "date"}},
    Known{"крайні дати", {kDates, "date"}},
    Known{"дати", {kDates, "date"}},
    Known{"year", {kDates, "date"}},
    Known{"год", {kDates, "date"}},
    Known{"рік", {kDates, "date"}},
    Known{"уровень описания", {kLevel, "type"}},
    Known{"рівень опису", {kLevel, "type"}},
    Known{"количество листов", {kExtent, "format"}},
    Known{"кол-во листов", {kExtent, "format"}},
    Known{"кількість аркушів", {kExtent, "format"}},
    Known{"объем", {kExtent, "format"}},
    Known{"объём", {kExtent, "format"}},
    Known{"обсяг", {kExtent, "format"}},
    Known{"leaves", {kExtent, "format"}},
    Known{"автор", {kCreator, "creator"}},
    Known{"author", {kCreator, "creator"}},
    Known{"фондообразователь", {kCreator, "creator"}},
    Known{"фондоутворювач", {kCreator, "creator"}},
    Known{"аннотация", {kScope, "description"}},
    Known{"анотація", {kScope, "description"}},
    Known{"description", {kScope, "description"}},
    Known{"summary", {kScope, "description"}},
    Known{"abstract", {kScope, "description"}},
    Known{"условия доступа", {kAccess, "rights"}},
    Known{"умови доступу", {kAccess, "rights"}},
    Known{"rights", {kReproduction, "rights"}},
    Known{"язык", {kLanguage, "language"}},
    Known{"мова", {kLanguage, "language"}},
    Known{"original language", {kLanguage, "language"}},
    Known{"physical description", {kExtent, "format"}},
    Known{"примечание", {kNote, "description"}},
    Known{"примечания", {kNote, "description"}},
    Known{"примітка", {kNote, "description"}},
    Known{"примітки", {kNote, "description"}},
    Known{"notes", {kNote, "description"}},
    Known{"subject", {kNote, "subject"}},
    Known{"subjects", {kNote, "subject"}},
    Known{"people", {kNote, "subject"}},
    Known{"places", {kNote, "coverage"}},
    Known{"contributor", {kNote, "contributor"}},
    Known{"contributors", {kNote, "contributor"}},
    Known{"translator", {kNote, "contributor"}},
    Known{"переводчик", {kNote, "contributor"}},
    Known{"перекладач", {kNote, "contributor"}},
    Known{"donor", {kAcquisition, "source"}},
    Known{"publisher", {kNote, "publisher"}},
    Known{"type", {kNote, "type"}},
};

using Meanings = std::unordered_map<std::string_view, ElementMeaning>;

template <class Table>
Meanings meanings_in(const Table& table) {
  Meanings out;
  for (const Known& known : table) out.emplace(known.name, known.meaning);
  return out;
}

std::optional<ElementMeaning> found_in(const Meanings& meanings, std::string_view name) {
  const auto found = meanings.find(name);
  if (found == meanings.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::span<const IsadTerm> isad_terms() { return kTerms; }

const IsadTerm& term_of(IsadElement element) { return kTerms[static_cast<std::size_t>(element)]; }

std::optional<IsadElement> isad_element_named(std::string_view word) {
  if (word == "date") return kDates;  // of one record, as people say it
  const auto found = std::ranges::find(kTerms, word, &IsadTerm::word);
  if (found == kTerms.end()) return std::nullopt;
  return found->element;
}

std::optional<ElementMeaning> meaning_of(std::string_view name) {
  static const Meanings kOfDublinCore = meanings_in(kDublinCore), kOfEad = meanings_in(kEad),
                        kOfMods = meanings_in(kMods), kOfColumns = meanings_in(kColumns);
  const std::string low = to_lower(name);
  const std::string_view whole = low;
  const auto after = [&](std::string_view scheme) { return whole.substr(scheme.size()); };
  for (const std::string_view scheme : {"dc.", "dcterms.", "dc:", "dcterms:"}) {
    if (whole.starts_with(scheme)) return found_in(kOfDublinCore, after(scheme));
  }
  if (whole.starts_with("ead.")) return found_in(kOfEad, after("ead."));
  if (whole.starts_with("mods.")) {
    const std::string_view rest = after("mods.");
    if (auto found = found_in(kOfMods, rest)) return found;
    return rest.starts_with("recordinfo.") ? found_in(kOfMods, "recordinfo") : std::nullopt;
  }
  const std::string_view word = whole.starts_with("isad.") ? after("isad.") : whole;
  if (const auto element = isad_element_named(word)) {
    return ElementMeaning{*element, term_of(*element).dublin_core};
  }
  return found_in(kOfColumns, whole);
}

}  // namespace delo
