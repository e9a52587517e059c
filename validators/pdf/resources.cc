#include "validators/pdf/resources.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

// 9.6.2.2; readers know their widths.
constexpr std::string_view kStandardFonts[] = {
    "Courier",     "Courier-Bold",   "Courier-BoldOblique",   "Courier-Oblique",
    "Helvetica",   "Helvetica-Bold", "Helvetica-BoldOblique", "Helvetica-Oblique",
    "Symbol",      "Times-Bold",     "Times-BoldItalic",      "Times-Italic",
    "Times-Roman", "ZapfDingbats"};

bool is_standard(std::string_view name) {
  return std::find(std::begin(kStandardFonts), std::end(kStandardFonts), name) !=
         std::end(kStandardFonts);
}

}  // namespace

void ResourceChecker::check(const Value& resources, const std::string& owner) {
  pending_.push_back({resources, owner});
  while (!pending_.empty()) {
    const Pending next = std::move(pending_.back());
    pending_.pop_back();
    check_one(next.resources, next.owner);
  }
}

void ResourceChecker::check_one(const Value& resources, const std::string& owner) {
  if (!resources.is(Kind::kDictionary) || !first_time(resources)) return;
  for (const char* category :
       {"Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading", "Properties"}) {
    const Value entries = resources.get(category);
    if (entries.is_null()) continue;
    if (!entries.is(Kind::kDictionary)) {
      findings_.add(kResources, owner, entries.offset(),
                    std::string(category) + " of the resources is " + entries.described() +
                        ", expected a dictionary");
      continue;
    }
    const std::string_view kind = category;
    if (!first_time(entries)) continue;
    for (const auto& [name, raw] : entries.object().entries()) {
      const Value entry = entries.get(name);
      if (kind == "Font") {
        font(entry, name);
      } else if (kind == "XObject") {
        xobject(entry, name, owner);
      } else if (kind == "ExtGState" && !entry.is_null() && !entry.is(Kind::kDictionary)) {
        findings_.add(
            kResources, owner, entries.offset(),
            "ExtGState /" + name + " is " + entry.described() + ", expected a dictionary");
      }
    }
  }
}

void ResourceChecker::font(const Value& font, const std::string& name) {
  if (font.is_null() || !first_time(font))
    return;  // a name without an object is told where it is used
  if (!font.is(Kind::kDictionary))
    return report(kFont, font,
                  "font /" + name + " is " + font.described() + ", expected a dictionary");
  if (!font.get("Type").is_name("Font"))
    report(kFont, font,
           "Type of font /" + name + " is " + font.get("Type").described() + ", expected /Font");
  const Value subtype = font.get("Subtype");
  if (subtype.is_name("Type3")) {
    for (const char* key : {"FontMatrix", "CharProcs", "Encoding", "FontBBox"})
      if (font.get(key).is_null())
        report(kFont, font, std::string(key) + " of the Type 3 font /" + name + " is missing");
    pending_.push_back({font.get("Resources"), font.part()});
    return;
  }
  if (!font.get("BaseFont").is(Kind::kName))
    report(kFont, font,
           "BaseFont of font /" + name + " is " + font.get("BaseFont").described() +
               ", expected a name");
  if (subtype.is_name("Type0")) {
    composite_font(font);
  } else if (subtype.is_name("Type1") || subtype.is_name("MMType1") ||
             subtype.is_name("TrueType")) {
    simple_font(font);
  } else {
    report(kFont, font,
           "Subtype of font /" + name + " is " + subtype.described() +
               ", expected Type0, Type1, MMType1, Type3 or TrueType");
  }
}

void ResourceChecker::simple_font(const Value& font) {
  // PDF 1.0 to 1.4 let the standard fonts go without.
  const bool standard = is_standard(font.get("BaseFont").text());
  const Value first = font.get("FirstChar"), last = font.get("LastChar"),
              widths = font.get("Widths");
  descriptor(font, false);
  if (widths.is_null()) {
    if (!standard && !font.get("FontDescriptor").is_null())
      report(kFont, font, "Widths of a font that is not one of the standard 14 is missing");
    return;
  }
  if (!widths.is(Kind::kArray))
    return report(kFont, font, "Widths is " + widths.described() + ", expected an array");
  if (!first.is(Kind::kInteger) || !last.is(Kind::kInteger))
    return report(kFont, font, "FirstChar or LastChar is missing beside Widths");
  const std::int64_t count = last.integer() - first.integer() + 1;
  if (count > static_cast<std::int64_t>(widths.size()))
    report(kFont, font,
           "Widths has " + std::to_string(widths.size()) +
               " values, FirstChar and LastChar ask for " + std::to_string(count));
}

void ResourceChecker::composite_font(const Value& font) {
  const Value encoding = font.get("Encoding");
  if (!encoding.is(Kind::kName) && !encoding.is(Kind::kStream))
    report(kFont, font,
           "Encoding of a Type 0 font is " + encoding.described() + ", expected a name or a CMap");
  const Value descendants = font.get("DescendantFonts");
  if (descendants.size() != 1 || !descendants.at(0).is(Kind::kDictionary))
    return report(
        kFont, font,
        "DescendantFonts is " + descendants.described() + ", expected an array of one font");
  const Value cid = descendants.at(0);
  if (!first_time(cid)) return;
  if (!cid.get("Type").is_name("Font"))
    report(kFont, cid, "Type of a CIDFont is " + cid.get("Type").described() + ", expected /Font");
  if (!cid.get("Subtype").is_name("CIDFontType0") && !cid.get("Subtype").is_name("CIDFontType2"))
    report(kFont, cid,
           "Subtype of a CIDFont is " + cid.get("Subtype").described() +
               ", expected CIDFontType0 or CIDFontType2");
  if (!cid.get("BaseFont").is(Kind::kName))
    report(kFont, cid, "BaseFont of a CIDFont is " + cid.get("BaseFont").described());
  if (!cid.get("CIDSystemInfo").is(Kind::kDictionary))
    report(kFont, cid,
           "CIDSystemInfo is " + cid.get("CIDSystemInfo").described() + ", expected a dictionary");
  descriptor(cid, true);
}

void ResourceChecker::descriptor(const Value& font, bool required) {
  const Value descriptor = font.get("FontDescriptor");
  if (descriptor.is_null() && !required) return;
  if (!descriptor.is(Kind::kDictionary))
    return report(kFont, font,
                  "FontDescriptor is " + descriptor.described() + ", expected a dictionary");
  if (!first_time(descriptor)) return;
  for (const char* key : {"FontFile", "FontFile2", "FontFile3"}) {
    const Value program = descriptor.get(key);
    if (descriptor.object().find(key) && !program.is(Kind::kStream))
      report(kFontProgram, descriptor,
             std::string(key) + " is " + program.described() + ", expected a stream");
  }
}

void ResourceChecker::xobject(const Value& object, const std::string& name,
                              const std::string& owner) {
  if (object.is_null()) return;
  if (!object.is(Kind::kStream)) {
    findings_.add(kXObject, owner, object.offset(),
                  "XObject /" + name + " is " + object.described() + ", expected a stream");
    return;
  }
  if (!first_time(object)) return;
  const Value subtype = object.get("Subtype");
  if (subtype.is_name("Form")) {
    if (!rectangle_of(object.get("BBox")))
      report(kXObject, object,
             "BBox of a form is " + object.get("BBox").described() + ", expected four numbers");
    if (!object.get("Matrix").is_null() && object.get("Matrix").size() != 6)
      report(kXObject, object,
             "Matrix of a form is " + object.get("Matrix").described() + ", expected six numbers");
    pending_.push_back({object.get("Resources"), object.part()});
  } else if (!subtype.is_name("Image") && !subtype.is_name("PS")) {
    report(
        kXObject, object,
        "Subtype of XObject /" + name + " is " + subtype.described() + ", expected Image or Form");
  }
}

}  // namespace delo::validators::pdf
