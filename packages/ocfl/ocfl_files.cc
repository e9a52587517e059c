#include "packages/ocfl/ocfl_files.h"

#include <algorithm>
#include <span>

#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::uint64_t kBeginning = 1u << 20;  // bytes

bool is_inventory_file(std::string_view name) {  // or its sidecar
  return name == kInventory ||
         (name.starts_with(kInventory) && name.substr(kInventory.size()).starts_with('.'));
}

}  // namespace

bool is_object_file(const RelativePath& path) {
  const RelativePath above = path.parent();
  if (above.empty()) return path.name().starts_with("0=") || is_inventory_file(path.name());
  return above.parent().empty() && version_name(above.text()) && is_inventory_file(path.name());
}

bool is_root_file(const RelativePath& path) {
  const std::string_view name = path.name();
  return name.starts_with("0=ocfl_") || is_inventory_file(name) || path.text() == kLayoutFile ||
         (name == "config.json" && path.parent().parent().text() == kExtensions);
}

bool marks_ocfl(std::string_view name) {
  return name.starts_with("0=ocfl_") || name == kInventory || name == kLayoutFile;
}

Result<std::string> read_beginning(const ByteSource& bytes) {
  std::string start(static_cast<std::size_t>(std::min(bytes.size(), kBeginning)), '\0');
  DELO_TRY(const std::size_t got, bytes.read_at(0, std::as_writable_bytes(std::span(start))));
  start.resize(got);
  return start;
}

}  // namespace delo::packages::ocfl
