#include "validators/pdf/resources.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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

// Alternative names of the standard fonts, which readers know as well (PDF
// Reference 1.7, implementation note 65): "Arial,Bold", "TimesNewRomanPS-BoldMT".
bool is_alternative(std::string_view name) {
  for (const std::string_view family : {"Arial", "CourierNew", "TimesNewRoman"})
    if (name.substr(0, family.size()) == family) return true;
  return false;
}

// Table 118: each is written with H and with V at its end.
constexpr std::string_view kPredefinedMaps[] = {
    "GB-EUC",       "GBpc-EUC",       "GBK-EUC",           "GBKp-EUC",
    "GBK2K",        "UniGB-UCS2",     "UniGB-UTF16",       "UniGB-UTF8",
    "UniGB-UTF32",  "B5pc",           "HKscs-B5",          "ETen-B5",
    "ETenms-B5",    "CNS-EUC",        "UniCNS-UCS2",       "UniCNS-UTF16",
    "UniCNS-UTF8",  "UniCNS-UTF32",   "83pv-RKSJ",         "90ms-RKSJ",
    "90msp-RKSJ",   "90pv-RKSJ",      "Add-RKSJ",          "EUC",
    "Ext-RKSJ",     "UniJIS-UCS2",    "UniJIS-UTF16",      "UniJIS-UTF8",
    "UniJIS-UTF32", "UniJIS-UCS2-HW", "KSC-EUC",           "KSCms-UHC",
    "KSCms-UHC-HW", "KSCpc-EUC",      "UniKS-UCS2",        "UniKS-UTF16",
    "UniKS-UTF8",   "UniKS-UTF32",    "Identity",          "UniJIS2004-UTF16",
    "GBT-EUC",      "GBTpc-EUC",      "UniJISX0213-UTF32", "UniJIS2004-UTF32"};

bool is_predefined_map(std::string_view name) {
  if (name == "H" || name == "V") return true;
  if (name.size() < 3 || name[name.size() - 2] != '-') return false;
  if (name.back() != 'H' && name.back() != 'V') return false;
  name.remove_suffix(2);
  return std::find(std::begin(kPredefinedMaps), std::end(kPredefinedMaps), name) !=
         std::end(kPredefinedMaps);
}

Shape shape_of(std::string_view category) {
  return category == "ExtGState"    ? Shape::kGraphicsState
         : category == "ColorSpace" ? Shape::kColorSpace
         : category == "Pattern"    ? Shape::kPattern
         : category == "Shading"    ? Shape::kShading
                                    : Shape::kNone;
}

// Table 117: "c [w …]" and "first last w", where there are `values` numbers for each w.
std::string fault_of_cid_widths(const Value& widths, std::size_t values) {
  for (std::size_t i = 0; i < widths.size();) {
    const Value second = widths.at(i + 1);
    if (!widths.at(i).is_number()) return "holds " + widths.at(i).described() + " as a CID";
    if (second.is(Kind::kArray)) {
      if (second.size() % values) return "holds an array of " + std::to_string(second.size());
      for (std::size_t k = 0; k < second.size(); ++k)
        if (!second.at(k).is_number()) return "holds " + second.at(k).described() + " as a width";
      i += 2;
      continue;
    }
    if (!second.is_number())
      return i + 1 < widths.size() ? "holds " + second.described() : "ends within a range";
    if (i + 2 + values > widths.size()) return "ends within a range";
    for (std::size_t k = 0; k < values; ++k)
      if (!widths.at(i + 2 + k).is_number())
        return "holds " + widths.at(i + 2 + k).described() + " as a width";
    i += 2 + values;
  }
  return {};
}

}  // namespace

// By the first bytes alone: 9.9 and the specifications it names.
std::string fault_of_program(std::string_view kind, std::string_view start) {
  const auto begins = [&](std::initializer_list<std::string_view> signatures) {
    return std::any_of(signatures.begin(), signatures.end(), [&](std::string_view signature) {
      return start.substr(0, signature.size()) == signature;
    });
  };
  using namespace std::string_view_literals;
  const bool sound = kind == "FontFile"    ? begins({"%!"sv, "\x80\x01"sv})
                     : kind == "FontFile2" ? begins({"\0\1\0\0"sv, "true"sv, "OTTO"sv, "ttcf"sv})
                     : kind == "OpenType"  ? begins({"\0\1\0\0"sv, "true"sv, "OTTO"sv})
                     : kind == "Type1C" || kind == "CIDFontType0C" ? begins({"\1"sv})
                                                                   : true;
  if (sound) return {};
  return start.empty() ? "the font program is empty"
                       : "the font program does not begin as " + std::string(kind) + " does";
}

std::string program_beyond_end(std::string_view kind, std::string_view start, std::uint64_t size,
                               const Value& program) {
  if (kind == "FontFile") {
    std::uint64_t sum = 0;
    for (const char* key : {"Length1", "Length2", "Length3"})
      sum += static_cast<std::uint64_t>(
          std::clamp<std::int64_t>(program.get(key).integer(), 0, INT32_MAX));
    if (sum > size)
      return "Length1 to Length3 ask for " + std::to_string(sum) + " bytes, the program has " +
             std::to_string(size);
    return {};
  }
  if ((kind != "FontFile2" && kind != "OpenType") || start.substr(0, 4) == "ttcf") return {};
  const auto number = [&](std::size_t at, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width && at + i < start.size(); ++i)
      value = value << 8 | static_cast<unsigned char>(start[at + i]);
    return value;
  };
  const std::uint64_t tables = number(4, 2);
  if (12 + 16 * tables > size)
    return "its directory of " + std::to_string(tables) + " tables is cut off at byte " +
           std::to_string(size);
  for (std::size_t at = 12; at + 16 <= start.size() && at < 12 + 16 * tables; at += 16)
    if (const std::uint64_t end = number(at + 8, 4) + number(at + 12, 4); end > size)
      return "a table of the font program ends at byte " + std::to_string(end) +
             ", the program has " + std::to_string(size);
  return {};
}

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
  if (const Value sets = resources.get("ProcSet"); !sets.is_null() && !sets.is(Kind::kArray))
    findings_.add(kResources, owner, resources.offset(),
                  "ProcSet of the resources is " + sets.described() + ", expected an array");
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
      } else if (kind == "Properties" && !entry.is_null() && !entry.is(Kind::kDictionary)) {
        findings_.add(
            kResources, owner, entries.offset(),
            "Properties /" + name + " is " + entry.described() + ", expected a dictionary");
      } else {
        graph_.look(entry, shape_of(kind));
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
  if (const Value map = font.get("ToUnicode"); !map.is_null() && !map.is(Kind::kStream))
    report(kFontEncoding, font, "ToUnicode is " + map.described() + ", expected a stream");
  const Value subtype = font.get("Subtype");
  if (subtype.is_name("Type3")) return type3(font, name);
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

void ResourceChecker::type3(const Value& font, const std::string& name) {
  const auto must = [&](const char* key, std::string_view types) {
    if (const Value value = font.get(key); !type_fits(types, value.kind()))
      report(kFont, font,
             std::string(key) + " of the Type 3 font /" + name + " is " + value.described() +
                 ", expected " + names_of_types(types));
  };
  must("FontMatrix", "a");
  must("CharProcs", "d");
  must("Encoding", "Nd");
  must("FontBBox", "a");
  must("FirstChar", "i");
  must("LastChar", "i");
  must("Widths", "a");
  const auto numbers = [&](const char* key, std::size_t count) {
    const Value array = font.get(key);
    bool fits = array.is(Kind::kArray) && (count == 0 || array.size() == count);
    for (std::size_t i = 0; fits && i < array.size(); ++i) fits = array.at(i).is_number();
    if (array.is(Kind::kArray) && !fits)
      report(kFont, font,
             std::string(key) + " of the Type 3 font /" + name + " is " + array.described() +
                 ", expected numbers");
  };
  numbers("FontMatrix", 6);
  numbers("FontBBox", 4);
  const std::int64_t codes = font.get("LastChar").integer() - font.get("FirstChar").integer() + 1;
  numbers("Widths", codes > 0 ? static_cast<std::size_t>(codes) : 0);
  if (font.get("Encoding").is(Kind::kDictionary)) encoding(font);
  const Value procedures = font.get("CharProcs");
  for (const auto& [glyph, unused] : procedures.object().entries())
    if (const Value one = procedures.get(glyph); !one.is_null() && !one.is(Kind::kStream))
      report(kFont, font, "the glyph /" + glyph + " is " + one.described() + ", expected a stream");
  pending_.push_back({font.get("Resources"), font.part()});
}

void ResourceChecker::simple_font(const Value& font) {
  descriptor(font, false);
  encoding(font);
  widths(font, font.get("BaseFont").text());
}

// Tables 111 and 112: PDF 1.0 to 1.4 let the standard fonts go without.
void ResourceChecker::widths(const Value& font, const std::string& base) {
  const bool known = is_standard(base) || is_alternative(base);
  const Value first = font.get("FirstChar"), last = font.get("LastChar"),
              widths = font.get("Widths");
  if (widths.is_null()) {
    if (!is_standard(base) && !base.empty())
      report(
          known ? kFontMetrics : kFont, font,
          "Widths of the font " + base.substr(0, 60) + ", not one of the standard 14, is missing");
    return;
  }
  if (!widths.is(Kind::kArray))
    return report(kFont, font, "Widths is " + widths.described() + ", expected an array");
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (!widths.at(i).is_number())
      return report(kFont, font, "Widths holds " + widths.at(i).described());
  if (!first.is(Kind::kInteger) || !last.is(Kind::kInteger))
    return report(kFont, font, "FirstChar or LastChar is missing beside Widths");
  const std::int64_t count = last.integer() - first.integer() + 1;
  if (count < 1)
    report(kFont, font, "LastChar is " + last.described() + ", FirstChar " + first.described());
  if (count > static_cast<std::int64_t>(widths.size()))
    report(kFont, font,
           "Widths has " + std::to_string(widths.size()) +
               " values, FirstChar and LastChar ask for " + std::to_string(count));
  if (!known && font.get("FontDescriptor").is_null())
    report(kFontMetrics, font, "FontDescriptor of the font " + base.substr(0, 60) + " is missing");
}

// Of a simple font: 9.6.6.  StandardEncoding is none of the names to choose from
// but what every reader knows.
void ResourceChecker::encoding(const Value& font) {
  const auto known = [](const Value& name) {
    for (const char* one :
         {"MacRomanEncoding", "MacExpertEncoding", "WinAnsiEncoding", "StandardEncoding"})
      if (name.is_name(one)) return true;
    return false;
  };
  const Value encoding = font.get("Encoding");
  if (encoding.is_null() || !first_time(encoding)) return;
  if (encoding.is(Kind::kName)) {
    if (!known(encoding)) report(kFontEncoding, font, "Encoding is " + encoding.described());
    return;
  }
  if (!encoding.is(Kind::kDictionary))
    return report(kFontEncoding, font,
                  "Encoding is " + encoding.described() + ", expected a name or a dictionary");
  graph_.look(encoding, Shape::kFontEncoding);
  if (const Value base = encoding.get("BaseEncoding"); base.is(Kind::kName) && !known(base))
    report(kFontEncoding, encoding, "BaseEncoding is " + base.described());
  const Value differences = encoding.get("Differences");
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Value one = differences.at(i);
    if (!one.is(Kind::kName) && !one.is(Kind::kInteger))
      return report(kFontEncoding, encoding,
                    "Differences holds " + one.described() + ", expected codes and names");
    if (i == 0 && !one.is(Kind::kInteger))
      return report(kFontEncoding, encoding, "Differences does not begin with a code");
    if (one.is(Kind::kInteger) && (one.integer() < 0 || one.integer() > 255))
      return report(kFontEncoding, encoding,
                    "Differences holds the code " + one.described() + ", expected 0 to 255");
  }
}

void ResourceChecker::composite_font(const Value& font) {
  const Value encoding = font.get("Encoding");
  if (!encoding.is(Kind::kName) && !encoding.is(Kind::kStream))
    report(kFont, font,
           "Encoding of a Type 0 font is " + encoding.described() + ", expected a name or a CMap");
  if (encoding.is(Kind::kStream)) graph_.look(encoding, Shape::kCharacterMap);
  if (encoding.is(Kind::kName) && !is_predefined_map(encoding.text()))
    report(kFontEncoding, font,
           "Encoding is " + encoding.described() + ", none of the predefined CMaps");
  const Value descendants = font.get("DescendantFonts");
  if (descendants.size() != 1 || !descendants.at(0).is(Kind::kDictionary))
    return report(
        kFont, font,
        "DescendantFonts is " + descendants.described() + ", expected an array of one font");
  const Value cid = descendants.at(0);
  const bool known = !first_time(cid);
  if (!cid.get("Type").is_name("Font"))
    report(kFont, cid, "Type of a CIDFont is " + cid.get("Type").described() + ", expected /Font");
  if (!cid.get("Subtype").is_name("CIDFontType0") && !cid.get("Subtype").is_name("CIDFontType2"))
    report(kFont, cid,
           "Subtype of a CIDFont is " + cid.get("Subtype").described() +
               ", expected CIDFontType0 or CIDFontType2");
  if (known) return;
  if (!cid.get("BaseFont").is(Kind::kName))
    report(kFont, cid, "BaseFont of a CIDFont is " + cid.get("BaseFont").described());
  if (!cid.get("CIDSystemInfo").is(Kind::kDictionary))
    report(kFont, cid,
           "CIDSystemInfo is " + cid.get("CIDSystemInfo").described() + ", expected a dictionary");
  graph_.look(cid.get("CIDSystemInfo"), Shape::kCidSystemInfo);
  if (const Value widths = cid.get("W"); !widths.is_null() && !widths.is(Kind::kArray))
    report(kFont, cid, "W of a CIDFont is " + widths.described() + ", expected an array");
  for (const auto& [key, values] : {std::pair("W", 1u), std::pair("W2", 3u)})
    if (const std::string fault = fault_of_cid_widths(cid.get(key), values); !fault.empty())
      report(kFont, cid, std::string(key) + " of a CIDFont " + fault);
  if (const Value map = cid.get("CIDToGIDMap");
      !map.is_null() && !map.is(Kind::kStream) && !map.is_name("Identity"))
    report(kFont, cid,
           "CIDToGIDMap is " + map.described() + ", expected a stream or the name Identity");
  if (const Value width = cid.get("DW"); !width.is_null() && !width.is_number())
    report(kFont, cid, "DW of a CIDFont is " + width.described() + ", expected a number");
  descriptor(cid, true);
}

void ResourceChecker::descriptor(const Value& font, bool required) {
  const Value descriptor = font.get("FontDescriptor");
  if (descriptor.is_null() && !required) return;
  if (!descriptor.is(Kind::kDictionary))
    return report(kFont, font,
                  "FontDescriptor is " + descriptor.described() + ", expected a dictionary");
  if (!first_time(descriptor)) return;
  graph_.look(descriptor, Shape::kFontDescriptor);
  const Value base = font.get("BaseFont"), name = descriptor.get("FontName");
  if (base.is(Kind::kName) && name.is(Kind::kName) && base.text() != name.text())
    report(kDescriptorName, descriptor,
           "FontName is " + name.described() + ", BaseFont of the font " + base.described());
  if (descriptor.get("FontBBox").is_null())
    report(kDescriptorBox, descriptor, "FontBBox of the font descriptor is missing");
  std::size_t programs = 0;
  for (const char* key : {"FontFile", "FontFile2", "FontFile3"}) {
    const Value program = descriptor.get(key);
    if (!descriptor.object().find(key)) continue;
    if (!program.is(Kind::kStream)) {
      report(kFontProgram, descriptor,
             std::string(key) + " is " + program.described() + ", expected a stream");
      continue;
    }
    if (++programs == 2)
      report(kFontProgram, descriptor, "the font descriptor has two font programs, expected one");
    const Value subtype = program.get("Subtype");
    if (std::string_view(key) != "FontFile3") {
      programs_[program.home()] = key;
      continue;
    }
    programs_[program.home()] = subtype.text();
    if (!subtype.is_name("Type1C") && !subtype.is_name("CIDFontType0C") &&
        !subtype.is_name("OpenType"))
      report(kFontProgram, program,
             "Subtype of FontFile3 is " + subtype.described() +
                 ", expected Type1C, CIDFontType0C or OpenType");
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
  const Value subtype = object.get("Subtype"), type = object.get("Type");
  if (!type.is_null() && !type.is_name("XObject"))
    report(kXObject, object,
           "Type of XObject /" + name + " is " + type.described() + ", expected /XObject");
  if (subtype.is_name("Form")) {
    if (!rectangle_of(object.get("BBox")))
      report(kXObject, object,
             "BBox of a form is " + object.get("BBox").described() + ", expected four numbers");
    if (const Value matrix = object.get("Matrix"); !matrix.is_null()) {
      bool fits = matrix.size() == 6;
      for (std::size_t i = 0; fits && i < 6; ++i) fits = matrix.at(i).is_number();
      if (!fits)
        report(kXObject, object,
               "Matrix of a form is " + matrix.described() + ", expected six numbers");
    }
    graph_.look(object.get("Group"), Shape::kGroup);
    pending_.push_back({object.get("Resources"), object.part()});
  } else if (!subtype.is_name("Image") && !subtype.is_name("PS")) {
    report(
        kXObject, object,
        "Subtype of XObject /" + name + " is " + subtype.described() + ", expected Image or Form");
  }
}

}  // namespace delo::validators::pdf
