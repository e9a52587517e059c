#include "validators/pdf/jbig2_decoder.h"

#include <jbig2.h>

#include <cstddef>
#include <cstdlib>

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxMemory = 384u << 20;  // bytes jbig2dec may hold
constexpr std::size_t kBlock = 16;              // room for the size before each piece, aligned

// An allocator that stops at a limit.  jbig2dec hands its own struct back, so it
// comes first.
struct Budget {
  Jbig2Allocator allocator;
  std::size_t used = 0;
};

void* take(Jbig2Allocator* allocator, std::size_t size) {
  auto& budget = *reinterpret_cast<Budget*>(allocator);
  if (size > kMaxMemory - budget.used) return nullptr;
  auto* block = static_cast<std::byte*>(std::malloc(size + kBlock));
  if (!block) return nullptr;
  *reinterpret_cast<std::size_t*>(block) = size;
  budget.used += size;
  return block + kBlock;
}

void give(Jbig2Allocator* allocator, void* p) {
  if (!p) return;
  auto* block = static_cast<std::byte*>(p) - kBlock;
  reinterpret_cast<Budget*>(allocator)->used -= *reinterpret_cast<std::size_t*>(block);
  std::free(block);
}

void* retake(Jbig2Allocator* allocator, void* p, std::size_t size) {
  if (!p) return take(allocator, size);
  auto& budget = *reinterpret_cast<Budget*>(allocator);
  auto* block = static_cast<std::byte*>(p) - kBlock;
  const std::size_t before = *reinterpret_cast<std::size_t*>(block);
  if (size > before && size - before > kMaxMemory - budget.used) return nullptr;
  auto* grown = static_cast<std::byte*>(std::realloc(block, size + kBlock));
  if (!grown) return nullptr;
  *reinterpret_cast<std::size_t*>(grown) = size;
  budget.used = budget.used - before + size;
  return grown + kBlock;
}

void on_message(void* user, const char* text, Jbig2Severity severity, std::uint32_t segment) {
  auto& report = *static_cast<Jbig2Report*>(user);
  if (severity < JBIG2_SEVERITY_WARNING || !report.fault.empty()) return;
  report.fault =
      std::string(text ? text : "damaged") + " (segment " + std::to_string(segment) + ")";
}

// ISO/IEC 14492 7.2: every segment's data lie within the stream.  jbig2dec waits
// in silence for bytes that never come.
std::string fault_of_segments(std::string_view data) {
  std::size_t at = 0;
  const auto number = [&](std::size_t where, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value = value << 8 | static_cast<unsigned char>(data[where + i]);
    return value;
  };
  while (data.size() - at >= 6) {
    const std::uint64_t segment = number(at, 4);
    const auto flags = static_cast<unsigned char>(data[at + 4]);
    std::size_t header = 5;
    std::uint64_t referred = static_cast<unsigned char>(data[at + 5]) >> 5;
    if (referred == 7) {
      if (data.size() - at < 9) break;
      referred = number(at + 5, 4) & 0x1FFFFFFF;
      header += 4 + static_cast<std::size_t>((referred + 8) / 8);
    } else {
      header += 1;
    }
    const std::size_t each = segment <= 256 ? 1 : segment <= 65536 ? 2 : 4;
    if (referred > data.size())
      return "segment " + std::to_string(segment) + " refers to " + std::to_string(referred) +
             " others";
    header += static_cast<std::size_t>(referred) * each + ((flags & 0x40) ? 4 : 1) + 4;
    if (data.size() - at < header)
      return "the header of segment " + std::to_string(segment) + " is cut off";
    const std::uint64_t length = number(at + header - 4, 4);
    at += header;
    if (length == 0xFFFFFFFF) return {};  // of unknown length: jbig2dec finds its end
    if (length > data.size() - at)
      return "segment " + std::to_string(segment) + " claims " + std::to_string(length) +
             " bytes, " + std::to_string(data.size() - at) + " are there: the image was cut off";
    at += static_cast<std::size_t>(length);
  }
  return {};
}

void feed(Jbig2Ctx* context, std::string_view data) {
  jbig2_data_in(context, reinterpret_cast<const unsigned char*>(data.data()), data.size());
}

}  // namespace

Jbig2Report decode_jbig2(std::string_view data, std::string_view globals) {
  Jbig2Report report;
  report.fault = fault_of_segments(globals);
  if (report.fault.empty()) report.fault = fault_of_segments(data);
  Budget budget{{take, give, retake}};
  Jbig2GlobalCtx* shared = nullptr;
  if (!globals.empty()) {
    Jbig2Ctx* context =
        jbig2_ctx_new(&budget.allocator, JBIG2_OPTIONS_EMBEDDED, nullptr, on_message, &report);
    if (context) {
      feed(context, globals);
      shared = jbig2_make_global_ctx(context);
    }
  }
  if (Jbig2Ctx* context =
          jbig2_ctx_new(&budget.allocator, JBIG2_OPTIONS_EMBEDDED, shared, on_message, &report)) {
    feed(context, data);
    jbig2_complete_page(context);
    if (Jbig2Image* page = jbig2_page_out(context)) {
      report.opened = true;
      report.width = page->width;
      report.height = page->height;
      jbig2_release_page(context, page);
    } else if (report.fault.empty()) {
      report.fault = "no page came out of its segments";
    }
    jbig2_ctx_free(context);
  }
  if (shared) jbig2_global_ctx_free(shared);
  return report;
}

std::string jbig2_library() {
  return "jbig2dec " + std::to_string(JBIG2_VERSION_MAJOR) + "." +
         std::to_string(JBIG2_VERSION_MINOR);
}

}  // namespace delo::validators::pdf
