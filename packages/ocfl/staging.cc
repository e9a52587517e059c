#include "packages/ocfl/staging.h"

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

// One name more for the work copy, or its bytes once more.
Result<void> place_file(const PackagedFile& file, const fs::path& to, Linking linking,
                        std::stop_token stop) {
  if (linking == Linking::kWherePossible) {
    std::error_code failed;
    // A file with a second name already is, or was, in another copy.
    if (fs::hard_link_count(file.source, failed) == 1 && !failed) {
      DELO_TRY(const bool linked, try_link(file.source, to));
      if (linked) return make_read_only(to);
    }
  }
  DELO_TRY(const auto source, FileSource::open(file.source));
  DELO_TRY(const auto sink, FileSink::create(to));
  // No digest here: what counts is what is read back from the disk.
  ReadOrder order{.source = source.get(), .algorithms = {}, .sinks = {sink.get()}};
  auto copied = read_once(order, stop);
  if (!copied) {
    Error error = std::move(copied).error();
    if (error.path.empty()) error.path = to;
    return error;
  }
  return {};
}

}  // namespace

Result<void> stage_file(const PackagedFile& file, const fs::path& to, Linking linking,
                        std::vector<StagedFile>& staged, std::stop_token stop) {
  if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
  DELO_CHECK(place_file(file, to, linking, stop));
  staged.push_back({to, file.size, file.digests.find(DigestAlgorithm::kSha256).value_or(Digest{})});
  return {};
}

Result<void> stage_text(const fs::path& path, std::string_view text,
                        std::vector<StagedFile>& staged) {
  DELO_TRY(const auto sink, FileSink::create(path));
  DELO_CHECK(sink->write_text(text));
  DELO_CHECK(sink->finish());
  staged.push_back({path, text.size(), sha256_of(text)});
  return {};
}

Result<void> read_back(const std::vector<StagedFile>& files, std::stop_token stop) {
  for (std::size_t from = 0; from < files.size(); from += kReadWindow) {
    const std::size_t n = std::min(kReadWindow, files.size() - from);
    std::vector<std::unique_ptr<FileSource>> sources;
    std::vector<ReadOrder> orders;
    for (std::size_t i = 0; i < n; ++i) {
      DELO_TRY(auto source, FileSource::open(files[from + i].path));
      source->drop_cached();
      orders.push_back({.source = source.get(), .algorithms = {DigestAlgorithm::kSha256}});
      sources.push_back(std::move(source));
    }
    auto outcomes = read_together(orders, stop);
    for (std::size_t i = 0; i < n; ++i) {
      const StagedFile& file = files[from + i];
      if (!outcomes[i]) {
        Error error = std::move(outcomes[i]).error();
        if (error.path.empty()) error.path = file.path;
        return error;
      }
      const auto found = outcomes[i]->digests.find(DigestAlgorithm::kSha256);
      if (outcomes[i]->bytes != file.size || found != file.sha256) {
        return Error{ErrorCode::kCorrupt,
                     "what was written does not read back: expected " + std::to_string(file.size) +
                         " bytes with sha256 " + file.sha256.hex + ", found " +
                         std::to_string(outcomes[i]->bytes) + " with " + found->hex,
                     file.path};
      }
    }
  }
  return {};
}

Result<Sidecar> sidecar_of(std::string_view inventory, DigestAlgorithm algorithm) {
  DELO_TRY(const auto hasher, Hasher::create(std::array{algorithm}));
  DELO_CHECK(hasher->write_text(inventory));
  DELO_CHECK(hasher->finish());
  return Sidecar{std::string(kInventory) + "." + std::string(name_of(algorithm)),
                 sidecar_text(hasher->digests().strongest())};
}

}  // namespace delo::packages::ocfl
