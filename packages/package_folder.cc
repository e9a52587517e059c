#include "packages/package_folder.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/text/utf8.h"
#include "packages/aip.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_writer.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/eark/ip_writer.h"
#include "packages/generated_file.h"
#include "packages/package_target.h"
#include "packages/package_tree.h"
#include "packages/sinks/directory_sink.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view e) { return text.ends_with(e); });
}

FileRole role_by_name(const RelativePath& path, const std::optional<Leaf>& leaf) {
  const std::string name = to_lower(path.name());
  if (ends_with_any(name, {".md5", ".sha1", ".sha256", ".sha512", ".sfv"}) ||
      algorithm_of_manifest(name)) {
    return FileRole::kFixity;
  }
  if (name == "metadata.csv" || name == "metadata.json") return FileRole::kDescription;
  if (name.starts_with("transcription")) return FileRole::kTranscription;
  if (name.starts_with("translation")) return FileRole::kTranslation;
  if (ends_with_any(name, {".tif", ".tiff"}) || leaf) return FileRole::kMaster;
  if (ends_with_any(name, {".pdf", ".jpg", ".jpeg", ".jp2"})) return FileRole::kAccess;
  return FileRole::kOther;
}

Result<PackageFiles> write_plain_bag(const Package& package, const PackageOrder& order,
                                     const fs::path& folder) {
  PackageFiles payload(folder);
  {
    NamePlacer placer;
    DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) {
      PlacedName name = placer.place(kPayloadFolder, file.object.path);
      return payload.append({.path = std::move(name.path),
                             .source = file.content,
                             .size = file.object.size,
                             .digests = file.object.digests});
    }));
  }
  DELO_TRY(const BagShape shape, shape_of_bag(order.bag, order.algorithms));
  std::uint64_t bytes = 0;
  DELO_CHECK(payload.for_each([&](const PackagedFile& file) { bytes += file.size; }));
  BagInfo info = info_of_bag(order.bag, bag_info_of(package), bytes);
  if (order.bag.profile) {
    BagInfo whole = info;
    whole.emplace_back("Payload-Oxum",
                       std::to_string(bytes) + '.' + std::to_string(payload.size()));
    const std::optional<std::string> type = !order.serialize ? std::nullopt
                                            : *order.serialize == ArchiveForm::kTar
                                                ? std::optional<std::string>("application/tar")
                                                : std::optional<std::string>("application/zip");
    DELO_CHECK(keep_to_profile(*order.bag.profile, shape, whole, payload, type));
  }
  return write_bag(std::move(payload), std::move(info), shape, folder);
}

// The part below the one root folder "uuid-…", which `to` itself becomes.
Result<PackageFiles> without_root(const PackageFiles& files, const std::string& root,
                                  const fs::path& folder) {
  PackageFiles below(folder);
  DELO_CHECK(files.for_each([&](PackagedFile file) -> Result<void> {
    DELO_TRY(file.path,
             RelativePath::parse(std::string_view(file.path.text()).substr(root.size() + 1)));
    return below.append(file);
  }));
  return below;
}

// Opens and reads each file once, a window of them side by side.
Result<void> digest_in_order(const PackageTree& tree, const fs::path& folder,
                             const std::vector<DigestAlgorithm>& algorithms, std::stop_token stop,
                             const std::function<Result<void>(PayloadFile)>& done) {
  for (std::size_t from = 0; from < tree.files().size(); from += kReadWindow) {
    const std::size_t end = std::min(from + kReadWindow, tree.files().size());
    std::vector<PayloadFile> files;
    std::vector<std::unique_ptr<FileSource>> sources;
    std::vector<ReadOrder> reads;
    for (std::size_t i = from; i < end; ++i) {
      PayloadFile& file = files.emplace_back();
      FileObject& object = file.object;
      object.path = tree.files()[i].path;
      object.leaf = leaf_of_file_name(object.path.name());
      object.role = role_by_name(object.path, object.leaf);
      file.content = object.path.under(folder);
      DELO_TRY(auto source, FileSource::open(file.content));
      object.modified_ns = source->stamp_at_open().modified_ns;
      reads.push_back({.source = source.get(), .algorithms = algorithms});
      sources.push_back(std::move(source));
    }
    auto outcomes = read_together(reads, stop);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      DELO_TRY(ReadOutcome outcome, std::move(outcomes[i]));
      files[i].object.size = outcome.bytes;
      files[i].object.digests = std::move(outcome.digests);
      DELO_CHECK(done(std::move(files[i])));
    }
  }
  return {};
}

constexpr std::size_t kMostEmptyFolders = 1000;

// Folders that hold neither a file nor a folder.
std::vector<RelativePath> empty_folders_of(const PackageTree& tree) {
  std::vector<RelativePath> empty;
  const auto holds = [](const TreeFiles& what, const std::string& below) {
    const std::size_t at = what.lower_bound(below);
    return at < what.size() && what.text(at).starts_with(below);
  };
  for (const TreeFile& folder : tree.folders()) {
    const std::string below = folder.path.text() + '/';
    if (holds(tree.files(), below) || holds(tree.folders(), below)) continue;
    empty.push_back(folder.path);
    if (empty.size() == kMostEmptyFolders) break;
  }
  return empty;
}

}  // namespace

Result<Package> package_of_folder(const fs::path& folder, std::vector<DigestAlgorithm> algorithms,
                                  const Agent& program, std::stop_token stop,
                                  const fs::path& aside) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{fs::exists(folder, failed) ? ErrorCode::kInvalidArgument : ErrorCode::kNotFound,
                 folder.string() + " is not a folder", folder};
  }
  for (const DigestAlgorithm ours : kPackageAlgorithms) algorithms.push_back(ours);
  std::ranges::sort(algorithms);
  algorithms.erase(std::unique(algorithms.begin(), algorithms.end()), algorithms.end());
  DELO_TRY(const auto tree, open_tree(
                                folder, [](const RelativePath&) { return false; }, stop));
  if (!tree->findings().empty()) {
    const Finding& first = tree->findings().front();
    const std::size_t more = tree->findings().size() - 1;
    return Error{ErrorCode::kInvalidArgument,
                 display_of(first.where.path.text()) + ": " + first.message +
                     ", a package can't hold it" +
                     (more == 0 ? "" : "; " + std::to_string(more) + " more can't either"),
                 folder};
  }
  if (tree->files().empty()) {
    return Error{ErrorCode::kInvalidArgument, "there is no file to package", folder};
  }

  Package package{.payload = Payload(aside)};
  package.item.id.value = tree->name();
  package.agents.push_back(program);
  package.empty_folders = empty_folders_of(*tree);
  UuidOfPieces name;
  name.add("package of " + tree->name() + '\n');
  std::int64_t newest = 0;
  DELO_CHECK(digest_in_order(*tree, folder, algorithms, stop, [&](PayloadFile file) {
    newest = std::max(newest, file.object.modified_ns);
    name.add(file.object.digests.find(DigestAlgorithm::kSha256)->hex + "  " +
             file.object.path.text() + '\n');
    return package.payload.append(file);
  }));
  package.id.value = name.uuid();
  package.material_date = timestamp_of_ns(newest);
  return package;
}

void prepare_for(Package& package, PackageForm form) {
  package.kind = form == PackageForm::kSip   ? PackageKind::kSip
                 : form == PackageForm::kDip ? PackageKind::kDip
                                             : PackageKind::kAip;
  if (form == PackageForm::kDip) package.id.value = uuid_of("DIP of " + package.id.value);
  // A SIP names who submits it (SIP15); the folder's name stands in for one unnamed.
  if (form == PackageForm::kSip && package.producer.empty()) {
    package.producer = display_of(package.item.id.value);
  }
}

Result<MadePackage> write_package(const Package& package, const PackageOrder& order,
                                  std::stop_token stop) {
  Package made = package;
  prepare_for(made, order.form);
  if (order.form == PackageForm::kOcflObject || order.form == PackageForm::kOcflRoot ||
      order.form == PackageForm::kArchivematicaAip) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string(name_of(order.form)) + " is no form that can be made of a folder"};
  }
  const bool is_bag = order.form == PackageForm::kBag;
  DELO_TRY(
      const PackageTarget target,
      package_target(order.to, is_bag ? made.item.id.value : objid_of(made.id), order.serialize));
  // A package's folder and its OBJID have one name (CSIPSTR2): the package's own, unless the
  // folder is named by --to itself.
  const std::string root = is_bag || !order.serialize ? target.name : objid_of(made.id);
  if (!is_bag) made.root_name = root;

  DELO_TRY(const auto work, WorkPlace::create(target.path));
  PackageFiles files;
  if (is_bag) {
    DELO_TRY(files, write_plain_bag(made, order, work->path()));
  } else {
    DELO_TRY(files, write_information_package(made, work->path(), {}));
    DELO_TRY(files, without_root(files, root, work->path()));
  }
  MadePackage result{.id = made.id, .path = target.path};
  DELO_CHECK(files.for_each([&](const PackagedFile& file) {
    ++result.files;
    result.bytes += file.size;
    const std::string& name = file.path.text();
    if (is_bag ? algorithm_of_tag_manifest(name).has_value() : name == kMetsName) {
      result.digests = file.digests;
    }
  }));
  if (!order.serialize) {
    DELO_CHECK(write_folder(files, target.path, stop));
    return result;
  }
  DELO_TRY(const PackagedFile archive,
           write_archive(files, root, *order.serialize, made.material_date, target.path, stop));
  result.digests = archive.digests;
  return result;
}

}  // namespace delo::packages
