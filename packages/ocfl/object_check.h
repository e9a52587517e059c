// The check of one object; ocfl_validator.h is the door.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/spool.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/digest_check.h"
#include "packages/ocfl/expected_digests.h"
#include "packages/ocfl/hard_links.h"
#include "packages/ocfl/object_tree.h"
#include "packages/package_tree.h"

namespace delo::packages::ocfl {

// Used once: construct, run(), take what it found.
class ObjectCheck {
 public:
  // Of the object at `place` in the tree ("" or a folder with a slash at its end).
  // `below`: put before every path in findings; empty, or with a slash at its end.
  // `records`: where digests are put aside; `links`: the hierarchy's that the object lies
  // in.  All outlive the check.
  ObjectCheck(PackageTree& tree, const std::string& place, std::string below,
              std::shared_ptr<Spool> records, HardLinks& links, std::stop_token stop)
      : package_(tree),
        below_(std::move(below)),
        stop_(std::move(stop)),
        links_(links),
        tree_(tree, place),
        expected_(std::move(records)) {}

  // All but the content of files, which `digests` gets to compare.
  Result<void> run(DigestCheck& digests);

  std::vector<Finding> take_findings() { return std::move(findings_); }
  const std::string& id() const { return root_.id; }
  const std::string& spec() const { return spec_; }

 private:
  void report(std::string_view code, const std::string& path, std::string message);
  void report_all(const std::string& path, const std::vector<OcflFault>& faults);
  bool is_file(const std::string& path) const { return tree_.file(path).has_value(); }
  // The bytes of a file that there is; nothing when an archive has it only in part.
  Result<std::unique_ptr<ByteSource>> open(const std::string& path);
  // Of a small file, its beginning: enough to see that it is too long.
  Result<std::optional<std::string>> read_start(const std::string& path);

  void check_kinds();
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
  void check_earlier_spec(const std::string& path, const std::string& spec);

  PackageTree& package_;
  const std::string below_;
  const std::stop_token stop_;
  HardLinks& links_;
  std::vector<Finding> findings_;
  const ObjectTree tree_;
  std::set<std::string> version_folders_;  // on disk, well-named
  std::string spec_;                       // as declared: "1.0" "1.1"
  std::unique_ptr<ByteSource> root_text_;
  CheckedInventory root_;
  std::unique_ptr<ContentList> root_content_;
  std::string earlier_spec_;  // of the version before
  ExpectedDigests expected_;
};

}  // namespace delo::packages::ocfl
