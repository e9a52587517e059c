// Colour spaces, patterns, shadings and functions (ISO 32000-1 8.6, 8.7, 7.10).
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "validators/pdf/colour_spaces.h"
#include "validators/pdf/graph_check.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxStitched = 32;  // functions followed from one

// Values a function gives (7.10): 0 when that can't be told.
std::size_t outputs_of(Value function) {
  for (int depth = 0; depth < 16; ++depth) {
    if (const Value range = function.get("Range"); range.is(Kind::kArray)) return range.size() / 2;
    const std::int64_t type = function.get("FunctionType").integer();
    if (type == 2) {
      const Value first = function.get("C0");
      return first.is_null() ? 1 : first.size();
    }
    if (type != 3) return 0;
    function = function.get("Functions").at(0);
  }
  return 0;
}

bool stitches_itself(const Value& function) {
  if (!function.is_indirect()) return false;
  std::set<ObjectId> seen;
  std::vector<Value> open = {function};
  while (!open.empty() && seen.size() < kMaxStitched) {
    const Value inner = open.back().get("Functions");
    open.pop_back();
    for (std::size_t i = 0; i < inner.size() && i < kMaxStitched; ++i) {
      const Value one = inner.at(i);
      if (one.is_indirect() && one.home() == function.home()) return true;
      if (one.is_indirect() && one.get("FunctionType").integer() == 3 &&
          seen.insert(one.home()).second)
        open.push_back(one);
    }
  }
  return false;
}

}  // namespace

// `outputs`: 0: unknown.
void GraphCheck::function_fits(const Rule& rule, const Value& owner, const Value& function,
                               std::size_t inputs, int outputs) {
  if (!function.is_dictionary()) return;
  const std::size_t domain = function.get("Domain").size() / 2, given = outputs_of(function);
  if (domain && domain != inputs)
    report(rule, owner,
           "the function takes " + std::to_string(domain) + " values, expected " +
               std::to_string(inputs));
  if (outputs && given && given != static_cast<std::size_t>(outputs))
    report(rule, owner,
           "the function gives " + std::to_string(given) + " values, the colour space has " +
               std::to_string(outputs) + " components");
}

void GraphCheck::rectangle(const Rule& rule, const Value& value, const char* key, bool required) {
  const Value box = value.get(key);
  if (box.is_null() ? required : !rectangle_of(box))
    report(rule, value,
           std::string(key) + " is " + box.described() + ", expected an array of four numbers");
}

bool GraphCheck::numbers(const Rule& rule, const Value& value, const char* key, std::size_t count,
                         bool required) {
  const Value array = value.get(key);
  if (array.is_null() && !required) return true;
  bool fits = array.is(Kind::kArray) && (count == 0 || array.size() == count);
  for (std::size_t i = 0; fits && i < array.size(); ++i) fits = array.at(i).is_number();
  if (!fits)
    report(rule, value,
           std::string(key) + " is " + array.described() + ", expected an array of " +
               (count ? std::to_string(count) + " " : "") + "numbers");
  return fits;
}

void GraphCheck::color_space(const Value& value) {
  if (value.is(Kind::kName)) {
    for (const char* known : {"DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"})
      if (value.is_name(known)) return;
    return report(kColourSpace, value,
                  "the colour space is " + value.described() +
                      ", expected DeviceGray, DeviceRGB, DeviceCMYK or Pattern");
  }
  if (!value.is(Kind::kArray) || !value.at(0).is(Kind::kName))
    return report(kColourSpace, value,
                  "a colour space is " + value.described() +
                      ", expected a name or an array that begins with one");
  color_space_array(value, value.at(0).text());
}

void GraphCheck::color_space_array(const Value& value, const std::string& family) {
  const auto tell = [&](std::string what) {
    report(kColourSpace, value, "the colour space " + family + " " + std::move(what));
  };
  if (family == "DeviceGray" || family == "DeviceRGB" || family == "DeviceCMYK") {
    if (value.size() > 1) tell("has parameters, expected none");
    return;
  }
  if (family == "CalGray" || family == "CalRGB" || family == "Lab") {
    calibrated(value, family);
  } else if (family == "ICCBased") {
    const Value profile = value.at(1);
    if (!profile.is(Kind::kStream))
      return tell("has " + profile.described() + " as profile, expected a stream");
    const std::int64_t n = profile.get("N").integer();
    if (n != 1 && n != 3 && n != 4)
      tell("has a profile whose N is " + profile.get("N").described() + ", expected 1, 3 or 4");
    look(profile.get("Alternate"), Shape::kColorSpace);
  } else if (family == "Indexed") {
    indexed(value);
  } else if (family == "Pattern") {
    look(value.at(1), Shape::kColorSpace);
  } else if (family == "Separation" || family == "DeviceN") {
    if (value.size() < 4) return tell("has " + std::to_string(value.size()) + " items");
    if (!value.at(1).is(family == "DeviceN" ? Kind::kArray : Kind::kName))
      tell("names its colorants by " + value.at(1).described());
    look(value.at(2), Shape::kColorSpace);
    if (value.at(2).is_null()) tell("has no alternate space");
    const auto inks = family == "DeviceN" ? value.at(1).size() : 1;
    function_fits(kColourSpace, value, value.at(3), inks, colour_space_of(value.at(2)).components);
    if (!value.at(3).is_dictionary())
      return tell("has " + value.at(3).described() + " as tint transform, expected a function");
    look(value.at(3), Shape::kFunction);
  } else {
    tell("is none of the standard");
  }
}

void GraphCheck::calibrated(const Value& value, const std::string& family) {
  const Value entries = value.at(1);
  if (!entries.is(Kind::kDictionary))
    return report(
        kColourSpace, value,
        "the colour space " + family + " has " + entries.described() + ", expected a dictionary");
  numbers(kColourSpace, entries, "WhitePoint", 3, true);
  numbers(kColourSpace, entries, "BlackPoint", 3, false);
  if (family == "CalRGB") {
    numbers(kColourSpace, entries, "Gamma", 3, false);
    numbers(kColourSpace, entries, "Matrix", 9, false);
  }
  if (family == "Lab") numbers(kColourSpace, entries, "Range", 4, false);
}

void GraphCheck::indexed(const Value& value) {
  const auto tell = [&](std::string what) {
    report(kColourSpace, value, "the colour space Indexed " + std::move(what));
  };
  if (value.size() != 4) return tell("has " + std::to_string(value.size()) + " items, expected 4");
  look(value.at(1), Shape::kColorSpace);
  const Value highest = value.at(2), lookup = value.at(3);
  if (!highest.is(Kind::kInteger) || highest.integer() < 0 || highest.integer() > 255)
    tell("has " + highest.described() + " as highest index, expected 0 to 255");
  if (!lookup.is(Kind::kString) && !lookup.is(Kind::kStream))
    tell("has " + lookup.described() + " as table, expected a string or a stream");
}

void GraphCheck::pattern(const Value& value) {
  if (!value.is_dictionary())
    return report(kPattern, value,
                  "a pattern is " + value.described() + ", expected a stream or a dictionary");
  const Value type = value.get("PatternType");
  numbers(kPattern, value, "Matrix", 6, false);
  if (const Value name = value.get("Type"); !name.is_null() && !name.is_name("Pattern"))
    report(kPattern, value, "Type of a pattern is " + name.described() + ", expected /Pattern");
  if (type.integer() == 2) {
    const Value inner = value.get("Shading");
    if (!inner.is_dictionary())
      return report(kPattern, value,
                    "Shading of a pattern is " + inner.described() + ", expected a shading");
    look(inner, Shape::kShading);
    look(value.get("ExtGState"), Shape::kGraphicsState);
    return;
  }
  if (type.integer() != 1)
    return report(kPattern, value, "PatternType is " + type.described() + ", expected 1 or 2");
  if (!value.is(Kind::kStream))
    return report(kPattern, value, "a tiling pattern is a dictionary, expected a stream");
  const auto between = [&](const char* key, std::int64_t highest) {
    const Value number = value.get(key);
    if (!number.is(Kind::kInteger) || number.integer() < 1 || number.integer() > highest)
      report(kPattern, value,
             std::string(key) + " is " + number.described() + ", expected 1 to " +
                 std::to_string(highest));
  };
  between("PaintType", 2);
  between("TilingType", 3);
  rectangle(kPattern, value, "BBox", true);
  for (const char* key : {"XStep", "YStep"})
    if (const Value step = value.get(key); !step.is_number() || step.number() == 0)
      report(kPattern, value,
             std::string(key) + " is " + step.described() + ", expected a number other than 0");
  if (const Value resources = value.get("Resources"); !resources.is(Kind::kDictionary))
    report(kPattern, value,
           "Resources of a pattern is " + resources.described() + ", expected a dictionary");
}

void GraphCheck::shading(const Value& value) {
  if (!value.is_dictionary())
    return report(kShading, value,
                  "a shading is " + value.described() + ", expected a dictionary or a stream");
  const std::int64_t type = value.get("ShadingType").integer();
  if (type < 1 || type > 7)
    return report(kShading, value,
                  "ShadingType is " + value.get("ShadingType").described() + ", expected 1 to 7");
  if (value.get("ColorSpace").is_null()) report(kShading, value, "ColorSpace is missing");
  const Value space = value.get("ColorSpace");
  if (space.is_name("Pattern") || space.at(0).is_name("Pattern"))
    report(kShading, value, "ColorSpace of a shading is Pattern");
  look(space, Shape::kColorSpace);
  rectangle(kShading, value, "BBox", false);
  if (type == 2) numbers(kShading, value, "Coords", 4, true);
  if (type == 3) numbers(kShading, value, "Coords", 6, true);
  const Value color = value.get("Function");
  if (type <= 3 && color.is_null()) report(kShading, value, "Function is missing");
  const int components = colour_space_of(space).components;
  const std::size_t inputs = type == 1 ? 2 : 1;
  if (color.is(Kind::kArray)) {
    if (color.size() == 1) {  // as good as the function itself to every reader
      function_fits(kShading, value, color.at(0), inputs, components);
    } else if (components && color.size() != static_cast<std::size_t>(components))
      report(kShading, value,
             "Function of a shading is " + std::to_string(color.size()) +
                 " functions, its colour space has " + std::to_string(components) + " components");
    for (std::size_t i = 0; i < color.size(); ++i) look(color.at(i), Shape::kFunction);
  } else {
    function_fits(kShading, value, color, inputs, components);
    look(color, Shape::kFunction);
  }
  if (type < 4) return;
  if (!value.is(Kind::kStream))
    return report(kShading, value, "a mesh is a dictionary, expected a stream");
  numbers(kShading, value, "Decode", 0, true);
  for (const char* key :
       {"BitsPerCoordinate", "BitsPerComponent", type == 5 ? "VerticesPerRow" : "BitsPerFlag"})
    if (const Value bits = value.get(key); !bits.is(Kind::kInteger) || bits.integer() < 1)
      report(kShading, value,
             std::string(key) + " is " + bits.described() + ", expected a positive integer");
}

void GraphCheck::function(const Value& value) {
  if (value.is(Kind::kName)) return;  // Identity, Default
  const auto tell = [&](std::string what) { report(kFunction, value, std::move(what)); };
  if (!value.is_dictionary())
    return tell("a function is " + value.described() + ", expected a dictionary or a stream");
  const Value type = value.get("FunctionType");
  const std::int64_t kind = type.is(Kind::kInteger) ? type.integer() : -1;
  if (kind != 0 && kind != 2 && kind != 3 && kind != 4)
    return tell("FunctionType is " + type.described() + ", expected 0, 2, 3 or 4");
  if (numbers(kFunction, value, "Domain", 0, true) &&
      (value.get("Domain").size() == 0 || value.get("Domain").size() % 2))
    tell("Domain is " + value.get("Domain").described() + ", expected pairs");
  const bool data = kind == 0 || kind == 4;
  if (numbers(kFunction, value, "Range", 0, data) && value.get("Range").size() % 2)
    tell("Range is " + value.get("Range").described() + ", expected pairs");
  if (data && !value.is(Kind::kStream)) return tell("the function is no stream");
  if (kind == 0) sampled(value);
  if (kind == 3) stitching(value);
  if (kind != 2) return;
  if (!value.get("N").is_number())
    tell("N of an exponential function is " + value.get("N").described());
  numbers(kFunction, value, "C0", 0, false);
  numbers(kFunction, value, "C1", 0, false);
  const Value first = value.get("C0"), last = value.get("C1");
  const auto values = [](const Value& array) { return array.is_null() ? 1 : array.size(); };
  if (values(first) != values(last))
    tell("C0 has " + std::to_string(values(first)) + " values, C1 " + std::to_string(values(last)));
}

void GraphCheck::sampled(const Value& value) {
  const Value bits = value.get("BitsPerSample");
  if (!bits.is(Kind::kInteger) || bits.integer() < 1 || bits.integer() > 32)
    report(kFunction, value, "BitsPerSample is " + bits.described() + ", expected 1 to 32");
  numbers(kFunction, value, "Size", value.get("Domain").size() / 2, true);
}

void GraphCheck::stitching(const Value& value) {
  const Value functions = value.get("Functions");
  const std::size_t count = functions.size();
  if (count == 0)
    return report(kFunction, value,
                  "Functions is " + functions.described() + ", expected an array of functions");
  for (std::size_t i = 0; i < count; ++i) look(functions.at(i), Shape::kFunction);
  if (stitches_itself(value))
    report(kFunction, value, "a stitching function is among its own functions");
  if (count == 1 && value.get("Bounds").is(Kind::kArray) && value.get("Bounds").size() == 0) {
    numbers(kFunction, value, "Encode", 2, true);
    return;
  }
  numbers(kFunction, value, "Bounds", count - 1, true);
  numbers(kFunction, value, "Encode", 2 * count, true);
}

}  // namespace delo::validators::pdf
