#include "packages/mets/leaf_map.h"

#include <algorithm>
#include <vector>

#include "packages/eark/ip_names.h"

namespace delo::packages {
namespace {

void open_map(XmlWriter& xml, const Item& item) {
  xml.open("structMap", {{"ID", "structMap-leaves"}, {"TYPE", "LOGICAL"}, {"LABEL", "Leaves"}});
  xml.open("div", {{"ID", "div-item"}, {"TYPE", "item"}, {"LABEL", label_of_package(item)}});
}

void open_leaf(XmlWriter& xml, const Leaf& leaf, std::size_t order) {
  xml.open("div", {{"ID", "div-leaf-" + std::to_string(order)},
                   {"TYPE", "leaf"},
                   {"ORDER", std::to_string(order)},
                   {"ORDERLABEL", latin_label_of(leaf)},
                   {"LABEL", cyrillic_label_of(leaf)}});
}

// A file that the METS document of another representation describes.
void point_to(XmlWriter& xml, const Representation& r, const std::string& uuid) {
  xml.empty("mptr", {{"LOCTYPE", "URL"},
                     {"xlink:type", "simple"},
                     {"xlink:href",
                      "../" + url_of(r.name) + '/' + std::string(kMetsName) + "#uuid-" + uuid},
                     {"xlink:title", r.name}});
}

// Of a page of a file: area has no unit of pages for its BEGIN and END (METS 1.12.1, BETYPE);
// CONTENTIDS names the page by its fragment, as RFC 8118 does for PDF.
void point_here(XmlWriter& xml, const std::string& uuid, std::uint32_t page = 0) {
  if (page == 0) return xml.empty("fptr", {{"FILEID", "uuid-" + uuid}});
  xml.empty("fptr",
            {{"FILEID", "uuid-" + uuid}, {"CONTENTIDS", "#page=" + std::to_string(page)}});
}

// What is left behind the leaves of each representation; METS wants mptr before fptr.
Result<void> write_whole(XmlWriter& xml, const IpLayout& layout,
                         const std::vector<LeafCursor>& cursors, const Representation& own) {
  const bool any = std::ranges::any_of(cursors, [](const LeafCursor& cursor) {
    return cursor.place() < cursor.representation().files.size();
  });
  if (!any) return {};
  xml.open("div", {{"ID", "div-whole"}, {"TYPE", "whole"}, {"LABEL", "The record as a whole"}});
  for (const bool here : {false, true}) {
    for (const LeafCursor& cursor : cursors) {
      const Representation& r = cursor.representation();
      if ((&r == &own) != here) continue;
      const FileNumbers rest(r.files.begin() + static_cast<std::ptrdiff_t>(cursor.place()),
                             r.files.end());
      DELO_CHECK(layout.for_each_of(rest, &r, [&](const PlacedFile& file) -> Result<void> {
        here ? point_here(xml, file.uuid) : point_to(xml, r, file.uuid);
        return {};
      }));
    }
  }
  xml.close();
  return {};
}

}  // namespace

std::string cyrillic_label_of(const Leaf& leaf) { return "л. " + leaf_ranges({leaf}, true); }

std::string latin_label_of(const Leaf& leaf) {
  Leaf recto = leaf;
  recto.side = Side::kRecto;
  return "l. " + leaf_ranges({recto}) + (leaf.side == Side::kVerso ? " ob." : "");
}

std::string label_of_package(const Item& item) {
  const std::string title = title_of(item);
  if (item.reference.empty()) return title;
  return item.reference.canonical() + (title.empty() ? "" : " — " + title);
}

std::optional<Leaf> next_leaf(std::span<const LeafCursor> cursors) {
  std::optional<Leaf> next;
  for (const LeafCursor& cursor : cursors) {
    if (cursor.leaf() != nullptr && (!next || *cursor.leaf() < *next)) next = *cursor.leaf();
  }
  return next;
}

Result<void> write_leaf_map(XmlWriter& xml, const IpLayout& layout, const Representation& own) {
  if (!own.has_leaves) return {};
  std::vector<LeafCursor> cursors;
  for (const Representation& r : layout.representations) {
    DELO_TRY(LeafCursor cursor, LeafCursor::open(layout, r));
    cursors.push_back(std::move(cursor));
  }
  open_map(xml, layout.package->item);
  std::size_t order = 0;
  while (const auto leaf = next_leaf(cursors)) {
    open_leaf(xml, *leaf, ++order);
    for (const bool here : {false, true}) {  // METS wants mptr before fptr
      for (LeafCursor& cursor : cursors) {
        if ((&cursor.representation() == &own) != here) continue;
        while (cursor.leaf() != nullptr && *cursor.leaf() == *leaf) {
          here ? point_here(xml, cursor.uuid(), cursor.page())
               : point_to(xml, cursor.representation(), cursor.uuid());
          DELO_CHECK(cursor.next());
        }
      }
    }
    xml.close();
  }
  DELO_CHECK(write_whole(xml, layout, cursors, own));
  xml.close();
  xml.close();
  return {};
}

}  // namespace delo::packages
