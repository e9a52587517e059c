// A file of a package that we write ourselves: its digests are taken while it is
// written, so that it is never read for them.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "core/bytes/byte_sink.h"
#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/package.h"

namespace delo::packages {

// The algorithms of everything we write; both are in every package.
inline constexpr std::array kPackageAlgorithms = {DigestAlgorithm::kSha256,
                                                  DigestAlgorithm::kSha512};

// Writes `folder`/`path` (a new file; folders are made) from what `write` gives
// to the sink.  Its digests are those of kPackageAlgorithms, and of `also`.
// Errors: those of `write`, kIo, kConflict when the file exists.
Result<PackagedFile> write_generated_file(const std::filesystem::path& folder,
                                          const RelativePath& path,
                                          const std::function<Result<void>(ByteSink& sink)>& write,
                                          std::span<const DigestAlgorithm> also = {});

// The same for an XML document; the writer is finished here.
Result<PackagedFile> write_generated_xml(const std::filesystem::path& folder,
                                         const RelativePath& path,
                                         const std::function<Result<void>(XmlWriter& xml)>& write);

}  // namespace delo::packages
