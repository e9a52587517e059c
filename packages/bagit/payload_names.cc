#include "packages/bagit/payload_names.h"

#include <algorithm>
#include <array>
#include <string>

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

void check_payload_names(const TreeFiles& files, std::size_t begin, std::size_t end,
                         std::vector<Finding>& findings) {
  FingerprintMap first_named;
  for (std::size_t i = begin; i < end; ++i) {
    const RelativePath path = files.path(i);
    const Fingerprint key = fingerprint_of(collision_key(path.text()));
    if (!first_named.insert(key, static_cast<std::uint32_t>(i))) {
      tell(findings, bag_rule::kCollision, path,
           "differs from " + display_of(files.path(*first_named.find(key)).text()) +
               " in letter case or normal form only");
    }
  }
  for (std::size_t i = begin; i < end; ++i) {
    const RelativePath path = files.path(i);
    if (is_of_system(path.name())) {
      tell(findings, bag_rule::kSystemFile, path, "is a file that a system made by itself");
    }
    if (const auto trouble = trouble_on_windows(path.text()); !trouble.empty()) {
      tell(findings, bag_rule::kWindowsName, path, std::string(trouble));
    }
  }
}

}  // namespace delo::packages
