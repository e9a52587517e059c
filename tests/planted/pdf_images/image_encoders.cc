#include "tests/planted/pdf_images/image_encoders.h"

#include <lcms2.h>
#include <openjpeg.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include <jpeglib.h>

#include "tests/support/libtiff_memory.h"

namespace delo::planted {
namespace {

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "make_pdf_images: %s\n", why);
  std::exit(3);
}

std::string fax_of(const Bilevel& page, std::uint16_t compression, std::uint32_t options) {
  std::string codes = tests::fax_strip(page.width, page.height, page.bytes, compression, options);
  if (codes.empty()) give_up("libtiff could not code a fax image");
  return codes;
}

// Codes of any length, the most significant bit first.
class BitWriter {
 public:
  void put(unsigned value, int bits) {
    while (bits-- > 0) {
      held_ = held_ << 1 | (value >> bits & 1);
      if (++count_ == 8) flush();
    }
  }
  void align() {
    while (count_) put(0, 1);
  }
  const std::string& bytes() const { return out_; }

 private:
  void flush() {
    out_.push_back(static_cast<char>(held_));
    held_ = 0;
    count_ = 0;
  }
  std::string out_;
  unsigned held_ = 0;
  int count_ = 0;
};

std::string saved(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  std::string bytes(size, '\0');
  cmsSaveProfileToMem(profile, bytes.data(), &size);
  cmsCloseProfile(profile);
  return bytes;
}

}  // namespace

Picture scanned_page(int width, int height, int channels) {
  std::mt19937 random(7);
  Picture picture{width, height, channels, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool ink = y % 24 < 12 && x % 13 < 4 && (x / 50 + y / 24) % 5 != 0;
      for (int c = 0; c < channels; ++c)
        picture.bytes.push_back(static_cast<char>((ink ? 60 : 215 - 9 * c) + x * 12 / width +
                                                  static_cast<int>(random() % 12)));
    }
  }
  return picture;
}

Picture white_page(int width, int height, int channels) {
  return {width, height, channels,
          std::string(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                          static_cast<std::size_t>(channels),
                      '\xFF')};
}

Bilevel written_page(int width, int height) {
  std::mt19937 random(11);
  const auto row = static_cast<std::size_t>((width + 7) / 8);
  Bilevel page{width, height, std::string(row * static_cast<std::size_t>(height), '\0')};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool ink = y % 24 < 12 && (x + y % 3) % 13 < 4 && (x / 50 + y / 24) % 5 != 0;
      if (ink != (random() % 200 == 0)) {
        const auto at = static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x / 8);
        page.bytes[at] = static_cast<char>(page.bytes[at] | (0x80 >> (x % 8)));
      }
    }
  }
  return page;
}

std::string jpeg_of(const Picture& picture, const JpegKind& kind) {
  jpeg_compress_struct c{};
  jpeg_error_mgr errors{};
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &out, &size);
  c.image_width = static_cast<JDIMENSION>(picture.width);
  c.image_height = static_cast<JDIMENSION>(picture.height);
  c.input_components = picture.channels;
  c.in_color_space = picture.channels == 1   ? JCS_GRAYSCALE
                     : picture.channels == 3 ? JCS_RGB
                                             : JCS_CMYK;
  jpeg_set_defaults(&c);
  if (kind.ycck) jpeg_set_colorspace(&c, JCS_YCCK);
  jpeg_set_quality(&c, 85, TRUE);
  if (kind.progressive) jpeg_simple_progression(&c);
  c.optimize_coding = kind.optimized ? TRUE : FALSE;
  c.restart_interval = kind.restart;
  if (kind.full_chroma) c.comp_info[0].h_samp_factor = c.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&c, TRUE);
  std::string pixels = picture.bytes;
  const auto row = static_cast<std::size_t>(picture.width * picture.channels);
  while (c.next_scanline < c.image_height) {
    auto* line = reinterpret_cast<unsigned char*>(pixels.data()) + c.next_scanline * row;
    jpeg_write_scanlines(&c, &line, 1);
  }
  jpeg_finish_compress(&c);
  std::string bytes(reinterpret_cast<char*>(out), size);
  jpeg_destroy_compress(&c);
  std::free(out);
  return bytes;
}

std::string jpx_of(const Picture& picture, const JpxKind& kind) {
  struct Out {
    std::string bytes;
    std::size_t at = 0;
  } out;
  opj_image_cmptparm_t components[4] = {};
  for (auto& component : components) {
    component.dx = component.dy = 1;
    component.w = static_cast<OPJ_UINT32>(picture.width);
    component.h = static_cast<OPJ_UINT32>(picture.height);
    component.prec = 8;
  }
  opj_image_t* image = opj_image_create(static_cast<OPJ_UINT32>(picture.channels), components,
                                        picture.channels == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB);
  image->x1 = static_cast<OPJ_UINT32>(picture.width);
  image->y1 = static_cast<OPJ_UINT32>(picture.height);
  const auto channels = static_cast<std::size_t>(picture.channels);
  for (std::size_t i = 0; i < picture.bytes.size(); ++i)
    image->comps[i % channels].data[i / channels] = static_cast<unsigned char>(picture.bytes[i]);
  opj_cparameters_t p;
  opj_set_default_encoder_parameters(&p);
  p.tcp_numlayers = kind.layers;
  for (int i = 0; i < kind.layers; ++i)
    p.tcp_rates[i] = kind.lossy ? kind.rate * static_cast<float>(1 << (kind.layers - 1 - i)) : 0;
  p.cp_disto_alloc = 1;
  p.irreversible = kind.lossy ? 1 : 0;
  p.prog_order = static_cast<OPJ_PROG_ORDER>(kind.progression);
  if (kind.bypass) p.mode = 1 | 4;
  if (kind.tiles) {
    p.tile_size_on = OPJ_TRUE;
    p.cp_tdx = p.cp_tdy = 256;
  }
  if (kind.markers) p.csty |= 6;  // SOP and EPH
  if (kind.precincts) {
    p.csty |= 1;
    p.res_spec = 2;
    p.prcw_init[0] = p.prch_init[0] = 256;
    p.prcw_init[1] = p.prch_init[1] = 128;
  }
  p.tcp_mct = picture.channels >= 3 ? 1 : 0;
  opj_codec_t* codec = opj_create_compress(kind.boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
  opj_setup_encoder(codec, &p, image);
  opj_stream_t* stream = opj_stream_create(1 << 16, OPJ_FALSE);
  opj_stream_set_user_data(stream, &out, nullptr);
  opj_stream_set_write_function(stream, [](void* data, OPJ_SIZE_T size, void* user) -> OPJ_SIZE_T {
    auto& to = *static_cast<Out*>(user);
    if (to.bytes.size() < to.at + size) to.bytes.resize(to.at + size);
    to.bytes.replace(to.at, size, static_cast<char*>(data), size);
    to.at += size;
    return size;
  });
  opj_stream_set_skip_function(stream, [](OPJ_OFF_T size, void* user) -> OPJ_OFF_T {
    static_cast<Out*>(user)->at += static_cast<std::size_t>(size);
    return size;
  });
  opj_stream_set_seek_function(stream, [](OPJ_OFF_T at, void* user) -> OPJ_BOOL {
    static_cast<Out*>(user)->at = static_cast<std::size_t>(at);
    return OPJ_TRUE;
  });
  if (!opj_start_compress(codec, image, stream) || !opj_encode(codec, stream) ||
      !opj_end_compress(codec, stream))
    give_up("OpenJPEG could not encode");
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  opj_image_destroy(image);
  return out.bytes;
}

std::string g4_of(const Bilevel& page) { return fax_of(page, COMPRESSION_CCITTFAX4, 0); }

std::string g3_of(const Bilevel& page, bool two_dimensional) {
  return fax_of(page, COMPRESSION_CCITTFAX3, two_dimensional ? GROUP3OPT_2DENCODING : 0);
}

std::string aligned_g4(int width, int height, std::string& pixels) {
  // White 2, black 3, white to the end; then rows without a change.
  BitWriter out;
  out.put(0b001, 3);
  out.put(0b0111, 4);
  out.put(0b10, 2);
  out.put(1, 1);
  out.align();
  for (int y = 1; y < height; ++y) {
    out.put(0b111, 3);
    out.align();
  }
  out.put(0x001001, 24);
  std::string row(static_cast<std::size_t>((width + 7) / 8), '\0');
  row[0] = 0x38;
  for (int y = 0; y < height; ++y) pixels += row;
  return out.bytes();
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(static_cast<uLong>(data.size()));
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size,
            reinterpret_cast<const Bytef*>(data.data()), static_cast<uLong>(data.size()), 6);
  out.resize(size);
  return out;
}

std::string lzw_of(const std::string& data, bool early) {
  BitWriter out;
  std::map<std::pair<int, unsigned char>, int> table;
  int next = 258, width = 9, held = -1;
  out.put(256, 9);
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    if (held < 0) {
      held = byte;
      continue;
    }
    if (const auto at = table.find({held, byte}); at != table.end()) {
      held = at->second;
      continue;
    }
    out.put(static_cast<unsigned>(held), width);
    table[{held, byte}] = next++;
    if (next + (early ? 1 : 0) > 1 << width) ++width;
    if (next >= 4093) {
      out.put(256, std::min(width, 12));
      table.clear();
      next = 258;
      width = 9;
    }
    held = byte;
  }
  if (held >= 0) {
    out.put(static_cast<unsigned>(held), width);
    ++next;
    if (next + (early ? 1 : 0) > 1 << width) ++width;
  }
  out.put(257, width);
  out.align();
  return out.bytes();
}

std::string run_length_of(const std::string& data) {
  std::string out;
  for (std::size_t i = 0; i < data.size();) {
    std::size_t run = 1;
    while (run < 128 && i + run < data.size() && data[i + run] == data[i]) ++run;
    if (run > 1) {
      out.push_back(static_cast<char>(257 - run));
      out.push_back(data[i]);
      i += run;
    } else {
      std::size_t plain = 1;
      while (plain < 128 && i + plain < data.size() &&
             (i + plain + 1 >= data.size() || data[i + plain] != data[i + plain + 1]))
        ++plain;
      out.push_back(static_cast<char>(plain - 1));
      out.append(data, i, plain);
      i += plain;
    }
  }
  out.push_back('\x80');
  return out;
}

std::string ascii85_of(const std::string& data) {
  std::string out;
  for (std::size_t i = 0; i < data.size(); i += 4) {
    const std::size_t take = std::min<std::size_t>(4, data.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k)
      group = group << 8 | (k < take ? static_cast<unsigned char>(data[i + k]) : 0u);
    char digits[5];
    for (int k = 4; k >= 0; --k) {
      digits[k] = static_cast<char>('!' + group % 85);
      group /= 85;
    }
    if (take == 4 && std::all_of(digits, digits + 5, [](char c) { return c == '!'; })) {
      out += 'z';
    } else {
      out.append(digits, take + 1);
    }
    if (i % 64 == 60) out += '\n';
  }
  return out + "~>";
}

std::string hex_of(const std::string& data) {
  std::string out;
  for (std::size_t i = 0; i < data.size(); ++i) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(data[i]));
    out += digits;
    if (i % 32 == 31) out += '\n';
  }
  return out + ">";
}

std::string png_predicted(const std::string& data, std::size_t row, std::size_t pixel) {
  std::string out, above(row, '\0');
  for (std::size_t at = 0, y = 0; at + row <= data.size(); at += row, ++y) {
    const int filter = static_cast<int>(y % 5);  // every one of them
    out.push_back(static_cast<char>(filter));
    for (std::size_t i = 0; i < row; ++i) {
      const auto byte = [](char c) { return static_cast<int>(static_cast<unsigned char>(c)); };
      const int left = i >= pixel ? byte(data[at + i - pixel]) : 0;
      const int up = byte(above[i]), corner = i >= pixel ? byte(above[i - pixel]) : 0;
      const int p = left + up - corner, pa = std::abs(p - left), pb = std::abs(p - up),
                pc = std::abs(p - corner);
      const int paeth = pa <= pb && pa <= pc ? left : pb <= pc ? up : corner;
      const int guesses[] = {0, left, up, (left + up) / 2, paeth};
      out.push_back(static_cast<char>(byte(data[at + i]) - guesses[filter]));
    }
    above = data.substr(at, row);
  }
  return out;
}

std::string tiff_predicted(std::string data, std::size_t row, std::size_t pixel) {
  for (std::size_t at = 0; at + row <= data.size(); at += row)
    for (std::size_t i = row; i-- > pixel;)
      data[at + i] = static_cast<char>(data[at + i] - data[at + i - pixel]);
  return data;
}

std::string srgb_profile() { return saved(cmsCreate_sRGBProfile()); }

std::string gray_profile() {
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 2.2);
  cmsHPROFILE profile = cmsCreateGrayProfile(cmsD50_xyY(), curve);
  cmsFreeToneCurve(curve);
  return saved(profile);
}

}  // namespace delo::planted
