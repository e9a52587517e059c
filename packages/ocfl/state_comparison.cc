#include "packages/ocfl/state_comparison.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/bytes/same_bytes.h"
#include "packages/ocfl/inventory_fields.h"
#include "packages/ocfl/inventory_outline.h"

namespace delo::packages::ocfl {
namespace {

Fingerprint digest_print(std::string digest) {
  std::ranges::transform(digest, digest.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return fingerprint_of(digest);
}

Fingerprint pair_print(const Fingerprint& a, const Fingerprint& b) {
  const std::array both = {a, b};
  return fingerprint_of({reinterpret_cast<const char*>(both.data()), sizeof both});
}

// Path → digest; what a block tells first of a path counts.
struct PathTable {
  FingerprintMap numbers;
  std::vector<Fingerprint> digests;  // by number
};

// Calls each(path, digest).
template <class Each>
Result<void> for_each_path(const ByteSource& text, std::optional<JsonRange> block,
                           const Each& each) {
  if (!block) return {};
  Fingerprint current{};
  return read_block(text, *block,
                    [&](BlockItem item, const std::string& digest, const std::string& path) {
                      if (item == BlockItem::kDigest) current = digest_print(digest);
                      if (item == BlockItem::kPath) each(path, current);
                      return Result<void>();
                    });
}

Result<PathTable> table_of(const ByteSource& text, std::optional<JsonRange> block) {
  PathTable table;
  DELO_CHECK(for_each_path(text, block, [&](const std::string& path, const Fingerprint& digest) {
    if (table.numbers.insert(path, static_cast<std::uint32_t>(table.digests.size()))) {
      table.digests.push_back(digest);
    }
  }));
  return table;
}

}  // namespace

Result<bool> same_bytes(const ByteSource& a, JsonRange of_a, const ByteSource& b, JsonRange of_b) {
  const std::uint64_t length = of_a.end - of_a.begin;
  if (length != of_b.end - of_b.begin) return false;
  return delo::same_bytes(a, of_a.begin, b, of_b.begin, length);
}

Result<bool> StateComparison::same(const CheckedVersion& then, const CheckedVersion& now) {
  const bool same_algorithm = earlier_.inventory.algorithm == now_.inventory.algorithm;
  if (same_algorithm && then.state && now.state) {
    // Most often it was only carried over.
    DELO_TRY(const bool same, same_bytes(earlier_.text, *then.state, now_.text, *now.state));
    if (same) return true;
  }
  if (!same_algorithm && !pairs_) DELO_CHECK(pair_digests());
  DELO_TRY(const PathTable today, table_of(now_.text, now.state));
  std::vector<bool> seen(today.digests.size());
  std::size_t count = 0;
  bool same = true;
  DELO_CHECK(for_each_path(
      earlier_.text, then.state, [&](const std::string& path, const Fingerprint& digest) {
        const std::uint32_t* number = today.numbers.find(path);
        if (!number) {
          same = false;
        } else if (!seen[*number]) {
          seen[*number] = true;
          ++count;
          const Fingerprint& other = today.digests[*number];
          same = same && (same_algorithm ? digest == other
                                         : pairs_->find(pair_print(digest, other)) != nullptr);
        }
      }));
  return same && count == today.digests.size();
}

Result<void> StateComparison::pair_digests() {
  pairs_.emplace();
  DELO_TRY(const PathTable today, table_of(now_.text, now_.inventory.manifest));
  std::vector<bool> seen(today.digests.size());
  return for_each_path(earlier_.text, earlier_.inventory.manifest,
                       [&](const std::string& path, const Fingerprint& digest) {
                         const std::uint32_t* number = today.numbers.find(path);
                         if (!number || seen[*number] || !is_content_path(path)) return;
                         seen[*number] = true;
                         pairs_->insert(pair_print(digest, today.digests[*number]));
                       });
}

}  // namespace delo::packages::ocfl
