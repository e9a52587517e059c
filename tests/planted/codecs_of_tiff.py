"""The compressions of TIFF, written anew: each a few lines, none of libtiff.

Images are 48 pixels wide, so that runs of pixels need no make-up codes of the fax compressions.
"""
import struct
import zlib


class Bits:
    """Bits, the highest first."""

    def __init__(self):
        self.text = []

    def put(self, code, width=None):
        self.text.append(code if width is None else format(code, '0%db' % width))

    def bytes(self, align=1):
        bits = ''.join(self.text)
        bits += '0' * (-len(bits) % (8 * align))
        return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


# ---- PackBits, LZW, Deflate ----

def packbits(data, row):
    out = bytearray()
    for at in range(0, len(data), row):
        line = data[at:at + row]
        i = 0
        while i < len(line):
            run = 1
            while i + run < len(line) and line[i + run] == line[i] and run < 128:
                run += 1
            if run > 1:
                out += bytes([257 - run, line[i]])
                i += run
            else:
                start = i
                while i < len(line) and i - start < 128 and (i + 1 == len(line)
                                                             or line[i] != line[i + 1]):
                    i += 1
                out += bytes([i - start - 1]) + line[start:i]
    return bytes(out)


def lzw(data, end=True):
    bits = Bits()
    table, width = {}, 9
    bits.put(256, 9)
    table, following = {bytes([i]): i for i in range(256)}, 258
    string = b''
    for byte in data:
        longer = string + bytes([byte])
        if longer in table:
            string = longer
            continue
        bits.put(table[string], width)
        table[longer] = following
        following += 1
        if following == (1 << width) and width < 12:
            width += 1
        if following == 4094:
            bits.put(256, width)
            table, following, width = {bytes([i]): i for i in range(256)}, 258, 9
        string = bytes([byte])
    if string:
        bits.put(table[string], width)
        following += 1
        if following == (1 << width) and width < 12:
            width += 1
    if end:
        bits.put(257, width)
    return bits.bytes()


def lzw_codes(codes, width=9):
    """Codes of one width, as they are given."""
    bits = Bits()
    for code in codes:
        bits.put(code, width)
    return bits.bytes()


def deflate(data):
    return zlib.compress(data, 6)


def differenced(data, row, samples, width=1, order='<'):
    """Horizontal differencing of samples of `width` bytes."""
    out = bytearray()
    form = order + {1: 'B', 2: 'H', 4: 'I'}[width]
    for at in range(0, len(data), row):
        values = [one[0] for one in struct.iter_unpack(form, data[at:at + row])]
        for i, value in enumerate(values):
            before = values[i - samples] if i >= samples else 0
            out += struct.pack(form, (value - before) % (1 << (8 * width)))
    return bytes(out)


# ---- Fax ----

WHITE = ('00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 '
         '110100 110101 101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 '
         '0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 00010010 00010011 '
         '00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 00101100 '
         '00101101 00000100 00000101 00001010 00001011').split()
BLACK = ('0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 '
         '00000111 000011000 0000010111').split()
VERTICAL = {0: '1', 1: '011', 2: '000011', 3: '0000011', -1: '010', -2: '000010', -3: '0000010'}
EOL = '000000000001'


def changes_of(row):
    """Columns at which the colour changes; it begins white."""
    out, last = [], 0
    for i, pixel in enumerate(row):
        if pixel != last:
            out.append(i)
            last = pixel
    return out


def runs_of(row):
    out, last, start = [], 0, 0
    for at in changes_of(row) + [len(row)]:
        out.append((last, at - start))
        last, start = 1 - last, at
    return out


def put_row_1d(bits, row):
    for colour, length in runs_of(row):
        bits.put((BLACK if colour else WHITE)[length])


def put_row_2d(bits, row, above):
    """A row as it differs from the one above.  T.6 § 2.2"""
    width, a0, colour = len(row), -1, 0

    def colour_at(line, i):
        return line[i] if i >= 0 else 0

    def next_change(line, start, wanted):
        i = start
        while i < width and not (line[i] == wanted and colour_at(line, i - 1) != wanted):
            i += 1
        return i

    while a0 < width:
        a1 = max(a0, 0)
        while a1 < width and row[a1] == colour:
            a1 += 1
        b1 = next_change(above, a0 + 1, 1 - colour)
        b2 = next_change(above, b1 + 1, colour) if b1 < width else width
        if b2 < a1:
            bits.put('0001')
            a0 = b2
        elif abs(a1 - b1) <= 3:
            bits.put(VERTICAL[a1 - b1])
            a0, colour = a1, 1 - colour
        else:
            a2 = a1
            while a2 < width and row[a2] != colour:
                a2 += 1
            bits.put('001')
            bits.put((BLACK if colour else WHITE)[a1 - max(a0, 0)])
            bits.put((WHITE if colour else BLACK)[a2 - a1])
            a0 = a2


def g4(rows, end=True):
    bits, above = Bits(), [0] * len(rows[0])
    for row in rows:
        put_row_2d(bits, row, above)
        above = row
    if end:
        bits.put(EOL + EOL)
    return bits.bytes()


def g3(rows, two_dimensional=False, eol=True, aligned=False, k=4):
    bits, above = Bits(), None
    for n, row in enumerate(rows):
        plain = not two_dimensional or n % k == 0
        if eol:
            if aligned:  # EOL ends at a byte
                length = len(''.join(bits.text)) + 12
                bits.put('0' * (-length % 8))
            bits.put(EOL)
        if two_dimensional:
            bits.put('1' if plain else '0')
        if plain:
            put_row_1d(bits, row)
        else:
            put_row_2d(bits, row, above)
        above = row
    return bits.bytes()


def huffman(rows):
    """Compression 2: rows without EOL, each to a whole byte."""
    out = b''
    for row in rows:
        bits = Bits()
        put_row_1d(bits, row)
        out += bits.bytes()
    return out


# ---- JPEG, baseline; each block is of one shade ----

DC_BITS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
DC_VALUES = list(range(12))
AC_BITS = [1] + [0] * 15   # one code: end of block
AC_VALUES = [0]


def segment(marker, body):
    return struct.pack('>BBH', 0xFF, marker, len(body) + 2) + body


def jpeg_tables():
    """DQT and DHT segments."""
    dqt = segment(0xDB, b'\0' + bytes([8] * 64))
    dc = segment(0xC4, b'\0' + bytes(DC_BITS) + bytes(DC_VALUES))
    ac = segment(0xC4, b'\x10' + bytes(AC_BITS) + bytes(AC_VALUES))
    return dqt + dc + ac


def abbreviated_tables():
    return b'\xff\xd8' + jpeg_tables() + b'\xff\xd9'


def codes_of(lengths, values):
    out, code, i = {}, 0, 0
    for length, count in enumerate(lengths, 1):
        for _ in range(count):
            out[values[i]] = format(code, '0%db' % length)
            code += 1
            i += 1
        code <<= 1
    return out


def jpeg(width, height, components=1, sampling=(1, 1), tables=True, end=True, frame=0xC0,
         sof_size=None, restart=0, precision=8):
    """A JPEG stream of flat blocks, their shade rising."""
    dc, eob = codes_of(DC_BITS, DC_VALUES), '0'
    h, v = sampling
    sof_width, sof_height = sof_size or (width, height)
    sof = struct.pack('>BHHB', precision, sof_height, sof_width, components)
    for c in range(components):
        sof += bytes([c + 1, (h << 4 | v) if c == 0 and components > 1 else 0x11, 0])
    sos = bytes([components]) + b''.join(bytes([c + 1, 0]) for c in range(components)) + b'\0?\0'
    out = b'\xff\xd8' + (jpeg_tables() if tables else b'') + segment(frame, sof)
    if restart:
        out += segment(0xDD, struct.pack('>H', restart))
    out += segment(0xDA, sos)
    across = -(-width // (8 * h if components > 1 else 8))
    down = -(-height // (8 * v if components > 1 else 8))
    bits, before, n, stretch = Bits(), [0] * components, 0, 0

    def flushed():
        text = ''.join(bits.text)
        text += '1' * (-len(text) % 8)
        raw = bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))
        return raw.replace(b'\xff', b'\xff\0')

    data = b''
    for unit in range(across * down):
        if restart and unit and unit % restart == 0:
            data += flushed() + bytes([0xFF, 0xD0 + stretch % 8])
            stretch += 1
            bits, before = Bits(), [0] * components
        for c in range(components):
            for _ in range(h * v if c == 0 and components > 1 else 1):
                n += 1
                value = (n * 37) % 101 - 50
                put_difference(bits, dc, value - before[c])
                bits.put(eob)
                before[c] = value
    data += flushed()
    return out + data + (b'\xff\xd9' if end else b'')


def put_difference(bits, codes, difference):
    size = abs(difference).bit_length()
    bits.put(codes[size])
    if size:
        bits.put(difference if difference > 0 else difference + (1 << size) - 1, size)
