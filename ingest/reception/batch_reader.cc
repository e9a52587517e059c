#include "ingest/reception/batch_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/batch_descriptions.h"
#include "ingest/reception/batch_rows.h"
#include "ingest/reception/batch_shape.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/item_reader.h"
#include "ingest/reception/producer_folder.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/rows_apart.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{256} << 20;  // bytes

// "delivery" of delivery.tar.gz: what a folder of the same content would be called.
std::string archive_stem(const fs::path& archive) {
  std::string name = archive.filename().string();
  for (const std::string_view end : {".tar.gz", ".tgz", ".tar", ".zip"}) {
    if (name.size() > end.size() && name.ends_with(end))
      return name.substr(0, name.size() - end.size());
  }
  return name;
}

// Where the items of an unpacked archive lie: in it, or in the one folder it holds.
Result<fs::path> content_of(const fs::path& unpacked) {
  DELO_TRY(const ProducerFolder folder, ProducerFolder::open(unpacked));
  DELO_TRY(const ProducerFolder::Names names, folder.names_in());
  if (names.folders.size() == 1 && names.files.empty() && names.others.empty()) {
    return unpacked / names.folders.front();
  }
  return unpacked;
}

void add_unreadable_list(Batch& batch, const Finding& found) {
  batch.findings.push_back(found);
  batch.unreadable_lists.push_back(found);
}

// Each bad line for the batch; for its items, of which there may be thousands, one
// finding for all of them.
void add_unreadable_lines(Batch& batch, const RelativePath& path, const ChecksumList& list) {
  if (list.faults.empty()) return;
  const auto of_line = [&](const ChecksumFault& fault, std::string message) {
    return finding(rules::kChecksumUnreadableLine,
                   {.path = path, .part = "line " + std::to_string(fault.line)},
                   std::move(message));
  };
  for (const ChecksumFault& fault : list.faults) {
    batch.findings.push_back(of_line(fault, fault.message));
  }
  const ChecksumFault& first = list.faults.front();
  const std::string whole =
      list.fault_count > 1
          ? std::to_string(list.fault_count) + " lines of the list can't be read; the first: "
          : std::string();
  batch.unreadable_lists.push_back(of_line(first, whole + first.message));
}

// A checksum list beside the items: each line goes to the item it speaks of.
void share_out_list(const ProducerFolder& folder, const RelativePath& path,
                    const std::vector<RelativePath>& tables, const ItemFinder& finder,
                    Batch& batch) {
  const auto bytes = folder.read_file(path, kMaxList);
  if (!bytes) {
    add_unreadable_list(batch, finding(rules::kChecksumUnreadableList, {.path = path},
                                       "the list can't be read: " + bytes.error().text()));
    return;
  }
  if (begins_like_binary(*bytes)) {
    add_unreadable_list(batch, finding(rules::kChecksumUnreadableList, {.path = path},
                                       "named like a checksum list, but no text"));
    return;
  }
  ChecksumList list = parse_checksum_list(*bytes, path.name());
  add_unreadable_lines(batch, path, list);
  if (list.lines.empty()) {
    add_unreadable_list(batch, finding(rules::kChecksumEmptyList, {.path = path},
                                       "the checksum list has no line that can be read"));
  }
  std::size_t unknown = 0;
  std::string first_unknown;
  for (ChecksumLine& line : list.lines) {
    auto found = finder.find(line.name);
    if (!found || found->rest.empty()) {
      if (compare_description(folder, tables, path, line, batch)) continue;
      if (unknown++ == 0) first_unknown = line.name;
      continue;
    }
    std::vector<ListToMatch>& lists = batch.beside[found->item].lists;
    if (lists.empty() || lists.back().path != path) {
      lists.push_back({.path = path,
                       .bases = {RelativePath()},
                       .list = {.encoding = list.encoding, .form = list.form},
                       .beside_items = true});
    }
    line.name = std::move(found->rest);
    lists.back().list.lines.push_back(std::move(line));
  }
  add_unknown(batch, path, unknown, unknown == 1 ? "line" : "lines", first_unknown);
}

const BesideItem& beside_of(const Batch& batch, std::size_t index) {
  static const BesideItem kNothing;
  const auto found = batch.beside.find(index);
  return found == batch.beside.end() ? kNothing : found->second;
}

// "45/1///337//": the same for one delo whatever the script of a reference; same_delo()
// says the rest.
std::string digits_of(const ArchivalReference& reference) {
  std::string digits;
  for (const std::string* part :
       {&reference.fond, &reference.opis, &reference.box, &reference.folder, &reference.delo,
        &reference.volume, &reference.item}) {
    for (const char c : *part) {
      if (c >= '0' && c <= '9') digits += c;
    }
    digits += '/';
  }
  return digits;
}

// Which items were met for one delo so far.
struct DeloSeen {
  ArchivalReference reference;
  std::optional<std::size_t> whole;  // an item that names no leaves stands for all
  std::size_t any = 0;               // the first item
  std::map<Leaf, std::size_t> by_leaf;
};

Result<ItemReader> reader_of(const Batch& batch, std::size_t index) {
  DELO_TRY(ItemReader reader,
           ItemReader::open(batch.item_folders[index], batch.item_ids[index], batch.leaves));
  reader.named_by(folders_of_item(batch, index));
  return reader;
}

std::string why_excerpt(const DocumentOfItem& document, const Batch& batch) {
  if (is_table_of_rows(document.source)) return " is a table with rows of other items";
  if (document.size <= batch.whole_up_to) return " has rows of other items whose names end alike";
  return " is larger than the policy keeps whole, " + std::to_string(batch.whole_up_to) + " bytes";
}

// The documents beside the items that go with this one, in the order of their places.
void place_documents(const Batch& batch, std::size_t index, BatchItem& item) {
  const BesideItem& beside = beside_of(batch, index);
  const auto is_taken = [&](const RelativePath& path) {
    return std::ranges::binary_search(item.item.files, path, {}, &FileObject::path) ||
           std::ranges::find(item.from_batch, path, &FileFromBatch::path) != item.from_batch.end();
  };
  std::string all;
  for (const DocumentOfItem& document : beside.documents) {
    std::string apart;
    RelativePath path;
    do {
      path = place_from_batch(item.item.id, document, apart);
      apart += '-';
    } while (is_taken(path));
    all += path.text() + '\0' + std::to_string(document.size) + ' ' +
           std::to_string(document.modified_ns) + ' ' + document.sha256 + '\0' + document.text;
    for (const packages::ByteRange& range : document.ranges) {
      all += std::to_string(range.begin) + '-' + std::to_string(range.end) + ' ';
    }
    if (const auto damaged = batch.damaged.find(document.source); damaged != batch.damaged.end()) {
      item.findings.push_back(damaged->second);
      item.findings.back().where.path = path;
    }
    if (!document.whole) {
      item.findings.push_back(finding(rules::kDescriptionExcerpt, {.path = path},
                                      words_for_whole(document) + why_excerpt(document, batch) +
                                          "; kept is what it says of this item"));
    }
    item.from_batch.push_back({std::move(path), document});
  }
  std::ranges::sort(item.from_batch, {}, &FileFromBatch::path);
  item.batch_folder = batch.content;
  if (!all.empty()) item.fingerprint = sha256_of(item.fingerprint + all).hex;
}

// Two items for the same leaves of the same delo.
class DuplicateFinder {
 public:
  explicit DuplicateFinder(Batch& batch) : batch_(batch) {}

  void meet(std::size_t index, const ArchivalReference& reference, std::vector<Leaf> leaves) {
    DeloSeen& seen = seen_for(index, reference);
    if (seen.any != index) {
      if (seen.whole) {
        tell(index, *seen.whole, reference);
      } else if (leaves.empty()) {
        tell(index, seen.any, reference);
      }
    }
    for (const Leaf& leaf : leaves) {
      const auto [first, is_first] = seen.by_leaf.try_emplace(leaf, index);
      if (!is_first && first->second != index) tell(index, first->second, reference);
    }
    if (leaves.empty() && !seen.whole) seen.whole = index;
  }

 private:
  DeloSeen& seen_for(std::size_t index, const ArchivalReference& reference) {
    std::vector<DeloSeen>& candidates = by_digits_[digits_of(reference)];
    for (DeloSeen& seen : candidates) {
      if (seen.reference.same_delo(reference)) return seen;
    }
    candidates.push_back({.reference = reference, .any = index});
    return candidates.back();
  }

  void tell(std::size_t index, std::size_t other, const ArchivalReference& reference) {
    for (const auto& [one, twin] : {std::pair(index, other), std::pair(other, index)}) {
      batch_.duplicate_references.try_emplace(
          one, finding(rules::kBatchDuplicateReference, {},
                       "the item " + display_of(batch_.item_ids[twin].value) +
                           " of this batch is for the same leaves of " +
                           delo_of(reference).canonical()));
    }
  }

  static ArchivalReference delo_of(ArchivalReference reference) {
    reference.leaves.clear();
    return reference;
  }

  Batch& batch_;
  std::unordered_map<std::string, std::vector<DeloSeen>> by_digits_;
};

void find_duplicates(Batch& batch) {
  if (batch.item_folders.size() < 2) return;
  // Leaves are asked of the file names only where two items share a delo.
  struct Known {
    ArchivalReference reference;
    std::size_t index;
  };
  std::unordered_map<std::string, std::vector<Known>> by_delo;
  for (std::size_t i = 0; i < batch.item_folders.size(); ++i) {
    auto reader = reader_of(batch, i);
    if (!reader) continue;  // read_item() will say why
    auto reference = reader->reference(beside_of(batch, i));
    if (!reference || (reference->delo.empty() && reference->item.empty())) continue;
    by_delo[digits_of(*reference)].push_back({std::move(reference).value(), i});
  }
  DuplicateFinder finder(batch);
  for (auto& [digits, items] : by_delo) {
    if (items.size() < 2) continue;
    for (Known& known : items) {
      std::vector<Leaf> leaves = std::move(known.reference.leaves);
      known.reference.leaves.clear();
      if (leaves.empty()) {
        auto reader = reader_of(batch, known.index);
        if (reader) leaves = reader->leaves_of_masters();
      }
      finder.meet(known.index, known.reference, std::move(leaves));
    }
  }
}

// The batch's absolute path, links in it followed.
Result<fs::path> place_of_batch(const fs::path& path) {
  std::error_code failed;
  fs::path absolute = fs::canonical(path, failed);
  if (failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory ||
      failed == std::errc::too_many_symbolic_link_levels) {
    return Error{ErrorCode::kNotFound,
                 "batch " + path.string() + " does not exist; check the path, or mount the medium",
                 path};
  }
  if (failed) return io_error("cannot look at the batch", path, failed.value());
  return absolute;
}

BatchItem item_of_closed_folder(const Batch& batch, std::size_t index, const Error& error) {
  BatchItem item;
  item.item.id = batch.item_ids[index];
  item.folder = batch.item_folders[index];
  item.findings.push_back(finding(
      rules::kUnreadableFolder, {},
      Error{.message = "the item's folder can't be opened", .sys_errno = error.sys_errno}.text()));
  item.fingerprint = sha256_of(item.item.id.value + '\0' + error.text()).hex;
  return item;
}

}  // namespace

std::string folders_of_item(const Batch& batch, std::size_t index) {
  if (batch.shape != BatchShape::kFolderOfItems) return batch.folder_names;
  return batch.folder_names + '/' + batch.item_ids[index].value;
}

std::string_view name_of(BatchShape shape) {
  switch (shape) {
    case BatchShape::kFolderOfItems:
      return "folder of items";
    case BatchShape::kOneItem:
      return "one item";
    case BatchShape::kArchivematicaTransfer:
      return "Archivematica transfer";
    case BatchShape::kBag:
      return "bag";
  }
  return "one item";
}

Result<void> look_at_batch(const fs::path& path) {
  DELO_TRY(const fs::path absolute, place_of_batch(path));
  std::error_code failed;
  if (!fs::is_directory(absolute, failed)) return UnpackedArchive::look_at(absolute);
  DELO_TRY(const ProducerFolder folder, ProducerFolder::open(absolute));
  DELO_TRY(const ProducerFolder::Names names, folder.names_in());
  return names.empty() ? nothing_in(absolute) : Result<void>();
}

Result<Batch> open_batch(const fs::path& path, const fs::path& unpack_to, const LeafPolicy& leaves,
                         std::uint64_t whole_up_to) {
  std::error_code failed;
  DELO_TRY(const fs::path absolute, place_of_batch(path));
  Batch batch{.id = {uuid_of("batch " + absolute.string())}, .root = absolute};
  batch.leaves = leaves;
  batch.whole_up_to = whole_up_to;
  fs::path content = absolute;
  std::string name = absolute.filename().string();
  if (!fs::is_directory(absolute, failed)) {
    DELO_TRY(batch.unpacked, UnpackedArchive::unpack(absolute, unpack_to, batch.id.value));
    DELO_TRY(content, content_of(batch.unpacked->folder()));
    name = archive_stem(absolute);
    batch.findings = batch.unpacked->findings();
  }
  if (name.empty()) name = "batch";  // the root of a medium, "/"
  batch.folder_names = name;
  if (batch.unpacked && content != batch.unpacked->folder()) {
    batch.folder_names += '/' + content.filename().string();
  }

  DELO_TRY(const ProducerFolder folder, ProducerFolder::open(content));
  auto found = find_items(folder);
  if (!found && batch.unpacked && !batch.findings.empty()) {
    // Everything in the archive was refused: that is its item's story, not a usage error.
    found = FoundItems{.shape = BatchShape::kOneItem, .folders = {RelativePath()}};
  }
  if (!found) {
    Error error = std::move(found).error();
    if (batch.unpacked) {
      error.message = "there is nothing in the archive " + absolute.string();
      error.path = absolute;
    }
    return error;
  }
  batch.shape = found->shape;
  batch.producer = name;
  batch.content = content;
  for (const RelativePath& item : found->folders) {
    batch.item_folders.push_back(item.empty() ? content : item.under(content));
    batch.item_ids.push_back({item.empty() ? name : item.text()});
  }
  batch.findings.insert(batch.findings.end(), found->findings.begin(), found->findings.end());
  if (batch.shape == BatchShape::kFolderOfItems) {
    const ItemFinder finder(batch.item_ids);
    for (const RelativePath& list : found->lists) {
      share_out_list(folder, list, found->tables, finder, batch);
    }
    DELO_CHECK(share_out_descriptions(folder, found->tables, batch));
    keep_rows_apart(folder, batch);
    find_duplicates(batch);
  } else if (batch.shape == BatchShape::kBag) {
    auto reader = ItemReader::open(content, batch.item_ids.front());
    std::string organization = reader ? reader->producer() : std::string();
    if (!organization.empty()) batch.producer = std::move(organization);
  }
  return batch;
}

Result<BatchItem> read_item(const Batch& batch, std::size_t index) {
  auto opened = reader_of(batch, index);
  if (!opened) return item_of_closed_folder(batch, index, opened.error());
  ItemReader reader = std::move(opened).value();
  DELO_TRY(BatchItem item, reader.read(beside_of(batch, index)));
  place_documents(batch, index, item);
  for (const auto* beside : {&batch.unreadable_lists, &beside_of(batch, index).findings}) {
    for (const Finding& found : *beside) {
      item.findings.push_back(found);
      item.fingerprint = sha256_of(item.fingerprint + text_of(found)).hex;
    }
  }
  if (!batch.unreadable_lists.empty()) {
    std::erase_if(item.manifest.findings,
                  [](const Finding& found) { return found.rule == rules::kNoChecksums.id; });
  }
  if (batch.unpacked) {
    item.unpacked_from = batch.root.filename().string();
    // Of a damaged or hostile archive nothing is taken, whichever entry is at fault.
    for (const Finding& found : batch.unpacked->findings()) {
      if (found.severity == Severity::kError) item.findings.push_back(found);
    }
  }
  return item;
}

Result<BatchItem> read_item_of(const Batch& batch, std::size_t index) {
  DELO_TRY(BatchItem item, read_item(batch, index));
  const auto twin = batch.duplicate_references.find(index);
  if (twin != batch.duplicate_references.end()) item.findings.push_back(twin->second);
  return item;
}

}  // namespace delo::ingest
