#include "holdings/settings.h"

#include <algorithm>

#include "core/text/toml.h"
#include "policies/package_settings.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostStores = 16;

Error refused(const toml::source_region& where, const std::string& what) {
  return Error{ErrorCode::kInvalidArgument, std::string(kSettingsFile) + " line " +
                                                std::to_string(where.begin.line) + ": " + what};
}

Result<void> refuse_unknown(const toml::table& table, std::initializer_list<std::string_view> known,
                            const std::string& place) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    std::string possible;
    for (const std::string_view name : known) {
      possible.append(possible.empty() ? "" : ", ").append(name);
    }
    return refused(key.source(), "unknown key \"" + std::string(key.str()) + "\" " + place +
                                     "; possible are " + possible);
  }
  return {};
}

Result<std::string> text_of(const toml::table& table, std::string_view key,
                            const std::string& fallback) {
  const toml::node* node = table.get(key);
  if (!node) return fallback;
  const auto text = node->value_exact<std::string>();
  if (!text || text->empty()) {
    return refused(node->source(), "\"" + std::string(key) + "\" must be a text in quotes");
  }
  return *text;
}

bool is_store_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name[0] != '.' && name[0] != '-' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

Json json_of(const toml::node& value) {
  if (const auto text = value.value_exact<std::string>()) return Json(*text);
  if (const auto number = value.value_exact<std::int64_t>()) return Json(std::int64_t{*number});
  if (const auto flag = value.value_exact<bool>()) return Json(*flag);
  return Json();  // what no parameter is
}

// The OCFL layout of a new store: its extension's name, and the members of its
// config.json.
Result<packages::ocfl::Layout> layout_from(const toml::table& table) {
  using packages::ocfl::Layout;
  DELO_TRY(const std::string name, text_of(table, "layout", std::string(name_of(Layout().kind()))));
  const toml::node* node = table.get("layout");
  const auto kind = packages::ocfl::layout_named(name);
  if (!kind) {
    return refused(node->source(), "layout \"" + name + "\" is unknown; possible are " +
                                       packages::ocfl::layout_names());
  }
  Json config = Json::object();
  if (const toml::node* given = table.get("layout_parameters")) {
    const toml::table* parameters = given->as_table();
    if (!parameters) {
      return refused(given->source(), "layout_parameters is written as { tupleSize = 3 }");
    }
    for (const auto& [key, value] : *parameters) {
      config.set(key.str(), json_of(value));
    }
    node = given;
  }
  auto layout = Layout::make(*kind, config);
  if (!layout) return refused(node ? node->source() : table.source(), layout.error().message);
  // Every package must have a place there.
  const auto place = layout->place_of("urn:uuid:00000000-0000-5000-8000-000000000000");
  if (!place) return refused(node ? node->source() : table.source(), place.error().message);
  return layout;
}

Result<StoreSettings> store_from(const toml::node& node, const fs::path& root) {
  const toml::table* table = node.as_table();
  if (!table) return refused(node.source(), "a store is written as [[store]] with name and path");
  DELO_CHECK(
      refuse_unknown(*table, {"name", "path", "layout", "layout_parameters"}, "in a [[store]]"));
  StoreSettings store;
  DELO_TRY(store.name, text_of(*table, "name", ""));
  if (!is_store_name(store.name)) {
    return refused(
        node.source(),
        "a store needs a name of letters, digits, '-', '_' and '.', found \"" + store.name + "\"");
  }
  DELO_TRY(const std::string path, text_of(*table, "path", store.name));
  store.path = (fs::path(path).is_absolute() ? fs::path(path) : root / path).lexically_normal();
  if (!store.path.has_filename()) store.path = store.path.parent_path();
  DELO_TRY(store.layout, layout_from(*table));
  return store;
}

}  // namespace

std::string default_settings_text() {
  return R"(# Holdings of delo.  Each store keeps a copy of every package as an OCFL 1.1
# storage root.  A path may lead to another disk: the copies are worth more when
# they do not share one.

policy       = "scans"          # for ingest, when the command line names none
audit_policy = "audit-yearly"   # how often every copy is read again

[[store]]
name = "store-a"
path = "store-a"                # below this folder; or an absolute path
# layout = "0003-hash-and-id-n-tuple-storage-layout"   # of a new store; else 0004

[[store]]
name = "store-b"
path = "store-b"
)";
}

Result<Settings> parse_settings(std::string_view toml_text, const fs::path& root) {
  const toml::parse_result parsed = toml::parse(toml_text, kSettingsFile);
  if (!parsed) {
    return refused(parsed.error().source(), std::string(parsed.error().description()));
  }
  const toml::table& table = parsed.table();
  DELO_CHECK(refuse_unknown(
      table, {"policy", "audit_policy", "store", "submission", "rights", "package"}, "at the top"));
  Settings settings;
  DELO_TRY(settings.policy, text_of(table, "policy", "scans"));
  DELO_TRY(settings.audit_policy, text_of(table, "audit_policy", "audit-yearly"));
  DELO_TRY(settings.packages,
           parse_package_settings(toml_text, kSettingsFile, SettingsPlace::kAmongOthers));
  if (const toml::table* package = table["package"].as_table()) {
    DELO_CHECK(refuse_unknown(*package, {"split"}, "in [package]"));
  }
  const toml::node* stores = table.get("store");
  if (!stores || !stores->as_array() || stores->as_array()->empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string(kSettingsFile) +
                     " names no store; write one as [[store]] with name and "
                     "path"};
  }
  if (stores->as_array()->size() > kMostStores) {
    return refused(stores->source(),
                   "more than " + std::to_string(kMostStores) + " stores are named");
  }
  for (const toml::node& node : *stores->as_array()) {
    DELO_TRY(StoreSettings store, store_from(node, root));
    for (const StoreSettings& other : settings.stores) {
      if (other.name == store.name) {
        return refused(node.source(), "two stores are named \"" + store.name + "\"");
      }
      if (other.path == store.path) {
        return refused(node.source(), "the stores \"" + other.name + "\" and \"" + store.name +
                                          "\" are one folder: they would be one copy, not two");
      }
    }
    settings.stores.push_back(std::move(store));
  }
  return settings;
}

}  // namespace delo::holdings
