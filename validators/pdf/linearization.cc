#include "validators/pdf/linearization.h"

#include <string>

#include "validators/pdf/lexer.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kWithin = 1024;  // bytes the dictionary lies within (F.3.3)

std::int64_t integer_of(const Object& dictionary, const char* key) {
  const Object* value = dictionary.find(key);
  return value && value->kind() == Kind::kInteger ? value->integer() : -1;
}

}  // namespace

Linearization read_linearization(ByteWindow& file, std::uint64_t header_at, Findings& findings) {
  Linearization read;
  const std::string start(file.at(header_at, kWithin));
  Lexer lexer(start);
  const Token number = lexer.next(), generation = lexer.next(), keyword = lexer.next();
  if (number.kind != TokenKind::kInteger || generation.kind != TokenKind::kInteger ||
      keyword.raw != "obj")
    return read;
  const std::optional<Object> dictionary = parse_object(lexer);
  if (!dictionary || !dictionary->find("Linearized")) return read;
  read.offset = static_cast<std::int64_t>(header_at + number.offset);
  const auto tell = [&](std::string message) {
    findings.add(kLinearized, "linearisation", read.offset, std::move(message));
  };
  const auto size = static_cast<std::int64_t>(file.size() - header_at);
  const std::int64_t length = integer_of(*dictionary, "L");
  if (length < 1) {
    tell("L is missing or no positive integer");
    return read;
  }
  if (length > size)
    tell("L is " + std::to_string(length) + ", the file has " + std::to_string(size) + " bytes");
  if (length != size) return read;  // updated since: the rest is of no meaning any more
  for (const char* key : {"E", "T"})
    if (const std::int64_t at = integer_of(*dictionary, key); at < 1 || at > size)
      tell(std::string(key) + " is " + std::to_string(at) + ", the file has " +
           std::to_string(size) + " bytes");
  const Object* hints = dictionary->find("H");
  if (!hints || (hints->items().size() != 2 && hints->items().size() != 4)) {
    tell("H is not an array of two or four integers");
  } else if (hints->items()[0].integer() < 1 || hints->items()[0].integer() >= size) {
    tell("H points outside the file");
  }
  read.pages = integer_of(*dictionary, "N");
  read.first_page = integer_of(*dictionary, "O");
  read.current = true;
  return read;
}

}  // namespace delo::validators::pdf
