// What a copy must consist of.
#include <algorithm>
#include <array>

#include "core/fixity/hasher.h"
#include "holdings/stores/store.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/ocfl/versions.h"

namespace delo::holdings {
namespace ocfl = packages::ocfl;
namespace {

DigestSet digests_of(std::string_view text, DigestAlgorithm more) {
  DigestSet digests;
  digests.set(sha256_of(text));
  const std::array algorithms = {more};
  auto hasher = Hasher::create(algorithms);
  if (hasher && (*hasher)->write_text(text) && (*hasher)->finish()) {
    digests.set((*hasher)->digests().strongest());
  }
  return digests;
}

class Contents {
 public:
  explicit Contents(CopyContents& contents) : contents_(contents) {}

  void add(std::string path, std::string text) {
    ExpectedFile& file = contents_.files.emplace_back();
    file.path = std::move(path);
    file.digests = digests_of(text, contents_.parsed.algorithm);
    file.content = std::move(text);
  }
  // `folder`: empty, or with a slash at its end
  void add_inventory(const std::string& folder, const std::string& text) {
    const DigestAlgorithm algorithm = contents_.parsed.algorithm;
    const std::string path = folder + std::string(ocfl::kInventory);
    add(path + "." + std::string(name_of(algorithm)),
        ocfl::sidecar_text(*digests_of(text, algorithm).find(algorithm)));
    add(path, text);
  }

 private:
  CopyContents& contents_;
};

}  // namespace

Result<CopyContents> contents_from(const std::string& inventory_text) {
  CopyContents contents;
  DELO_TRY(contents.parsed, ocfl::parse_inventory(inventory_text));
  contents.inventory = sha256_of(inventory_text);
  const int head = contents.parsed.head;
  contents.files.reserve(contents.parsed.content.size() + 3 + 2 * static_cast<std::size_t>(head));
  Contents all(contents);
  all.add(std::string(ocfl::kObjectDeclaration), std::string(ocfl::kObjectDeclarationText));
  all.add_inventory("", inventory_text);
  for (int version = 1; version < head; ++version) {
    DELO_TRY(const std::string text, ocfl::inventory_of_version(inventory_text, version));
    all.add_inventory("v" + std::to_string(version) + "/", text);
  }
  all.add_inventory("v" + std::to_string(head) + "/", inventory_text);
  for (const ocfl::ContentFile& file : contents.parsed.content) {
    contents.files.push_back({file.path.text(), file.digests, std::nullopt});
  }
  std::ranges::sort(contents.files, {}, &ExpectedFile::path);
  return contents;
}

const std::string& CopyContents::inventory_text() const {
  const auto at = std::ranges::lower_bound(files, kInventoryPath, {}, &ExpectedFile::path);
  return *at->content;
}

const ocfl::ContentFile* CopyContents::content_of(std::string_view logical_path) const {
  const auto at = std::ranges::lower_bound(
      parsed.state, logical_path, {},
      [](const ocfl::LogicalFile& file) -> std::string_view { return file.path.text(); });
  const bool found = at != parsed.state.end() && at->path.text() == logical_path;
  return found ? &parsed.content[at->content_at] : nullptr;
}

}  // namespace delo::holdings
