// OCFL inventories: the strict reader of our own and the lenient one of the
// validator.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/inventory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::packages::ocfl;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto inventory = parse_inventory(text);
  std::vector<OcflFault> faults;
  const CheckedInventory checked = check_inventory(text, "1.1", faults);
  if (inventory) {
    if (!checked.readable) __builtin_trap();
    for (const LogicalFile& file : inventory->state) {
      if (file.content_at >= inventory->content.size()) __builtin_trap();
    }
  }
  return 0;
}
