#include "ingest/reception/earlier_delivery.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace delo::ingest {
namespace {

constexpr std::string_view kOurs = "metadata/earlier-deliveries/";
constexpr std::string_view kFolder = "metadata/earlier-deliveries/before-version-";
constexpr std::string_view kMetadata = "metadata/";
constexpr std::string_view kApart = "metadata/earlier-delivered";  // no longer than kOurs
constexpr std::string_view kOfNoBatch = "metadata/unbatched";      // than metadata/from-batch/

}  // namespace

std::optional<EarlierDelivery> earlier_delivery_of(const RelativePath& path) {
  std::string_view rest = path.text();
  if (!rest.starts_with(kFolder)) return std::nullopt;
  rest.remove_prefix(kFolder.size());
  EarlierDelivery earlier;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), earlier.before_version);
  if (read.ec != std::errc() || earlier.before_version < 2) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
  while (rest.starts_with('-')) rest.remove_prefix(1);  // set apart from another of this name
  if (!rest.starts_with('/')) return std::nullopt;
  auto given = RelativePath::parse(rest.substr(1));
  if (!given) return std::nullopt;
  earlier.given = std::move(given).value();
  return earlier;
}

bool is_below_earlier_deliveries(const RelativePath& path) {
  return path.text().starts_with(kOurs);
}

bool is_set_apart(const RelativePath& path) {
  for (const std::string_view folder : {kApart, kOfNoBatch}) {
    std::string_view rest = path.text();
    if (!rest.starts_with(folder)) continue;
    rest.remove_prefix(folder.size());
    while (rest.starts_with('-')) rest.remove_prefix(1);
    if (rest.starts_with('/')) return true;
  }
  return false;
}

RelativePath set_apart(const RelativePath& path, std::string_view apart) {
  const bool earlier = is_below_earlier_deliveries(path);
  const std::size_t below = earlier ? kOurs.size() : path.text().find('/', kMetadata.size()) + 1;
  std::string place(earlier ? kApart : kOfNoBatch);
  place += apart;
  place += '/';
  place += path.text().substr(below);
  return *RelativePath::parse(place);
}

RelativePath place_of_earlier(int before_version, std::string_view apart,
                              const RelativePath& given) {
  std::string folder = std::string(kFolder) + std::to_string(before_version);
  folder += apart;
  return *RelativePath::parse(folder) / given;
}

void RightsOfDeliveries::add(std::vector<RightsStatement> now, int delivery) {
  if (delivery != delivery_) {
    before_ = statements;
    here_.clear();
    delivery_ = delivery;
  }
  replace_earlier(now);
  for (RightsStatement& one : now) here_.push_back(std::move(one));
  statements = before_;
  statements.insert(statements.end(), here_.begin(), here_.end());
}

void RightsOfDeliveries::replace_earlier(const std::vector<RightsStatement>& by) {
  bool of_item = false;
  std::vector<RelativePath> named;
  for (const RightsStatement& one : by) {
    of_item = of_item || one.objects.empty();
    named.insert(named.end(), one.objects.begin(), one.objects.end());
  }
  std::ranges::sort(named);
  std::erase_if(before_, [&](RightsStatement& one) {
    if (one.objects.empty()) return of_item;
    std::erase_if(one.objects, [&](const RelativePath& path) {
      return std::ranges::binary_search(named, path);
    });
    return one.objects.empty();
  });
}

}  // namespace delo::ingest
