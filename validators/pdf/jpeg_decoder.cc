#include "validators/pdf/jpeg_decoder.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <jpeglib.h>

#include <jerror.h>

#include <algorithm>

#include "validators/likeness/page_looker.h"

namespace delo::validators::pdf {
namespace {

constexpr int kMaxScans = 500;                            // of a progressive image
constexpr std::uint64_t kMaxCoefficients = 384ull << 20;  // bytes libjpeg may hold for one
constexpr std::uint64_t kPatience = 100'000'000;          // pixels decoded on after damage is known
constexpr unsigned kThumbnail = 176;                      // pixels, the longer side
constexpr std::size_t kMaxNotes = 5;

// What the callbacks of libjpeg share.  error_exit jumps back to `jump`; between
// there and setjmp no object with a destructor is alive but those of the caller.
struct Session {
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  jpeg_source_mgr source{};
  std::jmp_buf jump;
  JpegReport* report = nullptr;
};

Session& session_of(j_common_ptr c) { return *static_cast<Session*>(c->client_data); }

void note(std::vector<std::string>& notes, j_common_ptr c) {
  char text[JMSG_LENGTH_MAX];
  (*c->err->format_message)(c, text);
  if (notes.size() < kMaxNotes) notes.emplace_back(text);
}

[[noreturn]] void on_error(j_common_ptr c) {
  note(session_of(c).report->faults, c);
  std::longjmp(session_of(c).jump, 1);
}

void on_message(j_common_ptr c, int level) {
  if (level >= 0) return;  // trace
  ++c->err->num_warnings;
  const int code = c->err->msg_code;
  const bool harmless = code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR;
  note(harmless ? session_of(c).report->remarks : session_of(c).report->faults, c);
}

void on_progress(j_common_ptr c) {
  if (!c->is_decompressor) return;
  const auto* d = reinterpret_cast<j_decompress_ptr>(c);
  if (d->input_scan_number <= kMaxScans) return;
  session_of(c).report->faults.emplace_back("the image has more than 500 scans");
  std::longjmp(session_of(c).jump, 1);
}

void no_output(j_common_ptr) {}
void source_nothing(j_decompress_ptr) {}

boolean source_fill(j_decompress_ptr d) {
  static const JOCTET kEnd[] = {0xFF, JPEG_EOI};
  WARNMS(d, JWRN_JPEG_EOF);
  d->src->next_input_byte = kEnd;
  d->src->bytes_in_buffer = 2;
  return TRUE;
}

void source_skip(j_decompress_ptr d, long count) {
  if (count <= 0) return;
  if (static_cast<std::size_t>(count) > d->src->bytes_in_buffer) {
    source_fill(d);
    return;
  }
  d->src->next_input_byte += count;
  d->src->bytes_in_buffer -= static_cast<std::size_t>(count);
}

void prepare(Session& session, JpegReport& report) {
  session.report = &report;
  jpeg_std_error(&session.errors);
  session.errors.error_exit = on_error;
  session.errors.emit_message = on_message;
  session.errors.output_message = no_output;
  session.progress.progress_monitor = on_progress;
}

struct Pixels {  // of the reduced image, RGB or grey
  std::uint32_t width = 0, height = 0, channels = 0;
  std::vector<unsigned char> bytes;
};

// Averages to the thumbnail's size; CMYK comes as Adobe writes it, inverted.
Pixels reduced(const Pixels& from) {
  const std::uint32_t step = (std::max(from.width, from.height) + kThumbnail - 1) / kThumbnail;
  Pixels to;
  to.width = std::max(1u, from.width / std::max(1u, step));
  to.height = std::max(1u, from.height / std::max(1u, step));
  to.channels = from.channels == 1 ? 1 : 3;
  to.bytes.reserve(std::size_t{to.width} * to.height * to.channels);
  for (std::uint32_t y = 0; y < to.height; ++y) {
    for (std::uint32_t x = 0; x < to.width; ++x) {
      std::uint32_t sum[4] = {0, 0, 0, 0}, count = 0;
      for (std::uint32_t j = y * step; j < std::min((y + 1) * step, from.height); ++j)
        for (std::uint32_t i = x * step; i < std::min((x + 1) * step, from.width); ++i, ++count)
          for (std::uint32_t c = 0; c < from.channels; ++c)
            sum[c] += from.bytes[(std::size_t{j} * from.width + i) * from.channels + c];
      count = std::max(count, 1u);
      for (std::uint32_t c = 0; c < to.channels; ++c) {
        const std::uint32_t value = sum[c] / count;
        to.bytes.push_back(static_cast<unsigned char>(
            from.channels == 4 ? value * (sum[3] / count) / 255 : value));
      }
    }
  }
  return to;
}

bool compress(Session& session, const Pixels& pixels, unsigned char** out, unsigned long* size) {
  jpeg_compress_struct c{};
  c.err = &session.errors;
  c.client_data = &session;
  if (setjmp(session.jump)) {
    jpeg_destroy_compress(&c);
    return false;
  }
  jpeg_create_compress(&c);
  jpeg_mem_dest(&c, out, size);
  c.image_width = pixels.width;
  c.image_height = pixels.height;
  c.input_components = static_cast<int>(pixels.channels);
  c.in_color_space = pixels.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&c);
  jpeg_set_quality(&c, 70, TRUE);
  jpeg_start_compress(&c, TRUE);
  while (c.next_scanline < c.image_height) {
    auto* row = const_cast<unsigned char*>(pixels.bytes.data()) +
                std::size_t{c.next_scanline} * pixels.width * pixels.channels;
    jpeg_write_scanlines(&c, &row, 1);
  }
  jpeg_finish_compress(&c);
  jpeg_destroy_compress(&c);
  return true;
}

likeness::RowShape shape_of(const jpeg_decompress_struct& d) {
  using likeness::Tone;
  likeness::RowShape shape{.width = d.output_width,
                           .height = d.output_height,
                           .lanes = static_cast<std::uint32_t>(d.output_components),
                           .reduction = d.scale_denom};
  switch (d.out_color_space) {
    case JCS_RGB:
      shape.tone = Tone::kRgb;
      break;
    case JCS_YCbCr:
      shape.tone = Tone::kLuma;
      break;
    case JCS_CMYK:
      shape.tone = d.saw_Adobe_marker ? Tone::kInverseInk : Tone::kInk;
      break;
    default:
      break;
  }
  return shape;
}

// T.81 B.2.4.2: every table a scan uses is there.  libjpeg takes the standard's
// examples where there is none, and pixels from another table may come out.
void huffman_tables(j_decompress_ptr d, JpegReport& report) {
  if (d->progressive_mode || d->arith_code) return;
  for (int i = 0; i < d->comps_in_scan; ++i) {
    const jpeg_component_info* component = d->cur_comp_info[i];
    if (d->dc_huff_tbl_ptrs[component->dc_tbl_no] && d->ac_huff_tbl_ptrs[component->ac_tbl_no])
      continue;
    report.faults.emplace_back("a scan uses a Huffman table that is not there");
    return;
  }
}

// G.1.1: all bits of a coefficient that is coded come in some scan.
void refinements(j_decompress_ptr d, JpegReport& report) {
  if (!d->progressive_mode || !d->coef_bits || !report.faults.empty()) return;
  for (int c = 0; c < d->num_components; ++c) {
    bool whole = d->coef_bits[c][0] == 0;
    for (int k = 1; k < DCTSIZE2; ++k) whole = whole && d->coef_bits[c][k] <= 0;
    if (whole) continue;
    report.faults.emplace_back("scans are missing: coefficients lack their last bits");
    return;
  }
}

// The entropy decoding; fills `pixels` when it is not null, and makes a looker.
void decompress(Session& session, std::string_view data, Pixels* pixels,
                std::vector<unsigned char>& row, std::optional<likeness::PageLooker>& looker) {
  JpegReport& report = *session.report;
  jpeg_decompress_struct d{};
  d.err = &session.errors;
  d.client_data = &session;
  if (setjmp(session.jump)) {
    jpeg_destroy_decompress(&d);
    return;
  }
  jpeg_create_decompress(&d);
  d.progress = &session.progress;
  session.source.init_source = source_nothing;
  session.source.fill_input_buffer = source_fill;
  session.source.skip_input_data = source_skip;
  session.source.resync_to_restart = jpeg_resync_to_restart;
  session.source.term_source = source_nothing;
  session.source.next_input_byte = reinterpret_cast<const JOCTET*>(data.data());
  session.source.bytes_in_buffer = data.size();
  d.src = &session.source;
  jpeg_read_header(&d, TRUE);
  report.opened = true;
  report.width = d.image_width;
  report.height = d.image_height;
  report.components = d.num_components;
  report.bits = d.data_precision;
  huffman_tables(&d, report);
  const std::uint64_t area = std::uint64_t{d.image_width} * d.image_height;
  if ((d.progressive_mode || d.buffered_image || jpeg_has_multiple_scans(&d)) &&
      area * static_cast<std::uint64_t>(d.num_components) * 2 > kMaxCoefficients) {
    report.too_large = true;
    jpeg_destroy_decompress(&d);
    return;
  }
  d.scale_num = 1;
  d.scale_denom = 8;
  if (pixels)
    while (d.scale_denom > 1 &&
           std::max(d.image_width, d.image_height) / d.scale_denom < kThumbnail)
      d.scale_denom /= 2;
  d.do_fancy_upsampling = FALSE;
  d.dct_method = JDCT_IFAST;
  // No conversion; of the colours of YCbCr the codes are read and no more is done.
  if (!pixels)
    d.out_color_space = d.jpeg_color_space == JCS_YCbCr ? JCS_GRAYSCALE : d.jpeg_color_space;
  jpeg_start_decompress(&d);
  const auto channels = static_cast<std::uint32_t>(d.output_components);
  row.resize(std::size_t{d.output_width} * channels);
  if (pixels) {
    pixels->width = d.output_width;
    pixels->height = d.output_height;
    pixels->channels = channels;
    pixels->bytes.resize(std::size_t{d.output_width} * d.output_height * channels);
  }
  looker.emplace(shape_of(d));
  while (d.output_scanline < d.output_height) {
    unsigned char* into =
        pixels ? pixels->bytes.data() + std::size_t{d.output_scanline} * row.size() : row.data();
    const std::uint64_t y = d.output_scanline;
    jpeg_read_scanlines(&d, &into, 1);
    if (looker->wants(y)) looker->take(0, y, {into, row.size()});
    if (!report.faults.empty() && area > kPatience) {
      jpeg_destroy_decompress(&d);
      return;
    }
  }
  refinements(&d, report);
  jpeg_finish_decompress(&d);
  report.rest = session.source.bytes_in_buffer;
  jpeg_destroy_decompress(&d);
}

}  // namespace

JpegReport decode_jpeg(std::string_view data, bool thumbnail) {
  JpegReport report;
  Session session;
  prepare(session, report);
  Pixels pixels;
  std::vector<unsigned char> row;
  std::optional<likeness::PageLooker> looker;  // outlives every jump
  decompress(session, data, thumbnail ? &pixels : nullptr, row, looker);
  if (looker && report.faults.empty()) report.look = looker->finish();
  if (thumbnail && !pixels.bytes.empty() &&
      (pixels.channels == 1 || pixels.channels == 3 || pixels.channels == 4)) {
    const Pixels small = reduced(pixels);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    JpegReport unused;
    session.report = &unused;
    if (compress(session, small, &out, &size))
      report.thumbnail.assign(reinterpret_cast<char*>(out), size);
    std::free(out);
  }
  return report;
}

std::string jpeg_library() {
  const int version = LIBJPEG_TURBO_VERSION_NUMBER;  // 2001005
  return "libjpeg-turbo " + std::to_string(version / 1000000) + "." +
         std::to_string(version / 1000 % 1000) + "." + std::to_string(version % 1000);
}

}  // namespace delo::validators::pdf
