// Any bytes as a line of a plan: an item or refused, and an item is written as it was read.
#include <cstddef>
#include <cstdint>

#include "ingest/planning/planned_item.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = delo::Json::parse({reinterpret_cast<const char*>(data), size});
  if (!json) return 0;
  const auto item = delo::ingest::planned_item_from(*json);
  if (!item) return 0;
  const auto again = delo::ingest::planned_item_from(delo::ingest::to_plan_json(*item));
  if (!again || again->facts != item->facts) __builtin_trap();
  (void)delo::ingest::returned_item_of(*item);
  return 0;
}
