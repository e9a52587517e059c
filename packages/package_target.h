// Where a package comes to lie, and a place beside it to make it in.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "packages/sinks/archive_sink.h"

namespace delo::packages {

std::string_view ending_of(ArchiveForm form);  // ".tar" ".zip"

struct PackageTarget {
  std::filesystem::path path;
  std::string name;  // of the one folder in it: its own, without ".tar" or ".zip"
};

// `to` itself, or, when it is a folder that exists, a place in it under `own_name`.
// Error kInvalidArgument when something is there already.
Result<PackageTarget> package_target(const std::filesystem::path& to, const std::string& own_name,
                                     std::optional<ArchiveForm> serialize);

// A folder of our own beside `target` for what is written; gone at the end.
class WorkPlace {
 public:
  static Result<std::unique_ptr<WorkPlace>> create(const std::filesystem::path& target);
  ~WorkPlace();
  WorkPlace(const WorkPlace&) = delete;
  WorkPlace& operator=(const WorkPlace&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit WorkPlace(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace delo::packages
