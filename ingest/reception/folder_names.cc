#include "ingest/reception/folder_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/records/archives.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool has_delo(const ArchivalReference& reference) {
  return !reference.fond.empty() && !reference.delo.empty();
}

// "d337-340", "3-0001": a range of dela, or a delo and the number of a scan.
bool may_be_range(std::string_view delo) {
  const std::size_t digit = delo.find_first_of(kDigits);
  if (digit == std::string_view::npos) return false;
  for (std::size_t at = delo.find('-', digit); at != std::string_view::npos;
       at = delo.find('-', at + 1)) {
    if (at + 1 < delo.size() && kDigits.find(delo[at + 1]) != std::string_view::npos) return true;
  }
  return false;
}

bool is_digit(char c) { return kDigits.find(c) != std::string_view::npos; }

// The number with which a text ends, or nothing.
std::string_view last_number(std::string_view text) {
  const std::size_t before = text.find_last_not_of(kDigits);
  return text.substr(before == std::string_view::npos ? 0 : before + 1);
}

// "d337+338", "d337...340", "d337 to d340": signs behind the delo that readers of references
// pass over.
bool goes_on(std::string_view spoken, std::string_view delo) {
  constexpr std::array<std::string_view, 8> kSigns = {"+",    "&",    "..",   "…",
                                                      " to ", " по ", " до ", " bis "};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) {
    for (std::size_t at = spoken.find(sign); at != std::string_view::npos;
         at = spoken.find(sign, at + 1)) {
      const std::string_view number = last_number(trim(spoken.substr(0, at), " ."));
      const std::string_view after = trim(spoken.substr(at + sign.size()), " .");
      const bool is_number = std::ranges::any_of(after.substr(0, after.find(' ')), is_digit);
      if (!number.empty() && delo.ends_with(number) && is_number) return true;
    }
    return false;
  });
}

// The one reference in names, or nothing: of two nobody knows which is meant.
std::optional<ArchivalReference> only_reference(std::string_view names) {
  ParsedReferences read = parse_references(names);
  if (read.references.size() != 1) return std::nullopt;
  const std::string& delo = read.references.front().delo;
  const bool is_merged = names.find(last_number(delo)) == std::string_view::npos;  // "337 338"
  if (is_merged || may_be_range(delo) || goes_on(names, delo)) return std::nullopt;
  return std::move(read.references.front());
}

// "т.2", "part1", "ll37-40": of a delo that a folder above names.
bool names_a_part(const std::string& spoken) {
  const auto below_a_delo = [](std::string_view name) {
    return only_reference("ф. 1, оп. 1, д. 1, " + std::string(name));
  };
  const std::size_t digit = spoken.find_first_of(kDigits);
  if (digit == 0) return false;  // a bare number
  // Whatever stands before the first number must say what it counts.
  const auto begun = below_a_delo(spoken.substr(0, digit) + "7");
  const auto whole = below_a_delo(spoken);
  if (!begun || !whole || begun->delo != "1" || whole->delo != "1") return false;
  if (begun->volume.empty()) return !begun->leaves.empty() && !whole->leaves.empty();
  const std::size_t end = spoken.find_first_not_of(kDigits, digit);
  return !whole->volume.empty() &&
         (end == std::string::npos || spoken.find_first_of(kDigits, end) == std::string::npos);
}

// Of names as they are spoken, from the batch's folder down: exactly one says which delo, those
// below it are no other delo's, and what any of them says agrees.
bool is_of_one_folder(const std::vector<std::string>& names, const ArchivalReference& reference) {
  bool is_named = false;
  for (const std::string& name : names) {
    bool names_delo = false;
    for (ArchivalReference& said : parse_references(name).references) {
      said.leaves.clear();
      if (archive_named(said.archive) == nullptr) said.archive.clear();
      if (!said.answers(reference)) return false;
      if (!said.delo.empty()) {
        if (std::exchange(is_named, true)) return false;
        names_delo = true;
      }
    }
    const bool is_below = is_named && !names_delo;
    if (is_below && name.find_first_of(kDigits) != std::string::npos && !names_a_part(name)) {
      return false;
    }
  }
  return is_named;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// The folder's own name alone.
std::optional<NamedByFolders> reference_of_folder(std::string_view name,
                                                  const std::string& spoken) {
  const auto as_spoken = parse_references(spoken).references;
  if (as_spoken.size() > 1) return std::nullopt;
  auto reference = only_reference(name);
  if (!reference || !has_delo(*reference)) reference = only_reference(spoken);
  if (!reference || !has_delo(*reference)) return std::nullopt;
  return NamedByFolders{*std::move(reference)};
}

}  // namespace

bool is_of_folder_names(const Item& item) {
  return item.reference_basis == kNameOfFolder || item.reference_basis == kNamesOfFolders;
}

std::optional<NamedByFolders> reference_of_folders(std::string_view folders) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= folders.size();) {
    const std::size_t slash = std::min(folders.find('/', at), folders.size());
    names.emplace_back(folders.substr(at, slash - at));
    std::ranges::replace(names.back(), '_', ' ');
    at = slash + 1;
  }
  const std::string_view own = folders.substr(folders.rfind('/') + 1);
  auto found = reference_of_folder(own, names.back());
  if (names.size() == 1 || (found && !found->reference.archive.empty())) return found;

  const std::string all = joined(names);
  const auto whole = only_reference(all);
  if (!whole || !has_delo(*whole)) return found;
  const bool is_own = found.has_value();
  for (std::size_t from = names.size() - 1; from-- > 0;) {
    auto reference =
        only_reference(joined({names.begin() + static_cast<std::ptrdiff_t>(from), names.end()}));
    if (!reference || !has_delo(*reference)) continue;
    if (!found) {
      found = NamedByFolders{.reference = *std::move(reference), .of_several = true};
    } else if (archive_named(reference->archive) != nullptr) {
      ArchivalReference rest = *reference;
      rest.archive.clear();
      if (rest == found->reference) found = NamedByFolders{*std::move(reference), true};
    }
    if (!found->reference.archive.empty()) break;
  }
  if (!found || is_own) return found;
  ArchivalReference said = *whole;
  if (archive_named(said.archive) == nullptr) said.archive.clear();
  const bool sure = said.answers(found->reference) && is_of_one_folder(names, found->reference);
  return sure ? found : std::nullopt;
}

}  // namespace delo::ingest
