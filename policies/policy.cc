#include "policies/policy.h"

#include <array>
#include <charconv>

namespace delo {

std::string_view name_of(Action action) {
  switch (action) {
    case Action::kAccept:
      return "accept";
    case Action::kNote:
      return "note";
    case Action::kReview:
      return "review";
    case Action::kReject:
      return "reject";
  }
  return "reject";
}

std::string number_text(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return std::string(buffer.data(), end);
}

}  // namespace delo
