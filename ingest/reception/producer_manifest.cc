#include "ingest/reception/producer_manifest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/file_roles.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

using Parts = std::vector<std::string_view>;

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// How a name was found: 0 byte for byte, else the phrase that says what differs.
struct Match {
  std::size_t file = kNowhere;
  std::string_view difference;
  bool ambiguous = false;
  bool outside = false;
};

// "D:\scans\0037.tif" → {scans, 0037.tif}, absolute; "./a/../b" → {b}.
struct NameParts {
  Parts parts;
  bool absolute = false;
  bool leaves = false;  // climbs out of where it starts
  std::size_t climbs = 0;
};

NameParts split(std::string_view name) {
  NameParts out;
  if (name.size() >= 2 && name[1] == ':' &&
      ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z'))) {
    out.absolute = true;
    name.remove_prefix(2);
  }
  if (name.starts_with('/')) out.absolute = true;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string_view part = name.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (out.parts.empty()) {
        ++out.climbs;
      } else {
        out.parts.pop_back();
      }
      continue;
    }
    out.parts.push_back(part);
  }
  return out;
}

std::string join(const Parts& parts, std::size_t from = 0) {
  std::string out;
  for (std::size_t i = from; i < parts.size(); ++i) {
    if (i > from) out += '/';
    out += parts[i];
  }
  return out;
}

// The item's files, in path order, by every way a list may name them.  Slower ways are prepared
// when the first name needs them.
class FileIndex {
 public:
  FileIndex(std::span<const FileObject> files, std::string_view item_name)
      : files_(files), item_name_(item_name) {}

  // `name` with '/' between its parts.
  Match find(std::string_view name, std::span<const RelativePath> bases) {
    if (const Match exact = find_exactly(name, bases); exact.file != kNowhere || exact.outside) {
      return exact;
    }
    const NameParts split_name = split(name);
    if (const Match tail = find_by_tail(split_name.parts);
        tail.file != kNowhere || tail.ambiguous) {
      return tail;
    }
    return find_by_key(split_name.parts, bases);
  }

  Match find_exactly(std::string_view name, std::span<const RelativePath> bases) const {
    const NameParts split_name = split(name);
    if (split_name.parts.empty()) return {};
    if (split_name.absolute) return {};
    if (split_name.climbs > 0) return find_climbing(split_name, bases);
    const std::string joined = join(split_name.parts);
    for (const RelativePath& base : bases) {
      if (const std::size_t at = at_path(base, joined); at != kNowhere) return {at, {}};
    }
    // Made from the folder above: "d337/0037.tif" in the item d337.
    if (split_name.parts.size() > 1 && split_name.parts[0] == item_name_) {
      if (const std::size_t at = at_path({}, join(split_name.parts, 1)); at != kNowhere) {
        return {at, {}};
      }
    }
    return {};
  }

 private:
  std::size_t at_path(const RelativePath& base, const std::string& joined) const {
    const std::string path = base.empty() ? joined : base.text() + '/' + joined;
    const auto at = std::ranges::lower_bound(
        files_, path, {},
        [](const FileObject& file) -> const std::string& { return file.path.text(); });
    if (at == files_.end() || at->path.text() != path) return kNowhere;
    return static_cast<std::size_t>(at - files_.begin());
  }

  // "../master/0037.tif" of a list in checksums/: allowed while it stays in the item.
  Match find_climbing(const NameParts& name, std::span<const RelativePath> bases) const {
    bool stays = false;
    for (RelativePath base : bases) {
      std::size_t climbs = name.climbs;
      while (climbs > 0 && !base.empty()) {
        base = base.parent();
        --climbs;
      }
      if (climbs > 0) continue;
      stays = true;
      if (const std::size_t at = at_path(base, join(name.parts)); at != kNowhere) return {at, {}};
    }
    return {.outside = !stays};
  }

  // The longest tail of the name that is a file's whole path, else the one file
  // whose path ends with the name.
  Match find_by_tail(const Parts& parts) {
    for (std::size_t from = 1; from < parts.size(); ++from) {
      if (const std::size_t at = at_path({}, join(parts, from)); at != kNowhere) {
        return {at, "with other folders before it"};
      }
    }
    if (parts.empty()) return {};
    if (by_last_part_.empty()) {
      for (std::size_t i = 0; i < files_.size(); ++i) {
        by_last_part_.emplace(files_[i].path.name(), i);
      }
    }
    const std::string tail = '/' + join(parts);
    Match match;
    const auto [begin, end] = by_last_part_.equal_range(parts.back());
    for (auto it = begin; it != end; ++it) {
      if (!files_[it->second].path.text().ends_with(tail)) continue;
      if (match.file != kNowhere) return {.ambiguous = true};
      match = {it->second, "without the folders before it"};
    }
    return match;
  }

  // The same but for letter case and the form of accented letters.
  Match find_by_key(const Parts& parts, std::span<const RelativePath> bases) {
    if (parts.empty()) return {};
    if (by_key_.empty()) {
      for (std::size_t i = 0; i < files_.size(); ++i) {
        by_key_.emplace(collision_key(files_[i].path.text()), i);
      }
    }
    const std::string joined = join(parts);
    for (const RelativePath& base : bases) {
      const std::string key = collision_key(base.empty() ? joined : base.text() + '/' + joined);
      const auto [begin, end] = by_key_.equal_range(key);
      if (begin == end) continue;
      if (std::next(begin) != end) return {.ambiguous = true};
      return {begin->second, "with other letter case or accents"};
    }
    return {};
  }

  std::span<const FileObject> files_;
  std::string_view item_name_;
  std::unordered_multimap<std::string_view, std::size_t> by_last_part_;
  std::unordered_multimap<std::string, std::size_t> by_key_;
};

// The encoding in which most of a list's names are files; one list is written in one.
TextEncoding encoding_by_files(const ChecksumList& list, const FileIndex& index,
                               std::span<const RelativePath> bases) {
  constexpr std::size_t kTried = 1000;
  TextEncoding best = list.encoding;
  std::size_t most = 0;
  for (const TextEncoding encoding : kSingleByteEncodings) {
    std::size_t found = 0, tried = 0;
    for (const ChecksumLine& line : list.lines) {
      if (is_utf8(line.name)) continue;  // says nothing
      if (++tried > kTried) break;
      std::string name = decode(line.name, encoding);
      std::ranges::replace(name, '\\', '/');
      // The last parts alone: folders in front of them may be others.
      const Parts parts = split(name).parts;
      if (parts.empty()) continue;
      if (index.find_exactly(parts.back(), bases).file != kNowhere ||
          index.find_exactly(name, bases).file != kNowhere) {
        ++found;
      }
    }
    if (found > most) {
      most = found;
      best = encoding;
    }
  }
  return best;
}

class ListMatcher {
 public:
  ListMatcher(std::span<const FileObject> files, std::string_view item_name,
              ProducerManifest& manifest)
      : files_(files), index_(files, item_name), manifest_(manifest) {}

  // Takes the lines of the list.
  void match(ListToMatch& list) {
    const std::string shown = list_name(list);
    for (const ChecksumFault& fault : list.list.faults) {
      add(rules::kChecksumUnreadableLine, list.path, fault.line, fault.message);
    }
    if (const std::size_t more = list.list.fault_count - list.list.faults.size(); more > 0) {
      add(rules::kChecksumUnreadableLine, list.path, 0,
          std::to_string(more) + " more lines can't be read");
    }
    if (list.list.lines.empty() && !list.beside_items) {
      add(rules::kChecksumEmptyList, list.path, 0,
          "the checksum list has no line that can be read; nothing was checked with it");
    }
    TextEncoding encoding = list.list.encoding;
    const bool single_byte =
        std::ranges::find(kSingleByteEncodings, encoding) != kSingleByteEncodings.end();
    if (single_byte) encoding = encoding_by_files(list.list, index_, list.bases);
    bool decoded = encoding == TextEncoding::kUtf16Little || encoding == TextEncoding::kUtf16Big;
    std::map<std::string_view, std::size_t> differences;
    manifest_.seen.push_back({.path = list.path,
                              .beside_items = list.beside_items,
                              .form = list.list.form,
                              .lines = list.list.lines.size()});
    // Which of the single-byte encodings it is, the names of files tell best.
    manifest_.seen.back().form.encoding = name_of(encoding);
    for (ChecksumLine& line : list.list.lines) {
      decoded = match_line(list, line, single_byte ? encoding : TextEncoding::kUtf8, differences) ||
                decoded;
      line = {};
    }
    list.list.lines = {};
    if (decoded) {
      add(rules::kChecksumEncoding, list.path, 0,
          shown + " is written in " + std::string(name_of(encoding)) + ", and was read so");
    }
    for (const auto& [difference, count] : differences) {
      add(rules::kChecksumNameForm, list.path, 0,
          shown + " has " + std::to_string(count) + (count == 1 ? " name " : " names ") +
              std::string(difference) + "; " + (count == 1 ? "its file was" : "their files were") +
              " found");
    }
  }

 private:
  static std::string list_name(const ListToMatch& list) {
    return (list.beside_items ? "the batch's " : "") + display_of(list.path.text());
  }

  void add(const Rule& rule, const RelativePath& path, int line, std::string message) {
    Location where{.path = path};
    if (line > 0) where.part = "line " + std::to_string(line);
    manifest_.findings.push_back(finding(rule, std::move(where), std::move(message)));
  }

  // True when the name had to be decoded to be found.
  bool match_line(const ListToMatch& list, ChecksumLine& line, TextEncoding encoding,
                  std::map<std::string_view, std::size_t>& differences) {
    std::string name = line.name;
    if (name.empty()) name = named_after(list);
    if (name.empty()) {
      add(rules::kChecksumUnreadableLine, list.path, line.line, "the line has a checksum, no name");
      return false;
    }
    // The name as it stands comes first: a backslash, a blank at the end or bytes
    // that are no UTF-8 may well be part of a file's name.
    bool decoded = false;
    Match match = index_.find_exactly(name, list.bases);
    if (match.file == kNowhere) {
      std::string read(trim(name));
      if (!is_utf8(read)) {
        read = decode(read, encoding);
        decoded = true;
      }
      std::string slashed = read;
      std::ranges::replace(slashed, '\\', '/');
      match = index_.find_exactly(read, list.bases);
      if (match.file == kNowhere) {
        match = index_.find(slashed, list.bases);
        if (match.file != kNowhere && match.difference.empty() && slashed != read) {
          match.difference = "with backslashes";
        }
      }
      name = std::move(slashed);
    }
    if (match.outside) {
      add(rules::kChecksumOutside, list.path, line.line,
          "the name \"" + display_of(name) + "\" leads out of the item");
    } else if (match.ambiguous) {
      add(rules::kChecksumAmbiguous, list.path, line.line,
          "the name \"" + display_of(name) + "\" fits more than one file of the item");
    } else if (match.file == kNowhere) {
      add_absent(list, line, name);
    } else if (files_[match.file].path != list.path || list.beside_items) {
      // (A list that names itself was written while it was made: that line is void.)
      if (!match.difference.empty()) ++differences[match.difference];
      ++manifest_.seen.back().found;
      for (Digest& digest : line.digests) {
        manifest_.checksums.push_back(
            {files_[match.file].path, std::move(digest), list.path, line.line});
      }
      return decoded;
    }
    return false;
  }

  // "0037.tif" of the list "0037.tif.md5" with nothing in it but the checksum.
  static std::string named_after(const ListToMatch& list) {
    const std::string_view name = list.path.name();
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string()
                                                     : std::string(name.substr(0, dot));
  }

  void add_absent(const ListToMatch& list, const ChecksumLine& line, const std::string& name) {
    const std::string joined = join(split(name).parts);
    const RelativePath base = list.bases.empty() ? RelativePath() : list.bases.front();
    auto path = RelativePath::parse(joined);
    // One finding a file, whatever the number of lists that miss it.
    const std::string key = path ? (base / *path).text() : joined;
    if (!absent_.insert(key).second) return;
    manifest_.findings.push_back(
        finding(rules::kChecksumAbsent,
                {.path = path ? base / *path : RelativePath(),
                 .part = list.path.text() + " line " + std::to_string(line.line)},
                display_of(name) + " is on the list " + list_name(list) + " but not in the item"));
  }

  std::span<const FileObject> files_;
  FileIndex index_;
  ProducerManifest& manifest_;
  std::set<std::string> absent_;
};

// Two digests of one algorithm for one file that are not the same.
void find_disagreements(ProducerManifest& manifest) {
  const auto& checksums = manifest.checksums;
  std::optional<RelativePath> told;
  for (std::size_t i = 1; i < checksums.size(); ++i) {
    const ProducerChecksum& a = checksums[i - 1];
    const ProducerChecksum& b = checksums[i];
    if (a.path != b.path || a.digest.algorithm != b.digest.algorithm || a.digest == b.digest ||
        told == b.path) {
      continue;
    }
    told = b.path;
    manifest.findings.push_back(finding(
        rules::kChecksumDisagree, {.path = b.path},
        display_of(a.list.text()) + " line " + std::to_string(a.line) + " and " +
            display_of(b.list.text()) + " line " + std::to_string(b.line) + " give different " +
            std::string(name_of(b.digest.algorithm)) + " checksums of the file"));
  }
}

void find_unlisted_and_weak(std::span<const FileObject> files, ProducerManifest& manifest) {
  std::size_t next = 0, weak = 0;
  std::string weak_name;
  for (const FileObject& file : files) {
    bool listed = false, strong = false;
    DigestAlgorithm best = DigestAlgorithm::kCrc32;
    while (next < manifest.checksums.size() && manifest.checksums[next].path < file.path) ++next;
    for (; next < manifest.checksums.size() && manifest.checksums[next].path == file.path; ++next) {
      listed = true;
      best = std::max(best, manifest.checksums[next].digest.algorithm);
      strong = strong || is_strong(manifest.checksums[next].digest.algorithm);
    }
    if (listed && !strong) {
      ++weak;
      weak_name = premis_name_of(best);
    }
    if (!listed && !needs_no_listing(file)) {
      manifest.findings.push_back(finding(rules::kChecksumUnlisted, {.path = file.path},
                                          "the file is in the item, but on no checksum list"));
    }
  }
  if (weak > 0) {
    manifest.findings.push_back(
        finding(rules::kChecksumWeak, {},
                std::to_string(weak) + (weak == 1 ? " file is" : " files are") +
                    " on the producer's lists with " + weak_name + " or weaker only"));
  }
}

}  // namespace

std::string_view name_of(ProducerFixity fixity) {
  switch (fixity) {
    case ProducerFixity::kNoList:
      return "no-list";
    case ProducerFixity::kVerified:
      return "verified";
    case ProducerFixity::kDifferent:
      return "different";
    case ProducerFixity::kUnlisted:
      return "unlisted";
  }
  return "different";
}

bool needs_no_listing(const FileObject& file) {
  return file.role == FileRole::kFixity || file.role == FileRole::kDescription ||
         is_system_file(file.path);
}

namespace {

bool comes_before(const ProducerChecksum& a, const ProducerChecksum& b) {
  return std::tie(a.path, a.digest.algorithm) < std::tie(b.path, b.digest.algorithm);
}

}  // namespace

ProducerManifest match_lists(std::vector<ListToMatch> lists, std::span<const FileObject> files,
                             std::string_view item_name) {
  ProducerManifest manifest;
  bool any_line = false;
  {
    ListMatcher matcher(files, item_name, manifest);
    std::size_t lines = 0;
    for (const ListToMatch& list : lists) lines += list.list.lines.size();
    manifest.checksums.reserve(std::min(lines, files.size()));  // most have one
    for (ListToMatch& list : lists) {
      if (!list.beside_items) manifest.lists.push_back(list.path);
      any_line = any_line || !list.list.lines.empty();
      matcher.match(list);
    }
  }
  // Sorting takes half as much memory again, and most lists are in order.
  if (!std::ranges::is_sorted(manifest.checksums, comes_before)) {
    std::ranges::stable_sort(manifest.checksums, comes_before);
  }
  find_disagreements(manifest);
  if (any_line) {
    find_unlisted_and_weak(files, manifest);
  } else if (lists.empty()) {
    manifest.findings.push_back(
        finding(rules::kNoChecksums, {}, "the producer gave no checksums for this item"));
  }
  return manifest;
}

}  // namespace delo::ingest
