#include "packages/ocfl/inventory_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/utf8.h"

namespace delo::packages::ocfl {
namespace {

std::string_view code_of_encoding(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSha1:
      return "E029";
    case DigestAlgorithm::kSha256:
      return "E030";
    case DigestAlgorithm::kSha512:
      return "E031";
    case DigestAlgorithm::kBlake2b512:
      return "E032";
    default:
      return "E057";
  }
}

}  // namespace

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void add(Faults& faults, std::string_view code, std::string message) {
  faults.push_back({std::string(code), std::move(message)});
}

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!letter(text[0])) return false;
  return std::ranges::all_of(text.substr(0, colon),
                             [&](char c) {
                               return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                                      c == '.';
                             }) &&
         text.find(' ') == std::string_view::npos;
}

bool is_rfc3339(std::string_view text) {
  constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kPattern.size() + 1) return false;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  for (std::size_t i = 0; i < kPattern.size(); ++i) {
    const char want = kPattern[i], have = text[i];
    if (want == 'd' ? !(have >= '0' && have <= '9')
                    : !(have == want || (want == 'T' && have == 't'))) {
      return false;
    }
  }
  const int month = number(5), day = number(8);
  const int year = number(0) * 100 + number(2);
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int days = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  if (day < 1 || day > days || number(11) > 23 || number(14) > 59 || number(17) > 60) return false;
  std::string_view rest = text.substr(kPattern.size());
  if (rest.starts_with('.')) {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == std::string_view::npos || end == 1) return false;
    rest = rest.substr(end);
  }
  if (rest == "Z" || rest == "z") return true;
  return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && all_digits(rest.substr(1, 2)) &&
         rest[3] == ':' && all_digits(rest.substr(4, 2)) && rest.substr(1, 2) <= "23" &&
         rest.substr(4, 2) <= "59";
}

bool check_path(std::string_view path, std::string_view slash_code, std::string_view part_code,
                const std::string& what, Faults& faults) {
  bool good = true;
  if (path.empty() || path.front() == '/' || path.back() == '/') {
    add(faults, slash_code,
        what + " " +
            (path.empty() ? "is empty" : "begins or ends with a slash: " + display_of(path)));
    good = false;
  }
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    // A slash at either end makes an empty part that was told already.
    const bool at_the_edge = at == 0 || end == path.size();
    if (part == "." || part == ".." || (part.empty() && !at_the_edge)) {
      add(faults, part_code, what + " has a part that is ., .. or empty: " + display_of(path));
      return false;
    }
    at = end + 1;
  }
  return good;
}

void check_digest_key(const std::string& key, std::optional<DigestAlgorithm> algorithm,
                      FingerprintMap* seen, std::string_view twice_code, const std::string& what,
                      Faults& faults) {
  if (seen) {
    std::string lower = key;
    std::ranges::transform(lower, lower.begin(), [](char c) {
      return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (!seen->insert(lower)) {
      add(faults, twice_code, what + " has a digest twice: " + display_of(key));
    }
  }
  if (algorithm && !Digest::parse(*algorithm, key)) {
    add(faults, code_of_encoding(*algorithm),
        what + " has a key that is no " + std::string(name_of(*algorithm)) +
            " digest: " + display_of(key));
  }
}

void refuse_unknown_keys(const Json& object, std::initializer_list<std::string_view> known,
                         const std::string& what, Faults& faults) {
  for (const auto& [key, value] : object.members()) {
    if (std::ranges::find(known, key) == known.end()) {
      add(faults, "E102", what + " has the key " + display_of(key));
    }
  }
}

bool is_content_path(std::string_view path) {
  Faults ignored;
  return check_path(path, "", "", "", ignored);
}

}  // namespace delo::packages::ocfl
