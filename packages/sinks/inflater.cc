#include "packages/sinks/inflater.h"

#include <zlib.h>

#include <algorithm>
#include <vector>

namespace delo::packages {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;
constexpr int kRawWindow = -MAX_WBITS;       // zlib: negative means no header
constexpr int kGzipWindow = 16 + MAX_WBITS;  // zlib: gzip header and CRC

}  // namespace

struct Inflater::Members {
  const ByteSource* bytes = nullptr;
  std::uint64_t at = 0, end = 0, begin = 0;
  Wrapping wrapping = Wrapping::kRaw;
  z_stream stream{};
  bool started = false, finished = false;
  std::vector<std::byte> in = std::vector<std::byte>(kPiece);
  std::vector<std::byte> out = std::vector<std::byte>(kPiece);
  std::string damage;

  Members() = default;
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;
  ~Members() {
    if (started) ::inflateEnd(&stream);
  }

  // false at the end of the input.
  Result<bool> fill() {
    if (stream.avail_in > 0) return true;
    const std::uint64_t left = end - at;
    if (left == 0) return false;
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(left, in.size()));
    DELO_TRY(const std::size_t got, bytes->read_at(at, std::span(in).first(want)));
    if (got == 0) return false;
    at += got;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(got);
    return true;
  }

  // After a gzip member: another one, or the end.  Zero bytes pad a tape's last block.
  Result<void> next_member() {
    DELO_TRY(const bool more, fill());
    if (!more || *stream.next_in != 0x1F) {
      finished = true;
    } else if (::inflateReset(&stream) != Z_OK) {
      damage = "gzip member can't be read";
    }
    return {};
  }
};

Inflater::Inflater(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Inflater::~Inflater() = default;

Result<std::unique_ptr<Inflater>> Inflater::create(const ByteSource& bytes, std::uint64_t begin,
                                                   std::uint64_t end, Wrapping wrapping) {
  auto members = std::make_unique<Members>();
  members->bytes = &bytes;
  members->begin = members->at = std::min(begin, end);
  members->end = end;
  members->wrapping = wrapping;
  const int window = wrapping == Wrapping::kRaw ? kRawWindow : kGzipWindow;
  if (::inflateInit2(&members->stream, window) != Z_OK) {
    return Error{ErrorCode::kInternal, "zlib could not be started"};
  }
  members->started = true;
  return std::unique_ptr<Inflater>(new Inflater(std::move(members)));
}

Result<std::span<const std::byte>> Inflater::next() {
  Members& m = *members_;
  while (!m.finished && m.damage.empty()) {
    DELO_TRY(const bool more, m.fill());
    m.stream.next_out = reinterpret_cast<Bytef*>(m.out.data());
    m.stream.avail_out = static_cast<uInt>(m.out.size());
    const int status = ::inflate(&m.stream, Z_NO_FLUSH);
    const std::size_t produced = m.out.size() - m.stream.avail_out;
    if (status == Z_STREAM_END) {
      if (m.wrapping == Wrapping::kRaw) {
        m.finished = true;
      } else {
        DELO_CHECK(m.next_member());
      }
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      m.damage = m.stream.msg != nullptr ? m.stream.msg : "deflated data is damaged";
    } else if (produced == 0 && !more) {
      m.damage = "deflated data ends too early";
    }
    if (produced > 0) return std::span<const std::byte>(m.out).first(produced);
  }
  return std::span<const std::byte>();
}

const std::string& Inflater::damage() const { return members_->damage; }

std::uint64_t Inflater::consumed() const {
  return members_->at - members_->begin - members_->stream.avail_in;
}

std::uint32_t crc32_of(std::uint32_t so_far, std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(so_far, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace delo::packages
