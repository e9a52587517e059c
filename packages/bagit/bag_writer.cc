#include "packages/bagit/bag_writer.h"

#include <algorithm>

#include "packages/bagit/bag_names.h"
#include "packages/eark/ip_layout.h"
#include "packages/generated_file.h"

namespace delo::packages {
namespace {

Result<RelativePath> at_root(std::string_view name) { return RelativePath::parse(name); }

// A value on one line: RFC 8493 §2.2.2 lets values go over lines, many readers don't.
std::string one_line(std::string_view value) {
  std::string line;
  for (const char c : value) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (control && (line.empty() || line.back() == ' ')) continue;
    line += control ? ' ' : c;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

Result<PackagedFile> write_manifest(const PackageFiles& files, DigestAlgorithm algorithm,
                                    const std::string& name, const std::filesystem::path& folder,
                                    const BagShape& shape) {
  DELO_TRY(const RelativePath path, at_root(name));
  const bool encode_percent = shape.version == "1.0";
  const auto write = [&](ByteSink& sink) -> Result<void> {
    std::string line;
    return files.for_each([&](const PackagedFile& file) -> Result<void> {
      const auto digest = file.digests.find(algorithm);
      if (!digest) {
        return Error{ErrorCode::kInvalidArgument,
                     "no " + std::string(name_of(algorithm)) + " digest of " + file.path.text(),
                     file.source};
      }
      line = digest->hex;
      line += "  ";
      line += encode_manifest_path(file.path.text(), encode_percent);
      line += '\n';
      return sink.write_text(line);
    });
  };
  return write_generated_file(folder, path, write, shape.tag_algorithms);
}

}  // namespace

BagInfo bag_info_of(const Package& package) {
  const Item& item = package.item;
  BagInfo info;
  info.emplace_back("Source-Organization", package.producer);
  info.emplace_back("External-Identifier", package.id.value);
  if (!item.reference.empty()) {
    info.emplace_back("Internal-Sender-Identifier", item.reference.canonical());
    info.emplace_back("Internal-Sender-Description", item.reference.canonical_cyrillic());
  }
  info.emplace_back("External-Description", title_of(item));
  // Of the material, not of the clock: the same package has the same bytes.
  info.emplace_back("Bagging-Date", to_iso8601(package.material_date).substr(0, 10));
  if (!package.agents.empty()) {
    const Agent& program = package.agents.front();
    info.emplace_back("Bag-Software-Agent", program.name + ' ' + program.version);
  }
  return info;
}

Result<PackageFiles> write_bag(PackageFiles payload, BagInfo info,
                               std::span<const DigestAlgorithm> algorithms,
                               const std::filesystem::path& folder) {
  const std::vector<DigestAlgorithm> all(algorithms.begin(), algorithms.end());
  return write_bag(std::move(payload), std::move(info),
                   BagShape{.algorithms = all, .tag_algorithms = all}, folder);
}

Result<PackageFiles> write_bag(PackageFiles payload, BagInfo info, const BagShape& shape,
                               const std::filesystem::path& folder) {
  DELO_CHECK(payload.sort());
  std::uint64_t bytes = 0;
  DELO_CHECK(payload.for_each([&](const PackagedFile& file) { bytes += file.size; }));
  info.emplace_back("Payload-Oxum", std::to_string(bytes) + '.' + std::to_string(payload.size()));

  PackageFiles tags;
  DELO_TRY(const RelativePath declaration, at_root(kBagDeclarationName));
  const auto declare = [&](ByteSink& sink) {
    return sink.write_text("BagIt-Version: " + shape.version +
                           "\nTag-File-Character-Encoding: UTF-8\n");
  };
  DELO_TRY(PackagedFile written,
           write_generated_file(folder, declaration, declare, shape.tag_algorithms));
  DELO_CHECK(tags.append(written));
  DELO_TRY(const RelativePath info_path, at_root(kBagInfoName));
  const auto inform = [&](ByteSink& sink) -> Result<void> {
    for (const auto& [label, value] : info) {
      const std::string line = one_line(value);
      if (line.empty()) continue;
      DELO_CHECK(sink.write_text(label + ": " + line + '\n'));
    }
    return {};
  };
  DELO_TRY(written, write_generated_file(folder, info_path, inform, shape.tag_algorithms));
  DELO_CHECK(tags.append(written));
  for (const DigestAlgorithm algorithm : shape.algorithms) {
    DELO_TRY(written, write_manifest(payload, algorithm, manifest_name(algorithm), folder, shape));
    DELO_CHECK(tags.append(written));
  }
  DELO_CHECK(tags.sort());
  DELO_CHECK(tags.for_each([&](const PackagedFile& file) { return payload.append(file); }));
  for (const DigestAlgorithm algorithm : shape.tag_algorithms) {
    DELO_TRY(written, write_manifest(tags, algorithm, tag_manifest_name(algorithm), folder, shape));
    DELO_CHECK(payload.append(written));
  }
  DELO_CHECK(payload.sort());
  return payload;
}

}  // namespace delo::packages
