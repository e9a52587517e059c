// BagIt Profiles, and a bag of two files that is asked by them.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "packages/bagit/bag_profile.h"
#include "packages/bagit/profile_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  using namespace delo::packages;
  const auto profile =
      parse_bag_profile(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!profile) {
    // Bad input is told, never taken for a failure of ours.
    if (profile.error().code != ErrorCode::kInvalidArgument) __builtin_trap();
    return 0;
  }
  static const TreeFiles kFolders;
  static const TreeFiles kFiles = [] {
    TreeFiles files;
    for (const char* path : {"bag-info.txt", "data/a.txt", "notes/b.txt"}) {
      files.add(*RelativePath::parse(path), 5);
    }
    files.sort();
    return files;
  }();
  const ProfileSubject subject{.archive_type = "application/zip",
                               .bagit_version = "1.0",
                               .payload_algorithms = {"md5", "sha256"},
                               .tag_algorithms = {"sha256"},
                               .info = {{"Contact-Name", "A"}, {"contact-name", ""}},
                               .files = kFiles,
                               .folders = kFolders};
  static_cast<void>(check_profile(*profile, subject));
  return 0;
}
