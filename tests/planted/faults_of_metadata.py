"""Faults of ICC, XMP, IPTC, Photoshop, Exif, GPS and GeoTIFF.  Name → (rule, file)."""
import struct

from metadata_blocks import data_set, icc, iptc, photoshop, xmp
from sound_pages import (DATE, bilevel, cielab, cmyk, exif_ifd, geo, gps_ifd, gray, jpeg_ycbcr,
                         palette, rgb)
from tiff_writer import (ASCII, BYTE, DOUBLE, FLOAT, LONG, RATIONAL, SHORT, SRATIONAL, UNDEFINED,
                         Tiff)


def with_tag(make, tag, kind, value, **how):
    return Tiff(make().set(tag, kind, value), **how).bytes()


def patched(data, at, new):
    return data[:at] + new + data[at + len(new):]


def profiles():
    damaged, version = 'tiff.icc.damaged', 'tiff.icc.version'
    space, value, transform = 'tiff.icc.colour-space', 'tiff.icc.value', 'tiff.icc.transform'
    sound = icc(b'RGB ')

    def of_rgb(profile):
        return with_tag(rgb, 34675, UNDEFINED, profile)

    size = struct.pack('>I', len(sound) + 100)
    return {
        'icc_size_too_large': (damaged, of_rgb(patched(sound, 0, size))),
        'icc_size_too_small': (damaged, of_rgb(patched(sound, 0, struct.pack('>I', 200)))),
        'icc_size_0': (damaged, of_rgb(patched(sound, 0, bytes(4)))),
        'icc_signature_wrong': (damaged, of_rgb(patched(sound, 36, b'acsq'))),
        'icc_signature_zeros': (damaged, of_rgb(patched(sound, 36, bytes(4)))),
        'icc_cut_in_half': (damaged, of_rgb(sound[:len(sound) // 2])),
        'icc_cut_in_the_header': (damaged, of_rgb(sound[:100])),
        'icc_of_a_header_alone': (damaged, of_rgb(struct.pack('>I', 128) + sound[4:128])),
        'icc_of_four_bytes': (damaged, of_rgb(sound[:4])),
        'icc_of_zeros': (damaged, of_rgb(bytes(len(sound)))),
        'icc_of_text': (damaged, of_rgb(b'sRGB IEC61966-2.1'.ljust(200))),
        'icc_tag_count_0': (damaged, of_rgb(patched(sound, 128, bytes(4)))),
        'icc_tag_count_too_large': (damaged, of_rgb(patched(sound, 128, b'\0\0\1\0'))),
        'icc_tag_outside': (damaged, of_rgb(patched(sound, 136, b'\0\1\0\0'))),
        'icc_tag_too_long': (damaged, of_rgb(patched(sound, 140, b'\0\1\0\0'))),
        'icc_tag_in_the_header': (damaged, of_rgb(patched(sound, 136, b'\0\0\0\x10'))),
        'icc_tag_twice': (damaged, of_rgb(patched(sound, 144, b'desc'))),
        'icc_followed_by_bytes': (damaged, of_rgb(sound + bytes(16))),
        'icc_version_0': (version, of_rgb(icc(b'RGB ', 0))),
        'icc_version_1': (version, of_rgb(icc(b'RGB ', 0x01000000))),
        'icc_version_9': (version, of_rgb(icc(b'RGB ', 0x09000000))),
        'icc_class_unknown': (version, of_rgb(icc(b'RGB ', kind=b'xxxx'))),
        'icc_class_link': (version, of_rgb(icc(b'RGB ', kind=b'link'))),
        'icc_class_abstract': (version, of_rgb(icc(b'RGB ', kind=b'abst'))),
        'icc_class_named_colour': (version, of_rgb(icc(b'RGB ', kind=b'nmcl'))),
        'icc_connection_space_unknown': (value, of_rgb(icc(b'RGB ', pcs=b'RGB '))),
        'icc_of_month_13': (value, of_rgb(patched(sound, 26, b'\0\x0d'))),
        'icc_at_24_o_clock': (value, of_rgb(patched(sound, 30, b'\0\x18'))),
        'icc_intent_9': (value, of_rgb(patched(sound, 67, b'\x09'))),
        'icc_curve_is_a_text': (value, of_rgb(sound.replace(b'curv', b'text', 1))),
        'icc_colorant_is_a_curve': (value, of_rgb(sound.replace(b'XYZ \0\0\0\0', b'curv\0\0\0\0'))),
        'icc_without_red_curve': (transform, of_rgb(sound.replace(b'rTRC', b'xxxx', 1))),
        'icc_without_blue': (transform, of_rgb(sound.replace(b'bXYZ', b'xxxx', 1))),
        'icc_without_gray_curve': (transform, with_tag(
            gray, 34675, UNDEFINED, icc(b'GRAY').replace(b'kTRC', b'xxxx', 1))),
        'icc_without_its_table': (transform, with_tag(
            cmyk, 34675, UNDEFINED, icc(b'CMYK').replace(b'A2B0', b'xxxx', 1))),
        'icc_of_gray_for_rgb': (space, of_rgb(icc(b'GRAY'))),
        'icc_of_cmyk_for_rgb': (space, of_rgb(icc(b'CMYK'))),
        'icc_of_rgb_for_gray': (space, with_tag(gray, 34675, UNDEFINED, sound)),
        'icc_of_rgb_for_cmyk': (space, with_tag(cmyk, 34675, UNDEFINED, sound)),
        'icc_of_gray_for_cmyk': (space, with_tag(cmyk, 34675, UNDEFINED, icc(b'GRAY'))),
        'icc_of_gray_for_palette': (space, with_tag(palette, 34675, UNDEFINED, icc(b'GRAY'))),
        'icc_of_rgb_for_cielab': (space, with_tag(cielab, 34675, UNDEFINED, sound)),
        'icc_of_cmyk_for_bilevel': (space, with_tag(bilevel, 34675, UNDEFINED, icc(b'CMYK'))),
        'icc_of_cmyk_for_ycbcr': (space, with_tag(jpeg_ycbcr, 34675, UNDEFINED, icc(b'CMYK'))),
        'icc_of_an_unknown_space': (space, of_rgb(patched(sound, 16, b'ABCD'))),
    }


def packets():
    well, encoding, packet = 'tiff.xmp.well-formed', 'tiff.xmp.encoding', 'tiff.xmp.packet'
    sound = xmp()
    begin, end = sound.index(b'<x:'), sound.rindex(b'<?')
    content = sound[begin:end]

    def of(data):
        return with_tag(gray, 700, BYTE, data)

    text = sound.decode('utf-8')
    return {
        'xmp_cut_in_half': (well, of(sound[:len(sound) // 2])),
        'xmp_cut_before_the_end': (well, of(sound[:sound.index(b'</x:xmpmeta>')])),
        'xmp_tag_not_closed': (well, of(sound.replace(b'</dc:format>', b''))),
        'xmp_tags_crossed': (well, of(sound.replace(b'</rdf:Description></rdf:RDF>',
                                                    b'</rdf:RDF></rdf:Description>'))),
        'xmp_ampersand_bare': (well, of(sound.replace(b'image/tiff', b'ink & paper'))),
        'xmp_prefix_undeclared': (well, of(sound.replace(b' xmlns:dc="http://purl.org/dc/elements'
                                                         b'/1.1/"', b''))),
        'xmp_attribute_without_quotes': (well, of(sound.replace(b'rdf:about=""', b'rdf:about=x'))),
        'xmp_attribute_twice': (well, of(sound.replace(b'rdf:about=""',
                                                       b'rdf:about="" rdf:about=""'))),
        'xmp_control_byte': (well, of(sound.replace(b'image/tiff', b'image\x01tiff'))),
        'xmp_followed_by_text': (well, of(sound + b'text')),
        'xmp_is_text': (well, of(b'no packet at all')),
        'xmp_zeros': (well, of(bytes(100))),
        'xmp_in_utf16': (encoding, of(text.encode('utf-16'))),
        'xmp_in_utf16_big_endian': (encoding, of(text.encode('utf-16-be'))),
        'xmp_in_utf32': (encoding, of(text.encode('utf-32'))),
        'xmp_in_latin_1': (encoding, of(sound.replace(b'image/tiff', b'caf\xe9'))),
        'xmp_in_windows_1251': (encoding, of(sound.replace(b'image/tiff', b'\xc4\xe5\xeb\xee'))),
        'xmp_of_cut_utf8': (encoding, of(sound.replace(b'image/tiff', b'\xd0'))),
        'xmp_of_overlong_utf8': (encoding, of(sound.replace(b'image/tiff', b'\xc0\xaf'))),
        'xmp_says_latin_1': (encoding, of(b'<?xml version="1.0" encoding="ISO-8859-1"?>'
                                          + content)),
        'xmp_doctype': ('tiff.xmp.doctype', of(sound.replace(
            b'<x:xmpmeta', b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta', 1))),
        'xmp_without_rdf': (packet, of(b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>')),
        'xmp_of_another_root': (packet, of(b'<html><body>no metadata</body></html>')),
        'xmp_of_another_rdf': (packet, of(sound.replace(b'22-rdf-syntax-ns#', b'22-rdf-syntax'))),
        'xmp_of_a_packet_alone': (well, of(sound[:begin] + sound[end:])),
        'xmp_in_bigtiff_cut': (well, with_tag(gray, 700, BYTE, sound[:-60], big=True)),
    }


def records():
    rule = 'tiff.iptc.structure'
    sound = iptc()

    def of(data, kind=UNDEFINED):
        return with_tag(gray, 33723, kind, data)

    return {
        'iptc_cut_in_a_data_set': (rule, of(sound[:-3])),
        'iptc_cut_in_a_length': (rule, of(sound[:sound.index(b'A leaf') - 1])),
        'iptc_marker_wrong': (rule, of(b'\x1d' + sound[1:])),
        'iptc_second_marker_wrong': (rule, of(sound.replace(b'\x1c\2\5', b'\x1b\2\5'))),
        'iptc_length_too_large': (rule, of(sound.replace(b'\2\5\0\6', b'\2\5\0\x60'))),
        'iptc_length_too_small': (rule, of(sound.replace(b'\2\5\0\6', b'\2\5\0\4'))),
        'iptc_extended_length_impossible': (rule, of(sound.replace(b'\2\5\0\6', b'\2\5\x80\0'))),
        'iptc_is_text': (rule, of(b'A leaf of paper.')),
        'iptc_zeros': (rule, of(bytes(32))),
        'iptc_text_follows': (rule, of(sound + b'text')),
        'iptc_record_0': (rule, of(data_set(0, 5, b'A leaf'))),
    }


def blocks():
    rule = 'tiff.photoshop.block-size'
    sound = photoshop((1036, bytes(40)))

    def of(data):
        return with_tag(gray, 34377, UNDEFINED, data)

    return {
        'photoshop_block_cut': (rule, of(sound[:-10])),
        'photoshop_block_cut_in_its_head': (rule, of(sound + sound[:7])),
        'photoshop_block_too_long': (rule, of(patched(sound, 8, b'\0\1\0\0'))),
    }


def exif_with(*edits, drop=(), **how):
    page = gray()
    page.exif = exif_ifd()
    for edit in edits:
        page.exif.set(*edit)
    page.exif.drop(*drop)
    return Tiff(page, **how).bytes()


def exif():
    typed, count, value = 'tiff.exif.type', 'tiff.exif.count', 'tiff.exif.value'
    form, possible = 'tiff.tag.date-format', 'tiff.tag.date-possible'
    page = gray()
    page.exif = exif_ifd()
    tiff = Tiff(page)
    tiff.bytes()
    at = dict(tiff.at)
    page.set(34665, LONG, [0])
    outside = {
        'exif_at_0': ('tiff.ifd.in-header', 0), 'exif_in_the_header': ('tiff.ifd.in-header', 6),
        'exif_beyond_the_end': ('tiff.ifd.outside-file', at['end'] + 2),
        'exif_far_beyond_the_end': ('tiff.ifd.outside-file', 0xFFFFFF00),
        'exif_is_the_page': ('tiff.ifd.loop', at['ifd', 0]),
        'exif_in_the_pixels': ('tiff.map.strip-over-structure', at['strip', 0, 0] + 2),
        'exif_at_an_odd_offset': ('tiff.ifd.word-boundary', at['ifd', '0.exif'] + 1),
    }
    cases = {name: (rule, tiff.with_entry(0, 34665, value=place))
             for name, (rule, place) in outside.items()}
    cases.update({
        'exif_version_of_letters': (value, exif_with((36864, UNDEFINED, b'v2.3'))),
        'exif_version_of_zeros': (value, exif_with((36864, UNDEFINED, b'\0\0\0\0'))),
        'exif_version_of_numbers': (value, exif_with((36864, UNDEFINED, b'\0\2\3\2'))),
        'exif_version_9999': (value, exif_with((36864, UNDEFINED, b'9999'))),
        'exif_version_is_a_text': (typed, exif_with((36864, ASCII, b'0232'))),
        'exif_version_of_three': (count, exif_with((36864, UNDEFINED, b'023'))),
        'exif_version_is_long': (typed, exif_with((36864, LONG, [232]))),
        'exif_flashpix_of_letters': (value, exif_with((40960, UNDEFINED, b'abcd'))),
        'exif_date_with_dashes': (form, exif_with((36867, ASCII, '2024-03-01 12:30:00'))),
        'exif_date_in_month_13': (possible, exif_with((36867, ASCII, '2024:13:01 12:30:00'))),
        'exif_date_on_day_32': (possible, exif_with((36868, ASCII, '2024:03:32 12:30:00'))),
        'exif_date_too_short': (count, exif_with((36867, ASCII, '2024:03:01'))),
        'exif_date_is_undefined': (typed, exif_with((36867, UNDEFINED, DATE.encode() + b'\0'))),
        'exif_subsec_of_letters': (value, exif_with((37520, ASCII, 'abc'))),
        'exif_offset_without_sign': (value, exif_with((36880, ASCII, '003:00'))),
        'exif_offset_of_15_hours': (value, exif_with((36880, ASCII, '+15:00'))),
        'exif_exposure_is_short': (typed, exif_with((33434, SHORT, [1]))),
        'exif_exposure_over_0': (value, exif_with((33434, RATIONAL, [(1, 0)]))),
        'exif_exposure_signed': (typed, exif_with((33434, SRATIONAL, [(1, 125)]))),
        'exif_two_exposures': (count, exif_with((33434, RATIONAL, [(1, 125), (1, 60)]))),
        'exif_iso_is_long': (typed, exif_with((34855, LONG, [100]))),
        'exif_colour_space_is_long': (typed, exif_with((40961, LONG, [1]))),
        'exif_colour_space_3': (value, exif_with((40961, SHORT, [3]))),
        'exif_width_is_a_text': (typed, exif_with((40962, ASCII, '48'))),
        'exif_components_of_three': (count, exif_with((37121, UNDEFINED, b'\1\2\3'))),
        'exif_components_9': (value, exif_with((37121, UNDEFINED, b'\1\2\3\x09'))),
        'exif_exposure_program_10': (value, exif_with((34850, SHORT, [10]))),
        'exif_metering_mode_7': (value, exif_with((37383, SHORT, [7]))),
        'exif_light_source_5': (value, exif_with((37384, SHORT, [5]))),
        'exif_gain_control_5': (value, exif_with((41991, SHORT, [5]))),
        'exif_capture_type_4': (value, exif_with((41990, SHORT, [4]))),
        'exif_file_source_9': (value, exif_with((41728, UNDEFINED, b'\x09'))),
        'exif_comment_without_code': (value, exif_with((37510, UNDEFINED, b'hey'))),
        'exif_resolution_unit_4': (value, exif_with((41488, SHORT, [4]))),
        'exif_text_without_nul': ('tiff.tag.ascii-terminated', exif_with(
            (42036, ASCII, b'A long lens'))),
    })
    return cases


def gps_with(*edits, drop=()):
    page = gray()
    page.gps = gps_ifd()
    for edit in edits:
        page.gps.set(*edit)
    page.gps.drop(*drop)
    return Tiff(page).bytes()


def gps():
    typed, count, value = 'tiff.exif.type', 'tiff.exif.count', 'tiff.exif.value'
    page = gray()
    page.gps = gps_ifd()
    tiff = Tiff(page)
    tiff.bytes()
    end = tiff.at['end']
    return {
        'gps_at_0': ('tiff.ifd.in-header', tiff.with_entry(0, 34853, value=0)),
        'gps_beyond_the_end': ('tiff.ifd.outside-file', tiff.with_entry(0, 34853, value=end)),
        'gps_is_the_page': ('tiff.ifd.loop', tiff.with_entry(0, 34853,
                                                             value=tiff.at['ifd', 0])),
        'gps_version_of_three': (count, gps_with((0, BYTE, [2, 3, 0]))),
        'gps_version_of_letters': (value, gps_with((0, BYTE, b'2300'))),
        'gps_version_is_undefined': (typed, gps_with((0, UNDEFINED, b'\2\3\0\0'))),
        'gps_latitude_of_two': (count, gps_with((2, RATIONAL, [55, 45]))),
        'gps_latitude_of_one': (count, gps_with((2, RATIONAL, [55]))),
        'gps_latitude_is_signed': (typed, gps_with((2, SRATIONAL, [55, 45, 7]))),
        'gps_latitude_is_double': (typed, gps_with((2, DOUBLE, [55.0, 45.0, 7.0]))),
        'gps_latitude_over_0': (value, gps_with((2, RATIONAL, [55, 45, (7, 0)]))),
        'gps_latitude_of_91': (value, gps_with((2, RATIONAL, [91, 0, 0]))),
        'gps_latitude_of_90_and_a_half': (value, gps_with((2, RATIONAL, [90, 30, 0]))),
        'gps_latitude_of_60_minutes': (value, gps_with((2, RATIONAL, [55, 60, 0]))),
        'gps_latitude_of_75_seconds': (value, gps_with((2, RATIONAL, [55, 45, 75]))),
        'gps_longitude_of_181': (value, gps_with((4, RATIONAL, [181, 0, 0]))),
        'gps_reference_x': (value, gps_with((1, ASCII, 'X'))),
        'gps_reference_in_small_letters': (value, gps_with((1, ASCII, 'n'))),
        'gps_reference_of_longitude_n': (value, gps_with((3, ASCII, 'N'))),
        'gps_reference_of_three': (count, gps_with((1, ASCII, 'NN'))),
        'gps_altitude_reference_4': (value, gps_with((5, BYTE, [4]))),
        'gps_altitude_over_0': (value, gps_with((6, RATIONAL, [(156, 0)]))),
        'gps_time_at_24_o_clock': (value, gps_with((7, RATIONAL, [24, 0, 0]))),
        'gps_time_of_60_minutes': (value, gps_with((7, RATIONAL, [9, 60, 0]))),
        'gps_time_of_two': (count, gps_with((7, RATIONAL, [9, 30]))),
        'gps_date_with_dashes': ('tiff.tag.date-format', gps_with((29, ASCII, '2024-03-01'))),
        'gps_date_in_month_13': ('tiff.tag.date-possible', gps_with((29, ASCII, '2024:13:01'))),
        'gps_status_x': (value, gps_with((9, ASCII, 'X'))),
        'gps_measure_mode_4': (value, gps_with((10, ASCII, '4'))),
        'gps_track_of_400': (value, gps_with((14, ASCII, 'T'), (15, RATIONAL, [400]))),
        'gps_differential_2': (value, gps_with((30, SHORT, [2]))),
    }


def geotiff():
    keys, tag, points = 'tiff.geotiff.keys', 'tiff.tag.count', 'tiff.geotiff.tiepoints'
    placement = 'tiff.geotiff.placement'

    def with_keys(*values, **how):
        return with_tag(geo, 34735, SHORT, list(values), **how)

    def edited(tag, kind, value):
        return with_tag(geo, tag, kind, value)

    return {
        'geo_keys_cut': (keys, with_keys(1, 1, 0, 5, 1024, 0, 1, 1)),
        'geo_keys_of_version_2': (keys, with_keys(2, 1, 0, 1, 1024, 0, 1, 1)),
        'geo_keys_of_three_values': (keys, with_keys(1, 1, 0)),
        'geo_keys_out_of_order': (keys, with_keys(1, 1, 0, 2, 1025, 0, 1, 1, 1024, 0, 1, 1)),
        'geo_key_twice': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1, 1024, 0, 1, 1)),
        'geo_key_beyond_the_doubles': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1,
                                                       2057, 34736, 1, 1)),
        'geo_key_beyond_the_text': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1,
                                                    1026, 34737, 70, 0)),
        'geo_key_in_another_tag': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1, 1026, 270, 1, 0)),
        'geo_model_type_9': (keys, with_keys(1, 1, 0, 1, 1024, 0, 1, 9)),
        'geo_raster_type_9': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1, 1025, 0, 1, 9)),
        'geo_citation_is_a_number': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1, 1026, 0, 1, 5)),
        'geo_axis_is_a_short': (keys, with_keys(1, 1, 0, 2, 1024, 0, 1, 1, 2057, 0, 1, 5)),
        'geo_short_key_of_two': (keys, with_keys(1, 1, 0, 1, 1024, 0, 2, 1)),
        'geo_scale_of_two': (tag, edited(33550, DOUBLE, [1.0, 1.0])),
        'geo_scale_is_float': ('tiff.tag.type', edited(33550, FLOAT, [1.0, 1.0, 0.0])),
        'geo_tiepoint_of_five': (points, edited(33922, DOUBLE, [0.0] * 5)),
        'geo_scale_without_tiepoint': (placement, Tiff(geo().drop(33922)).bytes()),
        'geo_scale_and_transformation': (placement, edited(34264, DOUBLE, [1.0] * 16)),
        'geo_transformation_of_12': (tag, with_tag(gray, 34264, DOUBLE, [1.0] * 12)),
        'geo_directory_is_long': ('tiff.tag.type', edited(34735, LONG, [1, 1, 0, 0])),
        'geo_doubles_are_float': ('tiff.tag.type', edited(34736, FLOAT, [6378137.0])),
        'geo_text_is_bytes': ('tiff.tag.type', edited(34737, BYTE, b'a grid|\0')),
    }


CLASSES = {'icc': profiles, 'xmp': packets, 'iptc': records, 'photoshop': blocks,
           'exif': exif, 'gps': gps, 'geotiff': geotiff}
