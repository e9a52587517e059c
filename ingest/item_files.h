// The files of an item.  An item may have a million of them, so they are put aside, and
// only the one that is being looked at is in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reception/producer_manifest.h"
#include "packages/package.h"
#include "packages/record_list.h"
#include "validators/leaves/leaf_likeness.h"

namespace delo::ingest {

// A file of an item: what is known of it so far.  Its examination is kNotExamined until
// station 2; `content` is our copy, in the work folder.
struct ItemFile : packages::PayloadFile {
  ProducerFixity fixity = ProducerFixity::kNoList;
};

// In path order.  A copy shares what was put aside; a station that knows more of the files
// makes a list anew.
using ItemFiles = packages::RecordList<ItemFile>;

std::string record_of(const ItemFile& file);
Result<void> from_record(RelativePath path, std::string_view record, ItemFile& file);

// The scans of an item, `item` being its place in the batch.  Errors: kIo.
Result<void> add_to_album(validators::LeafAlbum& album, std::uint32_t item,
                          const ItemFiles& files);

}  // namespace delo::ingest
