#include "packages/archivematica/transfer_folder.h"

#include <algorithm>

#include "packages/archivematica/transfer_layout.h"
#include "packages/archivematica/transfer_lists.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_writer.h"
#include "packages/generated_file.h"
#include "packages/package_target.h"
#include "packages/sinks/directory_sink.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

class TransferWriter {
 public:
  TransferWriter(const TransferLayout& layout, const fs::path& folder)
      : layout_(layout), folder_(folder), out_(folder) {}

  Result<PackageFiles> write() {
    for (const auto* files : {&layout_.objects, &layout_.documents}) {
      DELO_CHECK(layout_.for_each_of(*files, [&](const TransferFile& file) {
        return out_.append({.path = file.path,
                            .source = file.payload->content,
                            .size = file.payload->object.size,
                            .digests = file.payload->object.digests});
      }));
    }
    DELO_CHECK(list("metadata.csv", write_metadata_csv));
    DELO_CHECK(list("identifiers.json", write_identifiers));
    if (layout_.prefix.empty()) DELO_CHECK(list("checksum.sha256", write_checksums));
    if (has_rights(*layout_.package)) DELO_CHECK(list("rights.csv", write_rights_csv));
    DELO_TRY(const bool events, has_events(layout_));
    if (events) DELO_CHECK(document("premis.xml", write_transfer_premis));
    DELO_TRY(const bool leaves, has_leaves(layout_));
    if (leaves) DELO_CHECK(document("mets_structmap.xml", write_transfer_structmap));
    if (const auto& premis = layout_.package->context.earlier_premis; !premis.source.empty()) {
      DELO_TRY(RelativePath path,
               RelativePath::parse(layout_.prefix + std::string(kTransferPremisOfAip)));
      DELO_CHECK(out_.append({.path = std::move(path),
                              .source = premis.source,
                              .size = premis.size,
                              .digests = premis.digests}));
    }
    DELO_CHECK(out_.sort());
    return std::move(out_);
  }

 private:
  Result<RelativePath> place(std::string_view name) const {
    return RelativePath::parse(layout_.prefix + "metadata/" + std::string(name));
  }
  Result<void> list(std::string_view name,
                    Result<void> (*content)(ByteSink&, const TransferLayout&)) {
    DELO_TRY(const RelativePath path, place(name));
    DELO_TRY(const PackagedFile file, write_generated_file(folder_, path, [&](ByteSink& sink) {
               return content(sink, layout_);
             }));
    return out_.append(file);
  }
  Result<void> document(std::string_view name,
                        Result<void> (*content)(XmlWriter&, const TransferLayout&)) {
    DELO_TRY(const RelativePath path, place(name));
    DELO_TRY(const PackagedFile file, write_generated_xml(folder_, path, [&](XmlWriter& xml) {
               return content(xml, layout_);
             }));
    return out_.append(file);
  }

  const TransferLayout& layout_;
  const fs::path& folder_;
  PackageFiles out_;
};

}  // namespace

Result<MadePackage> write_transfer(const Package& package, const TransferOrder& order,
                                   std::stop_token stop) {
  if (order.serialize == ArchiveForm::kTar) {
    return Error{ErrorCode::kInvalidArgument,
                 "Archivematica opens no tar; a transfer is a folder or, with --serialize zip, a "
                 "zip"};
  }
  DELO_TRY(const TransferLayout layout, transfer_layout_of(package, order.bag));
  if (layout.objects.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "there is nothing to transfer but descriptions and lists"};
  }
  DELO_TRY(const PackageTarget target,
           package_target(order.to, package.item.id.value, order.serialize));
  DELO_TRY(const auto work, WorkPlace::create(target.path));
  DELO_TRY(PackageFiles files, TransferWriter(layout, work->path()).write());
  if (order.bag) {
    DELO_TRY(files,
             write_bag(std::move(files), bag_info_of(package), kPackageAlgorithms, work->path()));
  }
  MadePackage made{.id = package.id, .path = target.path};
  DELO_CHECK(files.for_each([&](const PackagedFile& file) {
    ++made.files;
    made.bytes += file.size;
    const std::string& name = file.path.text();
    if (order.bag ? algorithm_of_tag_manifest(name).has_value()
                  : name == "metadata/checksum.sha256") {
      made.digests = file.digests;
    }
  }));
  if (!order.serialize) {
    DELO_CHECK(write_folder(files, target.path, stop));
    return made;
  }
  DELO_TRY(const PackagedFile archive, write_archive(files, target.name, *order.serialize,
                                                     package.material_date, target.path, stop));
  made.digests = archive.digests;
  return made;
}

}  // namespace delo::packages
