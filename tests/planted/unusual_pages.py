"""Pages that are sound, and not what one sees every day."""
import struct
import zlib

from codecs_of_tiff import abbreviated_tables, g4, jpeg, lzw, packbits
from metadata_blocks import data_set, icc, iptc, photoshop, xmp
from sound_pages import (DATE, HEIGHT, JPEG_ROWS, ROWS, WIDTH, bilevel, coded, deep, described,
                         exif_ifd, fax, geo, gps_ifd, gray, ink, jpeg_gray, jpeg_ycbcr, pixels,
                         plain, rgb, tags_of, thumbnail, tiled, ycbcr)
from tiff_writer import (ASCII, BYTE, DOUBLE, FLOAT, IFD, IFD8, LONG, LONG8, RATIONAL, SBYTE,
                         SHORT, SLONG, SRATIONAL, SSHORT, UNDEFINED, Page, Tiff)


def changed(page, *edits):
    for edit in edits:
        page.set(*edit)
    return page


def one(page, **how):
    return Tiff(page, **how)


def reordered():
    page = gray()
    page.set(278, LONG, [8]).strips = [pixels(WIDTH, 8) for _ in range(5)]
    page.pieces_order = [4, 2, 0, 3, 1]
    return page


def one_row_a_strip():
    page = gray()
    page.strips = [pixels(WIDTH, 1) for _ in range(HEIGHT)]
    return page.set(278, SHORT, [1])


def padded_strips():
    """Each strip begins at a multiple of 16."""
    page = gray()
    page.set(256, LONG, [47])
    page.strips = [pixels(47, ROWS) for _ in range(2)]   # 940 bytes, the first from 16 on
    page.gap = bytes(4)
    return page


def single_strip(rows):
    page = gray()
    page.strips = [pixels(WIDTH, HEIGHT)]
    if rows is None:
        return page.drop(278)
    return page.set(278, LONG, [rows])


def odd_size():
    page = gray()
    page.set(256, LONG, [47]).set(257, LONG, [39])
    page.strips = [pixels(47, 20), pixels(47, 19)]
    return page


def four_bits():
    page = plain(1, 4)
    page.set(256, LONG, [47])
    page.strips = [pixels(24, 20), pixels(24, 20)]
    return page


def lzw_of_bits():
    page = bilevel()
    page.set(259, SHORT, [5])
    page.strips = [lzw(one) for one in page.strips]
    return page


def packbits_over_rows():
    page = coded(32773)
    half = pixels(WIDTH, ROWS)
    # A no-operation byte, and literals of one byte.
    page.strips = [b'\x80' + packbits(half, WIDTH), packbits(half, 1)]
    return page


def floating():
    page = Page(tags_of(1, 32), [])
    half = b''.join(struct.pack('<f', i / 7) for i in range(1, WIDTH * ROWS + 1))
    page.strips = [half, half]
    return page.set(339, SHORT, [3])


def signed():
    page = deep()
    return page.set(339, SHORT, [2]).set(340, SSHORT, [-5]).set(341, SSHORT, [30000])


def reversed_bits(page):
    table = bytes(int(format(i, '08b')[::-1], 2) for i in range(256))
    page.strips = [one.translate(table) for one in page.strips]
    return page.set(266, SHORT, [2])


def mask_pages():
    mask = bilevel(4)
    mask.set(254, LONG, [4])
    full = gray()
    full.set(254, LONG, [0])
    return full, mask


def class_f():
    """RFC 2301 profile S: a fax page of G3, black is 1, fax tags."""
    page = fax(3)
    page.set(254, LONG, [2]).set(266, SHORT, [1]).set(297, SHORT, [0, 1])
    page.set(326, LONG, [0]).set(327, SHORT, [0]).set(328, LONG, [0])
    return page


def dng_like():
    page = plain(1, 16, photometric=32803)
    page.set(254, LONG, [0]).set(33421, SHORT, [2, 2]).set(33422, BYTE, [0, 1, 1, 2])
    small = thumbnail()
    small.set(50706, BYTE, [1, 4, 0, 0]).set(50707, BYTE, [1, 1, 0, 0])
    small.set(50708, ASCII, 'A camera').set(50721, SRATIONAL, [1, 0, 0, 0, 1, 0, 0, 0, 1])
    small.set(50778, SHORT, [21]).set(271, ASCII, 'Maker').set(272, ASCII, 'Camera')
    small.sub = [page]
    return small


def tiff_ep():
    page = described()
    page.set(37398, BYTE, [1, 0, 0, 0]).set(33434, RATIONAL, [(1, 60)]).set(33437, RATIONAL, [8])
    return page


def private_tags():
    page = gray()
    for n, (kind, value) in enumerate(((BYTE, [1, 2]), (ASCII, 'mine'), (SHORT, [1]),
                                       (SBYTE, [-1]), (SSHORT, [-300, 2]), (SLONG, [-70000]),
                                       (SRATIONAL, [(-1, 3)]), (FLOAT, [1.5]), (DOUBLE, [2.5]),
                                       (UNDEFINED, b'any'), (LONG, [7]))):
        page.set(65000 + n, kind, value)
    return page


def short_everywhere():
    page = gray()
    page.offset_type = page.count_type = SHORT
    for tag in (256, 257, 278):
        page.set(tag, SHORT, page.tags[tag][1])
    return page


def photoshop_file():
    """As Photoshop writes it: LONG for IPTC, its blocks, layers, an ICC profile, an Exif IFD."""
    page = rgb()
    data = iptc(data_set(2, 55, b'20240301'), data_set(2, 60, b'123000+0300'),
                data_set(2, 25, b'one'), data_set(2, 25, b'two'))
    page.set(254, LONG, [0]).set(305, ASCII, 'Adobe Photoshop').set(306, ASCII, DATE)
    page.set(700, BYTE, xmp('<xmp:CreateDate>2024-03-01</xmp:CreateDate>') + b' ' * 100)
    page.set(33723, LONG, data + bytes(-len(data) % 4))
    page.set(34377, BYTE, photoshop((1005, bytes(16)), (1028, data), (1061, bytes(16))))
    page.set(34675, UNDEFINED, icc(b'RGB '))
    page.set(37724, UNDEFINED, b'Adobe Photoshop Document Data Block\0' + bytes(8))
    page.exif = Page({36864: (UNDEFINED, b'0221'), 40961: (SHORT, [1]),
                      40962: (LONG, [WIDTH]), 40963: (LONG, [HEIGHT])})
    return page


def unusual_dates():
    page = described()
    page.set(306, ASCII, '2024:02:29 23:59:59')
    page.exif.set(36867, ASCII, '    :  :     :  :  ').set(36868, ASCII, ' ' * 19)
    return page


def subifd_types():
    page = gray()
    page.sub = [thumbnail(), thumbnail()]
    page.sub_type = IFD
    return page


def chained_subifds():
    """The second SubIFD is reached from the first, by its next pointer."""
    tiff = Tiff(subifd_types())
    tiff.bytes()
    tiff.pages[0].set(330, LONG, [tiff.at['ifd', '0.sub0']])
    return tiff.with_word(('next', '0.sub0'), tiff.at['ifd', '0.sub1'])


def extra_samples():
    page = Page(tags_of(3, photometric=1), [pixels(WIDTH * 3, ROWS)] * 2)
    page.strips = [pixels(WIDTH * 3, ROWS), pixels(WIDTH * 3, ROWS)]
    return page.set(338, SHORT, [0, 1])


def inks():
    page = Page(tags_of(4), [pixels(WIDTH * 4, ROWS), pixels(WIDTH * 4, ROWS)])
    page.set(332, SHORT, [1]).set(334, SHORT, [4]).set(336, BYTE, [0, 255])
    return page.set(333, ASCII, b'Cyan\0Magenta\0Yellow\0Black\0')


def curves():
    page = gray()
    page.set(290, SHORT, [4]).set(291, SHORT, [i * 10 for i in range(256)])
    page.set(301, SHORT, [i * 257 for i in range(256)]).set(321, SHORT, [10, 240])
    page.set(280, SHORT, [1]).set(281, SHORT, [250])
    return page


def colorimetry():
    page = rgb()
    page.set(318, RATIONAL, [(3127, 10000), (3290, 10000)])
    page.set(319, RATIONAL, [(64, 100), (33, 100), (30, 100), (60, 100), (15, 100), (6, 100)])
    page.set(301, SHORT, [i * 257 for i in range(256)] * 3)
    page.set(342, SHORT, [0, 255, 0, 255, 0, 255])
    return page.set(532, RATIONAL, [0, 255, 0, 255, 0, 255])


def planar_tiles():
    page = Page(tags_of(3), [pixels(32, 32) for _ in range(12)], tiled=True)
    return page.drop(278).set(322, LONG, [32]).set(323, LONG, [32]).set(284, SHORT, [2])


def jpeg_planar_tiles():
    page = tiled()
    page.set(259, SHORT, [7]).set(347, UNDEFINED, abbreviated_tables())
    page.strips = [jpeg(32, 32, tables=False) for _ in range(4)]
    return page


def jpeg_rgb():
    page = jpeg_ycbcr((1, 1))
    page.drop(530, 532).set(262, SHORT, [2])
    return page


def jpeg_with_restarts():
    page = jpeg_gray(False)
    page.strips = [jpeg(WIDTH, rows, restart=3) for rows in JPEG_ROWS]
    return page


def xmp_alone(packet):
    return changed(gray(), (700, BYTE, packet))


def xmp_content():
    packet = xmp()
    return packet[packet.index(b'<x:'):packet.rindex(b'<?')]


def g4_one_strip():
    page = fax(4)
    page.set(278, LONG, [HEIGHT]).strips = [g4(ink(HEIGHT))]
    return page


def g3_reversed():
    return reversed_bits(fax(3))


def gps_of_small_steps():
    page = gray()
    page.gps = gps_ifd()
    page.gps.set(2, RATIONAL, [(5575, 100), (0, 1), (0, 1)]).set(1, ASCII, 'S')
    page.gps.set(4, RATIONAL, [180, 0, 0]).set(3, ASCII, 'W').set(7, RATIONAL, [0, 0, 0])
    return page


def with_child(page, exif=None, gps=None):
    page.exif, page.gps = exif, gps
    return page


def of_bits(bits, photometric=1, samples=1):
    """Samples of any number of bits, packed."""
    size = -(-WIDTH * bits * samples // 8)
    page = Page(tags_of(samples, bits, photometric))
    page.strips = [pixels(size, ROWS), pixels(size, ROWS)]
    return page


def palette_of(bits):
    page = of_bits(bits, 3)
    return page.set(320, SHORT, list(range(3 * 2 ** bits)))


def wide_tiles():
    """One tile, larger than the image."""
    page = Page(tags_of(1), [pixels(64, 48)], tiled=True)
    return page.drop(278).set(322, LONG, [64]).set(323, LONG, [48])


def stored_deflate():
    page = coded(8)
    page.strips = [zlib.compress(pixels(WIDTH, ROWS), 0) for _ in range(2)]
    return page


def deflate_with_dictionary_of_512():
    page = coded(8)
    coder = [zlib.compressobj(9, zlib.DEFLATED, 9) for _ in range(2)]
    page.strips = [one.compress(pixels(WIDTH, ROWS)) + one.flush() for one in coder]
    return page


def lzw_of_a_full_table():
    """Enough pixels to fill the table of codes more than once."""
    page = coded(5)
    noise, seed = bytearray(), 1
    for _ in range(480 * 400):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        noise.append(seed >> 16 & 255)
    page.set(256, LONG, [480]).set(257, LONG, [400]).set(278, LONG, [400])
    page.strips = [lzw(bytes(noise))]
    return page


def ycbcr_of_odd_height():
    page = ycbcr()
    size = (WIDTH // 2) * 6
    page.set(257, LONG, [39])
    page.strips = [pixels(size, 10), pixels(size, 10)]
    return page


def rounded_up_jpeg():
    """The last strip ends within a block."""
    page = jpeg_gray()
    page.set(257, LONG, [35])
    page.strips[1] = jpeg(WIDTH, 11, tables=False)
    return page


def transformed():
    """Placed by a matrix."""
    page = geo().drop(33550, 33922)
    return page.set(34264, DOUBLE, [1.0, 0.0, 0.0, 100.0, 0.0, 1.0, 0.0, 200.0] + [0.0] * 7 + [1.0])


def undated_profile(date=bytes(12)):
    profile = icc(b'GRAY')
    return gray().set(34675, UNDEFINED, profile[:24] + date + profile[36:])


def pyramid():
    page = tiled(3)
    for size in (32, 16):
        small = Page(tags_of(3), [pixels(16 * 3, 16) for _ in range((size // 16) ** 2)], tiled=True)
        small.drop(278).set(322, LONG, [16]).set(323, LONG, [16]).set(254, LONG, [1])
        page.sub.append(small.set(256, LONG, [size]).set(257, LONG, [size]))
    return page


def with_jpeg_thumbnail():
    page, small = deep(3), jpeg_ycbcr()
    page.sub = [small.set(254, LONG, [1])]
    return page


def raw_of_two_components():
    """DNG: 48 pixels of a colour filter are 24 of two components."""
    page = jpeg_of_kind(0xC3).set(262, SHORT, [32803])
    page.strips = [jpeg(WIDTH // 2, rows, 2, frame=0xC3) for rows in JPEG_ROWS]
    page.set(33421, SHORT, [2, 2]).set(33422, BYTE, [0, 1, 1, 2])
    return page.set(50706, BYTE, [1, 4, 0, 0]).set(254, LONG, [0])


def jpeg_of_kind(frame, precision=8):
    """Frames of another kind: extended, or of 12 bits, which not every decoder knows."""
    page = jpeg_gray(False).set(258, SHORT, [precision])
    page.strips = [jpeg(WIDTH, rows, frame=frame, precision=precision) for rows in JPEG_ROWS]
    return page


def with_maker_note():
    page = with_child(gray(), exif=exif_ifd())
    page.exif.set(37500, UNDEFINED, b'anything at all')
    page.exif.set(37510, UNDEFINED, b'ASCII\0\0\0a comment')
    page.exif.interop = Page({1: (ASCII, 'R98'), 2: (UNDEFINED, b'0100')})
    return page


def big_types():
    page = gray()
    for tag in (256, 257, 278):
        page.set(tag, LONG8, page.tags[tag][1])
    page.sub = [thumbnail()]
    page.sub_type = IFD8
    page.exif = exif_ifd()
    return page
