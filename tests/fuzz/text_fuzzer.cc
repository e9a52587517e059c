// Identification and the text validator on any bytes: no crash, a verdict.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/text/utf8.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/text_validator.h"
#include "validators/text/utf8_copy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const delo::MemorySource source(std::as_bytes(std::span(data, size)));
  const delo::RelativePath path = delo::RelativePath::parse("a.csv").value();
  const auto format = delo::validators::identify_format(source, path);
  if (!format) std::abort();
  const auto examination = delo::validators::text::examine(source, path, *format, {});
  if (!examination) std::abort();
  if (examination->validity == delo::Validity::kNotExamined) std::abort();
  // A copy is UTF-8 and has no character that is none; where there is a reason there is no copy.
  delo::StringSink copy;
  const auto why = delo::validators::text::copy_as_utf8(source, *format, copy);
  if (!why || !delo::is_utf8(copy.text())) std::abort();
  if (!why->empty() && !copy.text().empty()) std::abort();
  return 0;
}
