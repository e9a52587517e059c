"""Sound TIFFs, many of them unusual: none may have an error, nor a warning but that it could not
be decoded."""

from metadata_blocks import icc, xmp
from sound_pages import (alpha, bilevel, cielab, cmyk, coded, deep, described, exif_ifd, fax, geo,
                         gray, jpeg_gray, jpeg_ycbcr, numbered, palette, planar, rgb, thumbnail,
                         tiled, ycbcr)
from unusual_pages import (big_types, chained_subifds, changed, class_f, colorimetry, curves,
                           deflate_with_dictionary_of_512, dng_like, extra_samples, floating,
                           four_bits, g3_reversed, g4_one_strip, gps_of_small_steps, inks,
                           jpeg_of_kind, jpeg_planar_tiles, jpeg_rgb, jpeg_with_restarts,
                           lzw_of_a_full_table, lzw_of_bits, mask_pages, odd_size, of_bits, one,
                           one_row_a_strip, packbits_over_rows, padded_strips, palette_of,
                           photoshop_file, planar_tiles, private_tags, pyramid,
                           raw_of_two_components, reordered,
                           reversed_bits, rounded_up_jpeg, short_everywhere, signed, single_strip,
                           transformed, undated_profile,
                           stored_deflate, subifd_types, tiff_ep, unusual_dates, wide_tiles,
                           with_child, with_jpeg_thumbnail, with_maker_note, xmp_alone,
                           xmp_content, ycbcr_of_odd_height)
from tiff_writer import ASCII, LONG, RATIONAL, SHORT, UNDEFINED, Tiff

BASES = {
    'gray': gray, 'rgb': rgb, 'cmyk': cmyk, 'gray_of_16_bits': deep,
    'rgb_of_16_bits': lambda: deep(3), 'cielab': cielab, 'palette': palette, 'alpha': alpha,
    'bilevel': bilevel, 'bilevel_black_is_zero': lambda: bilevel(1), 'planar': planar,
    'tiles': tiled, 'tiles_of_rgb': lambda: tiled(3), 'lzw': lambda: coded(5),
    'lzw_of_rgb': lambda: coded(5, 3), 'deflate': lambda: coded(8),
    'deflate_by_its_old_number': lambda: coded(32946), 'packbits': lambda: coded(32773),
    'lzw_differenced': lambda: coded(5, 1, 8, 2), 'lzw_rgb_differenced': lambda: coded(5, 3, 8, 2),
    'deflate_differenced': lambda: coded(8, 3, 8, 2), 'g4': lambda: fax(4), 'g3': lambda: fax(3),
    'g3_two_dimensional': lambda: fax(3, True), 'g3_eol_at_bytes': lambda: fax(3, False, True),
    'huffman': lambda: fax(2), 'jpeg_gray': jpeg_gray, 'jpeg_with_tables_inside':
    lambda: jpeg_gray(False), 'jpeg_ycbcr': jpeg_ycbcr, 'ycbcr_by_2': ycbcr,
    'jpeg_ycbcr_unsampled': lambda: jpeg_ycbcr((1, 1)),
    'jpeg_ycbcr_by_2_and_1': lambda: jpeg_ycbcr((2, 1)),
    'ycbcr_by_2_and_1': lambda: ycbcr((2, 1)), 'ycbcr_by_4': lambda: ycbcr((4, 4)),
    'ycbcr_unsampled': lambda: ycbcr((1, 1)), 'described': described, 'geo': geo,
}


def unusual():
    """Name → Tiff."""
    return {
        'strips_in_odd_order': one(reordered()),
        'padding_between_strips': one(padded_strips(), big=True),
        'rows_per_strip_is_all_ones': one(single_strip(2 ** 32 - 1)),
        'rows_per_strip_is_more_than_the_height': one(single_strip(100)),
        'rows_per_strip_is_absent': one(single_strip(None)),
        'one_row_a_strip': one(one_row_a_strip()),
        'sides_are_odd': one(odd_size()),
        'four_bits_and_an_odd_width': one(four_bits()),
        'lzw_of_one_bit': one(lzw_of_bits()),
        'packbits_with_no_operation': one(packbits_over_rows()),
        'floating_point': one(floating()),
        'signed_samples': one(signed()),
        'bits_reversed_in_bilevel': one(reversed_bits(bilevel())),
        'bits_reversed_in_g3': one(g3_reversed()),
        'bits_reversed_in_g4': one(reversed_bits(fax(4))),
        'g4_in_one_strip': one(g4_one_strip()),
        'ascii_of_several_strings': one(changed(gray(), (315, ASCII, b'One\0Two\0Three\0'))),
        'ascii_of_one_nul': one(changed(gray(), (270, ASCII, b'\0'))),
        'ascii_filled_up_with_nul': one(changed(gray(), (305, ASCII, b'scan\0\0\0\0\0\0'))),
        'unknown_private_tags': one(private_tags()),
        'resolution_without_unit': one(changed(gray(), (296, SHORT, [1]))),
        'resolution_in_centimetres': one(changed(gray(), (296, SHORT, [3]))),
        'resolution_is_a_fraction': one(changed(gray(), (282, RATIONAL, [(30001, 100)]))),
        'resolution_differs': one(changed(gray(), (282, RATIONAL, [204]), (283, RATIONAL, [98]))),
        'short_where_long_may_be': one(short_everywhere(), ifd_first=True),
        'ifd_before_data': one(described(), ifd_first=True),
        'values_after_ifd': one(described(), values_last=True),
        'ifd_first_big_endian': one(described(), ifd_first=True, order='>'),
        'sixty_pages': Tiff(*[gray() for _ in range(60)]),
        'a_hundred_numbered_pages': Tiff(*numbered(100)),
        'page_total_unknown': Tiff(*[changed(gray(), (254, LONG, [2]), (297, SHORT, [n, 0]))
                                     for n in range(3)]),
        'one_page_of_a_longer_record': one(changed(gray(), (254, LONG, [2]),
                                                   (297, SHORT, [4, 12]))),
        'a_page_and_its_mask': Tiff(*mask_pages()),
        'a_thumbnail_as_second_page': Tiff(changed(gray(), (254, LONG, [0])), thumbnail()),
        'a_thumbnail_as_first_page': Tiff(thumbnail(), changed(gray(), (254, LONG, [0]))),
        'fax_profile_s': one(class_f()),
        'dng_like': one(dng_like()),
        'tiff_ep': one(tiff_ep()),
        'as_photoshop_writes': one(photoshop_file()),
        'as_photoshop_writes_mm': one(photoshop_file(), order='>'),
        'dates_unknown_and_leap': one(unusual_dates()),
        'subifds_of_type_ifd': one(subifd_types()),
        'extra_samples': one(extra_samples()),
        'inks_named': one(inks()),
        'response_curves': one(curves()),
        'colorimetry': one(colorimetry()),
        'planes_in_tiles': one(planar_tiles()),
        'placed_by_a_matrix': one(transformed()),
        'icc_without_a_date': one(undated_profile()),
        'icc_of_the_year_0': one(undated_profile(b'\0\0\0\1' + bytes(8))),
        'jpeg_in_tiles': one(jpeg_planar_tiles()),
        'jpeg_of_rgb': one(jpeg_rgb()),
        'jpeg_with_restarts': one(jpeg_with_restarts()),
        'xmp_of_rdf_alone': one(xmp_alone(xmp(wrapped=False))),
        'xmp_padded': one(xmp_alone(xmp() + b'\n' * 200)),
        'xmp_without_packet_marks': one(xmp_alone(xmp_content())),
        'gps_at_its_limits': one(gps_of_small_steps()),
        'exif_alone': one(with_child(gray(), exif=exif_ifd())),
        'exif_of_version_3': one(with_child(gray(), exif=changed(exif_ifd(),
                                                                 (36864, UNDEFINED, b'0300')))),
        'icc_of_rgb': one(changed(rgb(), (34675, UNDEFINED, icc(b'RGB ')))),
        'icc_of_cmyk': one(changed(cmyk(), (34675, UNDEFINED, icc(b'CMYK')))),
        'icc_of_lab': one(changed(cielab(), (34675, UNDEFINED, icc(b'Lab ', kind=b'spac')))),
        'icc_of_palette': one(changed(palette(), (34675, UNDEFINED, icc(b'RGB ')))),
        'icc_of_ycbcr': one(changed(jpeg_ycbcr(), (34675, UNDEFINED, icc(b'RGB ')))),
        'icc_of_version_4': one(changed(rgb(), (34675, UNDEFINED, icc(b'RGB ', 0x04300000)))),
        'icc_of_a_scanner': one(changed(gray(), (34675, UNDEFINED, icc(b'GRAY', kind=b'scnr')))),
        'orientation_turned': one(changed(gray(), (274, SHORT, [6]))),
        'planar_of_one_sample': one(changed(gray(), (284, SHORT, [2]))),
        'predictor_1': one(changed(coded(5), (317, SHORT, [1]))),
        'compression_absent': one(gray().drop(259)),
        'samples_absent': one(gray().drop(277)),
        'bits_absent_in_bilevel': one(bilevel().drop(258)),
        'resolution_unit_absent': one(gray().drop(296)),
        'gray_of_2_bits': one(of_bits(2)), 'gray_of_12_bits': one(of_bits(12)),
        'gray_of_32_bits': one(of_bits(32)), 'rgb_of_5_bits': one(of_bits(5, 2, 3)),
        'palette_of_1_bit': one(palette_of(1)), 'palette_of_4_bits': one(palette_of(4)),
        'double_precision': one(of_bits(64).set(339, SHORT, [3])),
        'alpha_premultiplied': one(alpha().set(338, SHORT, [1])),
        'one_tile_larger_than_the_image': one(wide_tiles()),
        'deflate_of_stored_blocks': one(stored_deflate()),
        'deflate_of_a_small_window': one(deflate_with_dictionary_of_512()),
        'lzw_of_a_full_table': one(lzw_of_a_full_table()),
        'ycbcr_of_an_odd_height': one(ycbcr_of_odd_height()),
        'jpeg_of_a_short_last_strip': one(rounded_up_jpeg()),
        'a_pyramid_of_tiles': one(pyramid(), big=True),
        'compressed_pages_after_an_uncompressed_one': Tiff(rgb(), coded(5), fax(4), jpeg_ycbcr()),
        'a_jpeg_thumbnail_of_an_uncompressed_page': one(with_jpeg_thumbnail()),
        'jpeg_of_the_extended_kind': one(jpeg_of_kind(0xC1)),
        'raw_of_two_components': one(raw_of_two_components()),
        'jpeg_of_12_bits': one(jpeg_of_kind(0xC1, 12)),
        'maker_note_and_interoperability': one(with_maker_note()),
        'orientation_turned_and_mirrored': one(gray().set(274, SHORT, [7])),
        'xmp_of_undefined': one(gray().set(700, UNDEFINED, xmp())),
        'a_long_description': one(gray().set(270, ASCII, 'leaf ' * 13000)),
        'white_is_zero_in_8_bits': one(gray().set(262, SHORT, [0])),
        'dates_of_scanner_unset': one(gray().set(306, ASCII, '1980:01:01 00:00:00')),
    }


# Kinds that libtiff does not decode.
UNREAD_BY_LIBTIFF = {'jpeg_of_12_bits', 'raw_of_two_components'}


def sound_files():
    """(name, bytes), each base in every byte order and in BigTIFF."""
    out = []
    for name, make in BASES.items():
        out.append((name, Tiff(make()).bytes()))
        out.append((name + '_mm', Tiff(make(), order='>').bytes()))
        out.append((name + '_big', Tiff(make(), big=True).bytes()))
        out.append((name + '_big_mm', Tiff(make(), order='>', big=True).bytes()))
    out += [(name, tiff.bytes()) for name, tiff in unusual().items()]
    out.append(('big_with_long8_and_ifd8', Tiff(big_types(), big=True).bytes()))
    deep_lzw = {order: coded(5, 1, 16, 2, order) for order in '<>'}
    out += [('deep_lzw_differenced' + ('_mm' if order == '>' else ''),
             Tiff(page, order=order).bytes()) for order, page in deep_lzw.items()]
    out.append(('subifds_in_a_chain', chained_subifds()))
    return out
