// Documents beside the items of a batch (a finding aid, a table) that describe several of
// them: each item that one describes has it in its package, as it was given, below
//   metadata/from-batch/<id of the item, %2F for />/<path in the batch>
// or, of one that is larger than the policy keeps whole, what it says of this item, below
//   metadata/excerpts-from-batch/…
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/records/identifiers.h"
#include "ingest/reception/description.h"
#include "ingest/reception/item_finder.h"
#include "packages/descriptive/unit_places.h"

namespace delo::ingest {

// What of a document goes with one item.
struct DocumentOfItem {
  RelativePath source;     // below the batch
  std::uint64_t size = 0;  // of the whole, in bytes
  std::int64_t modified_ns = 0;
  bool whole = true;
  // Of an excerpt: ranges of the source, then a text of ours or the rows of a table.
  std::vector<packages::ByteRange> ranges = {};
  std::string text = {};
  std::string sha256 = {};  // of the whole
};

std::uint64_t bytes_of(const DocumentOfItem& document);  // that the item keeps

// The same with its place among the files of the item.
struct FileFromBatch {
  RelativePath path;
  DocumentOfItem document;
};

// `apart`: any number of '-', that tell the folder from one of the producer's.
RelativePath place_from_batch(const ItemId& item, const DocumentOfItem& document,
                              std::string_view apart);

// What reception says of documents that it put there.  By its events a later version knows which
// files below these folders are such, and which a producer delivered there.  DO NOT CHANGE
inline constexpr std::string_view kBesideTheItems = "beside the items of the batch";

// A description that is_from_batch(): what a producer delivers there is none (set_apart()).
bool is_document_from_batch(const FileObject& file);

// Of a file that is_from_batch().
bool is_excerpt_from_batch(const RelativePath& place);

// Of a file that is_from_batch() the place that it has when more of it is kept, or less.
RelativePath other_place(const RelativePath& place);

// Names in a table that is_from_batch() (earlier_delivery.h), as they are within the item that it
// was kept for.
class NamesFromBatch {
 public:
  // Nothing: `given`, where a table was given, is no such place.
  static std::optional<NamesFromBatch> of(const RelativePath& given);
  // "0037.tif" of "d337/0037.tif", empty for the item itself; nothing: the name speaks of none or
  // of another item.
  std::optional<std::string> within(std::string_view name) const;

 private:
  explicit NamesFromBatch(const ItemId& item) : finder_({&item, 1}) {}
  ItemFinder finder_;
};

// Of a table that is_from_batch(): what its rows say of the item it was kept
// for, their names within the item.  Other tables stay as they are.
void keep_rows_of_item(DescriptionTable& table);

// An excerpt as a source of bytes; borrows both.
class ExcerptSource final : public ByteSource {
 public:
  ExcerptSource(const ByteSource& whole, const DocumentOfItem& document);
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

 private:
  const ByteSource& whole_;
  const DocumentOfItem& document_;
  std::vector<std::uint64_t> begins_;  // of the ranges, in the excerpt
  std::uint64_t ranges_end_ = 0, size_ = 0;
};

// "ead.xml (52,428,800 bytes, SHA-256 …)": the whole that an excerpt was taken of.
std::string words_for_whole(const DocumentOfItem& document);

}  // namespace delo::ingest
