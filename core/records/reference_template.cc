#include "core/records/reference_template.h"

#include <algorithm>
#include <array>

namespace delo {
namespace {

constexpr std::size_t kMostPieces = 64;
constexpr std::size_t kLongestText = 1000;  // bytes
constexpr int kMostTries = 20000;

using Member = std::string ArchivalReference::*;
struct PartName {
  std::string_view name;
  Member member;  // nullptr: the leaves
};
constexpr std::array kPartNames = {
    PartName{"repository", &ArchivalReference::archive},
    PartName{"archive", &ArchivalReference::archive},
    PartName{"fonds", &ArchivalReference::fond},
    PartName{"fond", &ArchivalReference::fond},
    PartName{"collection", &ArchivalReference::fond},
    PartName{"series", &ArchivalReference::opis},
    PartName{"opis", &ArchivalReference::opis},
    PartName{"box", &ArchivalReference::box},
    PartName{"folder", &ArchivalReference::folder},
    PartName{"file", &ArchivalReference::delo},
    PartName{"delo", &ArchivalReference::delo},
    PartName{"item", &ArchivalReference::item},
    PartName{"volume", &ArchivalReference::volume},
    PartName{"reel", &ArchivalReference::reel},
    PartName{"frames", &ArchivalReference::frames},
    PartName{"leaves", nullptr},
    PartName{"leaf", nullptr},
};

const PartName* part_named(std::string_view name) {
  const auto* found = std::find_if(kPartNames.begin(), kPartNames.end(),
                                   [&](const PartName& p) { return p.name == name; });
  return found == kPartNames.end() ? nullptr : found;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Error refused(std::string what) {
  return Error{ErrorCode::kInvalidArgument, "the template of references " + std::move(what)};
}

std::string possible_parts() {
  std::string out;
  for (const PartName& part : kPartNames) {
    out += (out.empty() ? "{" : ", {") + std::string(part.name) + "}";
  }
  return out;
}

// The leaves that a value spells ("37-40 ob"); nothing when it is no list of them.
std::optional<std::vector<Leaf>> leaves_of(std::string_view value) {
  const std::string with_keyword = "f. 1, d. 1, ll. " + std::string(value);
  ParsedReferences parsed = parse_references(with_keyword);
  if (parsed.references.size() != 1 || !parsed.faults.empty()) return std::nullopt;
  if (parsed.references[0].leaves.empty()) return std::nullopt;
  return std::move(parsed.references[0].leaves);
}

std::optional<ReferenceTemplate>& template_in_use() {
  static std::optional<ReferenceTemplate> pattern;
  return pattern;
}

}  // namespace

void use_reference_template(std::optional<ReferenceTemplate> pattern) {
  template_in_use() = std::move(pattern);
}
const ReferenceTemplate* reference_template_in_use() {
  return template_in_use() ? &*template_in_use() : nullptr;
}

Result<ReferenceTemplate> ReferenceTemplate::parse(std::string_view text) {
  ReferenceTemplate out;
  out.text_ = text;
  std::vector<std::size_t> open;
  std::vector<const PartName*> parts;
  for (std::size_t at = 0; at < text.size();) {
    if (out.pieces_.size() > kMostPieces || text.size() > kLongestText) {
      return refused("is longer than we read");
    }
    const char c = text[at];
    const bool after_part = !out.pieces_.empty() && out.pieces_.back().kind == Piece::Kind::kPart;
    if (c == '{') {
      const std::size_t close = text.find('}', at);
      if (close == std::string_view::npos) return refused("has a '{' without '}'");
      const std::string name(text.substr(at + 1, close - at - 1));
      const PartName* part = part_named(name);
      if (part == nullptr) {
        return refused("names {" + name + "}; possible are " + possible_parts());
      }
      const bool twice = std::any_of(parts.begin(), parts.end(), [&](const PartName* other) {
        return other->member == part->member;
      });
      if (twice) return refused("has {" + name + "}, or another word for it, twice");
      if (after_part) return refused("has nothing between {" + name + "} and the part before it");
      parts.push_back(part);
      out.pieces_.push_back({Piece::Kind::kPart, name, 0});
      at = close + 1;
    } else if (c == '[') {
      open.push_back(out.pieces_.size());
      out.pieces_.push_back({Piece::Kind::kOpen, "", 0});
      ++at;
      if (after_part && at < text.size() && text[at] == '{') {
        return refused("has nothing between '" + std::string(text.substr(at - 1, 12)) +
                       "' and the part before it");
      }
    } else if (c == ']') {
      if (open.empty()) return refused("has a ']' without '['");
      out.pieces_[open.back()].partner = out.pieces_.size();
      open.pop_back();
      out.pieces_.push_back({Piece::Kind::kClose, "", 0});
      ++at;
      if (at < text.size() && text[at] == '{') {
        return refused("has a part right behind ']', with nothing to divide it");
      }
    } else if (c == '}') {
      return refused("has a '}' without '{'");
    } else {
      const std::size_t end = std::min(text.find_first_of("{}[]", at), text.size());
      out.pieces_.push_back({Piece::Kind::kText, std::string(text.substr(at, end - at)), 0});
      at = end;
    }
  }
  if (!open.empty()) return refused("has a '[' without ']'");
  if (parts.empty()) return refused("names no part; possible are " + possible_parts());
  return out;
}

// Tries the pieces one by one, and goes back where the rest does not agree.
class ReferenceTemplate::Reader {
 public:
  Reader(const ReferenceTemplate& pattern, std::string_view text)
      : pieces_(pattern.pieces_), text_(text) {}

  bool read(std::size_t piece, std::size_t at) {
    if (++tries_ > kMostTries) return false;
    if (piece == pieces_.size()) {
      if (at == text_.size()) return true;
      failed(at, "the end");
      return false;
    }
    switch (pieces_[piece].kind) {
      case Piece::Kind::kText: {
        const std::optional<std::size_t> end = literal(pieces_[piece].text, at);
        if (!end) failed(at, "'" + pieces_[piece].text + "'");
        return end && read(piece + 1, *end);
      }
      case Piece::Kind::kOpen:
        return read(piece + 1, at) || read(pieces_[piece].partner + 1, at);
      case Piece::Kind::kClose:
        return read(piece + 1, at);
      case Piece::Kind::kPart:
        break;
    }
    return read_part(piece, at);
  }

  const ArchivalReference& reference() const { return reference_; }
  std::size_t failed_at() const { return failed_at_; }
  const std::string& expected() const { return expected_; }

 private:
  void failed(std::size_t at, std::string what) {
    if (!expected_.empty() && at <= failed_at_) return;
    failed_at_ = at;
    expected_ = std::move(what);
  }

  // The end of a literal that stands at `at`; its blanks are any blanks.
  std::optional<std::size_t> literal(std::string_view literal, std::size_t at) const {
    for (std::size_t i = 0; i < literal.size();) {
      if (is_blank(literal[i])) {
        if (at >= text_.size() || !is_blank(text_[at])) return std::nullopt;
        while (at < text_.size() && is_blank(text_[at])) ++at;
        while (i < literal.size() && is_blank(literal[i])) ++i;
      } else {
        if (at >= text_.size() || text_[at] != literal[i]) return std::nullopt;
        ++at;
        ++i;
      }
    }
    return at;
  }

  bool read_part(std::size_t piece, std::size_t at) {
    const PartName& part = *part_named(pieces_[piece].text);
    if (at >= text_.size() || is_blank(text_[at])) {
      failed(at, "{" + pieces_[piece].text + "}");
      return false;
    }
    const ArchivalReference before = reference_;
    const bool longest = before_blank(piece);
    const std::size_t most = text_.size() - at;
    for (std::size_t step = 1; step <= most; ++step) {
      const std::size_t length = longest ? most + 1 - step : step;
      const std::string_view value = text_.substr(at, length);
      if (is_blank(value.back()) || !can_end_at(piece, at + length)) continue;
      if (set(part, value, at) && read(piece + 1, at + length)) return true;
      reference_ = before;
      if (tries_ > kMostTries) return false;
    }
    return false;
  }

  bool before_blank(std::size_t piece) const {
    for (std::size_t i = piece + 1; i < pieces_.size(); ++i) {
      if (pieces_[i].kind == Piece::Kind::kText) return is_blank(pieces_[i].text[0]);
    }
    return false;
  }

  // Only where one of the texts that may follow stands, or the end.
  bool can_end_at(std::size_t piece, std::size_t at) const {
    if (at == text_.size()) return true;
    for (std::size_t i = piece + 1; i < pieces_.size(); ++i) {
      if (pieces_[i].kind != Piece::Kind::kText) continue;
      if (literal(pieces_[i].text, at)) return true;
    }
    return false;
  }

  bool set(const PartName& part, std::string_view value, std::size_t at) {
    if (part.member != nullptr) {
      reference_.*part.member = value;
      return true;
    }
    auto leaves = leaves_of(value);
    if (!leaves) {
      failed(at, "leaf numbers");
      return false;
    }
    reference_.leaves = std::move(*leaves);
    return true;
  }

  const std::vector<Piece>& pieces_;
  std::string_view text_;
  ArchivalReference reference_;
  std::size_t failed_at_ = 0;
  std::string expected_;
  int tries_ = 0;
};

ParsedReferences ReferenceTemplate::read(std::string_view text) const {
  ParsedReferences out;
  std::size_t begin = 0, end = text.size();
  while (begin < end && is_blank(text[begin])) ++begin;
  while (end > begin && is_blank(text[end - 1])) --end;
  if (end - begin > kLongestText) {
    out.faults.push_back(
        {begin,
         "a reference of this template has at most " + std::to_string(kLongestText) + " bytes",
         ReferenceFault::Kind::kUnreadable});
    return out;
  }
  Reader reader(*this, text.substr(begin, end - begin));
  if (reader.read(0, 0)) {
    out.references.push_back(reader.reference());
    return out;
  }
  const std::size_t at = begin + reader.failed_at();
  const std::string found =
      at >= end ? "the end"
                : "'" + std::string(text.substr(at, std::min<std::size_t>(40, end - at))) + "'";
  out.faults.push_back(
      {at, "expected " + reader.expected() + " of the template '" + text_ + "', found " + found,
       ReferenceFault::Kind::kUnreadable});
  return out;
}

bool ReferenceTemplate::print_pieces(const ArchivalReference& reference, std::size_t from,
                                     std::size_t to, std::string& out) const {
  for (std::size_t i = from; i < to; ++i) {
    const Piece& piece = pieces_[i];
    if (piece.kind == Piece::Kind::kText) {
      out += piece.text;
    } else if (piece.kind == Piece::Kind::kOpen) {
      std::string group;
      if (print_pieces(reference, i + 1, piece.partner, group)) out += group;
      i = piece.partner;
    } else if (piece.kind == Piece::Kind::kPart) {
      const PartName& part = *part_named(piece.text);
      const std::string value =
          part.member != nullptr ? reference.*part.member : leaf_ranges(reference.leaves);
      if (value.empty()) return false;
      out += value;
    }
  }
  return true;
}

std::optional<std::string> ReferenceTemplate::print(const ArchivalReference& reference) const {
  std::string out;
  if (!print_pieces(reference, 0, pieces_.size(), out)) return std::nullopt;
  const ParsedReferences again = read(out);
  if (again.references.size() != 1 || again.references[0] != reference) return std::nullopt;
  return out;
}

}  // namespace delo
