#include "ingest/reception/batch_shape.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/checksum_list.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace {

constexpr int kMaxLevels = 8;

RelativePath path_of(const std::string& name) {
  auto path = RelativePath::parse(name);
  return path ? std::move(path).value() : RelativePath();
}

bool has(const std::vector<std::string>& sorted_names, std::string_view name) {
  return std::ranges::binary_search(sorted_names, name);
}

// bagit.txt may also be the name of a scan: only what begins like one counts.
bool is_bag(const ProducerFolder& folder, const RelativePath& below,
            const ProducerFolder::Names& names) {
  const bool has_data = has(names.folders, "data");
  if (has_data && std::ranges::any_of(names.files, [](const std::string& name) {
        return name == "bagit.txt" || (name.starts_with("manifest-") && name.ends_with(".txt"));
      })) {
    return true;
  }
  if (!has(names.files, "bagit.txt")) return false;
  const auto source = folder.open_file(below / path_of("bagit.txt"));
  if (!source) return false;
  std::array<std::byte, 16> bytes{};
  const auto n = (*source)->read_at(0, bytes);
  if (!n) return false;
  const std::string_view beginning(reinterpret_cast<const char*>(bytes.data()), *n);
  return beginning.find("BagIt-Ver") != std::string_view::npos;
}

bool is_transfer(const ProducerFolder::Names& names) {
  if (!has(names.folders, "objects")) return false;
  // objects/ alone, or with nothing beside it that a transfer may not have.
  return has(names.folders, "metadata") ||
         (names.folders.size() <= 2 && (names.folders.size() == 1 || has(names.folders, "logs")));
}

BatchShape form_by_names(const ProducerFolder& folder, const RelativePath& below,
                         const ProducerFolder::Names& names) {
  if (is_bag(folder, below, names)) return BatchShape::kBag;
  if (is_transfer(names)) return BatchShape::kArchivematicaTransfer;
  return BatchShape::kOneItem;
}

// Folders of content within an item whose names say nothing of its parts.
bool is_inner_folder(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames = {"scans", "scan", "images", "image", "img",
                                                       "files", "data", "листы",  "сканы", "л"};
  const std::string low = to_lower(name);
  return is_part_folder(name) || std::ranges::find(kNames, low) != kNames.end();
}

bool is_beside_items(const std::string& name) {
  const RelativePath path = path_of(name);
  return path.empty() || is_system_file(path) || is_checksum_list_name(name) ||
         is_description_name(path);
}

bool is_one_item(const ProducerFolder::Names& names) {
  std::size_t own_folders = 0, scans = 0;
  bool has_part = false;
  for (const std::string& name : names.folders) {
    const std::string low = to_lower(name);
    if (!is_part_folder(name)) {
      ++own_folders;
    } else if (low != "metadata" && low != "checksum" && low != "checksums" &&
               low != "submissiondocumentation") {
      has_part = true;  // folders of these names stand beside items, too
    }
  }
  for (const std::string& name : names.files) scans += is_master_image_name(name) ? 1 : 0;
  if (own_folders == 0 || has_part) return true;
  return scans > own_folders;
}

// Below a batch: does this folder hold folders only, so that they are the items?
bool holds_items_only(const ProducerFolder::Names& names) {
  return !names.folders.empty() && names.others.empty() &&
         std::ranges::none_of(names.folders, is_inner_folder) &&
         std::ranges::all_of(names.files, is_beside_items);
}

void add_left_behind(const RelativePath& path, FoundItems& found) {
  found.findings.push_back(finding(rules::kSystemFile, {.path = path},
                                   "left beside the items by an operating system; not ingested"));
}

void sort_out_files(const RelativePath& below, const ProducerFolder::Names& names,
                    FoundItems& found) {
  for (const std::string& name : names.files) {
    const RelativePath path = path_of(name);
    if (path.empty()) continue;
    if (is_system_file(path)) {
      add_left_behind(below / path, found);
    } else if (is_checksum_list_name(name)) {
      found.lists.push_back(below / path);
    } else if (is_description_name(path)) {
      found.tables.push_back(below / path);
    } else {
      found.findings.push_back(
          finding(rules::kBatchLooseFile, {.path = below / path},
                  "the file lies beside the item folders and belongs to none of them; it was not "
                  "ingested"));
    }
  }
  for (const std::string& name : names.others) {
    found.findings.push_back(finding(rules::kNotARegularFile, {.path = below / path_of(name)},
                                     "a link, pipe, socket or device lies beside the items; it "
                                     "was neither followed nor opened"));
  }
}

}  // namespace

Result<BatchShape> form_of_item(const ProducerFolder& folder) {
  DELO_TRY(const ProducerFolder::Names names, folder.names_in());
  return form_by_names(folder, {}, names);
}

Error nothing_in(const std::filesystem::path& batch) {
  return Error{ErrorCode::kInvalidArgument,
               "there is nothing in the batch " + batch.string() +
                   "; check the path, or mount the medium",
               batch};
}

Result<FoundItems> find_items(const ProducerFolder& batch) {
  DELO_TRY(const ProducerFolder::Names top, batch.names_in());
  if (top.empty()) return nothing_in(batch.path());
  FoundItems found;
  found.shape = form_by_names(batch, {}, top);
  if (found.shape != BatchShape::kOneItem || is_one_item(top)) {
    found.folders.emplace_back();
    return found;
  }
  found.shape = BatchShape::kFolderOfItems;
  struct Level {
    RelativePath folder;
    int depth;
  };
  std::vector<Level> to_visit;
  const auto enter = [&](const RelativePath& below, const ProducerFolder::Names& names, int depth) {
    sort_out_files(below, names, found);
    for (const std::string& name : names.folders) {
      const RelativePath path = below / path_of(name);
      if (is_system_file(path / path_of("x"))) {
        add_left_behind(path, found);
      } else {
        to_visit.push_back({path, depth});
      }
    }
  };
  // A folder metadata/ beside items describes the batch; its tables are looked at, too.
  enter({}, top, 1);
  while (!to_visit.empty()) {
    const Level level = std::move(to_visit.back());
    to_visit.pop_back();
    const auto names = batch.names_in(level.folder);
    if (names && level.depth == 1 && to_lower(level.folder.name()) == "metadata") {
      sort_out_files(level.folder, *names, found);
      continue;
    }
    if (names && level.depth < kMaxLevels && holds_items_only(*names) &&
        form_by_names(batch, level.folder, *names) == BatchShape::kOneItem) {
      enter(level.folder, *names, level.depth + 1);
    } else {
      found.folders.push_back(level.folder);
    }
  }
  std::ranges::sort(found.folders);
  std::ranges::sort(found.lists);
  std::ranges::sort(found.tables);
  std::ranges::sort(found.findings, {}, &Finding::where);
  return found;
}

}  // namespace delo::ingest
