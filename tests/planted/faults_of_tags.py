"""Faults of single tags and of tags that do not agree.  Name → (rule, file)."""
from sound_pages import (DATE, alpha, bilevel, cielab, cmyk, coded, deep, fax, gray, jpeg_ycbcr,
                         palette, rgb, tiled, ycbcr)
from tiff_writer import (ASCII, BYTE, DOUBLE, FLOAT, LONG, RATIONAL, SHORT, SLONG, SRATIONAL,
                         UNDEFINED, Tiff)


def spoilt(make, *edits, drop=(), **how):
    page = make()
    for edit in edits:
        page.set(*edit)
    page.drop(*drop)
    return Tiff(page, **how).bytes()


def required():
    rule = 'tiff.tag.required'
    return {
        'width_missing': (rule, spoilt(gray, drop=[256])),
        'length_missing': (rule, spoilt(gray, drop=[257])),
        'length_missing_mm': (rule, spoilt(gray, drop=[257], order='>')),
        'photometric_missing': (rule, spoilt(gray, drop=[262])),
        'photometric_missing_in_bigtiff': (rule, spoilt(gray, drop=[262], big=True)),
        'samples_missing_in_rgb': ('tiff.image.samples', spoilt(rgb, drop=[277])),
        'bits_missing_in_gray': ('tiff.strip.byte-count', spoilt(gray, drop=[258])),
        'bits_missing_in_rgb': ('tiff.strip.byte-count', spoilt(rgb, drop=[258])),
        'colormap_missing': ('tiff.image.colormap', spoilt(palette, drop=[320])),
        'extra_samples_missing': ('tiff.image.extra-samples', spoilt(alpha, drop=[338])),
        'tile_width_missing': ('tiff.tile.size', spoilt(tiled, drop=[322])),
        'tile_length_missing': ('tiff.tile.size', spoilt(tiled, drop=[323])),
        'compression_missing_in_lzw': ('tiff.strip.byte-count',
                                       spoilt(lambda: coded(5), drop=[259])),
        'rows_per_strip_missing': ('tiff.strip.count', spoilt(gray, drop=[278])),
    }


def types():
    rule = 'tiff.tag.type'
    cases = {
        'width_is_a_text': (256, ASCII, '48'), 'width_is_a_byte': (256, BYTE, [48]),
        'width_is_signed': (256, SLONG, [48]), 'width_is_a_fraction': (256, RATIONAL, [48]),
        'length_is_a_double': (257, DOUBLE, [40.0]), 'bits_are_bytes': (258, BYTE, [8]),
        'bits_are_long': (258, LONG, [8]), 'compression_is_long': (259, LONG, [1]),
        'compression_is_a_byte': (259, BYTE, [1]), 'photometric_is_long': (262, LONG, [1]),
        'samples_are_long': (277, LONG, [1]), 'rows_per_strip_is_a_byte': (278, BYTE, [20]),
        'resolution_is_short': (282, SHORT, [300]), 'resolution_is_a_float': (283, FLOAT, [300.0]),
        'resolution_is_signed': (282, SRATIONAL, [300]), 'unit_is_a_byte': (296, BYTE, [2]),
        'unit_is_long': (296, LONG, [2]), 'orientation_is_long': (274, LONG, [1]),
        'orientation_is_a_byte': (274, BYTE, [1]), 'planar_is_long': (284, LONG, [1]),
        'subfile_type_is_short': (254, SHORT, [0]), 'software_is_bytes': (305, BYTE, b'scan\0'),
        'host_computer_is_undefined': (316, UNDEFINED, b'host\0'), 'artist_is_short': (315, SHORT,
                                                                                       [65, 0]),
        'date_is_undefined': (306, UNDEFINED, DATE.encode() + b'\0'),
        'date_is_long': (306, LONG, [20240301]), 'copyright_is_bytes': (33432, BYTE, b'None\0'),
        'page_name_is_long': (285, LONG, [12]), 'document_name_is_bytes': (269, BYTE, b'one\0'),
        'description_is_long': (270, LONG, [1]), 'page_number_is_bytes': (297, BYTE, [0, 1]),
        'position_is_long': (286, LONG, [1]), 'fill_order_is_a_byte': (266, BYTE, [1]),
        'white_point_is_float': (318, FLOAT, [0.3127, 0.329]),
        'xmp_is_a_text': (700, ASCII, '<x/>'), 'icc_is_long': (34675, LONG, [1, 2]),
        'make_is_short': (271, SHORT, [65, 0]), 'model_is_bytes': (272, BYTE, b'A\0'),
        'halftone_hints_are_long': (321, LONG, [10, 240]),
        'sample_format_is_long': (339, LONG, [1]), 'exif_offset_is_short': (34665, SHORT, [8]),
        'min_sample_is_long': (280, LONG, [0]), 'cell_width_is_long': (264, LONG, [1]),
        'threshholding_is_a_byte': (263, BYTE, [1]),
    }
    out = {name: (rule, spoilt(gray, edit)) for name, edit in cases.items()}
    out['colormap_is_long'] = (rule, spoilt(palette, (320, LONG, [i % 256 for i in range(768)])))
    out['extra_samples_are_long'] = (rule, spoilt(alpha, (338, LONG, [2])))
    out['predictor_is_long'] = (rule, spoilt(lambda: coded(5), (317, LONG, [1])))
    out['tile_width_is_a_byte'] = (rule, spoilt(tiled, (322, BYTE, [32])))
    out['t6_options_are_short'] = (rule, spoilt(lambda: fax(4), (293, SHORT, [0])))
    out['subsampling_is_bytes'] = (rule, spoilt(ycbcr, (530, BYTE, [2, 2])))
    out['ink_set_is_long'] = (rule, spoilt(cmyk, (332, LONG, [1])))
    out['strip_offsets_are_signed'] = (rule, Tiff(gray()).with_entry(0, 273, kind=SLONG))
    out['byte_counts_are_bytes'] = (rule, Tiff(gray()).with_entry(0, 279, kind=BYTE))
    out['tables_are_bytes'] = (rule, Tiff(jpeg_ycbcr()).with_entry(0, 347, kind=BYTE))
    return out


def counts():
    rule = 'tiff.tag.count'
    cases = {
        'two_widths': (256, LONG, [48, 48]), 'two_compressions': (259, SHORT, [1, 1]),
        'two_photometrics': (262, SHORT, [1, 1]), 'two_orientations': (274, SHORT, [1, 1]),
        'two_samples_per_pixel': (277, SHORT, [1, 1]), 'two_rows_per_strip': (278, LONG, [20, 20]),
        'two_x_resolutions': (282, RATIONAL, [300, 300]), 'two_units': (296, SHORT, [2, 2]),
        'bits_for_too_many_samples': (258, SHORT, [8, 8]), 'date_of_19_bytes':
        (306, ASCII, DATE.encode()), 'page_number_of_three': (297, SHORT, [0, 1, 2]),
        'white_point_of_one': (318, RATIONAL, [(3127, 10000)]), 'chromaticities_of_five':
        (319, RATIONAL, [(1, 3)] * 5), 'reference_black_white_of_two': (532, RATIONAL, [0, 255]),
        'coefficients_of_two': (529, RATIONAL, [(1, 3), (1, 3)]), 'halftone_hints_of_three':
        (321, SHORT, [1, 2, 3]), 'transfer_range_of_two': (342, SHORT, [0, 255]),
        'sample_formats_of_three': (339, SHORT, [1, 1, 1]), 'min_samples_of_two':
        (280, SHORT, [0, 0]), 'smin_samples_of_two': (340, BYTE, [0, 0]),
        'two_subfile_types': (254, LONG, [0, 0]), 'two_fill_orders': (266, SHORT, [1, 1]),
    }
    out = {name: (rule, spoilt(gray, edit)) for name, edit in cases.items()}
    out['one_bits_for_three_samples'] = (rule, spoilt(rgb, (258, SHORT, [8])))
    out['one_bits_for_three_samples_mm'] = (rule, spoilt(rgb, (258, SHORT, [8]), order='>'))
    out['subsampling_of_one'] = (rule, spoilt(ycbcr, (530, SHORT, [2])))
    out['two_predictors'] = (rule, spoilt(lambda: coded(5), (317, SHORT, [1, 1])))
    out['two_tile_widths'] = (rule, spoilt(tiled, (322, LONG, [32, 32])))
    encoding = 'tiff.tag.ascii-encoding'
    out['text_in_windows_1251'] = (encoding, spoilt(gray, (270, ASCII,
                                                          b'\xc4\xe5\xeb\xee 337\0')))
    out['text_in_latin_1'] = (encoding, spoilt(gray, (315, ASCII, b'Andr\xe9\0')))
    out['text_of_ones'] = (encoding, spoilt(gray, (305, ASCII, b'\xff\xff\xff\xff\0')))
    # The text's last byte is cut off by its count.
    out['text_without_nul'] = ('tiff.tag.ascii-terminated',
                               spoilt(gray, (269, ASCII, b'f. 45 op. 1 d. 337')))
    out['text_of_four_without_nul'] = ('tiff.tag.ascii-terminated', spoilt(gray, (305, ASCII,
                                                                                 b'scan')))
    return out


def values():
    rule = 'tiff.tag.value'
    cases = {
        'orientation_0': (274, SHORT, [0]), 'orientation_9': (274, SHORT, [9]),
        'unit_0': (296, SHORT, [0]), 'unit_4': (296, SHORT, [4]), 'planar_0': (284, SHORT, [0]),
        'planar_3': (284, SHORT, [3]), 'fill_order_0': (266, SHORT, [0]),
        'fill_order_3': (266, SHORT, [3]), 'subfile_bit_3': (254, LONG, [8]),
        'subfile_bit_31': (254, LONG, [1 << 31]), 'threshholding_0': (263, SHORT, [0]),
        'threshholding_4': (263, SHORT, [4]), 'gray_response_unit_0': (290, SHORT, [0]),
        'gray_response_unit_6': (290, SHORT, [6]), 'sample_format_0': (339, SHORT, [0]),
        'sample_format_7': (339, SHORT, [7]),
    }
    out = {name: (rule, spoilt(gray, edit)) for name, edit in cases.items()}
    out['old_subfile_type_0'] = (rule, spoilt(gray, (255, SHORT, [0])))
    out['old_subfile_type_4'] = (rule, spoilt(gray, (255, SHORT, [4])))
    out['extra_samples_3'] = (rule, spoilt(alpha, (338, SHORT, [3])))
    out['ink_set_0'] = (rule, spoilt(cmyk, (332, SHORT, [0])))
    out['ink_set_3'] = (rule, spoilt(cmyk, (332, SHORT, [3])))
    out['positioning_0'] = (rule, spoilt(ycbcr, (531, SHORT, [0])))
    out['positioning_3'] = (rule, spoilt(ycbcr, (531, SHORT, [3])))
    out['t4_options_8'] = (rule, spoilt(lambda: fax(3), (292, LONG, [8])))
    out['t6_options_1'] = (rule, spoilt(lambda: fax(4), (293, LONG, [1])))
    out['least_sample_above_most'] = (rule, spoilt(gray, (280, SHORT, [200]), (281, SHORT, [100])))
    out['most_sample_beyond_the_bits'] = (rule, spoilt(gray, (281, SHORT, [256])))
    out['least_sample_beyond_the_bits'] = (rule, spoilt(gray, (280, SHORT, [300])))
    out['dot_range_beyond_the_bits'] = (rule, spoilt(cmyk, (336, SHORT, [0, 256])))
    out['halftone_hints_beyond_the_bits'] = (rule, spoilt(gray, (321, SHORT, [10, 300])))
    out['white_point_above_1'] = (rule, spoilt(rgb, (318, RATIONAL, [(3127, 1000), (329, 1000)])))
    out['white_point_0'] = (rule, spoilt(rgb, (318, RATIONAL, [0, 0])))
    out['chromaticity_above_1'] = (rule, spoilt(rgb, (319, RATIONAL, [
        (64, 10), (33, 100), (30, 100), (60, 100), (15, 100), (6, 100)])))
    out['coefficients_above_1'] = (rule, spoilt(ycbcr, (529, RATIONAL, [
        (299, 100), (587, 1000), (114, 1000)])))
    out['coefficient_of_green_0'] = (rule, spoilt(ycbcr, (529, RATIONAL, [
        (299, 1000), 0, (114, 1000)])))
    out['reference_black_is_white'] = (rule, spoilt(ycbcr, (532, RATIONAL, [
        255, 255, 128, 255, 128, 255])))
    out['cell_width_0'] = (rule, spoilt(bilevel, (263, SHORT, [2]), (264, SHORT, [0]),
                                        (265, SHORT, [4])))
    out['exif_offset_of_another_page'] = ('tiff.ifd.loop', exif_is_the_next_page())
    out['page_of_a_file_is_of_photometric_7'] = ('tiff.image.photometric',
                                                 spoilt(gray, (262, SHORT, [7])))
    return out


def exif_is_the_next_page():
    tiff = Tiff(gray().set(34665, LONG, [0]), gray())
    tiff.bytes()
    return tiff.with_entry(0, 34665, value=tiff.at['ifd', 1])


def fractions():
    rule = 'tiff.tag.rational-denominator'
    zero = 'tiff.tag.resolution-zero'
    return {
        'x_resolution_over_0': (rule, spoilt(gray, (282, RATIONAL, [(300, 0)]))),
        'y_resolution_over_0': (rule, spoilt(gray, (283, RATIONAL, [(300, 0)]))),
        'x_resolution_0_over_0': (rule, spoilt(gray, (282, RATIONAL, [(0, 0)]))),
        'x_resolution_over_0_mm': (rule, spoilt(gray, (282, RATIONAL, [(300, 0)]), order='>')),
        'white_point_over_0': (rule, spoilt(rgb, (318, RATIONAL, [(1, 3), (1, 0)]))),
        'position_over_0': (rule, spoilt(gray, (286, RATIONAL, [(1, 0)]))),
        'private_fraction_over_0': (rule, spoilt(gray, (65000, SRATIONAL, [(1, 0)]))),
        'x_resolution_0': (zero, spoilt(gray, (282, RATIONAL, [(0, 1)]))),
        'y_resolution_0': (zero, spoilt(gray, (283, RATIONAL, [(0, 1)]))),
    }


def dates():
    form, possible = 'tiff.tag.date-format', 'tiff.tag.date-possible'
    texts = {
        'with_dashes': (form, '2024-03-01 12:30:00'), 'with_t': (form, '2024:03:01T12:30:00'),
        'with_zone': (form, '2024:03:01 12:30:00+03'), 'alone': (form, '2024:03:01'),
        'in_words': (form, 'Fri Mar  1 12:30:00'), 'of_spaces_for_zeros':
        (form, '2024: 3: 1 12:30:00'), 'of_two_digits': (form, '24:03:01 12:30:00  '),
        'blank': (form, ' ' * 19), 'empty': (form, ''), 'in_month_13':
        (possible, '2024:13:01 12:30:00'), 'in_month_0': (possible, '2024:00:01 12:30:00'),
        'on_day_0': (possible, '2024:03:00 12:30:00'), 'on_day_32':
        (possible, '2024:03:32 12:30:00'), 'on_30_february': (possible, '2024:02:30 12:30:00'),
        'on_29_february_2023': (possible, '2023:02:29 12:30:00'), 'at_24_o_clock':
        (possible, '2024:03:01 24:00:00'), 'at_minute_60': (possible, '2024:03:01 12:60:00'),
        'at_second_61': (possible, '2024:03:01 12:30:61'), 'of_zeros':
        (possible, '0000:00:00 00:00:00'),
    }
    return {'date_' + name: (rule, spoilt(gray, (306, ASCII, text)))
            for name, (rule, text) in texts.items()}


def agreement():
    """Tags that contradict each other."""
    bits, samples = 'tiff.image.bits', 'tiff.image.samples'
    extra, predictor = 'tiff.image.extra-samples', 'tiff.image.predictor'
    return {
        'width_0': ('tiff.image.size', spoilt(gray, (256, LONG, [0]))),
        'length_0': ('tiff.image.size', spoilt(gray, (257, LONG, [0]))),
        'samples_0': ('tiff.tag.value', spoilt(gray, (277, SHORT, [0]))),
        'photometric_65535': ('tiff.image.photometric', spoilt(gray, (262, SHORT, [65535]))),
        'photometric_99': ('tiff.image.photometric', spoilt(gray, (262, SHORT, [99]))),
        'rgb_of_one_sample': (samples, spoilt(gray, (262, SHORT, [2]))),
        'rgb_of_two_samples': (samples, spoilt(rgb, (277, SHORT, [2]), (258, SHORT, [8, 8]))),
        'separated_of_three': (samples, spoilt(rgb, (262, SHORT, [5]))),
        'gray_of_three_samples': (extra, spoilt(rgb, (262, SHORT, [1]))),
        'palette_of_three_samples': (extra, spoilt(rgb, (262, SHORT, [3]),
                                                   (320, SHORT, [0] * 768))),
        'rgb_of_four_samples': (extra, spoilt(cmyk, (262, SHORT, [2]))),
        'extra_sample_that_is_not_there': (extra, spoilt(rgb, (338, SHORT, [0]))),
        'two_alphas_for_one': (extra, spoilt(alpha, (338, SHORT, [2, 0]))),
        'bits_0': (bits, spoilt(gray, (258, SHORT, [0]))),
        'bits_7_of_8': ('tiff.strip.byte-count', spoilt(gray, (258, SHORT, [7]))),
        'bits_16_of_8': ('tiff.strip.byte-count', spoilt(gray, (258, SHORT, [16]))),
        'bits_4_of_8': ('tiff.strip.byte-count', spoilt(gray, (258, SHORT, [4]))),
        'bits_8_of_16': ('tiff.strip.byte-count', spoilt(deep, (258, SHORT, [8]))),
        'bits_9_of_8': ('tiff.strip.byte-count', spoilt(gray, (258, SHORT, [9]))),
        'bits_differ_in_rgb': ('tiff.strip.byte-count', spoilt(rgb, (258, SHORT, [8, 8, 7]))),
        'bits_7_of_8_in_deflate': ('tiff.decode.excess',
                                   spoilt(lambda: coded(8), (258, SHORT, [7]))),
        'colormap_of_half': ('tiff.image.colormap', spoilt(palette, (320, SHORT, [0] * 384))),
        'colormap_one_too_few': ('tiff.image.colormap', spoilt(palette, (320, SHORT, [0] * 767))),
        'gray_response_of_255': ('tiff.image.gray-response',
                                 spoilt(gray, (291, SHORT, list(range(255))))),
        'gray_response_of_3': ('tiff.image.gray-response', spoilt(gray, (291, SHORT, [1, 2, 3]))),
        'transfer_function_of_255': ('tiff.image.transfer-function',
                                     spoilt(rgb, (301, SHORT, list(range(255))))),
        'transfer_function_of_two': ('tiff.image.transfer-function',
                                     spoilt(rgb, (301, SHORT, [0] * 512))),
        'predictor_0': (predictor, spoilt(lambda: coded(5), (317, SHORT, [0]))),
        'predictor_4': (predictor, spoilt(lambda: coded(5), (317, SHORT, [4]))),
        'predictor_3_of_whole_numbers': (predictor, spoilt(lambda: coded(5), (317, SHORT, [3]))),
        'predictor_2_of_packbits': (predictor, spoilt(lambda: coded(32773), (317, SHORT, [2]))),
        'predictor_2_of_nothing_compressed': (predictor, spoilt(gray, (317, SHORT, [2]))),
        'predictor_2_of_g4': (predictor, spoilt(lambda: fax(4), (317, SHORT, [2]))),
        'predictor_2_of_4_bits': (predictor, predicted_nibbles()),
        'floating_point_of_8_bits': ('tiff.image.sample-format', spoilt(gray, (339, SHORT, [3]))),
        'complex_of_8_bits': ('tiff.image.sample-format', spoilt(gray, (339, SHORT, [6]))),
        'smin_above_smax': ('tiff.tag.value',
                            spoilt(gray, (340, BYTE, [200]), (341, BYTE, [100]))),
        'subsampling_3': ('tiff.image.subsampling', spoilt(ycbcr, (530, SHORT, [3, 1]))),
        'subsampling_1_by_2': ('tiff.image.subsampling', spoilt(ycbcr, (530, SHORT, [1, 2]))),
        'subsampling_8': ('tiff.image.subsampling', spoilt(ycbcr, (530, SHORT, [8, 8]))),
        'subsampling_0': ('tiff.image.subsampling', spoilt(ycbcr, (530, SHORT, [0, 0]))),
        'inks_of_5_in_4_samples': (samples, spoilt(cmyk, (332, SHORT, [2]), (334, SHORT, [5]))),
        'ink_names_of_three': ('tiff.image.inks', spoilt(cmyk, (334, SHORT, [4]), (
            332, SHORT, [2]), (333, ASCII, b'Cyan\0Magenta\0Yellow\0'))),
        'number_of_inks_3_in_4_samples': (extra, spoilt(cmyk, (332, SHORT, [2]),
                                                        (334, SHORT, [3]))),
        'dot_range_of_one': ('tiff.image.inks', spoilt(cmyk, (336, BYTE, [0]))),
        'dot_range_of_six': ('tiff.image.inks', spoilt(cmyk, (336, BYTE, [0, 255] * 3))),
        'g4_of_8_bits': ('tiff.image.compression', spoilt(gray, (259, SHORT, [4]))),
        'g3_of_rgb': ('tiff.image.compression', spoilt(rgb, (259, SHORT, [3]))),
        'huffman_of_8_bits': ('tiff.image.compression', spoilt(gray, (259, SHORT, [2]))),
        'jpeg_of_1_bit': ('tiff.image.compression', spoilt(bilevel, (259, SHORT, [7]))),
        'compression_0': ('tiff.image.compression-undefined', spoilt(gray, (259, SHORT, [0]))),
        'compression_99': ('tiff.image.compression-undefined', spoilt(gray, (259, SHORT, [99]))),
        'compression_12345': ('tiff.image.compression-undefined',
                              spoilt(gray, (259, SHORT, [12345]))),
        'mask_of_8_bits': (bits, spoilt(gray, (262, SHORT, [4]), (254, LONG, [4]))),
        'palette_of_16_bits_with_a_small_map': ('tiff.image.colormap', spoilt(
            deep, (262, SHORT, [3]), (320, SHORT, [0] * 768))),
        'cell_length_without_dither': ('tiff.tag.value', spoilt(bilevel, (263, SHORT, [1]),
                                                                (265, SHORT, [0]))),
        'ycbcr_of_one_sample': (samples, spoilt(gray, (262, SHORT, [6]))),
        'cielab_of_two_samples': (None, spoilt(cielab, (277, SHORT, [2]), (258, SHORT, [8, 8]))),
    }


def predicted_nibbles():
    page = coded(5)
    page.set(258, SHORT, [4]).set(256, LONG, [96]).set(317, SHORT, [2])
    return Tiff(page).bytes()


def tags():
    out = {}
    for part in (required, types, counts, values, fractions, dates, agreement):
        out.update(part())
    return out


CLASSES = {'tags': tags}
