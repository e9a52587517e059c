#include "ingest/reception/one_item.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/records/reference.h"
#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool is_digit(char c) { return kDigits.find(c) != std::string_view::npos; }

// "d3_001": two numbers, not 3001.
std::string spoken_name(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '_' && name[i] != ' ') {
      out += name[i];
      continue;
    }
    const bool between =
        i > 0 && i + 1 < name.size() && is_digit(name[i - 1]) && is_digit(name[i + 1]);
    out += between ? ", " : " ";
  }
  return out;
}

// "3-0001" is delo 3 and the number of a scan; "П-0012" is a number with its letter.
void drop_number_of_scan(std::string& delo) {
  for (std::size_t i = 1; i + 1 < delo.size(); ++i) {
    if (delo[i] != '-' || !is_digit(delo[i + 1])) continue;
    if (delo.find_first_of(kDigits) > i) continue;
    delo.resize(i);
    return;
  }
}

// The delo of "GARF_f1235_op1_d16_l0005ob", without leaves and volumes.
std::optional<ArchivalReference> delo_of_name(std::string_view name) {
  // Most names are a number: not worth a parse.
  const bool names_fond = std::ranges::any_of(
      std::array<std::string_view, 4>{"f", "F", "ф", "Ф"},
      [&](std::string_view letter) { return name.find(letter) != std::string_view::npos; });
  if (!names_fond) return std::nullopt;
  auto reference = parse_reference(spoken_name(name));
  if (!reference || reference->fond.empty() || reference->delo.empty()) return std::nullopt;
  reference->leaves.clear();
  reference->volume.clear();
  drop_number_of_scan(reference->delo);
  return reference;
}

// Parts that one of them leaves out are no difference.
bool is_same_delo(ArchivalReference one, ArchivalReference other) {
  for (const auto part :
       {&ArchivalReference::archive, &ArchivalReference::opis, &ArchivalReference::box,
        &ArchivalReference::folder, &ArchivalReference::item}) {
    if ((one.*part).empty() || (other.*part).empty()) {
      (one.*part).clear();
      (other.*part).clear();
    }
  }
  return one.same_delo(other);
}

bool shows_the_record(FileRole role) {
  return role == FileRole::kMaster || role == FileRole::kAccess ||
         role == FileRole::kTranscription || role == FileRole::kTranslation;
}

// Of the nearest folder that is named for one.
std::optional<ArchivalReference> delo_of_folders(const RelativePath& folder) {
  for (RelativePath at = folder; !at.empty(); at = at.parent()) {
    if (auto delo = delo_of_name(at.name())) return delo;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Finding> tell_several_dela(const Item& item) {
  const ArchivalReference& own = item.reference;
  for (const std::string* part : {&own.delo, &own.box, &own.folder, &own.item}) {
    if (!part->empty()) return {};
  }
  struct Named {
    ArchivalReference delo;
    const RelativePath* file;
  };
  std::optional<Named> first;
  std::optional<RelativePath> folder;
  std::optional<ArchivalReference> of_folder;
  for (const FileObject& file : item.files) {
    if (!shows_the_record(file.role)) continue;
    const std::string_view name = file.path.name();
    auto delo = delo_of_name(name.substr(0, name.rfind('.')));
    if (!delo) {
      if (folder != file.path.parent()) {
        folder = file.path.parent();
        of_folder = delo_of_folders(*folder);
      }
      delo = of_folder;
    }
    if (!delo) continue;
    if (!first) {
      first = Named{*std::move(delo), &file.path};
    } else if (!is_same_delo(first->delo, *delo)) {
      return {finding(rules::kItemSeveralDela, {.path = file.path},
                      "named for " + delo->canonical() + ", and " +
                          display_of(first->file->text()) + " for " + first->delo.canonical())};
    }
  }
  return {};
}

std::vector<Finding> tell_archives_inside(const Item& item) {
  constexpr std::array<std::string_view, 9> kEnds = {".zip", ".7z",  ".rar", ".tar", ".tgz",
                                                     ".gz",  ".bz2", ".xz",  ".zst"};
  const RelativePath* first = nullptr;
  std::size_t count = 0;
  for (const FileObject& file : item.files) {
    const std::string name = to_lower(file.path.name());
    const bool archive = std::ranges::any_of(kEnds, [&](std::string_view end) {
      return name.size() > end.size() && name.ends_with(end);
    });
    if (archive && count++ == 0) first = &file.path;
  }
  if (count == 0) return {};
  std::string what = "an archive; it is kept as it came, and nobody looked at what is in it";
  if (count > 1) what += " and in " + std::to_string(count - 1) + " more";
  return {finding(rules::kArchiveInside, {.path = *first}, std::move(what))};
}

}  // namespace delo::ingest
