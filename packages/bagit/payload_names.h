// What is odd about the names of payload files: those that other systems would mix
// up, make by themselves or can't write.  (RFC 8493 §6.1)
#pragma once

#include <cstddef>
#include <vector>

#include "core/records/finding.h"
#include "packages/package_tree.h"

namespace delo::packages {

// The files from `begin` to before `end`.  Memory: some 30 bytes a file.
void check_payload_names(const TreeFiles& files, std::size_t begin, std::size_t end,
                         std::vector<Finding>& findings);

// Why a system of Microsoft can't write the path; empty for a good one.  (RFC 8493 §6.1.2)
std::string_view trouble_on_windows(std::string_view path);

}  // namespace delo::packages
