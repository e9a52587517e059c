// A batch that came as one file: tar, tar.gz or zip.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"

namespace delo::ingest {

// The unpacked archive; a temporary one goes with this object.
class UnpackedArchive {
 public:
  ~UnpackedArchive();
  UnpackedArchive(const UnpackedArchive&) = delete;
  UnpackedArchive& operator=(const UnpackedArchive&) = delete;

  const std::filesystem::path& folder() const noexcept { return folder_; }
  // Entries refused, damage, odd names.  An error among them: nothing of the
  // archive is to be taken.
  const std::vector<Finding>& findings() const noexcept { return findings_; }

  // Error kInvalidArgument: it is no archive.
  static Result<void> look_at(const std::filesystem::path& archive);
  // Errors: kInvalidArgument (no archive), kIo (ours: "N bytes were needed").
  static Result<std::shared_ptr<const UnpackedArchive>> unpack(
      const std::filesystem::path& archive, const std::filesystem::path& unpack_to,
      const std::string& name);

 private:
  UnpackedArchive() = default;
  std::filesystem::path folder_;
  bool temporary_ = false;
  std::vector<Finding> findings_;
};

}  // namespace delo::ingest
