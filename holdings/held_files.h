// What files the packages of the holdings have, for whoever compares bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "holdings/holdings.h"

namespace delo::holdings {

// Every file of every package, as the catalogue tells it: path within the package, size in
// bytes, SHA-256.  Errors kIo, kCorrupt, those of `visit`.
Result<void> for_each_file(
    Holdings& holdings,
    const std::function<Result<void>(const PackageEntry&, const std::string& path,
                                     std::uint64_t size, const std::string& sha256)>& visit);

}  // namespace delo::holdings
