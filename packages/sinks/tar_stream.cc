#include "packages/sinks/tar_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace delo::packages {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

// In a UTF-8 locale libarchive turns names of pax headers into normal form C; in
// the "C" locale it hands out their bytes (and a warning, which we drop).  The
// locale is this thread's only, and only while libarchive reads a header.
class BytesLocale {
 public:
  BytesLocale() : before_(::uselocale(plain())) {}
  ~BytesLocale() { ::uselocale(before_); }
  BytesLocale(const BytesLocale&) = delete;
  BytesLocale& operator=(const BytesLocale&) = delete;

 private:
  static locale_t plain() {
    static const locale_t kPlain = ::newlocale(LC_ALL_MASK, "C", nullptr);
    return kPlain;
  }
  locale_t before_;
};

struct FreeArchive {
  void operator()(archive* a) const noexcept { ::archive_read_free(a); }
};

// libarchive has no words for content that it passes over and that ends too early.
std::string text_of_error(archive* a, bool at_end) {
  const char* text = ::archive_error_string(a);
  if (text != nullptr) return text;
  return at_end ? "the file ends within an entry" : "the headers can't be read";
}

}  // namespace

struct TarStream::Members {
  NextPiece next_piece;
  std::optional<Error> error;  // of next_piece: libarchive has no room for it
  bool at_end_of_bytes = false;
  std::unique_ptr<archive, FreeArchive> tar;
  archive_entry* entry = nullptr;  // owned by `tar`
  std::string name, oddity, fault;

  static la_ssize_t read_piece(archive* a, void* self, const void** piece) {
    auto& m = *static_cast<Members*>(self);
    auto next = m.next_piece();
    if (!next) {
      m.error = next.error();
      ::archive_set_error(a, EIO, "%s", "read error");
      return -1;
    }
    if (next->empty()) m.at_end_of_bytes = true;
    *piece = next->data();
    return static_cast<la_ssize_t>(next->size());
  }
};

TarStream::TarStream(std::unique_ptr<Members> members) : members_(std::move(members)) {}
TarStream::~TarStream() = default;

Result<std::unique_ptr<TarStream>> TarStream::create(NextPiece next_piece) {
  auto members = std::make_unique<Members>();
  members->next_piece = std::move(next_piece);
  members->tar.reset(::archive_read_new());
  archive* tar = members->tar.get();
  if (tar == nullptr || ::archive_read_support_format_tar(tar) != ARCHIVE_OK) {
    return Error{ErrorCode::kInternal, "libarchive could not be started"};
  }
  if (::archive_read_open(tar, members.get(), nullptr, &Members::read_piece, nullptr) !=
      ARCHIVE_OK) {
    if (members->error) return *members->error;
    members->fault = text_of_error(tar, members->at_end_of_bytes);
  }
  return std::unique_ptr<TarStream>(new TarStream(std::move(members)));
}

Result<TarStream::Step> TarStream::next() {
  Members& m = *members_;
  if (!m.fault.empty()) return Step::kBroken;
  m.oddity.clear();
  const BytesLocale bytes_locale;
  const int status = ::archive_read_next_header(m.tar.get(), &m.entry);
  if (m.error) return *m.error;
  if (status == ARCHIVE_EOF) return Step::kEnd;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
    m.fault = text_of_error(m.tar.get(), m.at_end_of_bytes);
    return Step::kBroken;
  }
  if (status == ARCHIVE_WARN) {
    const std::string warning = text_of_error(m.tar.get(), m.at_end_of_bytes);
    if (warning.find("converted") == std::string::npos) m.oddity = warning;
  }
  const char* name = ::archive_entry_pathname(m.entry);
  m.name = name != nullptr ? name : "";
  return Step::kEntry;
}

const std::string& TarStream::name() const { return members_->name; }
const std::string& TarStream::oddity() const { return members_->oddity; }
const std::string& TarStream::fault() const { return members_->fault; }
bool TarStream::ended_early() const { return members_->at_end_of_bytes; }

EntryType TarStream::type() const {
  archive_entry* entry = members_->entry;
  const BytesLocale bytes_locale;
  if (::archive_entry_hardlink(entry) != nullptr) return EntryType::kLink;
  switch (::archive_entry_filetype(entry)) {
    case AE_IFREG:
      return EntryType::kFile;
    case AE_IFDIR:
      return EntryType::kFolder;
    case AE_IFLNK:
      return EntryType::kLink;
    default:
      return EntryType::kSpecial;
  }
}

std::uint64_t TarStream::size() const {
  const la_int64_t size = ::archive_entry_size(members_->entry);
  return size < 0 ? UINT64_MAX : static_cast<std::uint64_t>(size);
}

std::uint32_t TarStream::mode() const {
  return static_cast<std::uint32_t>(::archive_entry_perm(members_->entry));
}

std::int64_t TarStream::modified_ns() const {
  archive_entry* entry = members_->entry;
  const std::int64_t seconds = ::archive_entry_mtime(entry);
  constexpr std::int64_t kMost = INT64_MAX / kNanoseconds - 1;
  if (::archive_entry_mtime_is_set(entry) == 0 || seconds > kMost || seconds < -kMost) return 0;
  return seconds * kNanoseconds + std::clamp<long>(::archive_entry_mtime_nsec(entry), 0, 999999999);
}

Result<bool> TarStream::read(const std::function<Result<void>(std::span<const std::byte>)>& take) {
  Members& m = *members_;
  static const std::vector<std::byte> kZeros(std::size_t{256} << 10);
  const std::uint64_t size = this->size();
  const bool sparse = ::archive_entry_sparse_count(m.entry) > 0;
  std::uint64_t at = 0;
  const auto fill_hole = [&](std::uint64_t until) -> Result<void> {
    while (at < until) {
      const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(until - at, kZeros.size()));
      DELO_CHECK(take(std::span(kZeros).first(n)));
      at += n;
    }
    return {};
  };
  while (true) {
    const void* piece = nullptr;
    std::size_t n = 0;
    la_int64_t offset = 0;
    const int status = ::archive_read_data_block(m.tar.get(), &piece, &n, &offset);
    if (m.error) return *m.error;
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK) {
      m.fault = text_of_error(m.tar.get(), m.at_end_of_bytes);
      return false;
    }
    if (offset < 0 || static_cast<std::uint64_t>(offset) < at ||
        static_cast<std::uint64_t>(offset) > size ||
        size - static_cast<std::uint64_t>(offset) < n) {
      m.fault = "a piece of a sparse file lies outside it";
      return false;
    }
    DELO_CHECK(fill_hole(static_cast<std::uint64_t>(offset)));
    DELO_CHECK(take(std::span(static_cast<const std::byte*>(piece), n)));
    at += n;
  }
  if (sparse) DELO_CHECK(fill_hole(size));
  if (at != size) {
    m.fault = "content ends after " + std::to_string(at) + " of " + std::to_string(size) + " bytes";
    return false;
  }
  return true;
}

}  // namespace delo::packages
