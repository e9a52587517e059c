#include "core/records/delo_leaves.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"

namespace delo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_join(char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; }

// "Внутренняя_опись 01.tif" → "внутренняя опись": words without digits, one blank between.
std::string words_of(std::string_view name) {
  const std::string stem = to_lower(name.substr(0, name.rfind('.')));
  std::string out;
  for (const char c : stem) {
    if (!is_join(c) && !is_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  for (const std::string_view side : {" ob", " об", " зв", " v"}) {
    if (out.ends_with(side)) out.resize(out.size() - side.size());
  }
  return out;
}

bool names_inner_list(std::string_view name) {
  // Most names are a number, and most words begin otherwise.
  const auto first =
      std::ranges::find_if_not(name, [](char c) { return is_join(c) || is_digit(c); });
  if (first == name.end() || (std::string_view("iIvV").find(*first) == std::string_view::npos &&
                              static_cast<unsigned char>(*first) < 0x80)) {
    return false;
  }
  static constexpr std::array<std::string_view, 18> kWords = {"inner",
                                                              "inner list",
                                                              "inner inventory",
                                                              "inner opis",
                                                              "внутренняя опись",
                                                              "внутр опись",
                                                              "вн опись",
                                                              "опись внутренняя",
                                                              "внутрішній опис",
                                                              "внутр опис",
                                                              "вн опис",
                                                              "опис внутрішній",
                                                              "vnutrennyaya opis",
                                                              "vnutr opis",
                                                              "vn opis",
                                                              "лист внутренней описи",
                                                              "листы внутренней описи",
                                                              "аркуш внутрішнього опису"};
  return std::ranges::find(kWords, words_of(name)) != kWords.end();
}

}  // namespace

bool is_of_inner_list(std::string_view path) {
  if (path.size() > 4096) return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (names_inner_list(path.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

LeafMapRow no_leaf_row(std::string path, std::uint32_t page, int line) {
  return {.path = std::move(path), .leaf = {-1, "", Side::kRecto}, .page = page, .line = line};
}

}  // namespace delo
