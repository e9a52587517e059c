#include "core/records/reference.h"

#include <algorithm>

#include "core/records/archives.h"
#include "core/records/letters.h"
#include "core/records/part_value.h"
#include "core/records/reference_scan.h"
#include "core/records/reference_ukrainian.h"

namespace delo {
namespace {

// One key for all ways to write a part: "Р-5446", "R-5446" and "р5446"; by way of
// Cyrillic, so that what is written in either script comes back to the same.
std::string key_of_part(std::string_view part) {
  std::string plain;
  for (const char c : latin_of(part)) {
    if (c == '-' || c == ' ' || c == '.') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return cyrillic_of(plain);
}

std::string key_of_archive(std::string_view name) {
  const Archive* archive = archive_named(name);
  return archive != nullptr ? std::string(archive->latin) : key_of_part(name);
}

bool holds(const std::vector<Leaf>& leaves, const Leaf& wanted) {
  const bool sides_told = std::any_of(leaves.begin(), leaves.end(),
                                      [](const Leaf& l) { return l.side == Side::kVerso; });
  return std::any_of(leaves.begin(), leaves.end(), [&](const Leaf& leaf) {
    if (leaf.number != wanted.number || leaf.letter != wanted.letter) return false;
    return wanted.side == Side::kRecto || leaf.side == Side::kVerso || !sides_told;
  });
}

// The side after `leaf` when a range names every side; letters end a range.
Leaf next_side(const Leaf& leaf) {
  if (leaf.side == Side::kRecto) return {leaf.number, leaf.letter, Side::kVerso};
  return {leaf.number + 1, "", Side::kRecto};
}

// How many leaves from `at` on one range can name.  A range that begins or ends
// on a verso names every side between; any other names leaves without sides.
std::size_t length_of_range(const std::vector<Leaf>& leaves, std::size_t at) {
  std::size_t sides = 1;
  while (at + sides < leaves.size() && leaves[at + sides - 1].letter.empty() &&
         leaves[at + sides] == next_side(leaves[at + sides - 1])) {
    ++sides;
  }
  if (leaves[at].side == Side::kRecto && leaves[at + sides - 1].side == Side::kRecto) {
    sides = std::max<std::size_t>(1, sides - 1);
  }
  std::size_t rectos = 1;
  const auto plain = [](const Leaf& l) { return l.letter.empty() && l.side == Side::kRecto; };
  while (at + rectos < leaves.size() && plain(leaves[at + rectos - 1]) &&
         plain(leaves[at + rectos]) &&
         leaves[at + rectos].number == leaves[at + rectos - 1].number + 1) {
    ++rectos;
  }
  return std::max(sides, rectos);
}

std::string written(const Leaf& leaf, bool cyrillic, std::string_view verso) {
  std::string text = std::to_string(leaf.number);
  // A Latin "37v" would be read as a verso, "37r" as a recto: л. 37в keeps its own letter.
  const bool latin_only =
      leaf.letter.size() == 1 && std::string_view("chjqwxy").find(leaf.letter) != std::string::npos;
  if (cyrillic && latin_only) {
    text += "\"" + leaf.letter + "\"";  // a bare "c" would be taken for a Cyrillic "с"
  } else {
    text += cyrillic || leaf.letter == "v" || leaf.letter == "r" ? cyrillic_of(leaf.letter)
                                                                 : leaf.letter;
  }
  if (leaf.side == Side::kRecto) return text;
  return cyrillic ? text.append(" ").append(verso) : text + "ob";
}

bool is_latin_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// A value in Cyrillic.  Roman digits are the same in either script ("оп. II", "оп. II-а",
// "295/VII-109"); letters that no Cyrillic ones are read back to ("3c") stand in quotes.
std::string value_in_cyrillic(const std::string& value) {
  std::string out;
  const bool numbered = value.find_first_of("0123456789") != value.npos;
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = at;
    while (end < value.size() && is_latin_letter(value[end])) ++end;
    if (end == at) {
      out += value[at++];
      continue;
    }
    const std::string word = value.substr(at, end - at);
    const bool digits = is_roman(word) && (at == 0 ? !numbered : value[at - 1] == '/');
    const std::string cyrillic = cyrillic_of(word);
    if (digits) {
      out += word;
    } else if (latin_of(cyrillic) == word || !numbered) {
      out += cyrillic;
    } else {
      out.append("\"").append(word).append("\"");
    }
    at = end;
  }
  return out;
}

// Would the last leaf, behind a comma, be read as a year?
bool ends_like_a_year(const std::vector<Leaf>& leaves) {
  const Leaf& last = leaves.back();
  return leaves.size() > 1 && may_be_year(last.number) && last.letter.empty() &&
         last.side == Side::kRecto && leaves[leaves.size() - 2].number < 1000;
}

// `verso` is its mark in Cyrillic: "об.", "зв."  `again`: the keyword of a leaf, to stand before
// one that would be read as a year: "ll. 37-40, l. 1953".
std::string ranges_with(const std::vector<Leaf>& leaves, bool cyrillic, std::string_view verso,
                        std::string_view again) {
  std::string text;
  for (std::size_t at = 0; at < leaves.size();) {
    const std::size_t length = length_of_range(leaves, at);
    if (!text.empty()) text += ", ";
    if (at + 1 == leaves.size() && !again.empty() && ends_like_a_year(leaves)) {
      text.append(again).append(" ");
    }
    text += written(leaves[at], cyrillic, verso);
    if (length > 1) {
      text += cyrillic ? "–" : "-";
      text += written(leaves[at + length - 1], cyrillic, verso);
    }
    at += length;
  }
  return text;
}

struct CyrillicNames {
  std::string_view delo, frames, leaf, leaves, again, verso;
};

std::string in_cyrillic(const ArchivalReference& r, const CyrillicNames& names) {
  std::string text = r.archive;
  if (const Archive* known = archive_named(r.archive)) text = known->cyrillic;
  const auto add = [&](std::string_view keyword, const std::string& value) {
    if (value.empty()) return;
    if (!text.empty()) text += ". ";
    text.append(keyword).append(" ").append(value_in_cyrillic(value));
  };
  add("Ф.", r.fond);
  add("Оп.", r.opis);
  add("П.", r.box);
  add("Фолдер", r.folder);
  add(names.delo, r.delo);
  add("Т.", r.volume);
  add("Предмет", r.item);
  add("Рол.", r.reel);
  add(names.frames, r.frames);
  if (!r.leaves.empty()) {
    if (!text.empty()) text += ". ";
    text.append(r.leaves.size() > 1 ? names.leaves : names.leaf).append(" ");
    text += ranges_with(r.leaves, true, names.verso, names.again);
  }
  return text;
}

}  // namespace

bool ArchivalReference::same_delo(const ArchivalReference& other) const {
  const auto same = [](const std::string& a, const std::string& b) {
    return a == b || key_of_part(a) == key_of_part(b);
  };
  return same(fond, other.fond) && same(opis, other.opis) && same(delo, other.delo) &&
         same(box, other.box) && same(folder, other.folder) && same(item, other.item) &&
         same(volume, other.volume) &&
         (archive == other.archive || key_of_archive(archive) == key_of_archive(other.archive));
}

bool ArchivalReference::same_as(const ArchivalReference& other) const {
  return same_delo(other) && key_of_part(reel) == key_of_part(other.reel) &&
         frames == other.frames && leaves == other.leaves;
}

bool ArchivalReference::answers(const ArchivalReference& query) const {
  const auto agree = [](const std::string& ours, const std::string& theirs) {
    return ours.empty() || theirs.empty() || key_of_part(ours) == key_of_part(theirs);
  };
  const bool same_archive = archive.empty() || query.archive.empty() ||
                            key_of_archive(archive) == key_of_archive(query.archive);
  if (!same_archive || !agree(fond, query.fond) || !agree(opis, query.opis) ||
      !agree(box, query.box) || !agree(folder, query.folder) || !agree(delo, query.delo) ||
      !agree(volume, query.volume) || !agree(item, query.item)) {
    return false;
  }
  return leaves.empty() || std::all_of(query.leaves.begin(), query.leaves.end(),
                                       [&](const Leaf& leaf) { return holds(leaves, leaf); });
}

std::string ArchivalReference::canonical() const {
  std::string text = latin_of(archive);
  if (const Archive* known = archive_named(archive)) text = known->latin;
  const auto add = [&](std::string_view keyword, const std::string& value) {
    if (value.empty()) return;
    if (!text.empty()) text += ", ";
    text.append(keyword).append(" ").append(latin_of(value));
  };
  add("f.", fond);
  add("op.", opis);
  add("papka", box);
  add("folder", folder);
  add("d.", delo);
  add("t.", volume);
  add("item", item);
  add("reel", reel);
  add("frames", frames);
  if (!leaves.empty()) {
    if (!text.empty()) text += ", ";
    text += leaves.size() > 1 ? "ll. " : "l. ";
    text += ranges_with(leaves, false, "", "l.");
  }
  return text;
}

std::string ArchivalReference::canonical_cyrillic() const {
  return in_cyrillic(*this, {"Д.", "Кадры", "Л.", "Лл.", "л.", "об."});
}

std::string canonical_ukrainian(const ArchivalReference& reference) {
  return in_cyrillic(reference, {"Спр.", "Кадри", "Арк.", "Арк.", "арк.", "зв."});
}

std::string leaf_ranges(const std::vector<Leaf>& leaves, bool cyrillic) {
  return ranges_with(leaves, cyrillic, "об.", "");
}

std::optional<ArchivalReference> parse_reference(std::string_view text) {
  std::vector<ArchivalReference> references = parse_references(text).references;
  if (references.empty()) return std::nullopt;
  return std::move(references.front());
}

}  // namespace delo
