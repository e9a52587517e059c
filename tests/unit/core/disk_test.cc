#include "core/bytes/disk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <thread>

#include "tests/support/temp_folder.h"

namespace delo {
namespace {

namespace fs = std::filesystem;
using tests::TempFolder;

class DiskTest : public testing::Test {
 protected:
  TempFolder folder_;

  mode_t mode_of(const fs::path& path) {
    struct stat st {};
    EXPECT_EQ(::lstat(path.c_str(), &st), 0) << path;
    return st.st_mode & 07777;
  }
};

// ---- Reading ----

TEST_F(DiskTest, a_file_is_read_at_any_offset_and_short_only_at_its_end) {
  const auto source = *FileSource::open(folder_.write("scan", "0123456789"));
  EXPECT_EQ(source->size(), 10u);
  std::string part(4, '?');
  EXPECT_EQ(*source->read_at(3, std::as_writable_bytes(std::span(part))), 4u);
  EXPECT_EQ(part, "3456");
  EXPECT_EQ(*source->read_at(8, std::as_writable_bytes(std::span(part))), 2u);
  EXPECT_EQ(part.substr(0, 2), "89");
  EXPECT_EQ(*source->read_at(10, std::as_writable_bytes(std::span(part))), 0u);
  EXPECT_EQ(*source->read_at(1u << 30, std::as_writable_bytes(std::span(part))), 0u);
}

TEST_F(DiskTest, an_offset_beyond_all_files_is_no_crash) {
  const auto source = *FileSource::open(folder_.write("scan", "0123456789"));
  std::string part(4, '?');
  const auto read = source->read_at(UINT64_MAX - 1, std::as_writable_bytes(std::span(part)));
  EXPECT_TRUE(!read || *read == 0);
}

TEST_F(DiskTest, beneath_a_root_no_link_is_followed) {
  folder_.write("root/a/file", "inside");
  folder_.write("elsewhere/file", "outside");
  fs::create_symlink("../elsewhere", folder_ / "root/link");
  fs::create_symlink("file", folder_ / "root/a/link");
  fs::create_symlink("root", folder_ / "root-by-link");
  for (const Beneath how : {Beneath::kAtOnce, Beneath::kByParts}) {
    for (const char* root : {"root", "root-by-link"}) {
      auto file = open_to_read_beneath(folder_ / root, "a/file", how);
      ASSERT_TRUE(file) << file.error().text();
      EXPECT_TRUE(open_folder_beneath(folder_ / root, "a", how));
      EXPECT_TRUE(open_folder_beneath(folder_ / root, "", how));
    }
    for (const char* linked : {"link/file", "a/link"}) {
      EXPECT_EQ(open_to_read_beneath(folder_ / "root", linked, how).error().sys_errno, ELOOP);
    }
    EXPECT_EQ(open_folder_beneath(folder_ / "root", "link", how).error().sys_errno, ELOOP);
    EXPECT_EQ(open_to_read_beneath(folder_ / "root", "a/none", how).error().code,
              ErrorCode::kNotFound);
    EXPECT_EQ(open_folder_beneath(folder_ / "root", "none/x", how).error().code,
              ErrorCode::kNotFound);
    EXPECT_EQ(open_to_read_beneath(folder_ / "root", "a", how).error().code,
              ErrorCode::kInvalidArgument);
  }
}

TEST_F(DiskTest, a_missing_file_is_not_found) {
  const auto source = FileSource::open(folder_ / "0038.tif");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kNotFound);
  EXPECT_NE(source.error().text().find("0038.tif"), std::string::npos);
}

TEST_F(DiskTest, only_regular_files_are_opened_and_nothing_blocks) {
  folder_.write("scan", "x");
  fs::create_symlink(folder_ / "scan", folder_ / "link");
  fs::create_directory(folder_ / "sub");
  ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  for (const char* name : {"link", "sub", "fifo"}) {
    EXPECT_FALSE(FileSource::open(folder_ / name)) << name;
  }
  EXPECT_EQ(FileSource::open(folder_ / "fifo").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(FileSource::open(folder_ / "sub").error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(FileSource::open("/dev/null"));
}

TEST_F(DiskTest, a_socket_is_not_opened) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = folder_ / "socket";
  ASSERT_LT(name.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_FALSE(FileSource::open(name));
  ::close(socket);
}

TEST_F(DiskTest, a_stamp_tells_that_a_file_was_changed_or_replaced) {
  const fs::path path = folder_.write("scan", "one");
  const auto source = *FileSource::open(path);
  EXPECT_EQ(*source->stamp_now(), source->stamp_at_open());
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  folder_.write("scan", "two");
  EXPECT_NE(*source->stamp_now(), source->stamp_at_open());

  const auto other = *FileSource::open(folder_.write("other", "two"));
  EXPECT_NE(other->stamp_at_open().inode, source->stamp_at_open().inode);
}

TEST_F(DiskTest, a_whole_file_is_read_up_to_a_limit) {
  const fs::path path = folder_.write("record.json", std::string(1000, 'r'));
  EXPECT_EQ(*read_file(path), std::string(1000, 'r'));
  EXPECT_TRUE(read_file(path, 1000));
  const auto refused = read_file(path, 999);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(refused.error().path, path);
  EXPECT_EQ(read_file(folder_ / "none").error().code, ErrorCode::kNotFound);
}

TEST_F(DiskTest, a_name_of_255_bytes_is_as_good_as_any) {
  const fs::path path = folder_ / std::string(255, 'n');
  EXPECT_TRUE(write_file_atomically(path, "content"));
  EXPECT_EQ(*read_file(path), "content");
  EXPECT_TRUE(write_file_atomically(path, "new content"));
  EXPECT_EQ(*read_file(path), "new content");
  EXPECT_TRUE(remove_file(path));
  {
    auto sink = FileSink::create(path);
    ASSERT_TRUE(sink);
    EXPECT_TRUE((*sink)->write_text("scan"));
    EXPECT_TRUE((*sink)->finish());
  }
  EXPECT_EQ(TempFolder::read(path), "scan");
  const auto longer = FileSink::create(folder_ / std::string(256, 'n'));
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().sys_errno, ENAMETOOLONG);
}

TEST_F(DiskTest, a_name_that_is_not_utf8_is_as_good_as_any) {
  const fs::path path = folder_ / "\xcb\xe8\xf1\xf2.tif";
  EXPECT_TRUE(write_file_atomically(path, "scan"));
  EXPECT_EQ(*read_file(path), "scan");
}

// ---- Writing ----

TEST_F(DiskTest, a_finished_sink_leaves_a_read_only_file) {
  const fs::path path = folder_ / "0037.tif";
  {
    const auto sink = *FileSink::create(path);
    EXPECT_TRUE(sink->write_text("four "));
    EXPECT_TRUE(sink->write_text("leaves"));
    EXPECT_TRUE(sink->finish());
  }
  EXPECT_EQ(TempFolder::read(path), "four leaves");
  EXPECT_EQ(mode_of(path) & 0222, 0u);
}

TEST_F(DiskTest, an_unfinished_sink_leaves_nothing) {
  {
    const auto sink = *FileSink::create(folder_ / "0037.tif");
    EXPECT_TRUE(sink->write_text("half"));
  }
  EXPECT_EQ(folder_.count(), 0u);
}

TEST_F(DiskTest, a_sink_never_writes_over_a_file_or_through_a_link) {
  folder_.write("0037.tif", "old");
  const auto refused = FileSink::create(folder_ / "0037.tif");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(TempFolder::read(folder_ / "0037.tif"), "old");

  fs::create_symlink(folder_ / "elsewhere", folder_ / "link");
  EXPECT_FALSE(FileSink::create(folder_ / "link"));
  EXPECT_FALSE(fs::exists(folder_ / "elsewhere"));
}

TEST_F(DiskTest, a_full_disk_is_an_error_and_leaves_nothing) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP();
  const FileDescriptor full(::open("/dev/full", O_WRONLY));
  const std::string text(100'000, 'x');
  const auto written =
      write_fully(full, std::as_bytes(std::span(text.data(), text.size())), "/dev/full");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().sys_errno, ENOSPC);
}

TEST_F(DiskTest, short_writes_are_carried_on) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const std::string text(1 << 20, 'x');  // far more than a pipe takes at once
  std::string got;
  std::jthread reader([&] {
    char buffer[1000];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
      got.append(buffer, static_cast<std::size_t>(n));
    }
  });
  {
    const FileDescriptor pipe(ends[1]);
    EXPECT_TRUE(write_fully(pipe, std::as_bytes(std::span(text.data(), text.size())), "pipe"));
  }
  reader.join();
  ::close(ends[0]);
  EXPECT_TRUE(got == text);
}

TEST_F(DiskTest, an_atomic_file_is_replaced_whole_and_leaves_nothing_beside) {
  const fs::path path = folder_ / "2-examined.json";
  EXPECT_TRUE(write_file_atomically(path, "first"));
  EXPECT_TRUE(write_file_atomically(path, "second"));
  EXPECT_TRUE(write_file_atomically_unsynced(path, "third"));
  EXPECT_EQ(TempFolder::read(path), "third");
  EXPECT_EQ(folder_.count(), 1u);
}

TEST_F(DiskTest, an_atomic_file_replaces_a_link_and_not_what_it_points_to) {
  folder_.write("target", "untouched");
  fs::create_symlink(folder_ / "target", folder_ / "record");
  EXPECT_TRUE(write_file_atomically(folder_ / "record", "new"));
  EXPECT_EQ(TempFolder::read(folder_ / "target"), "untouched");
  EXPECT_FALSE(fs::is_symlink(folder_ / "record"));
}

TEST_F(DiskTest, a_folder_that_is_missing_is_named) {
  const auto written = write_file_atomically(folder_ / "no" / "record", "x");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().text().find("no"), std::string::npos);
}

TEST_F(DiskTest, an_atomic_file_that_cannot_be_put_in_place_leaves_nothing_beside) {
  fs::create_directories(folder_ / "record" / "in-the-way");
  EXPECT_FALSE(write_file_atomically(folder_ / "record", "x"));
  EXPECT_EQ(folder_.count(), 1u);
}

TEST_F(DiskTest, an_atomic_file_in_the_current_folder_needs_no_folder_in_its_name) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  const auto written = write_file_atomically("record", "x");
  fs::current_path(before);
  EXPECT_TRUE(written) << written.error().text();
  EXPECT_EQ(folder_.count(), 1u);
}

// ---- Names ----

TEST_F(DiskTest, renaming_without_replacing_conflicts_with_what_is_there) {
  folder_.write("a", "a");
  folder_.write("b", "b");
  const auto refused = rename_no_replace(folder_ / "a", folder_ / "b");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(TempFolder::read(folder_ / "b"), "b");
  EXPECT_TRUE(rename_no_replace(folder_ / "a", folder_ / "c"));
  EXPECT_EQ(TempFolder::read(folder_ / "c"), "a");
  EXPECT_EQ(folder_.count(), 2u);
}

TEST_F(DiskTest, a_folder_is_renamed_without_replacing_even_an_empty_one) {
  folder_.write("new/file", "x");
  fs::create_directory(folder_ / "old");
  EXPECT_EQ(rename_no_replace(folder_ / "new", folder_ / "old").error().code, ErrorCode::kConflict);
}

TEST_F(DiskTest, renaming_what_is_not_there_is_an_error_that_names_both) {
  const auto failed = rename_no_replace(folder_ / "a", folder_ / "b");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().sys_errno, ENOENT);
  EXPECT_NE(failed.error().text().find((folder_ / "a").string()), std::string::npos);
  EXPECT_NE(failed.error().text().find((folder_ / "b").string()), std::string::npos);
}

TEST_F(DiskTest, two_folders_swap_in_one_step) {
  folder_.write("a/file", "a");
  folder_.write("b/file", "b");
  EXPECT_TRUE(rename_exchange(folder_ / "a", folder_ / "b"));
  EXPECT_EQ(TempFolder::read(folder_ / "a/file"), "b");
  EXPECT_EQ(TempFolder::read(folder_ / "b/file"), "a");
}

TEST_F(DiskTest, a_link_is_a_second_name_and_never_replaces) {
  folder_.write("a", "a");
  EXPECT_TRUE(*try_link(folder_ / "a", folder_ / "b"));
  EXPECT_EQ(fs::hard_link_count(folder_ / "a"), 2u);
  folder_.write("c", "c");
  const auto taken = try_link(folder_ / "a", folder_ / "c");
  EXPECT_FALSE(taken);
  EXPECT_EQ(TempFolder::read(folder_ / "c"), "c");
}

TEST_F(DiskTest, a_link_over_file_systems_is_a_no_and_no_error) {
  struct stat here {
  }, there{};
  if (::stat(folder_.path().c_str(), &here) != 0 || ::stat("/dev/shm", &there) != 0 ||
      here.st_dev == there.st_dev) {
    GTEST_SKIP() << "only one file system";
  }
  folder_.write("a", "a");
  const auto linked = try_link(folder_ / "a", "/dev/shm/delo-link-test");
  ASSERT_TRUE(linked);
  EXPECT_FALSE(*linked);
}

// ---- Folders ----

TEST_F(DiskTest, missing_folders_are_made_and_the_topmost_is_told) {
  EXPECT_EQ(*make_folders(folder_ / "a/b/c"), folder_ / "a");
  EXPECT_TRUE(fs::is_directory(folder_ / "a/b/c"));
  EXPECT_EQ(*make_folders(folder_ / "a/b/c"), fs::path());
  EXPECT_EQ(*make_folders(folder_ / "a/b/d"), folder_ / "a/b/d");
}

TEST_F(DiskTest, a_trailing_slash_makes_the_same_folder) {
  EXPECT_TRUE(make_folders(folder_ / "a/b/"));
  EXPECT_TRUE(fs::is_directory(folder_ / "a/b"));
}

TEST_F(DiskTest, a_file_where_a_folder_should_be_is_named) {
  folder_.write("a", "file");
  const auto on_file = make_folders(folder_ / "a");
  ASSERT_FALSE(on_file);
  EXPECT_EQ(on_file.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(make_folders(folder_ / "a/b"));
}

TEST_F(DiskTest, a_tree_of_read_only_files_and_folders_is_removed_and_links_are_not_followed) {
  folder_.write("keep/file", "x");
  folder_.write("tree/sub/file", "x");
  fs::create_directory_symlink(folder_ / "keep", folder_ / "tree/link");
  ::chmod((folder_ / "tree/sub/file").c_str(), 0444);
  EXPECT_TRUE(remove_tree(folder_ / "tree"));
  EXPECT_FALSE(fs::exists(folder_ / "tree"));
  EXPECT_TRUE(fs::exists(folder_ / "keep/file"));
  EXPECT_TRUE(remove_tree(folder_ / "tree"));
  EXPECT_TRUE(remove_file(folder_ / "nothing"));
}

TEST_F(DiskTest, what_exists_can_be_synced_and_what_does_not_is_an_error) {
  const fs::path path = folder_.write("scan", "x");
  const FileDescriptor file = *open_to_read(path);
  EXPECT_TRUE(sync_file(file, path));
  EXPECT_TRUE(sync_data(file, path));
  EXPECT_TRUE(sync_folder(folder_.path()));
  EXPECT_TRUE(sync_file_system(folder_.path()));
  EXPECT_FALSE(sync_folder(folder_ / "none"));
  EXPECT_FALSE(sync_folder(path));
  EXPECT_FALSE(sync_file_system(folder_ / "none"));
}

TEST_F(DiskTest, free_space_is_known) {
  const auto space = space_at(folder_.path());
  ASSERT_TRUE(space);
  EXPECT_GT(space->bytes_free, 0u);
  EXPECT_FALSE(space_at(folder_ / "none"));
}

TEST_F(DiskTest, a_closed_descriptor_is_closed_once) {
  FileDescriptor file = *open_to_read(folder_.write("scan", "x"));
  EXPECT_TRUE(file.close("scan"));
  EXPECT_FALSE(file.is_open());
  EXPECT_TRUE(file.close("scan"));
  FileDescriptor a(::open("/dev/null", O_RDONLY));
  const int fd = a.get();
  FileDescriptor b = std::move(a);
  EXPECT_EQ(b.get(), fd);
  EXPECT_FALSE(a.is_open());
}

}  // namespace
}  // namespace delo
