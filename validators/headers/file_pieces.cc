#include "validators/headers/file_pieces.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace delo::validators {
namespace {

void put(std::string& text, std::uint64_t number) {
  text.append(reinterpret_cast<const char*>(&number), sizeof number);
}

// Takes numbers and texts off the front.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }

  std::optional<std::uint64_t> number() {
    std::uint64_t out = 0;
    if (text_.size() < sizeof out) return std::nullopt;
    std::memcpy(&out, text_.data(), sizeof out);
    text_.remove_prefix(sizeof out);
    return out;
  }
  std::optional<std::string_view> bytes() {
    const auto length = number();
    if (!length || *length > text_.size()) return std::nullopt;
    const std::string_view out = text_.substr(0, *length);
    text_.remove_prefix(*length);
    return out;
  }

 private:
  std::string_view text_;
};

std::optional<FilePieces> file_from(Reader& reader) {
  const auto name = reader.bytes();
  const auto size = reader.number(), pieces = reader.number();
  if (!name || !size || !pieces) return std::nullopt;
  auto path = RelativePath::parse(*name);
  if (!path) return std::nullopt;
  FilePieces file(*std::move(path), *size);
  for (std::uint64_t i = 0; i < *pieces; ++i) {
    const auto offset = reader.number();
    const auto bytes = reader.bytes();
    if (!offset || !bytes) return std::nullopt;
    file.add(*offset, std::string(*bytes));
  }
  return file;
}

}  // namespace

void FilePieces::add(std::uint64_t offset, std::string bytes) {
  if (bytes.empty()) return;
  pieces_.push_back({offset, std::move(bytes)});
  std::ranges::sort(pieces_, {}, &Piece::offset);
  std::vector<Piece> joined;
  bytes_read_ = 0;
  for (Piece& piece : pieces_) {
    if (!joined.empty() && piece.offset <= joined.back().offset + joined.back().bytes.size()) {
      Piece& last = joined.back();
      const std::uint64_t overlap = last.offset + last.bytes.size() - piece.offset;
      if (overlap < piece.bytes.size()) last.bytes += piece.bytes.substr(overlap);
    } else {
      joined.push_back(std::move(piece));
    }
  }
  pieces_ = std::move(joined);
  for (const Piece& piece : pieces_) bytes_read_ += piece.bytes.size();
}

std::string_view FilePieces::bytes(std::uint64_t offset, std::uint64_t length) const {
  for (const Piece& piece : pieces_) {
    if (offset < piece.offset || offset - piece.offset > piece.bytes.size()) continue;
    const std::uint64_t from = offset - piece.offset;
    if (piece.bytes.size() - from < length) continue;
    return std::string_view(piece.bytes).substr(from, length);
  }
  wish(offset, length);
  return {};
}

std::string_view FilePieces::head() const {
  return pieces_.empty() || pieces_.front().offset > 0 ? std::string_view()
                                                       : std::string_view(pieces_.front().bytes);
}

std::string_view FilePieces::tail() const {
  if (pieces_.empty()) return {};
  const Piece& last = pieces_.back();
  return last.offset + last.bytes.size() == size_ ? std::string_view(last.bytes)
                                                  : std::string_view();
}

void FilePieces::wish(std::uint64_t offset, std::uint64_t length) const {
  wishes_.push_back({offset, length});
}

void FilePieces::append_to(std::string& text) const {
  put(text, path_.text().size());
  text += path_.text();
  put(text, size_);
  put(text, pieces_.size());
  for (const Piece& piece : pieces_) {
    put(text, piece.offset);
    put(text, piece.bytes.size());
    text += piece.bytes;
  }
}

Result<std::vector<FilePieces>> files_from(std::string_view text) {
  std::vector<FilePieces> files;
  Reader reader(text);
  while (!reader.at_end()) {
    auto file = file_from(reader);
    if (!file) return Error{ErrorCode::kCorrupt, "pieces of files that can't be read back"};
    files.push_back(*std::move(file));
  }
  return files;
}

}  // namespace delo::validators
