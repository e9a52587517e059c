#include "core/bytes/relative_path.h"

#include <algorithm>

namespace delo {
namespace {

constexpr std::size_t kMaxPart = 255;   // NAME_MAX of every Linux file system
constexpr std::size_t kMaxText = 4000;  // PATH_MAX less room for a root
constexpr std::size_t kMaxParts = 200;

Error refused(std::string_view text, const char* why) {
  return Error{ErrorCode::kInvalidArgument, std::string("path ") + why, std::string(text)};
}

}  // namespace

Result<RelativePath> RelativePath::parse(std::string_view text) {
  if (text.empty()) return refused(text, "is empty");
  if (text.front() == '/') return refused(text, "is absolute");
  if (text.size() > kMaxText) return refused(text.substr(0, 80), "has more than 4000 bytes");
  if (text.find('\0') != std::string_view::npos) return refused("", "holds a NUL byte");
  std::size_t parts = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    if (part.empty()) return refused(text, "has an empty part");
    if (part == "." || part == "..") return refused(text, "has a '.' or '..' part");
    if (part.size() > kMaxPart) return refused(text, "has a part of more than 255 bytes");
    if (++parts > kMaxParts) return refused(text.substr(0, 80), "has more than 200 parts");
    at = end + 1;
  }
  return RelativePath(std::string(text));
}

std::string_view RelativePath::name() const {
  const std::string_view text = text_;
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

RelativePath RelativePath::parent() const {
  const std::size_t slash = text_.rfind('/');
  return slash == std::string::npos ? RelativePath() : RelativePath(text_.substr(0, slash));
}

RelativePath RelativePath::operator/(const RelativePath& below) const {
  if (empty()) return below;
  if (below.empty()) return *this;
  return RelativePath(text_ + '/' + below.text_);
}

}  // namespace delo
