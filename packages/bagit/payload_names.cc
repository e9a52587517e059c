#include "packages/bagit/payload_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_rules.h"

namespace delo::packages {
namespace {

void tell(std::vector<Finding>& findings, const Rule& rule, const RelativePath& path,
          std::string message) {
  findings.push_back(finding(rule, Location{.path = path}, std::move(message)));
}

bool is_of_system(std::string_view name) {
  return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" ||
         name.starts_with("._");
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_reserved(std::string_view part) {
  const std::string_view stem = part.substr(0, part.find('.'));
  if (stem.size() != 3 && stem.size() != 4) return false;
  std::string name;
  for (const char c : stem) name += upper(c);
  if (name == "CON" || name == "PRN" || name == "AUX" || name == "NUL") return true;
  return name.size() == 4 && (name.starts_with("COM") || name.starts_with("LPT")) &&
         name[3] >= '1' && name[3] <= '9';
}

}  // namespace

std::string_view trouble_on_windows(std::string_view path) {
  static constexpr std::array<bool, 256> kRefused = [] {
    std::array<bool, 256> refused{};
    for (unsigned c = 0; c < 0x20; ++c) refused[c] = true;
    for (const char c : std::string_view("<>:\"\\|?*")) {
      refused[static_cast<unsigned char>(c)] = true;
    }
    return refused;
  }();
  if (std::ranges::any_of(path, [](char c) { return kRefused[static_cast<unsigned char>(c)]; })) {
    return "has a character that names on Windows can't have";
  }
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (is_reserved(part)) return "has a name that Windows keeps for a device";
    if (part.ends_with(' ') || part.ends_with('.')) return "has a name that ends in a blank or dot";
    at = end + 1;
  }
  return {};
}

namespace {

// Whether the path may not be its own collision_key().
bool may_be_mixed_up(std::string_view part) {
  return std::ranges::any_of(
      part, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z'); });
}

// Only a path that differs from its key can be mixed up, with another such one or with
// the one path that is the key itself.
void check_collisions(const TreeFiles& files, std::size_t begin, std::size_t end,
                      std::vector<Finding>& findings) {
  FingerprintMap first_named;                                 // by their keys
  std::vector<std::pair<std::size_t, std::size_t>> mixed_up;  // with the first of its kind
  for (std::size_t i = begin; i < end; ++i) {
    if (!may_be_mixed_up(files.name_of(i)) && !may_be_mixed_up(files.folder_of(i))) continue;
    const std::string path = files.text(i), key = collision_key(path);
    if (key == path) continue;
    const auto plain = files.index_of(key);
    const bool has_plain = plain && *plain >= begin && *plain < end;
    const auto first =
        has_plain ? static_cast<std::uint32_t>(std::min(*plain, i)) : static_cast<std::uint32_t>(i);
    const Fingerprint print = fingerprint_of(key);
    const bool is_first = first_named.insert(print, first);
    const std::uint32_t named = *first_named.find(print);
    if (named != i) mixed_up.emplace_back(i, named);
    if (is_first && has_plain && *plain > i) mixed_up.emplace_back(*plain, i);
  }
  std::ranges::sort(mixed_up);
  for (const auto& [i, first] : mixed_up) {
    tell(findings, bag_rule::kCollision, files.path(i),
         "differs from " + display_of(files.text(first)) + " in letter case or normal form only");
  }
}

}  // namespace

void check_payload_names(const TreeFiles& files, std::size_t begin, std::size_t end,
                         std::vector<Finding>& findings) {
  check_collisions(files, begin, end, findings);
  std::string_view folder, trouble_of_folder;
  for (std::size_t i = begin; i < end; ++i) {
    if (is_of_system(files.name_of(i))) {
      tell(findings, bag_rule::kSystemFile, files.path(i),
           "is a file that a system made by itself");
    }
    if (i == begin || folder.data() != files.folder_of(i).data()) {
      folder = files.folder_of(i);
      trouble_of_folder = trouble_on_windows(folder);
    }
    std::string_view trouble = trouble_of_folder;
    if (trouble.empty()) trouble = trouble_on_windows(files.name_of(i));
    if (!trouble.empty()) {
      tell(findings, bag_rule::kWindowsName, files.path(i),
           std::string(trouble_on_windows(files.text(i))));
    }
  }
}

}  // namespace delo::packages
