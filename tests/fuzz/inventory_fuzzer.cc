// OCFL inventories: the strict reader of our own, the lenient one of the validator,
// and the scissors that cut earlier and later ones from a text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/inventory.h"
#include "packages/ocfl/layout.h"
#include "packages/ocfl/versions.h"
#include "tests/support/inventory_text.h"

namespace {

struct Nobody final : delo::packages::ocfl::InventoryEntries {
  delo::Result<void> content(const delo::packages::ocfl::CheckedInventory&, const std::string&,
                             const std::string&) override {
    return {};
  }
  delo::Result<void> fixity(delo::DigestAlgorithm, const std::string&,
                            const std::string&) override {
    return {};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::packages::ocfl;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto inventory = parse_inventory(text);
  std::vector<OcflFault> faults;
  Nobody nobody;
  const auto checked = check_inventory(delo::MemorySource(text), "1.1", nobody, faults);
  if (!checked) __builtin_trap();
  if (inventory) {
    if (!checked->readable) __builtin_trap();
    for (const LogicalFile file : inventory->state) {
      if (file.content_at >= inventory->content.size()) __builtin_trap();
    }
  }
  const std::string whole(text);
  if (const auto first = inventory_of_version(whole, 1)) (void)parse_inventory(*first);
  (void)read_inventory(delo::MemorySource(text), 1);
  const auto next = next_inventory(whole, {}, {.message = "m", .user_name = "n"});
  if (next && inventory_of_version(next->text, next->version - 1).value() != whole) {
    __builtin_trap();
  }
  // A layout's configuration, and an id for it.
  const auto json = delo::Json::parse(text);
  for (const char* name : {"0002", "0003", "0004", "0006", "0007"}) {
    const auto layout = Layout::make(*layout_named(name), json ? *json : delo::Json());
    if (!layout) continue;
    if (const auto place = layout->place_of(text.substr(0, 300))) {
      if (place->is_absolute() || place->lexically_normal() != *place) __builtin_trap();
    }
  }
  return 0;
}
