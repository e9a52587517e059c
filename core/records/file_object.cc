#include "core/records/file_object.h"

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
        FileRole::kDescription, FileRole::kFixity, FileRole::kOther}) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

}  // namespace delo
