#include "validators/pdf/jbig2_decoder.h"

#include "validators/pdf/image_look.h"
// Its macros spoil the standard library's headers after it.
#include <jbig2.h>

#include <cstddef>
#include <cstdlib>

#include "validators/pdf/jbig2_segments.h"

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

void feed(Jbig2Ctx* context, std::string_view data) {
  jbig2_data_in(context, reinterpret_cast<const unsigned char*>(data.data()), data.size());
}

std::optional<PageLook> look_of(const Jbig2Image& page) {
  BitmapLook look(page.width, page.height);
  for (std::uint32_t y = 0; y < page.height; ++y) {
    if (look.wants(y))
      look.row(y, std::as_bytes(std::span(page.data + std::size_t{y} * page.stride, page.stride)));
  }
  return look.finish();
}

}  // namespace

Jbig2Report decode_jbig2(std::string_view data, std::string_view globals) {
  Jbig2Report report;
  Jbig2Segments segments;
  report.fault = segments.read(globals);
  if (report.fault.empty()) report.fault = segments.read(data);
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
      report.look = look_of(*page);
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
