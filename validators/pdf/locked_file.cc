#include "validators/pdf/locked_file.h"

#include <string>

#include "validators/pdf/lexer.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxDictionary = 64 * 1024;  // bytes

// Bytes a string as written stands for (7.3.4).
std::size_t length_of(std::string_view raw) {
  if (raw.size() < 2) return 0;
  const std::string_view inner = raw.substr(1, raw.size() - 2);
  std::size_t count = 0;
  if (raw[0] == '<') {
    for (const char c : inner) count += is_white_space(c) ? 0 : 1;
    return (count + 1) / 2;
  }
  const auto octal = [&](std::size_t at) {
    return at < inner.size() && inner[at] >= '0' && inner[at] <= '7';
  };
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const bool pair = inner.substr(i, 2) == "\r\n";
    if (inner[i] != '\\') {
      i += pair ? 1 : 0;
      ++count;
      continue;
    }
    ++i;
    if (octal(i)) {
      for (int more = 0; more < 2 && octal(i + 1); ++more) ++i;
      ++count;
    } else if (inner.substr(i, 2) == "\r\n") {
      ++i;  // a line that goes on
    } else if (i < inner.size() && inner[i] != '\n' && inner[i] != '\r') {
      ++count;
    }
  }
  return count;
}

}  // namespace

Object read_encryption(ByteWindow& file, std::uint64_t offset) {
  const std::string bytes(file.at(offset, kMaxDictionary));
  Lexer lexer(bytes);
  lexer.next();
  lexer.next();
  if (lexer.next().raw != "obj") return {};
  std::optional<Object> dictionary = parse_object(lexer);
  return dictionary ? std::move(*dictionary) : Object();
}

void check_locked_encryption(const Object& encryption, Findings& findings) {
  const Object* handler = encryption.find("Filter");
  if (!handler || handler->text() != "Standard") return;
  const Object* revision = encryption.find("R");
  const std::size_t expected = revision && revision->integer() >= 5 ? 48 : 32;
  for (const char* key : {"O", "U"}) {
    const Object* value = encryption.find(key);
    if (!value || value->kind() != Kind::kString) continue;
    if (const std::size_t length = length_of(value->text()); length < expected)
      findings.add(kEncryption, "trailer", -1,
                   std::string(key) + " of the encryption dictionary has " +
                       std::to_string(length) + " bytes, expected " + std::to_string(expected));
  }
}

}  // namespace delo::validators::pdf
