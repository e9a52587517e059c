#include "packages/ocfl/digest_check.h"

#include <algorithm>
#include <utility>

#include "core/text/utf8.h"
#include "packages/ocfl/ocfl_rules.h"

namespace delo::packages::ocfl {
namespace {

std::string difference(const ExpectedDigest& expected, const std::string& found) {
  return "expected " + std::string(name_of(expected.algorithm)) + " " + expected.digest + " (" +
         expected.inventory_path + "), found " + found;
}

}  // namespace

Finding ocfl_finding(std::string_view code, std::string path, std::string message) {
  if (path.ends_with('/')) path.pop_back();
  Location where;
  if (auto parsed = RelativePath::parse(path)) {
    where.path = *std::move(parsed);
  } else {
    where.part = display_of(path);
  }
  return finding(ocfl_rule(code), std::move(where), std::move(message));
}

void DigestCheck::add(const ObjectTree& object, std::string below, ExpectedDigests expected) {
  parts_.push_back({object.first_file(), object.file_count(), object.above().size(),
                    std::move(below), std::move(expected)});
}

Result<void> DigestCheck::run(PackageTree& tree, std::stop_token stop,
                              std::vector<Finding>& findings) {
  // Of those that begin with one file the one that has it comes last: the others are empty.
  std::ranges::sort(parts_, {}, [](const Part& p) { return std::pair(p.first_file, p.files); });
  std::vector<DigestOrder> orders;
  for (const Part& part : parts_) {
    for (const auto& [path, all] : part.expected.absent()) {
      for (const ExpectedDigest& expected : all) {
        findings.push_back(ocfl_finding(expected.code, part.below + expected.inventory_path,
                                        "names a file that is not there: " + path));
      }
    }
    part.expected.for_each_file([&](std::size_t file, AlgorithmSet algorithms) {
      orders.push_back({static_cast<std::uint32_t>(part.first_file + file), algorithms});
    });
  }
  const std::size_t before = findings.size();
  DELO_CHECK(tree.digest(
      orders, std::move(stop),
      [&](const DigestOrder& order, const ReadOutcome& outcome) -> Result<void> {
        const auto after =
            std::ranges::upper_bound(parts_, std::size_t{order.file}, {}, &Part::first_file);
        const Part& part = *std::prev(after);
        DELO_TRY(const auto digests, part.expected.of(order.file - part.first_file));
        for (const ExpectedDigest& expected : digests) {
          const auto found = outcome.digests.find(expected.algorithm);
          if (found->hex == expected.digest) continue;
          findings.push_back(ocfl_finding(
              expected.code, part.below + tree.files().text(order.file).substr(part.above),
              difference(expected, found->hex)));
        }
        return {};
      }));
  // Several threads, and archives, give files in their own order.
  std::ranges::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                           {}, [](const Finding& f) { return f.where.path; });
  return {};
}

}  // namespace delo::packages::ocfl
