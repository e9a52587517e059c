// held_versions STAGE N FOLDER: a package of N small files in the holdings FOLDER/holdings,
// two stores.  STAGE is a process each, in this order: make (files on disk), accept, version
// (every tenth file is new), export, audit.  Prints the peak memory of the process, bytes of
// it a file beyond an empty run, and seconds.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/run/run_context.h"
#include "holdings/audit/audit.h"
#include "holdings/export.h"
#include "holdings/holdings.h"

namespace {

using namespace delo;
using namespace delo::holdings;
namespace fs = std::filesystem;

const PackageId kId{"11111111-0000-5000-8000-000000000001"};

std::string path_of_file(int i) {
  char path[160];
  std::snprintf(path, sizeof path, "data/delo-%05d-letters-and-telegrams/page-%07d.txt", i / 1000,
                i);
  return path;
}

std::string content_of(int i, int version) {
  return (version > 1 && i % 10 == 0 ? "new page " : "page ") + std::to_string(i) + "\n";
}

// Written to `folder` where they are not there yet.
Result<packages::PackageFiles> files_of(int count, int version, const fs::path& folder,
                                        bool write) {
  packages::PackageFiles files(folder);
  fs::path made;
  for (int i = 0; i < count; ++i) {
    const std::string content = content_of(i, version);
    const std::array algorithms = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512};
    DELO_TRY(const auto hasher, Hasher::create(algorithms));
    DELO_CHECK(hasher->write_text(content));
    DELO_CHECK(hasher->finish());
    DELO_TRY(RelativePath parsed, RelativePath::parse(path_of_file(i)));
    const fs::path at = parsed.under(folder);
    if (write) {
      if (at.parent_path() != made) DELO_CHECK(make_folders(made = at.parent_path()));
      DELO_TRY(const auto sink, FileSink::create(at));
      DELO_CHECK(sink->write_text(content));
      DELO_CHECK(sink->finish());
    }
    DELO_CHECK(files.append({std::move(parsed), at, content.size(), hasher->digests()}));
  }
  return files;
}

Result<void> stage_of(const std::string& stage, int count, const fs::path& folder,
                      RunContext& run) {
  if (stage == "make") {
    DELO_CHECK(files_of(count, 1, folder / "first", true));
    DELO_CHECK(files_of(count, 2, folder / "second", true));
    return {};
  }
  DELO_TRY(const auto held, Holdings::open(folder / "holdings", Access::kWork, run));
  PackageSummary summary;
  summary.id = kId;
  summary.title = "Bench";
  summary.item.value = summary.batch.value = "bench";
  summary.files = static_cast<std::uint64_t>(count);
  if (stage == "accept") {
    DELO_TRY(const auto files, files_of(count, 1, folder / "first", false));
    DELO_CHECK(held->accept(summary, files, {}, {}, run));
    return {};
  }
  if (stage == "version") {
    DELO_TRY(const auto files, files_of(count, 2, folder / "second", false));
    DELO_CHECK(held->accept_version(summary, files, {}, "bench", run));
    return {};
  }
  if (stage == "export") {
    DELO_TRY(const auto entry, held->find(kId));
    if (!entry) return Error{ErrorCode::kNotFound, "nothing was accepted"};
    DELO_CHECK(export_package(*held, *entry, folder / "out", run));
    return {};
  }
  if (stage == "audit") {
    AuditPolicy policy;
    const AuditOrder order{.what = AuditOrder::What::kAll};
    DELO_TRY(const auto done, audit(order, policy, *held, run, [](const AuditLine&) {}));
    std::printf("%ju files intact\n", std::uintmax_t{done.intact});
    return {};
  }
  return Error{ErrorCode::kInvalidArgument, "no such stage: " + stage};
}

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  SystemClock clock;
  SilentProgress progress;
  RunContext run{.clock = clock, .progress = progress, .software = {}, .stop = {}, .jobs = 2};
  const int count = std::atoi(argv[2]);
  const long before = peak_kib();
  const auto begin = std::chrono::steady_clock::now();
  const auto done = stage_of(argv[1], count, argv[3], run);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (!done) {
    std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return 1;
  }
  std::printf("%s of %d files: peak %ld MiB, %ld bytes a file, %.1f s\n", argv[1], count,
              peak_kib() / 1024, (peak_kib() - before) * 1024 / std::max(1, count), took.count());
  return 0;
}
