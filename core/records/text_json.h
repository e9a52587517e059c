// What a text says of itself, as JSON: "text" of "technical".
#pragma once

#include "core/records/text_metadata.h"
#include "core/text/json.h"

namespace delo {

Json to_json(const TextMetadata& text);
// What is malformed is left out: an untrusted answer is read with it.
TextMetadata text_metadata_from(const Json& json);

}  // namespace delo
