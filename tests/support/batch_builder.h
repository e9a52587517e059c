// A producer's delivery, built in a temporary folder, whole or spoilt.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/fixity/hasher.h"
#include "tests/support/temp_folder.h"

namespace delo::tests {

// The digest of a text in one algorithm, as hexadecimal digits.
inline std::string hex_of(DigestAlgorithm algorithm, std::string_view text) {
  const std::array algorithms = {algorithm};
  auto hasher = Hasher::create(algorithms);
  if (!hasher || !(*hasher)->write(std::as_bytes(std::span(text.data(), text.size()))) ||
      !(*hasher)->finish()) {
    throw std::runtime_error("cannot digest");
  }
  return (*hasher)->digests().find(algorithm)->hex;
}

class BatchBuilder {
 public:
  explicit BatchBuilder(std::string_view name = "batch") : root_(temp_.path() / name) {
    std::filesystem::create_directories(root_);
  }

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path at(std::string_view path) const { return root_ / path; }

  BatchBuilder& file(std::string_view path, std::string_view content) {
    std::filesystem::create_directories(at(path).parent_path());
    std::ofstream out(at(path), std::ios::binary | std::ios::trunc);
    out << content;
    if (!out) throw std::runtime_error("cannot write " + std::string(path));
    return *this;
  }
  BatchBuilder& folder(std::string_view path) {
    std::filesystem::create_directories(at(path));
    return *this;
  }
  // The usual item: leaves 37 to 40, a PDF, two texts, a description and a list.
  BatchBuilder& record(std::string_view item) {
    const std::string in = item.empty() ? std::string() : std::string(item) + "/";
    for (const char* leaf : {"0037", "0038", "0039", "0040"}) {
      file(in + leaf + ".tif", std::string("II*") + '\0' + leaf);
    }
    file(in + "leaves.pdf", "%PDF-1.4 leaves");
    file(in + "transcription_ru.txt", "Товарищу Сталину\n");
    file(in + "translation_en.txt", "To comrade Stalin\n");
    file(in + "metadata.csv",
         "filename,dc.title,dc.identifier,dc.language\n"
         ",Telegram,\"APRF, f. 45, op. 1, d. 337, ll. 37-40\",ru\n"
         "0037.tif,,,ru\n");
    return checksums(item, "checksum.sha256", DigestAlgorithm::kSha256,
                     {"0037.tif", "0038.tif", "0039.tif", "0040.tif", "leaves.pdf", "metadata.csv",
                      "transcription_ru.txt", "translation_en.txt"});
  }
  // A list in md5sum's form of these files of `item`.
  BatchBuilder& checksums(std::string_view item, std::string_view list, DigestAlgorithm algorithm,
                          std::initializer_list<std::string_view> names) {
    const std::string in = item.empty() ? std::string() : std::string(item) + "/";
    std::string text;
    for (const std::string_view name : names) {
      text += hex_of(algorithm, content(in + std::string(name))) + "  " + std::string(name) + "\n";
    }
    return file(in + std::string(list), text);
  }

  std::string content(std::string_view path) const {
    std::ifstream in(at(path), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // ---- spoiling ----
  BatchBuilder& flip(std::string_view path, std::size_t offset) {
    std::string bytes = content(path);
    bytes.at(offset) = static_cast<char>(bytes[offset] ^ 1);
    return file(path, bytes);
  }
  BatchBuilder& rename(std::string_view from, std::string_view to) {
    std::filesystem::create_directories(at(to).parent_path());
    std::filesystem::rename(at(from), at(to));
    return *this;
  }
  BatchBuilder& remove(std::string_view path) {
    std::filesystem::remove_all(at(path));
    return *this;
  }
  BatchBuilder& symlink(std::string_view target, std::string_view path) {
    std::filesystem::create_symlink(target, at(path));
    return *this;
  }
  BatchBuilder& pipe(std::string_view path) {
    if (::mkfifo(at(path).c_str(), 0644) != 0) throw std::runtime_error("mkfifo");
    return *this;
  }
  BatchBuilder& socket(std::string_view path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = at(path).string();
    if (name.size() >= sizeof address.sun_path) throw std::runtime_error("socket name");
    name.copy(address.sun_path, name.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const int bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::close(fd);
    if (bound != 0) throw std::runtime_error("bind");
    return *this;
  }
  BatchBuilder& mode(std::string_view path, mode_t bits) {
    if (::chmod(at(path).c_str(), bits) != 0) throw std::runtime_error("chmod");
    return *this;
  }
  BatchBuilder& modified(std::string_view path, std::int64_t seconds_since_1970) {
    const timespec times[2] = {{seconds_since_1970, 0}, {seconds_since_1970, 0}};
    if (::utimensat(AT_FDCWD, at(path).c_str(), times, 0) != 0) throw std::runtime_error("utime");
    return *this;
  }

 private:
  TempFolder temp_;
  std::filesystem::path root_;
};

}  // namespace delo::tests
