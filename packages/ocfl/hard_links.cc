#include "packages/ocfl/hard_links.h"

namespace delo::packages::ocfl {

std::string HardLinks::note(const LinkedFile& linked, const std::string& path) {
  const auto parsed = RelativePath::parse(path);
  if (!parsed) return {};
  const Fingerprint file =
      fingerprint_of(std::to_string(linked.device) + ' ' + std::to_string(linked.inode));
  if (!numbers_.insert(file, static_cast<std::uint32_t>(paths_.size()))) {
    return paths_.path(*numbers_.find(file)).text();
  }
  paths_.add(*parsed);
  return {};
}

}  // namespace delo::packages::ocfl
