#include "packages/eark/ip_layout.h"

#include <algorithm>
#include <map>
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

// Of files that are in no representation.
std::string_view folder_of(FileRole role) {
  return role == FileRole::kDescription ? kDescriptiveFolder : kDocumentationFolder;
}

// Puts files into the order of their leaves; files of one leaf stay in path order.
class LeafOrder {
 public:
  void add(std::uint32_t file, const Leaf& leaf) {
    const auto letter = letters_.emplace(leaf.letter, letters_.size()).first->second;
    leaves_.push_back({.number = leaf.number,
                       .letter = static_cast<std::uint32_t>(letter),
                       .verso = leaf.side == Side::kVerso,
                       .file = file});
  }
  bool empty() const { return leaves_.empty(); }

  FileNumbers sorted() {
    const std::vector<std::uint32_t> ranks = ranks_of_letters();
    std::ranges::sort(leaves_, {}, [&](const Entry& e) {
      return std::tuple(e.number, ranks[e.letter], e.verso, e.file);
    });
    FileNumbers files;
    files.reserve(leaves_.size());
    for (const Entry& e : leaves_) files.push_back(e.file);
    return files;
  }

 private:
  struct Entry {
    std::int32_t number = 0;
    std::uint32_t letter = 0;  // as numbered in letters_
    bool verso = false;
    std::uint32_t file = 0;
  };

  std::vector<std::uint32_t> ranks_of_letters() const {
    std::vector<std::pair<Leaf, std::size_t>> order;
    for (const auto& [letter, number] : letters_) order.push_back({{.letter = letter}, number});
    std::ranges::stable_sort(order, {}, &std::pair<Leaf, std::size_t>::first);
    std::vector<std::uint32_t> ranks(order.size());
    for (std::size_t i = 1; i < order.size(); ++i) {
      const bool more = order[i - 1].first < order[i].first;
      ranks[order[i].second] = ranks[order[i - 1].second] + (more ? 1 : 0);
    }
    return ranks;
  }

  std::map<std::string, std::size_t> letters_;
  std::vector<Entry> leaves_;
};

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

std::string uuid_of_file(const Package& package, const RelativePath& received) {
  const auto told = package.uuids.find(received.text());
  if (told != package.uuids.end()) return told->second;
  // A file stays the same object in every package that is made of the one that has it.
  const PackageId& source = package.context.source;
  const PackageId& by = source.empty() ? package.id : source;
  return uuid_of(by.value + "/file/" + received.text());
}

Result<void> IpLayout::for_each_of(const FileNumbers& files, const Representation* representation,
                                   const Visit& visit) const {
  const std::string data = representation != nullptr ? folder_of(*representation) + "/data" : "";
  Payload::Reader payload(package->payload);
  for (const std::uint32_t number : files) {
    DELO_TRY(const PayloadFile file, payload.at(number));
    const RelativePath& received = file.object.path;
    PlacedName name = placed_name(
        representation != nullptr ? std::string_view(data) : folder_of(file.object.role), received,
        collided[number]);
    DELO_CHECK(visit({.payload = &file,
                      .path = std::move(name.path),
                      .renamed = name.changed && !is_text_copy(file.object.role),
                      .uuid = uuid_of_file(*package, received)}));
  }
  return {};
}

Result<IpLayout> layout_of(const Package& package) {
  IpLayout layout{.package = &package,
                  .root = package.root_name.empty() ? objid_of(package.id) : package.root_name};
  NamePlacer placer;
  // What we write ourselves is there first.
  for (const std::string_view ours : {kDublinCorePath, kEadPath, kReadmePath}) {
    const auto path = RelativePath::parse(ours);
    placer.place(path->parent().text(), *RelativePath::parse(path->name()));
  }
  for (const FileRole role : kRolesOfContent) {
    Representation r{.role = role, .name = std::string(name_of(role))};
    r.uuid = uuid_of(package.id.value + "/representation/" + r.name);
    layout.representations.push_back(std::move(r));
  }
  std::vector<LeafOrder> leaves(layout.representations.size());
  std::uint32_t number = 0;
  layout.collided.reserve(package.payload.size());
  DELO_CHECK(package.payload.for_each([&](const PayloadFile& file) {
    const FileObject& object = file.object;
    Representation* r = nullptr;
    std::string folder(folder_of(object.role));
    if (is_representation(object.role)) {
      const auto named =
          std::ranges::find(layout.representations, name_of(object.role), &Representation::name);
      r = named != layout.representations.end() ? &*named : &layout.representations.back();
      folder = folder_of(*r) + "/data";
    }
    layout.collided.push_back(placer.place(folder, object.path).collided);
    if (r != nullptr && object.leaf) {
      leaves[static_cast<std::size_t>(r - layout.representations.data())].add(number, *object.leaf);
    } else {
      FileNumbers& files = r != nullptr                            ? r->files
                           : object.role == FileRole::kDescription ? layout.descriptions
                                                                   : layout.documentation;
      files.push_back(number);
    }
    ++number;
  }));
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].empty()) continue;
    Representation& r = layout.representations[i];
    FileNumbers files = leaves[i].sorted();
    files.insert(files.end(), r.files.begin(), r.files.end());
    r.files = std::move(files);
    r.has_leaves = true;
  }
  std::erase_if(layout.representations, [](const Representation& r) { return r.files.empty(); });
  return layout;
}

std::string label_of(const Leaf& leaf) { return leaf_ranges({leaf}, true); }

std::string title_of(const Item& item) {
  return item.title.empty() ? display_of(item.id.value) : item.title;
}

}  // namespace delo::packages
