#include "packages/mets/division_map.h"

namespace delo::packages {
namespace {

std::string_view kind_of(PackageKind kind) {
  switch (kind) {
    case PackageKind::kSip:
      return "SIP";
    case PackageKind::kAip:
      return "AIP";
    case PackageKind::kDip:
      return "DIP";
  }
  return "AIP";
}

// The METS document of another package: its OBJID is "uuid-" and this UUID.
void point_to(XmlWriter& xml, const PackageId& id, const std::string& title) {
  xml.empty("mptr", {{"LOCTYPE", "OTHER"},
                     {"OTHERLOCTYPE", "UUID"},
                     {"xlink:type", "simple"},
                     {"xlink:href", "urn:uuid:" + id.value},
                     {"xlink:title", title}});
}

}  // namespace

void write_division_map(XmlWriter& xml, const Package& package) {
  const PackageContext& context = package.context;
  const std::string kind(kind_of(package.kind));
  if (!context.parts.empty()) {
    const std::string children = "child " + kind + "s";
    xml.open("structMap",
             {{"ID", "structMap-children"}, {"TYPE", "PHYSICAL"}, {"LABEL", children}});
    xml.open("div", {{"ID", "div-children"}, {"LABEL", children}});
    std::size_t order = 0;
    for (const DividedPart& part : context.parts) {
      const std::string number = std::to_string(++order);
      xml.open("div", {{"ID", "div-child-" + number},
                       {"ORDER", number},
                       {"ORDERLABEL", number + " of " + std::to_string(context.parts.size())},
                       {"LABEL", "child " + kind}});
      point_to(xml, part.id, "child " + number + ", " + std::to_string(part.files) + " files");
      xml.close();
    }
    xml.close();
    xml.close();
  }
  if (!context.parent.empty()) {
    xml.open("structMap",
             {{"ID", "structMap-parent"}, {"TYPE", "PHYSICAL"}, {"LABEL", "parent " + kind}});
    xml.open("div", {{"ID", "div-parent"},
                     {"ORDER", std::to_string(context.part)},
                     {"LABEL", kind + " parent identifier"}});
    point_to(xml, context.parent,
             "the package that this is child " + std::to_string(context.part) + " of");
    xml.close();
    xml.close();
  }
}

}  // namespace delo::packages
