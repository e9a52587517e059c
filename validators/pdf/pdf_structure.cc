#include "validators/pdf/pdf_structure.h"

#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

// What a page may have from a node above it (table 30).
struct Inherited {
  Value resources, media_box, crop_box, rotate;

  Inherited below(const Value& node) const {
    Inherited now = *this;
    const auto take = [&](const char* key, Value& into) {
      if (Value own = node.get(key); !own.is_null()) into = std::move(own);
    };
    take("Resources", now.resources);
    take("MediaBox", now.media_box);
    take("CropBox", now.crop_box);
    take("Rotate", now.rotate);
    return now;
  }
};

struct Node {
  Value dictionary;
  Inherited inherited;
  std::size_t next_kid = 0;
  std::size_t pages = 0;  // below it, so far
};

class TreeWalk {
 public:
  TreeWalk(Document& document, Findings& findings) : document_(document), findings_(findings) {}

  std::vector<Page> walk(const Value& root) {
    if (!root.is(Kind::kDictionary)) {
      findings_.add(kPageTree, root.part(), root.offset(),
                    "the root of the page tree is " + root.described() + ", expected a dictionary");
      return {};
    }
    visited_.insert(root.home());
    enter(root, {});
    if (root.get("Parent").is_dictionary())
      report(kPageTree, root, "the root of the page tree has a Parent");
    while (!open_.empty()) {
      Node& node = open_.back();
      const Value kids = node.dictionary.get("Kids");
      if (node.next_kid >= kids.size()) {
        leave();
      } else {
        kid(kids, node.next_kid++);
      }
    }
    return std::move(pages_);
  }

 private:
  void report(const Rule& rule, const Value& where, std::string message) {
    findings_.add(rule, where.part(), where.offset(), std::move(message));
  }

  void enter(const Value& node, const Inherited& from) {
    if (!node.get("Type").is_name("Pages"))
      report(kPageTree, node,
             "Type of a page tree node is " + node.get("Type").described() + ", expected /Pages");
    if (!node.get("Kids").is(Kind::kArray))
      report(kPageTree, node, "Kids is " + node.get("Kids").described() + ", expected an array");
    if (!node.get("Count").is(Kind::kInteger))
      report(kPageTree, node,
             "Count is " + node.get("Count").described() + ", expected an integer");
    open_.push_back({node, from.below(node), 0, 0});
  }

  void leave() {
    const Node node = std::move(open_.back());
    open_.pop_back();
    const Value count = node.dictionary.get("Count");
    if (count.is(Kind::kInteger) && count.integer() != static_cast<std::int64_t>(node.pages))
      report(kPageCount, node.dictionary,
             "Count is " + count.described() + ", found " + std::to_string(node.pages) + " pages");
    if (!open_.empty()) open_.back().pages += node.pages;
  }

  void kid(const Value& kids, std::size_t index) {
    Node& parent = open_.back();
    const Value kid = kids.at(index);
    const Value node = parent.dictionary;
    if (kids.object().items()[index].kind() != Kind::kReference)
      report(kPageTree, node, "entry " + std::to_string(index) + " of Kids is no reference");
    if (!kid.is(Kind::kDictionary)) {
      report(kPageTree, node,
             "entry " + std::to_string(index) + " of Kids is " + kid.described() +
                 ", expected a page or node");
      return;
    }
    if (kid.is_indirect() && !visited_.insert(kid.home()).second) {
      report(kPageTreeLoop, node, kid.part() + " is in the page tree twice");
      return;
    }
    check_parent(kid, node);
    if (is_node(kid)) {
      enter(kid, Inherited(parent.inherited));
      return;
    }
    ++parent.pages;
    check_page(kid, parent.inherited.below(kid));
  }

  static bool is_node(const Value& kid) {
    const Value type = kid.get("Type");
    if (type.is_name("Pages")) return true;
    if (type.is_name("Page")) return false;
    return kid.get("Kids").is(Kind::kArray) && kid.get("Contents").is_null();
  }

  void check_parent(const Value& kid, const Value& node) {
    const std::optional<ObjectId> parent = kid.reference("Parent");
    if (!parent) {
      report(kPageParent, kid,
             "Parent is " + kid.get("Parent").described() + ", expected a reference to " +
                 node.part());
    } else if (!(*parent == node.home()) &&
               !(Value::of(document_, *parent).home() == node.home())) {
      report(kPageParent, kid,
             "Parent is " + parent->text() + ", the page is a kid of " + node.part());
    }
  }

  void check_page(const Value& page, const Inherited& from) {
    Page out;
    out.dictionary = page;
    out.number = pages_.size() + 1;
    if (!page.get("Type").is_name("Page"))
      report(kPageTree, page,
             "Type of page " + std::to_string(out.number) + " is " + page.get("Type").described() +
                 ", expected /Page");
    if (const std::optional<Rectangle> box = rectangle_of(from.media_box)) {
      out.media_box = *box;
      if (!(box->width() > 0) || !(box->height() > 0))
        report(kMediaBox, page, "MediaBox of page " + std::to_string(out.number) + " has no area");
    } else {
      report(kMediaBox, page,
             "MediaBox of page " + std::to_string(out.number) + " is " +
                 from.media_box.described() + ", expected an array of four numbers");
    }
    for (const char* key : {"CropBox", "BleedBox", "TrimBox", "ArtBox"}) {
      const Value box = std::string_view(key) == "CropBox" ? from.crop_box : page.get(key);
      if (!box.is_null() && !rectangle_of(box))
        report(kMediaBox, page,
               std::string(key) + " is " + box.described() + ", expected an array of four numbers");
    }
    if (!from.rotate.is_null() &&
        (!from.rotate.is(Kind::kInteger) || from.rotate.integer() % 90 != 0))
      report(kPageRotate, page, "Rotate is " + from.rotate.described());
    if (!from.resources.is(Kind::kDictionary))
      report(kResources, page,
             "Resources of page " + std::to_string(out.number) + " is " +
                 from.resources.described() + ", expected a dictionary");
    out.resources = from.resources;
    check_contents(page);
    check_annotations(page);
    const Value unit = page.get("UserUnit");
    if (unit.is_number() && unit.number() > 0) out.user_unit = unit.number();
    pages_.push_back(std::move(out));
  }

  void check_contents(const Value& page) {
    const Value contents = page.get("Contents");
    if (page.object().find("Contents") == nullptr || contents.is(Kind::kStream)) return;
    if (contents.is(Kind::kArray)) {
      for (std::size_t i = 0; i < contents.size(); ++i)
        if (!contents.at(i).is(Kind::kStream))
          report(kContents, page,
                 "entry " + std::to_string(i) + " of Contents is " + contents.at(i).described() +
                     ", expected a stream");
    } else {
      report(kContents, page,
             "Contents is " + contents.described() + ", expected a stream or an array of streams");
    }
  }

  void check_annotations(const Value& page) {
    const Value annotations = page.get("Annots");
    if (annotations.is_null()) return;
    if (!annotations.is(Kind::kArray))
      return report(kAnnotation, page,
                    "Annots is " + annotations.described() + ", expected an array");
    for (std::size_t i = 0; i < annotations.size(); ++i) {
      const Value annotation = annotations.at(i);
      if (annotation.is_null())
        continue;  // a reference to a free object is null, and null is nothing
      if (!annotation.is(Kind::kDictionary)) {
        report(kAnnotation, page,
               "entry " + std::to_string(i) + " of Annots is " + annotation.described() +
                   ", expected a dictionary");
        continue;
      }
      if (annotation.is_indirect()) {
        const std::size_t number = pages_.size() + 1;
        const auto [at, first] = page_of_annotation_.emplace(annotation.home(), number);
        if (!first && at->second != number)
          report(kAnnotationShared, annotation,
                 "the annotation is on page " + std::to_string(at->second) + " and on page " +
                     std::to_string(number));
      }
      if (!annotation.get("Subtype").is(Kind::kName))
        report(kAnnotation, annotation,
               "Subtype of an annotation is " + annotation.get("Subtype").described());
      if (!rectangle_of(annotation.get("Rect")))
        report(kAnnotation, annotation,
               "Rect of an annotation is " + annotation.get("Rect").described() +
                   ", expected four numbers");
    }
  }

  Document& document_;
  Findings& findings_;
  std::unordered_set<ObjectId, ObjectIdHash> visited_;
  std::unordered_map<ObjectId, std::size_t, ObjectIdHash> page_of_annotation_;
  std::vector<Node> open_;
  std::vector<Page> pages_;
};

}  // namespace

std::vector<Page> check_structure(Document& document, Findings& findings) {
  const Value trailer(document, document.trailer(), {}, true);
  const Value root = trailer.get("Root");
  if (!root.is(Kind::kDictionary)) {
    findings.add(kCatalog, "trailer", -1,
                 "Root is " + root.described() + ", expected the catalogue");
    return {};
  }
  if (!root.get("Type").is_name("Catalog"))
    findings.add(
        kCatalog, root.part(), root.offset(),
        "Type of the catalogue is " + root.get("Type").described() + ", expected /Catalog");
  if (!root.get("Pages").is(Kind::kDictionary)) {
    findings.add(
        kCatalog, root.part(), root.offset(),
        "Pages of the catalogue is " + root.get("Pages").described() + ", expected the page tree");
    return {};
  }
  if (!root.reference("Pages"))
    findings.add(kCatalog, root.part(), root.offset(), "Pages of the catalogue is not a reference");
  return TreeWalk(document, findings).walk(root.get("Pages"));
}

}  // namespace delo::validators::pdf
