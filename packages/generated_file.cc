#include "packages/generated_file.h"

#include <algorithm>
#include <vector>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"

namespace delo::packages {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;  // bytes

// Gathers small writes; counts and digests what goes to the file.
class DigestingSink final : public ByteSink {
 public:
  DigestingSink(FileSink& file, Hasher& hasher) : file_(file), hasher_(hasher) {
    buffer_.reserve(kBuffer);
  }

  Result<void> write(std::span<const std::byte> chunk) override {
    if (buffer_.size() + chunk.size() > kBuffer) DELO_CHECK(flush());
    if (chunk.size() >= kBuffer) return pass_on(chunk);
    buffer_.insert(buffer_.end(), chunk.begin(), chunk.end());
    return {};
  }
  Result<void> finish() override {
    DELO_CHECK(flush());
    DELO_CHECK(hasher_.finish());
    return file_.finish();
  }
  std::uint64_t size() const { return size_; }

 private:
  Result<void> flush() {
    DELO_CHECK(pass_on(buffer_));
    buffer_.clear();
    return {};
  }
  Result<void> pass_on(std::span<const std::byte> chunk) {
    if (chunk.empty()) return {};
    size_ += chunk.size();
    DELO_CHECK(hasher_.write(chunk));
    return file_.write(chunk);
  }

  FileSink& file_;
  Hasher& hasher_;
  std::vector<std::byte> buffer_;
  std::uint64_t size_ = 0;
};

}  // namespace

Result<PackagedFile> write_generated_file(const std::filesystem::path& folder,
                                          const RelativePath& path,
                                          const std::function<Result<void>(ByteSink& sink)>& write,
                                          std::span<const DigestAlgorithm> also) {
  std::vector<DigestAlgorithm> algorithms(kPackageAlgorithms.begin(), kPackageAlgorithms.end());
  for (const DigestAlgorithm algorithm : also) {
    if (std::ranges::find(algorithms, algorithm) == algorithms.end()) {
      algorithms.push_back(algorithm);
    }
  }
  PackagedFile written{.path = path, .source = path.under(folder)};
  DELO_CHECK(make_folders(written.source.parent_path()));
  DELO_TRY(const auto file, FileSink::create(written.source));
  DELO_TRY(const auto hasher, Hasher::create(algorithms));
  DigestingSink sink(*file, *hasher);
  DELO_CHECK(write(sink));
  DELO_CHECK(sink.finish());
  written.size = sink.size();
  written.digests = hasher->digests();
  return written;
}

Result<PackagedFile> write_generated_xml(const std::filesystem::path& folder,
                                         const RelativePath& path,
                                         const std::function<Result<void>(XmlWriter& xml)>& write) {
  return write_generated_file(folder, path, [&](ByteSink& sink) -> Result<void> {
    DELO_TRY(const auto xml, XmlWriter::create(sink));
    DELO_CHECK(write(*xml));
    return xml->finish();
  });
}

}  // namespace delo::packages
