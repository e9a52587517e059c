// The archival reference that an item's folder is named for, alone or with those above it.
#pragma once

#include <optional>
#include <string_view>

#include "core/records/item.h"
#include "core/records/reference.h"

namespace delo::ingest {

struct NamedByFolders {
  ArchivalReference reference;  // with fond and delo
  bool of_several = false;      // folders
};

// `folders`: from the batch down, "ГАРФ/Фонд 7/Опись 1/Дело 12".  The item's own name where it
// says all, else with the nearest above it that make up a delo; an archive may stand further up.
// Nothing where anything in the names leaves a doubt (a range or several dela, a number below
// the folder that names the delo): a missing reference is told, a wrong one is not.
std::optional<NamedByFolders> reference_of_folders(std::string_view folders);

// As Item::reference_basis has it.
inline constexpr std::string_view kNameOfFolder = "name of the folder";
inline constexpr std::string_view kNamesOfFolders = "names of the folders";
// Did its reference come from there?
bool is_of_folder_names(const Item& item);

}  // namespace delo::ingest
