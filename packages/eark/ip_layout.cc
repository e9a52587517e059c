#include "packages/eark/ip_layout.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/aip.h"
#include "packages/eark/ip_names.h"

namespace delo::packages {
namespace {

constexpr std::string_view kDescriptiveFolder = "metadata/descriptive";
constexpr std::string_view kDocumentationFolder = "documentation";

bool is_representation(FileRole role) {
  return role != FileRole::kDescription && role != FileRole::kFixity;
}

bool in_reading_order(const PlacedFile& a, const PlacedFile& b) {
  const FileObject& x = a.payload->object;
  const FileObject& y = b.payload->object;
  if (x.leaf.has_value() != y.leaf.has_value()) return x.leaf.has_value();
  if (x.leaf && *x.leaf != *y.leaf) return *x.leaf < *y.leaf;
  return x.path < y.path;
}

// The letters that lists of leaves use, Latin as we keep them and as written.
std::string cyrillic_letter(std::string_view letter) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kLetters = {{{"a", "а"},
                                                                                       {"b", "б"},
                                                                                       {"v", "в"},
                                                                                       {"g", "г"},
                                                                                       {"d", "д"},
                                                                                       {"e", "е"},
                                                                                       {"zh", "ж"},
                                                                                       {"z", "з"},
                                                                                       {"i", "и"},
                                                                                       {"k", "к"}}};
  for (const auto& [latin, cyrillic] : kLetters) {
    if (latin == letter) return std::string(cyrillic);
  }
  return std::string(letter);
}

}  // namespace

std::string objid_of(const PackageId& id) { return "uuid-" + id.value; }

std::size_t IpLayout::file_count() const {
  std::size_t count = descriptions.size() + documentation.size();
  for (const Representation& r : representations) count += r.files.size();
  return count;
}

std::string folder_of(const Representation& representation) {
  return "representations/" + representation.name;
}

IpLayout layout_of(const Package& package) {
  IpLayout layout{.package = &package,
                  .root = package.root_name.empty() ? objid_of(package.id) : package.root_name};
  NamePlacer placer;
  // What we write ourselves is there first.
  for (const std::string_view ours : {kDublinCorePath, kReadmePath}) {
    const auto path = RelativePath::parse(ours);
    placer.place(path->parent().text(), *RelativePath::parse(path->name()));
  }
  const std::string id = package.id.value;
  for (const FileRole role : {FileRole::kMaster, FileRole::kAccess, FileRole::kTranscription,
                              FileRole::kTranslation, FileRole::kOther}) {
    Representation r{.name = std::string(name_of(role))};
    r.uuid = uuid_of(id + "/representation/" + r.name);
    layout.representations.push_back(std::move(r));
  }
  for (const PayloadFile& payload : package.payload) {
    const FileObject& object = payload.object;
    Representation* r = nullptr;
    std::string folder(object.role == FileRole::kDescription ? kDescriptiveFolder
                                                             : kDocumentationFolder);
    if (is_representation(object.role)) {
      const auto named =
          std::ranges::find(layout.representations, name_of(object.role), &Representation::name);
      r = named != layout.representations.end() ? &*named : &layout.representations.back();
      folder = folder_of(*r) + "/data";
    }
    PlacedName name = placer.place(folder, object.path);
    PlacedFile file{.payload = &payload,
                    .path = std::move(name.path),
                    .renamed = name.changed,
                    .uuid = uuid_of(id + "/file/" + object.path.text())};
    if (r != nullptr) {
      r->has_leaves = r->has_leaves || object.leaf.has_value();
      r->files.push_back(std::move(file));
    } else if (object.role == FileRole::kDescription) {
      layout.descriptions.push_back(std::move(file));
    } else {
      layout.documentation.push_back(std::move(file));
    }
  }
  std::erase_if(layout.representations, [](const Representation& r) { return r.files.empty(); });
  for (Representation& r : layout.representations) std::ranges::sort(r.files, in_reading_order);
  return layout;
}

std::string label_of(const Leaf& leaf) {
  return std::to_string(leaf.number) + cyrillic_letter(leaf.letter) +
         (leaf.side == Side::kVerso ? " об." : "");
}

std::string title_of(const Item& item) {
  return item.title.empty() ? display_of(item.id.value) : item.title;
}

}  // namespace delo::packages
