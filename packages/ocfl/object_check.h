// The check of one object; ocfl_validator.h is the door.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/expected_digests.h"
#include "packages/ocfl/hard_links.h"
#include "packages/ocfl/object_tree.h"

namespace delo::packages::ocfl {

// Used once: construct, run(), take what it found.
class ObjectCheck {
 public:
  // `below`: put before every path in findings; empty, or with a slash at its end.
  // `links`: the hierarchy's that the object lies in; it outlives the check.
  ObjectCheck(std::filesystem::path folder, std::string below, std::stop_token stop,
              HardLinks* links = nullptr)
      : folder_(std::move(folder)), below_(std::move(below)), stop_(stop), links_(links) {}

  Result<void> run();

  std::vector<Finding> take_findings() { return std::move(findings_); }
  const std::string& id() const { return root_.id; }
  const std::string& spec() const { return spec_; }

 private:
  void report(std::string_view code, const std::string& path, std::string message);
  void report_all(const std::string& path, const std::vector<OcflFault>& faults);
  bool is_file(const std::string& path) const { return tree_.file(path).has_value(); }
  // The object's own entries: calls each(path, kind).
  void for_each_at_top(const std::function<void(const std::string&, EntryKind)>& each) const;

  Result<void> check_declaration();
  void check_root_entries();
  void check_extensions();
  Result<void> check_sidecar(const std::string& inventory_path, const ByteSource& text,
                             const CheckedInventory& inventory);
  Result<void> check_root_inventory();
  void check_version_folders();
  void check_version_folder(const std::string& version);
  void check_empty_folders(const std::string& content);
  Result<void> check_version_inventory(const std::string& version);
  Result<void> compare_with_root(const std::string& version, const std::string& path,
                                 const CheckedInventory& earlier, const ByteSource& text);
  Result<void> compare_versions(const std::string& path, std::uint32_t own,
                                const CheckedInventory& earlier, const ByteSource& text);
  // Content files of the versions up to `newest` that the manifest lacks.
  void check_content_set(const ContentList& manifest, std::uint32_t newest,
                         const std::string& message);
  Result<void> check_digests();
  struct FileDigests {
    std::string path;
    std::vector<ExpectedDigest> digests;
  };
  void compare_digests(const FileDigests& file, const DigestSet& found);
  void check_earlier_spec(const std::string& path, const std::string& spec);

  const std::filesystem::path folder_;
  const std::string below_;
  const std::stop_token stop_;
  HardLinks* const links_;
  HardLinks own_links_;
  std::vector<Finding> findings_;
  ObjectTree tree_;                        // everything below the folder
  std::set<std::string> version_folders_;  // on disk, well-named
  std::string spec_;                       // as declared: "1.0" "1.1"
  std::unique_ptr<FileSource> root_text_;
  CheckedInventory root_;
  std::unique_ptr<ContentList> root_content_;
  std::string earlier_spec_;  // of the version before
  ExpectedDigests expected_;
};

}  // namespace delo::packages::ocfl
