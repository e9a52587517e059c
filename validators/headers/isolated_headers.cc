#include "validators/headers/isolated_headers.h"

#include <sys/mman.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "validators/examination_message.h"
#include "validators/examination_rules.h"
#include "validators/headers/header_reader.h"

namespace delo::validators {
namespace {

constexpr std::uint64_t kMostPacked = 64ull << 20;  // bytes for one child
constexpr std::size_t kMostWishes = 64;             // of one file in one round
constexpr int kRounds = 5;

// In memory alone, gone with its descriptor.
Result<FileDescriptor> packed_file(std::string_view text) {
  FileDescriptor file(::memfd_create("headers", MFD_CLOEXEC));
  if (!file.is_open()) return io_error("cannot make a file in memory", {});
  DELO_CHECK(write_fully(file, std::as_bytes(std::span(text.data(), text.size())), "headers"));
  return file;
}

// "0 4096;9000 128;"
std::string text_of(const std::vector<ByteRange>& wishes) {
  std::string out;
  for (std::size_t i = 0; i < std::min(wishes.size(), kMostWishes); ++i) {
    out += std::to_string(wishes[i].offset) + ' ' + std::to_string(wishes[i].length) + ';';
  }
  return out;
}

// Of a child, not believed before it was looked at.
std::optional<std::vector<ByteRange>> wishes_from(std::string_view text) {
  std::vector<ByteRange> wishes;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    ByteRange range;
    auto read = std::from_chars(at, end, range.offset);
    if (read.ec != std::errc() || read.ptr == end || *read.ptr != ' ') return std::nullopt;
    read = std::from_chars(read.ptr + 1, end, range.length);
    if (read.ec != std::errc() || read.ptr == end || *read.ptr != ';') return std::nullopt;
    at = read.ptr + 1;
    if (range.length == 0 || wishes.size() == kMostWishes) return std::nullopt;
    wishes.push_back(range);
  }
  return wishes;
}

class HeaderRounds {
 public:
  HeaderRounds(std::span<FilePieces> files, const ReadRange& read, const AskChild& ask)
      : files_(files), read_(read), ask_(ask), looks_(files.size()) {
    for (std::size_t i = 0; i < files.size(); ++i) waiting_.push_back(i);
  }

  Result<std::vector<HeaderLook>> go() {
    for (int round = 1; !waiting_.empty(); ++round) {
      const bool last = round >= kRounds;
      std::vector<std::size_t> again;
      while (!waiting_.empty()) DELO_CHECK(ask_one_child(!last, again));
      waiting_ = std::move(again);
    }
    return std::move(looks_);
  }

 private:
  // Takes from `waiting_` what a child told of, and the one that it fell over.
  Result<void> ask_one_child(bool may_wish, std::vector<std::size_t>& again) {
    std::string text;
    std::size_t asked = 0;
    for (; asked < waiting_.size() && text.size() < kMostPacked; ++asked) {
      files_[waiting_[asked]].append_to(text);
    }
    DELO_TRY(const FileDescriptor packed, packed_file(text));
    std::size_t told = 0;
    Result<void> reading;
    std::string nonsense;
    const IsolatedStream take = [&](std::string_view piece) {
      if (told == asked) return false;
      const std::size_t index = waiting_[told];
      nonsense = believe(index, piece, may_wish, again, reading);
      if (!nonsense.empty() || !reading) return false;
      ++told;
      return true;
    };
    const ExaminationRequest request{.headers = true, .may_wish = may_wish};
    DELO_TRY(const IsolatedAnswer answer, ask_(packed.get(), text_of(request), take));
    DELO_CHECK(reading);
    if (told < asked) {
      const std::string why = !nonsense.empty() ? nonsense : answer.detail;
      lose(waiting_[told], why.empty() ? "no answer" : why);
      ++told;
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(told));
    return {};
  }

  // Why a piece is not believed; empty when it is.
  std::string believe(std::size_t index, std::string_view piece, bool may_wish,
                      std::vector<std::size_t>& again, Result<void>& reading) {
    FilePieces& file = files_[index];
    if (piece.starts_with('W')) {
      const auto wishes = wishes_from(piece.substr(1));
      if (!wishes || !may_wish) return "a wish that is malformed";
      reading = grant(index, *wishes);
      again.push_back(index);
      return {};
    }
    if (!piece.starts_with('E')) return "an answer of no known kind";
    BelievedAnswer believed = answer_from(piece.substr(1), file.path());
    if (!believed.rejected.empty()) return believed.rejected;
    if (!believed.examination) return believed.examination.error().message;
    looks_[index] = {*std::move(believed.examination), file.is_whole()};
    return {};
  }

  // Within the file, and within what may be read of one.
  Result<void> grant(std::size_t index, const std::vector<ByteRange>& wishes) {
    FilePieces& file = files_[index];
    for (const ByteRange& wish : wishes) {
      const std::uint64_t left = kMostOfOneFile - std::min(file.bytes_read(), kMostOfOneFile);
      if (wish.offset >= file.size() || left == 0) continue;
      const std::uint64_t length = std::min({wish.length, file.size() - wish.offset, left});
      DELO_TRY(std::string bytes, read_(index, {wish.offset, length}));
      file.add(wish.offset, std::move(bytes));
    }
    return {};
  }

  void lose(std::size_t index, const std::string& why) {
    Examination& seen = looks_[index].seen;
    seen.findings.push_back(finding(rule_crashed(), {.path = files_[index].path()},
                                    "decoder crashed on the header: " + why));
    seen.validity = Validity::kInvalid;
    seen.format.mime = "application/octet-stream";
  }

  std::span<FilePieces> files_;
  const ReadRange& read_;
  const AskChild& ask_;
  std::vector<HeaderLook> looks_;
  std::vector<std::size_t> waiting_;
};

}  // namespace

Result<std::vector<HeaderLook>> look_at_headers(std::span<FilePieces> files, const ReadRange& read,
                                                const AskChild& ask) {
  return HeaderRounds(files, read, ask).go();
}

Result<Examination> stream_headers(FileDescriptor packed, bool may_wish,
                                   const IsolatedStream& stream) {
  DELO_TRY(const auto source, FileSource::adopt(std::move(packed), "headers"));
  DELO_TRY(const std::string text, read_all(*source, kMostPacked + (1u << 20)));
  DELO_TRY(const std::vector<FilePieces> files, files_from(text));
  for (const FilePieces& file : files) {
    const Result<Examination> seen = read_header(file);
    const bool wishes = may_wish && !file.wishes().empty() && file.bytes_read() < kMostOfOneFile;
    // What nobody reads once more is answered with what is there.
    const std::string piece = wishes ? "W" + text_of(file.wishes()) : "E" + text_of(seen);
    if (!stream(piece)) break;
  }
  (void)stream("");
  return Examination{};
}

}  // namespace delo::validators
