#include "ingest/reception/from_batch.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/earlier_delivery.h"

namespace delo::ingest {
namespace {

constexpr std::string_view kWhole = "metadata/from-batch";
constexpr std::string_view kExcerpts = "metadata/excerpts-from-batch";

// "d337/ead.xml" of a place that is_from_batch(); empty of others.
std::string_view rest_of(std::string_view path) {
  for (const std::string_view folder : {kWhole, kExcerpts}) {
    std::string_view rest = path;
    if (!rest.starts_with(folder)) continue;
    rest.remove_prefix(folder.size());
    while (rest.starts_with('-')) rest.remove_prefix(1);
    if (rest.starts_with('/')) return rest.substr(1);
  }
  return {};
}

// An item's id as one folder, and back.
std::string folder_of(const ItemId& item) {
  std::string folder;
  for (const char c : item.value) {
    folder += c == '/' ? std::string("%2F") : c == '%' ? std::string("%25") : std::string(1, c);
  }
  return folder;
}
ItemId item_of(std::string_view folder) {
  ItemId item;
  while (!folder.empty()) {
    const bool slash = folder.starts_with("%2F"), percent = folder.starts_with("%25");
    item.value += slash ? '/' : folder.front();
    folder.remove_prefix(slash || percent ? 3 : 1);
  }
  return item;
}

}  // namespace

std::uint64_t bytes_of(const DocumentOfItem& document) {
  if (document.whole) return document.size;
  std::uint64_t bytes = document.text.size();
  for (const packages::ByteRange& range : document.ranges) bytes += range.end - range.begin;
  return bytes;
}

RelativePath place_from_batch(const ItemId& item, const DocumentOfItem& document,
                              std::string_view apart) {
  std::string folder(document.whole ? kWhole : kExcerpts);
  folder += apart;
  auto place = RelativePath::parse(folder + '/' + folder_of(item) + '/' + document.source.text());
  if (!place) place = RelativePath::parse(folder + '/' + std::string(document.source.name()));
  return place ? *std::move(place) : RelativePath();
}

bool is_from_batch(const RelativePath& path) {
  const auto earlier = earlier_delivery_of(path);
  return !rest_of(earlier ? earlier->given.text() : path.text()).empty();
}

bool is_document_from_batch(const FileObject& file) {
  return file.role == FileRole::kDescription && is_from_batch(file.path);
}

bool is_excerpt_from_batch(const RelativePath& place) {
  const auto earlier = earlier_delivery_of(place);
  return (earlier ? earlier->given : place).text().starts_with(kExcerpts);
}

RelativePath other_place(const RelativePath& place) {
  const std::string& path = place.text();
  const bool whole = path.starts_with(kWhole);
  const std::string_view from = whole ? kWhole : kExcerpts, to = whole ? kExcerpts : kWhole;
  auto other =
      RelativePath::parse(std::string(to) + path.substr(std::min(path.size(), from.size())));
  return other ? *std::move(other) : RelativePath();
}

std::optional<NamesFromBatch> NamesFromBatch::of(const RelativePath& given) {
  const std::string_view rest = rest_of(given.text());
  if (rest.empty()) return std::nullopt;
  return NamesFromBatch(item_of(rest.substr(0, rest.find('/'))));
}

std::optional<std::string> NamesFromBatch::within(std::string_view name) const {
  auto found = finder_.find(name);
  if (!found) return std::nullopt;
  return std::move(found->rest);
}

void keep_rows_of_item(DescriptionTable& table) {
  const auto names = NamesFromBatch::of(table.given.empty() ? table.path : table.given);
  if (!names) return;
  std::erase_if(table.rows, [&](DescriptionRow& row) {
    auto name = names->within(row.name);
    if (!name) return true;
    row.name = *std::move(name);
    return false;
  });
}

ExcerptSource::ExcerptSource(const ByteSource& whole, const DocumentOfItem& document)
    : whole_(whole), document_(document) {
  for (const packages::ByteRange& range : document.ranges) {
    begins_.push_back(ranges_end_);
    ranges_end_ += range.end - range.begin;
  }
  size_ = ranges_end_ + document.text.size();
}

Result<std::size_t> ExcerptSource::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  std::size_t filled = 0;
  while (filled < out.size() && offset < ranges_end_) {
    const auto next = std::ranges::upper_bound(begins_, offset);
    const auto i = static_cast<std::size_t>(next - begins_.begin()) - 1;
    const packages::ByteRange& range = document_.ranges[i];
    const std::uint64_t within = offset - begins_[i];
    const std::uint64_t left = range.end - range.begin - within;
    const auto part = out.subspan(filled, std::min<std::uint64_t>(out.size() - filled, left));
    DELO_TRY(const std::size_t n, whole_.read_at(range.begin + within, part));
    if (n == 0) return filled;  // the source was cut
    filled += n;
    offset += n;
  }
  if (offset >= ranges_end_ && offset < size_ && filled < out.size()) {
    const auto at = static_cast<std::size_t>(offset - ranges_end_);
    const std::size_t n = std::min(out.size() - filled, document_.text.size() - at);
    std::memcpy(out.data() + filled, document_.text.data() + at, n);
    filled += n;
  }
  return filled;
}

std::string words_for_whole(const DocumentOfItem& document) {
  return display_of(document.source.text()) + " (" + std::to_string(document.size) +
         " bytes, SHA-256 " + document.sha256 + ")";
}

}  // namespace delo::ingest
