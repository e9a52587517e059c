// Reads names, never content (but of lists and descriptions): what is in this batch?
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/records/item.h"
#include "core/records/leaf_naming.h"
#include "core/result.h"
#include "ingest/reception/certificate.h"
#include "ingest/reception/description.h"
#include "ingest/reception/finding_aids.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/producer_manifest.h"
#include "ingest/reception/rights_table.h"
#include "ingest/reception/unpack_archive.h"
#include "policies/policy.h"

namespace delo::ingest {

enum class BatchShape : std::uint8_t {
  kFolderOfItems,
  kOneItem,
  kArchivematicaTransfer,
  kBag,
};
std::string_view name_of(BatchShape shape);  // "folder of items" "one item" …

// What of a file's stamp a FileObject does not have.
struct ChangeMark {
  std::uint64_t inode = 0;
  std::int64_t changed_ns = 0;  // since 1970, UTC
};

// An item as it was found, before a byte of its content was read.
struct BatchItem {
  Item item;                     // files with path, size, modified_ns, role, leaf; no digests yet
  std::filesystem::path folder;  // of the producer; the item's, or a bag's
  std::vector<RelativePath> source_paths;  // of item.files below `folder`, same order
  std::vector<ChangeMark> marks;           // likewise
  std::vector<FileFromBatch> from_batch;   // beside item.files; in the order of their places
  std::filesystem::path batch_folder;      // where these lie
  BatchShape form = BatchShape::kOneItem;  // kOneItem, kArchivematicaTransfer or kBag
  std::string unpacked_from;               // name of the archive file; empty for none
  ProducerManifest manifest;
  std::vector<Finding> findings;  // symbolic links, odd names, metadata.csv faults, empty item …
  // Digest of all that was read to make this and of every file's stamp: a
  // station's record made from other inputs is not used again.
  std::string fingerprint;
};

// What lies beside the items and speaks of one of them.
struct BesideItem {
  std::vector<ListToMatch> lists;
  std::vector<DescriptionTable> tables;
  FoundInAids aids;                // what is told of it in finding aids
  FoundInAids mods, dublin_core;   // in records: rivals are those of one form
  std::vector<RightsRows> rights;  // of tables; names are within the item
  std::vector<CertificateReading> certificates;
  std::vector<DocumentOfItem> documents;  // that speak of it, as its package keeps them
  std::vector<Finding> findings;          // of tables whose words on it may be lost
};

struct Batch {
  BatchId id;                  // from the absolute path: the same batch has the same id
  std::filesystem::path root;  // as it was named, absolute: a folder or an archive file
  BatchShape shape = BatchShape::kFolderOfItems;
  std::string producer;  // bag-info Source-Organization, or the folder's name
  std::vector<std::filesystem::path> item_folders;  // in name order
  std::vector<ItemId> item_ids;  // same order: path below the batch, "d337", "f045/op1/d337"
  // Of the batch's folder; of an archive, and of the one folder in it: "delivery/ГАРФ_ф7".
  std::string folder_names;
  std::vector<Finding> findings;  // about the batch as a whole: loose files beside the items …
  LeafPolicy leaves;              // by which names are read
  std::filesystem::path content;  // the folder with the items: `root`, or in the unpacked archive
  std::uint64_t whole_up_to = kWholeUpTo;    // bytes of a document beside the items
  std::map<std::size_t, BesideItem> beside;  // by place in item_folders
  // Of lists beside the items that can't be read, whole or in part: a finding of
  // every item, because nobody knows which of them the list spoke of.
  std::vector<Finding> unreadable_lists;
  // Descriptions beside the items that are not as a checksum list says: of each item that
  // keeps one, too.
  std::map<RelativePath, Finding> damaged;
  std::shared_ptr<const UnpackedArchive>
      unpacked;  // shared by copies of the batch; null: no archive

  // Items (by place in item_folders) whose reference another item has too, with
  // the finding "batch.reference.duplicate" that names the other one.
  std::map<std::size_t, Finding> duplicate_references;
};

// The names of the item's folder and of those above it, from the batch's down:
// "delivery/Фонд 7/Опись 1/Дело 12".
std::string folders_of_item(const Batch& batch, std::size_t index);

// Looks at the batch.  An archive (tar, tar.gz, zip) is unpacked below `unpack_to`,
// every entry's name checked before it is written, and found there again by the
// next run; with an empty `unpack_to`, into a temporary folder that goes with the
// batch.  `leaves`: how names of files tell leaves.  `whole_up_to`: bytes of a document beside
// the items of which each item keeps the whole.  Errors: kNotFound (no such batch),
// kInvalidArgument (not a folder nor an archive; nothing in it), kIo.
Result<Batch> open_batch(const std::filesystem::path& path, const std::filesystem::path& unpack_to,
                         const LeafPolicy& leaves = {}, std::uint64_t whole_up_to = kWholeUpTo);

// Is there a batch at all?  A quick look, before anything is made for it.  Errors as
// open_batch().
Result<void> look_at_batch(const std::filesystem::path& path);

// Reads one item's names, lists and descriptions.  Memory goes with this item
// alone.  A folder that cannot be opened is the item's finding
// ("reception.unreadable-folder"): the others go on.
Result<BatchItem> read_item(const Batch& batch, std::size_t index);

// The same, with the finding about another item for the same leaves.
Result<BatchItem> read_item_of(const Batch& batch, std::size_t index);

}  // namespace delo::ingest
