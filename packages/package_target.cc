#include "packages/package_target.h"

#include <unistd.h>

#include "core/bytes/disk.h"

namespace delo::packages {
namespace fs = std::filesystem;

std::string_view ending_of(ArchiveForm form) { return form == ArchiveForm::kTar ? ".tar" : ".zip"; }

Result<PackageTarget> package_target(const fs::path& to, const std::string& own_name,
                                     std::optional<ArchiveForm> serialize) {
  const std::string ending(serialize ? ending_of(*serialize) : "");
  PackageTarget target{.path = to, .name = own_name};
  if (target.path.filename().empty()) target.path = target.path.parent_path();
  std::error_code failed;
  if (fs::is_directory(target.path, failed)) {
    target.path /= own_name + ending;
  } else if (!serialize) {
    target.name = target.path.filename().native();
  } else if (const std::string file = target.path.filename().native();
             file.ends_with(ending) && file != ending) {
    target.name = target.path.stem().native();
  }
  if (fs::symlink_status(target.path, failed).type() != fs::file_type::not_found) {
    return Error{ErrorCode::kInvalidArgument,
                 target.path.string() + " exists already; name another place with --to",
                 target.path};
  }
  return target;
}

Result<std::unique_ptr<WorkPlace>> WorkPlace::create(const fs::path& target) {
  fs::path path = fs::absolute(target);
  path += ".making-" + std::to_string(::getpid());
  DELO_CHECK(make_folders(path));
  return std::unique_ptr<WorkPlace>(new WorkPlace(std::move(path)));
}

WorkPlace::~WorkPlace() { static_cast<void>(remove_tree(path_)); }

}  // namespace delo::packages
