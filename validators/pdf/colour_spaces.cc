#include "validators/pdf/colour_spaces.h"

#include <algorithm>

#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxColorants = 32;  // annex C; PDF 2.0 and writers go beyond: told at 64
constexpr std::uint64_t kMaxTable = 1 << 16;
constexpr int kMaxDepth = 4;  // Indexed or Pattern over Separation over ICCBased

bool are_numbers(const Value& array, std::size_t count) {
  if (!array.is(Kind::kArray) || array.size() != count) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (!array.at(i).is_number()) return false;
  return true;
}

class Check {
 public:
  explicit Check(Document& document) : document_(document) {}

  std::string space(const Value& value, bool image, int depth) {
    if (depth > kMaxDepth) return "the colour space is nested too deep";
    if (value.is(Kind::kName)) return plain(value, image);
    if (!value.is(Kind::kArray) || !value.at(0).is(Kind::kName))
      return "the colour space is " + value.described() + ", expected a name or an array";
    const std::string family = value.at(0).text();
    if (value.size() == 1 && !plain(value.at(0), image).empty())
      return "the colour space [/" + family + "] lacks what its family asks for";
    if (family == "ICCBased") return icc(value.at(1), depth);
    if (family == "CalGray" || family == "CalRGB" || family == "Lab")
      return calibrated(family, value.at(1));
    if (family == "Indexed" || family == "I") return indexed(value, depth);
    if (family == "Separation") return separation(value, depth);
    if (family == "DeviceN") return device_n(value, depth);
    if (family == "Pattern")
      return image              ? "samples can't be patterns"
             : value.size() > 1 ? space(value.at(1), false, depth + 1)
                                : "";
    return value.size() == 1 ? "" : plain(value.at(0), image);
  }

 private:
  static std::string plain(const Value& name, bool image) {
    // CalCMYK was withdrawn before it meant anything but DeviceCMYK.
    for (const char* known : {"DeviceGray", "DeviceRGB", "DeviceCMYK", "G", "RGB", "CMYK",
                              "CalGray", "CalRGB", "CalCMYK"})
      if (name.text() == known) return {};
    if (name.text() == "Pattern") return image ? "samples can't be patterns" : "";
    return "the colour space is " + name.described() + ", none of the standard";
  }

  std::string icc(const Value& stream, int depth) {
    if (!stream.is(Kind::kStream))
      return "the ICC profile of the colour space is " + stream.described() + ", expected a stream";
    const std::int64_t n = stream.get("N").integer();
    if (n != 1 && n != 3 && n != 4)
      return "N of the ICC profile is " + stream.get("N").described() + ", expected 1, 3 or 4";
    if (const Value range = stream.get("Range");
        !range.is_null() && !are_numbers(range, static_cast<std::size_t>(2 * n)))
      return "Range of the ICC profile is " + range.described() + ", expected " +
             std::to_string(2 * n) + " numbers";
    const Value alternate = stream.get("Alternate");
    if (alternate.is_null()) return {};
    if (std::string fault = space(alternate, false, depth + 1); !fault.empty()) return fault;
    const int components = colour_space_of(alternate).components;
    if (components && components != n)
      return "Alternate of the ICC profile has " + std::to_string(components) +
             " components, N is " + std::to_string(n);
    return {};
  }

  static std::string calibrated(const std::string& family, const Value& entries) {
    if (!entries.is(Kind::kDictionary))
      return "the " + family + " colour space has " + entries.described() +
             ", expected a dictionary";
    const Value white = entries.get("WhitePoint");
    if (!are_numbers(white, 3) || white.at(0).number() <= 0 || white.at(1).number() != 1 ||
        white.at(2).number() <= 0)
      return "WhitePoint of the " + family + " colour space is " + white.described() +
             ", expected [X 1 Z]";
    const Value range = entries.get("Range"), gamma = entries.get("Gamma"),
                matrix = entries.get("Matrix");
    if (family == "Lab" && !range.is_null() && !are_numbers(range, 4))
      return "Range of the Lab colour space is " + range.described() + ", expected 4 numbers";
    if (family == "CalRGB" && !gamma.is_null() && !are_numbers(gamma, 3))
      return "Gamma of the CalRGB colour space is " + gamma.described() + ", expected 3 numbers";
    if (family == "CalRGB" && !matrix.is_null() && !are_numbers(matrix, 9))
      return "Matrix of the CalRGB colour space is " + matrix.described() + ", expected 9 numbers";
    return {};
  }

  // 8.6.6.3
  std::string indexed(const Value& value, int depth) {
    const Value base = value.at(1), highest = value.at(2), table = value.at(3);
    if (value.size() != 4)
      return "the Indexed colour space has " + std::to_string(value.size()) +
             " elements, expected 4";
    const std::string family = base.is(Kind::kName) ? base.text() : base.at(0).text();
    if (family == "Indexed" || family == "I" || family == "Pattern")
      return "the base of the Indexed colour space is " + family;
    if (std::string fault = space(base, true, depth + 1); !fault.empty()) return fault;
    if (!highest.is(Kind::kInteger) || highest.integer() < 0 || highest.integer() > 255)
      return "the highest index of the Indexed colour space is " + highest.described() +
             ", expected 0 to 255";
    const auto components = static_cast<std::uint64_t>(colour_space_of(base).components);
    const std::uint64_t need = components * static_cast<std::uint64_t>(highest.integer() + 1);
    std::uint64_t have = 0;
    if (table.is(Kind::kString)) {
      have = table.text().size();
    } else if (table.is(Kind::kStream)) {
      const StreamCoding coding = coding_of(table);
      if (!coding.fault.empty() || coding.external || !coding.codec.empty()) return {};
      const DecodeOutcome outcome =
          decode_stream(document_, table, coding, kMaxTable, [](std::string_view) { return true; });
      if (!outcome.fault.empty()) return {};  // told where every stream is looked at
      have = outcome.over_budget ? kMaxTable : outcome.bytes;
    } else {
      return "the table of the Indexed colour space is " + table.described() +
             ", expected a string or a stream";
    }
    if (components && have < need)
      return "the table of the Indexed colour space has " + std::to_string(have) + " bytes, " +
             std::to_string(highest.integer() + 1) + " colours need " + std::to_string(need);
    return {};
  }

  std::string separation(const Value& value, int depth) {
    if (!value.at(1).is(Kind::kName))
      return "the colorant of the Separation colour space is " + value.at(1).described() +
             ", expected a name";
    return alternate("Separation", value.at(2), value.at(3), depth);
  }

  std::string device_n(const Value& value, int depth) {
    const Value names = value.at(1);
    if (!names.is(Kind::kArray) || names.size() == 0 || names.size() > 2 * kMaxColorants)
      return "the colorants of the DeviceN colour space are " + names.described() +
             ", expected an array of names";
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!names.at(i).is(Kind::kName))
        return "a colorant of the DeviceN colour space is " + names.at(i).described() +
               ", expected a name";
    return alternate("DeviceN", value.at(2), value.at(3), depth);
  }

  std::string alternate(const std::string& family, const Value& other, const Value& function,
                        int depth) {
    const std::string inner = other.is(Kind::kName) ? other.text() : other.at(0).text();
    if (inner == "Indexed" || inner == "Pattern" || inner == "Separation" || inner == "DeviceN")
      return "the alternate of the " + family + " colour space is " + inner;
    if (std::string fault = space(other, true, depth + 1); !fault.empty()) return fault;
    if (!function.is_dictionary() && !function.is(Kind::kArray))
      return "the tint transform of the " + family + " colour space is " + function.described() +
             ", expected a function";
    return {};
  }

  Document& document_;
};

}  // namespace

ColourSpace colour_space_of(const Value& value) {
  ColourSpace space;
  const std::string family = value.is(Kind::kName) ? value.text() : value.at(0).text();
  if (family == "DeviceGray" || family == "CalGray" || family == "G") space = {1, "gray", {}};
  if (family == "DeviceRGB" || family == "CalRGB" || family == "RGB") space = {3, "rgb", {}};
  if (family == "DeviceCMYK" || family == "CMYK") space = {4, "cmyk", {}};
  if (family == "Lab") space = {3, "lab", {}};
  if (family == "Indexed" || family == "I") {
    space = {1, "indexed", {}};
    // An Indexed base is wrong, and may be this very space.
    const Value inner = value.at(1).at(0);
    const ColourSpace base = inner.is_name("Indexed") || inner.is_name("I")
                                 ? ColourSpace()
                                 : colour_space_of(value.at(1));
    space.icc = base.icc;
  }
  if (family == "Separation") space = {1, "separation", {}};
  if (family == "DeviceN")
    space = {static_cast<int>(std::min<std::size_t>(value.at(1).size(), 64)), "device-n", {}};
  if (family == "ICCBased") {
    space.icc = value.at(1);
    const std::int64_t n = space.icc.get("N").integer();
    if (n == 1) space.name = "gray";
    if (n == 3) space.name = "rgb";
    if (n == 4) space.name = "cmyk";
    if (!space.name.empty()) space.components = static_cast<int>(n);
  }
  return space;
}

std::string fault_of_colour_space(Document& document, const Value& space, bool image) {
  return Check(document).space(space, image, 0);
}

}  // namespace delo::validators::pdf
