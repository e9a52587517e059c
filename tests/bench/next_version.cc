// next_version N FOLDER: the inventory of a second version of an object of N files, every
// second of which is new.  Prints its size, the peak memory of this process and seconds.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "packages/ocfl/versions.h"

namespace {

using namespace delo;
using namespace delo::packages;

Result<PackageFiles> files_of(int count, int changed_every, const std::filesystem::path& folder) {
  PackageFiles files(folder);
  char path[160];
  for (int i = 0; i < count; ++i) {
    std::snprintf(path, sizeof path,
                  "data/fond-0045-opis-01-series-of-correspondence/"
                  "delo-%05d-letters-and-telegrams/page-%04d-%07d.txt",
                  i / 1000, i % 1000, i);
    const bool changed = changed_every > 0 && i % changed_every == 0;
    const std::string content = (changed ? "new page " : "page ") + std::to_string(i);
    const std::array algorithms = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512};
    DELO_TRY(const auto hasher, Hasher::create(algorithms));
    DELO_CHECK(hasher->write_text(content));
    DELO_CHECK(hasher->finish());
    DELO_TRY(RelativePath parsed, RelativePath::parse(path));
    DELO_CHECK(
        files.append({std::move(parsed), folder / "none", content.size(), hasher->digests()}));
  }
  return files;
}

Result<void> run(int count, const std::filesystem::path& folder) {
  const ocfl::VersionNote note{
      .message = "m", .user_name = "bench", .user_address = "mailto:bench@example.org"};
  const auto first = folder / "first.json", second = folder / "second.json";
  {
    DELO_TRY(const auto files, files_of(count, 0, folder));
    DELO_TRY(const auto sink, FileSink::create(first));
    DELO_CHECK(ocfl::write_first_inventory("urn:example:bench", files, note, *sink));
    DELO_CHECK(sink->finish());
  }
  DELO_TRY(const auto files, files_of(count, 2, folder));
  const auto begin = std::chrono::steady_clock::now();
  DELO_TRY(const auto before, FileSource::open(first));
  DELO_TRY(const auto sink, FileSink::create(second));
  DELO_TRY(const auto next, ocfl::write_next_inventory(*before, files, note, *sink));
  DELO_CHECK(sink->finish());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("%d files, %zu of them new: %ju MB of inventory, peak %ld MiB, %.1f s\n", count,
              next.added.size(), std::uintmax_t{std::filesystem::file_size(second) / 1000000},
              usage.ru_maxrss / 1024, took.count());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto done = run(std::atoi(argv[1]), argv[2]);
  if (!done) std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return done ? 0 : 1;
}
