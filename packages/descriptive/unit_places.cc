#include "packages/descriptive/unit_places.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "packages/descriptive/form_reader.h"

namespace delo::packages {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;  // bytes
constexpr std::size_t kLongestName = 256;               // characters that are looked at

bool is_blank(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Tag {
  std::string name;  // without prefix
  ByteRange range;
  bool opens = false, closes = false;  // both: an empty element
  bool after_something = false;        // more than blanks stands between it and the tag before
};

// The tags of a well-formed document, of which only their limits are looked for.  Every
// encoding that XML is read in here is ASCII where markup stands, or UTF-16.
class TagReader {
 public:
  TagReader(const ByteSource& source, UnitPlaces::Width width)
      : source_(source), width_(width), buffer_(kBuffer) {}

  // False: there are no more.  Error kIo.
  Result<bool> next(Tag& tag) {
    tag.after_something = false;
    for (int c = get(); c >= 0; c = get()) {
      if (c != '<') {
        tag.after_something = tag.after_something || !is_blank(c);
        continue;
      }
      tag.range.begin = offset_ - unit();
      c = get();
      if (c == '!' || c == '?') {
        tag.after_something = true;
        c == '!' ? skip_declaration() : skip_past("?>");
        continue;
      }
      tag.closes = c == '/';
      tag.opens = !tag.closes;
      read_tag(tag.closes ? get() : c, tag);
      if (failed_) return *failed_;
      return true;
    }
    if (failed_) return *failed_;
    return false;
  }

 private:
  std::uint64_t unit() const { return width_ == UnitPlaces::Width::kBytes ? 1 : 2; }

  // The next character, those beyond ASCII as some number above; -1 at the end.
  int get() {
    if (at_ + unit() > filled_ && !fill()) return -1;
    const auto byte = [&](std::size_t i) { return static_cast<int>(buffer_[at_ + i]); };
    const int c = width_ == UnitPlaces::Width::kBytes      ? byte(0)
                  : width_ == UnitPlaces::Width::kUtf16Big ? byte(0) * 256 + byte(1)
                                                           : byte(1) * 256 + byte(0);
    at_ += unit();
    offset_ += unit();
    return c;
  }

  bool fill() {
    auto read = source_.read_at(offset_, buffer_);
    if (!read) {
      failed_ = std::move(read).error();
      return false;
    }
    at_ = 0;
    filled_ = *read;
    return filled_ >= unit();
  }

  void read_tag(int c, Tag& tag) {
    tag.name.clear();
    for (; c >= 0 && c != '>' && c != '/' && !is_blank(c); c = get()) {
      if (c == ':') {
        tag.name.clear();
      } else if (tag.name.size() < kLongestName) {
        tag.name += c < 128 ? static_cast<char>(c) : '?';
      }
    }
    bool slash = false;
    for (; c >= 0 && c != '>'; c = get()) {
      if (c == '"' || c == '\'') skip_quoted(c);
      slash = c == '/';
    }
    tag.closes = tag.closes || slash;
    tag.range.end = offset_;
  }

  void skip_quoted(int quote) {
    for (int c = get(); c >= 0 && c != quote; c = get()) {
    }
  }

  void skip_past(std::string_view end) {
    std::string tail;
    for (int c = get(); c >= 0; c = get()) {
      if (tail.size() == end.size()) tail.erase(0, 1);
      tail += c < 128 ? static_cast<char>(c) : '?';
      if (tail == end) return;
    }
  }

  // Behind "<!": a comment, CDATA, or the DOCTYPE with what is declared in it.
  void skip_declaration() {
    int c = get();
    if (c == '-') return skip_past("-->");
    if (c == '[') return skip_past("]]>");
    for (int depth = 0; c >= 0; c = get()) {
      if (c == '"' || c == '\'') {
        skip_quoted(c);
      } else if (c == '<') {
        skip_within_doctype();
      } else if (c == '[' || c == ']') {
        depth += c == '[' ? 1 : -1;
      } else if (c == '>' && depth <= 0) {
        return;
      }
    }
  }

  // Behind a "<" of the DOCTYPE's own declarations.
  void skip_within_doctype() {
    int c = get();
    if (c == '?') return skip_past("?>");
    if (c != '!') return;
    c = get();
    if (c == '-') return skip_past("-->");
    for (; c >= 0 && c != '>'; c = get()) {
      if (c == '"' || c == '\'') skip_quoted(c);
    }
  }

  const ByteSource& source_;
  const UnitPlaces::Width width_;
  std::vector<std::byte> buffer_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t offset_ = 0;
  std::optional<Error> failed_;
};

Result<UnitPlaces::Width> width_of(const ByteSource& source) {
  std::array<std::byte, 2> head{};
  DELO_TRY(const std::size_t n, source.read_at(0, head));
  if (n < head.size()) return UnitPlaces::Width::kBytes;
  const int a = static_cast<int>(head[0]), b = static_cast<int>(head[1]);
  if ((a == 0xFE && b == 0xFF) || (a == 0 && b == '<')) return UnitPlaces::Width::kUtf16Big;
  if ((a == 0xFF && b == 0xFE) || (a == '<' && b == 0)) return UnitPlaces::Width::kUtf16Little;
  return UnitPlaces::Width::kBytes;
}

}  // namespace

class UnitPlaces::Builder {
 public:
  Builder(UnitPlaces& out, DescriptionForm form, std::set<std::uint64_t> wanted)
      : out_(out), is_ead_(form == DescriptionForm::kEad), wanted_(std::move(wanted)) {
    units_.push_back({.number = 0, .wanted = true, .begin = 0, .cursor = 0});
  }

  void take(const Tag& tag) {
    if (tag.after_something) units_.back().has_own = true;
    if (tag.opens) open(tag);
    if (tag.closes) close(tag);
  }

  void finish(std::uint64_t size) {
    while (!units_.empty()) end_unit(size);
  }

 private:
  enum class Kind : std::uint8_t { kOther, kUnit, kList };
  struct Open {
    std::uint64_t number = 0;
    bool wanted = false;
    std::uint64_t begin = 0, cursor = 0;  // of the unit; of the piece that has begun
    bool has_own = false;                 // more than blanks since the cursor
    std::uint32_t lists = 0, list = 0;    // seen so far; the one that is open
    std::uint32_t in_list = 0;
    std::vector<Piece> own = {};
  };

  bool is_unit(std::string_view name) const {
    if (!is_ead_) return name == "mods" && units_.size() == 1;
    return name == "archdesc" || (units_.size() > 1 && is_ead_component(name));
  }

  void open(const Tag& tag) {
    Kind kind = Kind::kOther;
    if (is_unit(tag.name)) {
      kind = Kind::kUnit;
      end_piece(tag.range.begin);
      const std::uint64_t number = ++out_.units_;
      units_.push_back({.number = number,
                        .wanted = wanted_.contains(number),
                        .begin = tag.range.begin,
                        .cursor = tag.range.begin,
                        .in_list = units_.back().list});
    } else if (is_ead_ && tag.name == "dsc" && units_.size() > 1 && units_.back().list == 0) {
      kind = Kind::kList;
      end_piece(tag.range.begin);
      units_.back().list = ++units_.back().lists;
    }
    units_.back().has_own = true;  // the tag itself
    open_.push_back(kind);
  }

  void close(const Tag& tag) {
    if (open_.empty()) return;
    const Kind kind = open_.back();
    open_.pop_back();
    units_.back().has_own = true;
    if (kind == Kind::kUnit) {
      end_unit(tag.range.end);
    } else if (kind == Kind::kList) {
      end_piece(tag.range.end);
      units_.back().list = 0;
    }
  }

  // Of the unit that is open.  Blanks alone between two units are left out with them.
  void end_piece(std::uint64_t end) {
    Open& unit = units_.back();
    if (unit.wanted && unit.has_own && end > unit.cursor) {
      unit.own.push_back({.range = {unit.cursor, end}, .list = unit.list});
    }
    unit.cursor = end;
    unit.has_own = false;
  }

  void end_unit(std::uint64_t end) {
    end_piece(end);
    Open unit = std::move(units_.back());
    units_.pop_back();
    if (unit.wanted) {
      out_.places_[unit.number] = {
          .all = {unit.begin, end}, .own = std::move(unit.own), .in_list = unit.in_list};
    }
    if (!units_.empty()) units_.back().cursor = end;
  }

  UnitPlaces& out_;
  const bool is_ead_;
  const std::set<std::uint64_t> wanted_;
  std::vector<Open> units_;
  std::vector<Kind> open_;  // elements
};

Result<UnitPlaces> UnitPlaces::read(const ByteSource& source, DescriptionForm form,
                                    std::set<std::uint64_t> wanted) {
  UnitPlaces out;
  DELO_TRY(out.width_, width_of(source));
  Builder builder(out, form, std::move(wanted));
  TagReader tags(source, out.width_);
  Tag tag;
  for (;;) {
    DELO_TRY(const bool more, tags.next(tag));
    if (!more) break;
    builder.take(tag);
  }
  builder.finish(source.size());
  return out;
}

std::vector<ByteRange> UnitPlaces::excerpt(std::span<const std::uint64_t> path, bool whole) const {
  std::vector<const Place*> way;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    const auto place = places_.find(i == 0 ? 0 : path[i - 1]);
    if (place == places_.end()) return {};
    const ByteRange& all = place->second.all;
    if (i > 0 && (all.begin < way.back()->all.begin || all.end > way.back()->all.end)) return {};
    way.push_back(&place->second);
  }
  std::vector<ByteRange> out;
  const auto add = [&](const ByteRange& range) {
    if (!out.empty() && out.back().end == range.begin) {
      out.back().end = range.end;
    } else {
      out.push_back(range);
    }
  };
  // A dsc is there for the units in it.
  const auto add_own = [&](const Place& place, const Place& below, bool before) {
    for (const Piece& piece : place.own) {
      const bool stands_before = piece.range.end <= below.all.begin;
      if (stands_before == before && (piece.list == 0 || piece.list == below.in_list)) {
        add(piece.range);
      }
    }
  };
  for (std::size_t i = 0; i + 1 < way.size(); ++i) add_own(*way[i], *way[i + 1], true);
  if (whole) {
    add(way.back()->all);
  } else {
    for (const Piece& piece : way.back()->own) {
      if (piece.list == 0) add(piece.range);
    }
  }
  for (std::size_t i = way.size() - 1; i-- > 0;) add_own(*way[i], *way[i + 1], false);
  return out;
}

}  // namespace delo::packages
