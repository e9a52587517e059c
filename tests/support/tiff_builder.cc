#include "tests/support/tiff_builder.h"

// jpeglib.h needs FILE and size_t before it.
#include <jpeglib.h>
#include <zlib.h>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <algorithm>

namespace delo::tests {
namespace {

enum : std::uint16_t {
  kByte = 1,
  kAscii,
  kShort,
  kLong,
  kRational,
  kUndefined = 7,
  kSRational = 10
};

int width_of(std::uint16_t type) {
  switch (type) {
    case 3:
    case 8:
      return 2;
    case 4:
    case 9:
    case 11:
    case 13:
      return 4;
    case 5:
    case 10:
    case 12:
    case 16:
    case 17:
    case 18:
      return 8;
    default:
      return 1;
  }
}

void even(std::string& out) {
  if (out.size() % 2) out.push_back('\0');
}

std::string big32(std::uint32_t v) {
  return {static_cast<char>(v >> 24), static_cast<char>(v >> 16 & 0xFF),
          static_cast<char>(v >> 8 & 0xFF), static_cast<char>(v & 0xFF)};
}

}  // namespace

TiffField* TiffIfd::find(std::uint16_t tag) {
  for (TiffField& field : fields) {
    if (field.tag == tag) return &field;
  }
  return nullptr;
}

TiffIfd& TiffIfd::remove(std::uint16_t tag) {
  std::erase_if(fields, [&](const TiffField& field) { return field.tag == tag; });
  return *this;
}

std::string TiffBuilder::number(std::uint64_t value, int width) const {
  std::string out;
  for (int i = 0; i < width; ++i) {
    out.push_back(static_cast<char>(value >> (8 * (big_endian ? width - 1 - i : i)) & 0xFF));
  }
  return out;
}

std::string TiffBuilder::encoded(std::uint16_t type,
                                 std::initializer_list<std::uint64_t> values) const {
  std::string out;
  for (const std::uint64_t value : values) {
    // A fraction is given as a whole number; whoever needs another makes its bytes.
    if (type == kRational || type == kSRational) {
      out += number(value, 4) + number(1, 4);
    } else {
      out += number(value, width_of(type));
    }
  }
  return out;
}

TiffField TiffBuilder::field(std::uint16_t tag, std::uint16_t type,
                             std::initializer_list<std::uint64_t> values) const {
  return {.tag = tag, .type = type, .value = encoded(type, values)};
}

TiffBuilder& TiffBuilder::set_bytes(std::uint16_t tag, std::uint16_t type, std::string bytes,
                                    std::size_t page) {
  pages[page].remove(tag);
  pages[page].fields.push_back({.tag = tag, .type = type, .value = std::move(bytes)});
  return *this;
}

TiffBuilder& TiffBuilder::set(std::uint16_t tag, std::uint16_t type,
                              std::initializer_list<std::uint64_t> values, std::size_t page) {
  return set_bytes(tag, type, encoded(type, values), page);
}

std::uint64_t TiffBuilder::write_ifd(const TiffIfd& ifd, std::string& out, std::uint64_t* next_at) {
  const int wide = big_tiff ? 8 : 4;
  const std::uint16_t offset_type = big_tiff ? 16 : kLong;
  std::vector<TiffField> fields = ifd.fields;
  const auto add = [&](std::uint16_t tag, const std::vector<std::uint64_t>& values) {
    const bool given = std::ranges::any_of(fields, [&](auto& f) { return f.tag == tag; });
    const bool unwanted = std::ranges::find(ifd.leave_out, tag) != ifd.leave_out.end();
    if (given || unwanted || values.empty()) return;
    TiffField field{.tag = tag, .type = offset_type, .value = ""};
    for (const std::uint64_t value : values) field.value += number(value, wide);
    fields.push_back(std::move(field));
  };

  std::vector<std::uint64_t> offsets, counts;
  for (const std::string& strip : ifd.strips) {
    offsets.push_back(out.size());
    strip_offsets.push_back(out.size());
    counts.push_back(strip.size());
    out += strip;
    even(out);
  }
  out += ifd.pad_after_strips;
  const std::uint16_t strip_tag = ifd.tiles ? 324 : 273, count_tag = ifd.tiles ? 325 : 279;
  add(strip_tag, offsets);
  add(count_tag, counts);
  const auto children = [&](std::uint16_t tag, const std::vector<TiffIfd>& list) {
    std::vector<std::uint64_t> at;
    for (const TiffIfd& child : list) {
      std::uint64_t unused = 0;
      at.push_back(write_ifd(child, out, &unused));
    }
    add(tag, at);
  };
  children(330, ifd.sub);
  children(34665, ifd.exif);
  children(34853, ifd.gps);
  children(40965, ifd.interop);
  if (!ifd.keep_order) std::ranges::stable_sort(fields, {}, &TiffField::tag);

  std::string table;
  for (const TiffField& field : fields) {
    const std::uint64_t count =
        field.count.value_or(field.value.size() / static_cast<std::size_t>(width_of(field.type)));
    table += number(field.tag, 2) + number(field.type, 2) + number(count, wide);
    if (field.offset) {
      table += number(*field.offset, wide);
    } else if (field.value.size() <= static_cast<std::size_t>(wide)) {
      table += field.value + std::string(static_cast<std::size_t>(wide) - field.value.size(), '\0');
    } else {
      even(out);
      if (field.odd) out.push_back('\0');
      table += number(out.size(), wide);
      out += field.value;
    }
  }
  even(out);
  if (ifd.odd) out.push_back('\0');
  const std::uint64_t at = out.size();
  out += number(ifd.entries.value_or(static_cast<std::uint16_t>(fields.size())), big_tiff ? 8 : 2);
  out += table;
  *next_at = out.size();
  out += number(ifd.next.value_or(0), wide);
  return at;
}

std::string TiffBuilder::build() {
  ifd_offsets.clear();
  strip_offsets.clear();
  const int wide = big_tiff ? 8 : 4;
  std::string out = big_endian ? "MM" : "II";
  out += big_tiff ? number(43, 2) + number(8, 2) + number(0, 2) : number(42, 2);
  const std::size_t first_at = out.size();
  out += number(0, wide);
  std::uint64_t link_at = first_at;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    std::uint64_t next_at = 0;
    const std::uint64_t at = write_ifd(pages[i], out, &next_at);
    ifd_offsets.push_back(at);
    if (i == 0 || !pages[i - 1].next) {
      out.replace(static_cast<std::size_t>(link_at), static_cast<std::size_t>(wide),
                  number(at, wide));
    }
    link_at = next_at;
  }
  if (first_ifd) out.replace(first_at, static_cast<std::size_t>(wide), number(*first_ifd, wide));
  return out + trailing;
}

// ---- Sound files ----

std::string pixels(std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 7 + i / 48 * 3) % 251);
  return out;
}

TiffIfd sound_page(const TiffBuilder& b, int samples) {
  TiffIfd page;
  const auto n = static_cast<std::uint64_t>(samples);
  TiffField bits = b.field(258, kShort, {});
  for (int i = 0; i < samples; ++i) bits.value += b.encoded(kShort, {8});
  page.fields = {b.field(256, kLong, {48}),
                 b.field(257, kLong, {40}),
                 bits,
                 b.field(259, kShort, {1}),
                 b.field(262, kShort, {samples == 1 ? 1U : 2U}),
                 b.field(277, kShort, {n}),
                 b.field(278, kLong, {20}),
                 b.field(282, kRational, {300}),
                 b.field(283, kRational, {300}),
                 b.field(296, kShort, {2})};
  const std::string half = pixels(static_cast<std::size_t>(48 * 20 * samples));
  page.strips = {half, half};
  return page;
}

TiffBuilder sound_tiff(int samples) {
  TiffBuilder b;
  b.pages.push_back(sound_page(b, samples));
  return b;
}

TiffBuilder sound_tiff_of(std::uint16_t compression) {
  TiffBuilder b = sound_tiff();
  TiffIfd& page = b.pages[0];
  b.set(259, kShort, {compression});
  const std::string half = pixels(48 * 20);
  switch (compression) {
    case 5:
      page.strips = {lzw(half), lzw(half)};
      break;
    case 8:
      page.strips = {deflated(half), deflated(half)};
      break;
    case 32773:
      page.strips = {packbits(half), packbits(half)};
      break;
    case 7:
      b.set(278, kLong, {24});  // whole blocks
      page.strips = {jpeg_of_gray(48, 24), jpeg_of_gray(48, 16)};
      break;
    case 4:
      b.set(258, kShort, {1}).set(262, kShort, {0});
      page.strips = {white_g4(20), white_g4(20)};
      break;
    default:
      break;
  }
  return b;
}

TiffBuilder sound_tiled_tiff() {
  TiffBuilder b = sound_tiff();
  TiffIfd& page = b.pages[0];
  page.remove(278);
  page.tiles = true;
  b.set(322, kLong, {32}).set(323, kLong, {32});
  page.strips.assign(4, pixels(32 * 32));  // 48 × 40 in tiles of 32 × 32
  return b;
}

TiffBuilder sound_tiff_with_everything() {
  TiffBuilder b = sound_tiff();
  b.set(254, kLong, {0}).set(297, kShort, {0, 2});
  b.set_bytes(270, kAscii, std::string("A leaf\0", 7));
  b.set_bytes(271, kAscii, std::string("Maker\0", 6));
  b.set_bytes(272, kAscii, std::string("Scanner 1\0", 10));
  b.set_bytes(305, kAscii, std::string("scan 1.0\0", 9));
  b.set_bytes(306, kAscii, std::string("2024:03:01 12:30:00\0", 20));
  b.set_bytes(700, kByte, xmp_packet());
  b.set_bytes(33723, kUndefined, std::string("\x1c\x02\x05\0\x05Title", 10));
  b.set_bytes(34377, kByte, std::string("8BIM\x04\x0c\0\0\0\0\0\x02xx", 14));
  b.set_bytes(34675, kUndefined, gray_icc_profile());
  TiffIfd exif;
  exif.fields = {{.tag = 36864, .type = kUndefined, .value = "0232"},
                 b.field(33434, kRational, {1}),
                 {.tag = 36867, .type = kAscii, .value = std::string("2024:03:01 12:30:00\0", 20)},
                 b.field(34855, kShort, {100})};
  TiffIfd interop;
  interop.fields = {{.tag = 1, .type = kAscii, .value = std::string("R98\0", 4)}};
  exif.interop = {interop};
  TiffIfd gps;
  gps.fields = {{.tag = 0, .type = kByte, .value = std::string("\2\3\0\0", 4)},
                {.tag = 1, .type = kAscii, .value = std::string("N\0", 2)},
                b.field(2, kRational, {55, 45, 7})};
  TiffIfd small = sound_page(b);
  small.fields.push_back(b.field(254, kLong, {1}));
  b.pages[0].exif = {exif};
  b.pages[0].gps = {gps};
  b.pages[0].sub = {small};
  b.pages.push_back(sound_page(b));
  b.set(297, kShort, {1, 2}, 1);
  return b;
}

// ---- Encoders ----

std::string deflated(std::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
           static_cast<uLong>(text.size()));
  out.resize(size);
  return out;
}

// Literals of 9 bits, the table cleared before it would need longer codes.
std::string lzw(std::string_view text, bool end) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  const auto emit = [&](std::uint32_t code) {
    bits = bits << 9 | code;
    have += 9;
    while (have >= 8) {
      have -= 8;
      out.push_back(static_cast<char>(bits >> have & 0xFF));
    }
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 200 == 0) emit(256);
    emit(static_cast<unsigned char>(text[i]));
  }
  if (end) emit(257);
  if (have > 0) out.push_back(static_cast<char>(bits << (8 - have) & 0xFF));
  return out;
}

std::string packbits(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // A run must not cross a row of 48 pixels.
    const std::size_t n = std::min<std::size_t>(48 - at % 48, text.size() - at);
    out.push_back(static_cast<char>(n - 1));
    out += text.substr(at, n);
    at += n;
  }
  return out;
}

// White rows are one bit each (V0); then the end of block.
std::string white_g4(int rows) {
  std::string bits(static_cast<std::size_t>(rows), '1');
  bits += "000000000001000000000001";
  std::string out;
  for (std::size_t i = 0; i < bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      byte = byte << 1 | (i + k < bits.size() && bits[i + k] == '1' ? 1U : 0U);
    }
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

namespace {

std::string jpeg_of(int width, int height, int samples) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = samples;
  jpeg.in_color_space = samples == 1 ? JCS_GRAYSCALE : JCS_YCbCr;
  jpeg_set_defaults(&jpeg);
  jpeg.write_JFIF_header = FALSE;
  for (int i = 0; i < samples; ++i) {
    jpeg.comp_info[i].h_samp_factor = jpeg.comp_info[i].v_samp_factor = 1;
  }
  jpeg_start_compress(&jpeg, TRUE);
  std::string row = pixels(static_cast<std::size_t>(width * samples));
  while (jpeg.next_scanline < jpeg.image_height) {
    std::rotate(row.begin(), row.begin() + 1, row.end());
    auto* line = reinterpret_cast<JSAMPROW>(row.data());
    jpeg_write_scanlines(&jpeg, &line, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::string out(reinterpret_cast<const char*>(memory), size);
  std::free(memory);
  return out;
}

}  // namespace

std::string jpeg_of_gray(int width, int height) { return jpeg_of(width, height, 1); }
std::string jpeg_of_ycbcr(int width, int height) { return jpeg_of(width, height, 3); }

// ---- Profiles ----

std::string gray_icc_profile() {
  const auto description = [] {
    std::string out = "desc" + big32(0) + big32(10) + std::string("Test gray\0", 10);
    out += big32(0) + big32(0) + std::string(2 + 1 + 67, '\0');
    out.resize((out.size() + 3) / 4 * 4);
    return out;
  }();
  const std::string white = "XYZ " + big32(0) + big32(0xF6D6) + big32(0x10000) + big32(0xD32D);
  const std::string curve = "curv" + big32(0) + big32(1) + std::string("\x02\x33\0\0", 4);
  const std::string right = "text" + big32(0) + std::string("none\0\0\0\0", 8);
  const std::vector<std::pair<std::string, std::string>> tags = {
      {"desc", description}, {"wtpt", white}, {"kTRC", curve}, {"cprt", right}};
  std::string table = big32(static_cast<std::uint32_t>(tags.size())), body;
  const auto start = static_cast<std::uint32_t>(128 + 4 + 12 * tags.size());
  for (const auto& [name, value] : tags) {
    table += name + big32(start + static_cast<std::uint32_t>(body.size())) +
             big32(static_cast<std::uint32_t>(value.size()));
    body += value;
  }
  std::string head = big32(start + static_cast<std::uint32_t>(body.size())) + "test" +
                     big32(0x02100000) + "scnr" + "GRAY" + "XYZ ";
  head += std::string("\x07\xE8\0\3\0\1\0\0\0\0\0\0", 12) + "acsp" + "APPL";
  head.resize(68, '\0');
  head += big32(0xF6D6) + big32(0x10000) + big32(0xD32D);
  head.resize(128, '\0');
  return head + table + body;
}

std::string xmp_packet() {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
         "<dc:format>image/tiff</dc:format></rdf:Description></rdf:RDF></x:xmpmeta>"
         "<?xpacket end=\"w\"?>";
}

}  // namespace delo::tests
