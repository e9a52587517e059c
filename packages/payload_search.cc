#include "packages/payload_search.h"

#include <algorithm>

namespace delo::packages {
namespace {

constexpr std::size_t kSteps = 16;  // before a search by halves is cheaper

}  // namespace

Result<RelativePath> PayloadSearch::path_at(std::size_t number) {
  DELO_TRY(PayloadFile file, reader_.at(number));
  return std::move(file.object.path);
}

Result<std::size_t> PayloadSearch::first_from(std::string_view path) {
  std::size_t first = 0, count = payload_.size();
  while (count > 0) {
    const std::size_t half = count / 2;
    DELO_TRY(const RelativePath middle, path_at(first + half));
    if (std::string_view(middle.text()) < path) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

Result<std::optional<std::uint32_t>> PayloadSearch::find(const RelativePath& path) {
  for (std::size_t steps = 0; steps < kSteps && last_ < payload_.size(); ++steps, ++last_) {
    DELO_TRY(const RelativePath here, path_at(last_));
    if (here == path) return std::optional(static_cast<std::uint32_t>(last_));
    if (path < here) break;
  }
  DELO_TRY(last_, first_from(path.text()));
  if (last_ == payload_.size()) return std::optional<std::uint32_t>();
  DELO_TRY(const RelativePath found, path_at(last_));
  return found == path ? std::optional(static_cast<std::uint32_t>(last_)) : std::nullopt;
}

Result<void> keep_rights_of_payload(Package& package) {
  PayloadSearch search(package.payload);
  std::vector<RightsStatement> kept;
  for (RightsStatement& statement : package.item.rights) {
    if (statement.objects.empty()) {
      kept.push_back(std::move(statement));
      continue;
    }
    std::vector<RelativePath> here;
    for (RelativePath& path : statement.objects) {
      DELO_TRY(const auto number, search.find(path));
      if (number) here.push_back(std::move(path));
    }
    statement.objects = std::move(here);
    if (!statement.objects.empty()) kept.push_back(std::move(statement));
  }
  package.item.rights = std::move(kept);
  return {};
}

}  // namespace delo::packages
