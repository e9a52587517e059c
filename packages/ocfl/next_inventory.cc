// The inventory of the next version, written while the one before is gone through: what
// stood there is copied as it stands, what is new is put between.  See versions.h.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/digest_block.h"
#include "packages/ocfl/laid_out_text.h"
#include "packages/ocfl/ocfl_rules.h"
#include "packages/ocfl/versions.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::string_view kKeysBefore[] = {"id", "type", "digestAlgorithm"};

std::string json_text(std::string_view text) { return Json(text).dump(); }

// The digests of a manifest, each once.
class HeldDigests final : public InventoryEntries {
 public:
  Result<void> content(const CheckedInventory&, const std::string&,
                       const std::string& digest) override {
    known_.insert(digest);
    return {};
  }
  Result<void> fixity(DigestAlgorithm, const std::string&, const std::string&) override {
    return {};
  }
  // true the first time, when no version has it.
  bool add(const std::string& digest) { return known_.insert(digest); }

 private:
  FingerprintMap known_;
};

Result<CheckedInventory> sound_inventory(const ByteSource& text, HeldDigests& held) {
  std::vector<OcflFault> faults;
  DELO_TRY(CheckedInventory inventory, check_inventory(text, "", held, faults));
  for (const OcflFault& fault : faults) {
    if (ocfl_rule(fault.code).severity != Severity::kError) continue;
    return Error{ErrorCode::kCorrupt, "the inventory can't be followed by a version: " +
                                          fault.code + ", " + fault.message};
  }
  if (!inventory.readable || !inventory.algorithm || !version_name(inventory.head)) {
    return Error{ErrorCode::kCorrupt, "the inventory has no head or no digest algorithm"};
  }
  return inventory;
}

// Which of the files no version has.
Result<std::vector<bool>> added_files(const PackageFiles& files, DigestAlgorithm algorithm,
                                      HeldDigests& held, NextVersion& next) {
  std::vector<bool> added;
  added.reserve(files.size());
  DELO_CHECK(files.for_each([&](const PackagedFile& file) -> Result<void> {
    if (!is_utf8(file.path.text())) {
      return Error{ErrorCode::kInvalidArgument, "an OCFL inventory cannot name the file " +
                                                    display_of(file.path.text()) +
                                                    ", whose name is not UTF-8"};
    }
    const auto digest = file.digests.find(algorithm);
    if (!digest) {
      return Error{ErrorCode::kInvalidArgument, "no " + std::string(name_of(algorithm)) + " of " +
                                                    file.path.text() + " is known"};
    }
    added.push_back(held.add(digest->hex));
    if (added.back()) next.added.push_back(static_cast<std::uint32_t>(added.size() - 1));
    return {};
  }));
  return added;
}

class NextWriter {
 public:
  NextWriter(const ByteSource& before, const PackageFiles& files, const std::vector<bool>& added,
             const NextVersion& next, ByteSink& to)
      : source_(before), text_(before), files_(files), added_(added), next_(next), out_(to) {}

  Result<void> write(const VersionNote& note) {
    DELO_CHECK(pass_head());
    DELO_CHECK(text_.expect("  \"manifest\": "));
    DELO_CHECK(pass_digests("  ", next_.algorithm));
    DELO_CHECK(text_.expect(",\n  \"versions\": "));
    DELO_CHECK(pass_versions(note));
    DELO_TRY(const bool fixity, text_.take(",\n  \"fixity\": {"));
    if (fixity) DELO_CHECK(pass_fixity());
    DELO_CHECK(text_.expect("\n}\n"));
    if (!text_.at_end()) return LaidOutText::laid_out_otherwise();
    DELO_CHECK(copy_to(text_.offset()));
    return out_.finish();
  }

 private:
  std::uint32_t newest_before() const { return static_cast<std::uint32_t>(next_.version - 1); }

  // What was not copied yet, up to this offset.
  Result<void> copy_to(std::uint64_t offset) {
    std::vector<std::byte> chunk(std::min<std::uint64_t>(offset - copied_, 64u << 10));
    while (copied_ < offset) {
      const auto wanted =
          static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), offset - copied_));
      DELO_TRY(const std::size_t got, source_.read_at(copied_, std::span(chunk).first(wanted)));
      if (got == 0) return Error{ErrorCode::kCorrupt, "the inventory became shorter"};
      DELO_CHECK(out_.write(std::span(chunk).first(got)));
      copied_ += got;
    }
    return {};
  }

  Result<void> pass_head() {
    DELO_CHECK(text_.expect("{\n"));
    for (const std::string_view key : kKeysBefore) DELO_CHECK(pass_member(key));
    DELO_CHECK(text_.expect("  \"head\": "));
    DELO_CHECK(copy_to(text_.offset()));
    DELO_TRY(const JsonRange head, text_.pass_value());
    DELO_CHECK(out_.write_text(json_text(next_.version_name)));
    copied_ = head.end;
    DELO_CHECK(text_.expect(",\n"));
    return pass_member("contentDirectory");
  }
  Result<void> pass_member(std::string_view key) {  // that there may be
    DELO_TRY(const bool is_there, text_.take("  \"" + std::string(key) + "\": "));
    if (!is_there) return {};
    DELO_CHECK(text_.pass_value());
    return text_.expect(",\n");
  }

  // A block of content paths, with those of the files that are added.
  Result<void> pass_digests(const std::string& indent, DigestAlgorithm algorithm) {
    DELO_TRY(auto groups, FilesByDigest::create(files_, algorithm, &added_));
    MemberWriter members(files_, next_.content.text() + "/");
    DELO_TRY(auto group, groups.next());
    bool first = true;  // of the block that is written
    const auto write_before = [&](const std::string* key, std::uint64_t offset) -> Result<void> {
      for (; group && (!key || group->digest < *key); first = false) {
        DELO_CHECK(copy_to(offset));
        DELO_CHECK(out_.write_text((first ? "\n" : ",\n") + indent + "  "));
        DELO_CHECK(members.write(*group, out_));
        DELO_TRY(group, groups.next());
      }
      return {};
    };
    bool old_first = true;
    return text_.pass_block(
        indent,
        [&](const TextMember& member) -> Result<void> {
          if (version_of_paths(member.start) > newest_before()) {
            return LaidOutText::laid_out_otherwise();
          }
          DELO_CHECK(write_before(&member.key, member.begin));
          if (old_first && !first) {  // something came before the first one
            DELO_CHECK(out_.write_text(","));
          }
          old_first = first = false;
          return {};
        },
        [&](std::uint64_t end) { return write_before(nullptr, end); });
  }

  Result<void> pass_versions(const VersionNote& note) {
    bool any = false;
    return text_.pass_block(
        "  ",
        [&](const TextMember& member) -> Result<void> {
          const auto name = version_name(member.key);
          if (!name || name->number > newest_before()) return LaidOutText::laid_out_otherwise();
          any = true;
          return {};
        },
        [&](std::uint64_t end) -> Result<void> {
          if (!any) return LaidOutText::laid_out_otherwise();
          DELO_CHECK(copy_to(end));
          return write_version(note);
        });
  }

  // As write_first_inventory() writes it.
  Result<void> write_version(const VersionNote& note) {
    std::string start = ",\n    \"" + next_.version_name + "\": {\n";
    start.append("      \"created\": ").append(json_text(to_iso8601(note.created)));
    start.append(",\n      \"message\": ").append(json_text(note.message));
    start.append(",\n      \"user\": {\"name\": ").append(json_text(note.user_name));
    if (!note.user_address.empty()) {
      start.append(", \"address\": ").append(json_text(note.user_address));
    }
    DELO_CHECK(out_.write_text(start + "},\n      \"state\": "));
    DELO_CHECK(write_digest_block(files_, next_.algorithm, "", "      ", out_));
    return out_.write_text("\n    }");
  }

  Result<void> pass_fixity() {
    for (std::string between = "\n";; between = ",\n") {
      DELO_TRY(const bool over, text_.take("\n  }"));
      if (over && between == "\n") return LaidOutText::laid_out_otherwise();
      if (over) return {};
      DELO_CHECK(text_.expect(between + "    \""));
      DELO_TRY(const bool sha256, text_.take("sha256\": "));
      if (sha256 && next_.algorithm != DigestAlgorithm::kSha256) {
        DELO_CHECK(pass_digests("    ", DigestAlgorithm::kSha256));
        continue;
      }
      if (!sha256) DELO_CHECK(text_.pass_key());
      DELO_CHECK(text_.pass_block(
          "    ",
          [&](const TextMember& member) -> Result<void> {
            if (version_of_paths(member.start) <= newest_before()) return {};
            return LaidOutText::laid_out_otherwise();
          },
          [](std::uint64_t) { return Result<void>(); }));
    }
  }

  const ByteSource& source_;
  LaidOutText text_;
  const PackageFiles& files_;
  const std::vector<bool>& added_;
  const NextVersion& next_;
  GatheringSink out_;
  std::uint64_t copied_ = 0;
};

}  // namespace

Result<NextVersion> write_next_inventory(const ByteSource& before, const PackageFiles& files,
                                         const VersionNote& note, ByteSink& to) {
  NextVersion next;
  std::vector<bool> added;
  {
    HeldDigests held;
    DELO_TRY(const CheckedInventory old, sound_inventory(before, held));
    next.algorithm = *old.algorithm;
    next.version = static_cast<int>(version_name(old.head)->number) + 1;
    next.version_name = version_folder_name(next.version, old.head);
    if (next.version_name.empty()) {
      return Error{ErrorCode::kUnsupported, "the object's zero-padded version numbers are used up"};
    }
    DELO_TRY(next.content, RelativePath::parse(next.version_name + "/" + old.content_folder()));
    DELO_TRY(added, added_files(files, next.algorithm, held, next));
  }
  NextWriter writer(before, files, added, next, to);
  DELO_CHECK(writer.write(note));
  return next;
}

}  // namespace delo::packages::ocfl
