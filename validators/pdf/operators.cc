#include "validators/pdf/operators.h"

#include <algorithm>
#include <array>

namespace delo::validators::pdf {
namespace {

using enum Effect;

// ISO 32000-1 table A.1, sorted by name.
constexpr Operator kOperators[] = {
    {"\"", "nns", kShowText},
    {"'", "s", kShowText},
    {"B", "", kPaint},
    {"B*", "", kPaint},
    {"BDC", "Np", kBeginMarked},
    {"BI", "", kBeginImage},
    {"BMC", "N", kBeginMarked},
    {"BT", "", kBeginText},
    {"BX", "", kBeginCompatibility},
    {"CS", "N", kColorSpace},
    {"DP", "Np", kMarkedPoint},
    {"Do", "N", kDraw},
    {"EMC", "", kEndMarked},
    {"ET", "", kEndText},
    {"EX", "", kEndCompatibility},
    {"F", "", kPaint},
    {"G", "n"},
    {"J", "n", kNothing, 2},
    {"K", "nnnn"},
    {"M", "n"},
    {"MP", "N"},
    {"Q", "", kRestore},
    {"RG", "nnn"},
    {"S", "", kPaint},
    {"SC", "*", kColor},
    {"SCN", "*", kColor},
    {"T*", "", kPlaceText},
    {"TD", "nn", kPlaceText},
    {"TJ", "a", kShowText},
    {"TL", "n"},
    {"Tc", "n"},
    {"Td", "nn", kPlaceText},
    {"Tf", "Nn", kSetFont},
    {"Tj", "s", kShowText},
    {"Tm", "nnnnnn", kPlaceText},
    {"Tr", "n", kTextMode, 7},
    {"Ts", "n"},
    {"Tw", "n"},
    {"Tz", "n"},
    {"W", ""},
    {"W*", ""},
    {"b", "", kPaint},
    {"b*", "", kPaint},
    {"c", "nnnnnn", kContinuePath},
    {"cm", "nnnnnn", kConcatenate},
    {"cs", "N", kColorSpace},
    {"d", "an"},
    {"d0", "nn"},
    {"d1", "nnnnnn"},
    {"f", "", kPaint},
    {"f*", "", kPaint},
    {"g", "n"},
    {"gs", "N", kState},
    {"h", "", kContinuePath},
    {"i", "n"},
    {"j", "n", kNothing, 2},
    {"k", "nnnn"},
    {"l", "nn", kContinuePath},
    {"m", "nn", kBeginPath},
    {"n", "", kEndPath},
    {"q", "", kSave},
    {"re", "nnnn", kBeginPath},
    {"rg", "nnn"},
    {"ri", "N"},
    {"s", "", kPaint},
    {"sc", "*", kColor},
    {"scn", "*", kColor},
    {"sh", "N", kShading},
    {"v", "nnnn", kContinuePath},
    {"w", "n"},
    {"y", "nnnn", kContinuePath},
};

constexpr bool sorted() {
  for (std::size_t i = 1; i < std::size(kOperators); ++i)
    if (!(kOperators[i - 1].name < kOperators[i].name)) return false;
  return true;
}
static_assert(sorted());

}  // namespace

const Operator* operator_named(std::string_view name) {
  const auto at =
      std::lower_bound(std::begin(kOperators), std::end(kOperators), name,
                       [](const Operator& op, std::string_view n) { return op.name < n; });
  return at != std::end(kOperators) && at->name == name ? at : nullptr;
}

}  // namespace delo::validators::pdf
