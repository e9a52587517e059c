#include "ingest/planning/twin_finder.h"

#include <algorithm>
#include <set>
#include <span>
#include <tuple>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "holdings/held_files.h"
#include "ingest/planning/plan_rules.h"
#include "ingest/reception/file_roles.h"

namespace delo::ingest {
namespace {

bool counts(const FileObject& file) {
  const bool content = file.role == FileRole::kMaster || file.role == FileRole::kAccess ||
                       file.role == FileRole::kTranscription || file.role == FileRole::kTranslation;
  return content && file.size > 0 && !is_system_file(file.path);
}

std::uint64_t number_of(std::string_view hex) {
  std::uint64_t out = 0;
  for (const char c : hex) {
    out = out << 4 | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return out;
}

ByteKey key_of(std::uint64_t size, std::string_view algorithm, std::string_view hex) {
  const std::string digest =
      sha256_of(std::to_string(size) + ' ' + std::string(algorithm) + ' ' + std::string(hex)).hex;
  return {.high = number_of(std::string_view(digest).substr(0, 16)),
          .low = number_of(std::string_view(digest).substr(16, 16)),
          .path = {},
          .is_sha256 = algorithm == "sha256"};
}

}  // namespace

std::vector<ByteKey> byte_keys_of(const BatchItem& item,
                                  const std::map<std::size_t, std::string>& contents) {
  std::vector<ByteKey> keys;
  const auto& checksums = item.manifest.checksums;
  std::size_t next = 0;
  for (std::size_t i = 0; i < item.item.files.size(); ++i) {
    const FileObject& file = item.item.files[i];
    if (!counts(file)) continue;
    while (next < checksums.size() && checksums[next].path < file.path) ++next;
    std::string said;  // SHA-256 by a list
    for (; next < checksums.size() && checksums[next].path == file.path; ++next) {
      const Digest& digest = checksums[next].digest;
      if (digest.algorithm == DigestAlgorithm::kCrc32) continue;  // too short to say so
      if (digest.algorithm == DigestAlgorithm::kSha256) said = digest.hex;
      keys.push_back(key_of(file.size, name_of(digest.algorithm), digest.hex));
      keys.back().path = file.path.text();
    }
    const auto seen = contents.find(i);
    if (seen == contents.end() || seen->second == said) continue;
    keys.push_back(key_of(file.size, "sha256", seen->second));
    keys.back().path = file.path.text();
    keys.back().is_content = true;
  }
  return keys;
}

Result<void> TwinFinder::add(std::uint32_t item, const std::vector<ByteKey>& keys) {
  std::string last;
  std::uint64_t at = 0;
  for (const ByteKey& key : keys) {
    if (key.path != last) {
      DELO_TRY(at, paths_.append(key.path));
      last = key.path;
    }
    keys_.push_back({key.high, key.low, at, static_cast<std::uint32_t>(key.path.size()), item,
                     key.is_content, key.is_sha256});
  }
  return {};
}

Result<void> TwinFinder::find(const Batch& batch, holdings::Holdings* holdings) {
  std::ranges::sort(keys_, {}, [](const Key& key) {
    return std::tuple(key.high, key.low, key.item, key.path_at);
  });
  DELO_CHECK(find_in_batch(batch));
  if (holdings != nullptr) DELO_CHECK(find_in_holdings(batch, *holdings));
  return {};
}

Result<std::string> TwinFinder::path_of(const Key& key) const {
  std::string path(key.path_length, '\0');
  DELO_TRY(const std::size_t n,
           paths_.read_at(key.path_at, std::as_writable_bytes(std::span(path))));
  if (n != path.size()) return Error{ErrorCode::kInternal, "paths put aside are cut"};
  return path;
}

Result<void> TwinFinder::tell(const Key& key, bool held, const std::string& of,
                              std::string other_path) {
  PlannedDuplicate& twin = twins_[key.item][{held, of}];
  if (twin.files++ > 0) return {};
  DELO_TRY(const std::string text, path_of(key));
  auto path = RelativePath::parse(text);
  if (!path) return Error{ErrorCode::kInternal, "a path put aside can't be read back"};
  twin.held = held;
  twin.of = of;
  twin.basis = key.is_content ? "content" : "checksums";
  twin.path = *std::move(path);
  twin.other_path = std::move(other_path);
  return {};
}

Result<void> TwinFinder::find_in_batch(const Batch& batch) {
  std::set<std::pair<std::uint32_t, std::uint64_t>> told;  // a file is told once
  for (std::size_t begin = 0; begin < keys_.size();) {
    std::size_t end = begin + 1;
    while (end < keys_.size() && keys_[end].high == keys_[begin].high &&
           keys_[end].low == keys_[begin].low) {
      ++end;
    }
    for (std::size_t i = begin; end - begin > 1 && i < end; ++i) {
      const Key& key = keys_[i];
      const Key& other = i == begin ? keys_[begin + 1] : keys_[begin];
      if (key.path_at == other.path_at || !told.insert({key.item, key.path_at}).second) continue;
      DELO_TRY(std::string other_path, path_of(other));
      DELO_CHECK(tell(key, false, batch.item_ids[other.item].value, std::move(other_path)));
    }
    begin = end;
  }
  return {};
}

Result<void> TwinFinder::find_in_holdings(const Batch& batch, holdings::Holdings& held) {
  if (std::ranges::none_of(keys_, [](const Key& key) { return key.is_sha256; })) return {};
  std::set<std::pair<std::uint32_t, std::uint64_t>> told;
  return for_each_file(
      held,
      [&](const holdings::PackageEntry& entry, const std::string& path, std::uint64_t size,
          const std::string& sha256) -> Result<void> {
        const ByteKey wanted = key_of(size, "sha256", sha256);
        const auto begin =
            std::ranges::lower_bound(keys_, std::pair(wanted.high, wanted.low), {},
                                     [](const Key& key) { return std::pair(key.high, key.low); });
        for (auto at = begin; at != keys_.end() && at->high == wanted.high && at->low == wanted.low;
             ++at) {
          const bool own =
              entry.summary.batch == batch.id && entry.summary.item == batch.item_ids[at->item];
          if (own || !told.insert({at->item, at->path_at}).second) continue;
          DELO_CHECK(tell(*at, true, entry.summary.id.value, path));
        }
        return {};
      });
}

std::vector<PlannedDuplicate> TwinFinder::twins_of(std::uint32_t item) const {
  std::vector<PlannedDuplicate> out;
  const auto found = twins_.find(item);
  if (found == twins_.end()) return out;
  for (const auto& [of, twin] : found->second) {
    if (out.size() == kMostOthers) break;
    out.push_back(twin);
  }
  return out;
}

Finding finding_of(const PlannedDuplicate& duplicate, const ItemId& item) {
  const std::string basis =
      duplicate.basis == "content" ? "read whole, it is short" : "by the producer's checksums";
  const bool one = duplicate.files == 1;
  const std::string count = one ? "the file has" : std::to_string(duplicate.files) + " files have";
  const std::string first = one ? "it is " : "the first is ";
  if (duplicate.held) {
    return finding(rule_held_bytes(), {.path = duplicate.path},
                   count + " the same bytes as files of package " + duplicate.of + "; " + first +
                       display_of(duplicate.other_path) + " there (" + basis + ")");
  }
  const std::string where = duplicate.of == item.value
                                ? "another file of this item"
                                : "files of the item " + display_of(duplicate.of);
  return finding(rule_same_bytes(), {.path = duplicate.path},
                 count + " the same bytes as " + where + "; " + first +
                     display_of(duplicate.other_path) + " (" + basis + ")");
}

}  // namespace delo::ingest
