// A store that is an OCFL 1.1 storage root, whatever its layout: the one kind there is so far.
#pragma once

#include "holdings/holdings.h"
#include "holdings/stores/store.h"

namespace delo::holdings {

class OcflStore final : public Store {
 public:
  OcflStore(std::string name, packages::ocfl::StorageRoot root)
      : name_(std::move(name)), root_(std::move(root)) {}

  const std::string& name() const override { return name_; }
  const std::filesystem::path& folder() const override { return root_.folder(); }
  const packages::ocfl::StorageRoot& root() const { return root_; }
  std::filesystem::path where(const PackageId& id) const override;
  bool has(const PackageId& id) const override;
  Result<void> put(const PackageId& id, const packages::ocfl::SharedText& inventory,
                   const packages::PackageFiles& files, packages::ocfl::Linking linking,
                   std::stop_token stop) override;
  Result<void> put_whole(const PackageId& id, const CopyContents& contents,
                         const packages::PackageFiles& files, std::stop_token stop) override;
  Result<void> put_version(const PackageId& id, const packages::ocfl::NewVersion& version,
                           std::stop_token stop) override;
  Result<bool> take_back_version(const PackageId& id, const ByteSource& before) override;
  Result<void> secure(const PackageId& id) override;
  Result<packages::TreeWalk> walk(const PackageId& id) const override;
  Result<std::unique_ptr<ByteSource>> open(const PackageId& id,
                                           const std::string& path) const override;
  std::vector<std::string> inventory_paths(const PackageId& id) const override;
  Result<void> replace(const PackageId& id, const std::string& path, const ByteSource& content,
                       const Digest& sha256, const std::filesystem::path& quarantine,
                       std::stop_token stop) override;
  Result<void> take_out(const PackageId& id, const std::string& path,
                        const std::filesystem::path& quarantine) override;
  std::vector<std::pair<std::string, std::string>> own_files() const override {
    return root_.declarations();
  }
  Result<void> for_each(
      const std::function<Result<void>(const std::filesystem::path& below)>& visit,
      const std::function<Result<void>(const std::filesystem::path& below)>& stray) const override;
  Result<void> recover(const std::filesystem::path& quarantine, bool thorough,
                       std::vector<std::string>& messages) override;

 private:
  // An Error of this store in words an archivist can act on.
  Error explain(Error error, std::uint64_t bytes_needed) const;

  std::string name_;
  packages::ocfl::StorageRoot root_;
};

// Moves a file, link or empty folder to `to`, also from one file system to another
// (copied and synced with the folders above, and only then removed); makes the folders above.  When
// `to` is taken,
// ".2", ".3" … is added.  Returns where it went.
Result<std::filesystem::path> move_to_quarantine(const std::filesystem::path& from,
                                                 const std::filesystem::path& to);

}  // namespace delo::holdings
