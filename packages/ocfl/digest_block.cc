#include "packages/ocfl/digest_block.h"

#include <algorithm>
#include <charconv>

#include "core/text/json.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::size_t kGathered = std::size_t{64} << 10;  // bytes

std::uint64_t first_digits(std::string_view hex) {
  std::uint64_t value = 0;
  std::from_chars(hex.data(), hex.data() + std::min<std::size_t>(hex.size(), 16), value, 16);
  return value;
}

Error no_digest(const PackagedFile& file, DigestAlgorithm algorithm) {
  return Error{ErrorCode::kInvalidArgument,
               "no " + std::string(name_of(algorithm)) + " of " + file.path.text() + " is known"};
}

}  // namespace

Result<FilesByDigest> FilesByDigest::create(const PackageFiles& files, DigestAlgorithm algorithm,
                                            const std::vector<bool>* only) {
  FilesByDigest made(files, algorithm);
  std::uint32_t number = 0;
  // Eight bytes of each digest are enough to put nearly all into order.
  DELO_CHECK(files.for_each([&](const PackagedFile& file) -> Result<void> {
    const std::uint32_t own = number++;
    if (only && !(*only)[own]) return {};
    const auto digest = file.digests.find(algorithm);
    if (!digest) return no_digest(file, algorithm);
    made.order_.emplace_back(first_digits(digest->hex), own);
    return {};
  }));
  std::ranges::sort(made.order_);
  return made;
}

Result<std::optional<FilesByDigest::Group>> FilesByDigest::next() {
  if (alike_.empty() && at_ < order_.size()) {
    // All whose digests begin alike: of one digest, or, hardly ever, of several.
    const std::uint64_t beginning = order_[at_].first;
    for (; at_ < order_.size() && order_[at_].first == beginning; ++at_) {
      DELO_TRY(const PackagedFile file, reader_.at(order_[at_].second));
      const auto digest = file.digests.find(algorithm_);
      if (!digest) return no_digest(file, algorithm_);
      auto group = std::ranges::lower_bound(alike_, digest->hex, {}, &Group::digest);
      if (group == alike_.end() || group->digest != digest->hex) {
        group = alike_.insert(group, Group{digest->hex, {}});
      }
      group->files.push_back(order_[at_].second);
    }
  }
  if (alike_.empty()) return std::optional<Group>();
  Group first = std::move(alike_.front());
  alike_.pop_front();
  return std::optional(std::move(first));
}

Result<void> MemberWriter::write(const FilesByDigest::Group& group, ByteSink& out) {
  DELO_CHECK(out.write_text("\"" + group.digest + "\": ["));
  std::string_view comma;
  for (const std::uint32_t number : group.files) {
    DELO_TRY(const PackagedFile file, reader_.at(number));
    DELO_CHECK(out.write_text(std::string(comma) + Json(prefix_ + file.path.text()).dump()));
    comma = ", ";
  }
  return out.write_text("]");
}

Result<void> write_digest_block(const PackageFiles& files, DigestAlgorithm algorithm,
                                std::string_view prefix, std::string_view indent, ByteSink& out) {
  DELO_TRY(auto groups, FilesByDigest::create(files, algorithm));
  MemberWriter members(files, std::string(prefix));
  DELO_CHECK(out.write_text("{"));
  for (std::string between = "\n";; between = ",\n") {
    DELO_TRY(const auto group, groups.next());
    if (!group) break;
    DELO_CHECK(out.write_text(between + std::string(indent) + "  "));
    DELO_CHECK(members.write(*group, out));
  }
  return out.write_text("\n" + std::string(indent) + "}");
}

Result<void> GatheringSink::write(std::span<const std::byte> chunk) {
  gathered_.insert(gathered_.end(), chunk.begin(), chunk.end());
  if (gathered_.size() < kGathered) return {};
  return finish();
}

Result<void> GatheringSink::finish() {
  DELO_CHECK(to_.write(gathered_));
  gathered_.clear();
  return {};
}

}  // namespace delo::packages::ocfl
