#include "core/records/text_metadata.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace delo {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 5> kMarks = {"numbered", "next-sheet", "continuation",
                                                    "form-feed", "page-element"};
constexpr std::array<std::string_view, 3> kFigures = {"number", "date", "section"};

template <class Kind, std::size_t N>
std::optional<Kind> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Kind>(at - names.begin());
}

}  // namespace

std::string_view name_of(SheetMarkKind kind) { return kMarks[static_cast<std::size_t>(kind)]; }
std::optional<SheetMarkKind> sheet_mark_kind_named(std::string_view name) {
  return named<SheetMarkKind>(kMarks, name);
}

std::string_view name_of(TextFigureKind kind) { return kFigures[static_cast<std::size_t>(kind)]; }
std::optional<TextFigureKind> text_figure_kind_named(std::string_view name) {
  return named<TextFigureKind>(kFigures, name);
}

}  // namespace delo
