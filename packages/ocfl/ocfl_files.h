// Which files of an object or a storage root are read to check it, beside its content.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/result.h"

namespace delo::packages::ocfl {

// For open_tree(): declarations, inventories and sidecars; of a root its layout as well.
// Below a root any file may be one of an object.
bool is_object_file(const RelativePath& path);
bool is_root_file(const RelativePath& path);

// A file of this name lies in an object or a root itself, never in a folder above it.
bool marks_ocfl(std::string_view name);

// The first MiB and no more: what is small by the standard is not, when it is longer.
Result<std::string> read_beginning(const ByteSource& bytes);

}  // namespace delo::packages::ocfl
