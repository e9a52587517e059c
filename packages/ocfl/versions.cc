#include "packages/ocfl/versions.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "core/text/json.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/digest_block.h"
#include "packages/ocfl/laid_out_text.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::string_view kKeys[] = {"id", "type", "digestAlgorithm", "head", "contentDirectory"};

Error damaged(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the inventory " + what};
}

std::string json_text(std::string_view text) { return Json(text).dump(); }

// Copies pieces of a text that come in order, read ahead.
class PieceReader {
 public:
  explicit PieceReader(const ByteSource& text) : text_(text) {}

  Result<void> copy(JsonRange piece, ByteSink& to) {
    while (piece.begin < piece.end) {
      if (piece.begin < at_ || piece.begin - at_ >= held_) {
        at_ = piece.begin;
        held_ = 0;
        DELO_TRY(held_, text_.read_at(at_, window_));
        if (held_ == 0) return damaged("became shorter");
      }
      const auto from = static_cast<std::size_t>(piece.begin - at_);
      const std::size_t n = std::min<std::uint64_t>(piece.end - piece.begin, held_ - from);
      DELO_CHECK(to.write(std::span(window_).subspan(from, n)));
      piece.begin += n;
    }
    return {};
  }

 private:
  const ByteSource& text_;
  std::vector<std::byte> window_ = std::vector<std::byte>(std::size_t{64} << 10);
  std::uint64_t at_ = 0;
  std::size_t held_ = 0;
};

class EarlierWriter {
 public:
  EarlierWriter(const ByteSource& text, int version, ByteSink& to)
      : text_(text), pieces_(text), wanted_(static_cast<std::uint32_t>(version)), out_(to) {}

  Result<void> write() {
    DELO_CHECK(find_pieces());
    DELO_TRY(const std::string head, head_name());
    DELO_CHECK(out_.write_text("{\n"));
    for (const std::string_view key : kKeys) {
      const auto piece = found_.find(key);
      if (piece == found_.end()) continue;
      DELO_CHECK(out_.write_text("  \"" + std::string(key) + "\": "));
      DELO_CHECK(key == "head" ? out_.write_text(json_text(head))
                               : pieces_.copy(piece->second, out_));
      DELO_CHECK(out_.write_text(",\n"));
    }
    DELO_CHECK(out_.write_text("  \"manifest\": "));
    DELO_CHECK(write_members(piece_of("manifest"), "  ", is_earlier_content()));
    DELO_CHECK(out_.write_text(",\n  \"versions\": "));
    DELO_CHECK(write_members(piece_of("versions"), "  ", [&](const TextMember& member) {
      const auto name = version_name(member.key);
      return name && name->number <= wanted_;
    }));
    DELO_CHECK(write_fixity());
    DELO_CHECK(out_.write_text("\n}\n"));
    return out_.finish();
  }

 private:
  using Choice = std::function<bool(const TextMember&)>;

  LaidOutText at(JsonRange object) const {
    return LaidOutText(
        text_, object.begin,
        Error{ErrorCode::kCorrupt, "the inventory is no JSON object with what it must have"});
  }

  // What stands where; of members with one name the first.
  Result<void> find_pieces() {
    DELO_CHECK(at({}).pass_members([&](const TextMember& member) -> Result<void> {
      const bool known = std::ranges::find(kKeys, member.key) != std::end(kKeys);
      if (known || member.key == "manifest" || member.key == "versions" || member.key == "fixity") {
        found_.emplace(member.key, member.value);
      }
      return {};
    }));
    for (const std::string_view key : {"manifest", "versions"}) {
      if (!found_.contains(key)) return damaged("has no " + std::string(key));
    }
    return {};
  }
  JsonRange piece_of(std::string_view key) const { return found_.find(key)->second; }

  Result<std::string> head_name() {
    std::string head;
    DELO_CHECK(at(piece_of("versions")).pass_members([&](const TextMember& member) {
      const auto name = version_name(member.key);
      if (name && name->number == wanted_) head = member.key;
      return Result<void>();
    }));
    if (wanted_ >= 1 && !head.empty()) return head;
    return Error{ErrorCode::kInvalidArgument, "there is no version " + std::to_string(wanted_)};
  }

  Choice is_earlier_content() const {
    return [this](const TextMember& member) { return version_of_paths(member.start) <= wanted_; };
  }

  // "{", the members that are chosen a line each, "}", as write_first_inventory() writes them.
  Result<void> write_members(JsonRange object, const std::string& indent, const Choice& choice) {
    std::string between = "{\n";
    DELO_CHECK(at(object).pass_members([&](const TextMember& member) -> Result<void> {
      if (!choice(member)) return {};
      DELO_CHECK(out_.write_text(between + indent + "  \"" + member.key + "\": "));
      between = ",\n";
      return pieces_.copy(member.value, out_);
    }));
    return out_.write_text((between == "{\n" ? "{\n" : "\n") + indent + "}");
  }

  Result<void> write_fixity() {
    const auto fixity = found_.find("fixity");
    if (fixity == found_.end()) return {};
    std::string between = ",\n  \"fixity\": {\n";
    DELO_CHECK(at(fixity->second).pass_members([&](const TextMember& member) -> Result<void> {
      DELO_CHECK(out_.write_text(between + "    \"" + member.key + "\": "));
      between = ",\n";
      return write_members(member.value, "    ", is_earlier_content());
    }));
    return between == ",\n" ? out_.write_text("\n  }") : Result<void>();
  }

  const ByteSource& text_;
  PieceReader pieces_;
  const std::uint32_t wanted_;
  GatheringSink out_;
  std::map<std::string, JsonRange, std::less<>> found_;
};

}  // namespace

std::uint32_t version_of_paths(std::string_view paths) {
  const std::size_t from = paths.find('"');
  if (from == std::string_view::npos) return 0;
  const std::string_view path = paths.substr(from + 1);
  const auto name = version_name(path.substr(0, path.find('/')));
  return name ? name->number : 0;
}

std::string version_folder_name(int version, std::string_view like) {
  std::string digits = std::to_string(version);
  if (const auto pattern = version_name(like); pattern && pattern->padded) {
    // The first digit stays 0 (OCFL 1.1 §3.2.1).
    if (digits.size() + 2 > like.size()) return {};
    digits.insert(0, like.size() - 1 - digits.size(), '0');
  }
  return "v" + digits;
}

Result<void> write_inventory_of_version(const ByteSource& text, int version, ByteSink& to) {
  return EarlierWriter(text, std::max(version, 0), to).write();
}

}  // namespace delo::packages::ocfl
