#include "core/records/file_object.h"

#include <utility>

namespace delo {

std::string_view name_of(FileRole role) {
  switch (role) {
    case FileRole::kMaster:
      return "master";
    case FileRole::kAccess:
      return "access";
    case FileRole::kTranscription:
      return "transcription";
    case FileRole::kTranslation:
      return "translation";
    case FileRole::kTranscriptionCopy:
      return "transcription-utf-8";
    case FileRole::kTranslationCopy:
      return "translation-utf-8";
    case FileRole::kDescription:
      return "description";
    case FileRole::kFixity:
      return "fixity";
    case FileRole::kOther:
      return "other";
  }
  return "other";
}

std::optional<FileRole> file_role_named(std::string_view name) {
  for (const auto role :
       {FileRole::kMaster, FileRole::kAccess, FileRole::kTranscription, FileRole::kTranslation,
        FileRole::kTranscriptionCopy, FileRole::kTranslationCopy, FileRole::kDescription,
        FileRole::kFixity, FileRole::kOther}) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

std::vector<LeafPlace> leaf_places_of(const FileObject& file) {
  if (!file.places.empty()) return file.places;
  if (!file.leaf) return {};
  return {{*file.leaf, 0}};
}

void set_leaf_places(FileObject& file, std::vector<LeafPlace> places) {
  file.leaf.reset();
  file.places.clear();
  if (places.empty()) return;
  file.leaf = places.front().leaf;
  if (places.size() > 1 || places.front().page > 0) file.places = std::move(places);
}

}  // namespace delo
