#include "tests/support/tiff_faults.h"

#include <functional>

#include "tests/support/tiff_builder.h"

namespace delo::tests {
namespace {

enum : std::uint16_t {
  kByte = 1,
  kAscii,
  kShort,
  kLong,
  kRational,
  kSByte,
  kUndefined,
  kDouble = 12,
};

std::string text(std::string_view without_nul) { return std::string(without_nul) + '\0'; }

// A JPEG data stream without its segments of one kind.
std::string without_segments(const std::string& jpeg, char marker) {
  std::string out = jpeg.substr(0, 2);
  std::size_t at = 2;
  while (at + 4 <= jpeg.size() && jpeg[at + 1] != '\xDA') {
    const std::size_t size = 2 + (static_cast<unsigned char>(jpeg[at + 2]) << 8U |
                                  static_cast<unsigned char>(jpeg[at + 3]));
    if (jpeg[at + 1] != marker) out += jpeg.substr(at, size);
    at += size;
  }
  return out + jpeg.substr(at);
}

// A little garden of ways to spoil a file.
class Faults {
 public:
  std::vector<PlantedFault> out;

  void add(std::string name, std::string rule, std::string bytes) {
    out.push_back({std::move(name), std::move(rule), std::move(bytes)});
  }
  // A sound gray page, spoilt by `spoil`.
  void gray(std::string name, std::string rule, const std::function<void(TiffBuilder&)>& spoil) {
    TiffBuilder b = sound_tiff();
    spoil(b);
    add(std::move(name), std::move(rule), b.build());
  }
  void rgb(std::string name, std::string rule, const std::function<void(TiffBuilder&)>& spoil) {
    TiffBuilder b = sound_tiff(3);
    spoil(b);
    add(std::move(name), std::move(rule), b.build());
  }
  void whole(std::string name, std::string rule, const std::function<void(TiffBuilder&)>& spoil) {
    TiffBuilder b = sound_tiff_with_everything();
    spoil(b);
    add(std::move(name), std::move(rule), b.build());
  }
  void tiled(std::string name, std::string rule, const std::function<void(TiffBuilder&)>& spoil) {
    TiffBuilder b = sound_tiled_tiff();
    spoil(b);
    add(std::move(name), std::move(rule), b.build());
  }
  void coded(std::uint16_t compression, std::string name, std::string rule,
             const std::function<void(TiffIfd&)>& spoil) {
    TiffBuilder b = sound_tiff_of(compression);
    spoil(b.pages[0]);
    add(std::move(name), std::move(rule), b.build());
  }
};

void plant_in_header(Faults& f) {
  const std::string sound = sound_tiff().build();
  f.add("the_header_is_cut", "tiff.header.truncated", sound.substr(0, 6));
  f.add("the_file_is_empty", "tiff.header.truncated", "");
  f.add("the_byte_order_is_unknown", "tiff.header.byte-order", "XX" + sound.substr(2));
  f.add("the_version_is_44", "tiff.header.version", "II\x2c" + sound.substr(3));
  f.add("the_byte_order_is_the_other", "tiff.header.version", "MM" + sound.substr(2));
  TiffBuilder big = sound_tiff();
  big.big_tiff = true;
  std::string bytes = big.build();
  bytes[4] = 4;
  f.add("the_bigtiff_offset_size_is_4", "tiff.header.bigtiff", bytes);
  bytes = big.build();
  bytes[6] = 1;
  f.add("the_bigtiff_constant_is_1", "tiff.header.bigtiff", bytes);
  f.gray("the_first_ifd_is_at_0", "tiff.header.first-ifd", [](auto& b) { b.first_ifd = 0; });
  f.gray("the_first_ifd_is_in_the_header", "tiff.header.first-ifd",
         [](auto& b) { b.first_ifd = 4; });
  f.gray("the_first_ifd_is_beyond_the_end", "tiff.header.first-ifd",
         [](auto& b) { b.first_ifd = 1000000; });
}

void plant_in_ifds(Faults& f) {
  f.gray("the_next_ifd_is_in_the_header", "tiff.ifd.in-header",
         [](auto& b) { b.pages[0].next = 4; });
  f.gray("the_next_ifd_is_beyond_the_end", "tiff.ifd.outside-file",
         [](auto& b) { b.pages[0].next = 0x7ffffff0; });
  f.gray("the_ifd_is_at_an_odd_offset", "tiff.ifd.word-boundary",
         [](auto& b) { b.pages[0].odd = true; });
  f.gray("the_next_ifd_is_itself", "tiff.ifd.loop", [](auto& b) {
    b.build();
    b.pages[0].next = b.ifd_offsets[0];
  });
  f.gray("two_ifds_point_to_each_other", "tiff.ifd.loop", [](auto& b) {
    b.pages.push_back(sound_page(b));
    b.build();
    b.pages[1].next = b.ifd_offsets[0];
  });
  f.whole("a_subifd_is_its_own_parent", "tiff.ifd.loop", [](auto& b) {
    b.set(330, kLong, {0});
    b.build();
    b.set(330, kLong, {b.ifd_offsets[0]});
  });
  f.whole("the_exif_ifd_is_the_page", "tiff.ifd.loop", [](auto& b) {
    b.set(34665, kLong, {0});
    b.build();
    b.set(34665, kLong, {b.ifd_offsets[0]});
  });
  f.whole("a_subifd_is_beyond_the_end", "tiff.ifd.outside-file",
          [](auto& b) { b.set(330, kLong, {0x7ffffff0}); });
  f.whole("the_gps_ifd_is_at_0", "tiff.ifd.in-header", [](auto& b) { b.set(34853, kLong, {0}); });
  f.gray("an_ifd_has_no_entries", "tiff.ifd.empty", [](auto& b) { b.pages.push_back({}); });
  f.gray("an_ifd_claims_too_many_entries", "tiff.ifd.truncated",
         [](auto& b) { b.pages[0].entries = std::uint16_t{65535}; });
  const std::string sound = sound_tiff().build();
  f.add("the_offset_of_the_next_ifd_is_cut", "tiff.ifd.next-missing",
        sound.substr(0, sound.size() - 2));
  f.gray("the_tags_are_unsorted", "tiff.ifd.ascending-tags", [](auto& b) {
    std::swap(b.pages[0].fields[0], b.pages[0].fields[1]);
    b.pages[0].keep_order = true;
  });
  f.gray("a_tag_occurs_twice", "tiff.ifd.duplicate-tag",
         [](auto& b) { b.pages[0].fields.push_back(b.pages[0].fields[0]); });
  f.gray("a_field_type_does_not_exist", "tiff.entry.type",
         [](auto& b) { b.pages[0].find(296)->type = 99; });
  f.gray("a_bigtiff_type_in_a_classic_tiff", "tiff.entry.type", [](auto& b) {
    b.pages[0].fields.push_back({.tag = 65000, .type = 16, .value = "12345678"});
  });
  f.gray("an_entry_has_no_values", "tiff.entry.count-zero",
         [](auto& b) { b.pages[0].find(296)->count = 0; });
  f.gray("a_value_is_beyond_the_end", "tiff.value.outside-file",
         [](auto& b) { b.pages[0].find(282)->offset = 1000000; });
  f.gray("a_count_is_absurd", "tiff.value.outside-file",
         [](auto& b) { b.pages[0].find(258)->count = 0x7fffffff; });
  f.gray("a_value_is_at_an_odd_offset", "tiff.value.word-boundary",
         [](auto& b) { b.pages[0].find(282)->odd = true; });
  std::string many = sound.substr(0, 4) + std::string("\x08\0\0\0", 4);
  // More entries than are looked at: seventeen IFDs of 65,535 each.
  const std::string table = "\xff\xff" + std::string(65535 * 12, '\0');
  for (int i = 0; i < 17; ++i) {
    const auto next = static_cast<std::uint32_t>(8 + (i + 1) * (table.size() + 4));
    many += table;
    for (int k = 0; k < 4; ++k) many.push_back(static_cast<char>(next >> (8 * k) & 0xFF));
  }
  f.add("there_are_a_million_entries", "tiff.file.limit", many);
}

void plant_in_tags(Faults& f) {
  f.gray("the_file_is_a_digital_negative", "tiff.file.family", [](auto& b) {
    b.set(50706, kByte, {1, 4, 0, 0});
  });
  f.gray("the_file_is_a_tiff_ep", "tiff.file.family", [](auto& b) {
    b.set(37398, kByte, {1, 0, 0, 0});
  });
  f.gray("the_width_is_missing", "tiff.tag.required", [](auto& b) { b.pages[0].remove(256); });
  f.gray("the_height_is_missing", "tiff.tag.required", [](auto& b) { b.pages[0].remove(257); });
  f.gray("the_photometric_is_missing", "tiff.tag.required",
         [](auto& b) { b.pages[0].remove(262); });
  f.gray("the_width_is_a_text", "tiff.tag.type",
         [](auto& b) { b.set_bytes(256, kAscii, text("48")); });
  f.gray("the_compression_is_a_long", "tiff.tag.type", [](auto& b) { b.set(259, kLong, {1}); });
  f.gray("the_resolution_is_a_long", "tiff.tag.type", [](auto& b) { b.set(282, kLong, {300}); });
  f.gray("there_are_two_compressions", "tiff.tag.count", [](auto& b) {
    b.set(259, kShort, {1, 1});
  });
  f.rgb("one_bits_per_sample_for_three_samples", "tiff.tag.count",
        [](auto& b) { b.set(258, kShort, {8}); });
  f.gray("the_orientation_is_9", "tiff.tag.value", [](auto& b) { b.set(274, kShort, {9}); });
  f.gray("the_resolution_unit_is_4", "tiff.tag.value", [](auto& b) { b.set(296, kShort, {4}); });
  f.gray("the_planar_configuration_is_3", "tiff.tag.value",
         [](auto& b) { b.set(284, kShort, {3}); });
  f.gray("the_fill_order_is_0", "tiff.tag.value", [](auto& b) { b.set(266, kShort, {0}); });
  f.gray("the_subfile_type_has_unknown_bits", "tiff.tag.value",
         [](auto& b) { b.set(254, kLong, {8}); });
  f.gray("the_sample_format_is_9", "tiff.tag.value", [](auto& b) { b.set(339, kShort, {9}); });
  f.gray("subfile_type_is_replaced", "tiff.tag.obsolete", [](auto& b) { b.set(255, kShort, {1}); });
  f.gray("the_least_sample_is_above_the_most", "tiff.tag.value",
         [](auto& b) { b.set(280, kShort, {200}).set(281, kShort, {100}); });
  f.gray("the_denominator_is_0", "tiff.tag.rational-denominator", [](auto& b) {
    b.set_bytes(282, kRational, b.encoded(kLong, {300, 0}));
  });
  f.gray("a_text_has_no_nul", "tiff.tag.ascii-terminated",
         [](auto& b) { b.set_bytes(305, kAscii, "scan 1.0"); });
  f.gray("a_text_is_utf8", "tiff.tag.ascii-7-bit",
         [](auto& b) { b.set_bytes(270, kAscii, text("Дело 337")); });
  f.gray("a_text_is_windows_1251", "tiff.tag.ascii-encoding",
         [](auto& b) { b.set_bytes(270, kAscii, text("\xC4\xE5\xEB\xEE 337")); });
  f.gray("a_date_is_in_another_form", "tiff.tag.date-format",
         [](auto& b) { b.set_bytes(306, kAscii, text("2024-03-01T12:30:00")); });
  f.gray("a_date_is_too_short", "tiff.tag.date-format",
         [](auto& b) { b.set_bytes(306, kAscii, text("2024:03:01")); });
  f.gray("a_date_is_in_month_13", "tiff.tag.date-possible",
         [](auto& b) { b.set_bytes(306, kAscii, text("2024:13:01 12:30:00")); });
  f.gray("a_date_is_the_30th_of_february", "tiff.tag.date-possible",
         [](auto& b) { b.set_bytes(306, kAscii, text("2024:02:30 12:30:00")); });
  f.gray("a_time_is_at_25_o_clock", "tiff.tag.date-possible",
         [](auto& b) { b.set_bytes(306, kAscii, text("2024:02:20 25:30:00")); });
  f.gray("there_is_no_resolution", "tiff.tag.resolution-missing",
         [](auto& b) { b.pages[0].remove(282).remove(283); });
  f.gray("the_resolution_is_0", "tiff.tag.resolution-zero",
         [](auto& b) { b.set(283, kRational, {0}); });
  f.whole("the_exif_version_is_a_long", "tiff.exif.type",
          [](auto& b) { *b.pages[0].exif[0].find(36864) = b.field(36864, kLong, {232}); });
  f.whole("the_gps_latitude_has_two_values", "tiff.exif.count", [](auto& b) {
    *b.pages[0].gps[0].find(2) = b.field(2, kRational, {55, 45});
  });
  f.whole("the_exif_version_is_no_number", "tiff.exif.value",
          [](auto& b) { b.pages[0].exif[0].find(36864)->value = "v2.3"; });
  f.whole("the_gps_latitude_is_north_of_the_pole", "tiff.exif.value", [](auto& b) {
    *b.pages[0].gps[0].find(2) = b.field(2, kRational, {95, 0, 0});
  });
  f.whole("the_gps_reference_is_x", "tiff.exif.value",
          [](auto& b) { b.pages[0].gps[0].find(1)->value = text("X"); });
  f.whole("the_exposure_time_is_a_fraction_of_0", "tiff.exif.value", [](auto& b) {
    b.pages[0].exif[0].find(33434)->value = b.encoded(kLong, {1, 0});
  });
  f.whole("the_exif_comment_has_no_code", "tiff.exif.value", [](auto& b) {
    b.pages[0].exif[0].fields.push_back({.tag = 37510, .type = kUndefined, .value = "hey"});
  });
  f.whole("the_exif_file_source_is_9", "tiff.exif.value", [](auto& b) {
    b.pages[0].exif[0].fields.push_back({.tag = 41728, .type = kUndefined, .value = "\x09"});
  });
  f.whole("there_is_no_exif_version", "tiff.exif.required",
          [](auto& b) { b.pages[0].exif[0].remove(36864); });
  f.whole("the_gps_latitude_is_on_no_side", "tiff.exif.gps-incomplete",
          [](auto& b) { b.pages[0].gps[0].remove(1); });
  f.whole("the_gps_latitude_has_75_seconds", "tiff.exif.value", [](auto& b) {
    *b.pages[0].gps[0].find(2) = b.field(2, kRational, {55, 45, 75});
  });
  f.whole("the_exif_date_is_in_another_form", "tiff.tag.date-format",
          [](auto& b) { b.pages[0].exif[0].find(36867)->value = text("01.03.2024 12:30:00"); });
}

void plant_in_images(Faults& f) {
  f.gray("the_width_is_0", "tiff.image.size", [](auto& b) { b.set(256, kLong, {0}); });
  f.gray("the_photometric_is_undefined", "tiff.image.photometric",
         [](auto& b) { b.set(262, kShort, {99}); });
  f.gray("rgb_with_one_sample", "tiff.image.samples", [](auto& b) { b.set(262, kShort, {2}); });
  f.gray("samples_of_no_bits", "tiff.image.bits", [](auto& b) { b.set(258, kShort, {0}); });
  f.gray("samples_of_7_bits_in_bytes", "tiff.strip.byte-count",
         [](auto& b) { b.set(258, kShort, {7}); });
  f.gray("a_palette_image_without_colormap", "tiff.image.colormap",
         [](auto& b) { b.set(262, kShort, {3}); });
  f.gray("a_colormap_of_three", "tiff.image.colormap", [](auto& b) {
    b.set(262, kShort, {3}).set(320, kShort, {1, 2, 3});
  });
  f.rgb("a_gray_image_with_undescribed_samples", "tiff.image.extra-samples",
        [](auto& b) { b.set(262, kShort, {1}); });
  f.rgb("more_samples_described_than_there_are", "tiff.image.extra-samples",
        [](auto& b) { b.set(338, kShort, {0}); });
  f.gray("a_gray_response_curve_of_two", "tiff.image.gray-response", [](auto& b) {
    b.set(291, kShort, {1, 2});
  });
  f.gray("a_transfer_function_of_two", "tiff.image.transfer-function", [](auto& b) {
    b.set(301, kShort, {1, 2});
  });
  f.coded(8, "the_predictor_is_9", "tiff.image.predictor", [](auto& p) {
    p.fields.push_back({.tag = 317, .type = 3, .value = std::string("\x09\0", 2)});
  });
  f.coded(8, "the_predictor_is_for_fractions", "tiff.image.predictor", [](auto& p) {
    p.fields.push_back({.tag = 317, .type = 3, .value = std::string("\x03\0", 2)});
  });
  f.gray("g4_of_8_bits", "tiff.image.compression", [](auto& b) { b.set(259, kShort, {4}); });
  f.gray("a_compression_that_nobody_defined", "tiff.image.compression-undefined",
         [](auto& b) { b.set(259, kShort, {12345}); });
  f.gray("a_compression_that_libtiff_lacks", "tiff.image.compression-unknown",
         [](auto& b) { b.set(259, kShort, {34712}); });
  f.gray("old_style_jpeg", "tiff.image.old-jpeg", [](auto& b) { b.set(259, kShort, {6}); });
  f.coded(7, "the_jpeg_tables_are_cut", "tiff.image.jpeg-tables", [](auto& p) {
    p.fields.push_back({.tag = 347, .type = 7, .value = std::string("\xff\xd8\xff\xdb\0\x43", 6)});
  });
  f.rgb("separations_have_one_name", "tiff.image.inks", [](auto& b) {
    b.set(262, kShort, {5}).set(332, kShort, {2}).set(334, kShort, {3});
    b.set_bytes(333, kAscii, text("Cyan"));
  });
  f.gray("fractions_of_8_bits", "tiff.image.sample-format",
         [](auto& b) { b.set(339, kShort, {3}); });
  f.rgb("the_subsampling_is_3", "tiff.image.subsampling", [](auto& b) {
    b.set(262, kShort, {6}).set(530, kShort, {3, 1});
  });
}

void plant_in_strips(Faults& f) {
  f.gray("there_are_no_strips", "tiff.strip.missing", [](auto& b) { b.pages[0].strips.clear(); });
  f.gray("there_are_strips_and_tiles", "tiff.strip.and-tiles",
         [](auto& b) { b.set(324, kLong, {8}).set(325, kLong, {16}); });
  f.gray("there_are_too_few_strips", "tiff.strip.count", [](auto& b) { b.set(278, kLong, {10}); });
  f.gray("the_byte_counts_are_missing", "tiff.strip.byte-counts-missing",
         [](auto& b) { b.pages[0].leave_out = {279}; });
  f.gray("there_are_more_byte_counts_than_offsets", "tiff.strip.byte-counts-missing", [](auto& b) {
    b.set(279, kLong, {960, 960, 960});
  });
  f.gray("a_strip_has_no_bytes", "tiff.strip.empty", [](auto& b) { b.set(279, kLong, {960, 0}); });
  f.gray("a_strip_begins_beyond_the_end", "tiff.strip.outside-file", [](auto& b) {
    b.set(273, kLong, {8, 1000000});
  });
  f.gray("a_strip_ends_beyond_the_end", "tiff.strip.outside-file", [](auto& b) {
    b.set(279, kLong, {960, 960000});
  });
  f.gray("a_strip_is_too_short", "tiff.strip.byte-count", [](auto& b) {
    b.set(279, kLong, {960, 900});
  });
  f.gray("a_strip_is_too_long", "tiff.strip.byte-count",
         [](auto& b) { b.pages[0].strips[0] += std::string(100, 'x'); });
  f.gray("the_last_strip_is_full", "tiff.strip.excess", [](auto& b) {
    b.set(257, kLong, {35});  // the last strip needs 15 rows, has 20
  });
  f.gray("rows_per_strip_is_0", "tiff.strip.rows", [](auto& b) { b.set(278, kLong, {0}); });
  f.tiled("tiles_are_17_wide", "tiff.tile.size", [](auto& b) { b.set(322, kLong, {17}); });
  f.tiled("tiles_have_no_length", "tiff.tile.size", [](auto& b) { b.pages[0].remove(323); });
  f.tiled("tiles_have_rows_per_strip", "tiff.tile.strip-tags",
          [](auto& b) { b.set(278, kLong, {20}); });
  f.tiled("a_tile_is_missing", "tiff.strip.count", [](auto& b) { b.pages[0].strips.pop_back(); });
}

void plant_in_the_map(Faults& f) {
  f.gray("a_value_lies_in_the_header", "tiff.map.structures-overlap",
         [](auto& b) { b.pages[0].find(282)->offset = 0; });
  f.gray("a_value_lies_in_the_ifd", "tiff.map.structures-overlap", [](auto& b) {
    b.build();
    b.pages[0].find(282)->offset = b.ifd_offsets[0] + 2;
  });
  f.gray("two_tags_share_a_value", "tiff.map.value-shared", [](auto& b) {
    b.pages[0].find(282)->offset = 8 + 1920;
    b.pages[0].find(283)->offset = 8 + 1920;
    b.pages[0].pad_after_strips = b.encoded(kRational, {300});
  });
  f.gray("two_strips_overlap", "tiff.map.strips-overlap", [](auto& b) {
    b.set(273, kLong, {8, 8 + 900});
  });
  f.gray("a_strip_is_used_twice", "tiff.map.strip-reused", [](auto& b) {
    b.set(273, kLong, {8, 8});
  });
  f.gray("a_strip_lies_over_the_ifd", "tiff.map.strip-over-structure", [](auto& b) {
    b.set(273, kLong, {8, 1000});
    b.build();
    b.set(273, kLong, {8, b.ifd_offsets[0] - 900});
  });
  f.gray("bytes_follow_the_end", "tiff.map.trailing-bytes",
         [](auto& b) { b.trailing = "something else"; });
  f.gray("bytes_belong_to_nothing", "tiff.map.unreferenced-bytes",
         [](auto& b) { b.pages[0].pad_after_strips = std::string(100, 'x'); });
}

void plant_in_pages(Faults& f) {
  f.whole("two_pages_have_one_number", "tiff.page.duplicate", [](auto& b) {
    b.set(297, kShort, {0, 2}, 1);
  });
  f.whole("the_total_of_pages_is_wrong", "tiff.page.total", [](auto& b) {
    b.set(297, kShort, {0, 5}).set(297, kShort, {1, 5}, 1);
  });
  f.whole("the_pages_are_out_of_order", "tiff.page.order", [](auto& b) {
    b.set(297, kShort, {1, 2}).set(297, kShort, {0, 2}, 1);
  });
  f.whole("a_page_is_beyond_the_last", "tiff.page.range", [](auto& b) {
    b.set(297, kShort, {2, 2}, 1);
  });
  f.whole("a_page_number_is_left_out", "tiff.page.gap", [](auto& b) {
    b.set(297, kShort, {0, 0}).set(297, kShort, {2, 0}, 1);
  });
  f.gray("a_page_is_called_a_mask", "tiff.page.mask", [](auto& b) { b.set(254, kLong, {4}); });
  f.gray("a_reduced_image_is_alone", "tiff.page.subfile-type",
         [](auto& b) { b.set(254, kLong, {1}); });
  f.whole("a_reduced_image_is_wider_than_its_page", "tiff.page.reduced-size",
          [](auto& b) { b.set(256, kLong, {40}); });
  f.gray("a_page_has_nothing_on_it", "tiff.page.blank", [](auto& b) {
    b.set(256, kLong, {400}).set(257, kLong, {500}).set(278, kLong, {250});
    for (std::string& strip : b.pages[0].strips) strip.assign(400 * 250, '\xD0');
  });
}

void plant_in_profiles(Faults& f) {
  const auto icc = [&](std::string name, std::string rule, auto spoil) {
    f.whole(std::move(name), std::move(rule), [&](auto& b) {
      std::string profile = gray_icc_profile();
      spoil(profile);
      b.set_bytes(34675, kUndefined, profile);
    });
  };
  icc("the_profile_is_cut", "tiff.icc.damaged", [](auto& p) { p.resize(p.size() / 2); });
  icc("the_profile_is_zeros", "tiff.icc.damaged", [](auto& p) { p.assign(p.size(), '\0'); });
  icc("a_tag_of_the_profile_is_outside", "tiff.icc.damaged",
      [](auto& p) { p[128 + 4 + 4] = '\x10'; });
  icc("the_profile_has_too_many_tags", "tiff.icc.damaged", [](auto& p) { p[128] = '\x10'; });
  icc("the_profile_is_of_version_9", "tiff.icc.version", [](auto& p) { p[8] = 9; });
  icc("the_profile_is_a_device_link", "tiff.icc.version",
      [](auto& p) { p.replace(12, 4, "link"); });
  icc("the_profile_is_for_rgb", "tiff.icc.colour-space", [](auto& p) { p.replace(16, 4, "RGB "); });
  icc("the_profile_has_no_curve", "tiff.icc.transform",
      [](auto& p) { p.replace(p.find("kTRC"), 4, "xxxx"); });
  icc("the_curve_of_the_profile_is_a_text", "tiff.icc.value",
      [](auto& p) { p.replace(p.find("curv"), 4, "text"); });
  icc("the_profile_is_for_an_unknown_intent", "tiff.icc.value", [](auto& p) { p[67] = 9; });
  icc("the_profile_is_of_month_13", "tiff.icc.value", [](auto& p) { p[27] = 13; });
  icc("the_profile_connects_to_rgb", "tiff.icc.value", [](auto& p) { p.replace(20, 4, "RGB "); });
  icc("the_profile_has_no_copyright", "tiff.icc.required-tags",
      [](auto& p) { p.replace(p.find("cprt"), 4, "xxxx"); });
  icc("the_profile_is_for_another_light", "tiff.icc.required-tags",
      [](auto& p) { p[70] = '\x10'; });
  f.whole("the_xmp_is_not_closed", "tiff.xmp.well-formed", [](auto& b) {
    const std::string xmp = xmp_packet();
    b.set_bytes(700, kByte, xmp.substr(0, xmp.size() / 2));
  });
  f.whole("the_xmp_declares_a_document_type", "tiff.xmp.doctype", [](auto& b) {
    std::string xmp = xmp_packet();
    xmp.insert(xmp.find("<x:xmpmeta"), "<!DOCTYPE a [<!ENTITY x \"y\">]>");
    b.set_bytes(700, kByte, xmp);
  });
  f.whole("the_xmp_is_latin_1", "tiff.xmp.encoding", [](auto& b) {
    std::string xmp = xmp_packet();
    xmp.replace(xmp.find("image/tiff"), 10, "caf\xe9");
    b.set_bytes(700, kByte, xmp);
  });
  f.whole("the_xmp_holds_no_rdf", "tiff.xmp.packet",
          [](auto& b) { b.set_bytes(700, kByte, "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>"); });
  f.whole("the_xmp_declares_latin_1", "tiff.xmp.encoding", [](auto& b) {
    const std::string xmp = xmp_packet();
    const std::size_t begin = xmp.find("<x:xmpmeta");
    b.set_bytes(700, kByte, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xmp.substr(begin));
  });
  f.whole("an_iptc_data_set_is_cut", "tiff.iptc.structure", [](auto& b) {
    b.set_bytes(33723, kUndefined, std::string("\x1c\x02\x05\0\x50Title", 10));
  });
  f.whole("the_iptc_data_is_something_else", "tiff.iptc.structure",
          [](auto& b) { b.set_bytes(33723, kUndefined, "no data set at all"); });
  f.whole("an_iptc_date_is_in_month_13", "tiff.iptc.value", [](auto& b) {
    b.set_bytes(33723, kUndefined, std::string("\x1c\x02\x37\0\x08", 5) + "20241301");
  });
  f.whole("the_photoshop_data_is_something_else", "tiff.photoshop.structure",
          [](auto& b) { b.set_bytes(34377, kByte, "8BIN no block at all"); });
  f.whole("the_photoshop_data_is_cut", "tiff.photoshop.block-size", [](auto& b) {
    b.set_bytes(34377, kByte, std::string("8BIM\x04\x04\0\0\0\0\xff\xff", 12));
  });
  f.gray("a_geo_key_refers_to_nothing", "tiff.geotiff.keys", [](auto& b) {
    b.set(34735, kShort, {1, 1, 0, 1, 2048, 34737, 5, 0});
  });
  f.gray("the_geo_keys_are_cut", "tiff.geotiff.keys", [](auto& b) {
    b.set(34735, kShort, {1, 1, 0, 9, 1024, 0, 1, 1});
  });
  f.gray("the_geo_keys_name_no_model", "tiff.geotiff.model-type", [](auto& b) {
    b.set(34735, kShort, {1, 1, 0, 1, 1025, 0, 1, 1});
  });
  f.gray("a_scale_has_no_tie_point", "tiff.geotiff.placement", [](auto& b) {
    b.set(34735, kShort, {1, 1, 0, 1, 1024, 0, 1, 1}).set(33550, 12, {1, 1, 0});
  });
  f.gray("a_geotiff_is_nowhere", "tiff.geotiff.unplaced", [](auto& b) {
    b.set(34735, kShort, {1, 1, 0, 1, 1024, 0, 1, 1});
  });
  f.gray("a_tie_point_has_five_values", "tiff.geotiff.tiepoints", [](auto& b) {
    b.set(33922, 12, {0, 0, 0, 0, 0});
  });
  f.whole("the_xmp_has_a_property_twice", "metadata.unreadable", [](auto& b) {
    std::string xmp = xmp_packet();
    xmp.insert(xmp.find("<dc:format>"), "<dc:format>image/png</dc:format>");
    b.set_bytes(700, kByte, xmp);
  });
}

void plant_in_codes(Faults& f) {
  f.coded(8, "a_deflated_strip_is_damaged", "tiff.decode.strip", [](auto& p) {
    p.strips[1].replace(p.strips[1].size() / 2, 8, "\x55\xAA\x55\xAA\x55\xAA\x55\xAA");
  });
  f.coded(8, "the_checksum_of_a_deflated_strip_is_wrong", "tiff.decode.strip",
          [](auto& p) { p.strips[1].back() = static_cast<char>(p.strips[1].back() ^ 1); });
  f.coded(8, "a_deflated_strip_is_cut", "tiff.decode.strip",
          [](auto& p) { p.strips[1].resize(p.strips[1].size() / 2); });
  f.coded(5, "an_lzw_strip_is_cut", "tiff.decode.strip",
          [](auto& p) { p.strips[0].resize(p.strips[0].size() / 2); });
  f.coded(5, "an_lzw_strip_has_an_impossible_code", "tiff.decode.strip",
          [](auto& p) { p.strips[0].replace(20, 2, "\xff\xff"); });
  f.coded(32773, "a_packbits_strip_is_cut", "tiff.decode.strip",
          [](auto& p) { p.strips[0].resize(p.strips[0].size() / 2); });
  f.coded(32773, "a_packbits_run_is_too_long", "tiff.decode.strip",
          [](auto& p) { p.strips[0][0] = 127; });
  f.coded(4, "a_g4_strip_is_cut", "tiff.decode.strip",
          [](auto& p) { p.strips[1] = std::string("\xff\xf0", 2); });
  f.coded(4, "a_g4_strip_is_noise", "tiff.decode.strip",
          [](auto& p) { p.strips[1] = std::string("\x01\x02\x03\x04\x05\x06\x07\x08", 8); });
  f.coded(7, "a_jpeg_strip_is_cut", "tiff.decode.strip",
          [](auto& p) { p.strips[1].resize(p.strips[1].size() / 2); });
  f.coded(7, "a_jpeg_strip_is_zeros", "tiff.decode.strip",
          [](auto& p) { p.strips[1].assign(p.strips[1].size(), '\0'); });
  f.coded(7, "the_last_jpeg_strip_is_too_high", "tiff.decode.remark",
          [](auto& p) { p.strips[1] = jpeg_of_gray(48, 24); });
  f.coded(7, "the_last_jpeg_strip_has_rows_to_spare", "tiff.decode.excess-bytes",
          [](auto& p) { p.strips[1] = jpeg_of_gray(48, 24); });
  f.coded(7, "the_jpeg_frame_is_too_wide", "tiff.decode.jpeg-frame",
          [](auto& p) { p.strips[1] = jpeg_of_gray(64, 16); });
  f.coded(7, "jpeg_strips_end_within_a_unit", "tiff.decode.jpeg-rows", [](auto& p) {
    p.find(278)->value[0] = 20;
    p.strips = {jpeg_of_gray(48, 20), jpeg_of_gray(48, 20)};
  });
  f.coded(7, "a_jpeg_strip_defines_tables_anew", "tiff.decode.jpeg-tables-redefined", [](auto& p) {
    const std::string& strip = p.strips[0];
    const std::size_t frame = strip.find("\xff\xc0"), at = strip.find("\xff\xdb");
    p.fields.push_back({.tag = 347,
                        .type = kUndefined,
                        .value = "\xff\xd8" + strip.substr(at, frame - at) + "\xff\xd9"});
  });
  f.coded(7, "a_jpeg_strip_has_no_huffman_tables", "tiff.decode.jpeg-tables-missing",
          [](auto& p) { p.strips[1] = without_segments(p.strips[1], '\xC4'); });
  f.coded(7, "a_jpeg_strip_relies_on_the_quantisation_of_another",
          "tiff.decode.jpeg-tables-missing",
          [](auto& p) { p.strips[1] = without_segments(p.strips[1], '\xDB'); });
  f.coded(7, "a_jpeg_strip_is_hierarchical", "tiff.decode.jpeg-process",
          [](auto& p) { p.strips[1][p.strips[1].find("\xff\xc0") + 1] = '\xC5'; });
  f.coded(7, "a_jpeg_strip_is_lossless_and_the_other_is_not", "tiff.decode.strip",
          [](auto& p) { p.strips[1][p.strips[1].find("\xff\xc0") + 1] = '\xC3'; });
  f.coded(7, "a_frame_of_another_process_stands_in_a_scan", "tiff.decode.strip", [](auto& p) {
    const std::size_t scan = p.strips[1].find("\xff\xda");
    p.strips[1].replace(scan + (p.strips[1].size() - scan) / 2, 2, "\xff\xc3");
  });
  f.coded(7, "a_jpeg_strip_has_no_end", "tiff.decode.jpeg-end",
          [](auto& p) { p.strips[1].resize(p.strips[1].size() - 2); });
  TiffBuilder sampled = sound_tiff(3);
  sampled.set(259, kShort, {7}).set(262, kShort, {6}).set(530, kShort, {2, 2});
  sampled.set(278, kLong, {32});
  sampled.pages[0].strips = {jpeg_of_ycbcr(48, 32), jpeg_of_ycbcr(48, 8)};
  f.add("the_jpeg_frames_are_sampled_otherwise", "tiff.decode.jpeg-sampling", sampled.build());
  sampled.pages[0].remove(530);
  f.add("the_jpeg_frames_are_not_sampled_by_default", "tiff.decode.jpeg-sampling-default",
        sampled.build());
  for (const std::uint16_t compression :
       {std::uint16_t{5}, std::uint16_t{8}, std::uint16_t{32773}}) {
    f.coded(compression, "pixels_are_left_of_compression_" + std::to_string(compression),
            "tiff.decode.excess", [&](auto& p) { p.find(256)->value[0] = 40; });
    f.coded(compression, "bytes_are_left_of_compression_" + std::to_string(compression),
            "tiff.decode.excess-bytes", [&](auto& p) { p.strips[0] += std::string(8, '\0'); });
  }
  f.coded(4, "rows_are_left_of_g4", "tiff.decode.excess",
          [](auto& p) { p.strips[0] = white_g4(30); });
  f.coded(5, "an_lzw_strip_has_no_end", "tiff.decode.lzw-end",
          [](auto& p) { p.strips[0] = lzw(pixels(48 * 20), false); });
  f.coded(5, "an_lzw_strip_has_a_byte_too_many", "tiff.decode.excess",
          [](auto& p) { p.strips[0] = lzw(pixels(48 * 20 + 1)); });
  f.coded(5, "the_last_lzw_strip_has_a_byte_too_many", "tiff.decode.excess", [](auto& p) {
    p.find(257)->value[0] = 39;
    p.strips[1] = lzw(pixels(48 * 19 + 1));
  });
  f.coded(32773, "packbits_runs_go_on_in_the_next_row", "tiff.decode.packbits-rows", [](auto& p) {
    const std::string half = pixels(48 * 20);
    p.strips[0].clear();
    for (std::size_t at = 0; at < half.size(); at += 120) {
      p.strips[0] += '\x77' + half.substr(at, 120);
    }
  });
  f.coded(8, "a_deflated_strip_has_no_checksum", "tiff.decode.strip",
          [](auto& p) { p.strips[1].resize(p.strips[1].size() - 4); });
  f.gray("libtiff_can_not_read_the_directory", "tiff.decode.directory", [](auto& b) {
    b.set(259, kShort, {5}).set(258, kShort, {8, 16, 8}).set(277, kShort, {3});
  });
  TiffBuilder bomb = sound_tiff_of(8);
  const std::string zeros = deflated(std::string(80 << 20, '\0'));
  bomb.set(256, kLong, {1 << 13}).set(257, kLong, {10 << 10}).set(278, kLong, {10 << 10});
  bomb.pages[0].strips = {zeros};
  f.add("a_few_bytes_hold_a_great_many", "tiff.decode.expansion", bomb.build());
  f.tiled("a_tile_is_of_a_gigabyte", "tiff.decode.budget", [](auto& b) {
    b.set(259, kShort, {8}).set(322, kLong, {1 << 15}).set(323, kLong, {1 << 15});
    b.pages[0].strips = {deflated("x")};
  });
  f.gray("the_pixels_end_in_zeros", "tiff.strip.zero-tail", [](auto& b) {
    b.set(256, kLong, {480}).set(257, kLong, {400}).set(278, kLong, {400});
    std::string all = pixels(480 * 400);
    all.replace(100000, all.size() - 100000, all.size() - 100000, '\0');
    b.pages[0].strips = {all};
  });
  f.coded(6, "an_old_jpeg_is_not_whole", "tiff.image.old-jpeg-stream", [](auto& p) {
    p.strips = {jpeg_of_gray(48, 40)};
    p.find(278)->value[0] = 40;
    const auto at = std::string("\x08\0\0\0", 4);
    p.fields.push_back({.tag = 512, .type = 3, .value = std::string("\1\0", 2)});
    p.fields.push_back({.tag = 513, .type = 4, .value = at});
    p.fields.push_back({.tag = 514, .type = 4, .value = std::string("\x64\0\0\0", 4)});
  });
}

}  // namespace

std::vector<PlantedFault> planted_tiff_faults() {
  Faults faults;
  plant_in_header(faults);
  plant_in_ifds(faults);
  plant_in_tags(faults);
  plant_in_images(faults);
  plant_in_strips(faults);
  plant_in_the_map(faults);
  plant_in_pages(faults);
  plant_in_profiles(faults);
  plant_in_codes(faults);
  return std::move(faults.out);
}

std::vector<SoundTiff> sound_tiffs() {
  std::vector<SoundTiff> out;
  const auto add = [&](std::string name, TiffBuilder b) {
    out.push_back({std::move(name), b.build()});
  };
  add("gray", sound_tiff());
  add("rgb", sound_tiff(3));
  for (const int compression : {4, 5, 7, 8, 32773}) {
    add("compression_" + std::to_string(compression),
        sound_tiff_of(static_cast<std::uint16_t>(compression)));
  }
  add("tiled", sound_tiled_tiff());
  add("everything", sound_tiff_with_everything());
  // Encoded values are in the order of the builder, so these are built in theirs.
  for (const bool big_tiff : {false, true}) {
    for (const bool big_endian : {false, true}) {
      TiffBuilder b;
      b.big_endian = big_endian;
      b.big_tiff = big_tiff;
      b.pages = {sound_page(b), sound_page(b, 3)};
      add(std::string(big_tiff ? "big_tiff_" : "classic_") + (big_endian ? "mm" : "ii"), b);
    }
  }
  // The first page is read without libtiff, which comes to the file late.
  TiffBuilder mixed = sound_tiff(3);
  mixed.pages[0].sub = {sound_tiff_of(7).pages[0]};
  mixed.pages.push_back(sound_tiff_of(5).pages[0]);
  add("compressed_after_uncompressed", mixed);
  TiffBuilder many = sound_tiff();
  many.pages.assign(60, many.pages[0]);
  add("sixty_pages", many);
  TiffBuilder palette = sound_tiff();
  palette.set(262, kShort, {3});
  std::string colours;
  for (int i = 0; i < 768; ++i)
    colours += palette.encoded(kShort, {static_cast<std::uint64_t>(i % 256 * 257)});
  palette.set_bytes(320, kShort, colours);
  add("palette", palette);
  TiffBuilder alpha = sound_tiff(3);
  alpha.set(262, kShort, {1}).set(338, kShort, {0, 0});
  add("extra_samples", alpha);
  return out;
}

}  // namespace delo::tests
