"""Sound pages and files: what faults are planted in, and what no fault may be seen in."""
from codecs_of_tiff import (abbreviated_tables, deflate, differenced, g3, g4, huffman, jpeg, lzw,
                            packbits)
from metadata_blocks import icc, iptc, photoshop, xmp
from tiff_writer import ASCII, BYTE, DOUBLE, LONG, RATIONAL, SHORT, UNDEFINED, Page, Tiff

WIDTH, HEIGHT, ROWS = 48, 40, 20   # of every page: two strips
JPEG_ROWS = 24, 16                 # of gray JPEG: whole blocks
DATE = '2024:03:01 12:30:00'


def pixels(row, rows):
    """Bytes without zeros and without long runs, so that no tail looks lost."""
    return bytes(((x * 7 + y * 3) % 250) + 1 for y in range(rows) for x in range(row))


def ink(rows):
    """Rows of bits: white paper with black strokes that move."""
    out = []
    for y in range(rows):
        row = [0] * WIDTH
        for left in (4 + y % 5, 20 + (y // 3) % 7, 38 - y % 3):
            for x in range(left, left + 3 + y % 2):
                row[x] = 1
        out.append(row)
    return out


def bits_packed(rows):
    return b''.join(int(''.join(map(str, row)), 2).to_bytes(len(row) // 8, 'big') for row in rows)


def tags_of(samples, bits=8, photometric=None, compression=1):
    if photometric is None:
        photometric = {1: 1, 3: 2, 4: 5}[samples]
    return {256: (LONG, [WIDTH]), 257: (LONG, [HEIGHT]), 258: (SHORT, [bits] * samples),
            259: (SHORT, [compression]), 262: (SHORT, [photometric]), 277: (SHORT, [samples]),
            278: (LONG, [ROWS]), 282: (RATIONAL, [300]), 283: (RATIONAL, [300]),
            296: (SHORT, [2])}


def plain(samples=1, bits=8, photometric=None, order='<'):
    """Uncompressed, two strips."""
    size = WIDTH * samples * bits // 8
    return Page(tags_of(samples, bits, photometric), [pixels(size, ROWS), pixels(size, ROWS)])


def gray():
    return plain()


def rgb():
    return plain(3)


def cmyk():
    return plain(4)


def deep(samples=1):
    return plain(samples, 16)


def cielab():
    return plain(3, photometric=8)


def palette():
    page = plain(photometric=3)
    page.set(320, SHORT, [i % 256 * 257 for i in range(768)])
    return page


def alpha():
    page = Page(tags_of(4, photometric=2), [pixels(WIDTH * 4, ROWS)] * 2)
    page.strips = [pixels(WIDTH * 4, ROWS), pixels(WIDTH * 4, ROWS)]
    return page.set(338, SHORT, [2])


def bilevel(photometric=0):
    rows = ink(HEIGHT)
    page = Page(tags_of(1, 1, photometric), [bits_packed(rows[:ROWS]), bits_packed(rows[ROWS:])])
    return page


def planar():
    page = Page(tags_of(3), [pixels(WIDTH, ROWS)] * 6)
    page.strips = [pixels(WIDTH, ROWS) for _ in range(6)]
    return page.set(284, SHORT, [2])


def tiled(samples=1):
    page = Page(tags_of(samples), [pixels(32 * samples, 32) for _ in range(4)], tiled=True)
    return page.drop(278).set(322, LONG, [32]).set(323, LONG, [32])


def coded(compression, samples=1, bits=8, predictor=None, order='<'):
    """LZW, PackBits or Deflate."""
    size = WIDTH * samples * bits // 8
    page = Page(tags_of(samples, bits, compression=compression))
    half = pixels(size, ROWS)
    if predictor == 2:
        page.set(317, SHORT, [2])
        half = differenced(half, size, samples, bits // 8, order)
    code = {5: lzw, 8: deflate, 32946: deflate,
            32773: lambda data: packbits(data, size)}[compression]
    page.strips = [code(half), code(half)]
    return page


def fax(compression, two_dimensional=False, aligned=False):
    rows = ink(HEIGHT)
    page = Page(tags_of(1, 1, 0, compression))
    if compression == 4:
        code = g4
    elif compression == 2:
        code = huffman
    else:
        def code(part):
            return g3(part, two_dimensional, aligned=aligned)
        page.set(292, LONG, [(1 if two_dimensional else 0) | (4 if aligned else 0)])
    page.strips = [code(rows[:ROWS]), code(rows[ROWS:])]
    return page


def jpeg_gray(tables=True):
    page = Page(tags_of(1, compression=7))
    page.set(278, LONG, [JPEG_ROWS[0]])
    page.strips = [jpeg(WIDTH, rows, tables=not tables) for rows in JPEG_ROWS]
    if tables:
        page.set(347, UNDEFINED, abbreviated_tables())
    return page


def jpeg_ycbcr(sampling=(2, 2), tables=True):
    page = Page(tags_of(3, photometric=6, compression=7))
    # A strip has whole units of 16 rows, but for the last one.
    page.set(278, LONG, [16]).set(530, SHORT, list(sampling))
    page.set(532, RATIONAL, [0, 255, 128, 255, 128, 255])
    page.strips = [jpeg(WIDTH, rows, 3, sampling, tables=not tables) for rows in (16, 16, 8)]
    if tables:
        page.set(347, UNDEFINED, abbreviated_tables())
    return page


def ycbcr(sampling=(2, 2)):
    """Uncompressed, in units."""
    h, v = sampling
    page = Page(tags_of(3, photometric=6))
    unit = h * v + 2
    size = (WIDTH // h) * unit
    page.set(530, SHORT, [h, v]).set(531, SHORT, [1])
    page.set(532, RATIONAL, [0, 255, 128, 255, 128, 255])
    page.set(529, RATIONAL, [(299, 1000), (587, 1000), (114, 1000)])
    page.strips = [pixels(size, ROWS // v), pixels(size, ROWS // v)]
    return page


# ---- With metadata ----

def exif_ifd():
    return Page({33434: (RATIONAL, [(1, 125)]), 33437: (RATIONAL, [(28, 10)]),
                 34855: (SHORT, [100]), 36864: (UNDEFINED, b'0232'), 36867: (ASCII, DATE),
                 36868: (ASCII, DATE), 36880: (ASCII, '+03:00'), 37121: (UNDEFINED, b'\1\2\3\0'),
                 37520: (ASCII, '123'), 40960: (UNDEFINED, b'0100'), 40961: (SHORT, [1]),
                 40962: (LONG, [WIDTH]), 40963: (LONG, [HEIGHT])})


def gps_ifd():
    return Page({0: (BYTE, [2, 3, 0, 0]), 1: (ASCII, 'N'), 2: (RATIONAL, [55, 45, (75, 10)]),
                 3: (ASCII, 'E'), 4: (RATIONAL, [37, 37, 12]), 5: (BYTE, [0]),
                 6: (RATIONAL, [156]), 7: (RATIONAL, [9, 30, 15]), 29: (ASCII, '2024:03:01')})


def thumbnail():
    page = Page(tags_of(1), [pixels(24, 20)])
    page.set(254, LONG, [1]).set(256, LONG, [24]).set(257, LONG, [20])
    return page


def described():
    """A gray page with everything that a page can have."""
    page = gray()
    page.set(254, LONG, [0]).set(270, ASCII, 'A leaf').set(271, ASCII, 'Maker')
    page.set(272, ASCII, 'Scanner 1').set(274, SHORT, [1]).set(284, SHORT, [1])
    page.set(269, ASCII, 'f. 45 op. 1 d. 337').set(285, ASCII, '12').set(305, ASCII, 'scan 1.0')
    page.set(306, ASCII, DATE).set(315, ASCII, 'Someone').set(316, ASCII, 'scanner-1')
    page.set(33432, ASCII, 'Nobody').set(700, BYTE, xmp()).set(33723, UNDEFINED, iptc())
    page.set(34377, BYTE, photoshop((1036, b'xy'), (1028, iptc())))
    page.set(34675, UNDEFINED, icc(b'GRAY'))
    page.exif, page.gps, page.sub = exif_ifd(), gps_ifd(), [thumbnail()]
    return page


def geo():
    page = gray()
    page.set(33550, DOUBLE, [1.0, 1.0, 0.0]).set(33922, DOUBLE, [0.0, 0.0, 0.0, 100.0, 200.0, 0.0])
    page.set(34735, SHORT, [1, 1, 0, 5,
                            1024, 0, 1, 1,
                            1025, 0, 1, 1,
                            1026, 34737, 7, 0,
                            2057, 34736, 1, 0,
                            3072, 0, 1, 32637])
    page.set(34736, DOUBLE, [6378137.0]).set(34737, ASCII, 'a grid|')
    return page


def numbered(count):
    pages = [gray() for _ in range(count)]
    for n, page in enumerate(pages):
        page.set(254, LONG, [2]).set(297, SHORT, [n, count])
    return pages


def tiff(*pages, **how):
    return Tiff(*pages, **how)
