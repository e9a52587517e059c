// What a copy must consist of.
#include <algorithm>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "holdings/stores/store.h"
#include "packages/ocfl/digest_block.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/ocfl/versions.h"

namespace delo::holdings {
namespace ocfl = packages::ocfl;
namespace {

// A writer that writes a text which is all there.
ocfl::TextWriter writes(std::string text) {
  return [text = std::move(text)](ByteSink& to) { return to.write_text(text); };
}

class Bookkeeping {
 public:
  explicit Bookkeeping(CopyContents& contents) : contents_(contents) {}

  Result<void> add(std::string path, ocfl::TextWriter content) {
    const DigestAlgorithm algorithm = contents_.parsed.algorithm;
    std::vector<DigestAlgorithm> algorithms{DigestAlgorithm::kSha256};
    if (algorithm != DigestAlgorithm::kSha256) algorithms.push_back(algorithm);
    DELO_TRY(const auto hasher, Hasher::create(algorithms));
    DELO_CHECK(content(*hasher));
    DELO_CHECK(hasher->finish());
    contents_.bookkeeping.push_back({std::move(path), hasher->digests(), std::move(content)});
    return {};
  }
  // `folder`: empty, or with a slash at its end
  Result<void> add_inventory(const std::string& folder, ocfl::TextWriter text) {
    const std::string path = folder + std::string(ocfl::kInventory);
    DELO_CHECK(add(path, std::move(text)));
    const DigestAlgorithm algorithm = contents_.parsed.algorithm;
    const auto digest = contents_.bookkeeping.back().digests.find(algorithm);
    return add(path + "." + std::string(name_of(algorithm)), writes(ocfl::sidecar_text(*digest)));
  }

 private:
  CopyContents& contents_;
};

std::string_view path_of(const ExpectedFile& file) { return file.path; }

const ExpectedFile* kept_by_us(const CopyContents& contents, std::string_view path) {
  const auto at = std::ranges::lower_bound(contents.bookkeeping, path, {}, &path_of);
  return at != contents.bookkeeping.end() && at->path == path ? &*at : nullptr;
}

}  // namespace

Result<CopyContents> contents_from(ocfl::SharedText inventory) {
  CopyContents contents;
  DELO_TRY(contents.parsed, ocfl::read_inventory(*inventory));
  contents.text = inventory;
  const int head = contents.parsed.head;
  Bookkeeping all(contents);
  DELO_CHECK(all.add(std::string(ocfl::kObjectDeclaration),
                     writes(std::string(ocfl::kObjectDeclarationText))));
  const ocfl::TextWriter newest = [inventory](ByteSink& to) -> Result<void> {
    ocfl::GatheringSink unfinished(to);
    DELO_CHECK(read_once({.source = inventory.get(), .algorithms = {}, .sinks = {&unfinished}}));
    return {};
  };
  DELO_CHECK(all.add_inventory("", newest));
  for (int version = 1; version < head; ++version) {
    DELO_CHECK(
        all.add_inventory("v" + std::to_string(version) + "/", [inventory, version](ByteSink& to) {
          return ocfl::write_inventory_of_version(*inventory, version, to);
        }));
  }
  DELO_CHECK(all.add_inventory("v" + std::to_string(head) + "/", newest));
  std::ranges::sort(contents.bookkeeping, {}, &ExpectedFile::path);
  contents.inventory =
      *kept_by_us(contents, kInventoryPath)->digests.find(DigestAlgorithm::kSha256);
  return contents;
}

Result<CopyContents> contents_at(const std::filesystem::path& inventory) {
  DELO_TRY(ocfl::SharedText text, FileSource::open(inventory));
  return contents_from(std::move(text));
}

Result<void> CopyContents::for_each_file(
    const std::function<Result<void>(const ExpectedFile&)>& visit) const {
  auto own = bookkeeping.begin();
  for (const ocfl::ContentFile& file : parsed.content) {
    const std::string& path = file.path.text();
    for (; own != bookkeeping.end() && own->path < path; ++own) DELO_CHECK(visit(*own));
    DELO_CHECK(visit({path, file.digests}));
  }
  for (; own != bookkeeping.end(); ++own) DELO_CHECK(visit(*own));
  return {};
}

bool CopyContents::has_file(std::string_view path) const {
  return kept_by_us(*this, path) != nullptr || parsed.content.index_of(path).has_value();
}

std::optional<ExpectedFile> CopyContents::file_named(std::string_view path) const {
  if (const ExpectedFile* own = kept_by_us(*this, path)) return *own;
  const auto at = parsed.content.index_of(path);
  if (!at) return std::nullopt;
  return ExpectedFile{std::string(path), parsed.content.digests_of(*at)};
}

}  // namespace delo::holdings
