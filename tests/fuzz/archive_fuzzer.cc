// Archives from outside: every entry's name and content.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "packages/sinks/archive_reader.h"

namespace {

class Bytes final : public delo::ByteSource {
 public:
  Bytes(const std::uint8_t* data, std::size_t size)
      : text_(reinterpret_cast<const char*>(data), size), source_(text_) {}
  std::uint64_t size() const override { return source_.size(); }
  delo::Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    return source_.read_at(offset, out);
  }

 private:
  std::string text_;
  delo::MemorySource source_;
};

class Nothing final : public delo::ByteSink {
 public:
  delo::Result<void> write(std::span<const std::byte>) override { return {}; }
  delo::Result<void> finish() override { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  using namespace delo::packages;
  const ArchiveBudget budget{.bytes = 1u << 24, .entries = 1000, .ratio_from = 1u << 20};
  auto reader = ArchiveReader::open(std::make_unique<Bytes>(data, size), budget);
  if (!reader) return 0;
  while (true) {
    auto entry = (*reader)->next();
    if (!entry || !*entry) break;
    // A refused entry has no path, and no entry's path leaves its folder.
    if ((*entry)->refused != (*entry)->path.empty() && (*entry)->type == EntryType::kFile) {
      __builtin_trap();
    }
    Nothing sink;
    if (!(*entry)->refused && !(*reader)->read(sink)) break;
  }
  return 0;
}
