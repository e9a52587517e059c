#include "validators/pdf/jpx_decoder.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "validators/pdf/image_look.h"
#include "validators/pdf/jpx_codestream.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxSamples = 40'000'000;  // held at once: four bytes each

struct Memory {
  std::string_view data;
  std::size_t at = 0;
};

OPJ_SIZE_T read_bytes(void* out, OPJ_SIZE_T count, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  const std::size_t take = std::min<std::size_t>(count, memory.data.size() - memory.at);
  if (take == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(out, memory.data.data() + memory.at, take);
  memory.at += take;
  return take;
}

OPJ_OFF_T skip_bytes(OPJ_OFF_T count, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  const auto left = static_cast<OPJ_OFF_T>(memory.data.size() - memory.at);
  const OPJ_OFF_T take = std::clamp<OPJ_OFF_T>(count, -static_cast<OPJ_OFF_T>(memory.at), left);
  memory.at = static_cast<std::size_t>(static_cast<OPJ_OFF_T>(memory.at) + take);
  return take == 0 && count != 0 ? -1 : take;
}

OPJ_BOOL seek_bytes(OPJ_OFF_T to, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  if (to < 0 || static_cast<std::uint64_t>(to) > memory.data.size()) return OPJ_FALSE;
  memory.at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

struct Notes {
  std::string fault, remark;
};

std::string line_of(const char* text) {
  std::string line(text ? text : "");
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  return line;
}

void on_error(const char* text, void* user) {
  auto& notes = *static_cast<Notes*>(user);
  if (notes.fault.empty()) notes.fault = line_of(text);
}

// OpenJPEG warns of damage and of oddities alike.
void on_warning(const char* text, void* user) {
  auto& notes = *static_cast<Notes*>(user);
  const std::string line = line_of(text);
  for (const char* sign : {"too long", "truncated", "orrupt", "nconsistent", "nvalid", "xpected",
                           "not enough", "Not enough", "beyond", "exceed"}) {
    if (line.find(sign) == std::string::npos) continue;
    if (notes.fault.empty()) notes.fault = line;
    return;
  }
  if (notes.remark.empty()) notes.remark = line;
}

struct CloseCodec {
  void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct CloseStream {
  void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct CloseImage {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};

// Of the first three components, or of the first where they differ in size.
std::optional<PageLook> look_of(const opj_image_t& image, unsigned reduce) {
  const opj_image_comp_t* comps = image.comps;
  if (image.numcomps == 0 || !comps[0].data) return std::nullopt;
  const auto alike = [&](const opj_image_comp_t& c) {
    return c.data && c.w == comps[0].w && c.h == comps[0].h;
  };
  const bool colours = image.numcomps >= 3 && alike(comps[1]) && alike(comps[2]);
  const std::uint32_t lanes = colours ? 3 : 1;
  likeness::PageLooker looker({.width = comps[0].w,
                               .height = comps[0].h,
                               .lanes = lanes,
                               .tone = colours ? likeness::Tone::kRgb : likeness::Tone::kGray,
                               .bilevel = comps[0].prec == 1,
                               .reduction = 1U << reduce});
  std::vector<std::uint8_t> row(std::size_t{comps[0].w} * lanes);
  for (std::uint32_t y = 0; y < comps[0].h; ++y) {
    if (!looker.wants(y)) continue;
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
      const opj_image_comp_t& c = comps[lane];
      const std::int32_t* from = c.data + std::size_t{y} * c.w;
      const std::int64_t zero = c.sgnd ? std::int64_t{1} << (c.prec - 1) : 0;
      const std::int64_t most = (std::int64_t{1} << std::min(c.prec, 31U)) - 1;
      for (std::uint32_t x = 0; x < c.w; ++x) {
        row[std::size_t{x} * lanes + lane] = static_cast<std::uint8_t>(
            std::clamp<std::int64_t>((from[x] + zero) * 255 / most, 0, 255));
      }
    }
    looker.take(0, y, row);
  }
  return looker.finish();
}

// Decodes at 1/2^reduce of the size; false when OpenJPEG gave up.
bool decode(std::string_view data, bool boxed, unsigned reduce, Notes& notes,
            std::optional<PageLook>& look) {
  Memory memory{data};
  std::unique_ptr<opj_stream_t, CloseStream> stream(opj_stream_create(1 << 16, OPJ_TRUE));
  std::unique_ptr<opj_codec_t, CloseCodec> codec(
      opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
  if (!stream || !codec) return notes.fault = "OpenJPEG could not be started", false;
  opj_stream_set_user_data(stream.get(), &memory, nullptr);
  opj_stream_set_user_data_length(stream.get(), data.size());
  opj_stream_set_read_function(stream.get(), read_bytes);
  opj_stream_set_skip_function(stream.get(), skip_bytes);
  opj_stream_set_seek_function(stream.get(), seek_bytes);
  opj_set_error_handler(codec.get(), on_error, &notes);
  opj_set_warning_handler(codec.get(), on_warning, &notes);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  parameters.cp_reduce = reduce;
  if (!opj_setup_decoder(codec.get(), &parameters)) return false;
  opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE);
  opj_image_t* raw = nullptr;
  const bool header = opj_read_header(stream.get(), codec.get(), &raw);
  const std::unique_ptr<opj_image_t, CloseImage> image(raw);
  if (!header || !opj_decode(codec.get(), stream.get(), image.get()) ||
      !opj_end_decompress(codec.get(), stream.get()))
    return false;
  look = look_of(*image, reduce);
  return true;
}

}  // namespace

JpxReport decode_jpx(std::string_view data, std::uint64_t budget) {
  JpxReport report;
  const JpxStructure structure = walk_jpx(data);
  report.width = structure.width;
  report.height = structure.height;
  report.components = structure.components;
  report.bits = structure.bits;
  report.boxed = structure.boxed;
  report.colour_channels =
      structure.colour_channels ? structure.colour_channels : structure.components;
  report.opened = structure.components > 0;
  report.fault = structure.fault;
  report.remark = structure.remark;
  if (!report.opened || !report.fault.empty()) return report;  // the first fault is enough
  const std::uint64_t area = std::uint64_t{structure.width} * structure.height;
  const auto samples = [&](unsigned reduce) {
    return (area >> (2 * reduce)) * structure.components;
  };
  const std::uint64_t limit = std::min(kMaxSamples, budget);
  const unsigned most = structure.resolutions > 0 ? structure.resolutions - 1 : 0;
  while (samples(report.reduced) > limit && report.reduced < most) ++report.reduced;
  if (samples(report.reduced) > kMaxSamples) {
    report.undecoded = true;
    return report;
  }
  report.samples = samples(report.reduced);
  Notes notes;
  const bool whole = decode(data, structure.boxed, report.reduced, notes, report.look);
  report.fault = !notes.fault.empty() ? notes.fault : whole ? "" : "OpenJPEG could not decode it";
  if (report.remark.empty()) report.remark = notes.remark;
  return report;
}

std::string jpx_library() { return std::string("OpenJPEG ") + opj_version(); }

}  // namespace delo::validators::pdf
