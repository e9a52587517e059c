// The check of one object; ocfl_validator.h is the door.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/hard_links.h"

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
  bool is_file(const std::string& path) const;

  Result<void> check_declaration();
  void check_root_entries();
  void check_extensions();
  Result<std::string> read_inventory(const std::string& path);
  Result<void> check_sidecar(const std::string& inventory_path, const std::string& text,
                             const CheckedInventory& inventory);
  Result<void> check_root_inventory();
  void check_version_folders();
  void check_version_folder(const std::string& version);
  Result<void> check_version_inventory(const std::string& version);
  void compare_with_root(const std::string& version, const std::string& path,
                         const CheckedInventory& earlier);
  bool same_state(const CheckedInventory& earlier, const CheckedVersion& then,
                  const CheckedVersion& now) const;
  void expect_digests(const std::string& inventory_path, const CheckedInventory& inventory);
  void check_content_set();
  Result<void> check_digests();

  // What a content file must have, by one inventory or another.
  struct ExpectedDigest {
    DigestAlgorithm algorithm;
    std::string digest;          // lower case
    std::string code;            // E092 or E093
    std::string inventory_path;  // that says so
  };

  const std::filesystem::path folder_;
  const std::string below_;
  const std::stop_token stop_;
  HardLinks* const links_;
  HardLinks own_links_;
  std::vector<Finding> findings_;
  std::vector<FolderEntry> entries_;       // everything below the folder, in path order
  std::set<std::string> version_folders_;  // on disk, well-named
  std::string spec_;                       // as declared: "1.0" "1.1"
  std::string root_text_;
  CheckedInventory root_;
  std::string earlier_spec_;                                     // of the version before
  std::map<std::string, std::vector<ExpectedDigest>> expected_;  // by content path
};

}  // namespace delo::packages::ocfl
