// What is asked of the vendor where a rule is broken.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/records/finding.h"

namespace delo::ingest {

// In the order of a return list: what takes most work comes first.
enum class Request : std::uint8_t { kScan, kSend, kCorrect, kAnswer };
std::string_view name_of(Request request);  // "scan" "send" "correct" "answer"
// English, for Language::say(): "To be scanned"
std::string_view words_for(Request request);

struct RequestText {
  Request request = Request::kSend;
  std::string_view text;  // English, for Language::say(); addressed to the vendor, no full stop
};
// Rules tell archivists what to do; this tells those who made the files.
RequestText request_for(std::string_view rule);

}  // namespace delo::ingest
