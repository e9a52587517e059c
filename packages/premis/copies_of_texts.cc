#include "packages/premis/copies_of_texts.h"

#include <utility>

#include "packages/eark/ip_names.h"
#include "packages/premis/premis_record.h"

namespace delo::packages {

std::string uuid_of_text(const Package& package, const FileObject& copy) {
  const auto told = package.sources.find(copy.path.text());
  return told != package.sources.end() ? told->second : uuid_of_file(package, copy.copy_of);
}

Result<void> CopiesOfTexts::know(const IpLayout& layout) {
  for (const Representation& r : layout.representations) {
    const auto role = file_role_named(r.name);
    if (!role || !is_text_copy(*role)) continue;
    DELO_CHECK(layout.for_each_of(r, [&](const PlacedFile& file) -> Result<void> {
      const FileObject& copy = file.payload->object;
      if (!copy.copy_of.empty()) {
        copies_.emplace(uuid_of_text(*layout.package, copy), file.uuid);
      }
      return {};
    }));
  }
  if (copies_.empty()) return {};
  std::unordered_map<std::string, std::string> told;
  const auto tell = [&](const std::string& text) {
    if (auto copy = copies_.extract(text)) told.insert(std::move(copy));
  };
  DELO_CHECK(layout.for_each_file([&](const PlacedFile& file, const Representation*) {
    tell(file.uuid);
    return Result<void>();
  }));
  for (const PremisNode& object : layout.package->earlier_objects) tell(uuid_of_object(object));
  copies_ = std::move(told);
  return {};
}

const std::string* CopiesOfTexts::copy_of(const std::string& text) const {
  const auto found = copies_.find(text);
  return found == copies_.end() ? nullptr : &found->second;
}

}  // namespace delo::packages
