#include "ingest/reports/contact_sheet.h"

#include <algorithm>
#include <set>

#include "core/records/reference.h"
#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMostHoles = 200;

// A reference "37-40" names leaves without sides: leaf 38 is there when any side
// of it is; "37об." asks for that side.
bool is_there(const Leaf& wanted, const std::set<Leaf>& present) {
  if (present.contains(wanted)) return true;
  Leaf verso = wanted;
  verso.side = Side::kVerso;
  return wanted.side == Side::kRecto && present.contains(verso);
}

std::vector<Leaf> missing_leaves(const ItemRecord& item, const std::set<Leaf>& present) {
  std::vector<Leaf> out;
  if (!item.leaves.expected.empty()) {
    out = item.leaves.missing;
    if (out.size() > kMostHoles) out.resize(kMostHoles);
    return out;
  }
  if (!item.reference.leaves.empty()) {
    for (const Leaf& leaf : item.reference.leaves) {
      if (!is_there(leaf, present) && out.size() < kMostHoles) out.push_back(leaf);
    }
    return out;
  }
  // No reference says what ought to be there; holes in the numbering do.
  if (present.empty()) return out;
  std::set<int> numbers;
  for (const Leaf& leaf : present) {
    if (leaf.number > 0) numbers.insert(leaf.number);
  }
  if (numbers.empty()) return out;
  int next = *numbers.begin();
  for (const int number : numbers) {
    if (static_cast<std::size_t>(number - next) > kMostHoles)
      return {};  // no numbering of leaves, then
    for (; next < number; ++next) {
      if (out.size() >= kMostHoles) return out;
      out.push_back(Leaf{.number = next, .letter = {}, .side = Side::kRecto});
    }
    ++next;
  }
  return out;
}

void write_missing(HtmlWriter& html, const std::string& label) {
  html.open("figure", {{"class", "missing"}});
  html.open("div", {{"class", "frame"}});
  html.element("b", label);
  html.element("span", "missing");
  html.close();
  html.open("figcaption");
  html.element("b", label);
  html.text(" missing");
  html.close();
  html.close();
}

void write_place(HtmlWriter& html, const std::string& label, const ItemFile& file,
                 PageState& page) {
  const std::string name = terminal_text(file.object.path.name());
  const bool damaged = file.examination.validity == Validity::kInvalid;
  html.open("figure", {{"class", damaged ? "damaged" : "leaf"}});
  html.open("div", {{"class", "frame"}, {"title", terminal_text(file.object.path.text())}});
  const std::string& picture = file.examination.thumbnail;
  const std::uint64_t cost = picture.size() / 3 * 4 + 4;
  if (picture.empty()) {
    html.element("span", damaged ? "no picture: the file is damaged" : "no picture");
  } else if (cost > page.thumbnails) {
    ++page.pictures_left_out;
    html.element("span", "picture left out");
  } else {
    page.thumbnails -= cost;
    html.jpeg(picture, label.empty() ? name : "Leaf " + label);
  }
  html.close();
  html.open("figcaption");
  if (!label.empty()) {
    html.element("b", label);
    html.empty("br");
  }
  html.element("span", name, {{"class", "soft small"}});
  if (damaged) {
    html.empty("br");
    html.element("span", "✗ invalid", {{"class", "is-bad small"}});
  }
  html.close();
  html.close();
}

}  // namespace

std::string leaf_in_words(const Leaf& leaf) { return leaf_ranges({leaf}, true); }

Result<std::vector<SheetPlace>> lay_out(const ItemRecord& item) {
  std::vector<SheetPlace> out;
  std::set<Leaf> present;
  std::vector<bool> shown(item.files.size());
  const auto take = [&](FileRole role) {
    std::size_t number = 0;
    return item.files.for_each([&](const ItemFile& file) {
      const std::size_t here = number++;
      if (file.object.role != role || !file.object.leaf) return;
      for (const LeafPlace& place : leaf_places_of(file.object)) {
        out.push_back({true, place.leaf, here});
        present.insert(place.leaf);
      }
      shown[here] = true;
    });
  };
  DELO_CHECK(take(FileRole::kMaster));
  if (out.empty()) DELO_CHECK(take(FileRole::kAccess));
  for (const Leaf& leaf : missing_leaves(item, present)) out.push_back({true, leaf, {}});
  std::ranges::stable_sort(
      out, [](const SheetPlace& a, const SheetPlace& b) { return a.leaf < b.leaf; });
  std::size_t number = 0;
  DELO_CHECK(item.files.for_each([&](const ItemFile& file) {
    const std::size_t here = number++;
    if (!shown[here] && !file.examination.thumbnail.empty()) out.push_back({false, {}, here});
  }));
  return out;
}

Result<void> write_contact_sheet(HtmlWriter& html, const ItemRecord& item,
                                 const std::vector<SheetPlace>& places, PageState& page) {
  ItemFiles::Reader files(item.files);
  html.open("div", {{"class", "sheet"}});
  for (const SheetPlace& place : places) {
    const std::string label = place.is_leaf ? leaf_in_words(place.leaf) : std::string();
    if (!place.file) {
      write_missing(html, label);
      continue;
    }
    DELO_TRY(const ItemFile file, files.at(*place.file));
    write_place(html, label, file, page);
  }
  html.close();
  return {};
}

}  // namespace delo::ingest
