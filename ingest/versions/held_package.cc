#include "ingest/versions/held_package.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include "core/bytes/disk.h"
#include "core/text/timestamp.h"
#include "holdings/export.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/from_batch.h"
#include "packages/aip.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/eark/ip_reader.h"
#include "packages/mets/mets_reader.h"
#include "packages/premis/premis_record.h"
#include "packages/premis/rights_reader.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// By the representation that a file lies in.
FileRole role_at(std::string_view place) {
  constexpr std::string_view kRepresentations = "representations/";
  if (!place.starts_with(kRepresentations)) return FileRole::kOther;
  place.remove_prefix(kRepresentations.size());
  return file_role_named(place.substr(0, place.find('/'))).value_or(FileRole::kOther);
}

const packages::PremisNode* part_of(const packages::PremisNode& node, std::string_view name) {
  const auto part = std::ranges::find(node.children, name, &packages::PremisNode::name);
  return part == node.children.end() ? nullptr : &*part;
}

// UUIDs of what reception says that it took from beside the items.
std::set<std::string> documents_told_in(const std::vector<packages::PremisNode>& events) {
  std::set<std::string> out;
  for (const packages::PremisNode& event : events) {
    const packages::PremisNode* about = part_of(event, "eventDetailInformation");
    const packages::PremisNode* detail = about ? part_of(*about, "eventDetail") : nullptr;
    if (detail == nullptr || detail->text.find(kBesideTheItems) == std::string::npos) continue;
    for (const packages::PremisNode& link : event.children) {
      const packages::PremisNode* uuid = link.name == "linkingObjectIdentifier"
                                             ? part_of(link, "linkingObjectIdentifierValue")
                                             : nullptr;
      if (uuid != nullptr) out.insert(uuid->text);
    }
  }
  return out;
}

class Reader {
 public:
  Reader(holdings::Holdings& holdings, const holdings::PackageEntry& entry, const fs::path& scratch,
         const Replaces& replaces, RunContext& run)
      : holdings_(holdings), scratch_(scratch), replaces_(replaces), run_(run) {
    held_.entry = entry;
    root_ = "data/" + packages::objid_of(entry.summary.id) + "/";
  }

  Result<HeldPackage> read() {
    DELO_TRY(inventory_, holdings::newest_inventory(holdings_, held_.entry));
    DELO_CHECK(remove_tree(scratch_));
    DELO_CHECK(make_folders(scratch_));
    DELO_CHECK(read_dates());
    DELO_CHECK(read_record());
    DELO_CHECK(remove_tree(scratch_));
    return std::move(held_);
  }

 private:
  Error unfit(const std::string& what) const {
    return Error{ErrorCode::kCorrupt, "no later version of package " +
                                          held_.entry.summary.id.value + " can be made: " + what};
  }

  std::optional<packages::ocfl::ContentFile> file_at(const std::string& path) const {
    return inventory_.content_of(path);
  }

  Result<std::unique_ptr<FileSource>> open(const std::string& path) {
    const auto file = file_at(path);
    if (!file) return unfit("it has no " + path);
    const fs::path to = scratch_ / std::to_string(++opened_);
    DELO_CHECK(holdings::copy_held_file(holdings_, held_.entry.summary.id, *file, to, run_));
    return FileSource::open(to);
  }

  // When each file was modified, by its path below the package's root.
  Result<void> read_dates() {
    const std::string name(packages::kMetsName);
    for (const packages::ocfl::LogicalFile& logical : inventory_.state) {
      const std::string& path = logical.path.text();
      if (!path.starts_with(root_) || logical.path.name() != name) continue;
      const std::string folder =
          path.substr(root_.size(), path.size() - root_.size() - name.size());
      // Of the package and of its representations; a received METS.xml is neither.
      const auto depth = std::ranges::count(folder, '/');
      if (depth != 0 && (depth != 2 || !folder.starts_with("representations/"))) continue;
      DELO_TRY(const auto source, open(path));
      DELO_TRY(const packages::MetsDocument mets, packages::read_mets(*source));
      if (depth == 0) take_submission(mets);
      const auto take = [&](const packages::MetsLink& link) {
        if (!link.href || !link.created) return;
        const auto time = timestamp_of(*link.created);
        if (time) dates_[folder + packages::decoded_name(*link.href)] = *time;
      };
      DELO_CHECK(mets.files.for_each([&](const packages::MetsFile& file) { take(file.link); }));
      for (const packages::MetsSection& section : mets.sections) {
        if (section.reference) take(*section.reference);
      }
    }
    return {};
  }

  void take_submission(const packages::MetsDocument& mets) {
    held_.submitters = packages::submitters_in(mets);
    for (const auto& [type, text] : mets.alternative_ids) {
      if (type == "SUBMISSIONAGREEMENT") held_.agreements.insert(held_.agreements.begin(), text);
      if (type == "PREVIOUSSUBMISSIONAGREEMENT") held_.agreements.push_back(text);
    }
  }

  Result<void> read_record() {
    DELO_TRY(const auto source, open(root_ + std::string(packages::kPremisPath)));
    std::set<std::string> replaced;  // UUIDs; copies come after their texts
    const auto is_replaced = [&](const packages::HeldFile& told) {
      if (is_text_copy(role_at(told.place))) return replaced.contains(told.source);
      const auto path = RelativePath::parse(packages::decoded_name(told.original_name));
      const auto content = file_at(root_ + packages::decoded_name(told.place));
      const bool is = path && content && replaces_(*path, content->digests);
      if (is) replaced.insert(told.uuid);
      return is;
    };
    DELO_TRY(packages::PremisRecord record, packages::read_premis_record(*source, is_replaced));
    std::unordered_map<std::string, packages::PremisNode> wanted;
    for (packages::PremisNode& object : record.wanted) {
      std::string uuid = packages::uuid_of_object(object);
      wanted.emplace(std::move(uuid), std::move(object));
    }
    for (packages::HeldFile& told : record.files) {
      const std::string place = packages::decoded_name(told.place);
      const auto path = RelativePath::parse(told.original_name.empty()
                                                ? packages::received_name_at(place)
                                                : packages::decoded_name(told.original_name));
      const auto content = file_at(root_ + place);
      if (!path || !content || told.uuid.empty()) {
        return unfit("its PREMIS record names the file " + told.place + ", which is not there");
      }
      if (auto object = wanted.find(told.uuid); object != wanted.end()) {
        held_.replaced.emplace(path->text(), std::move(object->second));
      }
      const auto date = dates_.find(place);
      const std::int64_t ms = date == dates_.end() ? 0 : date->second.time_since_epoch().count();
      const FileRole role = role_at(place);
      auto& files = is_text_copy(role) ? held_.copies : held_.files;
      files.push_back({.path = *path,
                       .content = *content,
                       .uuid = std::move(told.uuid),
                       .source = std::move(told.source),
                       .role = role,
                       .is_list = place.starts_with("documentation/"),
                       .is_description = place.starts_with("metadata/descriptive/"),
                       .modified_ns = ms * 1'000'000});
    }
    const std::set<std::string> documents = documents_told_in(record.events);
    for (HeldFile& file : held_.files) {
      file.from_batch = is_from_batch(file.path) && documents.contains(file.uuid);
    }
    DELO_CHECK(read_rights(*source));
    std::ranges::sort(held_.files, {}, &HeldFile::path);
    std::ranges::sort(held_.copies, {}, &HeldFile::path);
    held_.events = std::move(record.events);
    held_.agents = std::move(record.agents);
    held_.superseded = std::move(record.superseded);
    return {};
  }

  Result<void> read_rights(const ByteSource& premis) {
    DELO_TRY(std::vector<packages::KeptRights> all, packages::read_rights(premis));
    if (all.empty()) return {};
    std::unordered_map<std::string_view, const RelativePath*> files;
    for (const HeldFile& file : held_.files) files.emplace(file.uuid, &file.path);
    // What holds for a text holds for its copy, whoever has one.
    for (const HeldFile& copy : held_.copies) files.emplace(copy.uuid, nullptr);
    for (packages::KeptRights& kept : all) {
      RightsStatement of_item = kept.statement;
      bool has_item = kept.linked.empty();
      for (const std::string& uuid : kept.linked) {
        const auto file = files.find(uuid);
        if (file != files.end() && file->second == nullptr) continue;
        if (file != files.end()) {
          kept.statement.objects.push_back(*file->second);
        } else if (uuid == held_.entry.summary.id.value) {
          has_item = true;
        } else {
          return unfit("its PREMIS record states rights of " + uuid + ", which is not there");
        }
      }
      if (has_item) held_.rights.push_back(std::move(of_item));
      if (!kept.statement.objects.empty()) held_.rights.push_back(std::move(kept.statement));
    }
    return {};
  }

  holdings::Holdings& holdings_;
  const fs::path& scratch_;
  const Replaces& replaces_;
  RunContext& run_;
  HeldPackage held_;
  packages::ocfl::Inventory inventory_;
  std::string root_;  // of the information package in the bag
  std::unordered_map<std::string, Timestamp> dates_;
  int opened_ = 0;
};

}  // namespace

Result<HeldPackage> read_held_package(holdings::Holdings& holdings,
                                      const holdings::PackageEntry& entry, const fs::path& scratch,
                                      const Replaces& replaces, RunContext& run) {
  return Reader(holdings, entry, scratch, replaces, run).read();
}

Result<packages::WrittenDescription> read_held_description(holdings::Holdings& holdings,
                                                           const holdings::PackageEntry& entry,
                                                           const fs::path& scratch,
                                                           RunContext& run) {
  const std::string path =
      "data/" + packages::objid_of(entry.summary.id) + "/" + std::string(packages::kEadPath);
  DELO_TRY(const packages::ocfl::Inventory newest, holdings::newest_inventory(holdings, entry));
  const auto file = newest.content_of(path);
  if (!file) return packages::WrittenDescription();
  DELO_CHECK(remove_tree(scratch));
  DELO_CHECK(make_folders(scratch));
  DELO_CHECK(holdings::copy_held_file(holdings, entry.summary.id, *file, scratch / "1", run));
  DELO_TRY(const auto source, FileSource::open(scratch / "1"));
  DELO_TRY(auto written, packages::read_written_ead(*source));
  DELO_CHECK(remove_tree(scratch));
  if (written) return *std::move(written);
  return Error{ErrorCode::kCorrupt, "no later version of package " + entry.summary.id.value +
                                        " can be made: " + std::string(packages::kEadPath) +
                                        " can't be read"};
}

}  // namespace delo::ingest
