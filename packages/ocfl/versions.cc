#include "packages/ocfl/versions.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <unordered_map>
#include <unordered_set>

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

// What a quoted name holds; our names need no escapes.
std::string_view unquoted(std::string_view value) {
  return value.size() < 2 || value.front() != '"' ? std::string_view()
                                                  : value.substr(1, value.size() - 2);
}

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

// The version that a list of content paths belongs to, by the first of them.
std::uint32_t version_of(std::string_view paths) {
  const std::size_t from = paths.find('"');
  if (from == std::string_view::npos) return 0;
  const std::string_view path = paths.substr(from + 1);
  const auto name = version_name(path.substr(0, path.find('/')));
  return name ? name->number : 0;
}

// Members whose text is made here, kept alive beside views of the old text.
class Additions {
 public:
  void add(std::string key, std::string value) {
    made_.push_back({std::move(key), std::move(value)});
  }

  // `members` with the additions, by key where they were in that order.
  void merge_into(std::vector<JsonSpan>& members) {
    std::ranges::sort(made_, {}, &Made::key);
    const std::size_t before = members.size();
    for (const Made& made : made_) members.push_back({made.key, made.value});
    std::ranges::inplace_merge(members, members.begin() + static_cast<std::ptrdiff_t>(before), {},
                               &JsonSpan::key);
  }

 private:
  struct Made {
    std::string key, value;
  };
  std::vector<Made> made_;
};

Result<std::string> digest_of(const PackagedFile& file, DigestAlgorithm algorithm) {
  const auto digest = file.digests.find(algorithm);
  if (digest) return digest->hex;
  return Error{ErrorCode::kInvalidArgument,
               "no " + std::string(name_of(algorithm)) + " of " + file.path.text() + " is known"};
}

// The block of a version, as first_inventory() writes it.
std::string version_block(const VersionNote& note, const std::vector<JsonSpan>& state) {
  std::string out = "{\n";
  out.append("      \"created\": ").append(json_text(to_iso8601(note.created)));
  out.append(",\n      \"message\": ").append(json_text(note.message));
  out.append(",\n      \"user\": {\"name\": ").append(json_text(note.user_name));
  if (!note.user_address.empty())
    out.append(", \"address\": ").append(json_text(note.user_address));
  out += "},\n      \"state\": ";
  write_members(out, state, "      ");
  out += "\n    }";
  return out;
}

}  // namespace

std::string version_folder_name(int version, std::string_view like) {
  std::string digits = std::to_string(version);
  if (const auto pattern = version_name(like); pattern && pattern->padded) {
    // The first digit stays 0 (OCFL 1.1 §3.2.1).
    if (digits.size() + 2 > like.size()) return {};
    digits.insert(0, like.size() - 1 - digits.size(), '0');
  }
  return "v" + digits;
}

Result<NextInventory> next_inventory(const std::string& before, const PackageFiles& files,
                                     const VersionNote& note) {
  DigestAlgorithm algorithm{};
  NextInventory next;
  {
    DELO_TRY(const Inventory old, parse_inventory(before));  // is it one at all?
    algorithm = old.algorithm;
    next.version = old.head + 1;
  }
  DELO_TRY(Pieces pieces, pieces_of(before));
  const std::string_view old_head = unquoted(span_of(pieces.all, "head"));
  next.version_name = version_folder_name(next.version, old_head);
  if (next.version_name.empty()) {
    return Error{ErrorCode::kUnsupported, "the object's zero-padded version numbers are used up"};
  }
  const std::string_view set_folder = unquoted(span_of(pieces.all, "contentDirectory"));
  const std::string folder(set_folder.empty() ? std::string_view("content") : set_folder);
  DELO_TRY(const RelativePath content, RelativePath::parse(next.version_name + "/" + folder));

  std::unordered_set<std::string_view> held;
  held.reserve(pieces.manifest.size());
  for (const JsonSpan& member : pieces.manifest) held.insert(member.key);
  std::unordered_map<std::string, std::string> state;  // digest → list of logical paths
  Additions manifest, fixity;
  std::size_t at = 0;
  const auto place = [&](const PackagedFile& file) -> Result<void> {
    const std::size_t i = at++;
    if (!is_utf8(file.path.text())) {
      return Error{ErrorCode::kInvalidArgument, "an OCFL inventory cannot name the file " +
                                                    display_of(file.path.text()) +
                                                    ", whose name is not UTF-8"};
    }
    DELO_TRY(const std::string digest, digest_of(file, algorithm));
    std::string& names = state[digest];
    const bool first = names.empty();
    names.append(first ? "[" : ", ").append(json_text(file.path.text()));
    if (!first || held.contains(digest)) return {};
    DELO_TRY(const std::string sha256, digest_of(file, DigestAlgorithm::kSha256));
    next.added.push_back({i, content / file.path});
    const std::string paths = "[" + json_text(next.added.back().path.text()) + "]";
    manifest.add(digest, paths);
    if (algorithm != DigestAlgorithm::kSha256) fixity.add(sha256, paths);
    return {};
  };
  DELO_CHECK(files.for_each(place));
  Additions spelt;
  for (auto& [digest, names] : state) spelt.add(digest, names + "]");
  std::vector<JsonSpan> state_members;
  spelt.merge_into(state_members);
  const std::string block = version_block(note, state_members);
  manifest.merge_into(pieces.manifest);
  pieces.versions.push_back({next.version_name, block});
  for (auto& [name, members] : pieces.fixity) {
    if (name == name_of(DigestAlgorithm::kSha256)) fixity.merge_into(members);
  }
  next.text = joined(pieces, next.version_name);
  const auto back = inventory_of_version(next.text, next.version - 1);
  const auto sound = parse_inventory(next.text);
  if (!back || *back != before || !sound) {
    return Error{ErrorCode::kUnsupported,
                 "the object's inventory is not written as ours are; no version can follow it"};
  }
  return next;
}

Result<std::string> inventory_of_version(const std::string& text, int version) {
  DELO_TRY(Pieces pieces, pieces_of(text));
  const auto wanted = static_cast<std::uint32_t>(version);
  const auto later = [&](const JsonSpan& member) { return version_of(member.value) > wanted; };
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
