#include "packages/bagit/payload_names.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>

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

// Each name with the hash of its key: names that collide come to lie together.
void check_collisions(std::span<const TreeFile> payload, std::vector<Finding>& findings) {
  std::vector<std::pair<std::size_t, std::uint32_t>> keys;
  keys.reserve(payload.size());
  for (std::size_t i = 0; i < payload.size(); ++i) {
    keys.emplace_back(std::hash<std::string>()(collision_key(payload[i].path.text())),
                      static_cast<std::uint32_t>(i));
  }
  std::ranges::sort(keys);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> doubles;  // a name, the first like it
  for (std::size_t begin = 0, at = 1; at < keys.size(); ++at) {
    if (keys[at].first != keys[begin].first) {
      begin = at;
      continue;
    }
    const std::string key = collision_key(payload[keys[at].second].path.text());
    for (std::size_t other = begin; other < at; ++other) {
      if (collision_key(payload[keys[other].second].path.text()) != key) continue;
      doubles.emplace_back(keys[at].second, keys[other].second);
      break;
    }
  }
  std::ranges::sort(doubles);
  for (const auto& [file, first] : doubles) {
    tell(findings, bag_rule::kCollision, payload[file].path,
         "differs from " + display_of(payload[first].path.text()) +
             " in letter case or normal form only");
  }
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

void check_payload_names(std::span<const TreeFile> payload, std::vector<Finding>& findings) {
  check_collisions(payload, findings);
  for (const TreeFile& file : payload) {
    if (is_of_system(file.path.name())) {
      tell(findings, bag_rule::kSystemFile, file.path, "is a file that a system made by itself");
    }
    if (const auto trouble = trouble_on_windows(file.path.text()); !trouble.empty()) {
      tell(findings, bag_rule::kWindowsName, file.path, std::string(trouble));
    }
  }
}

}  // namespace delo::packages
