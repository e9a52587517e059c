#include "packages/ocfl/root_layout.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/bytes/disk.h"
#include "core/text/json.h"
#include "packages/ocfl/laid_out_text.h"
#include "packages/ocfl/root_walk.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kLongestId = 1u << 16;  // bytes
constexpr std::size_t kDeepest = 100;           // folders; no layout of 32 tuples comes near
// Damaged inventories tell nothing; so many objects are asked.
constexpr int kMostAsked = 20;

struct PlacedObject {
  std::string id;
  fs::path below;
};

std::optional<std::string> id_in(const fs::path& object) {
  const auto text = FileSource::open(object / kInventory);
  if (!text) return std::nullopt;
  std::string literal;
  const auto read = LaidOutText(**text).pass_members([&](const TextMember& member) -> Result<void> {
    const std::uint64_t size = member.value.end - member.value.begin;
    if (member.key != "id" || !literal.empty() || size > kLongestId) return {};
    literal.resize(static_cast<std::size_t>(size));
    const auto bytes = std::as_writable_bytes(std::span(literal.data(), literal.size()));
    DELO_CHECK((*text)->read_at(member.value.begin, bytes));
    return {};
  });
  const auto id = read ? Json::parse(literal) : Result<Json>(read.error());
  if (!id || id->text().empty()) return std::nullopt;
  return id->text();
}

// Calls `visit` for every object of the root until it says false.
Result<void> look_through(const fs::path& root,
                          const std::function<bool(const PlacedObject&)>& visit) {
  const auto folder = [&](const WalkedFolder& found) -> Result<WalkStep> {
    if (!found.entries) return WalkStep::kPast;  // gone meanwhile, or for an audit to tell
    if (!found.declares_object()) {
      return found.depth < kDeepest ? WalkStep::kInto : WalkStep::kPast;
    }
    auto id = id_in(root / found.below);
    if (id && !visit({*std::move(id), found.below})) return WalkStep::kEnd;
    return WalkStep::kPast;
  };
  return walk_root(root, folder, [](const fs::path&) { return Result<void>(); });
}

bool has_folder(const fs::path& root, LayoutKind kind) {
  std::error_code failed;
  return fs::is_directory(fs::symlink_status(root / kExtensions / name_of(kind), failed));
}

constexpr LayoutKind kKinds[] = {LayoutKind::kFlatDirect, LayoutKind::kHashAndId,
                                 LayoutKind::kHashed, LayoutKind::kFlatOmitPrefix,
                                 LayoutKind::kTuplesOmitPrefix};

// The layouts that it may be, the likeliest first.
std::vector<Layout> candidates(const fs::path& root, const Result<Layout>& told,
                               const Layout& assumed) {
  std::vector<Layout> likely;
  if (told) likely.push_back(*told);
  likely.push_back(assumed);
  for (const LayoutKind kind : kKinds) {
    if (!has_folder(root, kind)) continue;
    const auto text = read_file(root / kExtensions / name_of(kind) / "config.json", 1u << 20);
    const auto json = text ? Json::parse(*text) : Result<Json>(text.error());
    const auto made = json ? Layout::make(kind, *json) : Result<Layout>(json.error());
    if (made) likely.push_back(*made);
  }
  likely.emplace_back();
  return likely;
}

}  // namespace

bool has_layout_folder(const fs::path& root) {
  return std::ranges::any_of(kKinds, [&](LayoutKind kind) { return has_folder(root, kind); });
}

Result<RootLayout> layout_in(const fs::path& root, const Layout& assumed) {
  const Result<Layout> told = Layout::read(root);
  RootLayout found;
  if (!told && told.error().code == ErrorCode::kUnsupported) {
    auto places = std::make_shared<std::map<std::string, fs::path>>();
    DELO_CHECK(look_through(root, [&](const PlacedObject& object) {
      places->emplace(object.id, object.below);
      return true;
    }));
    found.places = std::move(places);
    found.unknown = told.error().message;
    return found;
  }
  if (told && *told == assumed) {
    found.layout = assumed;
    return found;
  }
  // The objects themselves tell which of them is right.
  const std::vector<Layout> likely = candidates(root, told, assumed);
  found.layout = likely.front();
  int asked = 0;
  DELO_CHECK(look_through(root, [&](const PlacedObject& object) {
    for (const Layout& layout : likely) {
      const auto place = layout.place_of(object.id);
      if (!place || *place != object.below) continue;
      found.layout = layout;
      return false;
    }
    return ++asked < kMostAsked;
  }));
  return found;
}

}  // namespace delo::packages::ocfl
