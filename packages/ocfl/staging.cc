#include "packages/ocfl/staging.h"

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "packages/ocfl/digest_block.h"
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

PackagedFile staged_file(const fs::path& place, std::uint64_t size, Digest sha256) {
  PackagedFile file{.path = {}, .source = place, .size = size, .digests = {}};
  file.digests.set(std::move(sha256));
  return file;
}

}  // namespace

Result<void> stage_file(const PackagedFile& file, const fs::path& to, Linking linking,
                        PackageFiles& staged, std::stop_token stop) {
  if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
  DELO_CHECK(place_file(file, to, linking, stop));
  const auto sha256 = file.digests.find(DigestAlgorithm::kSha256);
  if (!sha256) {
    return Error{ErrorCode::kInvalidArgument, "no SHA-256 of " + file.path.text() + " is known",
                 file.source};
  }
  return staged.append(staged_file(to, file.size, *sha256));
}

Result<void> stage_text(const fs::path& path, std::string_view text, PackageFiles& staged) {
  return stage_text(path, MemorySource(text), staged);
}

Result<void> stage_text(const fs::path& path, const ByteSource& text, PackageFiles& staged) {
  DELO_TRY(const auto sink, FileSink::create(path));
  DELO_TRY(const ReadOutcome written,
           read_once(
               {.source = &text, .algorithms = {DigestAlgorithm::kSha256}, .sinks = {sink.get()}}));
  return staged.append(staged_file(path, written.bytes, written.digests.strongest()));
}

Result<void> stage_text(const fs::path& path, const TextWriter& writer, PackageFiles& staged) {
  DELO_TRY(const auto sink, FileSink::create(path));
  DELO_TRY(const auto hasher, Hasher::create(std::array{DigestAlgorithm::kSha256}));
  TwoSinks both(*sink, *hasher);
  DELO_CHECK(writer(both));
  DELO_CHECK(both.finish());
  return staged.append(staged_file(path, both.bytes(), hasher->digests().strongest()));
}

Result<void> read_back(const PackageFiles& files, std::stop_token stop) {
  PackageFiles::Reader reader(files);
  for (std::size_t from = 0; from < files.size();) {
    std::vector<PackagedFile> window;
    std::vector<std::unique_ptr<FileSource>> sources;
    std::vector<ReadOrder> orders;
    for (; from < files.size() && window.size() < kReadWindow; ++from) {
      DELO_TRY(PackagedFile file, reader.at(from));
      DELO_TRY(auto source, FileSource::open(file.source));
      source->drop_cached();
      orders.push_back({.source = source.get(), .algorithms = {DigestAlgorithm::kSha256}});
      sources.push_back(std::move(source));
      window.push_back(std::move(file));
    }
    auto outcomes = read_together(orders, stop);
    for (std::size_t i = 0; i < window.size(); ++i) {
      const PackagedFile& file = window[i];
      if (!outcomes[i]) {
        Error error = std::move(outcomes[i]).error();
        if (error.path.empty()) error.path = file.source;
        return error;
      }
      const auto expected = file.digests.find(DigestAlgorithm::kSha256);
      const auto found = outcomes[i]->digests.find(DigestAlgorithm::kSha256);
      if (outcomes[i]->bytes != file.size || found != expected) {
        return Error{ErrorCode::kCorrupt,
                     "what was written does not read back: expected " + std::to_string(file.size) +
                         " bytes with sha256 " + expected->hex + ", found " +
                         std::to_string(outcomes[i]->bytes) + " with " + found->hex,
                     file.source};
      }
    }
  }
  return {};
}

Result<Sidecar> sidecar_of(const ByteSource& inventory, DigestAlgorithm algorithm) {
  DELO_TRY(const ReadOutcome read,
           read_once({.source = &inventory, .algorithms = {algorithm}, .sinks = {}}));
  return Sidecar{std::string(kInventory) + "." + std::string(name_of(algorithm)),
                 sidecar_text(read.digests.strongest())};
}

}  // namespace delo::packages::ocfl
