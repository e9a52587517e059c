#include "packages/ocfl/versions.h"

#include <algorithm>

#include "core/text/json.h"
#include "core/text/utf8.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/json_spans.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::string_view kKeys[] = {"id", "type", "digestAlgorithm", "head", "contentDirectory"};

Error damaged(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the inventory " + what};
}

std::string json_text(std::string_view text) { return Json(text).dump(); }

// "{", the members a line each, "}", as first_inventory() writes them.
template <class Members>
void write_members(std::string& out, const Members& members, std::string_view indent) {
  out += "{";
  std::string_view between = "\n";
  for (const JsonSpan& member : members) {
    out.append(between).append(indent).append("  \"").append(member.key).append("\": ");
    out.append(member.value);
    between = ",\n";
  }
  out.append("\n").append(indent).append("}");
}

// An inventory in its pieces, all views of one text.
struct Pieces {
  std::vector<JsonSpan> all, manifest, versions;
  std::vector<std::pair<std::string_view, std::vector<JsonSpan>>> fixity;  // by algorithm
};

Result<Pieces> pieces_of(std::string_view text) {
  Pieces pieces;
  DELO_TRY(pieces.all, member_spans(text));
  DELO_TRY(pieces.manifest, member_spans(span_of(pieces.all, "manifest")));
  DELO_TRY(pieces.versions, member_spans(span_of(pieces.all, "versions")));
  if (const std::string_view fixity = span_of(pieces.all, "fixity"); !fixity.empty()) {
    DELO_TRY(const auto blocks, member_spans(fixity));
    for (const JsonSpan& block : blocks) {
      DELO_TRY(auto members, member_spans(block.value));
      pieces.fixity.emplace_back(block.key, std::move(members));
    }
  }
  return pieces;
}

std::string joined(const Pieces& pieces, std::string_view head) {
  std::string out = "{\n";
  for (const std::string_view key : kKeys) {
    const std::string_view value = span_of(pieces.all, key);
    if (value.empty()) continue;
    out.append("  \"").append(key).append("\": ");
    out.append(key == "head" ? json_text(head) : std::string(value)).append(",\n");
  }
  out += "  \"manifest\": ";
  write_members(out, pieces.manifest, "  ");
  out += ",\n  \"versions\": ";
  write_members(out, pieces.versions, "  ");
  if (!pieces.fixity.empty()) {
    out += ",\n  \"fixity\": {";
    std::string_view between = "\n";
    for (const auto& [algorithm, members] : pieces.fixity) {
      out.append(between).append("    \"").append(algorithm).append("\": ");
      write_members(out, members, "    ");
      between = ",\n";
    }
    out += "\n  }";
  }
  out += "\n}\n";
  return out;
}

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

Result<std::string> inventory_of_version(const std::string& text, int version) {
  DELO_TRY(Pieces pieces, pieces_of(text));
  const auto wanted = static_cast<std::uint32_t>(version);
  const auto later = [&](const JsonSpan& member) {
    return version_of_paths(member.value) > wanted;
  };
  std::erase_if(pieces.manifest, later);
  for (auto& [algorithm, members] : pieces.fixity) std::erase_if(members, later);
  std::string_view head;
  std::erase_if(pieces.versions, [&](const JsonSpan& member) {
    const auto name = version_name(member.key);
    if (name && name->number == wanted) head = member.key;
    return !name || name->number > wanted;
  });
  if (version < 1 || head.empty()) {
    return Error{ErrorCode::kInvalidArgument, "there is no version " + std::to_string(version)};
  }
  return joined(pieces, head);
}

Result<std::vector<VersionNote>> version_notes(const std::string& text) {
  DELO_TRY(const Pieces pieces, pieces_of(text));
  std::vector<VersionNote> notes(pieces.versions.size());
  for (const JsonSpan& version : pieces.versions) {
    const auto name = version_name(version.key);
    if (!name || name->number > notes.size()) {
      return damaged("names a version that cannot be: " + display_of(version.key));
    }
    DELO_TRY(const auto members, member_spans(version.value));
    const auto value = [&](std::string_view key) {
      const auto json = Json::parse(span_of(members, key));
      return json ? *json : Json();
    };
    VersionNote& note = notes[name->number - 1];
    note.created = timestamp_of(value("created").text()).value_or(Timestamp{});
    note.message = value("message").text();
    const Json user = value("user");
    note.user_name = user["name"].text();
    note.user_address = user["address"].text();
  }
  return notes;
}

}  // namespace delo::packages::ocfl
