#include "holdings/catalogue/kept_text.h"

#include <zlib.h>

#include "holdings/catalogue/package_texts.h"

namespace delo::holdings {

Result<std::string> deflated(std::string_view text) {
  uLongf size = ::compressBound(static_cast<uLong>(text.size()));
  std::string kept(size, '\0');
  const int code = ::compress2(reinterpret_cast<Bytef*>(kept.data()), &size,
                               reinterpret_cast<const Bytef*>(text.data()),
                               static_cast<uLong>(text.size()), Z_DEFAULT_COMPRESSION);
  if (code != Z_OK) return Error{ErrorCode::kInternal, "zlib could not deflate a text"};
  kept.resize(size);
  return kept;
}

Result<std::string> inflated(std::string_view kept, std::uint64_t size) {
  const Error damaged{ErrorCode::kCorrupt, "a text in the catalogue is damaged"};
  if (size > kMostTextOfFile) return damaged;
  std::string text(static_cast<std::size_t>(size), '\0');
  uLongf n = static_cast<uLongf>(size);
  Bytef none = 0;  // zlib wants a place even for nothing
  const int code =
      ::uncompress(size == 0 ? &none : reinterpret_cast<Bytef*>(text.data()), &n,
                   reinterpret_cast<const Bytef*>(kept.data()), static_cast<uLong>(kept.size()));
  if (code != Z_OK || n != size) return damaged;
  return text;
}

}  // namespace delo::holdings
