"""Faults of strips and tiles: where they are, and what they hold.  Name → (rule, file)."""

import random

from codecs_of_tiff import abbreviated_tables, deflate, g3, g4, jpeg, lzw, lzw_codes, packbits
from sound_pages import (ROWS, WIDTH, bilevel, coded, fax, gray, ink, jpeg_gray, jpeg_ycbcr,
                         pixels, planar, rgb, tiled)
from tiff_writer import LONG, SHORT, UNDEFINED, Tiff


def spoilt(make, *edits, drop=(), strips=None, **how):
    page = make()
    for edit in edits:
        page.set(*edit)
    page.drop(*drop)
    if strips:
        strips(page.strips)
    return Tiff(page, **how).bytes()


def moved(make, tag, values, **how):
    """A page with the values of an offset or byte-count table replaced, `values` made from
    (old values, places)."""
    tiff = Tiff(make(), **how)
    tiff.bytes()
    page = tiff.pages[0]
    first = 324 if page.tiled else 273
    offsets = [tiff.at['strip', 0, i] for i in range(len(page.strips))]
    old = offsets if tag == first else [len(s) for s in page.strips]
    new = values(old, tiff.at)
    page.set(tag, page.offset_type or (16 if tiff.big else LONG), new)
    return tiff.bytes()


def places():
    outside, over = 'tiff.strip.outside-file', 'tiff.map.strip-over-structure'
    count, geometry = 'tiff.strip.byte-count', 'tiff.strip.count'
    overlap, missing = 'tiff.map.strips-overlap', 'tiff.strip.byte-counts-missing'

    def two(page):
        page.strips.append(pixels(WIDTH, ROWS))
        return page

    return {
        'strip_beyond_the_end': (outside, moved(gray, 273, lambda o, at: [o[0], at['end'] + 10])),
        'strip_ends_beyond_the_end': (outside, moved(gray, 273,
                                                     lambda o, at: [o[0], at['end'] - 100])),
        'strip_at_the_end': (outside, moved(gray, 273, lambda o, at: [o[0], at['end']])),
        'strip_at_4_gigabytes': (outside, moved(gray, 273, lambda o, at: [o[0], 0xFFFFFFFF])),
        'strip_at_2_to_the_63': (outside, moved(gray, 273, lambda o, at: [o[0], 1 << 63],
                                                big=True)),
        'tile_beyond_the_end': (outside, moved(tiled, 324, lambda o, at: o[:3] + [at['end']])),
        'strip_at_0': (over, moved(gray, 273, lambda o, at: [0, o[1]])),
        'strip_in_the_header': (over, moved(gray, 273, lambda o, at: [4, o[1]])),
        'strip_over_the_ifd': (over, moved(gray, 273,
                                           lambda o, at: [o[0], at['ifd', 0] - 900])),
        'strip_over_a_value': (over, moved(gray, 273,
                                           lambda o, at: [o[0], at['value', 0, 282] - 952])),
        'strip_over_its_own_table': (over, moved(gray, 273,
                                                 lambda o, at: [o[0], at['value', 0, 273] - 956])),
        'strips_overlap_partly': (overlap, moved(gray, 273, lambda o, at: [o[0], o[1] - 100])),
        'strips_overlap_by_a_byte': (overlap, moved(gray, 273, lambda o, at: [o[0], o[1] - 1])),
        'tiles_overlap_partly': (overlap, moved(tiled, 324,
                                                lambda o, at: o[:3] + [o[3] - 512])),
        'strip_used_twice': ('tiff.map.strip-reused',
                             moved(gray, 273, lambda o, at: [o[0], o[0]])),
        'tile_used_twice': ('tiff.map.strip-reused',
                            moved(tiled, 324, lambda o, at: [o[0], o[1], o[1], o[3]])),
        'strip_of_another_page': ('tiff.map.strip-reused', strip_of_another_page()),
        'byte_count_0': ('tiff.strip.empty', moved(gray, 279, lambda n, at: [n[0], 0])),
        'byte_counts_all_0': ('tiff.strip.empty', moved(gray, 279, lambda n, at: [0, 0])),
        'byte_count_too_small': (count, moved(gray, 279, lambda n, at: [n[0] - 48, n[1]])),
        'byte_count_one_too_small': (count, moved(gray, 279, lambda n, at: [n[0], n[1] - 1])),
        'byte_count_too_large': (count, spoilt(gray, strips=lambda s: s.__setitem__(
            0, s[0] + bytes(range(1, 49))))),
        'byte_count_of_half': (count, moved(gray, 279, lambda n, at: [n[0] // 2, n[1]])),
        'byte_count_of_all_ones': (outside, moved(gray, 279, lambda n, at: [n[0], 0xFFFFFFFF])),
        'tile_byte_count_too_small': (count, moved(tiled, 325,
                                                   lambda n, at: n[:3] + [n[3] - 32])),
        'byte_counts_missing': (missing, without_entry(Tiff(gray()), 279)),
        'offsets_missing': ('tiff.strip.missing', without_entry(Tiff(gray()), 273)),
        'one_byte_count_for_two_strips': (missing, moved(gray, 279, lambda n, at: n[:1])),
        'three_byte_counts_for_two_strips': (missing, moved(gray, 279, lambda n, at: n + [5])),
        'one_strip_too_few': (geometry, spoilt(gray, strips=lambda s: s.pop())),
        'one_strip_too_many': (geometry, Tiff(two(gray())).bytes()),
        'one_tile_too_few': (geometry, spoilt(tiled, strips=lambda s: s.pop())),
        'planes_of_two_samples_only': (geometry, spoilt(planar, strips=lambda s: s.__delitem__(
            slice(4, 6)))),
        'strips_of_planes_called_chunky': (geometry, spoilt(planar, (284, SHORT, [1]))),
        'chunky_called_planes': (geometry, spoilt(rgb, (284, SHORT, [2]))),
        'rows_per_strip_0': ('tiff.strip.rows', spoilt(gray, (278, LONG, [0]))),
        'rows_per_strip_too_small': (geometry, spoilt(gray, (278, LONG, [10]))),
        'rows_per_strip_too_large': (geometry, spoilt(gray, (278, LONG, [40]))),
        'rows_per_strip_21': (count, spoilt(gray, (278, LONG, [21]))),
        'tile_width_17': ('tiff.tile.size', spoilt(tiled, (322, LONG, [17]))),
        'tile_length_0': ('tiff.tile.size', spoilt(tiled, (323, LONG, [0]))),
        'tile_width_8': ('tiff.tile.size', spoilt(tiled, (322, LONG, [8]))),
        'tiles_and_strips': ('tiff.strip.and-tiles', spoilt(
            tiled, (273, LONG, [8]), (279, LONG, [16]))),
        'tile_sizes_with_strips': (geometry, spoilt(
            gray, (322, LONG, [32]), (323, LONG, [32]))),
        'width_too_large': (count, spoilt(gray, (256, LONG, [49]))),
        'width_too_small': (count, spoilt(gray, (256, LONG, [47]))),
        'rows_per_strip_22': (count, spoilt(gray, (278, LONG, [22]))),
        'length_by_two_strips': (geometry, spoilt(gray, (257, LONG, [80]))),
        'width_too_small_in_lzw': ('tiff.decode.excess',
                                   spoilt(lambda: coded(5), (256, LONG, [40]))),
        'width_too_small_in_deflate': ('tiff.decode.excess',
                                       spoilt(lambda: coded(8), (256, LONG, [40]))),
        'width_too_small_in_packbits': ('tiff.decode.excess',
                                        spoilt(lambda: coded(32773), (256, LONG, [40]))),
        'width_too_large_in_lzw': ('tiff.decode.strip',
                                   spoilt(lambda: coded(5), (256, LONG, [56]))),
        'width_too_large_in_deflate': ('tiff.decode.strip',
                                       spoilt(lambda: coded(8), (256, LONG, [56]))),
        'width_too_large_in_packbits': ('tiff.decode.strip',
                                        spoilt(lambda: coded(32773), (256, LONG, [56]))),
        'rgb_called_gray_in_lzw': ('tiff.decode.excess', gray_of_rgb(5)),
        'rgb_called_gray_in_deflate': ('tiff.decode.excess', gray_of_rgb(8)),
        'rows_too_few_in_deflate': ('tiff.decode.excess', fewer_rows(8)),
        'rows_too_few_in_lzw': ('tiff.decode.excess', fewer_rows(5)),
    }


def gray_of_rgb(compression):
    return spoilt(lambda: coded(compression, 3), (258, SHORT, [8]), (262, SHORT, [1]),
                  (277, SHORT, [1]))


def fewer_rows(compression):
    """Strips of 20 rows that are called 19, and as many strips."""
    return spoilt(lambda: coded(compression), (278, LONG, [19]), (257, LONG, [38]))


def strip_of_another_page():
    tiff = Tiff(gray(), gray())
    tiff.bytes()
    tiff.pages[1].set(273, LONG, [tiff.at['strip', 0, 0], tiff.at['strip', 1, 1]])
    return tiff.bytes()


def without_entry(tiff, tag):
    """The file without one entry: those behind move up, the count is one less."""
    data = bytearray(tiff.bytes())
    at, ifd = tiff.at['entry', 0, tag], tiff.at['ifd', 0]
    count = int.from_bytes(data[ifd:ifd + 2], 'little')
    data[ifd:ifd + 2] = (count - 1).to_bytes(2, 'little')
    del data[at:at + 12]
    return bytes(data)


# ---- Codecs ----

def part(strip, begin, new):
    return strip[:begin] + new + strip[begin + len(new):]


def second(make, change):
    return spoilt(make, strips=lambda s: s.__setitem__(1, change(s[1])))


def codec():
    bad = 'tiff.decode.strip'
    half = pixels(WIDTH, ROWS)
    cases = {}
    for name, make in (('deflate', lambda: coded(8)), ('lzw', lambda: coded(5)),
                       ('packbits', lambda: coded(32773)), ('g4', lambda: fax(4)),
                       ('g3', lambda: fax(3)), ('huffman', lambda: fax(2)),
                       ('jpeg', jpeg_gray), ('lzw_of_rgb', lambda: coded(5, 3)),
                       ('deflate_differenced', lambda: coded(8, 3, 8, 2)),
                       ('jpeg_ycbcr', jpeg_ycbcr)):
        cases[name + '_cut_in_half'] = (bad, second(make, lambda s: s[:len(s) // 2]))
        cases[name + '_zeroed_from_the_middle'] = (bad, second(
            make, lambda s: s[:len(s) // 2] + bytes(len(s) - len(s) // 2)))
        cases[name + '_all_zeros'] = (bad, second(make, lambda s: bytes(len(s))))
        # Those are rows and runs too, but too many.
        ones = 'tiff.decode.excess' if name in ('packbits', 'g4') else bad
        cases[name + '_all_ones'] = (ones, second(make, lambda s: b'\xff' * len(s)))
    for name, make in (('deflate', lambda: coded(8)), ('deflate_of_rgb', lambda: coded(8, 3)),
                       ('deflate_differenced', lambda: coded(8, 3, 8, 2)),
                       ('deflate_of_16_bits', lambda: coded(8, 1, 16, 2))):
        cases[name + '_with_another_checksum'] = (bad, second(
            make, lambda s: s[:-1] + bytes([s[-1] ^ 1])))
        cases[name + '_without_checksum'] = (bad, second(make, lambda s: s[:-4]))
        cases[name + '_with_another_header'] = (bad, second(
            make, lambda s: part(s, 0, b'\x77\x01')))
        cases[name + '_with_a_byte_changed'] = (bad, second(
            make, lambda s: part(s, len(s) // 2, bytes([s[len(s) // 2] ^ 0x55]))))
    cases.update({
        'deflate_too_short_a_stream': (bad, second(lambda: coded(8),
                                                   lambda s: deflate(half[:-48]))),
        'deflate_too_long_a_stream': ('tiff.decode.excess', spoilt(
            lambda: coded(8), strips=lambda s: s.__setitem__(0, deflate(half + half)))),
        'deflate_is_raw': (bad, second(lambda: coded(8), lambda s: s[2:-4])),
        'lzw_code_out_of_range': (bad, second(lambda: coded(5), lambda s: lzw_codes(
            [256, 10, 20, 400] + [30] * 50 + [257]))),
        'lzw_code_not_yet_there': (bad, second(lambda: coded(5), lambda s: lzw_codes(
            [256, 10, 260] + [30] * 50 + [257]))),
        'lzw_without_clear': (bad, second(lambda: coded(5), lambda s: lzw_codes(
            [400, 10, 20] + [30] * 50 + [257]))),
        'lzw_too_short_a_stream': (bad, second(lambda: coded(5), lambda s: lzw(half[:-48]))),
        'lzw_too_long_a_stream': ('tiff.decode.excess', spoilt(
            lambda: coded(5), strips=lambda s: s.__setitem__(0, lzw(half + half)))),
        'lzw_with_a_byte_changed': (bad, second(lambda: coded(5), lambda s: part(
            s, 100, bytes([s[100] ^ 0xFF, s[101] ^ 0xFF])))),
        'lzw_of_noise_ends_in_zeros': (bad, noise_ends_in_zeros()),
        'lzw_of_a_byte_too_many': ('tiff.decode.excess', second(
            lambda: coded(5), lambda s: lzw(half + b'\x55'))),
        'lzw_ends_too_early': (bad, second(lambda: coded(5), lambda s: lzw(half[:400]))),
        'packbits_run_beyond_the_end': (bad, second(lambda: coded(32773),
                                                    lambda s: packbits(half[:-48], 48)
                                                    + b'\x7f' + half[-48:])),
        'packbits_too_short': (bad, second(lambda: coded(32773),
                                           lambda s: packbits(half[:-48], 48))),
        'packbits_too_long': ('tiff.decode.excess', spoilt(
            lambda: coded(32773), strips=lambda s: s.__setitem__(0, packbits(half * 2, 48)))),
        'packbits_run_too_long': (bad, second(
            lambda: coded(32773), lambda s: packbits(half[:-48], 48) + b'\x81\5')),
        'g4_ends_too_early': (bad, second(lambda: fax(4), lambda s: g4(ink(ROWS)[:10]))),
        'g4_with_a_byte_changed': (bad, second(lambda: fax(4), lambda s: part(
            s, len(s) // 3, bytes([s[len(s) // 3] ^ 0xFF])))),
        'g4_of_another_width': (bad, spoilt(lambda: fax(4), (256, LONG, [40]))),
        'g4_is_g3': (bad, spoilt(lambda: fax(3), (259, SHORT, [4]), drop=[292])),
        'g3_is_g4': (bad, spoilt(lambda: fax(4), (259, SHORT, [3]))),
        'g3_called_two_dimensional': (bad, spoilt(lambda: fax(3), (292, LONG, [1]))),
        'g3_two_dimensional_called_plain': (bad, spoilt(lambda: fax(3, True), (292, LONG, [0]))),
        'g3_of_another_width': (bad, spoilt(lambda: fax(3), (256, LONG, [40]))),
        'g3_with_a_byte_changed': (bad, second(lambda: fax(3), lambda s: part(
            s, len(s) // 3, bytes([s[len(s) // 3] ^ 0xFF])))),
        'g3_without_eol': (bad, second(lambda: fax(3), lambda s: g3(ink(ROWS), eol=False))),
        'huffman_of_another_width': (bad, spoilt(lambda: fax(2), (256, LONG, [40]))),
        'uncompressed_called_lzw': (bad, spoilt(gray, (259, SHORT, [5]))),
        'uncompressed_called_deflate': (bad, spoilt(gray, (259, SHORT, [8]))),
        'uncompressed_called_jpeg': (bad, spoilt(gray, (259, SHORT, [7]))),
        'lzw_called_deflate': (bad, spoilt(lambda: coded(5), (259, SHORT, [8]))),
        'deflate_called_lzw': (bad, spoilt(lambda: coded(8), (259, SHORT, [5]))),
        'bits_called_g4': (bad, spoilt(bilevel, (259, SHORT, [4]))),
    })
    cases.update(jpeg_faults())
    return cases


def noise_ends_in_zeros():
    """So many codes for as many pixels that the zeros are enough for the rest."""
    page = coded(5)
    noise = random.Random(5)
    strip = lzw(bytes(noise.randrange(256) for _ in range(WIDTH * ROWS)))
    page.strips[1] = strip[:-60] + bytes(60)
    return Tiff(page).bytes()


def jpeg_faults():
    bad, tables = 'tiff.decode.strip', 'tiff.image.jpeg-tables'
    frame, sampling = 'tiff.decode.jpeg-frame', 'tiff.decode.jpeg-sampling'
    missing, rows = 'tiff.decode.jpeg-tables-missing', 'tiff.decode.jpeg-rows'
    short = abbreviated_tables()

    def with_tables(value):
        return spoilt(jpeg_gray, (347, UNDEFINED, value))

    return {
        'jpeg_without_eoi': (bad, second(jpeg_gray, lambda s: s[:-2])),
        'jpeg_without_soi': (bad, second(jpeg_gray, lambda s: s[2:])),
        'jpeg_without_scan': (bad, second(jpeg_gray, lambda s: s[:s.index(b'\xff\xda')]
                                          + b'\xff\xd9')),
        'jpeg_too_wide': (bad, second(jpeg_gray, lambda s: jpeg(64, 16, tables=False))),
        'jpeg_too_narrow': (bad, second(jpeg_gray, lambda s: jpeg(32, 16, tables=False))),
        'jpeg_too_low': (bad, spoilt(jpeg_gray, strips=lambda s: s.__setitem__(
            0, jpeg(WIDTH, 12, tables=False)))),
        'jpeg_too_high': (bad, spoilt(jpeg_gray, strips=lambda s: s.__setitem__(
            0, jpeg(WIDTH, 32, tables=False)))),
        'jpeg_frame_says_0': (bad, second(jpeg_gray, lambda s: jpeg(
            WIDTH, 16, tables=False, sof_size=(0, 16)))),
        'jpeg_frame_says_twice_the_height': (frame, second(jpeg_gray, lambda s: jpeg(
            WIDTH, 16, tables=False, sof_size=(WIDTH, 32)))),
        'jpeg_of_three_components_for_gray': (bad, second(jpeg_gray, lambda s: jpeg(
            WIDTH, 16, 3, tables=False))),
        'jpeg_of_one_component_for_ycbcr': (bad, second(jpeg_ycbcr, lambda s: jpeg(
            WIDTH, 16, tables=False))),
        'jpeg_sampled_more_than_said': (sampling, spoilt(jpeg_ycbcr, (530, SHORT, [1, 1]))),
        'jpeg_sampled_less_than_said': (sampling, spoilt(lambda: jpeg_ycbcr((1, 1)),
                                                         (530, SHORT, [2, 2]))),
        'jpeg_tables_missing': (bad, spoilt(jpeg_gray, drop=[347])),
        'jpeg_tables_without_huffman': (missing, with_tables(short[:2 + 69] + b'\xff\xd9')),
        'jpeg_tables_without_ac': (missing, with_tables(short[:-2 - 22] + b'\xff\xd9')),
        'jpeg_tables_are_those_of_the_strip_before': (missing, spoilt(
            lambda: jpeg_gray(False), strips=lambda s: s.__setitem__(
                1, jpeg(WIDTH, 16, tables=False)))),
        'jpeg_strips_of_20_rows': (rows, spoilt(jpeg_gray, (278, LONG, [20]), strips=lambda s:
                                                s.__setitem__(slice(0, 2), [
                                                    jpeg(WIDTH, 20, tables=False)] * 2))),
        'jpeg_ycbcr_strips_of_24_rows': (rows, spoilt(
            jpeg_ycbcr, (278, LONG, [24]), strips=lambda s: s.__setitem__(
                slice(0, 3), [jpeg(WIDTH, n, 3, (2, 2), tables=False) for n in (24, 16)]))),
        'jpeg_is_hierarchical': ('tiff.decode.jpeg-process', spoilt(
            lambda: jpeg_gray(False), strips=lambda s: s.__setitem__(
                0, jpeg(WIDTH, 24, frame=0xC5)))),
        'jpeg_with_a_lossless_frame_in_its_scan': (bad, second(
            jpeg_gray, lambda s: part(s, len(s) - 8, b'\xff\xc3'))),
        'jpeg_with_an_arithmetic_frame_in_its_scan': (bad, second(
            jpeg_gray, lambda s: part(s, len(s) - 8, b'\xff\xc9'))),
        'jpeg_tables_cut': (tables, with_tables(short[:len(short) // 2])),
        'jpeg_tables_without_eoi': (tables, with_tables(short[:-2])),
        'jpeg_tables_without_soi': (tables, with_tables(short[2:])),
        'jpeg_tables_zeros': (tables, with_tables(bytes(len(short)))),
        'jpeg_tables_hold_a_scan': (tables, with_tables(jpeg(8, 8))),
        'jpeg_tables_empty': (bad, with_tables(b'\xff\xd8\xff\xd9')),
        'jpeg_tables_without_quantisation': (bad, with_tables(
            b'\xff\xd8' + short[2 + 69:])),
        'jpeg_tables_of_an_impossible_code': (bad, with_tables(
            short.replace(b'\0\1\5\1\1\1\1\1\1', b'\xff\xff\xff\xff\1\1\1\1\1'))),
        'jpeg_with_restarts_missing': (bad, spoilt(lambda: jpeg_gray(False), strips=lambda s:
                                                   s.__setitem__(0, without_restart()))),
    }


def without_restart():
    stream = jpeg(WIDTH, 24, restart=3)
    at = stream.index(b'\xff\xd1')
    return stream[:at] + stream[at + 2:]


CLASSES = {'places': places, 'codec': codec}
