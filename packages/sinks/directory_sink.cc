#include "packages/sinks/directory_sink.h"

#include <charconv>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "packages/generated_file.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// Beside `to`, so that it is on the same file system.
fs::path unfinished(const fs::path& to) {
  fs::path beside = to;
  beside += ".unfinished";
  return beside;
}

Error not_what_was_meant(const PackagedFile& file) {
  return Error{ErrorCode::kCorrupt,
               "the bytes of " + file.path.text() + " are not those it was packed with",
               file.source};
}

// Removes what was begun unless release() is called.
class Removal {
 public:
  explicit Removal(fs::path path) : path_(std::move(path)) {}
  ~Removal() {
    if (!path_.empty()) static_cast<void>(remove_tree(path_));
  }
  Removal(const Removal&) = delete;
  Removal& operator=(const Removal&) = delete;
  void release() { path_.clear(); }

 private:
  fs::path path_;
};

Result<void> refuse_existing(const fs::path& to) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(to, ignored))) return {};
  return Error{ErrorCode::kConflict, to.string() + " exists already", to, EEXIST};
}

// Passes on to a file and digests at once.
class DigestedFile final : public ByteSink {
 public:
  DigestedFile(FileSink& file, Hasher& hasher) : file_(file), hasher_(hasher) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    size_ += chunk.size();
    DELO_CHECK(hasher_.write(chunk));
    return file_.write(chunk);
  }
  Result<void> finish() override {
    DELO_CHECK(hasher_.finish());
    return file_.finish();
  }
  std::uint64_t size() const { return size_; }

 private:
  FileSink& file_;
  Hasher& hasher_;
  std::uint64_t size_ = 0;
};

}  // namespace

Result<void> write_folder(const PackageFiles& files, const fs::path& to, std::stop_token stop) {
  DELO_CHECK(refuse_existing(to));
  const fs::path making = unfinished(to);
  DELO_CHECK(remove_tree(making));
  Removal removal(making);
  fs::path last_folder;
  const auto copy = [&](const PackagedFile& file) -> Result<void> {
    const fs::path place = file.path.under(making);
    if (place.parent_path() != last_folder) {
      last_folder = place.parent_path();
      DELO_CHECK(make_folders(last_folder));
    }
    DELO_TRY(const auto source, FileSource::open(file.source));
    DELO_TRY(const auto sink, FileSink::create(place));
    const Digest& strongest = file.digests.strongest();
    const ReadOrder order{
        .source = source.get(), .algorithms = {strongest.algorithm}, .sinks = {sink.get()}};
    DELO_TRY(const ReadOutcome outcome, read_once(order, stop));
    if (outcome.bytes != file.size || outcome.digests.find(strongest.algorithm) != strongest) {
      return not_what_was_meant(file);
    }
    return {};
  };
  DELO_CHECK(files.for_each(copy));
  DELO_CHECK(sync_file_system(making));
  DELO_CHECK(rename_no_replace(making, to));
  removal.release();
  return sync_folder(fs::absolute(to).parent_path());
}

Result<PackagedFile> write_archive(const PackageFiles& files, const std::string& name,
                                   ArchiveForm form, Timestamp modified, const fs::path& to,
                                   std::stop_token stop) {
  DELO_CHECK(refuse_existing(to));
  DELO_TRY(const RelativePath base, RelativePath::parse(name));
  const fs::path making = unfinished(to);
  DELO_CHECK(remove_tree(making));
  if (to.has_parent_path()) DELO_CHECK(make_folders(to.parent_path()));
  Removal removal(making);
  DELO_TRY(const auto file_sink, FileSink::create(making));
  DELO_TRY(const auto hasher, Hasher::create(kPackageAlgorithms));
  DigestedFile digested(*file_sink, *hasher);
  DELO_TRY(const auto archive, ArchiveSink::create(digested, form, modified, fs::absolute(to).parent_path()));
  DELO_CHECK(files.for_each([&](const PackagedFile& file) -> Result<void> {
    DELO_TRY(const auto source, FileSource::open(file.source));
    const Digest& strongest = file.digests.strongest();
    const ReadOrder order{.source = source.get(),
                          .algorithms = {DigestAlgorithm::kCrc32, strongest.algorithm}};
    DELO_TRY(const ReadOutcome outcome, read_once(order, stop));
    const auto crc = outcome.digests.find(DigestAlgorithm::kCrc32);
    if (outcome.bytes != file.size || outcome.digests.find(strongest.algorithm) != strongest ||
        !crc) {
      return not_what_was_meant(file);
    }
    std::uint32_t value = 0;
    std::from_chars(crc->hex.data(), crc->hex.data() + crc->hex.size(), value, 16);
    return archive->add(base / file.path, *source, value);
  }));
  DELO_CHECK(archive->finish());
  DELO_CHECK(digested.finish());
  DELO_CHECK(sync_file_system(making));
  DELO_CHECK(rename_no_replace(making, to));
  removal.release();
  DELO_CHECK(sync_folder(fs::absolute(to).parent_path()));
  PackagedFile written{.source = to, .size = digested.size(), .digests = hasher->digests()};
  DELO_TRY(written.path, RelativePath::parse(to.filename().native()));
  return written;
}

}  // namespace delo::packages
