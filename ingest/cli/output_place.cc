#include "ingest/cli/output_place.h"

#include "core/bytes/disk.h"
#include "core/bytes/places.h"
#include "core/text/utf8.h"
#include "holdings/settings.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// "--output made.plan"
std::string asked(std::string_view option, const std::string& named) {
  return std::string(option) + " " + display_of(named);
}

Error refused(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, 0};
}

// What a folder declares itself to be, of whatever version (OCFL 1.1, 3.3 and 4): "OCFL storage
// root"; empty: nothing.
std::string_view ocfl_kind(const fs::path& folder) {
  std::error_code failed;
  for (const char* const root : {"0=ocfl_1.0", "0=ocfl_1.1", "0=ocfl_2.0"}) {
    if (fs::exists(folder / root, failed)) return "OCFL storage root";
  }
  for (const char* const object : {"0=ocfl_object_1.0", "0=ocfl_object_1.1", "0=ocfl_object_2.0"}) {
    if (fs::exists(folder / object, failed)) return "OCFL object";
  }
  // Of other versions, as far as a folder can be looked through in no time.
  constexpr int kMostEntries = 5000;
  int looked_at = 0;
  const fs::directory_iterator end;
  for (fs::directory_iterator at(folder, failed); !failed && at != end && looked_at < kMostEntries;
       at.increment(failed), ++looked_at) {
    const std::string name = at->path().filename().string();
    if (name.starts_with("0=ocfl_object_")) return "OCFL object";
    if (name.starts_with("0=ocfl_")) return "OCFL storage root";
  }
  return {};
}

}  // namespace

Result<fs::path> output_place(const Desk& desk, std::string_view option, const std::string& named,
                              const fs::path& batch) {
  const fs::path place = resolved_place(named);
  if (!batch.empty() && lies_in(place, resolved_place(batch))) {
    return refused(asked(option, named) + " would lie in the batch, which is only read");
  }
  const std::string where_we_write = ", where only delo writes; name another place";
  const fs::path root = resolved_place(desk.asked.holdings);
  const auto text = read_file(root / holdings::kSettingsFile);
  const auto settings =
      text ? holdings::parse_settings(*text, root) : Result<holdings::Settings>(text.error());
  if (settings) {
    for (const holdings::StoreSettings& store : settings->stores) {
      if (!lies_in(place, resolved_place(store.path))) continue;
      return refused(asked(option, named) + " would lie in the store " + store.name +
                     where_we_write);
    }
  }
  // Of any, whether they were asked for or not.
  for (fs::path folder = place; folder.has_relative_path(); folder = folder.parent_path()) {
    std::error_code failed;
    if (fs::exists(folder / holdings::kSettingsFile, failed)) {
      return refused(asked(option, named) + " would lie in the holdings " + folder.string() +
                     where_we_write);
    }
    if (const std::string_view kind = ocfl_kind(folder); !kind.empty()) {
      return refused(asked(option, named) + " would lie in the " + std::string(kind) + " " +
                     folder.string() + "; name another place");
    }
  }
  return place;
}

Result<fs::path> output_file(const Desk& desk, std::string_view option, const std::string& named,
                             const fs::path& batch) {
  DELO_TRY(fs::path place, output_place(desk, option, named, batch));
  std::error_code failed;
  const fs::file_status there = fs::status(place, failed);
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    return refused(asked(option, named) + " is there already and no regular file; name a new one");
  }
  if (!fs::is_directory(place.parent_path(), failed)) {
    return refused(asked(option, named) + ": there is no folder " + place.parent_path().string());
  }
  return place;
}

}  // namespace delo::ingest
