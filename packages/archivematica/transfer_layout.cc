#include "packages/archivematica/transfer_layout.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"

namespace delo::packages {
namespace {

constexpr std::string_view kObjects = "objects";
constexpr std::string_view kDocuments = "metadata/submissionDocumentation";

bool is_deleted_name(std::string_view part) {
  constexpr std::array<std::string_view, 4> kDeleted = {"Thumbs.db", "Icon", "Icon\r", ".DS_Store"};
  return part.starts_with('.') || std::ranges::find(kDeleted, part) != kDeleted.end();
}

// Every part that would be deleted begins with %XX instead.
std::string visible(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (at > 0) out += '/';
    if (is_deleted_name(part)) {
      const auto first = static_cast<unsigned char>(part.front());
      out += '%';
      out += kDigits[first >> 4];
      out += kDigits[first & 15];
      out += part.substr(1);
    } else {
      out += part;
    }
    at = end + 1;
  }
  return out;
}

// A folder objects/ of the item becomes that of the transfer.
std::string_view below_objects(std::string_view path) {
  constexpr std::string_view kBefore = "objects/";
  return path.starts_with(kBefore) ? path.substr(kBefore.size()) : path;
}

bool is_content(FileRole role) {
  return role != FileRole::kDescription && role != FileRole::kFixity;
}

// Where a file goes, and the name it has there.
struct Wanted {
  std::string folder;
  RelativePath name;
};
Wanted wanted_for(const FileObject& object, const std::string& prefix) {
  const bool content = is_content(object.role);
  const std::string& received = object.path.text();
  auto name = RelativePath::parse(visible(content ? below_objects(received) : received));
  return {prefix + std::string(content ? kObjects : kDocuments),
          name ? std::move(name).value() : object.path};
}

}  // namespace

Result<TransferLayout> transfer_layout_of(const Package& package, bool in_bag) {
  TransferLayout layout{.package = &package, .prefix = in_bag ? "data/" : ""};
  NamePlacer placer;
  if (!package.context.earlier_premis.source.empty()) {
    placer.place(layout.prefix + std::string(kDocuments), *RelativePath::parse("premis-of-aip.xml"));
  }
  std::uint32_t number = 0;
  DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) {
    const Wanted wanted = wanted_for(file.object, layout.prefix);
    layout.collided.push_back(placer.place(wanted.folder, wanted.name).collided);
    (is_content(file.object.role) ? layout.objects : layout.documents).push_back(number++);
  }));
  return layout;
}

TransferFile TransferLayout::placed(const PayloadFile& file, std::uint32_t number) const {
  const Wanted wanted = wanted_for(file.object, prefix);
  PlacedName name = placed_name(wanted.folder, wanted.name, collided[number]);
  const std::string_view received = is_content(file.object.role)
                                        ? below_objects(file.object.path.text())
                                        : std::string_view(file.object.path.text());
  const bool renamed = name.path.text() != wanted.folder + '/' + std::string(received);
  return {.payload = &file,
          .path = std::move(name.path),
          .uuid = uuid_of_file(*package, file.object.path),
          .renamed = renamed};
}

Result<void> TransferLayout::for_each_of(const FileNumbers& files, const Visit& visit) const {
  Payload::Reader payload(package->payload);
  for (const std::uint32_t number : files) {
    DELO_TRY(const PayloadFile file, payload.at(number));
    DELO_CHECK(visit(placed(file, number)));
  }
  return {};
}

bool TransferLayout::is_object(std::uint32_t number) const {
  return std::ranges::binary_search(objects, number);
}

std::string TransferLayout::folder_name(const RelativePath& received) const {
  const std::string own = prefix + std::string(kObjects);
  if (received.empty() || received.text() == kObjects) return own;
  return own + '/' + visible(below_objects(received.text()));
}

}  // namespace delo::packages
