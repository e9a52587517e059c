#include "packages/eark/mets_words.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace delo::packages {

std::string in_quotes(const MetsText& text) {
  if (!text) return "absent";
  std::string quoted(1, '\'');
  quoted += display_of(text->substr(0, 200));
  quoted += '\'';
  return quoted;
}

bool is_blank(const MetsText& text) {
  return !text || text->find_first_not_of(" \t\r\n") == std::string::npos;
}

std::optional<std::string> fault_of_id(const MetsDocument& mets, const MetsText& id) {
  if (is_blank(id)) return "ID is " + in_quotes(id);
  if (mets.repeated_ids.contains(*id)) return "ID " + in_quotes(id) + " stands more than once";
  // Letters beyond ASCII are not told apart.
  const auto begins = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  const auto goes_on = [&](char c) {
    return begins(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  if (!begins(id->front()) || !std::ranges::all_of(*id, goes_on)) {
    return "ID " + in_quotes(id) + " is no XML name";
  }
  return std::nullopt;
}

std::vector<std::string> words_of(const MetsText& text) {
  std::vector<std::string> words;
  if (!text) return words;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t begin = text->find_first_not_of(" \t\r\n", at);
    if (begin == std::string::npos) break;
    const std::size_t end = std::min(text->find_first_of(" \t\r\n", begin), text->size());
    words.push_back(text->substr(begin, end - begin));
    at = end;
  }
  return words;
}

MetsIds::MetsIds(const MetsDocument& mets) {
  for (const MetsSection& section : mets.sections) {
    if (!section.id) continue;
    (section.kind == MetsSection::Kind::kDescription ? descriptions : administrative)
        .insert(*section.id);
  }
  for (const MetsText& id : mets.administrative_ids) amd_sections.insert(*id);
}

}  // namespace delo::packages
