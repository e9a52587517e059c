// References as one line of text, for tests to compare.
#pragma once

#include <string>
#include <string_view>

#include "core/records/reference.h"

namespace delo {

// "1..4 7ob": three or more numbers in a row are drawn together.
inline std::string shown_leaves(const std::vector<Leaf>& leaves) {
  std::string text;
  for (std::size_t at = 0; at < leaves.size();) {
    std::size_t end = at + 1;
    const auto plain = [&](std::size_t i) {
      return leaves[i].letter.empty() && leaves[i].side == Side::kRecto;
    };
    while (end < leaves.size() && plain(end - 1) && plain(end) &&
           leaves[end].number == leaves[end - 1].number + 1) {
      ++end;
    }
    if (!text.empty()) text += ' ';
    if (end - at >= 3) {
      text += leaves[at].label() + ".." + leaves[end - 1].label();
      at = end;
    } else {
      text += leaves[at++].label();
    }
  }
  return text;
}

// "APRF|45|1|337|box 5|37..40": one reference, all its parts.
inline std::string shown(const ArchivalReference& r) {
  std::string text = r.archive + "|" + r.fond + "|" + r.opis + "|" + r.delo;
  const auto add = [&](std::string_view name, const std::string& part) {
    if (!part.empty()) text.append("|").append(name).append(" ").append(part);
  };
  add("box", r.box);
  add("folder", r.folder);
  add("item", r.item);
  add("volume", r.volume);
  add("reel", r.reel);
  add("frames", r.frames);
  if (!r.leaves.empty()) text += "|" + shown_leaves(r.leaves);
  return text;
}

inline std::string shown(const std::vector<ArchivalReference>& references) {
  std::string text;
  for (const ArchivalReference& r : references) text += (text.empty() ? "" : " ; ") + shown(r);
  return text.empty() ? "none" : text;
}

}  // namespace delo
