#include "validators/text/zip_parts.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace delo::validators::text {
namespace {

constexpr std::size_t kChunk = 64 * 1024;      // bytes
constexpr std::size_t kMostEntries = 100'000;  // looked at for a name

struct FreeArchive {
  void operator()(archive* a) const noexcept { ::archive_read_free(a); }
};

// What libarchive reads from; an Error of the source waits here, it has no room for it.
struct Input {
  const ByteSource& bytes;
  std::uint64_t at = 0;
  std::vector<std::byte> chunk = std::vector<std::byte>(kChunk);
  std::optional<Error> error;

  static la_ssize_t read(archive* a, void* self, const void** piece) {
    auto& in = *static_cast<Input*>(self);
    auto got = in.bytes.read_at(in.at, in.chunk);
    if (!got) {
      in.error = got.error();
      ::archive_set_error(a, EIO, "%s", "read error");
      return -1;
    }
    in.at += *got;
    *piece = in.chunk.data();
    return static_cast<la_ssize_t>(*got);
  }
  static la_int64_t skip(archive*, void* self, la_int64_t bytes) {
    auto& in = *static_cast<Input*>(self);
    const std::uint64_t some = std::min(static_cast<std::uint64_t>(std::max<la_int64_t>(bytes, 0)),
                                        in.bytes.size() - std::min(in.bytes.size(), in.at));
    in.at += some;
    return static_cast<la_int64_t>(some);
  }
  static la_int64_t seek(archive*, void* self, la_int64_t offset, int from) {
    auto& in = *static_cast<Input*>(self);
    const la_int64_t base = from == SEEK_SET   ? 0
                            : from == SEEK_CUR ? static_cast<la_int64_t>(in.at)
                                               : static_cast<la_int64_t>(in.bytes.size());
    la_int64_t to = 0;
    if (__builtin_add_overflow(base, offset, &to) || to < 0) return ARCHIVE_FATAL;
    in.at = static_cast<std::uint64_t>(to);
    return to;
  }
};

std::string error_of(archive* a) {
  const char* text = ::archive_error_string(a);
  return text != nullptr ? text : "unknown fault";
}

// "word/document.xml", with either stroke.
bool is_named(archive_entry* entry, std::string_view name) {
  const char* path = ::archive_entry_pathname_utf8(entry);
  if (path == nullptr) path = ::archive_entry_pathname(entry);
  if (path == nullptr) return false;
  std::string found(path);
  std::replace(found.begin(), found.end(), '\\', '/');
  return found == name;
}

Result<ZipPart> unpack(archive* zip, archive_entry* entry, ByteSink& out, std::uint64_t limit) {
  using State = ZipPart::State;
  if (::archive_entry_is_data_encrypted(entry) != 0) return ZipPart{State::kEncrypted, ""};
  std::uint64_t unpacked = 0;
  while (true) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = ::archive_read_data_block(zip, &block, &size, &offset);
    if (status == ARCHIVE_EOF) return ZipPart{State::kWhole, ""};
    if (status != ARCHIVE_OK) return ZipPart{State::kDamaged, error_of(zip)};
    if (size > limit - unpacked) return ZipPart{State::kTooLarge, ""};
    unpacked += size;
    DELO_CHECK(out.write({static_cast<const std::byte*>(block), size}));
  }
}

}  // namespace

Result<ZipPart> read_zip_part(const ByteSource& bytes, std::string_view name, ByteSink& out,
                              std::uint64_t limit) {
  using State = ZipPart::State;
  Input input{.bytes = bytes};
  const std::unique_ptr<archive, FreeArchive> zip(::archive_read_new());
  if (!zip) return Error{ErrorCode::kInternal, "libarchive has no memory", {}, 0};
  ::archive_read_support_format_zip_seekable(zip.get());
  ::archive_read_set_seek_callback(zip.get(), &Input::seek);
  const auto fault = [&]() -> Result<ZipPart> {
    if (input.error) return *input.error;
    return ZipPart{State::kDamaged, error_of(zip.get())};
  };
  if (::archive_read_open2(zip.get(), &input, nullptr, &Input::read, &Input::skip, nullptr) !=
      ARCHIVE_OK) {
    return fault();
  }
  for (std::size_t entries = 0; entries < kMostEntries; ++entries) {
    archive_entry* entry = nullptr;
    const int status = ::archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return fault();
    if (!is_named(entry, name)) continue;
    DELO_TRY(ZipPart part, unpack(zip.get(), entry, out, limit));
    if (input.error) return *input.error;
    return part;
  }
  return ZipPart{State::kMissing, ""};
}

std::string zip_library_version() { return ::archive_version_string(); }

}  // namespace delo::validators::text
