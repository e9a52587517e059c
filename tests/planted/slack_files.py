"""Files that are sound but have bytes to spare, or pages out of order: each must have a warning,
and be valid.  Name → (rule, file)."""
from codecs_of_tiff import abbreviated_tables, jpeg, lzw, packbits
from faults_of_metadata import exif_with
from metadata_blocks import data_set, icc, iptc, photoshop
from sound_pages import (HEIGHT, ROWS, WIDTH, coded, fax, geo, gps_ifd, gray, jpeg_gray, jpeg_ycbcr,
                         numbered, pixels, rgb, tiled)
from tiff_writer import ASCII, LONG, SHORT, UNDEFINED, Tiff


def tail(data, make=gray, **how):
    tiff = Tiff(make(), **how)
    tiff.tail = data
    return tiff.bytes()


def before_ifd(data, make=gray):
    tiff = Tiff(make())
    tiff.before_ifd = data
    return tiff.bytes()


def gaps(data):
    page = gray()
    page.gap = data
    return Tiff(page).bytes()


def first_strip(make, more):
    page = make()
    page.strips[0] += more
    return Tiff(page).bytes()


def unlinked_page():
    tiff = Tiff(gray(), gray(), gray())
    tiff.bytes()
    return tiff.with_word(('next', 0), tiff.at['ifd', 2])


def unlinked_last_page():
    tiff = Tiff(gray(), gray())
    tiff.bytes()
    return tiff.with_word(('next', 0), 0)


def order_of(*numbers):
    pages = numbered(len(numbers))
    for page, number in zip(pages, numbers):
        page.set(297, SHORT, [number, len(numbers)])
    return Tiff(*pages).bytes()


def gap_in_numbers():
    pages = numbered(3)
    for page, number in zip(pages, (0, 1, 3)):
        page.set(297, SHORT, [number, 0])
    return Tiff(*pages).bytes()


def last_strip_full(make):
    """35 rows: the last strip needs 15, has 20."""
    return Tiff(make().set(257, LONG, [35])).bytes()


def odd_tail():
    page = gray()
    page.strips = [pixels(WIDTH, HEIGHT - 1) + pixels(WIDTH, 1)]
    page.set(278, LONG, [HEIGHT]).set(257, LONG, [HEIGHT])
    tiff = Tiff(page, ifd_first=True)
    tiff.tail = b'x'
    return tiff.bytes()


def with_iptc(*sets):
    return Tiff(gray().set(33723, UNDEFINED, b''.join(sets))).bytes()


def with_photoshop(data):
    return Tiff(gray().set(34377, UNDEFINED, data)).bytes()


def with_icc(profile, make=rgb):
    return Tiff(make().set(34675, UNDEFINED, profile)).bytes()


def with_light(profile):
    return profile[:68] + b'\0\0\xf0\0' + profile[72:]


def packbits_over_rows():
    page = coded(32773)
    page.strips[0] = packbits(pixels(WIDTH, ROWS), WIDTH * ROWS)
    return Tiff(page).bytes()


def without_gps(tag):
    page = gray()
    page.gps = gps_ifd().drop(tag)
    return Tiff(page).bytes()


def metadata():
    """What breaks the words of a standard on which nothing depends."""
    value, tags = 'tiff.iptc.value', 'tiff.icc.required-tags'
    gps, keys = 'tiff.exif.gps-incomplete', [1, 1, 0, 1, 1025, 0, 1, 1]
    block = 'tiff.photoshop.structure'
    utf8 = data_set(1, 90, b'\x1b%G')
    return {
        'iptc_records_out_of_order': (value, with_iptc(data_set(2, 5, b'A'), utf8)),
        'iptc_date_impossible': (value, with_iptc(iptc(data_set(2, 55, b'20241301')))),
        'iptc_date_in_words': (value, with_iptc(iptc(data_set(2, 55, b'1 March ')))),
        'iptc_date_too_short': (value, with_iptc(iptc(data_set(2, 55, b'2024')))),
        'iptc_time_impossible': (value, with_iptc(iptc(data_set(2, 60, b'256000+0000')))),
        'iptc_version_of_one_byte': (value, with_iptc(data_set(2, 0, b'\4'))),
        'iptc_title_twice': (value, with_iptc(iptc(data_set(2, 5, b'Another leaf')))),
        'iptc_title_too_long': (value, with_iptc(data_set(2, 5, b'x' * 65))),
        'iptc_utf8_is_cut': (value, with_iptc(utf8, data_set(2, 5, b'\xd0'))),
        'icc_of_another_light': (tags, with_icc(with_light(icc(b'RGB ')))),
        'icc_without_copyright': (tags, with_icc(icc(b'RGB ').replace(b'cprt', b'xxxx', 1))),
        'icc_without_white_point': (tags, with_icc(icc(b'RGB ').replace(b'wtpt', b'xxxx', 1))),
        'exif_without_version': ('tiff.exif.required', exif_with(drop=[36864])),
        'gps_without_version': (gps, without_gps(0)),
        'gps_latitude_without_reference': (gps, without_gps(1)),
        'geo_model_type_missing': ('tiff.geotiff.model-type',
                                   Tiff(geo().set(34735, SHORT, keys)).bytes()),
        'rows_per_strip_in_tiles': ('tiff.tile.strip-tags',
                                    Tiff(tiled().set(278, LONG, [20])).bytes()),
        'photoshop_signature_wrong': (
            block, with_photoshop(b'8BIN' + photoshop((1036, b'xy'))[4:])),
        'photoshop_block_of_odd_length': (block, with_photoshop(
            photoshop((1036, b'xyz'))[:-1] + photoshop((1036, b'xy')))),
        'geo_nowhere': ('tiff.geotiff.unplaced', Tiff(geo().drop(33550, 33922)).bytes()),
        'packbits_over_rows': ('tiff.decode.packbits-rows', packbits_over_rows()),
        'jpeg_tables_anew': ('tiff.decode.jpeg-tables-redefined', Tiff(jpeg_gray(False).set(
            347, UNDEFINED, abbreviated_tables())).bytes()),
        'jpeg_sampling_by_default': ('tiff.decode.jpeg-sampling-default', Tiff(
            jpeg_ycbcr((1, 1)).drop(530)).bytes()),
        'iptc_in_photoshop_cut': (block, with_photoshop(photoshop((1028, iptc()[:-3])))),
        'subfile_type_of_old': ('tiff.tag.obsolete', Tiff(gray().set(255, SHORT, [1])).bytes()),
        'resolution_missing': ('tiff.tag.resolution-missing',
                               Tiff(gray().drop(282, 283)).bytes()),
        'text_in_utf8': ('tiff.tag.ascii-7-bit',
                         Tiff(gray().set(270, ASCII, 'Дело 337')).bytes()),
        'a_reduced_image_of_nothing': ('tiff.page.subfile-type',
                                       Tiff(gray().set(254, LONG, [1])).bytes()),
    }


def jpeg_last_strip_full():
    page = jpeg_gray()
    page.strips[1] = jpeg(WIDTH, 24, tables=False)
    return Tiff(page).bytes()


def slack_files():
    trailing, hole = 'tiff.map.trailing-bytes', 'tiff.map.unreferenced-bytes'
    excess, order = 'tiff.decode.excess-bytes', 'tiff.page.order'
    return {
        **metadata(),
        'one_byte_follows': (trailing, tail(b'x')),
        'a_zero_follows': (trailing, tail(b'\0')),
        'zeros_follow': (trailing, tail(bytes(4096))),
        'a_text_follows': (trailing, tail(b'something else')),
        'another_tiff_follows': (trailing, tail(Tiff(gray()).bytes())),
        'zeros_follow_pixels': (trailing, tail(bytes(512), ifd_first=True)),
        'zeros_follow_in_bigtiff': (trailing, tail(bytes(64), big=True)),
        'a_byte_follows_pixels': (trailing, odd_tail()),
        'a_hole_before_the_ifd': (hole, before_ifd(bytes(100))),
        'two_bytes_before_the_ifd': (hole, before_ifd(b'xy')),
        'ten_zeros_before_the_ifd': (hole, before_ifd(bytes(10))),
        'text_before_the_ifd': (hole, before_ifd(b'hidden message..')),
        'holes_between_strips': (hole, gaps(bytes(range(1, 33)))),
        'holes_of_zeros_between_strips': (hole, gaps(bytes(64))),
        'an_unlinked_page': (hole, unlinked_page()),
        'an_unlinked_last_page': (trailing, unlinked_last_page()),
        'strip_with_two_bytes_more': ('tiff.strip.excess', first_strip(gray, b'\0\0')),
        'last_strip_of_full_height': ('tiff.strip.excess', last_strip_full(gray)),
        'last_strip_of_full_height_in_lzw': (excess, last_strip_full(lambda: coded(5))),
        'last_strip_of_full_height_in_deflate': (excess, last_strip_full(lambda: coded(8))),
        'last_strip_of_full_height_in_jpeg': (excess, jpeg_last_strip_full()),
        'bytes_after_deflate': (excess, first_strip(lambda: coded(8), b'left over')),
        'bytes_after_lzw': (excess, first_strip(lambda: coded(5), b'left over')),
        'bytes_after_packbits': (excess, first_strip(lambda: coded(32773), bytes(8))),
        'bytes_after_g4': (excess, first_strip(lambda: fax(4), bytes(8))),
        'bytes_after_jpeg': (excess, first_strip(jpeg_gray, b'left over')),
        'lzw_of_a_byte_too_many_in_every_strip': (excess, byte_too_many()),
        'lzw_without_end': ('tiff.decode.lzw-end', lzw_without_end()),
        'pages_in_reverse': (order, order_of(2, 1, 0)),
        'two_pages_changed_about': (order, order_of(0, 2, 1, 3)),
        'pages_counted_from_1': (order, order_of(1, 2, 3)),
        'a_page_number_is_left_out': ('tiff.page.gap', gap_in_numbers()),
    }


def byte_too_many():
    page = coded(5)
    page.strips = [lzw(pixels(WIDTH, ROWS) + b'\x55') for _ in range(2)]
    return Tiff(page).bytes()


def lzw_without_end():
    page = coded(5)
    page.strips[1] = lzw(pixels(WIDTH, ROWS), end=False)
    return Tiff(page).bytes()
