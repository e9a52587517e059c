#include "ingest/reception/folder_of_table.h"

#include <algorithm>
#include <string>

#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

RelativePath folder_of(const RelativePath& table) {
  RelativePath parent = table.parent();
  return to_lower(parent.text()) == "metadata" ? RelativePath() : parent;
}

}  // namespace

FolderOfTable::FolderOfTable(const RelativePath& table, const Batch& batch)
    : folder_(folder_of(table)), batch_(batch) {
  const std::string beginning = folder_.empty() ? std::string() : folder_.text() + '/';
  for (std::size_t i = 0; i < batch.item_ids.size(); ++i) {
    if (batch.item_ids[i].value.starts_with(beginning)) items_.push_back(i);
  }
}

bool FolderOfTable::is_named(std::string_view written) const {
  std::string slashed(written);
  std::ranges::replace(slashed, '\\', '/');
  std::string_view name = slashed;
  while (name.ends_with('/')) name.remove_suffix(1);
  while (name.starts_with("./")) name.remove_prefix(2);
  if (name.empty()) return false;
  if (name == "." || name == "objects" || name == folder_.text()) return true;
  const bool is_absolute = name.starts_with('/') || (name.size() > 2 && name[1] == ':');
  for (std::string own : {batch_.producer, batch_.content.filename().string()}) {
    if (own.empty()) continue;
    if (!folder_.empty()) own += '/' + folder_.text();
    if (name == own || (is_absolute && name.ends_with('/' + own))) return true;
  }
  return false;
}

}  // namespace delo::ingest
