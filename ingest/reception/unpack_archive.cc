#include "ingest/reception/unpack_archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/bytes/disk.h"
#include "core/records/record_json.h"
#include "packages/sinks/archive_reader.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

// The producer's modification time on our copy; the packages tell it.
void keep_time(const fs::path& file, std::int64_t modified_ns) {
  if (modified_ns == 0) return;
  const std::int64_t seconds =
      modified_ns / kNanoseconds - (modified_ns % kNanoseconds < 0 ? 1 : 0);
  const timespec modified{.tv_sec = seconds, .tv_nsec = modified_ns - seconds * kNanoseconds};
  const timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, modified};
  ::utimensat(AT_FDCWD, file.c_str(), times, AT_SYMLINK_NOFOLLOW);
}

// Writes every entry that may be used below `folder`.
Result<std::vector<Finding>> unpack_into(const fs::path& archive, const fs::path& folder) {
  DELO_TRY(const std::unique_ptr<packages::ArchiveReader> reader,
           packages::ArchiveReader::open(archive));
  std::set<RelativePath> made;
  const auto make_folder = [&](const RelativePath& path) -> Result<void> {
    if (path.empty() || made.contains(path)) return {};
    DELO_CHECK(make_folders(path.under(folder)));
    made.insert(path);
    return {};
  };
  while (true) {
    DELO_TRY(const std::optional<packages::ArchiveEntry> entry, reader->next());
    if (!entry) break;
    if (entry->refused || entry->path.empty()) continue;
    if (entry->type == packages::EntryType::kFolder) {
      DELO_CHECK(make_folder(entry->path));
    } else if (entry->type == packages::EntryType::kFile) {
      DELO_CHECK(make_folder(entry->path.parent()));
      const fs::path target = entry->path.under(folder);
      auto sink = FileSink::create(target);
      if (!sink) return std::move(sink).error();
      auto whole = reader->read(**sink);
      if (!whole) {
        Error error = std::move(whole).error();
        if (error.sys_errno == ENOSPC || error.sys_errno == EDQUOT) {
          error.message = "no space to unpack " + archive.filename().string() + ": the entry " +
                          target.filename().string() + " needs " + std::to_string(entry->size) +
                          " bytes";
        }
        return error;
      }
      if (*whole) keep_time(target, entry->modified_ns);
    }
  }
  return reader->findings();
}

std::string stamp_text(const FileStamp& stamp) {
  return std::to_string(stamp.inode) + " " + std::to_string(stamp.size) + " " +
         std::to_string(stamp.modified_ns) + " " + std::to_string(stamp.changed_ns);
}

// The findings of an earlier unpacking of the same archive that came to its end.
std::optional<std::vector<Finding>> unpacked_before(const fs::path& record, const fs::path& folder,
                                                    const std::string& archive_stamp) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return std::nullopt;
  const auto text = read_file(record);
  if (!text) return std::nullopt;
  const auto json = Json::parse(*text);
  if (!json || (*json)["archive"].text() != archive_stamp) return std::nullopt;
  auto findings = findings_from((*json)["findings"]);
  if (!findings) return std::nullopt;
  return std::move(findings).value();
}

Result<std::unique_ptr<FileSource>> open_archive(const fs::path& archive) {
  DELO_TRY(std::unique_ptr<FileSource> source, FileSource::open(archive));
  DELO_TRY(const auto kind, packages::archive_kind(*source));
  if (kind) return source;
  return Error{ErrorCode::kInvalidArgument,
               archive.string() +
                   " is neither a folder nor a tar, tar.gz or zip file; name the batch's folder, "
                   "or the archive that it came in",
               archive};
}

constexpr std::string_view kTemporary = "delo-unpacked-";

// Not open: somebody has it locked, or it is not ours.
FileDescriptor locked_folder(const fs::path& folder) {
  FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat about {};
  if (!open.is_open() || ::fstat(open.get(), &about) != 0 || about.st_uid != ::geteuid() ||
      ::flock(open.get(), LOCK_EX | LOCK_NB) != 0) {
    return {};
  }
  return open;
}

// Of runs that were killed.  A young one may be about to be locked.
void remove_what_was_left(const fs::path& aside) {
  constexpr std::time_t kYoung = 60;  // seconds
  std::error_code failed;
  for (fs::directory_iterator at(aside, failed), end; !failed && at != end; at.increment(failed)) {
    if (!at->path().filename().string().starts_with(kTemporary)) continue;
    const FileDescriptor left = locked_folder(at->path());
    struct stat about {};
    if (!left.is_open() || ::fstat(left.get(), &about) != 0) continue;
    if (std::time(nullptr) - about.st_mtime < kYoung) continue;
    (void)remove_tree(at->path()).has_value();
  }
}

// What is in an archive is hardly less than the archive itself.
Result<void> check_space(const fs::path& folder, std::uint64_t bytes) {
  DELO_TRY(const Space space, space_at(folder));
  if (space.bytes_free >= bytes) return {};
  return Error{ErrorCode::kIo,
               "no space to unpack the archive in " + folder.string() + ": at least " +
                   std::to_string(bytes) + " bytes are needed, " +
                   std::to_string(space.bytes_free) +
                   " are free; make room there, or name another folder with TMPDIR",
               folder, ENOSPC};
}

}  // namespace

Result<void> UnpackedArchive::look_at(const fs::path& archive) {
  DELO_CHECK(open_archive(archive));
  return {};
}

UnpackedArchive::~UnpackedArchive() {
  if (temporary_) (void)remove_tree(folder_).has_value();
}

Result<std::shared_ptr<const UnpackedArchive>> UnpackedArchive::unpack(const fs::path& archive,
                                                                       const fs::path& unpack_to,
                                                                       const std::string& name) {
  std::string archive_stamp;
  std::uint64_t bytes = 0;
  {
    DELO_TRY(const std::unique_ptr<FileSource> source, open_archive(archive));
    archive_stamp = stamp_text(source->stamp_at_open());
    bytes = source->size();
  }
  std::shared_ptr<UnpackedArchive> unpacked(new UnpackedArchive);
  if (unpack_to.empty()) {
    std::error_code failed;
    const fs::path aside = fs::temp_directory_path(failed);
    if (failed) return io_error("cannot find the temporary folder", aside, failed.value());
    remove_what_was_left(aside);
    DELO_CHECK(check_space(aside, bytes));
    std::string pattern = (aside / (std::string(kTemporary) + "XXXXXX")).string();
    if (!::mkdtemp(pattern.data())) return io_error("cannot make a temporary folder", pattern);
    // Locked as long as it is there: one that nobody has locked was left behind.
    const auto lock = std::make_shared<FileDescriptor>(locked_folder(pattern));
    unpacked.reset(new UnpackedArchive, [lock](UnpackedArchive* gone) { delete gone; });
    unpacked->folder_ = pattern;
    unpacked->temporary_ = true;
    DELO_TRY(unpacked->findings_, unpack_into(archive, unpacked->folder_));
    return std::shared_ptr<const UnpackedArchive>(std::move(unpacked));
  }
  unpacked->folder_ = unpack_to / ("unpacked-" + name);
  const fs::path record = unpack_to / ("unpacked-" + name + ".json");
  if (auto before = unpacked_before(record, unpacked->folder_, archive_stamp)) {
    unpacked->findings_ = *std::move(before);
    return std::shared_ptr<const UnpackedArchive>(std::move(unpacked));
  }
  DELO_CHECK(remove_file(record));
  DELO_CHECK(remove_tree(unpacked->folder_));
  DELO_CHECK(make_folders(unpacked->folder_));
  DELO_TRY(unpacked->findings_, unpack_into(archive, unpacked->folder_));
  // The record says that the folder is whole, also after a crash: content first.
  DELO_CHECK(sync_file_system(unpacked->folder_));
  Json json = Json::object();
  json.set("archive", archive_stamp);
  json.set("findings", to_json(unpacked->findings_));
  DELO_CHECK(write_file_atomically(record, json.dump()));
  return std::shared_ptr<const UnpackedArchive>(std::move(unpacked));
}

}  // namespace delo::ingest
