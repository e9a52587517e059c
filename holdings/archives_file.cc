#include "holdings/archives_file.h"

#include <algorithm>
#include <map>

#include "core/bytes/disk.h"
#include "core/records/letters.h"
#include "core/text/toml.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostArchives = 10000;
constexpr std::size_t kMostBytes = 1024 * 1024;
constexpr std::size_t kLongestName = 400;  // bytes, as archive_named() takes

class ArchivesText {
 public:
  explicit ArchivesText(std::string_view name) : name_(name) {}

  Error refused(const toml::source_region& where, const std::string& what) const {
    return Error{ErrorCode::kInvalidArgument,
                 name_ + " line " + std::to_string(where.begin.line) + ": " + what};
  }

  Result<std::string> name_in(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      return refused(table.source(), "an [[archive]] needs \"" + std::string(key) + "\"");
    }
    return name_of(*node, "\"" + std::string(key) + "\"");
  }

  Result<std::string> name_of(const toml::node& node, const std::string& what) const {
    const auto text = node.value_exact<std::string>();
    if (!text || text->empty() || text->size() > kLongestName) {
      return refused(node.source(), what + " must be a name in quotes, of at most " +
                                        std::to_string(kLongestName) + " bytes");
    }
    if (skeleton_of(*text).find_first_not_of("0123456789 .,-") == std::string::npos) {
      return refused(node.source(), what + " has no letters");
    }
    return *text;
  }

  Result<OwnArchive> archive_in(const toml::table& table) const {
    for (const auto& [key, value] : table) {
      if (key.str() == "latin" || key.str() == "cyrillic" || key.str() == "names") continue;
      return refused(key.source(), "unknown key \"" + std::string(key.str()) +
                                       "\" in [[archive]]; possible are latin, cyrillic, names");
    }
    OwnArchive out;
    DELO_TRY(out.latin, name_in(table, "latin"));
    DELO_TRY(out.cyrillic, name_in(table, "cyrillic"));
    if (has_cyrillic(out.latin)) {
      return refused(table.get("latin")->source(), "\"latin\" has Cyrillic letters");
    }
    if (!has_cyrillic(out.cyrillic)) {
      return refused(table.get("cyrillic")->source(), "\"cyrillic\" has no Cyrillic letters");
    }
    const toml::node* names = table.get("names");
    if (names == nullptr) return out;
    if (!names->is_array()) return refused(names->source(), "\"names\" must be a list of names");
    for (const toml::node& node : *names->as_array()) {
      DELO_TRY(std::string name, name_of(node, "each of \"names\""));
      out.names.push_back(std::move(name));
    }
    return out;
  }

 private:
  static bool has_cyrillic(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const Letter letter = letter_at(text, at);
      if (is_cyrillic(letter.code)) return true;
      at += letter.size;
    }
    return false;
  }

  std::string name_;
};

}  // namespace

Result<std::vector<OwnArchive>> parse_archives(std::string_view text, std::string_view name) {
  const toml::parse_result parsed = toml::parse(text);
  const ArchivesText file(name);
  if (!parsed) {
    return file.refused(parsed.error().source(), std::string(parsed.error().description()));
  }
  const toml::table& root = parsed.table();
  for (const auto& [key, value] : root) {
    if (key.str() == "archive") continue;
    return file.refused(key.source(),
                        "unknown key \"" + std::string(key.str()) + "\"; possible is [[archive]]");
  }
  std::vector<OwnArchive> out;
  const toml::node* list = root.get("archive");
  if (list == nullptr) return out;
  if (!list->is_array_of_tables()) {
    return file.refused(list->source(), "write [[archive]], with two brackets, for each archive");
  }
  std::map<std::string, std::size_t> owner_of_name;  // place in `out`
  for (const toml::node& node : *list->as_array()) {
    if (out.size() == kMostArchives) {
      return file.refused(node.source(),
                          "more than " + std::to_string(kMostArchives) + " archives");
    }
    DELO_TRY(OwnArchive archive, file.archive_in(*node.as_table()));
    std::vector<std::string> all = archive.names;
    all.push_back(archive.latin);
    all.push_back(archive.cyrillic);
    for (const std::string& each : all) {
      const auto [known, fresh] = owner_of_name.emplace(archive_key(each), out.size());
      if (!fresh && known->second != out.size()) {
        return file.refused(node.source(), "the name \"" + each + "\" of " + archive.latin +
                                               " is one of " + out[known->second].latin + ", too");
      }
    }
    out.push_back(std::move(archive));
  }
  return out;
}

Result<void> use_archives_file(const fs::path& path) {
  DELO_TRY(const std::string text, read_file(path, kMostBytes));
  DELO_TRY(const std::vector<OwnArchive> archives, parse_archives(text, path.filename().string()));
  use_archives(archives);
  return {};
}

Result<void> use_archives_of(const fs::path& holdings) {
  const fs::path file = holdings / kArchivesFile;
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  return use_archives_file(file);
}

}  // namespace delo::holdings
