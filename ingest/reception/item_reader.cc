#include "ingest/reception/item_reader.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/aids_of_item.h"
#include "ingest/reception/assign_leaves.h"
#include "ingest/reception/bag_folder.h"
#include "ingest/reception/batch_shape.h"
#include "ingest/reception/certificate.h"
#include "ingest/reception/certificate_table.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/folder_names.h"
#include "ingest/reception/from_batch.h"
#include "ingest/reception/leaf_table.h"
#include "ingest/reception/one_item.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/rights_table.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{256} << 20;     // bytes
constexpr std::uint64_t kMaxDocument = std::uint64_t{16} << 20;  // of JSON
constexpr std::uint64_t kMaxTable = std::uint64_t{64} << 20;
// A file whose size is hardly stored at all: beyond a bomb's usual ratio.
constexpr std::uint64_t kSparseFrom = std::uint64_t{64} << 20;
constexpr std::uint64_t kSparseRatio = 200;
// Where a reference may be given.
constexpr std::array<std::string_view, 5> kDescriptionNames = {
    "metadata.csv", "metadata.json", "mods.xml", "dc.xml", "metadata.xml"};
constexpr std::uint32_t kSpecialBits = 06000;  // set-user-ID, set-group-ID
constexpr std::uint32_t kOwnerMayRead = 0400;

RelativePath path_of(std::string_view text) {
  auto path = RelativePath::parse(text);
  return path ? std::move(path).value() : RelativePath();
}

std::string octal(std::uint32_t mode) {
  std::string out;
  for (int shift = 9; shift >= 0; shift -= 3) out += static_cast<char>('0' + ((mode >> shift) & 7));
  return out;
}

// "0037.tif" of objects/0037.tif, whatever stands before.
void judge_file(const FoundFile& found, const RelativePath& path, std::vector<Finding>& findings) {
  if (found.stamp.size == 0) {
    findings.push_back(
        finding(rules::kEmptyFile, {.path = path}, "the file has no content, 0 bytes"));
  }
  if ((found.mode & kSpecialBits) != 0 || (found.mode & kOwnerMayRead) == 0) {
    findings.push_back(finding(rules::kPermissions, {.path = path},
                               "the permissions are " + octal(found.mode) + "; they are not kept"));
  }
  if (is_system_file(path)) {
    findings.push_back(finding(rules::kSystemFile, {.path = path},
                               "left behind by an operating system; kept like any other file"));
  }
}

}  // namespace

void judge_name(const RelativePath& path, std::vector<Finding>& findings) {
  const std::string_view name = path.name();
  if (!is_utf8(name)) {
    findings.push_back(finding(
        rules::kNameNotUtf8, {.path = path},
        "the name is not UTF-8; it is kept byte for byte and shown as " + display_of(name)));
  }
  if (const std::string oddity = oddity_of_name(name); !oddity.empty() && is_utf8(name)) {
    findings.push_back(finding(rules::kNameOdd, {.path = path},
                               "the name " + oddity + "; it is kept byte for byte"));
  }
}

Result<ItemReader> ItemReader::open(const fs::path& folder, ItemId id, const LeafPolicy& leaves,
                                    Source source) {
  DELO_TRY(ProducerFolder opened, ProducerFolder::open(folder));
  DELO_TRY(const BatchShape form, form_of_item(opened));
  return ItemReader(std::move(opened), form, std::move(id), leaves, source);
}

std::string ItemReader::own_name() const {
  const std::size_t slash = id_.value.rfind('/');
  return slash == std::string::npos ? id_.value : id_.value.substr(slash + 1);
}

const RelativePath& ItemReader::source_path(std::size_t file) const {
  const RelativePath& path = found_[file].path;
  return path.empty() ? out_.item.files[file].path : path;
}

// Files and folders as they are within the item.  A bag's payload becomes the
// item; its tag files go with it, below a folder of their own in metadata/.
void ItemReader::list_files() {
  FolderListing listing = folder_.list();
  const bool bag = form_ == BatchShape::kBag;
  constexpr std::string_view kData = "data/";
  std::string tag_folder = "metadata/submission-bag";
  for (const FoundFile& file : listing.files) {
    // Never seen, but a bag may hold a payload of this very name.
    while (file.path.text().starts_with(std::string(kData) + tag_folder + "/")) tag_folder += "-";
  }
  const auto add = [this](RelativePath path, const FoundFile& found) {
    out_.item.files.push_back(FileObject{
        .path = std::move(path), .size = found.stamp.size, .modified_ns = found.stamp.modified_ns});
  };
  out_.item.files.reserve(listing.files.size());
  if (!bag) {
    found_ = std::move(listing.files);
    for (FoundFile& found : found_) add(std::exchange(found.path, {}), found);
  } else {
    std::vector<std::pair<RelativePath, FoundFile>> files;
    files.reserve(listing.files.size());
    for (FoundFile& found : listing.files) {
      if (found.path.text().starts_with(kData)) {
        files.emplace_back(path_of(found.path.text().substr(kData.size())), std::move(found));
      } else {
        tag_files_.push_back(found);
        files.emplace_back(path_of(tag_folder) / found.path, std::move(found));
      }
    }
    std::ranges::sort(files, {}, &std::pair<RelativePath, FoundFile>::first);
    for (auto& [path, found] : files) {
      add(std::move(path), found);
      found_.push_back(std::move(found));
    }
  }
  for (RelativePath& folder : listing.folders) {
    has_data_ = has_data_ || folder.text() == "data";
    if (!bag) {
      folders_.push_back(std::move(folder));
    } else if (folder.text().starts_with(kData)) {
      folders_.push_back(path_of(folder.text().substr(kData.size())));
    }
  }
  for (Finding& found : listing.findings) out_.findings.push_back(std::move(found));
  for (const RelativePath& folder : listing.empty_folders) {
    out_.findings.push_back(finding(rules::kEmptyFolder, {.path = folder},
                                    "the folder is empty; packages hold files, it is not kept"));
  }
  assign_roles(out_.item.files);
  set_roles_apart();
  if (!bag) return;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    // A list among the payload is payload; the bag's own manifests are the lists.
    FileObject& file = out_.item.files[i];
    const bool tag = !found_[i].path.text().starts_with(kData);
    if (tag) {
      const bool manifest = found_[i].path.text().find("manifest-") != std::string::npos;
      file.role = manifest ? FileRole::kFixity : FileRole::kDescription;
      file.leaf.reset();
    }
  }
}

// Nothing that is delivered into our folders counts as a table, list or description.
void ItemReader::set_roles_apart() {
  struct Folder {
    std::string_view where;
    std::size_t count = 0;
    RelativePath first = {};
  };
  Folder earlier{
      "metadata/earlier-deliveries/, where the archive keeps tables of earlier deliveries"};
  Folder batch{
      "metadata/from-batch/ or metadata/excerpts-from-batch/, where the archive keeps what "
      "lies beside the items of a batch"};
  for (FileObject& file : out_.item.files) {
    Folder* ours = is_below_earlier_deliveries(file.path) ? &earlier
                   : is_from_batch(file.path)             ? &batch
                                                          : nullptr;
    if (!is_set_apart(file.path) && (ours == nullptr || source_ == Source::kJoined)) continue;
    file.role = FileRole::kOther;
    if (ours != nullptr && ours->count++ == 0) ours->first = file.path;
  }
  for (Folder* ours : {&earlier, &batch}) {
    if (ours->count == 0) continue;
    out_.findings.push_back(finding(rules::kNameReserved, {.path = std::move(ours->first)},
                                    std::to_string(ours->count) +
                                        (ours->count == 1 ? " file lies in " : " files lie in ") +
                                        std::string(ours->where)));
  }
}

void ItemReader::judge_names() {
  FingerprintMap by_key;  // numbers of folders, and of files behind them
  std::uint32_t number = 0;
  const auto path_at = [this](std::uint32_t at) -> const RelativePath& {
    return at < folders_.size() ? folders_[at] : out_.item.files[at - folders_.size()].path;
  };
  const auto judge = [&](const RelativePath& path) {
    judge_name(path, out_.findings);
    const Fingerprint key = fingerprint_of(collision_key(path.text()));
    if (by_key.insert(key, number++)) return;
    const RelativePath& first = path_at(*by_key.find(key));
    if (first != path) {
      out_.findings.push_back(finding(rules::kNameCollision, {.path = path},
                                      "the name is the same as " + display_of(first.text()) +
                                          " where case or the form of accents do not count"));
    }
  };
  for (const RelativePath& folder : folders_) judge(folder);
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const RelativePath& path = out_.item.files[i].path;
    judge(path);
    judge_file(found_[i], path, out_.findings);
    if (found_[i].stamp.size >= kSparseFrom &&
        found_[i].stored_bytes < found_[i].stamp.size / kSparseRatio) {
      out_.findings.push_back(finding(
          rules::kSparseFile, {.path = path},
          "the file declares " + std::to_string(found_[i].stamp.size) + " bytes, of which " +
              std::to_string(found_[i].stored_bytes) + " are stored; it was not read"));
    }
  }
}

std::optional<std::string> ItemReader::table_text(std::size_t file, const Rule& unreadable,
                                                  std::string_view what) {
  auto bytes = folder_.read_file(source_path(file), kMaxTable);
  if (bytes) {
    read_bytes_ += sha256_of(*bytes).hex;
    return std::move(bytes).value();
  }
  // Our own copy was verified when it was made.
  if (source_ == Source::kJoined && bytes.error().sys_errno != 0) {
    if (!failed_) failed_ = bytes.error();
    return std::nullopt;
  }
  out_.findings.push_back(finding(unreadable, {.path = out_.item.files[file].path},
                                  std::string(what) + " can't be read: " + bytes.error().text()));
  return std::nullopt;
}

void ItemReader::read_lists(const BesideItem& beside) {
  std::vector<ListToMatch> lists;
  const RelativePath objects = path_of("objects");
  const bool has_objects = std::ranges::binary_search(folders_, objects);
  for (std::size_t i = 0; i < found_.size(); ++i) {
    FileObject& file = out_.item.files[i];
    if (file.role != FileRole::kFixity) continue;
    auto bytes = folder_.read_file(source_path(i), kMaxList);
    if (!bytes) {
      out_.manifest.lists.push_back(file.path);
      // What the system refuses to read is told of like any other file, when it is received.
      if (bytes.error().sys_errno != 0) continue;
      out_.findings.push_back(finding(rules::kChecksumUnreadableList, {.path = file.path},
                                      "the list can't be read: " + bytes.error().text()));
      continue;
    }
    if (begins_like_binary(*bytes)) {
      file.role = FileRole::kOther;
      out_.findings.push_back(finding(rules::kChecksumNotAList, {.path = file.path},
                                      "named like a checksum list, but no text; kept as content"));
      continue;
    }
    read_bytes_ += sha256_of(*bytes).hex;
    ListToMatch list{.path = file.path, .list = parse_checksum_list(*bytes, file.path.name())};
    const RelativePath above = file.path.parent();
    // A transfer's lists lie in metadata/ and speak of objects/ (Archivematica).
    if (has_objects && above == path_of("metadata")) list.bases.push_back(objects);
    list.bases.push_back(above);
    if (!above.empty()) list.bases.emplace_back();
    if (has_objects && above.empty()) list.bases.push_back(objects);
    lists.push_back(std::move(list));
  }
  lists.insert(lists.end(), beside.lists.begin(), beside.lists.end());
  ProducerManifest matched = match_lists(std::move(lists), out_.item.files, own_name());
  for (RelativePath& list : matched.lists) out_.manifest.lists.push_back(std::move(list));
  out_.manifest.seen = std::move(matched.seen);
  out_.manifest.checksums = std::move(matched.checksums);
  out_.manifest.findings = std::move(matched.findings);
}

void ItemReader::read_tables(const BesideItem& beside) {
  std::vector<DescriptionTable> tables = beside.tables;
  for (const std::size_t i : in_order_of_delivery(out_.item.files, [](const FileObject& file) {
         return file.role == FileRole::kDescription && to_lower(file.path.name()) == "metadata.csv";
       })) {
    const RelativePath& path = out_.item.files[i].path;
    const auto bytes = table_text(i, rules::kDescriptionUnreadable);
    if (!bytes) continue;
    tables.push_back(read_description_table(*bytes, path));
    if (auto earlier = earlier_delivery_of(path)) tables.back().given = std::move(earlier->given);
    keep_rows_of_item(tables.back());
  }
  read_documents(tables);
  description_ =
      describe_item(tables, {.name = own_name(), .files = out_.item.files, .folders = folders_});
  refine_roles(out_.item.files, description_.descriptions);
}

// MODS, Dublin Core and JSON; finding aids wait until the item's reference is known.
void ItemReader::read_documents(std::vector<DescriptionTable>& tables) {
  for (const std::size_t i : in_order_of_delivery(out_.item.files, [](const FileObject& file) {
         return is_json_description(file) || is_xml_description(file);
       })) {
    const FileObject& file = out_.item.files[i];
    const auto unreadable = [&](const Error& error) {
      if (error.sys_errno != 0) return;  // told of like any other file, when it is received
      out_.findings.push_back(finding(rules::kDescriptionDocument, {.path = file.path},
                                      "the description can't be read: " + error.text()));
    };
    if (is_json_description(file)) {
      auto bytes = folder_.read_file(source_path(i), kMaxDocument);
      if (!bytes) {
        unreadable(bytes.error());
        continue;
      }
      read_bytes_ += sha256_of(*bytes).hex;
      tables.push_back(read_description_json(*bytes, file.path));
    } else {
      const auto source = folder_.open_file(source_path(i));
      if (!source) {
        unreadable(source.error());
        continue;
      }
      const auto document = packages::read_description(**source);
      if (!document) {
        unreadable(document.error());
        continue;
      }
      if (document->form == packages::DescriptionForm::kNone) continue;
      if (document->form == packages::DescriptionForm::kEad || is_from_batch(file.path)) {
        aids_.emplace_back(i, document->form);
        continue;
      }
      tables.push_back(table_of(*document, file.path));
    }
    if (auto earlier = earlier_delivery_of(file.path)) {
      tables.back().given = std::move(earlier->given);
    }
    keep_rows_of_item(tables.back());
  }
}

// Aids in the item say more of it than those beside it.
Result<void> ItemReader::match_aids(const BesideItem& beside) {
  take_found(beside.aids, out_.item, out_.findings);
  take_records(beside.mods, out_.item, out_.findings);
  take_records(beside.dublin_core, out_.item, out_.findings);
  if (aids_.empty()) return {};
  SoughtItem sought{.reference = out_.item.reference, .codes = {}};
  for (const WrittenReference& written : description_.references) {
    if (written.path.empty()) sought.codes.push_back(written.text);
  }
  std::vector<AidOfItem> aids;
  for (const auto& [file, form] : aids_) {
    aids.push_back({out_.item.files[file].path, form,
                    [this, place = source_path(file)]() -> Result<std::unique_ptr<ByteSource>> {
                      auto source = folder_.open_file(place);
                      if (!source) return std::unique_ptr<ByteSource>();
                      return std::unique_ptr<ByteSource>(std::move(source).value());
                    }});
  }
  return take_aids(aids, sought, out_.item, out_.findings);
}

void ItemReader::read_rights(const BesideItem& beside) {
  RightsOfDeliveries rights;
  const std::string name = own_name();
  const DescribedItem described{.name = name, .files = out_.item.files, .folders = folders_};
  const auto take = [&](RightsTable table, int delivery) {
    for (Finding& found : table.findings) out_.findings.push_back(std::move(found));
    rights.add(std::move(table.statements), delivery);
  };
  for (const RightsRows& rows : beside.rights) take(read_rights_rows(rows, described), 0);
  for (const std::size_t i : in_order_of_delivery(out_.item.files, is_rights_table)) {
    const RelativePath& path = out_.item.files[i].path;
    const auto bytes = table_text(i, rules::kRightsUnreadable);
    if (!bytes) continue;
    const auto earlier = earlier_delivery_of(path);
    take(read_rights_table(*bytes, path, described, earlier ? earlier->given : path),
         earlier ? earlier->before_version : 0);
  }
  out_.item.rights = std::move(rights.statements);
}

// Which file shows which leaf, in the words of tables.
void ItemReader::read_leaf_tables() {
  for (const std::size_t i : in_order_of_delivery(out_.item.files, is_leaf_table)) {
    const RelativePath& path = out_.item.files[i].path;
    const auto bytes = table_text(i, rules::kLeafTableUnreadable);
    if (!bytes) continue;
    LeafTable table = read_leaf_table(*bytes, path, out_.item.files, own_name());
    for (Finding& found : table.findings) out_.findings.push_back(std::move(found));
    // Of two tables the later says what it says of its files; the rest stands.
    std::set<std::string_view> said;
    for (const LeafMapRow& row : table.rows) said.insert(row.path);
    std::erase_if(out_.item.leaf_map, [&](const LeafMapRow& row) {
      return !row.path.empty() && said.contains(std::string_view(row.path));
    });
    for (LeafMapRow& row : table.rows) out_.item.leaf_map.push_back(std::move(row));
  }
}

void ItemReader::read_certificates(const BesideItem& beside) {
  CertificateReading all;
  for (const std::size_t i : in_order_of_delivery(out_.item.files, is_certificate)) {
    const RelativePath& path = out_.item.files[i].path;
    const auto bytes = table_text(i, rules::kCertificateUnreadable, "the certificate");
    if (!bytes) continue;
    if (is_from_batch(path)) {
      for (CertificateReading& one : certificates_from_batch(*bytes, path)) {
        add_certificate(all, std::move(one));
      }
      continue;
    }
    const bool toml = lower(path.name()).ends_with(".toml");
    add_certificate(
        all, toml ? read_certificate_toml(*bytes, path) : read_certificate_csv(*bytes, path));
  }
  for (const CertificateReading& one : beside.certificates) add_certificate(all, one);
  add_certificate(all, certificate_of_description(out_.item));
  for (Finding& found : all.findings) out_.findings.push_back(std::move(found));
  out_.item.certificate = std::move(all.certificate);
}

void ItemReader::read_bag_tags() {
  std::vector<FileObject> payload;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    if (found_[i].path.text().starts_with("data/")) payload.push_back(out_.item.files[i]);
  }
  BagFolder bag = read_bag(folder_, payload, tag_files_, has_data_);
  read_bytes_ += sha256_of(bag.read_bytes).hex;
  out_.manifest = std::move(bag.manifest);
  for (Finding& found : bag.findings) out_.findings.push_back(std::move(found));
  // Only what describes the content; counts and dates of the bag are its own.
  Description info;
  for (DescriptionElement& element : bag.info) {
    const std::string label = to_lower(element.name);
    if (label == "external-description") {
      info.elements.push_back({"dc.description", std::move(element.value)});
    } else if (label == "external-identifier" || label == "internal-sender-identifier") {
      description_.references.push_back({{}, element.value, "bag-info.txt, " + element.name});
      info.elements.push_back({"dc.identifier", std::move(element.value)});
    } else if (label == "source-organization") {
      info.elements.push_back({"dc.publisher", std::move(element.value)});
    } else if (label == "internal-sender-description" || label == "title") {
      info.elements.push_back({"dc.title", std::move(element.value)});
    }
  }
  const bool item_described =
      !description_.descriptions.empty() && description_.descriptions.front().path.empty();
  if (!info.elements.empty() && !item_described) {
    description_.descriptions.insert(description_.descriptions.begin(), std::move(info));
  }
}

void ItemReader::take_known_reference() {
  Item& item = out_.item;
  const bool by_names = item.reference.empty() || is_of_folder_names(item);
  if (known_.empty() || !by_names || item.reference.same_as(known_)) return;
  item.reference = known_;
  item.reference_basis = known_basis_;
  std::erase_if(out_.findings,
                [](const Finding& found) { return found.rule == rules::kReferenceMissing.id; });
}

Result<std::string> ItemReader::fingerprint(const BesideItem& beside) const {
  constexpr std::size_t kBuffer = std::size_t{64} << 10;  // bytes
  static constexpr std::array kAlgorithms = {DigestAlgorithm::kSha256};
  DELO_TRY(const auto digest, Hasher::create(kAlgorithms));
  std::string all = id_.value + '\0' + out_.folder.filename().string() + '\0';
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const FileStamp& stamp = found_[i].stamp;
    all += source_path(i).text() + '\0' + std::to_string(stamp.inode) + ' ' +
           std::to_string(stamp.size) + ' ' + std::to_string(stamp.modified_ns) + ' ' +
           std::to_string(stamp.changed_ns) + '\n';
    if (all.size() < kBuffer) continue;
    DELO_CHECK(digest->write_text(all));
    all.clear();
  }
  all += read_bytes_;
  for (const ListToMatch& list : beside.lists) {
    for (const ChecksumLine& line : list.list.lines) {
      all += line.name + '\0';
      for (const Digest& digest : line.digests) all += digest.hex;
    }
  }
  const auto add_elements = [&](const std::vector<DescriptionElement>& elements) {
    for (const DescriptionElement& e : elements) all += e.name + '\0' + e.value + '\0';
  };
  for (const FoundInAids::Level& level : beside.aids.levels) {
    all += level->level + '\0';
    add_elements(level->elements);
  }
  if (beside.aids.own) add_elements(beside.aids.own->elements);
  for (const FoundInAids* records : {&beside.mods, &beside.dublin_core}) {
    for (const FoundInAids::Level& level : records->levels) add_elements(level->elements);
    if (records->own) add_elements(records->own->elements);
  }
  for (const DescriptionTable& table : beside.tables) {
    for (const DescriptionRow& row : table.rows) {
      all += row.name + '\0';
      for (const DescriptionElement& e : row.elements) all += e.name + '\0' + e.value + '\0';
    }
  }
  DELO_CHECK(digest->write_text(all));
  DELO_CHECK(digest->finish());
  return digest->digests().strongest().hex;
}

Result<BatchItem> ItemReader::read(const BesideItem& beside) {
  out_.item.id = id_;
  out_.folder = folder_.path();
  out_.form = form_;
  list_files();
  judge_names();
  read_tables(beside);
  read_rights(beside);
  if (form_ == BatchShape::kBag) {
    read_bag_tags();
  } else {
    read_lists(beside);
  }
  for (Finding& found : description_.findings) out_.findings.push_back(std::move(found));
  find_reference(out_.item, description_, names_, out_.findings);
  take_known_reference();
  out_.item.descriptions = std::move(description_.descriptions);
  for (auto tell : {tell_several_dela, tell_archives_inside}) {
    for (Finding& found : tell(out_.item)) out_.findings.push_back(std::move(found));
  }
  read_leaf_tables();
  read_certificates(beside);
  for (Finding& found : assign_leaves(out_.item, leaves_)) {
    out_.findings.push_back(std::move(found));
  }
  DELO_CHECK(match_aids(beside));
  const bool anything = form_ == BatchShape::kBag ? out_.item.files.size() > tag_files_.size()
                                                  : !out_.item.files.empty();
  if (!anything) {
    out_.findings.push_back(finding(rules::kEmptyItem, {}, "the item has no file"));
  }
  DELO_TRY(out_.fingerprint, fingerprint(beside));
  out_.source_paths.reserve(found_.size());
  out_.marks.reserve(found_.size());
  for (std::size_t i = 0; i < found_.size(); ++i) {
    out_.source_paths.push_back(source_path(i));
    out_.marks.push_back({found_[i].stamp.inode, found_[i].stamp.changed_ns});
  }
  if (failed_) return *std::move(failed_);
  return std::move(out_);
}

Result<ArchivalReference> ItemReader::reference(const BesideItem& beside) {
  const auto has_table = [&]() {
    return form_ == BatchShape::kBag || !beside.tables.empty() ||
           std::ranges::any_of(kDescriptionNames, [&](const std::string_view name) {
             return folder_.has_file(path_of(name)) ||
                    folder_.has_file(path_of("metadata") / path_of(name));
           });
  };
  std::vector<Finding> unused;
  if (has_table()) {
    list_files();
    read_tables(beside);
    if (form_ == BatchShape::kBag) read_bag_tags();
  }
  find_reference(out_.item, description_, names_, unused);
  return out_.item.reference;
}

Result<SoughtItem> ItemReader::sought(const BesideItem& beside) {
  SoughtItem out;
  DELO_TRY(out.reference, reference(beside));
  for (const WrittenReference& written : description_.references) {
    if (written.path.empty()) out.codes.push_back(written.text);
  }
  return out;
}

std::vector<Leaf> ItemReader::leaves_of_masters() {
  if (found_.empty()) list_files();
  read_leaf_tables();
  assign_leaves(out_.item, leaves_);
  std::vector<Leaf> leaves;
  for (const FileObject& file : out_.item.files) {
    if (file.role != FileRole::kMaster) continue;
    for (const LeafPlace& place : leaf_places_of(file)) leaves.push_back(place.leaf);
  }
  return leaves;
}

std::string ItemReader::producer() {
  if (form_ != BatchShape::kBag) return {};
  if (found_.empty()) list_files();
  return read_bag(folder_, {}, tag_files_, has_data_).producer;
}

}  // namespace delo::ingest
