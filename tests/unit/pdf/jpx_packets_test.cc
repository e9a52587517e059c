// Packets of JPEG 2000 are followed to the last byte, however the image is laid out.
#include <gtest/gtest.h>
#include <openjpeg.h>

#include <random>
#include <string>

#include "validators/pdf/jpx_decoder.h"

namespace delo::test {
namespace {

using validators::pdf::decode_jpx;

constexpr unsigned kSeeds = 150;

struct Out {
  std::string bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T write_out(void* data, OPJ_SIZE_T size, void* user) {
  auto& to = *static_cast<Out*>(user);
  if (to.bytes.size() < to.at + size) to.bytes.resize(to.at + size);
  to.bytes.replace(to.at, size, static_cast<char*>(data), size);
  to.at += size;
  return size;
}
OPJ_OFF_T skip_out(OPJ_OFF_T size, void* user) {
  static_cast<Out*>(user)->at += static_cast<std::size_t>(size);
  return size;
}
OPJ_BOOL seek_out(OPJ_OFF_T at, void* user) {
  static_cast<Out*>(user)->at = static_cast<std::size_t>(at);
  return OPJ_TRUE;
}

// An image laid out by chance; empty when OpenJPEG does not make such a one.
std::string encoded(unsigned seed) {
  std::mt19937 random(seed);
  const auto one_of = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
  opj_cparameters_t p;
  opj_set_default_encoder_parameters(&p);
  const unsigned x0 = one_of(2) ? one_of(70) : 0, y0 = one_of(2) ? one_of(70) : 0;
  const unsigned x1 = x0 + 40 + one_of(200), y1 = y0 + 40 + one_of(150);
  const unsigned components = one_of(2) ? 3 : 1;
  const bool subsampled = components == 3 && one_of(3) == 0;
  opj_image_cmptparm_t parts[3] = {};
  for (unsigned c = 0; c < components; ++c) {
    parts[c].dx = parts[c].dy = subsampled && c > 0 ? 2 : 1;
    parts[c].prec = 8;
    parts[c].x0 = (x0 + parts[c].dx - 1) / parts[c].dx;
    parts[c].y0 = (y0 + parts[c].dy - 1) / parts[c].dy;
    parts[c].w = (x1 + parts[c].dx - 1) / parts[c].dx - parts[c].x0;
    parts[c].h = (y1 + parts[c].dy - 1) / parts[c].dy - parts[c].y0;
  }
  opj_image_t* image =
      opj_image_create(components, parts, components == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB);
  image->x0 = x0;
  image->y0 = y0;
  image->x1 = x1;
  image->y1 = y1;
  const bool flat = one_of(6) == 0;
  for (unsigned c = 0; c < components; ++c)
    for (unsigned i = 0; i < parts[c].w * parts[c].h; ++i)
      image->comps[c].data[i] = flat ? 255 : static_cast<int>((i / 3 + random() % 40) % 256);
  p.tcp_mct = components == 3 && !subsampled ? 1 : 0;
  p.tile_size_on = static_cast<int>(one_of(2));
  // Of a tile one pixel wide OpenJPEG encodes nothing with loss.
  p.irreversible = p.tile_size_on ? 0 : static_cast<int>(one_of(2));
  p.tcp_numlayers = static_cast<int>(1 + one_of(4));
  for (int i = 0; i < p.tcp_numlayers; ++i)
    p.tcp_rates[i] = p.irreversible ? static_cast<float>(2 << (p.tcp_numlayers - i)) : 0;
  p.cp_disto_alloc = 1;
  p.prog_order = static_cast<OPJ_PROG_ORDER>(one_of(5));
  p.numresolution = static_cast<int>(1 + one_of(6));
  p.cblockw_init = p.cblockh_init = 4 << one_of(5);
  const int modes[] = {0, 0, 1, 4, 5, 2 | 8, 32, 63 & ~1};
  p.mode = modes[one_of(8)];
  p.csty = static_cast<int>(one_of(4)) << 1;  // SOP, EPH
  if (one_of(2)) {
    p.csty |= 1;
    p.res_spec = 2;
    p.prcw_init[0] = p.prch_init[0] = 32 << one_of(4);
    p.prcw_init[1] = p.prch_init[1] = 16 << one_of(4);
  }
  if (p.tile_size_on) {
    p.cp_tdx = static_cast<int>(50 + one_of(150));
    p.cp_tdy = static_cast<int>(50 + one_of(150));
    p.cp_tx0 = static_cast<int>(one_of(x0 + 1));
    p.cp_ty0 = static_cast<int>(one_of(y0 + 1));
    if (x0 >= static_cast<unsigned>(p.cp_tx0 + p.cp_tdx)) p.cp_tx0 = static_cast<int>(x0);
    if (y0 >= static_cast<unsigned>(p.cp_ty0 + p.cp_tdy)) p.cp_ty0 = static_cast<int>(y0);
  }
  p.image_offset_x0 = static_cast<int>(x0);
  p.image_offset_y0 = static_cast<int>(y0);
  // With precincts or the markers of packets, or in another order, OpenJPEG writes
  // tile-parts that it can't read itself.
  if (one_of(3) == 0 && p.csty == 0 && p.prog_order == OPJ_LRCP) {
    p.tp_on = 1;
    p.tp_flag = "RLC"[one_of(3)];
  }
  Out out;
  opj_codec_t* codec = opj_create_compress(OPJ_CODEC_J2K);
  opj_stream_t* stream = opj_stream_create(1 << 16, OPJ_FALSE);
  opj_stream_set_user_data(stream, &out, nullptr);
  opj_stream_set_write_function(stream, write_out);
  opj_stream_set_skip_function(stream, skip_out);
  opj_stream_set_seek_function(stream, seek_out);
  const bool made = opj_setup_encoder(codec, &p, image) &&
                    opj_start_compress(codec, image, stream) && opj_encode(codec, stream) &&
                    opj_end_compress(codec, stream);
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  opj_image_destroy(image);
  return made ? out.bytes : "";
}

TEST(JpxPackets, sound_images_of_every_layout_have_no_fault) {
  int made = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    const std::string data = encoded(seed);
    if (data.empty()) continue;
    ++made;
    EXPECT_EQ(decode_jpx(data, 1 << 20).fault, "") << "seed " << seed;
  }
  EXPECT_GT(made, 75);
}

TEST(JpxPackets, bytes_of_chance_within_them_are_found) {
  int made = 0, found = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    std::string data = encoded(seed);
    if (data.size() < 12'000) continue;
    ++made;
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < 3000; ++i) data[data.size() / 2 + i] = static_cast<char>(random());
    found += !decode_jpx(data, 1 << 20).fault.empty();
  }
  EXPECT_GT(made, 20);
  EXPECT_GE(found * 20, made * 19);
}

}  // namespace
}  // namespace delo::test
