#include "ingest/reception/description.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/records/isad.h"
#include "core/records/reference_template.h"
#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/folder_names.h"
#include "ingest/reception/name_finder.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMaxFindingsOfKind = 1000;

std::string line_text(int line) { return "line " + std::to_string(line); }

// Which column holds the names; -1: none does, and every row speaks of the item.
int name_column(const std::vector<std::string>& header, DescriptionTable& table) {
  bool dublin_core = false;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string word = to_lower(header[i]);
    if (word == "filename") return static_cast<int>(i);
    dublin_core = dublin_core || word.starts_with("dc.") || word.starts_with("dcterms.");
  }
  const std::string first = to_lower(header.front());
  constexpr std::array<std::string_view, 9> kNames = {
      "file", "file name", "file_name", "path", "name", "objects", "parts", "имя файла", "файл"};
  const bool named = std::ranges::find(kNames, first) != kNames.end();
  if (named || (dublin_core && !first.starts_with("dc"))) {
    if (!named) {
      table.findings.push_back(finding(rules::kDescriptionNoFilename,
                                       {.path = table.path, .part = "line 1"},
                                       "no column is called filename; the first, \"" +
                                           display_of(header.front()) + "\", was taken for it"));
    }
    return 0;
  }
  table.findings.push_back(
      finding(rules::kDescriptionNoFilename, {.path = table.path, .part = "line 1"},
              "no column is called filename; the table was taken to describe the item"));
  return -1;
}

std::string element_name(std::string_view header_cell) {
  const std::string_view name = trim(header_cell, kBlanksAndLineEnds);
  const std::string low = to_lower(name);
  // dc.* and dcterms.* are told apart by their beginning, whatever its case.
  if (low.starts_with("dc.")) return "dc." + std::string(name.substr(3));
  if (low.starts_with("dcterms.")) return "dcterms." + std::string(name.substr(8));
  return std::string(name);
}

bool names_a_reference(std::string_view element) {
  const std::string low = to_lower(element);
  constexpr std::array<std::string_view, 10> kElements = {
      "dc.identifier", "dcterms.identifier", "shelfmark",          "identifier",
      "reference",     "reference_code",     "archival_reference", "dcterms.bibliographiccitation",
      "шифр",          "архивный шифр"};
  return std::ranges::find(kElements, low) != kElements.end();
}

// What may give one: a note of the source ("APRF, f. 45, op. 1, d. 337, ll. 37-40.
// Translated by …"), identifiers of schemes that know many kinds.
bool may_name_a_reference(std::string_view element) {
  const std::string low = to_lower(element);
  constexpr std::array<std::string_view, 7> kElements = {
      "dc.source",       "dcterms.source", "source",           "source note",
      "mods.identifier", "mods.note",      "mods.shelflocator"};
  return std::ranges::find(kElements, low) != kElements.end();
}

bool is_title(std::string_view element) {
  const auto meaning = meaning_of(element);
  return meaning && meaning->isad == IsadElement::kTitle;
}

bool has_delo(const ArchivalReference& reference) {
  return !reference.fond.empty() && !reference.delo.empty();
}

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// A folder that is named for another delo than its description says; what one of them leaves
// out is no difference.
void tell_other_folder(const Item& item, std::string_view folders, std::vector<Finding>& findings) {
  const auto named = reference_of_folders(folders);
  if (!named || !has_delo(item.reference) || !has_digit(named->reference.fond) ||
      !has_digit(named->reference.delo)) {
    return;
  }
  ArchivalReference one = named->reference, other = item.reference;
  one.leaves.clear();
  other.leaves.clear();
  const std::string of_folder = one.canonical(), said = other.canonical();
  for (const auto part : {&ArchivalReference::archive, &ArchivalReference::opis,
                          &ArchivalReference::box, &ArchivalReference::volume}) {
    if ((one.*part).empty() || (other.*part).empty()) (one.*part) = (other.*part) = "";
  }
  if (one.same_delo(other)) return;
  findings.push_back(finding(rules::kReferenceOtherFolder, {},
                             "the folder is named for " + of_folder + ", " +
                                 display_of(item.reference_basis) + " says " + said));
}

// The first reference of a text that names at least fond or delo.
std::optional<ArchivalReference> reference_in(std::string_view text) {
  if (const ReferenceTemplate* pattern = reference_template_in_use()) {
    ParsedReferences read = pattern->read(text);
    if (!read.references.empty()) return std::move(read.references.front());
  }
  auto reference = parse_reference(text);
  if (reference && (!reference->fond.empty() || !reference->delo.empty())) return reference;
  return std::nullopt;
}

// A text may name more than one: leaves of the same delo are the item's as well, another delo
// is told.
void add_further(const WrittenReference& written, const ArchivalReference& first,
                 std::vector<Leaf>& leaves, std::vector<Finding>& findings) {
  if (written.note || reference_template_in_use()) return;
  bool told = false;
  for (const ArchivalReference& further : parse_references(written.text).references) {
    if (further.same_delo(first)) {
      leaves.insert(leaves.end(), further.leaves.begin(), further.leaves.end());
    } else if (has_delo(further) && !std::exchange(told, true)) {
      findings.push_back(finding(rules::kReferenceAmbiguous, {},
                                 written.where + " names " + further.canonical() + " beside " +
                                     first.canonical() + "; the item is taken for the latter"));
    }
  }
}

// Elements of no scheme we know, each once a table.
void judge_elements(const DescriptionTable& table, std::vector<Finding>& findings) {
  std::set<std::string> told;
  for (const DescriptionRow& row : table.rows) {
    for (const DescriptionElement& element : row.elements) {
      if (told.size() >= kMaxFindingsOfKind) return;
      if (meaning_of(element.name) || !told.insert(element.name).second) continue;
      Location where{.path = table.path};
      if (row.line > 0) where.part = line_text(row.line);
      findings.push_back(finding(rules::kDescriptionUnknownElement, std::move(where),
                                 "\"" + display_of(element.name) +
                                     "\" is no element of ISAD(G), Dublin Core, EAD or MODS; it "
                                     "is kept as given"));
    }
  }
}

}  // namespace

DescriptionTable read_description_table(std::string_view bytes, const RelativePath& path) {
  DescriptionTable table{.path = path};
  const auto add = [&](const Rule& rule, int line, std::string message) {
    Location where{.path = path};
    if (line > 0) where.part = line_text(line);
    table.findings.push_back(finding(rule, std::move(where), std::move(message)));
  };
  if (begins_like_binary(bytes)) {
    add(rules::kDescriptionUnreadable, 0, "the file is no text");
    return table;
  }
  const TextEncoding encoding = encoding_of(bytes);
  if (encoding != TextEncoding::kUtf8) {
    add(rules::kDescriptionNotUtf8, 0,
        "the table is not UTF-8; it was read as " + std::string(name_of(encoding)));
  }
  const std::string text = decode(bytes, encoding);
  if (text.find('\0') != std::string::npos) {
    add(rules::kDescriptionUnreadable, 0, "the file is no text: it holds zero bytes");
    return table;
  }
  CsvTable csv = parse_csv(text);
  for (const CsvFault& fault : csv.faults) {
    add(rules::kDescriptionUnreadable, fault.line, "the row " + fault.message);
  }
  if (csv.rows.empty()) {
    add(rules::kDescriptionUnreadable, 0, "the table is empty");
    return table;
  }
  std::vector<std::string> header;
  for (const std::string& cell : csv.rows.front().cells) header.push_back(element_name(cell));
  const int names = name_column(header, table);
  std::size_t ragged = 0;
  for (std::size_t r = 1; r < csv.rows.size(); ++r) {
    std::vector<std::string>& cells = csv.rows[r].cells;
    // Spreadsheets put empty cells behind the last column.
    while (cells.size() > header.size() && trim(cells.back(), kBlanksAndLineEnds).empty()) {
      cells.pop_back();
    }
    if (cells.size() != header.size() && ++ragged <= kMaxFindingsOfKind) {
      add(rules::kDescriptionRaggedRow, csv.rows[r].line,
          "the row has " + std::to_string(cells.size()) + " cells, the header " +
              std::to_string(header.size()));
    }
    DescriptionRow row{.line = csv.rows[r].line};
    for (std::size_t c = 0; c < std::min(cells.size(), header.size()); ++c) {
      if (static_cast<int>(c) == names) {
        row.name = std::move(cells[c]);
      } else if (!trim(cells[c], kBlanksAndLineEnds).empty() && !header[c].empty()) {
        row.elements.push_back({header[c], std::string(trim(cells[c], kBlanksAndLineEnds))});
      }
    }
    table.rows.push_back(std::move(row));
  }
  if (ragged > kMaxFindingsOfKind) {
    add(rules::kDescriptionRaggedRow, 0,
        std::to_string(ragged - kMaxFindingsOfKind) + " more rows have another number of cells");
  }
  return table;
}

ItemDescription describe_item(std::span<const DescriptionTable> tables, const DescribedItem& item) {
  ItemDescription out;
  const NameFinder finder(item);
  std::map<RelativePath, Description> by_path;
  std::size_t unknown = 0, duplicates = 0;
  for (const DescriptionTable& table : tables) {
    const std::string shown = display_of(table.path.text());
    out.findings.insert(out.findings.end(), table.findings.begin(), table.findings.end());
    judge_elements(table, out.findings);
    std::map<RelativePath, int> line_of;
    for (const DescriptionRow& row : table.rows) {
      if (row.elements.empty() && trim(row.name, kBlanksAndLineEnds).empty()) continue;
      const auto path = finder.find(row.name, table.given.empty() ? table.path : table.given);
      if (!path) {
        if (++unknown <= kMaxFindingsOfKind) {
          out.findings.push_back(finding(
              rules::kDescriptionUnknownFile, {.path = table.path, .part = line_text(row.line)},
              "\"" + display_of(row.name) + "\" is described, but not in the item"));
        }
        continue;
      }
      const auto [first, is_first] = line_of.try_emplace(*path, row.line);
      if (!is_first && !table.adds && ++duplicates <= kMaxFindingsOfKind) {
        const std::string what =
            path->empty() ? std::string("the item") : "\"" + display_of(path->text()) + "\"";
        out.findings.push_back(finding(
            rules::kDescriptionDuplicateRow, {.path = table.path, .part = line_text(row.line)},
            what + " is described in line " + std::to_string(first->second) +
                " already; the later row counts"));
      }
      Description& description = by_path[*path];
      description.path = *path;
      // Documents stand beside tables, and beside each other.
      if (!table.adds) description.elements.clear();
      description.elements.insert(description.elements.end(), row.elements.begin(),
                                  row.elements.end());
      for (const DescriptionElement& element : row.elements) {
        const bool note = !names_a_reference(element.name);
        if (note) {
          if (!may_name_a_reference(element.name)) continue;
          const auto named = reference_in(element.value);
          if (!named || !has_delo(*named)) continue;
        }
        out.references.push_back(
            {*path, element.value, shown + " " + line_text(row.line) + ", " + element.name, note});
      }
    }
  }
  std::ranges::stable_sort(out.references, std::ranges::less{},
                           [](const WrittenReference& r) { return !r.path.empty(); });
  for (auto& [path, description] : by_path) out.descriptions.push_back(std::move(description));
  return out;
}

void find_reference(Item& item, const ItemDescription& description, std::string_view folders,
                    std::vector<Finding>& findings) {
  for (const Description& d : description.descriptions) {
    if (!d.path.empty()) break;
    for (const DescriptionElement& element : d.elements) {
      if (item.title.empty() && is_title(element.name)) item.title = element.value;
    }
  }
  const WrittenReference* unreadable = nullptr;
  const WrittenReference* basis = nullptr;
  bool of_item = false, told_ambiguous = false;
  std::vector<Leaf> leaves;
  for (const WrittenReference& written : description.references) {
    if (of_item && !written.path.empty()) break;  // the item's own word is enough
    const auto reference = reference_in(written.text);
    if (!reference) {
      if (!unreadable) unreadable = &written;
      continue;
    }
    if (!basis) {
      item.reference = *reference;
      leaves = reference->leaves;
      basis = &written;
      of_item = written.path.empty();
      add_further(written, item.reference, leaves, findings);
    } else if (reference->same_delo(item.reference)) {
      leaves.insert(leaves.end(), reference->leaves.begin(), reference->leaves.end());
    } else if (!told_ambiguous && !written.path.empty()) {
      told_ambiguous = true;
      findings.push_back(finding(rules::kReferenceAmbiguous, {},
                                 written.where + " says " + reference->canonical() + ", " +
                                     basis->where + " " + item.reference.canonical()));
    }
  }
  if (basis) {
    std::ranges::sort(leaves);
    leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
    item.reference.leaves = std::move(leaves);
    item.reference_basis = basis->where;
    tell_other_folder(item, folders, findings);
    return;
  }
  if (unreadable) {
    const ReferenceTemplate* pattern = reference_template_in_use();
    const ParsedReferences parsed =
        pattern ? pattern->read(unreadable->text) : parse_references(unreadable->text);
    std::string why;
    if (!parsed.faults.empty()) why = ": " + display_of(parsed.faults.front().message);
    findings.push_back(finding(rules::kReferenceUnreadable, {},
                               "\"" + display_of(unreadable->text) + "\" (" + unreadable->where +
                                   ") is no archival reference" + why));
  }
  if (auto named = reference_of_folders(folders)) {
    item.reference = std::move(named->reference);
    item.reference_basis = named->of_several ? kNamesOfFolders : kNameOfFolder;
    return;
  }
  findings.push_back(finding(
      rules::kReferenceMissing, {},
      unreadable ? "no archival reference could be read in the description or the folder's name"
                 : "neither the description nor the folder's name gives an archival reference"));
}

}  // namespace delo::ingest
