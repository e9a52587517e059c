// Which layout an existing root has.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/result.h"
#include "packages/ocfl/layout.h"

namespace delo::packages::ocfl {

struct RootLayout {
  Layout layout;
  // Of a layout that we can't compute: where every object lies, and why we can't.
  std::shared_ptr<const std::map<std::string, std::filesystem::path>> places;
  std::string unknown;
};

// What the root's files say; `assumed` where they are absent or damaged, and where
// what they say is not where the root's objects lie (a flipped bit in a number would
// otherwise hide them all).  Errors: kIo.
Result<RootLayout> layout_in(const std::filesystem::path& root, const Layout& assumed);

// A folder of one of the layout extensions is there.
bool has_layout_folder(const std::filesystem::path& root);

}  // namespace delo::packages::ocfl
