// What is so about the material.  A Finding is never about us: what we could not
// do is an Error (core/result.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/relative_path.h"

namespace delo {

// MAY, remark → info · SHOULD → warning · MUST → error.  Only errors make a
// thing invalid.
enum class Severity : std::uint8_t { kInfo, kWarning, kError };
std::string_view name_of(Severity severity);  // "info" "warning" "error"
std::optional<Severity> severity_named(std::string_view name);

// Who can put a thing right.
enum class Remedier : std::uint8_t { kArchivist, kProducer, kOperator };
std::string_view name_of(Remedier who);  // "archivist" "producer" "operator"

// A requirement, told once, in a constant table of its room.  Ids follow the
// requirement ("tiff.strip.outside-file"), live for ever and are never reused;
// where a standard has codes the id is that code as published.
struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view clause;   // "TIFF 6.0 p. 15"; empty for our own requirements
  std::string_view summary;  // the requirement as a statement: "Strips lie within the file"
  std::string_view cause;    // what usually leads to its breach
  std::string_view remedy;   // what to do, one sentence an archivist can act on
  Remedier who = Remedier::kProducer;
};

struct Location {
  RelativePath path;                    // file concerned, within its item; empty: the whole item
  std::optional<std::uint64_t> offset;  // bytes from the start of the file
  std::string part;                     // "IFD 0, tag 273" · "object 12 0" · "line 4"
  auto operator<=>(const Location&) const = default;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::kError;
  std::string clause;
  Location where;
  std::string message;  // names the thing, expected and found; no full stop
  auto operator<=>(const Finding&) const = default;
};

// A finding under `rule`, with the rule's severity and clause.
Finding finding(const Rule& rule, Location where, std::string message);

// "ERROR tiff.strip.outside-file 0037.tif [IFD 0, tag 273 @ 8]: …", one line, safe
// for a terminal.
std::string text_of(const Finding& finding);

}  // namespace delo
