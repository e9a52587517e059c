// One item: its files, their names and roles, its lists and descriptions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/records/leaf_naming.h"
#include "ingest/reception/batch_reader.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// What is odd about a file's name (name.odd, name.not-utf8); the file is kept all the same.
void judge_name(const RelativePath& path, std::vector<Finding>& findings);

// `id` is the item's path below its batch, `name` its folder's own name.
class ItemReader {
 public:
  // kJoined: laid out by us, of several deliveries (ingest/versions).  What can't be read there
  // is an Error, and metadata/earlier-deliveries/ has the tables of the earlier ones.
  enum class Source { kProducer, kJoined };
  static Result<ItemReader> open(const std::filesystem::path& folder, ItemId id,
                                 const LeafPolicy& leaves = {}, Source source = Source::kProducer);

  // Its folder and those above it, from the batch's down, where they may give the reference;
  // left out, the id.
  void named_by(std::string names) { names_ = std::move(names); }
  // Counts before what folders are named for, and where nothing gives a reference.
  void known_as(ArchivalReference reference, std::string basis) {
    known_ = std::move(reference);
    known_basis_ = std::move(basis);
  }

  Result<BatchItem> read(const BesideItem& beside);

  // The reference alone: the folder is listed only if a description is there.
  Result<ArchivalReference> reference(const BesideItem& beside);
  // The reference, and the identifiers as they are written.
  Result<SoughtItem> sought(const BesideItem& beside);
  // The leaves of the master files.
  std::vector<Leaf> leaves_of_masters();
  // Source-Organization of a bag; empty for others.
  std::string producer();

 private:
  ItemReader(ProducerFolder folder, BatchShape form, ItemId id, const LeafPolicy& leaves,
             Source source)
      : folder_(std::move(folder)),
        form_(form),
        id_(std::move(id)),
        names_(id_.value),
        leaves_(leaves),
        source_(source) {}

  void list_files();
  void judge_names();
  void set_roles_apart();
  // Of a table; nothing: it can't be read, which is told under `unreadable`.
  std::optional<std::string> table_text(std::size_t file, const Rule& unreadable,
                                        std::string_view what = "the table");
  void read_lists(const BesideItem& beside);
  void read_tables(const BesideItem& beside);
  void read_documents(std::vector<DescriptionTable>& tables);
  void read_rights(const BesideItem& beside);
  void read_leaf_tables();
  void read_certificates(const BesideItem& beside);
  Result<void> match_aids(const BesideItem& beside);
  void read_bag_tags();
  void take_known_reference();
  std::string own_name() const;
  const RelativePath& source_path(std::size_t file) const;
  Result<std::string> fingerprint(const BesideItem& beside) const;

  ProducerFolder folder_;
  BatchShape form_;
  ItemId id_;
  std::string names_;
  ArchivalReference known_;  // empty: it is not known yet
  std::string known_basis_;
  LeafPolicy leaves_;
  Source source_;
  std::optional<Error> failed_;  // of ours
  BatchItem out_;
  // Of out_.item.files, same order; below a bag's folder, else `path` is empty and that of the
  // item's file.
  std::vector<FoundFile> found_;
  std::vector<FoundFile> tag_files_;   // of a bag
  std::vector<RelativePath> folders_;  // within the item
  bool has_data_ = false;              // of a bag: the folder data/
  ItemDescription description_;
  // Finding aids, and records from the batch, by number of the file.
  std::vector<std::pair<std::size_t, packages::DescriptionForm>> aids_;
  std::string read_bytes_;  // digests of the lists and descriptions that were read
};

}  // namespace delo::ingest
