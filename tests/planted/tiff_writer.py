"""TIFFs written value by value, so that a fault can be planted at a known place.

Nothing is repaired and nothing is derived but offsets and byte counts; what a page is given stands
in the file as it was given.
"""
import struct

BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED = 1, 2, 3, 4, 5, 6, 7
SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD = 8, 9, 10, 11, 12, 13
LONG8, SLONG8, IFD8, UTF8 = 16, 17, 18, 129

FORMS = {BYTE: 'B', SHORT: 'H', LONG: 'I', SBYTE: 'b', SSHORT: 'h', SLONG: 'i', FLOAT: 'f',
         DOUBLE: 'd', IFD: 'I', LONG8: 'Q', SLONG8: 'q', IFD8: 'Q'}
WIDTHS = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, SBYTE: 1, UNDEFINED: 1, SSHORT: 2,
          SLONG: 4, SRATIONAL: 8, FLOAT: 4, DOUBLE: 8, IFD: 4, LONG8: 8, SLONG8: 8, IFD8: 8,
          UTF8: 1}


class Page:
    """One IFD.  `tags`: tag → (type, value); a value is bytes, text, or a list of numbers, of
    pairs of numbers for fractions."""

    def __init__(self, tags=None, strips=(), tiled=False, **children):
        self.tags = dict(tags or {})
        self.strips = list(strips)
        self.tiled = tiled
        self.sub = children.get('sub', [])
        self.exif = children.get('exif')
        self.gps = children.get('gps')
        self.interop = children.get('interop')
        self.pieces_order = None   # indices of strips as they are to stand in the file
        self.gap = b''             # between strips
        self.offset_type = None    # of StripOffsets; LONG, in BigTIFF LONG8
        self.count_type = None
        self.sub_type = None

    def set(self, tag, kind, value):
        self.tags[tag] = (kind, value)
        return self

    def drop(self, *tags):
        for tag in tags:
            del self.tags[tag]
        return self


class Tiff:
    """A whole file.  After bytes(): `at` says where everything stands:
    at['ifd', n], at['entry', n, tag], at['value', n, tag], at['strip', n, i], at['next', n],
    where n is a number of the main chain, or a name such as '0.sub0', '0.exif', '0.gps'."""

    def __init__(self, *pages, order='<', big=False, ifd_first=False, values_last=False):
        self.pages = list(pages)
        self.order = order
        self.big = big
        self.ifd_first = ifd_first      # header, IFD, values, strips
        self.values_last = values_last  # header, strips, IFD, values
        self.tail = b''
        self.before_ifd = b''
        self.at = {}

    # ---- numbers ----

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def word(self, value):
        return self.pack('Q' if self.big else 'I', value)

    @property
    def wide(self):
        return 8 if self.big else 4

    def encoded(self, kind, value):
        if isinstance(value, str):
            value = value.encode('utf-8') + b'\0'
        if isinstance(value, (bytes, bytearray)):
            return bytes(value)
        if kind in (RATIONAL, SRATIONAL):
            form = 'II' if kind == RATIONAL else 'ii'
            pairs = [one if isinstance(one, tuple) else (one, 1) for one in value]
            return b''.join(self.pack(form, *pair) for pair in pairs)
        return b''.join(self.pack(FORMS.get(kind, 'B'), one) for one in value)

    # ---- layout ----

    def even(self, out):
        if len(out) % 2:
            out.append(0)

    def put_strips(self, page, name, out):
        offsets = [0] * len(page.strips)
        for i in page.pieces_order or range(len(page.strips)):
            self.even(out)
            offsets[i] = len(out)
            self.at['strip', name, i] = len(out)
            out += page.strips[i] + page.gap
        return offsets

    def complete(self, page, name, out, offsets):
        """The tags of a page with those that follow from the layout."""
        tags = dict(page.tags)
        kind = LONG8 if self.big else LONG
        if page.strips:
            first, second = (324, 325) if page.tiled else (273, 279)
            tags.setdefault(first, (page.offset_type or kind, offsets))
            tags.setdefault(second, (page.count_type or kind, [len(s) for s in page.strips]))
        for tag, key, child in ((34665, 'exif', page.exif), (34853, 'gps', page.gps),
                                (40965, 'interop', page.interop)):
            if child is not None:
                tags.setdefault(tag, (kind, [self.put_page(child, '%s.%s' % (name, key), out)]))
        if page.sub:
            at = [self.put_page(child, '%s.sub%d' % (name, i), out)
                  for i, child in enumerate(page.sub)]
            tags.setdefault(330, (page.sub_type or kind, at))
        return tags

    def put_page(self, page, name, out):
        """Writes a page, with its strips and children, at the end of `out`."""
        if self.ifd_first and page.strips:
            return self.put_ifd_first(page, name, out)
        offsets = self.put_strips(page, name, out)
        tags = self.complete(page, name, out, offsets)
        return self.put_ifd(tags, name, out)

    def put_ifd_first(self, page, name, out):
        # The size of everything before the strips does not depend on their offsets.
        trial, saved = bytearray(out), dict(self.at)
        self.put_ifd(self.complete(page, name, trial, [0] * len(page.strips)), name, trial)
        self.at = saved
        self.even(trial)
        shift, strips = len(trial), bytearray(trial)
        offsets = self.put_strips(page, name, strips)
        at = self.put_ifd(self.complete(page, name, out, offsets), name, out)
        self.even(out)
        assert len(out) == shift
        out += strips[shift:]
        return at

    def put_ifd(self, tags, name, out):
        entries = []
        size = (8 if self.big else 2) + len(tags) * (20 if self.big else 12) + self.wide
        late = self.ifd_first or self.values_last
        self.even(out)
        ifd_at = len(out)
        if late:
            out += self.before_ifd if name == 0 else b''
            ifd_at = len(out)
            out += bytes(size)
        for tag in sorted(tags):
            kind, value = tags[tag]
            data = self.encoded(kind, value)
            count = len(data) // WIDTHS.get(kind, 1)
            if len(data) <= self.wide:
                field, value_at = data.ljust(self.wide, b'\0'), None
            else:
                self.even(out)
                value_at = len(out)
                field = self.word(value_at)
                out += data
            entries.append((tag, kind, count, field, value_at))
        if not late:
            self.even(out)
            out += self.before_ifd if name == 0 else b''
            ifd_at = len(out)
            out += bytes(size)
        table = bytearray(self.pack('Q' if self.big else 'H', len(entries)))
        for tag, kind, count, field, value_at in entries:
            self.at['entry', name, tag] = at = ifd_at + len(table)
            self.at['value', name, tag] = at + 4 + self.wide if value_at is None else value_at
            table += self.pack('HH', tag, kind) + self.word(count) + field
        self.at['ifd', name] = ifd_at
        self.at['next', name] = ifd_at + len(table)
        table += self.word(0)
        out[ifd_at:ifd_at + len(table)] = table
        return ifd_at

    def bytes(self):
        self.at = {}
        mark = b'II' if self.order == '<' else b'MM'
        out = bytearray(mark)
        out += self.pack('HHH', 43, 8, 0) if self.big else self.pack('H', 42)
        link = len(out)
        out += self.word(0)
        for n, page in enumerate(self.pages):
            self.even(out)
            at = self.put_page(page, n, out)
            out[link:link + self.wide] = self.word(at)
            link = self.at['next', n]
        self.at['first'] = 8 if self.big else 4
        self.at['end'] = len(out)
        out += self.tail
        return bytes(out)

    # ---- a written file, changed ----

    def with_word(self, where, value):
        """The file with an offset replaced; `where`: a place in bytes."""
        data = bytearray(self.bytes())
        at = self.at[where] if not isinstance(where, int) else where
        data[at:at + self.wide] = self.word(value)
        return bytes(data)

    def with_entry(self, page, tag, kind=None, count=None, value=None):
        """The file with parts of one entry replaced, as they stand in the entry."""
        data = bytearray(self.bytes())
        at = self.at['entry', page, tag]
        if kind is not None:
            data[at + 2:at + 4] = self.pack('H', kind)
        if count is not None:
            data[at + 4:at + 4 + self.wide] = self.word(count)
        if value is not None:
            field = value if isinstance(value, bytes) else self.word(value)
            at += 4 + self.wide
            data[at:at + len(field)] = field
        return bytes(data)

    def entry_value(self, page, tag):
        """Where the value field of an entry stands."""
        return self.at['entry', page, tag] + 4 + self.wide
