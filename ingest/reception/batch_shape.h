// Where in a folder are the items?  Told from names alone.
#pragma once

#include <string>
#include <vector>

#include "ingest/reception/batch_reader.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// What kind of item a folder is by itself: kOneItem (plain), kArchivematicaTransfer
// (objects/ and metadata/) or kBag (bagit.txt that says so, or data/ and a manifest).
Result<BatchShape> form_of_item(const ProducerFolder& folder);

struct FoundItems {
  BatchShape shape = BatchShape::kFolderOfItems;
  std::vector<RelativePath> folders;        // in path order; one empty path: the batch is the item
  std::vector<RelativePath> lists, tables;  // checksum lists and metadata.csv beside the items
  std::vector<Finding> findings;            // loose files, links and devices beside the items
};

// A folder is one item when it is a transfer or a bag, when it has a folder that
// is a part of an item (master/, access/, text/ …), or holds more scans than
// folders.  Else its folders are items; a folder that holds folders only stands
// for its own folders (f045/op1/d337), eight levels deep at most.
// Error kInvalidArgument: there is nothing in it; kIo.
Result<FoundItems> find_items(const ProducerFolder& batch);
Error nothing_in(const std::filesystem::path& batch);

}  // namespace delo::ingest
