#include "packages/sinks/archive_sink.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <optional>
#include <string>

#include "packages/sinks/inflater.h"
#include "packages/sinks/zip_writer.h"

namespace delo::packages {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr int kBlocksTogether = 1 << 20;  // bytes; POSIX readers take any multiple of 512

struct FreeWriter {
  void operator()(archive* a) const noexcept { ::archive_write_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const noexcept { ::archive_entry_free(entry); }
};

// GNU tar, the one form that keeps any bytes of a name and any size.
class TarWriter final : public ArchiveSink {
 public:
  TarWriter(ByteSink& to, Timestamp modified) : to_(to), modified_(modified) {}

  Result<void> start() {
    tar_.reset(::archive_write_new());
    archive* tar = tar_.get();
    if (tar == nullptr || ::archive_write_set_format_gnutar(tar) != ARCHIVE_OK ||
        ::archive_write_set_bytes_per_block(tar, kBlocksTogether) != ARCHIVE_OK ||
        ::archive_write_set_bytes_in_last_block(tar, 512) != ARCHIVE_OK ||
        ::archive_write_open(tar, this, nullptr, &TarWriter::write, nullptr) != ARCHIVE_OK) {
      return Error{ErrorCode::kInternal, "libarchive could not be started"};
    }
    return {};
  }

  Result<void> add(const RelativePath& path, const ByteSource& content,
                   std::uint32_t crc) override {
    const std::unique_ptr<archive_entry, FreeEntry> entry(::archive_entry_new());
    if (!entry) return Error{ErrorCode::kInternal, "no memory for a tar header"};
    const std::uint64_t size = content.size();
    ::archive_entry_set_pathname(entry.get(), path.text().c_str());
    ::archive_entry_set_filetype(entry.get(), AE_IFREG);
    ::archive_entry_set_perm(entry.get(), 0644);
    ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    ::archive_entry_set_mtime(
        entry.get(), std::chrono::floor<std::chrono::seconds>(modified_).time_since_epoch().count(),
        0);
    DELO_CHECK(check(::archive_write_header(tar_.get(), entry.get()), path));
    std::uint32_t found_crc = 0;
    std::uint64_t at = 0;
    while (at < size) {
      const auto room = std::as_writable_bytes(std::span(piece_.data(), piece_.size()));
      DELO_TRY(const std::size_t got, content.read_at(at, room));
      if (got == 0 || got > size - at) break;
      found_crc = crc32_of(found_crc, std::as_bytes(std::span(piece_.data(), got)));
      const la_ssize_t written = ::archive_write_data(tar_.get(), piece_.data(), got);
      if (written != static_cast<la_ssize_t>(got)) {
        DELO_CHECK(check(written < 0 ? static_cast<int>(written) : ARCHIVE_FATAL, path));
      }
      at += got;
    }
    if (at != size || found_crc != crc) {
      return Error{ErrorCode::kConflict, "changed while it was packed", path.text()};
    }
    return check(::archive_write_finish_entry(tar_.get()), path);
  }

  Result<void> finish() override { return check(::archive_write_close(tar_.get()), {}); }

 private:
  static la_ssize_t write(archive* a, void* self, const void* bytes, std::size_t n) {
    auto& writer = *static_cast<TarWriter*>(self);
    auto written = writer.to_.write(std::span(static_cast<const std::byte*>(bytes), n));
    if (written) return static_cast<la_ssize_t>(n);
    writer.error_ = written.error();
    ::archive_set_error(a, EIO, "%s", "write error");
    return -1;
  }
  Result<void> check(int status, const RelativePath& path) {
    if (error_) return *error_;
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return {};
    const char* why = ::archive_error_string(tar_.get());
    return Error{ErrorCode::kInternal,
                 std::string("can't be written into a tar: ") + (why != nullptr ? why : "unknown"),
                 path.text()};
  }

  ByteSink& to_;
  const Timestamp modified_;
  std::string piece_ = std::string(kPiece, '\0');
  std::optional<Error> error_;  // of to_: libarchive has no room for it
  std::unique_ptr<archive, FreeWriter> tar_;
};

}  // namespace

Result<std::unique_ptr<ArchiveSink>> ArchiveSink::create(ByteSink& to, ArchiveForm form,
                                                         Timestamp modified,
                                                         const std::filesystem::path& aside) {
  if (form == ArchiveForm::kZip) {
    return std::unique_ptr<ArchiveSink>(std::make_unique<ZipWriter>(to, modified, aside));
  }
  auto tar = std::make_unique<TarWriter>(to, modified);
  DELO_CHECK(tar->start());
  return std::unique_ptr<ArchiveSink>(std::move(tar));
}

}  // namespace delo::packages
