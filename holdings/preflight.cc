#include "holdings/preflight.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "core/bytes/disk.h"
#include "holdings/members.h"
#include "holdings/settings.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

class LookAhead {
 public:
  // A place that is to take `bytes`: may we write there, and to which disk does it go?
  Result<void> add(const std::string& name, const fs::path& place, std::uint64_t bytes) {
    const fs::path there = nearest_existing(place);
    struct stat about {};
    if (::stat(there.c_str(), &about) != 0) return io_error("cannot look at " + name, there);
    if (::access(there.c_str(), W_OK | X_OK) != 0) {
      const bool read_only = errno == EROFS;
      out_.obstacles.push_back(
          read_only ? "the disk of " + name + " in " + there.string() +
                          " is read-only; mount it for writing"
                    : "no right to write to " + name + " in " + there.string() +
                          "; give the account that runs delo the right to it");
    }
    Disk& disk = disks_[about.st_dev];
    if (disk.names.empty()) {
      disk.index = out_.disks.size();
      out_.disks.push_back({.at = there});
      DELO_TRY(const Space space, space_at(there));
      disk.free = space.bytes_free;
      disk.place = there;
      out_.bytes_free += disk.free;
      out_.disks.back().bytes_free = disk.free;
    }
    out_.places.push_back(
        {.name = name, .path = place, .bytes_needed = bytes, .disk = disk.index});
    out_.disks[disk.index].bytes_needed += bytes;
    disk.names += (disk.names.empty() ? "" : ", ") + name;
    disk.needed += bytes;
    out_.bytes_needed += bytes;
    return {};
  }

  void add_obstacle(std::string sentence) { out_.obstacles.push_back(std::move(sentence)); }

  Preflight finish() {
    for (const auto& [device, disk] : disks_) {
      if (disk.needed <= disk.free) continue;
      add_obstacle("the disk of " + disk.names + " needs about " + std::to_string(disk.needed) +
                   " bytes, and " + std::to_string(disk.free) + " are free at " +
                   disk.place.string() + "; make room there");
    }
    return std::move(out_);
  }

 private:
  struct Disk {
    std::string names;  // of what lies on it
    fs::path place;
    std::size_t index = 0;  // among out_.disks
    std::uint64_t needed = 0, free = 0;
  };
  std::map<dev_t, Disk> disks_;
  Preflight out_;
};

// Who is at work there now; empty: nobody.  The lock is let go at once.
std::string holder_of(const fs::path& lock) {
  const auto file = open_to_read(lock);
  if (!file) return {};  // no run yet
  const auto ours = try_lock(*file, lock);
  if (!ours || *ours) return {};
  auto text = read_file(lock, 4096);
  std::string who = text ? *std::move(text) : std::string();
  while (who.ends_with('\n')) who.pop_back();
  return who.empty() ? "another delo" : who;
}

Result<void> look_at_store(const StoreSettings& store, Holdings* holdings, std::uint64_t bytes,
                           LookAhead& ahead) {
  if (holdings != nullptr) {
    Holdings::Members& members = holdings->members();
    const auto slot = std::ranges::find(members.stores, store.name,
                                        [](const StoreSlot& s) { return s.settings.name; });
    DELO_TRY(const auto known, members.catalogue->known_stores());
    // One that nobody has used yet is made by the first run.
    if (slot != members.stores.end() && !slot->store &&
        std::ranges::find(known, store.name) != known.end()) {
      ahead.add_obstacle(slot->absent + "; mount its disk");
      return {};
    }
  }
  return ahead.add("store " + store.name, store.path, bytes);
}

}  // namespace

Result<Preflight> look_ahead(const fs::path& root, Holdings* holdings,
                             std::span<const std::string> stores, const ExpectedLoad& load) {
  const fs::path place = fs::absolute(root);
  LookAhead ahead;
  if (const std::string who = holder_of(place / "delo.lock"); !who.empty()) {
    ahead.add_obstacle("the holdings in " + place.string() + " are in use by " + who +
                       "; wait for it to end");
  }
  Settings settings;
  if (holdings != nullptr) {
    settings = holdings->settings();
    if (const std::string& damage = holdings->members().ledger->damage(); !damage.empty()) {
      ahead.add_obstacle(damage);
    }
  } else {
    DELO_TRY(settings, parse_settings(default_settings_text(), place));
  }
  DELO_CHECK(ahead.add("the holdings", place / "work", load.to_work));
  for (const std::string& name : stores) {
    if (std::ranges::find(settings.stores, name, &StoreSettings::name) == settings.stores.end()) {
      ahead.add_obstacle("the policy asks for a copy in store " + name + ", and " +
                         (place / kSettingsFile).string() + " names no such store");
    }
  }
  for (const StoreSettings& store : settings.stores) {
    if (!stores.empty() && std::ranges::find(stores, store.name) == stores.end()) continue;
    DELO_CHECK(look_at_store(store, holdings, load.to_each_store, ahead));
  }
  return ahead.finish();
}

}  // namespace delo::holdings
