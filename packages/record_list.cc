#include "packages/record_list.h"

#include <cstring>
#include <optional>

namespace delo::packages {
namespace {

constexpr std::size_t kHead = 6;                       // bytes: of all, and of the path
constexpr std::size_t kAhead = std::size_t{64} << 10;  // bytes read when records come in order
constexpr std::size_t kAlone = 1024;                   // else

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::size_t value = 0;
  for (std::size_t i = length; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

void put_number(std::string& to, std::size_t value, std::size_t length) {
  for (std::size_t i = 0; i < length; ++i) to += static_cast<char>(value >> 8 * i & 0xFF);
}

// Two neighbouring stretches of `places` become one.
Result<void> merge(const RecordSpool& spool, std::vector<std::uint64_t>& places, std::size_t from,
                   std::size_t middle, std::size_t end, std::vector<std::uint64_t>& merged) {
  RecordSpool::Reader left(spool), right(spool);
  std::size_t l = from, r = middle;
  const auto path_at = [&](RecordSpool::Reader& reader, std::size_t i,
                           std::size_t limit) -> Result<std::string> {
    if (i == limit) return std::string();
    DELO_TRY(const RecordSpool::View view, reader.at(places[i]));
    return std::string(view.path);
  };
  merged.clear();
  DELO_TRY(std::string left_path, path_at(left, l, middle));
  DELO_TRY(std::string right_path, path_at(right, r, end));
  while (l < middle && r < end) {
    if (right_path < left_path) {
      merged.push_back(places[r]);
      DELO_TRY(right_path, path_at(right, ++r, end));
    } else {
      merged.push_back(places[l]);
      DELO_TRY(left_path, path_at(left, ++l, middle));
    }
  }
  // What is left of the left stretch moves to the end; of the right one it is there.
  std::copy_backward(places.begin() + static_cast<std::ptrdiff_t>(l),
                     places.begin() + static_cast<std::ptrdiff_t>(middle),
                     places.begin() + static_cast<std::ptrdiff_t>(r));
  std::ranges::copy(merged, places.begin() + static_cast<std::ptrdiff_t>(from));
  return {};
}

}  // namespace

Result<std::uint64_t> RecordSpool::append(std::string_view path, std::string_view rest) {
  if (path.size() > 0xFFFF || rest.size() > (std::size_t{1} << 30)) {
    return Error{ErrorCode::kUnsupported, "a record of a file is too large"};
  }
  std::string record;
  record.reserve(kHead + path.size() + rest.size());
  put_number(record, path.size() + rest.size(), 4);
  put_number(record, path.size(), 2);
  record.append(path).append(rest);
  return bytes_.append(record);
}

// Makes `bytes` from `place` on part of the window, and what follows up to `ahead`.
Result<void> RecordSpool::Reader::hold(std::uint64_t place, std::size_t bytes, std::size_t ahead) {
  if (place >= window_at_ && place - window_at_ + bytes <= window_.size()) return {};
  window_.resize(std::max(bytes, ahead));
  window_at_ = place;
  auto got = spool_->bytes_.read_at(place, std::as_writable_bytes(std::span(window_)));
  window_.resize(got ? *got : 0);
  DELO_CHECK(got);
  if (*got < bytes) return Error{ErrorCode::kInternal, "a record was asked for that is not there"};
  return {};
}

Result<RecordSpool::View> RecordSpool::Reader::at(std::uint64_t place) {
  const bool in_order = place >= window_at_ && place - window_at_ <= window_.size();
  const std::size_t ahead = in_order ? kAhead : kAlone;
  DELO_CHECK(hold(place, kHead, ahead));
  const std::size_t size = number_at(window_, place - window_at_, 4);
  DELO_CHECK(hold(place, kHead + size, ahead));
  const std::string_view record =
      std::string_view(window_).substr(place - window_at_, kHead + size);
  const std::size_t path = number_at(record, 4, 2);
  return View{.path = record.substr(kHead, path), .rest = record.substr(kHead + path)};
}

Result<void> sort_by_path(std::vector<std::uint64_t>& places, const RecordSpool& spool) {
  std::vector<std::size_t> starts;  // of stretches in order
  {
    RecordSpool::Reader reader(spool);
    std::string last;
    for (std::size_t i = 0; i < places.size(); ++i) {
      DELO_TRY(const RecordSpool::View view, reader.at(places[i]));
      if (i == 0 || view.path < last) starts.push_back(i);
      last = view.path;
    }
  }
  std::vector<std::uint64_t> merged;
  while (starts.size() > 1) {
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < starts.size(); i += 2) {
      left.push_back(starts[i]);
      if (i + 1 == starts.size()) break;
      const std::size_t end = i + 2 < starts.size() ? starts[i + 2] : places.size();
      DELO_CHECK(merge(spool, places, starts[i], starts[i + 1], end, merged));
    }
    starts = std::move(left);
  }
  return {};
}

}  // namespace delo::packages
